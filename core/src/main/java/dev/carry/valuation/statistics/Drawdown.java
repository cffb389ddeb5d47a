package dev.carry.valuation.statistics;

/// The deepest fall of an equity path from a peak before it.
///
/// @param depth fraction of the peak, ≥ 0; above 1 when more than all was lost
/// @param peakMillis when the peak was reached, first
/// @param troughMillis when the depth was reached, first; the instant of the peak where nothing
///     fell
public record Drawdown(double depth, long peakMillis, long troughMillis) {

  /// @param atMillis instants, in order, at least one
  /// @param equity in one currency; the first above 0
  public static Drawdown deepest(long[] atMillis, double[] equity) {
    if (!(equity[0] > 0)) {
      throw new IllegalArgumentException("equity begins at " + equity[0]);
    }
    Drawdown deepest = new Drawdown(0, atMillis[0], atMillis[0]);
    int peak = 0;
    for (int i = 1; i < equity.length; i++) {
      if (equity[i] > equity[peak]) {
        peak = i;
      }
      double depth = 1 - equity[i] / equity[peak];
      if (depth > deepest.depth) {
        deepest = new Drawdown(depth, atMillis[peak], atMillis[i]);
      }
    }
    return deepest;
  }
}
