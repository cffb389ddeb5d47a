package dev.carry.portfolio;

import dev.carry.engine.MarketView;
import dev.carry.model.Input;
import dev.carry.model.InstrumentId;
import dev.carry.model.JsonText;
import dev.carry.model.Tick;
import dev.carry.model.ViewFinding;
import dev.carry.portfolio.Position.Phase;
import dev.carry.valuation.Funding;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Trades views on funding: of each the trade that collects most, for as long as the view is held.
/// A view has no price of its own: what its trade must collect a year before costs is the entry.
final class ViewStrategy implements Strategy {
  /// After a start views come back as history is read: until then one that is not there may be.
  private static final Duration UNTIL_TOLD = Duration.ofMinutes(10);

  private final Rules rules;
  private final Exits exits;
  private final Instant from;
  private final Instant to;

  /// Ids of views that were traded, as long as they are held.
  private final Set<String> traded = new TreeSet<>();

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
      if (position.phase() == Phase.OPEN && exits.canLeave(view, position, now, desk)) {
        String why = exits.why(view, position, now);
        if (why == null && isOver(position.plan(), offers, now)) {
          why = "the view is over";
        }
        if (why != null) {
          desk.close(position, why);
        }
      }
    }
    traded.removeIf(id -> !offers.holds(id));
    if (!now.isBefore(from) && now.isBefore(to)) {
      offers.views().forEach(each -> open(each, desk));
    }
  }

  @Override
  public void begin() {
    traded.clear();
  }

  private static boolean isOver(Plan plan, Offers offers, Instant now) {
    return !now.isBefore(offers.begunAt().plus(UNTIL_TOLD))
        && offers.views().stream().noneMatch(view -> isOn(plan, view));
  }

  /// Whether a plan trades a view: one that falls is sold, one that rises is bought.
  private static boolean isOn(Plan plan, ViewFinding view) {
    InstrumentId viewed = view.instrument();
    return viewed.equals(plan.view())
        && switch (view.expectation()) {
          case FALL -> viewed.equals(plan.shortLeg());
          case RISE -> viewed.equals(plan.longLeg());
        };
  }

  private void open(ViewFinding view, Desk desk) {
    if (traded.contains(view.head().id())
        || desk.positions().stream().anyMatch(position -> isOn(position.plan(), view))) {
      return; // a view is traded once
    }
    for (ViewFinding.Trade trade : view.trades()) {
      if (trade.collects() * Funding.HOURS_PER_YEAR >= rules.enterNetApr()
          && rules.allows(view.head().asset(), trade.buy(), trade.sell())
          && !Position.isHeld(desk, trade.buy(), trade.sell())
          && desk.open(plan(view, trade)).isEmpty()) {
        traded.add(view.head().id());
        return;
      }
    }
  }

  private Plan plan(ViewFinding view, ViewFinding.Trade trade) {
    String why = view.instrument() + " expected to " + JsonText.kebab(view.expectation());
    return new Plan(trade.buy(), trade.sell(), rules.notional(), null, why, view.instrument());
  }
}
