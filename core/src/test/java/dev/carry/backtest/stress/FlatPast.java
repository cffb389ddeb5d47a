package dev.carry.backtest.stress;

import dev.carry.backtest.Backtest;
import dev.carry.backtest.HistoryTape;
import dev.carry.backtest.HoldStrategy;
import dev.carry.engine.Detector;
import dev.carry.engine.Engine;
import dev.carry.engine.GateSettings;
import dev.carry.model.Candle;
import dev.carry.model.FundingSettled;
import dev.carry.model.Input;
import dev.carry.model.Instrument;
import dev.carry.model.InstrumentId;
import dev.carry.model.MarketEvent;
import dev.carry.model.TradeEvent.Fill;
import dev.carry.portfolio.AccountSettings;
import dev.carry.portfolio.Execution;
import dev.carry.portfolio.Plan;
import dev.carry.portfolio.Strategy;
import dev.carry.valuation.MaintenanceTiers;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Four days in bars of an hour at a price of 100 that never moves, funding of 0 each eight hours,
/// without a spread, a fee or slippage; 10,000 of each leg are held throughout. Whatever such a run
/// gains or loses is the shock's.
final class FlatPast {
  static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  static final Instant END = START.plus(Duration.ofDays(4));
  static final Duration LAG = Duration.ofSeconds(1);
  static final BigDecimal NOTIONAL = new BigDecimal("10000");

  final Instrument bought;
  final Instrument sold;
  private final BigDecimal leverage;
  private Instant to = END.minus(Duration.ofHours(2));
  private double rebalanceAt = 0.001;
  private @Nullable BigDecimal cap;
  private Supplier<Strategy> strategy = this::hold;

  FlatPast(String leverage) {
    this(leverage, perpetual("bybit", "USDT"), perpetual("okx", "USDT"));
  }

  FlatPast(String leverage, Instrument bought, Instrument sold) {
    this.leverage = new BigDecimal(leverage);
    this.bought = bought;
    this.sold = sold;
  }

  FlatPast closedAt(Instant when) {
    to = when;
    return this;
  }

  /// Margin is sent when so much of it is left; else it never is.
  FlatPast rebalancedAt(double share) {
    rebalanceAt = share;
    return this;
  }

  FlatPast leveragesUpTo(String most) {
    cap = new BigDecimal(most);
    return this;
  }

  FlatPast tradedBy(Supplier<Strategy> other) {
    strategy = other;
    return this;
  }

  static Instrument perpetual(String venue, String settle) {
    return Instrument.perpetual(InstrumentId.parse(venue + ":BTC" + settle), "BTC", settle)
        .settle(settle)
        .fundingPeriod(Duration.ofHours(8))
        .build();
  }

  HistoryTape tape() {
    List<MarketEvent> events = new ArrayList<>();
    for (Instrument each : List.of(bought, sold)) {
      for (int hour = 1; hour <= 96; hour++) {
        Instant closes = START.plus(Duration.ofHours(hour));
        events.add(candle(each.id(), closes));
        if (hour % 8 == 0 && each.settles() != Instrument.Settles.NONE) {
          events.add(settled(each.id(), closes));
        }
      }
    }
    return HistoryTape.of(List.of(bought, sold), events, BigDecimal.ZERO);
  }

  private static Candle candle(InstrumentId id, Instant closes) {
    BigDecimal price = new BigDecimal("100");
    return new Candle(
        id,
        null,
        closes.plus(LAG),
        Candle.Of.TRADE,
        price,
        price,
        price,
        price,
        closes.minus(Duration.ofHours(1)),
        closes);
  }

  private static FundingSettled settled(InstrumentId id, Instant at) {
    return new FundingSettled(
        id, null, at.plus(LAG), BigDecimal.ZERO, Duration.ofHours(8), at, null);
  }

  AccountSettings account() {
    BigDecimal margin = NOTIONAL.divide(leverage, 8, RoundingMode.UP);
    boolean spot = bought.kind() == Instrument.Kind.SPOT;
    return new AccountSettings(
        (spot ? NOTIONAL : margin).add(margin).add(new BigDecimal("2000")),
        leverage,
        new BigDecimal("0.2"),
        rebalanceAt,
        MaintenanceTiers.flat(0.005),
        null,
        AccountSettings.Limits.NONE,
        new Execution(
            Duration.ofMillis(250),
            Duration.ofMinutes(6),
            BigDecimal.ZERO,
            new BigDecimal("0.01"),
            BigDecimal.ZERO,
            Duration.ofMinutes(30),
            BigDecimal.ZERO,
            LAG));
  }

  private Strategy hold() {
    Plan plan = new Plan(bought.id(), sold.id(), NOTIONAL, null, "hold");
    return new HoldStrategy(plan, START, to);
  }

  /// What is traded on some inputs, in order.
  List<Fill> fills(List<Input> inputs) {
    return Backtest.run(inputs, engine(tape()), account(), hold()).stream()
        .filter(Fill.class::isInstance)
        .map(Fill.class::cast)
        .toList();
  }

  private static Engine engine(HistoryTape tape) {
    return new Engine(tape.gates(GateSettings.DEFAULT), instrument -> 0, List::<Detector>of);
  }

  StressTest test() {
    HistoryTape tape = tape();
    return new StressTest(
        tape.inputs(),
        () -> engine(tape),
        strategy,
        account(),
        Duration.ofHours(9),
        cap == null ? leverage : cap);
  }

  /// What one shock makes of it.
  Outcome struck(Shock shock) {
    return test().run(List.of(shock), null, 1).getLast();
  }

  Outcome struck(Shock shock, Instant at) {
    return test().run(List.of(shock), at, 1).getLast();
  }
}
