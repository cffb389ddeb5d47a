package dev.carry.model;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The venue's composite of spot prices, keyed by the index's own symbol where it has one. It
/// cannot be traded.
///
/// @param price quote per base
public record IndexPrice(
    InstrumentId id, @Nullable Instant venueTime, Instant receivedAt, BigDecimal price)
    implements MarketEvent {

  @Override
  public Fact fact() {
    return Fact.INDEX;
  }
}
