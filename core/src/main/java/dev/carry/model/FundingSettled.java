package dev.carry.model;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A funding rate that was charged; only the venue's history or its own settled field proves it.
///
/// @param rate fraction of notional per `period`; positive: longs paid shorts
/// @param period the period it covered; absent when the venue does not say
/// @param settledAt the settlement instant, as the venue stamps it (stamps jitter by milliseconds)
/// @param markPrice the mark the cash was computed on, quote per base
public record FundingSettled(
    InstrumentId id,
    @Nullable Instant venueTime,
    Instant receivedAt,
    BigDecimal rate,
    @Nullable Duration period,
    Instant settledAt,
    @Nullable BigDecimal markPrice)
    implements MarketEvent {

  @Override
  public Fact fact() {
    return Fact.FUNDING_SETTLED;
  }
}
