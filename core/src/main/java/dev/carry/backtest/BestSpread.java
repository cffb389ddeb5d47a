package dev.carry.backtest;

import dev.carry.backtest.Pairs.Pair;
import dev.carry.engine.MarketView;
import dev.carry.model.Input;
import dev.carry.model.Tick;
import dev.carry.portfolio.Desk;
import dev.carry.portfolio.Offers;
import dev.carry.portfolio.Plan;
import dev.carry.portfolio.Position;
import dev.carry.portfolio.Strategy;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Always in the pair that pays most now, whatever it costs to get there.
final class BestSpread implements Strategy {
  private final Pairs pairs;
  private final BigDecimal notional;
  private final Instant from;
  private final Instant to;
  private String against = Pairs.NONE_KNOWN;

  BestSpread(Pairs pairs, BigDecimal notional, Instant from, Instant to) {
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
    Pair best = best(view);
    if (best == null) {
      return; // nothing is known that would be better
    }
    boolean held = false;
    for (Position position : List.copyOf(desk.positions())) {
      boolean isBest =
          position.longId().equals(best.bought().id())
              && position.shortId().equals(best.sold().id());
      held |= isBest;
      if (!isBest) {
        desk.close(position, "another pair pays more");
      }
    }
    if (!held) {
      Plan plan = new Plan(best.bought().id(), best.sold().id(), notional, null, "pays most");
      against = desk.open(plan);
    }
  }

  private @Nullable Pair best(MarketView view) {
    Pair best = null;
    for (Pair pair : pairs.in(view)) {
      best = best == null || pair.grossApr() > best.grossApr() ? pair : best;
    }
    return best;
  }

  /// What was against the last pair it wanted; empty: nothing.
  String against() {
    return against;
  }
}
