package dev.carry.dashboard;

import java.time.Duration;
import java.time.Instant;

/// Ages as users see them.
final class Times {
  private Times() {}

  /// How long ago something was received, to the millisecond, never negative.
  static Duration age(Instant receivedAt, Instant now) {
    long millis = Duration.between(receivedAt, now).toMillis();
    return Duration.ofMillis(Math.max(0, millis));
  }
}
