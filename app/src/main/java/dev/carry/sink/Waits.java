package dev.carry.sink;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/// How long to wait before something is posted again: twice as long each time, and up to a quarter
/// less, so that not all come back at once.
///
/// @param first wait
/// @param most none is longer, but where the other side asks for it
public record Waits(Duration first, Duration most) {
  private static final Duration MOST_ASKED = Duration.ofHours(1);
  private static final int MOST_DOUBLINGS = 10;

  /// @param failures before this one
  /// @param asked by the other side; absent: it asked for nothing
  public Duration after(int failures, @Nullable Duration asked) {
    long doubled = first.toMillis() << Math.min(failures, MOST_DOUBLINGS);
    long wait = Math.min(most.toMillis(), doubled);
    Duration own = Duration.ofMillis(wait - ThreadLocalRandom.current().nextLong(wait / 4 + 1));
    if (asked == null || asked.compareTo(own) < 0) {
      return own;
    }
    return asked.compareTo(MOST_ASKED) > 0 ? MOST_ASKED : asked;
  }
}
