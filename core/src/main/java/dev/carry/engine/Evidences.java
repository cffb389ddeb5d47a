package dev.carry.engine;

import dev.carry.model.Evidence;
import dev.carry.model.FundingEstimate;
import dev.carry.model.IndexPrice;
import dev.carry.model.MarkPrice;
import dev.carry.model.MarketEvent;
import dev.carry.model.Quote;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The facts a finding stands on, with their ages.
public final class Evidences {
  private Evidences() {}

  /// Adds a fact if it is known.
  public static void add(List<Evidence> to, @Nullable MarketEvent event, Instant now) {
    if (event != null) {
      to.add(of(event, now));
    }
  }

  /// One fact as evidence at `now`.
  public static Evidence of(MarketEvent event, Instant now) {
    Duration age = Duration.between(event.receivedAt(), now);
    return new Evidence(
        event.fact(),
        event.id(),
        value(event),
        event.venueTime(),
        event.receivedAt(),
        age.isNegative() ? Duration.ZERO : age);
  }

  private static double value(MarketEvent event) {
    return switch (event) {
      case FundingEstimate e -> e.rate().doubleValue();
      case MarkPrice e -> e.price().doubleValue();
      case IndexPrice e -> e.price().doubleValue();
      case Quote e ->
          e.bid() == null || e.ask() == null
              ? Double.NaN
              : (e.bid().doubleValue() + e.ask().doubleValue()) / 2;
      default -> Double.NaN;
    };
  }
}
