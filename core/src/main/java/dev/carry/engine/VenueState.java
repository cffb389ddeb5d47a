package dev.carry.engine;

import dev.carry.model.VenueId;

/// What the engine holds of a venue's connection.
final class VenueState {
  final VenueId id;

  /// Facts received before this instant are not excused for being unchanged: the connection that
  /// would have told of a change was lost since.
  long brokenAtMillis = Long.MIN_VALUE;

  VenueState(VenueId id) {
    this.id = id;
  }
}
