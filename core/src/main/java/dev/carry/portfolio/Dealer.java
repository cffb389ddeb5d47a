package dev.carry.portfolio;

import dev.carry.engine.InstrumentState;
import dev.carry.engine.MarketView;
import dev.carry.model.Line;
import dev.carry.model.MarketEvent;
import dev.carry.model.TradeEvent.Fill;
import dev.carry.model.TradeEvent.Incident;
import dev.carry.portfolio.Position.Phase;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Brings positions about and ends them: sends their orders, books what was filled, and evens out
/// legs that are not the same.
final class Dealer implements Margins.Actions {
  private static final BigDecimal MILLIS_PER_YEAR =
      BigDecimal.valueOf(Duration.ofDays(365).toMillis());

  /// Dollars by which the legs of a position may differ: no venue takes so small an order.
  private static final double DUST = 1;

  private final AccountSettings settings;
  private final Execution execution;
  private final Positions positions;
  private final Settlements settlements;
  private final FillModel fills;
  private final Orders orders;
  private final Margins margins;

  Dealer(AccountSettings settings, Positions positions, Settlements settlements) {
    this.settings = settings;
    this.execution = settings.execution();
    this.positions = positions;
    this.settlements = settlements;
    this.fills = new FillModel(execution);
    this.orders = new Orders(execution.latency());
    this.margins = new Margins(settings, positions);
  }

  // --- time --------------------------------------------------------------------------------

  /// When something falls due, or a little before.
  Instant dueOrBefore() {
    return Due.earlier(orders.dueOrWaiting(), margins.due());
  }

  Instant due(MarketView view) {
    return Due.earlier(orders.due(view), margins.due());
  }

  /// Lets arrive what is due.
  void pass(MarketView view, Instant now) {
    margins.arrive(view, now);
    for (Order order : orders.due(view, now)) {
      if (orders.holds(order)) { // another may have ended its position
        meet(view, order, now, now);
      }
    }
    finish(now);
  }

  /// A price of what legs are of came.
  void priced(MarketView view, MarketEvent event, List<PositionLeg> legs, Instant now) {
    boolean any = false;
    for (int i = 0; i < legs.size(); i++) {
      any |= margins.take(view, legs.get(i), event, now, this);
    }
    if (any) {
      finish(now);
    }
  }

  /// A venue takes away those of these legs that have gained.
  void deleverage(MarketView view, List<PositionLeg> legs, Instant now) {
    for (PositionLeg leg : List.copyOf(legs)) {
      margins.deleverage(view, leg, now, this);
    }
    finish(now);
  }

  /// Ends everything at the last prices that are known.
  void end(MarketView view, Instant now) {
    List<Order> opening = orders.all().stream().filter(order -> order.opens).toList();
    orders.cancel(order -> order.opens);
    opening.forEach(order -> opened(order.leg.position, now));
    for (Position position : List.copyOf(positions.open())) {
      close(position, now, "the end");
    }
    for (Order order : orders.all()) {
      meet(view, order, Orders.pricesAt(view, order.leg, now), now);
    }
    finish(now);
  }

  // --- what is wanted ----------------------------------------------------------------------

  /// A new position, whose orders are sent; nobody holds it yet.
  Position open(MarketView view, Plan plan, Instant now) {
    InstrumentState buy = Objects.requireNonNull(view.find(plan.longLeg()));
    InstrumentState sell = Objects.requireNonNull(view.find(plan.shortLeg()));
    Position position = Position.of(plan, buy, sell);
    position.buffer = plan.notional().multiply(settings.buffer());
    position.bound = Ledger.rounded(Account.binds(settings, view, plan));
    Sizes sizes = Sizes.of(plan.notional(), buy, sell);
    position.longLeg.asked = sizes.bought();
    position.shortLeg.asked = sizes.sold();
    positions.add(position);
    for (PositionLeg leg : position.legs()) {
      orders.send(leg, leg.side, leg.asked, true, now, plan.why());
    }
    return position;
  }

  /// The same position once more, with what is on its way for it; nobody holds it yet.
  Position copy(Position position) {
    Position copy = position.copy();
    orders.copy(position, copy);
    margins.copy(position, copy);
    positions.add(copy);
    return copy;
  }

  /// Nobody holds a position any more.
  void forget(Position position) {
    orders.cancel(order -> order.leg.position == position);
    margins.forget(position);
    positions.remove(position);
  }

  /// Sends the orders that end a position.
  @Override
  public void close(Position position, Instant now, String why) {
    if (position.phase == Phase.OPENING) {
      position.closedBecause = why; // once its orders are through
    }
    if (position.phase != Phase.OPEN) {
      return;
    }
    position.phase = Phase.CLOSING;
    position.closedBecause = why;
    orders.cancel(order -> order.leg.position == position);
    for (PositionLeg leg : position.legs()) {
      if (leg.size.signum() > 0) {
        orders.send(leg, leg.side.opposite(), leg.size, false, now, why);
      }
    }
  }

  @Override
  public void shrink(
      MarketView view, Position position, BigDecimal share, Instant now, String why) {
    if (!canTrade(view, position, now) || position.orders > 0) {
      return; // one leg alone is no hedge; what is on its way changes how much is needed
    }
    for (PositionLeg leg : position.legs()) {
      BigDecimal part =
          leg.size.multiply(share).setScale(Payment.SIZE_SCALE, RoundingMode.HALF_EVEN);
      orders.send(leg, leg.side.opposite(), part.min(leg.size), false, now, why);
    }
  }

  boolean canTrade(MarketView view, Position position, Instant now) {
    return !position.outlook(view).pricedAt().isBefore(now.minus(execution.quoteLife()));
  }

  // --- what it costs to hold ---------------------------------------------------------------

  /// Changes coins for a position whose legs settle in different ones, and back when it ends.
  private void convert(Position position, Instant at) {
    if (position.needsConversion()) {
      BigDecimal cost = position.plan().notional().multiply(execution.conversionPerWay());
      position.book(position.shortLeg, Line.CONVERSION, at, at, cost.negate());
      position.converted = true;
    }
  }

  /// Interest on a borrowed coin since it was last paid.
  void payBorrow(PositionLeg leg, BigDecimal price, Instant at) {
    BigDecimal apr = settings.borrowApr();
    if (apr == null || !leg.borrowed || leg.size.signum() == 0 || !at.isAfter(leg.borrowPaidTo)) {
      return;
    }
    BigDecimal millis = BigDecimal.valueOf(Duration.between(leg.borrowPaidTo, at).toMillis());
    BigDecimal years = millis.divide(MILLIS_PER_YEAR, MathContext.DECIMAL128);
    BigDecimal interest = leg.value(price).multiply(apr).multiply(years);
    leg.position.book(leg, Line.BORROW, at, at, interest.negate());
    leg.borrowPaidTo = at;
  }

  // --- orders that meet the market ---------------------------------------------------------

  /// @param pricesAt older prices than those of then and a quote's life are not traded on
  private void meet(MarketView view, Order order, Instant pricesAt, Instant now) {
    PositionLeg leg = order.leg;
    if (!order.opens) {
      order.left = order.left.min(leg.size); // a liquidation may have been faster
      if (order.left.signum() == 0) {
        orders.remove(order);
        return;
      }
    }
    InstrumentState state = view.find(leg.id);
    FillModel.Outcome outcome =
        state == null
            ? new FillModel.Nothing("not known")
            : fills.meet(state, order.side, order.left, pricesAt);
    switch (outcome) {
      case FillModel.Filled filled -> filled(view, order, filled, takerFee(state), now);
      case FillModel.Nothing nothing -> {
        if (order.opens) {
          orders.remove(order);
          leg.position.holders.tell(
              number ->
                  new Incident(now, Incident.Kind.NOT_FILLED, number, leg.id, nothing.because()));
        } else {
          order.triedAt = Orders.pricesAt(view, leg, now);
        }
      }
    }
    if (order.opens && leg.position.orders == 0) {
      opened(leg.position, now);
    }
  }

  private static BigDecimal takerFee(@Nullable InstrumentState state) {
    return state == null ? BigDecimal.ZERO : BigDecimal.valueOf(state.takerFee());
  }

  private void filled(
      MarketView view, Order order, FillModel.Filled filled, BigDecimal fee, Instant now) {
    PositionLeg leg = order.leg;
    Position position = leg.position;
    order.left = order.left.subtract(filled.size());
    boolean whole = order.left.signum() <= 0;
    if (whole || order.opens) {
      orders.remove(order);
    } else {
      order.triedAt = Orders.pricesAt(view, leg, now);
    }
    position.holders.tell(
        number ->
            new Fill(
                now,
                number,
                leg.id,
                order.side,
                filled.size(),
                filled.price(),
                filled.mid(),
                filled.value(),
                order.left,
                filled.against(),
                order.why));
    if (order.opens) {
      if (position.openedAt.equals(Instant.MAX)) {
        position.openedAt = now;
      }
      leg.add(filled.size(), filled.mid(), now);
      margins.fund(leg, filled.value());
      settlements.follow(view, List.of(leg), now);
    } else {
      payBorrow(leg, filled.mid(), now);
      BigDecimal gain = Ledger.rounded(leg.take(filled.size(), filled.mid()));
      position.book(leg, Line.PRICE, now, now, gain);
      margins.release(leg, gain, filled.value());
    }
    position.book(leg, Line.FEES, now, now, filled.value().multiply(fee).negate());
    position.book(leg, Line.SPREAD, now, now, filled.spread().negate());
    position.book(leg, Line.SLIPPAGE, now, now, filled.slippage().negate());
  }

  /// All orders that open a position met the market: what one leg has more than the other goes.
  private void opened(Position position, Instant now) {
    if (position.phase != Phase.OPENING) {
      return;
    }
    BigDecimal longPart = part(position.longLeg);
    BigDecimal shortPart = part(position.shortLeg);
    BigDecimal both = longPart.min(shortPart);
    position.phase = both.signum() == 0 ? Phase.CLOSING : Phase.OPEN;
    if (both.signum() == 0 && position.closedBecause.isEmpty()) {
      boolean neither = position.isGone();
      position.closedBecause = neither ? "neither leg filled" : "one leg did not fill";
    }
    if (differ(position, both)) {
      position.unhedgedSince = now;
      String filled = percent(longPart) + " filled, of the short " + percent(shortPart);
      String text = "of the long leg " + filled;
      position.holders.tell(
          number -> new Incident(now, Incident.Kind.UNHEDGED, number, null, text));
      evenOut(position, both, now);
    }
    if (both.signum() > 0) {
      convert(position, now);
      if (!position.closedBecause.isEmpty()) {
        close(position, now, position.closedBecause);
      }
    }
  }

  /// Whether a leg has so much more than a share of what was asked for that it can be given up.
  private static boolean differ(Position position, BigDecimal share) {
    double most = share.signum() == 0 ? 0 : DUST; // of what ends everything goes
    for (PositionLeg leg : position.legs()) {
      BigDecimal excess = excess(leg, share);
      if (excess.signum() > 0
          && leg.basisValue() * excess.doubleValue() > most * leg.size.doubleValue()) {
        return true;
      }
    }
    return false;
  }

  private void evenOut(Position position, BigDecimal share, Instant now) {
    for (PositionLeg leg : position.legs()) {
      BigDecimal excess = excess(leg, share);
      if (excess.signum() > 0) {
        orders.send(leg, leg.side.opposite(), excess, false, now, "evens out the legs");
      }
    }
  }

  /// What a leg has more than a share of what was asked for.
  private static BigDecimal excess(PositionLeg leg, BigDecimal share) {
    BigDecimal kept = leg.asked.multiply(share).setScale(Payment.SIZE_SCALE, RoundingMode.DOWN);
    return leg.size.subtract(kept.min(leg.size));
  }

  private static BigDecimal part(PositionLeg leg) {
    return leg.size.divide(leg.asked, 12, RoundingMode.HALF_EVEN);
  }

  private static String percent(BigDecimal part) {
    return part.movePointRight(2).setScale(2, RoundingMode.DOWN) + " %"; // not all is never 100
  }

  /// Ends positions whose legs are gone, and notes when legs are even again.
  private void finish(Instant now) {
    List<Position> open = positions.open();
    for (int i = 0; i < open.size(); ) {
      Position position = open.get(i);
      boolean waits = position.orders > 0;
      if (waits && isHalfGone(position) && position.unhedgedSince.equals(Instant.MAX)) {
        position.unhedgedSince = now;
      }
      if (!waits && !position.unhedgedSince.equals(Instant.MAX)) {
        position.unhedged = position.unhedged.plus(Duration.between(position.unhedgedSince, now));
        position.unhedgedSince = Instant.MAX;
      }
      if (!waits && position.isGone() && position.phase != Phase.OPENING) {
        position.phase = Phase.CLOSED;
        position.closedAt = now;
        if (position.converted) {
          convert(position, now);
        }
        positions.close(position);
      } else {
        i++;
      }
    }
    positions.forgetSettled();
  }

  /// Whether one leg is left and the other waits for prices.
  private static boolean isHalfGone(Position position) {
    return position.phase == Phase.CLOSING
        && (position.longLeg.size.signum() == 0) != (position.shortLeg.size.signum() == 0);
  }

  void save(Saved to) {
    orders.save(to);
    margins.save(to);
  }

  void resume(Saved from) {
    orders.resume(from, positions);
    margins.resume(from);
  }
}
