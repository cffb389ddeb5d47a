package dev.carry.venue.session;

import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/// How long to wait before trying again: full jitter over an exponentially growing span, so that
/// many clients cut off together do not come back together. Pure; one thread at a time.
final class Backoff {
  /// 2^20 times any span is above any limit.
  private static final int MOST_DOUBLINGS = 20;

  private final Duration first;
  private final Duration most;
  private final Duration healthy;
  private final RandomGenerator random;
  private int failures;

  /// @param first the span of the first wait
  /// @param most no wait is longer
  /// @param healthy what lasted this long was no failure: the span begins anew
  Backoff(Duration first, Duration most, Duration healthy, RandomGenerator random) {
    if (!first.isPositive() || most.compareTo(first) < 0) {
      throw new IllegalArgumentException("backoff from " + first + " to " + most);
    }
    this.first = first;
    this.most = most;
    this.healthy = healthy;
    this.random = random;
  }

  /// The wait after another failure: between 0 and [#span()], every length as likely.
  Duration next() {
    long span = span().toNanos();
    failures++;
    return Duration.ofNanos(random.nextLong(span + 1));
  }

  /// The longest the next wait can be.
  Duration span() {
    Duration span = first.multipliedBy(1L << Math.min(failures, MOST_DOUBLINGS));
    return span.compareTo(most) > 0 ? most : span;
  }

  /// Tells that what was tried worked from one instant to another.
  void worked(Instant from, Instant to) {
    if (Duration.between(from, to).compareTo(healthy) >= 0) {
      failures = 0;
    }
  }

  void reset() {
    failures = 0;
  }
}
