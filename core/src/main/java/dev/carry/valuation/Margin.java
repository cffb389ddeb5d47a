package dev.carry.valuation;

/// Liquidation prices and safe leverage, isolated margin.
public final class Margin {
  private Margin() {}

  /// @param entry quote per base
  /// @param leverage > 0
  /// @param maintenance maintenance margin rate (fraction)
  /// @param amountPerUnit the tier's maintenance amount per unit of quantity (`cum / q`), quote
  public static double liquidationLongLinear(
      double entry, double leverage, double maintenance, double amountPerUnit) {
    return (entry * (1 - 1 / leverage) - amountPerUnit) / (1 - maintenance);
  }

  public static double liquidationShortLinear(
      double entry, double leverage, double maintenance, double amountPerUnit) {
    return (entry * (1 + 1 / leverage) + amountPerUnit) / (1 + maintenance);
  }

  public static double liquidationLongInverse(double entry, double leverage, double maintenance) {
    return entry * (1 + maintenance) / (1 + 1 / leverage);
  }

  /// Infinite at a leverage of 1 or less: an inverse short without leverage cannot be liquidated.
  public static double liquidationShortInverse(double entry, double leverage, double maintenance) {
    return leverage <= 1
        ? Double.POSITIVE_INFINITY
        : entry * (1 - maintenance) / (1 - 1 / leverage);
  }

  /// The largest leverage at which a long survives an adverse move.
  ///
  /// @param adverse fraction of the entry price, ≥ 0
  /// @param cap never more than this
  public static double safeLeverageLong(double adverse, double maintenance, double cap) {
    return Math.min(cap, 1 / (adverse * (1 - maintenance) + maintenance));
  }

  public static double safeLeverageShort(double adverse, double maintenance, double cap) {
    return Math.min(cap, 1 / (adverse * (1 + maintenance) + maintenance));
  }
}
