package dev.carry.valuation.statistics;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The statistics of one instrument's settlements, fed in order of time; one thread.
///
/// Instants are settlement boundaries (venue stamps rounded), for a window ends on one. A settled
/// rate enters as fraction per hour, so that the series goes on where the venue changes the period.
public final class FundingStatistics {
  private static final long THIRTY_DAYS_MILLIS = Duration.ofDays(30).toMillis();
  private static final long EIGHT_DAYS_MILLIS = Duration.ofDays(8).toMillis();

  /// Points it takes for a standard score, or a half-life.
  static final int LEAST_POINTS = 30;

  /// Half of what 8 days hold at 8 hours: a band of fewer is the width of chance.
  static final int LEAST_POINTS_OF_BAND = 12;

  /// Fraction per hour below which a dispersion is none. Venues publish rates in steps of about
  /// 1e-8, and many rates stand at the interest rate for days: two deviations of this are 0.02 % a
  /// year, which no trade can earn, and below it scores measure rounding.
  static final double LEAST_DISPERSION = 1e-8;

  /// Makes the median absolute deviation of a normal distribution its standard deviation.
  private static final double NORMAL_MAD = 1.4826;

  private static final double BAND_DEVIATIONS = 2;

  private final TrailingWindow thirtyDays = new TrailingWindow(THIRTY_DAYS_MILLIS);
  private final TrailingWindow eightDays = new TrailingWindow(EIGHT_DAYS_MILLIS);
  private final WilderRsi rsi = new WilderRsi();

  /// A settlement enters once and in order: one less than a minute after the last is refused. A
  /// history that was completed later is read anew.
  ///
  /// @param atMillis after the last settlement
  /// @param hourly fraction per hour
  public FundingReading next(long atMillis, double hourly) {
    thirtyDays.advance(atMillis, hourly);
    eightDays.advance(atMillis, hourly);
    Moments of30d = thirtyDays.moments();
    Moments of8d = eightDays.moments();
    // Bollinger takes the deviation of the population
    double halfWidth =
        BAND_DEVIATIONS * dispersion(of8d.populationDeviation(), eightDays, LEAST_POINTS_OF_BAND);
    return new FundingReading(
        atMillis,
        hourly,
        thirtyDays.count(),
        (hourly - of30d.mean()) / dispersion(of30d.sampleDeviation(), thirtyDays, LEAST_POINTS),
        (hourly - thirtyDays.median())
            / dispersion(
                NORMAL_MAD * thirtyDays.medianAbsoluteDeviation(), thirtyDays, LEAST_POINTS),
        eightDays.count(),
        of8d.mean(),
        of8d.mean() - halfWidth,
        of8d.mean() + halfWidth,
        rsi.next(hourly));
  }

  /// How fast deviations have faded in the 30 days before the last settlement.
  ///
  /// @param periodMillis the period of the settlements
  public Optional<HalfLife> halfLife(long periodMillis) {
    return thirtyDays.halfLife(periodMillis);
  }

  /// The readings of a finished series: each as it was when its settlement was the last.
  ///
  /// @param atMillis settlement instants, in order
  /// @param hourly fractions per hour
  public static List<FundingReading> of(long[] atMillis, double[] hourly) {
    FundingStatistics statistics = new FundingStatistics();
    List<FundingReading> readings = new ArrayList<>(hourly.length);
    for (int i = 0; i < hourly.length; i++) {
      readings.add(statistics.next(atMillis[i], hourly[i]));
    }
    return readings;
  }

  private static double dispersion(double value, TrailingWindow window, int leastPoints) {
    return window.count() < leastPoints || value < LEAST_DISPERSION ? Double.NaN : value;
  }
}
