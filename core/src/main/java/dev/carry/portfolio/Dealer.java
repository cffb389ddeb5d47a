package dev.carry.portfolio;

import dev.carry.engine.InstrumentState;
import dev.carry.engine.MarketView;
import dev.carry.model.Line;
import dev.carry.model.MarketEvent;
import dev.carry.model.TradeEvent;
import dev.carry.model.TradeEvent.Fill;
import dev.carry.model.TradeEvent.Incident;
import dev.carry.portfolio.Position.Phase;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Brings positions about and ends them: sends their orders, books what was filled, and evens out
/// legs that are not the same.
final class Dealer implements Margins.Actions {
  private final Execution execution;
  private final Account account;
  private final Settlements settlements;
  private final Consumer<? super TradeEvent> out;
  private final FillModel fills;
  private final Orders orders;
  private final Margins margins;

  Dealer(
      AccountSettings settings,
      Account account,
      Settlements settlements,
      Consumer<? super TradeEvent> out) {
    this.execution = settings.execution();
    this.account = account;
    this.settlements = settlements;
    this.out = out;
    this.fills = new FillModel(execution);
    this.orders = new Orders(execution.latency());
    this.margins = new Margins(settings, account, out);
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

  /// A price of something held came.
  void priced(MarketView view, MarketEvent event, Instant now) {
    List<PositionLeg> legs = account.legs(event.id());
    for (int i = 0; i < legs.size(); i++) {
      margins.take(view, legs.get(i), event, now, this);
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
    for (Position position : List.copyOf(account.positions())) {
      close(position, now, "the end");
    }
    for (Order order : orders.all()) {
      meet(view, order, Orders.pricesAt(view, order.leg, now), now);
    }
    finish(now);
  }

  // --- what is wanted ----------------------------------------------------------------------

  void open(MarketView view, Plan plan, Instant now) {
    Position position = account.add(view, plan);
    for (PositionLeg leg : position.legs()) {
      orders.send(leg, leg.side, leg.asked, true, now, plan.why());
    }
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
    if (!canTrade(view, position, now) || orders.areOf(position)) {
      return; // one leg alone is no hedge; what is on its way changes how much is needed
    }
    for (PositionLeg leg : position.legs()) {
      BigDecimal part =
          leg.size.multiply(share).setScale(Payment.SIZE_SCALE, RoundingMode.HALF_EVEN);
      orders.send(leg, leg.side.opposite(), part.min(leg.size), false, now, why);
    }
  }

  boolean canTrade(MarketView view, Position position, Instant now) {
    Instant oldest = now.minus(execution.quoteLife());
    for (PositionLeg leg : position.legs()) {
      if (Orders.pricesAt(view, leg, Instant.MIN).isBefore(oldest)) {
        return false;
      }
    }
    return true;
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
          out.accept(
              new Incident(
                  now, Incident.Kind.NOT_FILLED, leg.position.number(), leg.id, nothing.because()));
        } else {
          order.triedAt = Orders.pricesAt(view, leg, now);
        }
      }
    }
    if (order.opens && !orders.areOf(leg.position)) {
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
    out.accept(
        new Fill(
            now,
            position.number(),
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
      account.payBorrow(leg, filled.mid(), now);
      BigDecimal gain = Ledger.rounded(leg.take(filled.size(), filled.mid()));
      account.book(leg, Line.PRICE, now, now, gain);
      margins.release(leg, gain, filled.value());
    }
    account.book(leg, Line.FEES, now, now, filled.value().multiply(fee).negate());
    account.book(leg, Line.SPREAD, now, now, filled.spread().negate());
    account.book(leg, Line.SLIPPAGE, now, now, filled.slippage().negate());
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
    if (longPart.compareTo(shortPart) != 0) {
      position.unhedgedSince = now;
      String filled = percent(longPart) + " filled, of the short " + percent(shortPart);
      out.accept(
          new Incident(
              now, Incident.Kind.UNHEDGED, position.number(), null, "of the long leg " + filled));
      if (both.signum() == 0) {
        position.closedBecause = "one leg did not fill";
      }
      evenOut(position, both, now);
    } else if (both.signum() == 0) {
      position.closedBecause = "neither leg filled";
    }
    if (both.signum() > 0) {
      account.convert(position, now);
      if (!position.closedBecause.isEmpty()) {
        close(position, now, position.closedBecause);
      }
    }
  }

  private void evenOut(Position position, BigDecimal share, Instant now) {
    for (PositionLeg leg : position.legs()) {
      BigDecimal kept = leg.asked.multiply(share).setScale(Payment.SIZE_SCALE, RoundingMode.DOWN);
      BigDecimal excess = leg.size.subtract(kept.min(leg.size));
      if (excess.signum() > 0) {
        orders.send(leg, leg.side.opposite(), excess, false, now, "evens out the legs");
      }
    }
  }

  private static BigDecimal part(PositionLeg leg) {
    return leg.size.divide(leg.asked, 12, RoundingMode.HALF_EVEN);
  }

  private static String percent(BigDecimal part) {
    return part.movePointRight(2).setScale(1, RoundingMode.HALF_EVEN) + " %";
  }

  /// Ends positions whose legs are gone, and notes when legs are even again.
  private void finish(Instant now) {
    for (Position position : account.positions()) {
      boolean waits = orders.areOf(position);
      boolean gone = position.legs().stream().allMatch(leg -> leg.size.signum() == 0);
      if (!position.unhedgedSince.equals(Instant.MAX) && !waits) {
        position.unhedged = position.unhedged.plus(Duration.between(position.unhedgedSince, now));
        position.unhedgedSince = Instant.MAX;
      }
      if (!waits && gone && position.phase != Phase.OPENING && position.phase != Phase.CLOSED) {
        position.phase = Phase.CLOSED;
        position.closedAt = now;
        if (position.converted) {
          account.convert(position, now);
        }
      }
    }
    account.forgetClosed();
  }

  void save(Saved to) {
    orders.save(to);
    margins.save(to);
  }

  void resume(Saved from) {
    orders.resume(from, account);
    margins.resume(from);
  }
}
