package dev.carry.model;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Volume traded over the last 24 hours; the part a venue does not send is absent.
///
/// @param base24h in base units
/// @param quote24h in quote units
public record Volume(
    InstrumentId id,
    @Nullable Instant venueTime,
    Instant receivedAt,
    @Nullable BigDecimal base24h,
    @Nullable BigDecimal quote24h)
    implements MarketEvent {

  @Override
  public Fact fact() {
    return Fact.VOLUME;
  }
}
