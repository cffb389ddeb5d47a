package dev.carry.valuation.option;

/// Premiums of inverse options, which are paid in coin: 0.0425 is 4.25 % of one coin. Sold forward
/// to the expiry, a coin is worth its forward, so a premium in quote is the coin's times that.
public final class InversePremium {
  private InversePremium() {}

  /// @param coin premium in coin
  /// @param forward of the option's expiry, quote per coin
  /// @return premium in quote
  public static double toQuote(double coin, double forward) {
    return coin * forward;
  }

  /// @param quote premium in quote
  /// @param forward of the option's expiry, quote per coin
  /// @return premium in coin
  public static double toCoin(double quote, double forward) {
    return quote / forward;
  }
}
