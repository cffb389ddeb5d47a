package dev.carry.valuation.statistics;

/// Wilder's relative strength index over 14 changes, from 0 to 100: the smoothed gains as a share
/// of smoothed gains and losses.
///
/// Wilder's smoothing never forgets, so that its value would depend on where a history happens to
/// begin. It is seeded here with the mean of the first 14 changes of the last 250 points (the
/// current one included) and smoothed over the rest: what lies before has a weight below 3e-8.
final class WilderRsi {
  private static final int PERIODS = 14;
  private static final int WARM_UP = 250;

  /// When nothing changes neither side is stronger.
  private static final double FLAT = 50;

  private final double[] points = new double[WARM_UP];
  private int count;

  /// The index at this point; NaN before 14 changes are known.
  double next(double value) {
    if (count == WARM_UP) {
      System.arraycopy(points, 1, points, 0, WARM_UP - 1);
      count--;
    }
    points[count] = value;
    count++;
    return count <= PERIODS ? Double.NaN : index();
  }

  private double index() {
    double gains = 0;
    double losses = 0;
    for (int i = 1; i <= PERIODS; i++) {
      double change = points[i] - points[i - 1];
      gains += Math.max(change, 0) / PERIODS;
      losses += Math.max(-change, 0) / PERIODS;
    }
    for (int i = PERIODS + 1; i < count; i++) {
      double change = points[i] - points[i - 1];
      gains += (Math.max(change, 0) - gains) / PERIODS;
      losses += (Math.max(-change, 0) - losses) / PERIODS;
    }
    return gains + losses == 0 ? FLAT : 100 * gains / (gains + losses);
  }
}
