package dev.carry.model;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Open, high, low and close of one kind of price over an interval.
///
/// @param of whose price; a trade candle is never a mark
public record Candle(
    InstrumentId id,
    @Nullable Instant venueTime,
    Instant receivedAt,
    Of of,
    BigDecimal open,
    BigDecimal high,
    BigDecimal low,
    BigDecimal close,
    Instant opensAt,
    Instant closesAt)
    implements MarketEvent {

  public enum Of {
    MARK,
    INDEX,
    PREMIUM,
    TRADE,
    /// The middle of best bid and ask: no trade, and no venue's mark.
    MID
  }

  @Override
  public Fact fact() {
    return Fact.CANDLE;
  }
}
