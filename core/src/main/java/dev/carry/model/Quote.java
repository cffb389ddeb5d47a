package dev.carry.model;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The touch: best bid and best ask. An empty side is absent, as is its size.
///
/// @param bid best bid, quote per base
/// @param bidSize size at the bid, in the instrument's `sizeIn`
/// @param ask best ask, quote per base
/// @param askSize size at the ask, in the instrument's `sizeIn`
/// @param sizeIn what one unit of a size counts
public record Quote(
    InstrumentId id,
    @Nullable Instant venueTime,
    Instant receivedAt,
    @Nullable BigDecimal bid,
    @Nullable BigDecimal bidSize,
    @Nullable BigDecimal ask,
    @Nullable BigDecimal askSize,
    Instrument.SizeIn sizeIn)
    implements MarketEvent {

  @Override
  public Fact fact() {
    return Fact.QUOTE;
  }
}
