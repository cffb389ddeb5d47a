package dev.carry.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A whole order book (snapshot) or changes to one; a size of 0 deletes its level.
///
/// @param snapshot true when it replaces what was known
/// @param bids best first in a snapshot, any order in changes
/// @param asks best first in a snapshot, any order in changes
/// @param sizeIn what one unit of a size counts
public record Book(
    InstrumentId id,
    @Nullable Instant venueTime,
    Instant receivedAt,
    boolean snapshot,
    Levels bids,
    Levels asks,
    Instrument.SizeIn sizeIn)
    implements MarketEvent {

  @Override
  public Fact fact() {
    return Fact.BOOK;
  }

  /// A whole book makes the one before it worthless; a change does not.
  @Override
  public boolean conflatable() {
    return snapshot;
  }
}
