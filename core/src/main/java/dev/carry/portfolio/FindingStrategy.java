package dev.carry.portfolio;

import dev.carry.engine.InstrumentState;
import dev.carry.engine.MarketView;
import dev.carry.model.FundingEstimate;
import dev.carry.model.Input;
import dev.carry.model.Instrument;
import dev.carry.model.InstrumentId;
import dev.carry.model.Opportunity;
import dev.carry.model.Tick;
import dev.carry.portfolio.Position.Phase;
import dev.carry.valuation.Funding;
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

  /// @param from nothing is opened before
  /// @param to nothing is opened from then on, and everything is closed
  public FindingStrategy(Rules rules, Instant from, Instant to) {
    this.rules = rules;
    this.exits = new Exits(rules, to);
    this.from = from;
    this.to = to;
  }

  @Override
  public void decide(MarketView view, Input input, Offers offers, Desk desk) {
    Instant now = view.now();
    if (input instanceof Tick) {
      List<Position> positions = desk.positions();
      for (int i = 0; i < positions.size(); i++) {
        look(view, positions.get(i), now, desk);
      }
    } else if (input instanceof FundingEstimate estimate) {
      look(view, estimate.id(), now, desk);
    }
    boolean looks = input instanceof Tick || offers.hasNews(rules.detectors());
    if (looks && !now.isBefore(from) && now.isBefore(to)) {
      open(offers.best(), desk);
    }
  }

  private void open(List<Opportunity> best, Desk desk) {
    boolean could = desk.canOpen(rules.least());
    for (int i = 0; could && i < best.size() && best.get(i).netApr() >= rules.enterNetApr(); i++) {
      Opportunity opportunity = best.get(i);
      BigDecimal notional = rules.size(opportunity);
      if (!opportunity.isPair() || !rules.want(opportunity) || notional.signum() == 0) {
        continue;
      }
      InstrumentId bought = opportunity.legs().get(0).instrument();
      InstrumentId sold = opportunity.legs().get(1).instrument();
      if (!Position.isHeld(desk, bought, sold)) {
        String against =
            desk.open(
                new Plan(
                    bought, sold, notional, opportunity.netApr(), opportunity.head().detector()));
        could = !against.isEmpty() || desk.canOpen(rules.least());
      }
    }
  }

  private void look(MarketView view, InstrumentId id, Instant now, Desk desk) {
    List<Position> positions = desk.positions();
    for (int i = 0; i < positions.size(); i++) {
      Position position = positions.get(i);
      if (position.longId().equals(id) || position.shortId().equals(id)) {
        look(view, position, now, desk);
      }
    }
  }

  private void look(MarketView view, Position position, Instant now, Desk desk) {
    if (position.phase() == Phase.OPEN && desk.canTrade(position)) {
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
    InstrumentState bought = view.find(position.longId());
    InstrumentState sold = view.find(position.shortId());
    if (bought == null || sold == null || !bought.believed() || !sold.believed()) {
      return null; // nobody knows what it pays now
    }
    double gross = (hourly(sold) - hourly(bought)) * Funding.HOURS_PER_YEAR; // NaN: not known
    return gross < rules.exitGrossApr()
        ? "pays " + gross + " a year, less than " + rules.exitGrossApr()
        : null;
  }

  /// Of what pays no funding: 0.
  private static double hourly(InstrumentState state) {
    Instrument listed = state.listed();
    return listed != null && listed.settles() == Instrument.Settles.NONE ? 0 : state.hourly();
  }
}
