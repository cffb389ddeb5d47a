package dev.carry.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One fact a venue stated, with the time the venue gave it and the time we received it.
public sealed interface MarketEvent extends Input
    permits Listing,
        FundingEstimate,
        FundingSettled,
        MarkPrice,
        IndexPrice,
        PremiumIndex,
        Quote,
        Book,
        Trade,
        Liquidation,
        OpenInterest,
        Volume,
        Candle,
        OptionTicker {

  /// What the fact is about.
  InstrumentId id();

  /// The venue's own time, UTC; absent where the venue sends none.
  @Nullable Instant venueTime();

  /// Which kind of fact this is.
  Fact fact();

  /// Whether a newer fact of the same kind and instrument makes this one worthless.
  default boolean conflatable() {
    return fact().conflatable();
  }
}
