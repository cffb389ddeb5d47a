package dev.carry.model;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A position closed by force, told by who was liquidated: venues disagree on what their side
/// means.
///
/// @param price quote per base; `priceIs` says what it stands for
/// @param size in `sizeIn`, which need not be the instrument's
/// @param liquidated the position that was closed
/// @param complete false where the venue sends a sample of its liquidations
public record Liquidation(
    InstrumentId id,
    @Nullable Instant venueTime,
    Instant receivedAt,
    BigDecimal price,
    BigDecimal size,
    Instrument.SizeIn sizeIn,
    Position liquidated,
    PriceIs priceIs,
    boolean complete)
    implements MarketEvent {

  public enum Position {
    LONG,
    SHORT
  }

  public enum PriceIs {
    FILL,
    BANKRUPTCY,
    ORDER
  }

  @Override
  public Fact fact() {
    return Fact.LIQUIDATION;
  }
}
