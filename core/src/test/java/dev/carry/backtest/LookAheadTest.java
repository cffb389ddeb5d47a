package dev.carry.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carry.detect.CrossVenueFunding;
import dev.carry.detect.CrossVenueSettings;
import dev.carry.engine.Engine;
import dev.carry.engine.GateSettings;
import dev.carry.engine.MarketView;
import dev.carry.model.Candle;
import dev.carry.model.FundingSettled;
import dev.carry.model.Input;
import dev.carry.model.Instrument;
import dev.carry.model.InstrumentId;
import dev.carry.model.MarketEvent;
import dev.carry.model.TradeEvent;
import dev.carry.portfolio.AccountSettings;
import dev.carry.portfolio.Desk;
import dev.carry.portfolio.Execution;
import dev.carry.portfolio.FindingStrategy;
import dev.carry.portfolio.Offers;
import dev.carry.portfolio.Plan;
import dev.carry.portfolio.Rules;
import dev.carry.portfolio.Strategy;
import dev.carry.valuation.MaintenanceTiers;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Nothing that was done at an instant depends on anything that was known later.
class LookAheadTest {
  private static final int DAYS = 60;
  private static final Instant END = SyntheticPast.START.plus(Duration.ofDays(DAYS));

  static final AccountSettings ACCOUNT =
      new AccountSettings(
          new BigDecimal("50000"),
          BigDecimal.valueOf(3),
          new BigDecimal("0.2"),
          0.5,
          MaintenanceTiers.flat(0.01),
          null,
          AccountSettings.Limits.NONE,
          new Execution(
              Duration.ofMillis(250),
              Duration.ofMinutes(6),
              new BigDecimal("0.0001"),
              BigDecimal.ZERO,
              BigDecimal.ZERO,
              Duration.ofMinutes(30),
              BigDecimal.ONE,
              Duration.ZERO));

  static final Rules RULES =
      new Rules(
          List.of(),
          List.of(),
          List.of(),
          new BigDecimal("10000"),
          0.02,
          0.0,
          Duration.ofDays(20),
          null);

  static Strategy rules() {
    return new FindingStrategy(RULES, SyntheticPast.START, END);
  }

  static Engine engine(HistoryTape tape) {
    return new Engine(
        tape.gates(GateSettings.DEFAULT),
        instrument -> 0.0002,
        () -> List.of(CrossVenueFunding.of(CrossVenueSettings.DEFAULT)));
  }

  static List<TradeEvent> run(List<MarketEvent> events, Strategy strategy) {
    HistoryTape tape = HistoryTape.of(SyntheticPast.INSTRUMENTS, events, new BigDecimal("0.0001"));
    return Backtest.run(tape.inputs(), engine(tape), ACCOUNT, strategy);
  }

  private static List<TradeEvent> until(List<TradeEvent> events, Instant when) {
    return events.stream().filter(event -> !known(event).isAfter(when)).toList();
  }

  private static Instant known(TradeEvent event) {
    return event instanceof TradeEvent.Entry entry ? entry.bookedAt() : event.at();
  }

  /// The same history until an instant, and another one from then on.
  private static List<MarketEvent> changedFrom(List<MarketEvent> events, Instant when) {
    List<MarketEvent> changed = new ArrayList<>();
    for (MarketEvent event : events) {
      changed.add(event.receivedAt().isAfter(when) ? changed(event) : event);
    }
    return changed;
  }

  private static MarketEvent changed(MarketEvent event) {
    return switch (event) {
      case FundingSettled e ->
          new FundingSettled(
              e.id(),
              e.venueTime(),
              e.receivedAt(),
              e.rate().negate().subtract(new BigDecimal("0.0005")),
              e.period(),
              e.settledAt(),
              e.markPrice());
      case Candle e ->
          SyntheticPast.candle(
              e.id(), e.closesAt(), e.open().doubleValue(), e.close().doubleValue() * 1.1);
      default -> event;
    };
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void anotherFutureChangesNothingOfThePast(long seed) {
    List<MarketEvent> events = SyntheticPast.of(seed, DAYS);
    List<TradeEvent> lived = run(events, rules());
    assertThat(lived).as("seed %d", seed).hasSizeGreaterThan(100);
    for (int day : new int[] {5, 20, 33, 50}) {
      Instant when = SyntheticPast.START.plus(Duration.ofDays(day));
      List<TradeEvent> other = run(changedFrom(events, when), rules());

      assertThat(until(other, when)).isEqualTo(until(lived, when));
      assertThat(other).isNotEqualTo(lived);
    }
  }

  /// What the check above is worth: a strategy that reads tomorrow's settlements is caught by it.
  @Test
  void aStrategyThatKnowsTheFutureIsCaught() {
    List<MarketEvent> events = SyntheticPast.of(7, DAYS);
    Instant when = SyntheticPast.START.plus(Duration.ofDays(20));
    Function<List<MarketEvent>, List<TradeEvent>> peeking = known -> run(known, new Peeking(known));

    assertThat(until(peeking.apply(changedFrom(events, when)), when))
        .isNotEqualTo(until(peeking.apply(events), when));
  }

  /// Buys whom the settlements of the next ten days will pay.
  private record Peeking(List<MarketEvent> future) implements Strategy {
    @Override
    public void decide(MarketView view, Input input, Offers offers, Desk desk) {
      Instant decides = SyntheticPast.START.plus(Duration.ofDays(19));
      if (desk.positions().isEmpty() && view.now().isAfter(decides)) {
        InstrumentId one = SyntheticPast.INSTRUMENTS.get(0).id();
        InstrumentId other = SyntheticPast.INSTRUMENTS.get(1).id();
        boolean first = paid(view.now(), one) < paid(view.now(), other);
        desk.open(
            new Plan(
                first ? one : other,
                first ? other : one,
                new BigDecimal("10000"),
                null,
                "it is known"));
      }
    }

    private double paid(Instant now, InstrumentId id) {
      return future.stream()
          .filter(event -> event instanceof FundingSettled && event.id().equals(id))
          .map(FundingSettled.class::cast)
          .filter(event -> event.settledAt().isAfter(now))
          .filter(event -> event.settledAt().isBefore(now.plus(Duration.ofDays(10))))
          .mapToDouble(event -> event.rate().doubleValue())
          .sum();
    }
  }

  @Test
  void whatNothingDependsOnMayBeKnownLater() {
    List<MarketEvent> events = SyntheticPast.of(3, DAYS);
    Rules two =
        new Rules(
            List.of(),
            List.of(),
            List.of("bybit", "okx"),
            RULES.notional(),
            RULES.enterNetApr(),
            RULES.exitGrossApr(),
            RULES.hold(),
            null);

    assertThat(run(ofGateKnown(40, events), new FindingStrategy(two, SyntheticPast.START, END)))
        .isEqualTo(run(ofGateKnown(20, events), new FindingStrategy(two, SyntheticPast.START, END)))
        .isNotEmpty();
  }

  /// Not later than those of the others: when all are known, all pairs are judged.
  private static List<MarketEvent> ofGateKnown(int seconds, List<MarketEvent> events) {
    List<MarketEvent> other = new ArrayList<>();
    for (MarketEvent event : events) {
      boolean ofGate = event.id().venue().id().equals("gate");
      other.add(
          ofGate && event instanceof FundingSettled settled
              ? known(settled, settled.settledAt().plusSeconds(seconds))
              : event);
    }
    return other;
  }

  private static FundingSettled known(FundingSettled e, Instant at) {
    return new FundingSettled(e.id(), null, at, e.rate(), e.period(), e.settledAt(), e.markPrice());
  }

  @Test
  void aHistoryThatTellsTheFutureIsRefused() {
    Instrument one = SyntheticPast.INSTRUMENTS.getFirst();
    FundingSettled early =
        new FundingSettled(
            one.id(),
            null,
            SyntheticPast.START.minusSeconds(1),
            BigDecimal.ONE,
            Duration.ofHours(8),
            SyntheticPast.START,
            null);

    assertThatThrownBy(() -> HistoryTape.of(List.of(one), List.of(early), BigDecimal.ZERO))
        .hasMessage(
            "funding-settled of bybit:BTCUSDT at 2025-01-01T00:00:00Z is said to have been known at"
                + " 2024-12-31T23:59:59Z, before it happened");
  }
}
