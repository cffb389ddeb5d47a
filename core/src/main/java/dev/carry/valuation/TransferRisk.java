package dev.carry.valuation;

/// How far a price may move while margin is on its way.
///
/// @param delayMillis from the decision until it is there
/// @param volatility of the price (fraction a year)
/// @param deviations how many standard deviations are to be survived: 2.326 is one time in a
///     hundred
public record TransferRisk(long delayMillis, double volatility, double deviations) {
  public static final double ONE_IN_A_HUNDRED = 2.326;

  public TransferRisk {
    if (delayMillis < 0 || !(volatility >= 0) || !(deviations >= 0)) {
      throw new IllegalArgumentException(
          "transfer of "
              + delayMillis
              + " ms, volatility "
              + volatility
              + ", deviations "
              + deviations
              + ": 0 or more is allowed");
    }
  }

  /// Fraction of the price.
  public double move() {
    return deviations * volatility * StrictMath.sqrt(delayMillis / Funding.MILLIS_PER_YEAR);
  }
}
