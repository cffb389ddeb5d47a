package dev.carry.portfolio;

import java.time.Instant;

/// When things fall due.
final class Due {
  private Due() {}

  static Instant earlier(Instant one, Instant other) {
    return other.isBefore(one) ? other : one;
  }
}
