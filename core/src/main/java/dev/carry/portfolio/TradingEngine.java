package dev.carry.portfolio;

import dev.carry.engine.Engine;
import dev.carry.model.Finding;
import dev.carry.model.Input;
import dev.carry.model.Tick;
import java.util.List;

/// An engine and who trades on what it finds, in step: the one way inputs go, whether they are of
/// the past, of a log or of now.
public final class TradingEngine {
  private final Engine engine;
  private final Trader trader;

  public TradingEngine(Engine engine, Trader trader) {
    this.engine = engine;
    this.trader = trader;
  }

  /// Takes one input.
  ///
  /// @return what was found with it
  public List<Finding> apply(Input input) {
    if (input instanceof Tick || engine.accepts(input.receivedAt())) {
      trader.before(engine.view(), input.receivedAt());
    }
    List<Finding> found = engine.apply(input);
    trader.after(engine.view(), input, found);
    return found;
  }

  /// Nothing more will come: ends what is open.
  public void end() {
    trader.end(engine.view());
  }

  public Trader trader() {
    return trader;
  }
}
