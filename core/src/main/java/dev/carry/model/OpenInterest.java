package dev.carry.model;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Positions open on one side of the market, as the venue counts them.
///
/// @param size in the instrument's `sizeIn`
/// @param notional the venue's own value of it, in quote; absent where it sends none
public record OpenInterest(
    InstrumentId id,
    @Nullable Instant venueTime,
    Instant receivedAt,
    BigDecimal size,
    Instrument.SizeIn sizeIn,
    @Nullable BigDecimal notional)
    implements MarketEvent {

  @Override
  public Fact fact() {
    return Fact.OPEN_INTEREST;
  }
}
