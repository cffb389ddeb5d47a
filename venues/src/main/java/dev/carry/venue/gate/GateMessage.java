package dev.carry.venue.gate;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What stands around the rows of one message.
///
/// @param symbol whose they are, where the call says so for all of them
/// @param sentAt the venue's time of the message; absent over REST
/// @param receivedAt our clock
record GateMessage(@Nullable GateSymbol symbol, @Nullable Instant sentAt, Instant receivedAt) {

  /// The best that is known of when the message was made.
  Instant at() {
    return sentAt == null ? receivedAt : sentAt;
  }

  boolean isPushed() {
    return sentAt != null;
  }
}
