package dev.carry.valuation;

import dev.carry.model.Side;
import dev.carry.valuation.MaintenanceTiers.Tier;
import java.util.OptionalDouble;

/// One leg as its venue looks at it: what stands behind it at a price, and where that is used up.
/// Isolated margin; money is dollars, of an inverse leg at the price looked at.
///
/// @param entry quote per base
/// @param quantity units of base; of an inverse leg dollars
/// @param leverage of its margin; of what is paid in full meaningless
/// @param tiers what the venue asks for; of what is paid in full meaningless
public record LegStress(
    Side side, Kind kind, double entry, double quantity, double leverage, MaintenanceTiers tiers) {

  /// How a leg turns a price into money.
  public enum Kind {
    LINEAR,
    INVERSE,
    /// A coin that was bought and paid: nobody can liquidate it, and its gain stands behind
    /// nothing.
    PAID
  }

  public LegStress {
    positive("entry", entry);
    positive("quantity", quantity);
    positive("leverage", leverage);
    if (kind == Kind.PAID && side == Side.SELL) {
      throw new IllegalArgumentException("a leg that is paid in full is bought, found: sold");
    }
  }

  private static void positive(String what, double value) {
    if (!(value > 0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(what + " " + value + ": more than 0 is allowed");
    }
  }

  /// A leg of so many dollars at its entry.
  public static LegStress ofNotional(
      Side side,
      Kind kind,
      double entry,
      double notional,
      double leverage,
      MaintenanceTiers tiers) {
    double quantity = kind == Kind.INVERSE ? notional : notional / entry;
    return new LegStress(side, kind, entry, quantity, leverage, tiers);
  }

  public boolean margined() {
    return kind != Kind.PAID;
  }

  /// What it is worth at a price, dollars.
  public double notional(double price) {
    return kind == Kind.INVERSE ? quantity : quantity * price;
  }

  /// What it binds at its entry, dollars: its margin, or all of what is paid in full.
  public double capital() {
    return margined() ? notional(entry) / leverage : notional(entry);
  }

  /// What is left of that at a price, dollars; below 0 where more is lost.
  public double equity(double price) {
    return switch (kind) {
      case LINEAR -> capital() + side.sign() * quantity * (price - entry);
      case INVERSE ->
          price
              * (quantity / (leverage * entry) + side.sign() * quantity * (1 / entry - 1 / price));
      case PAID -> quantity * price;
    };
  }

  /// What the venue asks to be there at a price, dollars.
  public double required(double price) {
    return margined() ? tiers.required(notional(price)) : 0;
  }

  /// Whether it is liquidated at a price.
  public boolean isLiquidated(double price) {
    return margined() && equity(price) <= required(price);
  }

  /// The price at which it is liquidated, in the tier its notional is in there; empty: at none.
  public OptionalDouble liquidationPrice() {
    if (!margined()) {
      return OptionalDouble.empty();
    }
    double below = 0;
    for (Tier tier : tiers.tiers()) {
      double price = liquidationPrice(tier);
      double notional = notional(price);
      if (Double.isFinite(price) && price > 0 && notional > below && notional <= tier.upTo()) {
        return OptionalDouble.of(price);
      }
      below = tier.upTo();
    }
    return OptionalDouble.empty();
  }

  private double liquidationPrice(Tier tier) {
    double rate = tier.rate();
    double amount = tier.amount() / quantity;
    if (kind == Kind.LINEAR) {
      return side == Side.BUY
          ? Margin.liquidationLongLinear(entry, leverage, rate, amount)
          : Margin.liquidationShortLinear(entry, leverage, rate, amount);
    }
    // of an inverse leg the notional is the same at every price: the amount is a part of the rate
    return side == Side.BUY
        ? Margin.liquidationLongInverse(entry, leverage, rate - amount)
        : Margin.liquidationShortInverse(entry, leverage, rate - amount);
  }

  /// What must be sent so that there is as much margin for its size as there was, dollars; 0 where
  /// there is enough.
  public double missing(double price) {
    return margined() ? Math.max(0, notional(price) / leverage - equity(price)) : 0;
  }

  /// What can be taken away and leave as much for its size as there was, dollars.
  public double surplus(double price) {
    return margined() ? Math.max(0, equity(price) - notional(price) / leverage) : 0;
  }

  /// What must be there beyond its equity to survive a further move against it, dollars; 0: it
  /// does.
  ///
  /// @param move fraction of the price, ≥ 0
  public double lackingFor(double price, double move) {
    double then = price * (1 - side.sign() * move);
    return margined() ? Math.max(0, required(then) - equity(then)) : 0;
  }

  /// The largest leverage at which a leg survives an adverse move, by the tier its notional is in
  /// after it.
  ///
  /// @param kind with a margin
  /// @param adverse fraction of the entry price, ≥ 0
  /// @param notional at the entry, dollars
  /// @param cap never more than this
  public static double safeLeverage(
      Side side, Kind kind, double adverse, double notional, MaintenanceTiers tiers, double cap) {
    double moved = Math.max(0, 1 - side.sign() * adverse);
    double lost = notional * adverse;
    double margin =
        switch (kind) {
          case LINEAR -> lost + (moved > 0 ? tiers.required(notional * moved) : 0);
          // the margin is coins: it loses its worth with a long, and gains with a short
          case INVERSE -> (lost + tiers.required(notional)) / moved;
          case PAID -> throw new IllegalArgumentException("what is paid in full has no leverage");
        };
    return margin <= 0 ? cap : Math.min(cap, notional / margin);
  }
}
