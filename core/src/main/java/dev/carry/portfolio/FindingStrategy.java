package dev.carry.portfolio;

import dev.carry.engine.MarketView;
import dev.carry.model.Input;
import dev.carry.model.InstrumentId;
import dev.carry.model.Opportunity;
import dev.carry.model.Tick;
import dev.carry.portfolio.Position.Phase;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Trades what detectors offer: the best first, as long as the account allows it, and leaves what
/// no longer pays.
public final class FindingStrategy implements Strategy {
  private final Rules rules;
  private final Exits exits;
  private final Instant from;
  private final Instant to;
  private final BigDecimal least;

  /// @param from nothing is opened before
  /// @param to nothing is opened from then on, and everything is closed
  public FindingStrategy(Rules rules, Instant from, Instant to) {
    this.rules = rules;
    this.exits = new Exits(rules, to);
    this.from = from;
    this.to = to;
    this.least = rules.least();
  }

  @Override
  public void decide(MarketView view, Input input, Offers offers, Desk desk) {
    Instant now = view.now();
    if (input instanceof Tick) {
      List<Position> positions = desk.positions();
      for (int i = 0; i < positions.size(); i++) {
        look(view, positions.get(i), now, desk);
      }
    }
    boolean looks = input instanceof Tick || offers.hasNews(rules.detectors());
    if (looks && !now.isBefore(from) && now.isBefore(to)) {
      open(offers.best(), desk);
    }
  }

  @Override
  public void rateTold(MarketView view, Position position, Desk desk) {
    look(view, position, view.now(), desk);
  }

  private void open(List<Opportunity> best, Desk desk) {
    boolean could = desk.canOpen(least);
    @Nullable BigDecimal tooMuch = null;
    for (int i = 0; could && i < best.size() && best.get(i).netApr() >= rules.enterNetApr(); i++) {
      Opportunity opportunity = best.get(i);
      if (!opportunity.isPair()) {
        continue;
      }
      InstrumentId bought = opportunity.legs().get(0).instrument();
      InstrumentId sold = opportunity.legs().get(1).instrument();
      if (Position.isHeld(desk, bought, sold) || !rules.want(opportunity)) {
        continue;
      }
      BigDecimal notional = rules.size(opportunity);
      if (notional.signum() == 0 || (tooMuch != null && notional.compareTo(tooMuch) >= 0)) {
        continue;
      }
      if (!desk.canOpen(notional)) {
        tooMuch = notional;
        continue;
      }
      String detector = opportunity.head().detector();
      Plan plan = new Plan(bought, sold, notional, opportunity.netApr(), detector);
      could = !desk.open(plan).isEmpty() || desk.canOpen(least);
    }
  }

  private void look(MarketView view, Position position, Instant now, Desk desk) {
    if (position.phase() == Phase.OPEN && exits.canLeave(view, position, now, desk)) {
      String why = leave(view, position, now);
      if (why != null) {
        desk.close(position, why);
      }
    }
  }

  /// Why a position is left; null: it is not.
  private @Nullable String leave(MarketView view, Position position, Instant now) {
    String why = exits.why(view, position, now);
    if (why != null) {
      return why;
    }
    double gross = position.outlook(view).grossApr(); // NaN: nobody knows what it pays now
    return gross < rules.exitGrossApr()
        ? "pays " + gross + " a year, less than " + rules.exitGrossApr()
        : null;
  }
}
