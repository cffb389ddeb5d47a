package dev.carry.venue.session;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// Waits by a session's clock, which need not run at the speed of real time: the clock is looked
/// at again after a short slice. Every wait ends at an interrupt.
final class Pause {
  /// Short enough that a clock sixty times as fast is only seconds late.
  static final Duration SLICE = Duration.ofMillis(50);

  private Pause() {}

  static void until(InstantSource clock, Instant at) throws InterruptedException {
    while (true) {
      Duration left = Duration.between(clock.instant(), at);
      if (!left.isPositive()) {
        return;
      }
      Thread.sleep(left.compareTo(SLICE) > 0 ? SLICE : left);
    }
  }

  static void of(InstantSource clock, Duration span) throws InterruptedException {
    until(clock, clock.instant().plus(span));
  }
}
