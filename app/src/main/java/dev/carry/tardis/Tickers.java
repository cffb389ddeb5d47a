package dev.carry.tardis;

import dev.carry.model.FundingEstimate;
import dev.carry.model.IndexNames;
import dev.carry.model.IndexPrice;
import dev.carry.model.Instrument;
import dev.carry.model.InstrumentId;
import dev.carry.model.MarkPrice;
import dev.carry.model.MarketEvent;
import dev.carry.model.OpenInterest;
import dev.carry.venue.Instruments;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Facts merged into derivative tickers: each is all that is known of one symbol, told when a
/// message changed it; the first ones are partial. [Ticker] takes them apart again. One thread.
final class Tickers {
  /// What is known of a symbol after a message; absent is unknown. There is no last price: Carry
  /// keeps trades, and no price of the last one.
  ///
  /// @param time the newest time that the venue gave one of these numbers
  record Merged(
      InstrumentId id,
      Instant time,
      Instant receivedAt,
      @Nullable Instant fundingAt,
      @Nullable BigDecimal funding,
      @Nullable BigDecimal predicted,
      @Nullable BigDecimal openInterest,
      @Nullable BigDecimal index,
      @Nullable BigDecimal mark) {}

  /// What is known of one symbol so far.
  private static final class Known {
    private final InstrumentId id;
    private @Nullable BigDecimal openInterest;
    private @Nullable BigDecimal funding;
    private @Nullable Instant fundingAt;
    private @Nullable BigDecimal predicted;
    private @Nullable BigDecimal index;
    private @Nullable BigDecimal mark;
    private Instant time = Instant.MIN;
    private boolean changed;

    private Known(InstrumentId id) {
      this.id = id;
    }

    private @Nullable BigDecimal take(@Nullable BigDecimal old, @Nullable BigDecimal now) {
      boolean same = old == null ? now == null : now != null && old.compareTo(now) == 0;
      changed |= !same;
      return now;
    }

    private void funding(FundingEstimate estimate) {
      switch (estimate.which()) {
        case COMING -> {
          funding = take(funding, estimate.rate());
          Instant settlesAt = estimate.settlesAt();
          changed |= settlesAt != null && !settlesAt.equals(fundingAt);
          fundingAt = settlesAt;
        }
        case NEXT -> predicted = take(predicted, estimate.rate());
      }
    }

    private Merged merged(Instant receivedAt) {
      return new Merged(
          id, time, receivedAt, fundingAt, funding, predicted, openInterest, index, mark);
    }
  }

  private final Map<InstrumentId, Known> tickers = new BySymbol<>();

  /// Indexes by the name their venue keys them by.
  private final Map<InstrumentId, BigDecimal> indexes = new BySymbol<>();

  /// The tickers that a message changed.
  ///
  /// @param events the facts of one message, in its order; those of other kinds are passed over
  /// @param known the venue's instruments as listed so far
  List<Merged> take(List<MarketEvent> events, Instruments known) {
    Set<Known> touched = new LinkedHashSet<>();
    List<IndexPrice> named = new ArrayList<>();
    Instant receivedAt = Instant.MIN;
    for (MarketEvent event : events) {
      receivedAt = event.receivedAt();
      switch (event) {
        case FundingEstimate e -> touch(e, touched).funding(e);
        case MarkPrice e when !SaidApart.isOption(e.id(), known) -> {
          Known ticker = touch(e, touched);
          ticker.mark = ticker.take(ticker.mark, e.price());
        }
        case OpenInterest e when !SaidApart.isOption(e.id(), known) -> {
          Known ticker = touch(e, touched);
          ticker.openInterest = ticker.take(ticker.openInterest, e.size());
        }
        case IndexPrice e -> {
          indexes.put(e.id(), e.price());
          named.add(e);
          if (tickers.containsKey(e.id()) || known.find(e.id()) != null) {
            touch(e, touched);
          }
        }
        default -> {
          // no part of a ticker
        }
      }
    }
    List<Merged> changed = new ArrayList<>(touched.size());
    for (Known ticker : touched) {
      ticker.index = ticker.take(ticker.index, index(ticker, named, known));
      if (ticker.changed) {
        ticker.changed = false;
        changed.add(ticker.merged(receivedAt));
      }
    }
    return changed;
  }

  /// Tells the tickers of a symbol of which nothing but its index came.
  void follow(InstrumentId id) {
    var _ = tickers.computeIfAbsent(id, Known::new);
  }

  /// What an index was last; absent: not told.
  @Nullable BigDecimal index(InstrumentId id) {
    return indexes.get(id);
  }

  /// What was merged before a lost connection is void.
  void forget() {
    tickers.clear();
    indexes.clear();
  }

  private Known touch(MarketEvent event, Set<Known> touched) {
    Known ticker = tickers.computeIfAbsent(event.id(), Known::new);
    Instant time = event.venueTime() == null ? event.receivedAt() : event.venueTime();
    ticker.time = ticker.time.isBefore(time) ? time : ticker.time;
    touched.add(ticker);
    return ticker;
  }

  /// The index of a symbol: by one of the names it may have, or the one index of the same message.
  private @Nullable BigDecimal index(Known ticker, List<IndexPrice> named, Instruments known) {
    Instrument instrument = known.find(ticker.id);
    for (InstrumentId name :
        IndexNames.of(ticker.id, instrument == null ? null : instrument.indexSymbol())) {
      BigDecimal price = indexes.get(name);
      if (price != null) {
        return price;
      }
    }
    return named.size() == 1 ? named.getFirst().price() : ticker.index;
  }
}
