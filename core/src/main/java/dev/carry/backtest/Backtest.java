package dev.carry.backtest;

import dev.carry.engine.Engine;
import dev.carry.model.Input;
import dev.carry.model.TradeEvent;
import dev.carry.portfolio.AccountSettings;
import dev.carry.portfolio.Strategy;
import dev.carry.portfolio.Trader;
import dev.carry.portfolio.TradingEngine;
import java.util.ArrayList;
import java.util.List;

/// Runs a strategy over inputs, from nothing held to nothing held.
public final class Backtest {
  private Backtest() {}

  /// @param engine a new one
  /// @param strategy one that did nothing yet
  /// @return everything that happened, in order
  public static List<TradeEvent> run(
      List<Input> inputs, Engine engine, AccountSettings account, Strategy strategy) {
    List<TradeEvent> events = new ArrayList<>();
    run(inputs, engine, List.of(new Trader(account, strategy, events::add)));
    return events;
  }

  /// The same for many at once, none of whom knows of the others.
  public static void run(List<Input> inputs, Engine engine, List<Trader> traders) {
    TradingEngine trading = new TradingEngine(engine, traders);
    for (Input input : inputs) {
      trading.apply(input);
    }
    trading.end();
  }
}
