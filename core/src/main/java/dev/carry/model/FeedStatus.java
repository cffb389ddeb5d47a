package dev.carry.model;

import java.time.Instant;

/// What a feed of a venue is worth right now.
///
/// @param venue the venue
/// @param feed the connection or poller, named by the venue's descriptor
/// @param state what happened to it
/// @param reason why, in words a person on call can use; empty where the state says it all
/// @param receivedAt when it happened, UTC
public record FeedStatus(VenueId venue, String feed, State state, String reason, Instant receivedAt)
    implements Input {

  public enum State {
    /// Connected and subscribed; no data seen yet.
    CONNECTED,
    /// Data flows on every stream that must not be silent.
    LIVE,
    /// Connected, but a stream that must not be silent is.
    STALE,
    /// A hole in a sequence: what was merged from it is void.
    GAP,
    CLOSED,
    /// Wanted no longer: nothing is lost with it.
    RETIRED
  }
}
