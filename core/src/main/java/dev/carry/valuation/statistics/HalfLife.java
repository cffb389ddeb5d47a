package dev.carry.valuation.statistics;

import java.util.Arrays;
import java.util.Optional;

/// How many periods it takes until half of a deviation from the mean has faded, from a regression
/// of each value on the one a period before (AR(1) with intercept).
///
/// The slope is biased downwards by about (1 + 3φ) / n, so that the half-life errs on the short
/// side where it is long against the stretch it was fitted on; the standard error then is large
/// too.
///
/// @param periods > 0
/// @param error standard error of `periods`, from that of the slope
/// @param slope φ, between 0 and 1
/// @param pairs of neighbours the fit rests on
public record HalfLife(double periods, double error, double slope, int pairs) {
  private static final double LN_2 = 0.6931471805599453;

  /// Two values are neighbours when a period lies between them, to within what stamps jitter: over
  /// a hole nothing is fitted.
  ///
  /// @param atMillis instants, in order
  /// @param hourly rates settled at them, fractions per hour
  /// @return empty: fewer than 30 pairs, too little dispersion, or no reversion (φ ≥ 1 or φ ≤ 0)
  public static Optional<HalfLife> of(long[] atMillis, double[] hourly, long periodMillis) {
    double[] before = new double[hourly.length];
    double[] after = new double[hourly.length];
    int pairs = 0;
    for (int i = 1; i < hourly.length; i++) {
      long late = atMillis[i] - atMillis[i - 1] - periodMillis;
      if (Math.abs(late) < TrailingWindow.LEAST_STEP_MILLIS) {
        before[pairs] = hourly[i - 1];
        after[pairs] = hourly[i];
        pairs++;
      }
    }
    double deviation = Moments.of(before, 0, pairs).populationDeviation();
    if (pairs < FundingStatistics.LEAST_POINTS || deviation < FundingStatistics.LEAST_DISPERSION) {
      return Optional.empty();
    }
    LeastSquares fit = LeastSquares.of(Arrays.copyOf(before, pairs), Arrays.copyOf(after, pairs));
    double slope = fit.slope();
    if (slope >= 1 || slope <= 0) {
      return Optional.empty();
    }
    double log = StrictMath.log(slope);
    double perSlope = LN_2 / (slope * log * log);
    return Optional.of(new HalfLife(-LN_2 / log, perSlope * fit.slopeError(), slope, pairs));
  }
}
