package dev.carry.valuation;

import dev.carry.model.Side;
import java.time.Duration;

/// What a funding rate means over time, and in cash.
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

  /// Cash of one settlement of a linear leg, in the quote currency; positive: received.
  ///
  /// @param base quantity in base units, ≥ 0
  /// @param mark quote per base at the settlement
  public static double cashLinear(Side side, double base, double mark, double rate) {
    return -side.sign() * base * mark * rate;
  }

  /// Cash of one settlement of an inverse leg, in the coin; positive: received.
  ///
  /// @param contracts ≥ 0
  /// @param contractValue quote units per contract
  /// @param mark quote per base at the settlement
  public static double cashInverse(
      Side side, double contracts, double contractValue, double mark, double rate) {
    return -side.sign() * contracts * contractValue / mark * rate;
  }
}
