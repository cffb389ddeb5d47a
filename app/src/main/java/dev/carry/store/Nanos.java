package dev.carry.store;

import java.time.Instant;
import java.util.concurrent.TimeUnit;

/// Instants as nanoseconds since 1970: years 1678 to 2261.
final class Nanos {
  private static final long PER_SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final long MOST_SECONDS = Long.MAX_VALUE / PER_SECOND - 1;

  private Nanos() {}

  /// @throws IllegalArgumentException when the instant is beyond those years
  static long of(Instant instant) {
    long second = instant.getEpochSecond();
    long nanos = instant.getNano();
    if (second < -MOST_SECONDS || second > MOST_SECONDS) {
      throw new IllegalArgumentException(
          "the time " + instant + " cannot be stored: years 1678 to 2261 can");
    }
    return second * PER_SECOND + nanos;
  }

  /// The same, or the nearest that can be told: for the bounds of a question.
  static long nearest(Instant instant) {
    long second = instant.getEpochSecond();
    if (second < -MOST_SECONDS || second > MOST_SECONDS) {
      return (second < 0 ? -MOST_SECONDS : MOST_SECONDS) * PER_SECOND;
    }
    return of(instant);
  }

  static Instant instant(long nanos) {
    return Instant.ofEpochSecond(
        Math.floorDiv(nanos, PER_SECOND), Math.floorMod(nanos, PER_SECOND));
  }
}
