package dev.carry.engine;

import dev.carry.model.Evidence;
import dev.carry.model.FundingEstimate;
import dev.carry.model.FundingSettled;
import dev.carry.model.IndexPrice;
import dev.carry.model.Liquidation;
import dev.carry.model.MarkPrice;
import dev.carry.model.MarketEvent;
import dev.carry.model.OptionTicker;
import dev.carry.model.Quote;
import dev.carry.model.Side;
import java.math.BigDecimal;
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

  /// Adds a quote, if it is known, by the price at which a leg would trade against it.
  public static void add(List<Evidence> to, @Nullable Quote quote, Side side, Instant now) {
    if (quote != null) {
      to.add(evidence(quote, side == Side.BUY ? quote.ask() : quote.bid(), now));
    }
  }

  /// An option's ticker by the price at which a leg would trade against it.
  public static Evidence of(OptionTicker option, Side side, Instant now) {
    return evidence(option, (side == Side.BUY ? option.ask() : option.bid()).price(), now);
  }

  /// One fact as evidence at `now`.
  public static Evidence of(MarketEvent event, Instant now) {
    return evidence(event, value(event), now);
  }

  private static Evidence evidence(MarketEvent event, @Nullable BigDecimal value, Instant now) {
    return new Evidence(
        event.fact(),
        event.id(),
        value,
        event.venueTime(),
        event.receivedAt(),
        Evidence.age(event.receivedAt(), now));
  }

  private static @Nullable BigDecimal value(MarketEvent event) {
    return switch (event) {
      case FundingEstimate e -> e.rate();
      case FundingSettled e -> e.rate();
      case MarkPrice e -> e.price();
      case IndexPrice e -> e.price();
      case Liquidation e -> e.price();
      default -> null;
    };
  }
}
