package dev.carry.venue.session;

import java.time.Instant;

/// How many a second, over the last ten. Thread-safe.
final class RateWindow {
  private static final int SECONDS = 10;

  private final long[] second = new long[SECONDS + 1];
  private final long[] count = new long[SECONDS + 1];
  private long total;

  synchronized void add(Instant at, int many) {
    long now = at.getEpochSecond();
    int slot = (int) Math.floorMod(now, (long) second.length);
    if (second[slot] != now) {
      second[slot] = now;
      count[slot] = 0;
    }
    count[slot] += many;
    total += many;
  }

  /// Of the last ten whole seconds.
  synchronized double perSecond(Instant at) {
    long now = at.getEpochSecond();
    long sum = 0;
    for (int i = 0; i < second.length; i++) {
      if (second[i] < now && second[i] >= now - SECONDS) {
        sum += count[i];
      }
    }
    return (double) sum / SECONDS;
  }

  synchronized long total() {
    return total;
  }
}
