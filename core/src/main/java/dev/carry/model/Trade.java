package dev.carry.model;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A trade between two users.
///
/// @param tradeId the venue's id, as text (some overflow a double)
/// @param price quote per base
/// @param size in the instrument's `sizeIn`
/// @param taker the side that crossed the spread
public record Trade(
    InstrumentId id,
    @Nullable Instant venueTime,
    Instant receivedAt,
    @Nullable String tradeId,
    BigDecimal price,
    BigDecimal size,
    Instrument.SizeIn sizeIn,
    Side taker)
    implements MarketEvent {

  @Override
  public Fact fact() {
    return Fact.TRADE;
  }
}
