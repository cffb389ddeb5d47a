package dev.carry.valuation.statistics;

/// Quantiles of a finished sample.
public final class Quantiles {
  private Quantiles() {}

  /// Linear between neighbours, the least value at 0 and the most at 1 (type 7 of Hyndman and Fan,
  /// the default of R, NumPy and spreadsheets).
  ///
  /// @param sorted ascending, at least one
  /// @param share from 0 to 1
  public static double of(double[] sorted, double share) {
    double place = share * (sorted.length - 1);
    int below = (int) place;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }
}
