package dev.carry.model;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The venue's running value of a funding rate that is not charged yet. It is no settled rate, and
/// the settled one may differ from the last estimate shown.
///
/// @param rate fraction of notional per `period`; positive: longs pay shorts
/// @param period the period the number is expressed over; absent when not known: such a rate is
///     shown, never valued
/// @param settlesAt the settlement it is for; absent on continuous venues
/// @param which the coming settlement or the one after it
public record FundingEstimate(
    InstrumentId id,
    @Nullable Instant venueTime,
    Instant receivedAt,
    BigDecimal rate,
    @Nullable Duration period,
    @Nullable Instant settlesAt,
    Which which)
    implements MarketEvent {

  public enum Which {
    COMING,
    NEXT
  }

  @Override
  public Fact fact() {
    return Fact.FUNDING_ESTIMATE;
  }
}
