package dev.carry.backtest;

import dev.carry.engine.GateSettings;
import dev.carry.model.Candle;
import dev.carry.model.Command;
import dev.carry.model.Fact;
import dev.carry.model.FundingEstimate;
import dev.carry.model.FundingSettled;
import dev.carry.model.Input;
import dev.carry.model.Instrument;
import dev.carry.model.InstrumentId;
import dev.carry.model.Listing;
import dev.carry.model.MarkPrice;
import dev.carry.model.MarketEvent;
import dev.carry.model.Quote;
import dev.carry.model.Tick;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// What is stored of the past as the inputs an engine takes, ordered by when they were known.
///
/// Two things a live engine is told are missing in most histories, and are made here, as declared:
/// a touch, from what was traded and a declared spread, where no quotes are stored; and the
/// expectation of the coming settlement, which is the last one settled where no estimates are. The
/// coming settlement itself is never shown before it was known.
///
/// An instrument whose prices end long before those of others is said to be leaving while some are
/// left: nobody could say later what is held of it.
///
/// @param inputs in order
/// @param quiet the longest time between two prices or settlements of one instrument
/// @param hold how long after a settlement or a close it was known at the latest
/// @param ended whose prices end long before those of others
public record HistoryTape(
    List<Input> inputs, Duration quiet, Duration hold, List<InstrumentId> ended) {

  /// Beyond what lies between two points of a series, before the next one is overdue.
  private static final Duration SLACK = Duration.ofMinutes(5);

  private static final Duration AFTER_HOLD = Duration.ofSeconds(1);

  private static final long NANOS = 1_000_000_000;

  public HistoryTape {
    inputs = List.copyOf(inputs);
    ended = List.copyOf(ended);
  }

  /// Gates that hold a fact for old when its series is: the past comes by the hour, not the second.
  public GateSettings gates(GateSettings live) {
    return new GateSettings(
        quiet.plus(SLACK),
        quiet.plus(SLACK),
        quiet.plus(SLACK),
        hold,
        live.priceRatio(),
        live.ratePerHour(),
        live.premiumAgainst(),
        live.clockAhead());
  }

  /// @throws IllegalArgumentException where a fact is said to have been known before it was one:
  ///     such a history tells the future
  /// @param instruments what the events are about
  /// @param events as they were stored, received when they were known, in any order
  /// @param spread between bid and ask where no quotes are stored (fraction of the middle)
  public static HistoryTape of(
      List<Instrument> instruments, List<MarketEvent> events, BigDecimal spread) {
    return new Maker(instruments, events, spread).make();
  }

  private static final class Maker {
    private final List<Instrument> instruments;
    private final List<Keyed> events;
    private final BigDecimal halfSpread;
    private final Set<InstrumentId> quoted = new LinkedHashSet<>();
    private final Set<InstrumentId> estimated = new LinkedHashSet<>();
    private final Map<InstrumentId, Instant> candleEnds = new LinkedHashMap<>();
    private final Map<InstrumentId, Instant> lastPriced = new LinkedHashMap<>();
    private final Set<Instant> ends = new LinkedHashSet<>(); // of periods and of candles
    private final List<Keyed> facts = new ArrayList<>();
    private Duration quiet = Duration.ZERO;
    private Duration hold = Duration.ZERO;

    Maker(List<Instrument> instruments, List<MarketEvent> events, BigDecimal spread) {
      this.instruments = instruments;
      this.events = keyed(events);
      this.halfSpread = spread.divide(BigDecimal.valueOf(2), MathContext.DECIMAL128);
    }

    HistoryTape make() {
      events.sort(Keyed.ORDER);
      for (Keyed each : events) {
        Input event = each.input();
        if (event instanceof Quote quote) {
          quoted.add(quote.id());
          lastPriced.put(quote.id(), quote.receivedAt());
        } else if (event instanceof FundingEstimate estimate) {
          estimated.add(estimate.id());
        }
      }
      for (Keyed each : events) {
        switch (each.input()) {
          case Candle candle -> candle(candle);
          case FundingSettled settled -> settled(settled);
          default -> facts.add(each);
        }
      }
      events.clear();
      List<InstrumentId> ended = leave();
      facts.sort(Keyed.BY_TIME); // stable: opens were known earlier
      hold = hold.plus(AFTER_HOLD);
      return new HistoryTape(withTicks(), quiet, hold, ended);
    }

    /// Lets those go that are priced no more, while what is held of them can still be left.
    private List<InstrumentId> leave() {
      List<InstrumentId> ended = new ArrayList<>();
      Instant last =
          lastPriced.values().stream().max(Comparator.naturalOrder()).orElse(Instant.MIN);
      for (Instrument instrument : instruments) {
        Instant at = lastPriced.get(instrument.id());
        if (at != null && at.plus(quiet).plus(SLACK).isBefore(last)) {
          Instrument leaving = instrument.toBuilder().status(Instrument.Status.DELISTING).build();
          add(new Listing(leaving, null, at.minus(quiet))); // once more its pairs are priced
          ended.add(instrument.id());
        }
      }
      return ended;
    }

    private static void requireKnownAfter(MarketEvent event, Instant at) {
      if (event.receivedAt().isBefore(at)) {
        throw new IllegalArgumentException(
            event.fact().label()
                + " of "
                + event.id()
                + " at "
                + at
                + " is said to have been known at "
                + event.receivedAt()
                + ", before it happened");
      }
    }

    private void candle(Candle candle) {
      requireKnownAfter(candle, candle.closesAt());
      longest(Duration.between(candle.opensAt(), candle.closesAt()));
      switch (candle.of()) {
        case MARK ->
            add(new MarkPrice(candle.id(), candle.closesAt(), candle.receivedAt(), candle.close()));
        case TRADE, MID -> {
          if (!quoted.contains(candle.id())) {
            quotes(candle);
          }
        }
        case INDEX, PREMIUM -> {
          // nothing one could trade on
        }
      }
      ended(candle, candle.closesAt());
      add(candle); // behind its close: who is shaken out by its extremes can trade on it
    }

    /// Its close; and its open where the candle before did not end there.
    private void quotes(Candle candle) {
      Instant before = candleEnds.put(candle.id(), candle.closesAt());
      if (!candle.opensAt().equals(before) && candle.opensAt().isBefore(candle.closesAt())) {
        Duration lag = Duration.between(candle.closesAt(), candle.receivedAt());
        add(quote(candle.id(), candle.opensAt(), candle.opensAt().plus(lag), candle.open()));
      }
      add(quote(candle.id(), candle.closesAt(), candle.receivedAt(), candle.close()));
      lastPriced.put(candle.id(), candle.receivedAt());
    }

    private Quote quote(InstrumentId id, Instant at, Instant knownAt, BigDecimal middle) {
      BigDecimal half = middle.multiply(halfSpread);
      return new Quote(
          id,
          at,
          knownAt,
          middle.subtract(half),
          null,
          middle.add(half),
          null,
          Instrument.SizeIn.BASE);
    }

    private void settled(FundingSettled settled) {
      requireKnownAfter(settled, settled.settledAt());
      add(settled);
      ended(settled, settled.settledAt());
      Duration period = settled.period();
      if (period != null) {
        longest(period);
        if (!estimated.contains(settled.id())) {
          add(
              new FundingEstimate(
                  settled.id(),
                  settled.settledAt(),
                  settled.receivedAt(),
                  settled.rate(),
                  period,
                  settled.settledAt().plus(period),
                  FundingEstimate.Which.COMING));
        }
      }
    }

    private void ended(MarketEvent event, Instant at) {
      ends.add(at);
      Duration lag = Duration.between(at, event.receivedAt());
      hold = lag.compareTo(hold) > 0 ? lag : hold;
    }

    private void longest(Duration between) {
      quiet = between.compareTo(quiet) > 0 ? between : quiet;
    }

    /// A tick in front of each instant at which something was known, and one when the prices and
    /// the rates of an instant are known of every venue: then what is held and what is offered is
    /// judged on prices that can still be traded on.
    private List<Input> withTicks() {
      List<Input> inputs = new ArrayList<>(facts.size() * 2);
      if (facts.isEmpty()) {
        return inputs;
      }
      List<Input> ticks = new ArrayList<>();
      ends.forEach(at -> ticks.add(new Tick(at.plus(hold))));
      ticks.sort(Comparator.comparing(Input::receivedAt));
      Instant first = facts.getFirst().input().receivedAt();
      inputs.add(new Command(Command.Action.START, first));
      instruments.forEach(instrument -> inputs.add(new Listing(instrument, null, first)));
      Instant now = first;
      int next = 0;
      for (Keyed each : facts) {
        Input fact = each.input();
        for (; next < ticks.size() && !ticks.get(next).receivedAt().isAfter(fact.receivedAt()); ) {
          Input tick = ticks.get(next++);
          if (tick.receivedAt().isAfter(now)) {
            inputs.add(tick);
            now = tick.receivedAt();
          }
        }
        if (fact.receivedAt().isAfter(now)) {
          now = fact.receivedAt();
          inputs.add(new Tick(now));
        }
        inputs.add(fact);
      }
      inputs.addAll(ticks.subList(next, ticks.size()));
      return inputs;
    }

    private void add(Input fact) {
      facts.add(new Keyed(nanos(fact.receivedAt()), 0, fact));
    }

    private static List<Keyed> keyed(List<MarketEvent> events) {
      Map<InstrumentId, Integer> places = new TreeMap<>();
      events.forEach(event -> places.put(event.id(), 0));
      int ids = 0;
      for (Map.Entry<InstrumentId, Integer> place : places.entrySet()) {
        place.setValue(ids++);
      }
      Map<InstrumentId, Integer> byId = new LinkedHashMap<>(places);
      List<Keyed> keyed = new ArrayList<>(events.size());
      for (MarketEvent event : events) {
        int place = rank(event.fact()) * ids + byId.getOrDefault(event.id(), 0);
        keyed.add(new Keyed(nanos(event.receivedAt()), place, event));
      }
      return keyed;
    }

    private static long nanos(Instant at) {
      return Math.addExact(Math.multiplyExact(at.getEpochSecond(), NANOS), at.getNano());
    }

    /// Prices before the settlements that are paid on them.
    private static int rank(Fact fact) {
      return switch (fact) {
        case INSTRUMENT -> 0;
        case FUNDING_SETTLED -> 2;
        case FUNDING_ESTIMATE -> 3;
        default -> 1;
      };
    }
  }

  /// An input with what it is ordered by, as numbers: there are millions of them.
  ///
  /// @param nanos since 1970, when it was known
  /// @param place among those known at the same instant
  private record Keyed(long nanos, int place, Input input) {
    static final Comparator<Keyed> BY_TIME = (one, other) -> Long.compare(one.nanos, other.nanos);
    static final Comparator<Keyed> ORDER =
        (one, other) ->
            one.nanos != other.nanos
                ? Long.compare(one.nanos, other.nanos)
                : Integer.compare(one.place, other.place);
  }
}
