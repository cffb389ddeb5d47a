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

/// What is stored of the past as the inputs an engine takes, ordered by when they were known.
///
/// Two things a live engine is told are missing in most histories, and are made here, as declared:
/// a touch, from what was traded and a declared spread, where no quotes are stored; and the
/// expectation of the coming settlement, which is the last one settled where no estimates are. The
/// coming settlement itself is never shown before it was known.
///
/// @param inputs in order
/// @param quiet the longest time between two prices or settlements of one instrument
/// @param hold how long after a settlement its rate was known at the latest
public record HistoryTape(List<Input> inputs, Duration quiet, Duration hold) {

  /// Beyond what lies between two points of a series, before the next one is overdue.
  private static final Duration SLACK = Duration.ofMinutes(5);

  private static final Duration AFTER_HOLD = Duration.ofSeconds(1);

  public HistoryTape {
    inputs = List.copyOf(inputs);
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
    private final List<MarketEvent> events;
    private final BigDecimal halfSpread;
    private final Set<InstrumentId> quoted = new LinkedHashSet<>();
    private final Set<InstrumentId> estimated = new LinkedHashSet<>();
    private final Map<InstrumentId, Instant> candleEnds = new LinkedHashMap<>();
    private final List<Input> facts = new ArrayList<>();
    private Duration quiet = Duration.ZERO;
    private Duration hold = Duration.ZERO;

    Maker(List<Instrument> instruments, List<MarketEvent> events, BigDecimal spread) {
      this.instruments = instruments;
      this.events = new ArrayList<>(events);
      this.halfSpread = spread.divide(BigDecimal.valueOf(2), MathContext.DECIMAL128);
    }

    HistoryTape make() {
      events.sort(ORDER);
      for (MarketEvent event : events) {
        if (event instanceof Quote) {
          quoted.add(event.id());
        } else if (event instanceof FundingEstimate) {
          estimated.add(event.id());
        }
      }
      Set<Instant> settlements = new LinkedHashSet<>();
      for (MarketEvent event : events) {
        switch (event) {
          case Candle candle -> candle(candle);
          case FundingSettled settled -> {
            settled(settled);
            settlements.add(settled.settledAt());
          }
          default -> facts.add(event);
        }
      }
      facts.sort(Comparator.comparing(Input::receivedAt)); // stable: opens were known earlier
      hold = hold.plus(AFTER_HOLD);
      return new HistoryTape(withTicks(settlements), quiet, hold);
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
            facts.add(
                new MarkPrice(candle.id(), candle.closesAt(), candle.receivedAt(), candle.close()));
        case TRADE, MID -> {
          if (!quoted.contains(candle.id())) {
            quotes(candle);
          }
        }
        case INDEX, PREMIUM -> {
          // nothing one could trade on
        }
      }
      facts.add(candle); // behind its close: who is shaken out by its extremes can trade on it
    }

    /// Its close; and its open where the candle before did not end there.
    private void quotes(Candle candle) {
      Instant before = candleEnds.put(candle.id(), candle.closesAt());
      if (!candle.opensAt().equals(before) && candle.opensAt().isBefore(candle.closesAt())) {
        Duration lag = Duration.between(candle.closesAt(), candle.receivedAt());
        facts.add(quote(candle.id(), candle.opensAt(), candle.opensAt().plus(lag), candle.open()));
      }
      facts.add(quote(candle.id(), candle.closesAt(), candle.receivedAt(), candle.close()));
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
      facts.add(settled);
      Duration known = Duration.between(settled.settledAt(), settled.receivedAt());
      hold = known.compareTo(hold) > 0 ? known : hold;
      Duration period = settled.period();
      if (period != null) {
        longest(period);
        if (!estimated.contains(settled.id())) {
          facts.add(
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

    private void longest(Duration between) {
      quiet = between.compareTo(quiet) > 0 ? between : quiet;
    }

    /// A tick in front of each instant at which something was known, and one when the rates of a
    /// settlement are known of every venue: then the pairs are judged again.
    private List<Input> withTicks(Set<Instant> settlements) {
      List<Input> inputs = new ArrayList<>(facts.size() * 2);
      if (facts.isEmpty()) {
        return inputs;
      }
      List<Input> ticks = new ArrayList<>();
      settlements.forEach(at -> ticks.add(new Tick(at.plus(hold))));
      ticks.sort(Comparator.comparing(Input::receivedAt));
      Instant first = facts.getFirst().receivedAt();
      inputs.add(new Command(Command.Action.START, first));
      instruments.forEach(instrument -> inputs.add(new Listing(instrument, null, first)));
      Instant now = first;
      int next = 0;
      for (Input fact : facts) {
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

    /// Prices before the settlements that are paid on them.
    private static final Comparator<MarketEvent> ORDER =
        Comparator.comparing(MarketEvent::receivedAt)
            .thenComparing(MarketEvent::fact, Comparator.comparingInt(Maker::rank))
            .thenComparing(MarketEvent::id);

    private static int rank(Fact fact) {
      return switch (fact) {
        case INSTRUMENT -> 0;
        case FUNDING_SETTLED -> 2;
        case FUNDING_ESTIMATE -> 3;
        default -> 1;
      };
    }
  }
}
