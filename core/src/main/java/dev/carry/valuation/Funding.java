package dev.carry.valuation;

import java.time.Duration;

/// What a funding rate means over time.
public final class Funding {
  public static final double HOURS_PER_YEAR = 8760;
  static final double MILLIS_PER_HOUR = 3_600_000;
  public static final double MILLIS_PER_YEAR = HOURS_PER_YEAR * MILLIS_PER_HOUR;

  private Funding() {}

  /// @param rate fraction per `period`
  /// @return fraction per hour
  public static double hourly(double rate, Duration period) {
    return hourly(rate, period.toMillis());
  }

  /// The same with the period in milliseconds.
  public static double hourly(double rate, long periodMillis) {
    if (periodMillis <= 0) {
      throw new IllegalArgumentException("funding period of " + periodMillis + " ms");
    }
    return rate * MILLIS_PER_HOUR / periodMillis;
  }

  /// @return simple annual fraction, ACT/365
  public static double apr(double rate, Duration period) {
    return hourly(rate, period) * HOURS_PER_YEAR;
  }

  /// @return annual fraction with each settlement's cash reinvested at the same rate
  public static double apyCompounded(double rate, Duration period) {
    double settlements = HOURS_PER_YEAR * MILLIS_PER_HOUR / period.toMillis();
    return StrictMath.pow(1 + rate, settlements) - 1;
  }
}
