package dev.carry.tardis;

import dev.carry.model.FundingEstimate;
import dev.carry.model.IndexPrice;
import dev.carry.model.InstrumentId;
import dev.carry.model.MarkPrice;
import dev.carry.model.MarketEvent;
import dev.carry.model.OpenInterest;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Derivative tickers taken apart again: each is the running merge of what a venue said of a
/// symbol, so a fact is told by the first ticker that shows it, and not again until it is another
/// one.
final class Ticker {
  /// What one ticker says; absent is unknown.
  ///
  /// @param fundingAt the settlement that `funding` is for
  /// @param predicted the rate of the settlement after it
  record Said(
      @Nullable Instant fundingAt,
      @Nullable BigDecimal funding,
      @Nullable BigDecimal predicted,
      @Nullable BigDecimal openInterest,
      @Nullable BigDecimal index,
      @Nullable BigDecimal mark) {}

  private static final Said NOTHING = new Said(null, null, null, null, null, null);

  private final Map<InstrumentId, Said> last = new HashMap<>();

  /// The facts that a ticker adds to those before it.
  List<MarketEvent> take(
      Exchange exchange,
      InstrumentId id,
      @Nullable Instant venueTime,
      Instant receivedAt,
      Said now) {
    Said before = last.getOrDefault(id, NOTHING);
    last.put(id, now);
    List<MarketEvent> events = new ArrayList<>(4);
    if (now.funding() != null
        && !(same(before.funding(), now.funding())
            && Objects.equals(before.fundingAt(), now.fundingAt()))) {
      events.add(
          new FundingEstimate(
              id,
              venueTime,
              receivedAt,
              now.funding(),
              exchange.fundingPeriod(),
              now.fundingAt(),
              FundingEstimate.Which.COMING));
    }
    if (now.predicted() != null && !same(before.predicted(), now.predicted())) {
      events.add(
          new FundingEstimate(
              id,
              venueTime,
              receivedAt,
              now.predicted(),
              exchange.fundingPeriod(),
              null,
              FundingEstimate.Which.NEXT));
    }
    if (now.openInterest() != null && !same(before.openInterest(), now.openInterest())) {
      events.add(
          new OpenInterest(
              id, venueTime, receivedAt, now.openInterest(), exchange.sizeIn(id.symbol()), null));
    }
    if (now.index() != null && !same(before.index(), now.index())) {
      events.add(new IndexPrice(id, venueTime, receivedAt, now.index()));
    }
    if (now.mark() != null && !same(before.mark(), now.mark())) {
      events.add(new MarkPrice(id, venueTime, receivedAt, now.mark()));
    }
    return events;
  }

  private static boolean same(@Nullable BigDecimal a, BigDecimal b) {
    return a != null && a.compareTo(b) == 0;
  }

  /// What was merged before a lost connection is void.
  void forget() {
    last.clear();
  }
}
