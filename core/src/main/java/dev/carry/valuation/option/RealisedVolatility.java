package dev.carry.valuation.option;

/// How much a price moved: the root of the sum of squared log returns, over the time they took.
public final class RealisedVolatility {
  private RealisedVolatility() {}

  /// Nothing is subtracted for a drift: over short times it is noise.
  ///
  /// @param path prices in order of time, quote per base, > 0
  /// @param years from the first to the last, ACT/365
  /// @return fraction per year; `NaN` with fewer than two prices or no time between them
  public static double perYear(double[] path, double years) {
    if (path.length < 2 || !(years > 0)) {
      return Double.NaN;
    }
    double squares = 0;
    for (int i = 1; i < path.length; i++) {
      double move = StrictMath.log(path[i] / path[i - 1]);
      squares += move * move;
    }
    return Math.sqrt(squares / years);
  }
}
