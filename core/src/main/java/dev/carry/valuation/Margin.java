package dev.carry.valuation;

/// Liquidation prices, isolated margin.
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
}
