package dev.carry.model;

import java.time.Instant;

/// All that can move the engine: nothing else changes its state or its time.
public sealed interface Input permits MarketEvent, FeedStatus, Command, AccountState, Tick {

  /// When this process took it, UTC; the engine's time is the running maximum of these.
  Instant receivedAt();
}
