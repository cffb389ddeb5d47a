package dev.carry.valuation.option;

import dev.carry.model.Instrument.OptionType;

/// What options of one type and expiry may cost against each other, whatever the model: a position
/// that can only pay must not be had for nothing.
///
/// An edge is what is left per unit when the position is opened at prices that are there, bought at
/// the ask and sold at the bid, and the worst has happened at expiry: in quote per base, before
/// fees, without interest. Positive: arbitrage. `NaN` where a side is missing.
///
/// Premiums of inverse options are to be converted at a forward that can be traded
/// ([InversePremium]): their coins pay, at the price of their expiry, what linear options pay.
public final class StaticArbitrage {
  private StaticArbitrage() {}

  /// A vertical spread costs no less than nothing: the edge of buying the dearer strike and selling
  /// the cheaper one.
  public static double boughtVertical(OptionType type, StrikeQuote low, StrikeQuote high) {
    width(low, high);
    return switch (type) {
      case CALL -> high.bid() - low.ask();
      case PUT -> low.bid() - high.ask();
    };
  }

  /// A vertical spread costs no more than the distance of its strikes: the edge of selling it.
  public static double soldVertical(OptionType type, StrikeQuote low, StrikeQuote high) {
    double width = width(low, high);
    return switch (type) {
      case CALL -> low.bid() - high.ask() - width;
      case PUT -> high.bid() - low.ask() - width;
    };
  }

  /// Prices are convex over the strike: the edge of buying a butterfly, which is one option of the
  /// middle strike sold and the wings bought in the weights that make it worthless far out on both
  /// sides. That it costs no more than it can pay follows from the verticals.
  public static double boughtButterfly(StrikeQuote low, StrikeQuote middle, StrikeQuote high) {
    double lowWeight = width(middle, high) / width(low, high);
    width(low, middle);
    return middle.bid() - lowWeight * low.ask() - (1 - lowWeight) * high.ask();
  }

  private static double width(StrikeQuote low, StrikeQuote high) {
    double width = high.strike() - low.strike();
    if (!(width > 0)) {
      throw new IllegalArgumentException(
          "strikes " + low.strike() + ", " + high.strike() + ": ascending ones are allowed");
    }
    return width;
  }
}
