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
    messages.add(at, 1);
    if (factsInIt > 0) {
      lastMessageAt = at;
      facts.add(at, factsInIt);
    }
  }

  /// When the last message with a fact came: pongs tell nothing of the market. Absent: none did.
  @Nullable Instant lastMessageAt() {
    return lastMessageAt;
  }
}
