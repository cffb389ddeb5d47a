package dev.carry.portfolio;

import dev.carry.engine.MarketView;
import dev.carry.model.Input;
import dev.carry.model.Tick;
import dev.carry.model.ViewFinding;
import dev.carry.portfolio.Position.Phase;
import dev.carry.valuation.Funding;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Trades views on funding: of each the trade that collects most, for as long as the view is held.
/// A view has no price of its own: what its trade must collect a year before costs is the entry.
final class ViewStrategy implements Strategy {
  static final String DETECTOR = "funding-mean-reversion";

  private final Rules rules;
  private final Exits exits;
  private final Instant from;
  private final Instant to;

  /// The view each position was opened on, by the position's number.
  private final Map<Long, String> views = new LinkedHashMap<>();

  ViewStrategy(Rules rules, Instant from, Instant to) {
    this.rules = rules;
    this.exits = new Exits(rules, to);
    this.from = from;
    this.to = to;
  }

  @Override
  public void decide(MarketView view, Input input, Offers offers, Desk desk) {
    if (!(input instanceof Tick) && !offers.hasNews(rules.detectors())) {
      return;
    }
    Instant now = view.now();
    List<Position> positions = desk.positions();
    for (int i = 0; i < positions.size(); i++) {
      Position position = positions.get(i);
      if (position.phase() == Phase.OPEN && desk.canTrade(position)) {
        String why = exits.why(view, position, now);
        if (why == null && !offers.holds(views.getOrDefault(position.number(), ""))) {
          why = "the view is over";
        }
        if (why != null) {
          desk.close(position, why);
        }
      }
    }
    if (!now.isBefore(from) && now.isBefore(to)) {
      offers.views().forEach(each -> open(each, desk));
    }
  }

  private void open(ViewFinding view, Desk desk) {
    if (views.containsValue(view.head().id())) {
      return; // a view is traded once
    }
    for (ViewFinding.Trade trade : view.trades()) {
      double grossApr = trade.collects() * Funding.HOURS_PER_YEAR;
      if (grossApr >= rules.enterNetApr()
          && rules.allows(view.head().asset(), trade.buy(), trade.sell())
          && !Position.isHeld(desk, trade.buy(), trade.sell())
          && desk.open(
                  new Plan(
                      trade.buy(),
                      trade.sell(),
                      rules.notional(),
                      null,
                      view.instrument() + " expected to " + view.expectation()))
              .isEmpty()) {
        views.put(desk.positions().getLast().number(), view.head().id());
        return;
      }
    }
  }
}
