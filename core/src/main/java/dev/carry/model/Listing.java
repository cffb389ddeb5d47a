package dev.carry.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// An instrument as the venue lists it now: sent when first seen and whenever something about it
/// changed, its funding period, cap and status among it.
public record Listing(Instrument instrument, @Nullable Instant venueTime, Instant receivedAt)
    implements MarketEvent {

  @Override
  public InstrumentId id() {
    return instrument.id();
  }

  @Override
  public Fact fact() {
    return Fact.INSTRUMENT;
  }
}
