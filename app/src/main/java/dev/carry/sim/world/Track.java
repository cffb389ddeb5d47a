package dev.carry.sim.world;

import java.util.Arrays;

/// A value over time at known points, straight between them. Bounded: beyond the limit the oldest
/// half is forgotten.
final class Track {
  private static final int LIMIT = 20_000;

  private long[] times = new long[1_024];
  private double[] values = new double[1_024];
  private int size;

  void add(long time, double value) {
    if (size == LIMIT) {
      System.arraycopy(times, size / 2, times, 0, size - size / 2);
      System.arraycopy(values, size / 2, values, 0, size - size / 2);
      size -= size / 2;
    }
    if (size == times.length) {
      times = Arrays.copyOf(times, Math.min(LIMIT, size * 2));
      values = Arrays.copyOf(values, Math.min(LIMIT, size * 2));
    }
    times[size] = time;
    values[size] = value;
    size++;
  }

  /// The value of a point by its number, 0 the oldest.
  double get(int point) {
    return values[point];
  }

  /// The value at an instant, where `now` and `latest` are the present; before the first point its
  /// value.
  double at(long time, long now, double latest) {
    int found = Arrays.binarySearch(times, 0, size, time);
    if (found >= 0) {
      return values[found];
    }
    int after = -found - 1;
    if (after == 0) {
      return size == 0 ? latest : values[0];
    }
    long t0 = times[after - 1];
    long t1 = after < size ? times[after] : now;
    double v1 = after < size ? values[after] : latest;
    double share = t1 <= t0 ? 1 : Math.min(1, (time - t0) / (double) (t1 - t0));
    return values[after - 1] + (v1 - values[after - 1]) * share;
  }
}
