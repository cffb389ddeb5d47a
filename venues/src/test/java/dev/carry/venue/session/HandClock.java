package dev.carry.venue.session;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// A clock that only a test moves.
final class HandClock implements InstantSource {
  private volatile Instant now = Instant.parse("2026-03-01T07:59:00Z");

  @Override
  public Instant instant() {
    return now;
  }

  synchronized void move(Duration span) {
    now = now.plus(span);
  }

  synchronized void set(Instant at) {
    now = at;
  }
}
