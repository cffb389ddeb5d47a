package dev.carry.store;

import dev.carry.engine.History.FundingPoint;
import dev.carry.model.AccountState;
import dev.carry.model.Book;
import dev.carry.model.Candle;
import dev.carry.model.Command;
import dev.carry.model.EventJson;
import dev.carry.model.FeedStatus;
import dev.carry.model.Finding;
import dev.carry.model.FindingJson;
import dev.carry.model.FundingEstimate;
import dev.carry.model.FundingSettled;
import dev.carry.model.IndexPrice;
import dev.carry.model.Input;
import dev.carry.model.Instrument;
import dev.carry.model.InstrumentId;
import dev.carry.model.JsonText;
import dev.carry.model.Liquidation;
import dev.carry.model.Listing;
import dev.carry.model.MarkPrice;
import dev.carry.model.MarketEvent;
import dev.carry.model.OpenInterest;
import dev.carry.model.OptionTicker;
import dev.carry.model.PremiumIndex;
import dev.carry.model.Quote;
import dev.carry.model.Step;
import dev.carry.model.Tick;
import dev.carry.model.Trade;
import dev.carry.model.TradeEvent;
import dev.carry.model.TradeJson;
import dev.carry.model.Volume;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What of a step is kept, as rows. One thread.
final class FactRows {
  /// The source of what came through the engine.
  static final String LIVE = "live";

  private static final @Nullable Object[] NOTHING = {};

  private final Sampler sampler;
  private final Settlements settlements;

  /// When the process began whose steps these are.
  private Instant began = Instant.MIN;

  FactRows(Sampler sampler, Settlements settlements) {
    this.sampler = sampler;
    this.settlements = settlements;
  }

  /// Where a row came from and when.
  ///
  /// @param sequence of the input log; absent for imported rows
  /// @param ordinal within the step
  private record Origin(
      @Nullable Long sequence,
      @Nullable Long ordinal,
      Instant knownAt,
      Instant recordedAt,
      String source) {}

  private record Series(StoredFact fact, Object of) {}

  /// Notes a start. What was settled and known before it is only put in because it is stored.
  void follow(Input input) {
    if (input instanceof Command command && command.action() == Command.Action.START) {
      began = command.receivedAt();
    }
  }

  List<StoredRow> of(Step step, Instant recordedAt) {
    List<StoredRow> rows = new ArrayList<>(1);
    Origin origin = new Origin(step.sequence(), 0L, step.input().receivedAt(), recordedAt, LIVE);
    switch (step.input()) {
      case FundingSettled settled when settled.receivedAt().isBefore(began) -> {
        // stored already
      }
      case MarketEvent event -> event(event, origin, rows);
      case FeedStatus feed ->
          rows.add(
              rowOf(
                  StoredFact.FEED,
                  origin,
                  feed.venue().id(),
                  null,
                  null,
                  feed.feed(),
                  JsonText.kebab(feed.state()),
                  feed.reason()));
      case Command _, AccountState _, Tick _ -> {
        // nothing of the market: the input log has them
      }
    }
    long ordinal = 1;
    for (Finding finding : step.findings()) {
      rows.add(finding(finding, step, ordinal++, recordedAt));
    }
    for (TradeEvent trade : step.trades()) {
      rows.add(trade(trade, step, ordinal++, recordedAt));
    }
    return rows;
  }

  /// A fact that did not come through the engine.
  List<StoredRow> imported(MarketEvent event, Instant knownAt, Instant recordedAt, String source) {
    List<StoredRow> rows = new ArrayList<>(1);
    event(event, new Origin(null, null, knownAt, recordedAt, source), rows);
    return rows;
  }

  /// The same for one that need not be compared with others: absent where none is kept of its kind.
  static @Nullable StoredRow past(
      MarketEvent event, Instant knownAt, Instant recordedAt, String source) {
    Origin origin = new Origin(null, null, knownAt, recordedAt, source);
    return switch (event) {
      case FundingSettled e -> settledRow(e, origin, Settlements.boundary(e.settledAt()));
      case Candle e -> candleRow(e, origin);
      default -> {
        List<StoredRow> rows = new ArrayList<>(1);
        new FactRows(new Sampler(Duration.ZERO), new Settlements(1)).event(event, origin, rows);
        yield rows.isEmpty() ? null : rows.getFirst();
      }
    };
  }

  private static StoredRow finding(Finding finding, Step step, long ordinal, Instant recordedAt) {
    Finding.Head head = finding.head();
    return rowOf(
        StoredFact.FINDING,
        new Origin(step.sequence(), ordinal, step.input().receivedAt(), recordedAt, LIVE),
        null,
        null,
        null,
        finding.kind(),
        head.id(),
        (long) head.revision(),
        head.detector(),
        head.asset(),
        JsonText.kebab(head.status()),
        head.firstSeen(),
        head.lastSeen(),
        FindingJson.write(finding));
  }

  private static StoredRow trade(TradeEvent trade, Step step, long ordinal, Instant recordedAt) {
    InstrumentId id = trade.leg();
    return rowOf(
        StoredFact.PAPER,
        new Origin(step.sequence(), ordinal, step.input().receivedAt(), recordedAt, LIVE),
        id == null ? null : id.venue().id(),
        id == null ? null : id.symbol(),
        null,
        TradeJson.kind(trade),
        trade.number(),
        trade.at(),
        TradeJson.write(trade));
  }

  private void event(MarketEvent event, Origin origin, List<StoredRow> rows) {
    switch (event) {
      case FundingSettled e -> settled(e, origin, rows);
      case FundingEstimate e ->
          sampled(
              StoredFact.FUNDING_ESTIMATED,
              new Series(StoredFact.FUNDING_ESTIMATED, List.of(e.id(), e.which())),
              e,
              origin,
              new @Nullable Object[] {e.period(), e.settlesAt()},
              rows,
              e.rate(),
              e.period(),
              e.settlesAt(),
              JsonText.kebab(e.which()));
      case MarkPrice e -> sampled(StoredFact.MARK, e, origin, rows, e.price());
      case IndexPrice e -> sampled(StoredFact.INDEX, e, origin, rows, e.price());
      case PremiumIndex e -> sampled(StoredFact.PREMIUM_INDEX, e, origin, rows, e.value());
      case Quote e ->
          sampled(
              StoredFact.QUOTE,
              e,
              origin,
              rows,
              e.bid(),
              e.bidSize(),
              e.ask(),
              e.askSize(),
              JsonText.kebab(e.sizeIn()));
      case OpenInterest e ->
          sampled(
              StoredFact.OPEN_INTEREST,
              e,
              origin,
              rows,
              e.size(),
              JsonText.kebab(e.sizeIn()),
              e.notional());
      case Liquidation e ->
          rows.add(
              row(
                  StoredFact.LIQUIDATION,
                  origin,
                  e,
                  e.price(),
                  e.size(),
                  JsonText.kebab(e.sizeIn()),
                  JsonText.kebab(e.liquidated()),
                  JsonText.kebab(e.priceIs()),
                  e.complete()));
      case Candle e -> rows.add(candleRow(e, origin));
      case Listing e -> listing(e, origin, rows);
      case OptionTicker e -> option(e, origin, rows);
      case Book e -> {
        if (e.snapshot()) {
          sampled(
              StoredFact.BOOK,
              e,
              origin,
              rows,
              EventJson.levels(e.bids()),
              EventJson.levels(e.asks()),
              JsonText.kebab(e.sizeIn()));
        }
      }
      case Trade _, Volume _ -> {
        // too many to keep, or worth nothing later: the input log has them for a while
      }
    }
  }

  private void settled(FundingSettled e, Origin origin, List<StoredRow> rows) {
    Instant boundary = Settlements.boundary(e.settledAt());
    StoredRow row = settledRow(e, origin, boundary);
    FundingPoint point =
        new FundingPoint(e.id(), true, e.rate(), e.period(), boundary, origin.knownAt());
    if (settlements.add(point, e.markPrice())) {
      rows.add(row);
    }
  }

  private static StoredRow settledRow(FundingSettled e, Origin origin, Instant boundary) {
    return row(
        StoredFact.FUNDING_SETTLED,
        origin,
        e,
        e.rate(),
        e.period(),
        e.settledAt(),
        boundary,
        e.markPrice());
  }

  private static StoredRow candleRow(Candle e, Origin origin) {
    return row(
        StoredFact.CANDLE,
        origin,
        e,
        JsonText.kebab(e.of()),
        e.open(),
        e.high(),
        e.low(),
        e.close(),
        e.opensAt(),
        e.closesAt());
  }

  private void option(OptionTicker e, Origin origin, List<StoredRow> rows) {
    sampled(
        StoredFact.OPTION,
        e,
        origin,
        rows,
        e.bid().price(),
        e.bid().size(),
        e.bid().iv(),
        e.ask().price(),
        e.ask().size(),
        e.ask().iv(),
        e.last(),
        e.mark(),
        e.markIv(),
        e.greeks().delta(),
        e.greeks().gamma(),
        e.greeks().vega(),
        e.greeks().theta(),
        e.greeks().rho(),
        e.underlyingPrice(),
        e.underlyingIndex(),
        e.openInterest(),
        JsonText.kebab(e.sizeIn()),
        JsonText.kebab(e.premiumIn()));
  }

  private void listing(Listing e, Origin origin, List<StoredRow> rows) {
    Instrument i = e.instrument();
    boolean changed =
        sampler.keep(
            new Series(StoredFact.INSTRUMENT, i.id()),
            new @Nullable Object[] {i},
            NOTHING,
            e.receivedAt());
    if (changed) {
      rows.add(
          row(
              StoredFact.INSTRUMENT,
              origin,
              e,
              JsonText.kebab(i.kind()),
              i.base(),
              i.quote(),
              i.settle(),
              JsonText.kebab(i.status()),
              EventJson.write(e, i)));
    }
  }

  private void sampled(
      StoredFact fact,
      MarketEvent event,
      Origin origin,
      List<StoredRow> rows,
      @Nullable Object... own) {
    sampled(fact, new Series(fact, event.id()), event, origin, NOTHING, rows, own);
  }

  private void sampled(
      StoredFact fact,
      Series series,
      MarketEvent event,
      Origin origin,
      @Nullable Object[] terms,
      List<StoredRow> rows,
      @Nullable Object... own) {
    StoredRow row = row(fact, origin, event, own); // a row that is refused is not remembered
    boolean live = origin.sequence() != null;
    if (!live || sampler.keep(series, terms, own, event.receivedAt())) {
      rows.add(row);
    }
  }

  private static StoredRow row(
      StoredFact fact, Origin origin, MarketEvent event, @Nullable Object... own) {
    InstrumentId id = event.id();
    return rowOf(fact, origin, id.venue().id(), id.symbol(), event.venueTime(), own);
  }

  private static StoredRow rowOf(
      StoredFact fact,
      Origin origin,
      @Nullable String venue,
      @Nullable String symbol,
      @Nullable Instant venueTime,
      @Nullable Object... own) {
    int common = StoredFact.SOURCE + 1;
    @Nullable Object[] values = new @Nullable Object[common + own.length];
    values[StoredFact.SEQUENCE] = origin.sequence();
    values[StoredFact.ORDINAL] = origin.ordinal();
    values[StoredFact.VENUE] = venue;
    values[StoredFact.SYMBOL] = symbol;
    values[StoredFact.VENUE_TIME] = venueTime;
    values[StoredFact.KNOWN_AT] = origin.knownAt();
    values[StoredFact.RECORDED_AT] = origin.recordedAt();
    values[StoredFact.SOURCE] = origin.source();
    System.arraycopy(own, 0, values, common, own.length);
    requireStorable(values);
    return new StoredRow(fact, values);
  }

  /// Here rather than when the batch is written, where it would take others with it.
  private static void requireStorable(@Nullable Object[] values) {
    for (Object value : values) {
      if (value instanceof Instant instant) {
        long _ = Nanos.of(instant);
      } else if (value instanceof Duration duration) {
        long _ = duration.toNanos();
      }
    }
  }
}
