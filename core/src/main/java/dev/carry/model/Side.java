package dev.carry.model;

/// Which side of the market: of a trade's taker, or of a leg.
public enum Side {
  BUY(+1),
  SELL(-1);

  private final int sign;

  Side(int sign) {
    this.sign = sign;
  }

  /// +1 for a buyer (long), −1 for a seller (short).
  public int sign() {
    return sign;
  }

  public Side opposite() {
    return this == BUY ? SELL : BUY;
  }
}
