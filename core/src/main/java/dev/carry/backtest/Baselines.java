package dev.carry.backtest;

import dev.carry.engine.Engine;
import dev.carry.model.Input;
import dev.carry.model.Instrument;
import dev.carry.model.TradeEvent;
import dev.carry.model.TradeEvent.Fill;
import dev.carry.portfolio.AccountSettings;
import dev.carry.portfolio.Trader;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What an account makes of a time without a thought.
///
/// @param made net profit by name, dollars
/// @param lacking which opened nothing, and why
public record Baselines(Map<String, BigDecimal> made, List<String> lacking) {
  private static final String NOTHING = "do nothing";

  /// Nothing else to be held against.
  public static final Baselines NONE =
      new Baselines(Collections.singletonMap(NOTHING, BigDecimal.ZERO), List.of());

  /// Of the capital: what is paid for the first fills must be left.
  private static final BigDecimal NEARLY_ALL = new BigDecimal("0.98");

  private static final BigDecimal CENT = new BigDecimal("0.01");

  public Baselines {
    made = new LinkedHashMap<>(made);
    lacking = List.copyOf(lacking);
  }

  /// @param engine a new one
  /// @param instruments what can be traded
  /// @param from nothing is opened before
  /// @param to everything is closed
  public static Baselines of(
      List<Input> inputs,
      Engine engine,
      AccountSettings account,
      Pairs pairs,
      List<Instrument> instruments,
      Instant from,
      Instant to) {
    BigDecimal one =
        account
            .capital()
            .divide(account.bindsOf(pairs == Pairs.SPOT_PERP), 2, RoundingMode.DOWN)
            .multiply(NEARLY_ALL);
    BigDecimal part =
        one.divide(BigDecimal.valueOf(Math.max(1, pairs.most(instruments))), 2, RoundingMode.DOWN)
            .max(CENT);
    HoldEverything everything = new HoldEverything(pairs, part, from, to);
    BestSpread best = new BestSpread(pairs, one, from, to);
    List<TradeEvent> ofEverything = new ArrayList<>();
    List<TradeEvent> ofBest = new ArrayList<>();
    Backtest.run(
        inputs,
        engine,
        List.of(
            new Trader(account, everything, ofEverything::add),
            new Trader(account, best, ofBest::add)));
    Map<String, BigDecimal> made = new LinkedHashMap<>();
    made.put(NOTHING, BigDecimal.ZERO);
    List<String> lacking = new ArrayList<>();
    tell("hold everything", ofEverything, everything.against(), made, lacking);
    tell("always the best current spread", ofBest, best.against(), made, lacking);
    return new Baselines(made, lacking);
  }

  private static void tell(
      String name,
      List<TradeEvent> events,
      String against,
      Map<String, BigDecimal> made,
      List<String> lacking) {
    if (events.stream().anyMatch(Fill.class::isInstance)) {
      made.put(name, BacktestResult.netPnl(events));
    } else {
      lacking.add("the baseline " + name + ": it opened nothing: " + against);
    }
  }
}
