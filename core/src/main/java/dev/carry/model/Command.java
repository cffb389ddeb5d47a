package dev.carry.model;

import java.time.Instant;

/// What a user told the running engine. Commands are inputs, so they replay too.
///
/// @param action what to do
/// @param receivedAt when it was told, UTC
public record Command(Action action, Instant receivedAt) implements Input {

  public enum Action {
    /// A process began: what an earlier one left open is closed, and what it knew is forgotten.
    START,
    /// No new opportunities are opened and open ones are closed, until the process restarts.
    KILL,
    /// A process ended in good order: everything open is closed.
    STOP
  }
}
