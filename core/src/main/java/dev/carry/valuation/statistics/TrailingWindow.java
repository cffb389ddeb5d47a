package dev.carry.valuation.statistics;

import java.util.Arrays;
import java.util.Optional;

/// The points before the current one that lie within a span of time, `[t − span, t)`: by time and
/// never by count, so that a hole in a series shows in the count and is not bridged by older
/// points.
///
/// Everything is computed anew from the points of the window: a running sum would carry the
/// rounding of a spike long after the spike has left. Of the points a sorted copy is kept, so that
/// medians are read off.
final class TrailingWindow {
  /// No venue settles as often as this; it bounds what a window can hold.
  static final long LEAST_STEP_MILLIS = 60_000;

  private final long spanMillis;
  private long[] millis = new long[64];
  private double[] values = new double[64];
  private double[] sorted = new double[64];

  /// The window is `[from, current)` of the arrays, the current point is at `current`.
  private int from;

  private int current = -1;

  TrailingWindow(long spanMillis) {
    this.spanMillis = spanMillis;
  }

  /// Makes this the current point, and what was current a point of the window.
  void advance(long atMillis, double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("value " + value + " at " + atMillis);
    }
    if (current >= 0) {
      if (atMillis - millis[current] < LEAST_STEP_MILLIS) {
        throw new IllegalArgumentException(
            "a point at "
                + atMillis
                + " after one at "
                + millis[current]
                + ": in order of time and a minute apart is allowed");
      }
      insert(values[current]);
    }
    if (current + 1 == values.length) {
      makeRoom();
    }
    current++;
    millis[current] = atMillis;
    values[current] = value;
    while (from < current && millis[from] < atMillis - spanMillis) {
      remove(values[from]);
      from++;
    }
  }

  int count() {
    return Math.max(0, current - from);
  }

  Moments moments() {
    return Moments.of(values, from, from + count());
  }

  /// NaN of none.
  double median() {
    int count = count();
    return count == 0 ? Double.NaN : (sorted[(count - 1) / 2] + sorted[count / 2]) / 2;
  }

  /// The median of the absolute deviations from the median; NaN of none.
  double medianAbsoluteDeviation() {
    int count = count();
    if (count == 0) {
      return Double.NaN;
    }
    double median = median();
    double upper = deviation(count / 2 + 1, median);
    return count % 2 == 1 ? upper : (deviation(count / 2, median) + upper) / 2;
  }

  /// How many periods it takes to halve a deviation within the window.
  Optional<HalfLife> halfLife(long periodMillis) {
    int to = from + count();
    return HalfLife.of(
        Arrays.copyOfRange(millis, from, to), Arrays.copyOfRange(values, from, to), periodMillis);
  }

  /// The `rank`-th smallest absolute deviation. The `rank` values nearest to the median lie side by
  /// side in the sorted copy: where they begin is found by halving.
  private double deviation(int rank, double median) {
    int low = 0;
    int high = count() - rank;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (median - sorted[middle] > sorted[middle + rank] - median) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return Math.max(median - sorted[low], sorted[low + rank - 1] - median);
  }

  /// Called before `current` moves on: the count is still without the value.
  private void insert(double value) {
    int count = count();
    int found = Arrays.binarySearch(sorted, 0, count, value);
    int place = found < 0 ? -found - 1 : found;
    System.arraycopy(sorted, place, sorted, place + 1, count - place);
    sorted[place] = value;
  }

  /// Called before `from` moves on: the count is still with the value.
  private void remove(double value) {
    int count = count();
    int place = Arrays.binarySearch(sorted, 0, count, value);
    System.arraycopy(sorted, place + 1, sorted, place, count - place - 1);
  }

  /// Moves the points to the front, or into arrays of twice the size where they fill half of these.
  private void makeRoom() {
    int kept = current + 1 - from;
    int size = kept > values.length / 2 ? values.length * 2 : values.length;
    long[] newMillis = new long[size];
    double[] newValues = new double[size];
    System.arraycopy(millis, from, newMillis, 0, kept);
    System.arraycopy(values, from, newValues, 0, kept);
    millis = newMillis;
    values = newValues;
    sorted = Arrays.copyOf(sorted, size);
    from = 0;
    current = kept - 1;
  }
}
