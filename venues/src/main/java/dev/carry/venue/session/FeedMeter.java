package dev.carry.venue.session;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Counts what a feed brought, over all its connections. Thread-safe.
final class FeedMeter {
  final RateWindow messages = new RateWindow();
  final RateWindow facts = new RateWindow();
  final Tally ignored = new Tally();
  final Tally rejected = new Tally();
  final Tally refused = new Tally();
  private volatile @Nullable Instant lastMessageAt;

  void message(Instant at, int factsInIt) {
    lastMessageAt = at;
    messages.add(at, 1);
    if (factsInIt > 0) {
      facts.add(at, factsInIt);
    }
  }

  @Nullable Instant lastMessageAt() {
    return lastMessageAt;
  }
}
