package dev.carry.valuation;

/// Futures against spot, mark against index.
public final class Basis {
  private Basis() {}

  /// @return (future − spot) / spot; positive: contango
  public static double of(double future, double spot) {
    return (future - spot) / positive("spot price", spot);
  }

  /// @return (mark − index) / index, signed fraction
  public static double premium(double mark, double index) {
    return (mark - index) / positive("index price", index);
  }

  private static double positive(String what, double value) {
    if (!(value > 0) || !Double.isFinite(value)) {
      throw new IllegalArgumentException(what + " " + value + ": more than 0 is allowed");
    }
    return value;
  }
}
