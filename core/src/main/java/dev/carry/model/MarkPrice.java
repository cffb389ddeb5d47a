package dev.carry.model;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The venue's fair price: what margin, liquidation and funding cash are computed on.
///
/// @param price quote per base, as the venue writes it
public record MarkPrice(
    InstrumentId id, @Nullable Instant venueTime, Instant receivedAt, BigDecimal price)
    implements MarketEvent {

  @Override
  public Fact fact() {
    return Fact.MARK;
  }
}
