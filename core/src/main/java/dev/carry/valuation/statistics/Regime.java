package dev.carry.valuation.statistics;

/// How the market has paid over the last days, and from which rate on funding counts as high then.
public enum Regime {
  /// Shorts have been paying: it takes more to call a rate high.
  BEARISH(1.5),
  NEUTRAL(1),
  /// Longs have been paying much: it takes less.
  BULLISH(0.8);

  /// Fraction per hour: 0.0003 per 8 h.
  private static final double BASE_HOURLY = 0.0000375;

  private static final double BEARISH_BELOW = -0.0000125;
  private static final double BULLISH_ABOVE = 0.0000375;

  private final double factor;

  Regime(double factor) {
    this.factor = factor;
  }

  /// @param meanHourly the mean rate of the last days, fraction per hour
  public static Regime of(double meanHourly) {
    if (Double.isNaN(meanHourly)) {
      throw new IllegalArgumentException("the regime of no rates");
    }
    if (meanHourly < BEARISH_BELOW) {
      return BEARISH;
    }
    return meanHourly > BULLISH_ABOVE ? BULLISH : NEUTRAL;
  }

  /// Fraction per hour, > 0.
  public double thresholdHourly() {
    return BASE_HOURLY * factor;
  }
}
