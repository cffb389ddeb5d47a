package dev.carry.backtest;

import dev.carry.engine.MarketView;
import dev.carry.model.Input;
import dev.carry.portfolio.Desk;
import dev.carry.portfolio.Offers;
import dev.carry.portfolio.Plan;
import dev.carry.portfolio.Strategy;
import java.time.Instant;

/// Opens one position as soon as it can, and holds it whatever comes.
public final class HoldStrategy implements Strategy {
  private final Plan plan;
  private final Instant from;
  private final Instant to;
  private boolean opened;
  private String against = "no prices of both legs came";

  /// @param from not before
  /// @param to closed with the first prices from then on
  public HoldStrategy(Plan plan, Instant from, Instant to) {
    this.plan = plan;
    this.from = from;
    this.to = to;
  }

  @Override
  public void decide(MarketView view, Input input, Offers offers, Desk desk) {
    Instant now = view.now();
    if (!opened && !now.isBefore(from) && now.isBefore(to)) {
      against = desk.open(plan);
      opened = against.isEmpty();
    } else if (opened && !now.isBefore(to)) {
      desk.closeAll("held to the end");
    }
  }

  /// Why it was never opened; empty: it was.
  public String against() {
    return against;
  }
}
