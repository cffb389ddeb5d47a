package dev.carry.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carry.model.Candle;
import dev.carry.model.FundingSettled;
import dev.carry.model.InstrumentId;
import dev.carry.model.MarketEvent;
import dev.carry.model.TradeEvent;
import dev.carry.model.TradeEvent.Closed;
import dev.carry.model.TradeEvent.Fill;
import dev.carry.portfolio.FindingStrategy;
import dev.carry.portfolio.Rules;
import dev.carry.portfolio.Strategy;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What comes by the hours can be traded on whenever its prices come.
class HistoryTapeTest {
  private static final int DAYS = 30;
  private static final Instant END = SyntheticPast.START.plus(Duration.ofDays(DAYS));
  private static final InstrumentId PAYS = SyntheticPast.INSTRUMENTS.get(0).id();
  private static final InstrumentId COSTS = SyntheticPast.INSTRUMENTS.get(1).id();

  /// Prices every eight hours, in the middle between two settlements.
  private static List<MarketEvent> pricedBetweenSettlements() {
    List<MarketEvent> events = new ArrayList<>();
    for (int hour = 8; hour <= 24 * DAYS; hour += 8) {
      Instant at = SyntheticPast.START.plus(Duration.ofHours(hour));
      for (InstrumentId id : List.of(PAYS, COSTS)) {
        double rate = id.equals(PAYS) ? 0.0005 : -0.0005;
        FundingSettled settled = SyntheticPast.settled(id, at, rate, Duration.ofHours(8));
        events.add(settled);
        Instant between = at.plus(Duration.ofHours(4));
        events.add(SyntheticPast.candle(id, between, 50_000 + hour % 16, 50_000));
      }
    }
    return events;
  }

  /// Trades what pays anything, and holds it for three days.
  private static Strategy threeDays() {
    Rules rules =
        new Rules(
            List.of(),
            List.of(),
            List.of(),
            new BigDecimal("10000"),
            0.02,
            0,
            Duration.ofDays(3),
            null);
    return new FindingStrategy(rules, SyntheticPast.START, END);
  }

  @Test
  void aPositionIsLeftWithTheFirstPricesAfterItsTimeIsOver() {
    List<TradeEvent> events = LookAheadTest.run(pricedBetweenSettlements(), threeDays());

    assertThat(events)
        .filteredOn(event -> event instanceof Closed closed && closed.at().isBefore(END))
        .hasSize(DAYS * 24 / (3 * 24 + 2 * 8)) // looks for new ones with the prices after
        .allSatisfy(
            event ->
                assertThat(Duration.between(((Closed) event).openedAt(), event.at()))
                    .isBetween(Duration.ofDays(3), Duration.ofHours(3 * 24 + 10)));
  }

  @Test
  void whatIsPricedNoMoreIsLeftAtItsLastPrice() {
    Instant end = SyntheticPast.START.plus(Duration.ofDays(10));
    List<MarketEvent> events = new ArrayList<>(pricedBetweenSettlements());
    events.removeIf(event -> event.id().equals(COSTS) && event.receivedAt().isAfter(end));
    // the last one when the other leg has none
    events.add(SyntheticPast.candle(COSTS, end.minus(Duration.ofHours(3)), 50_000, 50_000));
    HistoryTape tape = HistoryTape.of(SyntheticPast.INSTRUMENTS, events, new BigDecimal("0.0001"));

    assertThat(tape.ended()).containsExactly(COSTS);
    BigDecimal notional = new BigDecimal("10000");
    List<Strategy> all =
        List.of(
            LookAheadTest.rules(),
            new HoldEverything(Pairs.CROSS_VENUE, notional, SyntheticPast.START, END),
            new BestSpread(Pairs.CROSS_VENUE, notional, SyntheticPast.START, END));
    for (Strategy strategy : all) {
      List<TradeEvent> told =
          Backtest.run(tape.inputs(), LookAheadTest.engine(tape), LookAheadTest.ACCOUNT, strategy);

      assertThat(told)
          .filteredOn(Closed.class::isInstance)
          .singleElement()
          .satisfies(
              event -> {
                assertThat(event.at()).isBetween(end.minus(Duration.ofHours(4)), end);
                assertThat(((Closed) event).closed())
                    .isEqualTo("a leg is being delisted, or its prices end");
              });
    }
  }

  @Test
  void legsWhosePricesNoLongerComeTogetherAreLeftOneAfterTheOther() {
    Instant apart = SyntheticPast.START.plus(Duration.ofDays(2));
    List<MarketEvent> events = new ArrayList<>();
    for (MarketEvent event : pricedBetweenSettlements()) {
      boolean later = event instanceof Candle && event.receivedAt().isAfter(apart);
      Instant at = event.receivedAt().minus(SyntheticPast.LAG).plus(Duration.ofHours(4));
      events.add(
          later && event.id().equals(COSTS)
              ? SyntheticPast.candle(COSTS, at, 50_000, 50_000)
              : event);
    }
    List<TradeEvent> told = LookAheadTest.run(events, threeDays());

    assertThat(told)
        .filteredOn(Closed.class::isInstance)
        .first()
        .satisfies(
            event -> {
              Closed closed = (Closed) event;
              assertThat(closed.closed()).isEqualTo("held for PT72H");
              assertThat(Duration.between(closed.openedAt(), closed.at()))
                  .isBetween(Duration.ofDays(4), Duration.ofDays(5));
              assertThat(closed.unhedged()).isBetween(Duration.ofHours(3), Duration.ofHours(5));
            });
  }

  @Test
  void whatNeedsNoThoughtIsOpenedAndClosedToo() {
    BigDecimal notional = new BigDecimal("10000");
    Pairs pairs = Pairs.CROSS_VENUE;
    Instant to = END.minus(Duration.ofDays(1));
    List<Strategy> all =
        List.of(
            new HoldEverything(pairs, notional, SyntheticPast.START, to),
            new BestSpread(pairs, notional, SyntheticPast.START, to));
    for (Strategy strategy : all) {
      List<TradeEvent> events = LookAheadTest.run(pricedBetweenSettlements(), strategy);

      assertThat(events).filteredOn(Fill.class::isInstance).hasSize(4);
      assertThat(events)
          .filteredOn(Closed.class::isInstance)
          .hasSize(1)
          .first()
          .satisfies(
              event ->
                  assertThat(Duration.between(to, event.at()))
                      .isBetween(Duration.ZERO, Duration.ofHours(8)));
    }
  }
}
