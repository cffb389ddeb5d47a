package dev.carry.portfolio;

import dev.carry.engine.MarketView;
import dev.carry.model.Candle;
import dev.carry.model.Line;
import dev.carry.model.MarkPrice;
import dev.carry.model.MarketEvent;
import dev.carry.model.Quote;
import dev.carry.model.Side;
import dev.carry.model.TradeEvent.Fill;
import dev.carry.model.TradeEvent.Incident;
import dev.carry.portfolio.Position.Phase;
import dev.carry.portfolio.PositionLeg.Price;
import dev.carry.valuation.MaintenanceTiers;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Watches the margin behind each leg. Where it runs low more is sent, which takes time to arrive;
/// where all the position's money together is too little for its size, it is made smaller; where a
/// margin is used up, the leg is gone. A leg that is liquidated loses all of its margin: what a
/// venue gives back in good times is not counted on.
final class Margins {
  /// A position that is larger than its money allows by less is left as it is.
  private static final double TOLERANCE = 0.02;

  /// What is to be done about orders.
  interface Actions {
    /// Gives up a part of a position: `share` of each leg, from 0 to 1.
    void shrink(MarketView view, Position position, BigDecimal share, Instant now, String why);

    void close(Position position, Instant now, String why);
  }

  /// A margin on its way to a leg.
  private record Transfer(PositionLeg to, Instant dueAt) {}

  private final AccountSettings settings;
  private final Positions positions;
  private final List<Transfer> transfers = new ArrayList<>();

  Margins(AccountSettings settings, Positions positions) {
    this.settings = settings;
    this.positions = positions;
  }

  /// When the next transfer arrives.
  Instant due() {
    Instant due = Instant.MAX;
    for (int i = 0; i < transfers.size(); i++) {
      due = Due.earlier(due, transfers.get(i).dueAt());
    }
    return due;
  }

  /// Puts margin behind what was filled, dollars.
  void fund(PositionLeg leg, BigDecimal value) {
    if (leg.margined) {
      leg.margin = leg.margin.add(wanted(value));
      watch(leg);
    }
  }

  /// The margin a notional is to have, dollars.
  private BigDecimal wanted(BigDecimal value) {
    return value.divide(settings.leverage(), Ledger.SCALE, RoundingMode.UP);
  }

  /// Takes back what a part of a leg was worth.
  ///
  /// @param gain dollars it gained since its entry
  /// @param value dollars it was sold for, or bought back
  void release(PositionLeg leg, BigDecimal gain, BigDecimal value) {
    Position position = leg.position;
    if (!leg.margined) {
      position.buffer = position.buffer.add(value);
      return;
    }
    leg.margin = leg.margin.add(gain);
    if (leg.size.signum() == 0) {
      position.buffer = position.buffer.add(leg.margin);
      letGo(leg);
    }
    watch(leg);
  }

  /// Nothing is held of a leg any more: what is on its way to it stays in the buffer.
  private void letGo(PositionLeg leg) {
    leg.margin = BigDecimal.ZERO;
    leg.moving = false;
    transfers.removeIf(transfer -> transfer.to() == leg);
  }

  /// Sets the price from which a leg must be looked at: at which its margin runs low, or while more
  /// is on its way is used up.
  void watch(PositionLeg leg) {
    leg.alarm = Double.NaN;
    if (leg.margined && leg.size.signum() > 0) {
      double low = settings.rebalanceAt() / settings.leverage().doubleValue();
      MaintenanceTiers.Tier tier = settings.maintenance().of(leg.basisValue());
      leg.alarm =
          leg.moving || low < tier.rate()
              ? leg.priceOfEquity(tier.rate(), tier.amount())
              : leg.priceOfEquity(low, 0);
    }
  }

  /// A price of a leg's instrument came.
  ///
  /// @return whether there was anything to be done
  boolean take(MarketView view, PositionLeg leg, MarketEvent event, Instant now, Actions actions) {
    if (Double.isNaN(leg.alarm)) {
      return false;
    }
    BigDecimal worst = worst(leg, event);
    if (worst == null || !beyond(leg, worst)) {
      return false;
    }
    look(view, leg, worst, now, actions);
    return true;
  }

  /// The price of an event that is worst for a leg; null: it brings none.
  private static @Nullable BigDecimal worst(PositionLeg leg, MarketEvent event) {
    boolean isLong = leg.side == Side.BUY;
    return switch (event) {
      case MarkPrice mark -> mark.price();
      case Quote quote -> isLong ? quote.bid() : quote.ask();
      case Candle candle ->
          candle.closesAt().isAfter(leg.filledAt) ? isLong ? candle.low() : candle.high() : null;
      default -> null;
    };
  }

  private static boolean beyond(PositionLeg leg, BigDecimal price) {
    double at = price.doubleValue();
    return leg.side == Side.BUY ? at <= leg.alarm : at >= leg.alarm;
  }

  private void look(
      MarketView view, PositionLeg leg, BigDecimal price, Instant now, Actions actions) {
    BigDecimal value = leg.value(price);
    double equity = leg.equity(price).doubleValue();
    if (equity <= settings.maintenance().required(value.doubleValue())) {
      liquidate(leg, price, now);
      actions.close(leg.position, now, "a leg was liquidated");
      return;
    }
    double low = settings.rebalanceAt() * wanted(value).doubleValue();
    if (equity <= low && !leg.moving && leg.position.phase() == Phase.OPEN) {
      BigDecimal needed = wanted(value).subtract(leg.equity(price));
      BigDecimal there = leg.position.buffer.add(surplus(view, leg.position.other(leg)));
      if (there.compareTo(needed) < 0) {
        shrink(view, leg.position, now, actions);
      }
      send(leg, there, price, now);
    }
    watch(leg);
  }

  /// Sends what there is to be sent.
  private void send(PositionLeg leg, BigDecimal there, BigDecimal price, Instant now) {
    Position position = leg.position;
    if (there.signum() > 0) {
      leg.moving = true;
      Instant dueAt = now.plus(settings.execution().transferDelay());
      transfers.add(new Transfer(leg, dueAt));
      String text = "margin runs low at " + price.toPlainString() + "; more arrives at " + dueAt;
      position.holders.tell(
          number -> new Incident(now, Incident.Kind.TRANSFER, number, leg.id, text));
    }
  }

  /// Makes a position as small as its money allows.
  private void shrink(MarketView view, Position position, Instant now, Actions actions) {
    BigDecimal money = position.buffer;
    BigDecimal value = BigDecimal.ZERO;
    BigDecimal share = settings.buffer();
    for (PositionLeg leg : position.legs()) {
      Price price = PositionLeg.price(view, leg.id);
      if (price == null) {
        return;
      }
      BigDecimal worth = leg.value(price.value());
      money = money.add(leg.margined ? leg.equity(price.value()) : worth);
      value = value.max(worth);
      share = share.add(leg.margined ? wanted(BigDecimal.ONE) : BigDecimal.ONE);
    }
    double allowed = money.doubleValue() / share.doubleValue();
    double excess = 1 - allowed / value.doubleValue();
    if (excess > TOLERANCE) {
      BigDecimal part = BigDecimal.valueOf(Math.min(1, excess)).round(MathContext.DECIMAL32);
      actions.shrink(view, position, part, now, Fill.TOO_LITTLE_MONEY);
    }
  }

  private void liquidate(PositionLeg leg, BigDecimal price, Instant now) {
    String margin = Ledger.rounded(leg.margin).toPlainString();
    String text = "at " + price.toPlainString() + " its margin of " + margin + " was used up";
    leg.position.holders.tell(
        number -> new Incident(now, Incident.Kind.LIQUIDATED, number, leg.id, text));
    leg.position.book(leg, Line.PRICE, now, now, leg.margin.negate());
    leg.take(leg.size, price);
    letGo(leg);
    leg.alarm = Double.NaN;
  }

  /// A venue closes a leg that has gained, at its price and without a fee; the other one is naked
  /// until its order is through.
  void deleverage(MarketView view, PositionLeg leg, Instant now, Actions actions) {
    Price price = PositionLeg.price(view, leg.id);
    if (price == null || !leg.margined || leg.unrealised(price.value()).signum() <= 0) {
      return;
    }
    String text = "at " + price.value().toPlainString() + " the venue closed what had gained";
    leg.position.holders.tell(
        number -> new Incident(now, Incident.Kind.DELEVERAGED, number, leg.id, text));
    BigDecimal value = leg.value(price.value());
    BigDecimal gain = Ledger.rounded(leg.take(leg.size, price.value()));
    leg.position.book(leg, Line.PRICE, now, now, gain);
    release(leg, gain, value);
    leg.position.unhedgedSince = now;
    actions.close(leg.position, now, "a leg was auto-deleveraged");
  }

  /// Lets transfers arrive: a leg is filled up to what it is to have, from the buffer, then from
  /// what the other leg has too much.
  void arrive(MarketView view, Instant now) {
    for (int i = 0; i < transfers.size(); ) {
      Transfer transfer = transfers.get(i);
      if (transfer.dueAt().isAfter(now)) {
        i++;
        continue;
      }
      transfers.remove(i);
      PositionLeg to = transfer.to();
      to.moving = false;
      Price price = PositionLeg.price(view, to.id);
      if (to.size.signum() > 0 && price != null) {
        move(view, to, price.value(), now);
      }
      watch(to);
    }
  }

  private void move(MarketView view, PositionLeg to, BigDecimal price, Instant now) {
    BigDecimal needed = wanted(to.value(price)).subtract(to.equity(price));
    Position position = to.position;
    BigDecimal fromBuffer = needed.min(position.buffer).max(BigDecimal.ZERO);
    PositionLeg other = position.other(to);
    BigDecimal fromOther = needed.subtract(fromBuffer).min(surplus(view, other));
    if (fromBuffer.add(fromOther).signum() > 0) {
      position.buffer = position.buffer.subtract(fromBuffer);
      other.margin = other.margin.subtract(fromOther);
      to.margin = to.margin.add(fromBuffer).add(fromOther);
      position.book(to, Line.TRANSFER, now, now, settings.execution().transferCost().negate());
      watch(other);
    }
  }

  /// What a leg has beyond what it is to have; a coin that was bought gives nothing away.
  private BigDecimal surplus(MarketView view, PositionLeg leg) {
    Price price = PositionLeg.price(view, leg.id);
    return !leg.margined || price == null || leg.size.signum() == 0
        ? BigDecimal.ZERO
        : leg.equity(price.value()).subtract(wanted(leg.value(price.value()))).max(BigDecimal.ZERO);
  }

  /// Lets arrive at a copy of a position what is on its way to it, in the same order.
  void copy(Position from, Position to) {
    if (from.legs().stream().noneMatch(leg -> leg.moving)) {
      return;
    }
    for (Transfer transfer : List.copyOf(transfers)) {
      if (transfer.to().position == from) {
        transfers.add(new Transfer(to.like(transfer.to()), transfer.dueAt()));
      }
    }
  }

  /// Nobody holds a position any more.
  void forget(Position position) {
    transfers.removeIf(transfer -> transfer.to().position == position);
  }

  void save(Saved to) {
    to.put("transfers", transfers.size());
    for (int i = 0; i < transfers.size(); i++) {
      Saved transfer = to.at("transfer", i);
      transfers.get(i).to().saveName(transfer);
      transfer.put("due", transfers.get(i).dueAt());
    }
  }

  void resume(Saved from) {
    int count = from.count("transfers");
    for (int i = 0; i < count; i++) {
      Saved transfer = from.at("transfer", i);
      transfers.add(new Transfer(positions.leg(transfer), transfer.instant("due")));
    }
  }
}
