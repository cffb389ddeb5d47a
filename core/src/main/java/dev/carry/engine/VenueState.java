package dev.carry.engine;

import dev.carry.model.VenueId;

/// What the engine holds of a venue's connections.
final class VenueState {
  final VenueId id;

  /// Facts received before this instant are not excused for being unchanged: a connection that
  /// would have told of a change was lost since. Statuses name a connection and facts do not, so
  /// one lost connection makes every older fact of the venue prove itself again.
  long brokenAtMillis = Long.MIN_VALUE;

  /// When the venue was last heard on any instrument.
  long heardMillis = Long.MIN_VALUE;

  VenueState(VenueId id) {
    this.id = id;
  }
}
