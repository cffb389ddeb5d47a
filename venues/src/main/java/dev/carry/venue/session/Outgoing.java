package dev.carry.venue.session;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/// Texts to send on one socket, paced as the venue demands; replies before everything else. Time
/// is a parameter; one thread at a time.
final class Outgoing {
  private static final int MOST_REPLIES = 100;

  private final Duration between;
  private final Deque<String> replies = new ArrayDeque<>();
  private final Deque<String> texts = new ArrayDeque<>();
  private Instant notBefore = Instant.MIN;

  /// @param between least time between two texts
  Outgoing(Duration between, Collection<String> texts) {
    this.between = between;
    this.texts.addAll(texts);
  }

  void text(String text) {
    texts.add(text);
  }

  /// @return false: dropped, because the venue asks for replies faster than it takes them
  boolean reply(String text) {
    return replies.size() < MOST_REPLIES && replies.add(text);
  }

  /// The text to send now; absent: none is due.
  @Nullable String due(Instant now) {
    if (now.isBefore(notBefore)) {
      return null;
    }
    String next = replies.isEmpty() ? texts.poll() : replies.poll();
    if (next != null) {
      notBefore = now.plus(between);
    }
    return next;
  }

  boolean isEmpty() {
    return replies.isEmpty() && texts.isEmpty();
  }

  /// How long until [#due] has something, at most `most`.
  Duration wait(Instant now, Duration most) {
    if (isEmpty()) {
      return most;
    }
    Duration left = Duration.between(now, notBefore);
    return left.isNegative() ? Duration.ZERO : left.compareTo(most) < 0 ? left : most;
  }
}
