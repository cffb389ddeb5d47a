package dev.carry.valuation;

/// What getting in and out costs, as fractions of the notional of one leg.
public final class RoundTrip {
  private RoundTrip() {}

  /// Entry and exit of both legs.
  ///
  /// @param feeLong fraction of the traded notional; negative: a rebate
  /// @param feeShort likewise
  public static double fees(double feeLong, double feeShort) {
    return 2 * (feeLong + feeShort);
  }

  /// One whole quoted spread of a leg: half at entry, half at exit.
  public static double spread(double bid, double ask) {
    return (ask - bid) / ((ask + bid) / 2);
  }

  /// What the entry gains (positive) or loses through the two venues' prices.
  ///
  /// @param shortBid what the short leg is sold at
  /// @param longAsk what the long leg is bought at
  public static double priceGap(double shortBid, double longAsk) {
    return (shortBid - longAsk) / ((shortBid + longAsk) / 2);
  }
}
