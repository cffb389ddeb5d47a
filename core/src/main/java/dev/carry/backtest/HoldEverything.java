package dev.carry.backtest;

import dev.carry.backtest.Pairs.Pair;
import dev.carry.engine.MarketView;
import dev.carry.model.Input;
import dev.carry.model.InstrumentId;
import dev.carry.model.Tick;
import dev.carry.portfolio.Desk;
import dev.carry.portfolio.Offers;
import dev.carry.portfolio.Plan;
import dev.carry.portfolio.Position;
import dev.carry.portfolio.Strategy;
import java.math.BigDecimal;
import java.time.Instant;

/// Opens every pair there is, the same of each, the way round it pays when it is opened, and holds
/// them all to the end.
final class HoldEverything implements Strategy {
  /// Of its notional a pair binds more than this: with less free, nothing more is asked for.
  private static final BigDecimal LEAST = new BigDecimal("0.1");

  private final Pairs pairs;
  private final BigDecimal notional;
  private final Instant from;
  private final Instant to;
  private String against = Pairs.NONE_KNOWN;

  /// @param notional dollars of one leg of each pair
  HoldEverything(Pairs pairs, BigDecimal notional, Instant from, Instant to) {
    this.pairs = pairs;
    this.notional = notional;
    this.from = from;
    this.to = to;
  }

  @Override
  public void decide(MarketView view, Input input, Offers offers, Desk desk) {
    Instant now = view.now();
    if (!(input instanceof Tick) || now.isBefore(from)) {
      return;
    }
    if (!now.isBefore(to)) {
      desk.closeAll("the time is over");
      return;
    }
    desk.leaveEnding();
    if (desk.free().compareTo(notional.multiply(LEAST)) > 0) {
      for (Pair pair : pairs.in(view)) {
        InstrumentId bought = pair.bought().id();
        InstrumentId sold = pair.sold().id();
        if (!Position.isHeld(desk, bought, sold)) {
          against = desk.open(new Plan(bought, sold, notional, null, "everything"));
        }
      }
    }
  }

  /// What was against the last pair it wanted; empty: nothing.
  String against() {
    return against;
  }
}
