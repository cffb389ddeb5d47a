package dev.carry.valuation.option;

/// A forward made of a call and a put of one strike and expiry, at the prices at which both can be
/// had: bought at the ask, sold at the bid, without interest. `NaN` where a side is missing.
public final class SyntheticForward {
  private SyntheticForward() {}

  /// What is got for selling the call and buying the put.
  ///
  /// @param callBid quote per base
  /// @param putAsk quote per base
  /// @param strike quote per base
  /// @return forward, quote per base
  public static double soldAt(double callBid, double putAsk, double strike) {
    return callBid - putAsk + strike;
  }

  /// What is paid for buying the call and selling the put.
  public static double boughtAt(double callAsk, double putBid, double strike) {
    return callAsk - putBid + strike;
  }

  /// The same of inverse options.
  ///
  /// @param callBid in coin
  /// @param putAsk in coin
  /// @param strike quote per coin
  /// @return forward, quote per coin
  public static double inverseSoldAt(double callBid, double putAsk, double strike) {
    return inverse(callBid - putAsk, strike);
  }

  public static double inverseBoughtAt(double callAsk, double putBid, double strike) {
    return inverse(callAsk - putBid, strike);
  }

  /// At expiry a long call and a short put pay `1 − K/F` coins. No forward pays one coin or more.
  private static double inverse(double callLessPut, double strike) {
    return callLessPut < 1 ? strike / (1 - callLessPut) : Double.NaN;
  }
}
