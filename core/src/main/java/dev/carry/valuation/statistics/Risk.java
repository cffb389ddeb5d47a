package dev.carry.valuation.statistics;

import java.util.Arrays;

/// What may be lost, and how much of it to risk.
public final class Risk {
  public static final double ES_LEVEL = 0.975;

  /// Share of the capital that a position may lose in its tail.
  public static final double DEFAULT_RISK = 0.02;

  private Risk() {}

  /// The mean loss in the worst `1 − level` of outcomes, from history: of n returns the worst
  /// `n × (1 − level)`, the last of them in part (Acerbi and Tasche), so that it does not jump as n
  /// grows. With fewer than `1 / (1 − level)` returns it is the worst of them.
  ///
  /// @param returns fractions, one per holding period
  /// @param level between 0 and 1
  /// @return a fraction, positive when it is a loss; NaN of no returns
  public static double expectedShortfall(double[] returns, double level) {
    if (!(level > 0) || !(level < 1)) {
      throw new IllegalArgumentException("level " + level + ": 0 < level < 1 is allowed");
    }
    if (returns.length == 0) {
      return Double.NaN;
    }
    double[] sorted = returns.clone();
    Arrays.sort(sorted);
    double tail = Math.max(1, returns.length * (1 - level));
    int whole = (int) tail;
    double sum = 0;
    for (int i = 0; i < whole; i++) {
      sum += sorted[i];
    }
    if (whole < sorted.length) {
      sum += (tail - whole) * sorted[whole];
    }
    return -sum / tail;
  }

  /// Of one episode, as a fraction of what it is staked on.
  ///
  /// @param winning share of the episodes that won
  /// @param win mean gain of those, ≥ 0
  /// @param loss mean loss of the others, ≥ 0
  public static double expectedValue(double winning, double win, double loss) {
    return winning * win - (1 - winning) * loss;
  }

  /// The notional at which the tail costs `risk` of the capital.
  ///
  /// @param capital in the quote currency
  /// @param risk fraction of the capital
  /// @param expectedShortfall fraction of the notional
  /// @return in the quote currency; NaN when no loss was measured, for that bounds nothing
  public static double positionSize(double capital, double risk, double expectedShortfall) {
    return expectedShortfall > 0 ? capital * risk / expectedShortfall : Double.NaN;
  }
}
