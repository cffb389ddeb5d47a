package dev.carry.detect;

import dev.carry.valuation.statistics.FundingReading;
import dev.carry.valuation.statistics.FundingStatistics;
import dev.carry.valuation.statistics.HalfLife;
import java.util.Arrays;
import java.util.Optional;

/// The settlements of one perpetual in order of time, in whatever order they are told, and their
/// statistics. Kept is what those look back on; one that is older than that comes too late.
final class SettledSeries {
  /// What the longest window looks back on.
  private static final long KEPT_MILLIS = 30L * 24 * 3_600_000;

  /// What the warm-up of the strength index looks back on.
  private static final int KEPT_POINTS = 250;

  /// A bound for series of shorter periods than there are: 30 days at 20 minutes.
  private static final int MOST_POINTS = 2_160;

  /// Venues' stamps jitter by seconds, and none settles more often than this.
  private static final long MINUTE_MILLIS = 60_000;

  private long[] millis = new long[64];
  private double[] hourly = new double[64];
  private int count;

  /// How many of the points the statistics have read.
  private int read;

  private FundingStatistics statistics = new FundingStatistics();
  private Optional<FundingReading> reading = Optional.empty();

  /// Takes a settlement in; one of a boundary that is known is left out.
  ///
  /// @param rate fraction per hour
  /// @return whether it was new
  boolean add(long atMillis, double rate) {
    long boundary = Math.floorDiv(atMillis + MINUTE_MILLIS / 2, MINUTE_MILLIS) * MINUTE_MILLIS;
    int found = Arrays.binarySearch(millis, 0, count, boundary);
    int place = -found - 1;
    if (found >= 0 || (place == 0 && isTooOld(boundary))) {
      return false;
    }
    if (count == millis.length) {
      millis = Arrays.copyOf(millis, 2 * count);
      hourly = Arrays.copyOf(hourly, 2 * count);
    }
    System.arraycopy(millis, place, millis, place + 1, count - place);
    System.arraycopy(hourly, place, hourly, place + 1, count - place);
    millis[place] = boundary;
    hourly[place] = rate;
    count++;
    if (place < read) {
      statistics = new FundingStatistics();
      read = 0;
    }
    dropOld();
    return true;
  }

  private boolean isTooOld(long boundary) {
    return count >= KEPT_POINTS
        && (count >= MOST_POINTS || boundary < millis[count - 1] - KEPT_MILLIS);
  }

  private void dropOld() {
    int old = 0;
    long since = millis[count - 1] - KEPT_MILLIS;
    while (count - old > MOST_POINTS || (count - old > KEPT_POINTS && millis[old] < since)) {
      old++;
    }
    if (old > 0) {
      System.arraycopy(millis, old, millis, 0, count - old);
      System.arraycopy(hourly, old, hourly, 0, count - old);
      count -= old;
      read = Math.max(0, read - old);
    }
  }

  /// The newest settlement against those before it; empty before there is one.
  Optional<FundingReading> latest() {
    for (; read < count; read++) {
      reading = Optional.of(statistics.next(millis[read], hourly[read]));
    }
    return reading;
  }

  /// How fast deviations faded in the 30 days before the newest settlement, as of [#latest()].
  Optional<HalfLife> halfLife(long periodMillis) {
    return statistics.halfLife(periodMillis);
  }
}
