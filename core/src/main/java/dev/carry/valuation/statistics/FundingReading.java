package dev.carry.valuation.statistics;

import java.util.Optional;

/// A settlement against those before it. Rates are fractions per hour; what is absent is NaN.
///
/// @param atMillis the settlement instant
/// @param hourly the rate settled; positive: longs paid shorts
/// @param points30d settlements in the 30 days before, this one excluded; fewer than the period
///     would have are a hole
/// @param z deviations from the mean of the 30 days before, in sample standard deviations
/// @param robustZ deviations from their median, in 1.4826 × median absolute deviation
/// @param points8d settlements in the 8 days before, this one excluded
/// @param mean8d the mean of the 8 days before
/// @param lowerBand lower Bollinger band of the 8 days before
/// @param upperBand upper Bollinger band of the 8 days before
/// @param rsi Wilder's relative strength index at this settlement, 0 to 100
public record FundingReading(
    long atMillis,
    double hourly,
    int points30d,
    double z,
    double robustZ,
    int points8d,
    double mean8d,
    double lowerBand,
    double upperBand,
    double rsi) {

  /// Settlements it takes within 30 days to expect anything.
  private static final int LEAST_POINTS = 50;

  private static final double HIGH_Z = 2;
  private static final double HIGH_RSI = 70;
  private static final double LOW_RSI = 30;
  private static final int DECISIVE = 4;

  /// From −5 (all say it is too high, so that it should fall) to +5; what is absent says nothing.
  public int score() {
    int score = 0;
    score += sides(hourly < lowerBand, hourly > upperBand, 2);
    score += sides(rsi < LOW_RSI, rsi > HIGH_RSI, 1);
    score += sides(z < -HIGH_Z, z > HIGH_Z, 2);
    return score;
  }

  private static int sides(boolean low, boolean high, int weight) {
    if (low) {
      return weight;
    }
    return high ? -weight : 0;
  }

  public Expectation expectation() {
    if (points30d < LEAST_POINTS) {
      return Expectation.WAIT;
    }
    int score = score();
    if (score >= DECISIVE) {
      return Expectation.RISE;
    }
    return score <= -DECISIVE ? Expectation.FALL : Expectation.NEUTRAL;
  }

  /// Empty: nothing settled in the 8 days before.
  public Optional<Regime> regime() {
    return points8d == 0 ? Optional.empty() : Optional.of(Regime.of(mean8d));
  }
}
