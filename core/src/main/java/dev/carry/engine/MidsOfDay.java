package dev.carry.engine;

import java.util.Arrays;

/// Where one instrument's quote stood, every five minutes of the last day.
public final class MidsOfDay {
  static final long STEP_MILLIS = 300_000;
  private static final int STEPS = 288;

  /// Quote per single unit of the asset, by step; NaN: no quote then.
  private final double[] mids = new double[STEPS];

  private long newest = Long.MIN_VALUE;

  MidsOfDay() {
    Arrays.fill(mids, Double.NaN);
  }

  /// @param step number of the step since 1970: the first look at each counts
  void put(long step, double mid) {
    if (step <= newest) {
      return;
    }
    for (long missed = Math.max(newest, step - STEPS) + 1; missed < step; missed++) {
      mids[place(missed)] = Double.NaN;
    }
    mids[place(step)] = mid;
    newest = step;
  }

  private static int place(long step) {
    return Math.floorMod(step, STEPS);
  }

  private double at(long step) {
    return step > newest || step <= newest - STEPS ? Double.NaN : mids[place(step)];
  }

  /// (other − this) / the middle of the two, at each step at which both are known, sorted.
  public double[] gapsTo(MidsOfDay other) {
    double[] gaps = new double[STEPS];
    int found = 0;
    for (int i = 0; i < STEPS && newest != Long.MIN_VALUE; i++) {
      double own = at(newest - i);
      double others = other.at(newest - i);
      double gap = 2 * (others - own) / (others + own);
      if (!Double.isNaN(gap)) {
        gaps[found++] = gap;
      }
    }
    double[] sorted = Arrays.copyOf(gaps, found);
    Arrays.sort(sorted);
    return sorted;
  }
}
