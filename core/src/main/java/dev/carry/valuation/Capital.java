package dev.carry.valuation;

/// The money a position binds, as fractions of the notional of one leg.
public final class Capital {
  private Capital() {}

  /// Two margined legs: the margin of both plus the buffer that survives a transfer.
  ///
  /// @param leverageLong > 0
  /// @param leverageShort > 0
  /// @param buffer fraction of notional, ≥ 0
  public static double ofPair(double leverageLong, double leverageShort, double buffer) {
    return 1 / positive(leverageLong) + 1 / positive(leverageShort) + buffer;
  }

  /// A spot leg, always paid in full, and a margined perpetual.
  public static double ofCarry(double leverage, double buffer) {
    return 1 + 1 / positive(leverage) + buffer;
  }

  private static double positive(double leverage) {
    if (!(leverage > 0)) {
      throw new IllegalArgumentException("leverage " + leverage + ": more than 0 is allowed");
    }
    return leverage;
  }
}
