package dev.carry.model;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The venue's own premium index, which is not (mark − index) / index: it has its own formula.
///
/// @param value signed fraction
public record PremiumIndex(
    InstrumentId id, @Nullable Instant venueTime, Instant receivedAt, BigDecimal value)
    implements MarketEvent {

  @Override
  public Fact fact() {
    return Fact.PREMIUM_INDEX;
  }
}
