package dev.carry.portfolio;

import dev.carry.model.Side;
import java.math.BigDecimal;
import java.time.Instant;

/// A market order on its way. One that opens meets the market once and what is left is cancelled;
/// one that reduces stays until it is filled.
final class Order {
  final PositionLeg leg;
  final Side side;
  final boolean opens;
  final String why;

  /// What is left of it, in the leg's size.
  BigDecimal left;

  /// When it is at the venue.
  final Instant dueAt;

  /// Receive time of the prices it met last in vain; it waits for newer ones.
  Instant triedAt = Instant.MIN;

  Order(PositionLeg leg, Side side, BigDecimal size, boolean opens, Instant dueAt, String why) {
    this.leg = leg;
    this.side = side;
    this.left = size;
    this.opens = opens;
    this.dueAt = dueAt;
    this.why = why;
  }

  /// Whether it met the market already.
  boolean tried() {
    return !triedAt.equals(Instant.MIN);
  }

  /// The same for the leg of a copy.
  Order copy(PositionLeg of) {
    Order copy = new Order(of, side, left, opens, dueAt, why);
    copy.triedAt = triedAt;
    return copy;
  }

  void save(Saved to) {
    leg.saveName(to);
    to.put("side", side);
    to.put("opens", opens);
    to.put("why", why);
    to.put("left", left);
    to.put("due", dueAt);
    to.put("tried", triedAt);
  }

  static Order of(Saved from, Positions positions) {
    Order order =
        new Order(
            positions.leg(from),
            from.constant("side", Side.class),
            from.decimal("left"),
            from.flag("opens"),
            from.instant("due"),
            from.text("why"));
    order.triedAt = from.instant("tried");
    return order;
  }
}
