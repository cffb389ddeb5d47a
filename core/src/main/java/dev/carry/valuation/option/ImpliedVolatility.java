package dev.carry.valuation.option;

import dev.carry.model.Instrument.OptionType;

/// The volatility at which [Black76] gives a price, to the last digits that the price determines.
///
/// It is solved for the out-of-the-money option of the same strike, whose price is the time value:
/// that of an option deep in the money is what rounding of its price has left of it. A price known
/// to `e` leaves the volatility uncertain by `e / vega`, whoever solves for it.
public final class ImpliedVolatility {
  private ImpliedVolatility() {}

  /// @param price of the option now, quote per base
  /// @param forward of its expiry, quote per base
  /// @param strike quote per base
  /// @param years to expiry, ACT/365
  /// @param rate of discounting, fraction per year
  /// @return fraction per year; `NaN` where the price implies none
  public static double perYear(
      OptionType type, double price, double forward, double strike, double years, double rate) {
    double intrinsic = Black76.intrinsic(type, forward, strike, years, rate);
    double timeValue = (price - intrinsic) / Black76.discount(rate, years);
    double less = Math.min(forward, strike);
    double more = Math.max(forward, strike);
    double headroom = less - timeValue;
    boolean solvable =
        timeValue > 0
            && headroom > 0
            && less > 0
            && more < Double.POSITIVE_INFINITY
            && years > 0
            && years < Double.POSITIVE_INFINITY;
    if (!solvable) {
      return Double.NaN;
    }
    double scale = Math.sqrt(less) * Math.sqrt(more);
    double deviation =
        ImpliedDeviation.of(
            NormalisedBlack.logMoneyness(less, more), timeValue / scale, headroom / scale);
    return deviation / Math.sqrt(years);
  }

  /// The same, with the reason where there is none.
  public static Implied of(
      OptionType type, double price, double forward, double strike, double years, double rate) {
    double volatility = perYear(type, price, forward, strike, years, rate);
    return Double.isNaN(volatility)
        ? new Implied.None(because(type, price, forward, strike, years, rate))
        : new Implied.Volatility(volatility);
  }

  private static String because(
      OptionType type, double price, double forward, double strike, double years, double rate) {
    if (!Double.isFinite(price) || !Double.isFinite(rate)) {
      return "price " + price + ", rate " + rate + ": not numbers";
    }
    if (!positive(forward) || !positive(strike)) {
      return "forward " + forward + ", strike " + strike + ": more than 0 is allowed";
    }
    if (!positive(years)) {
      return "expired: " + years + " years to go";
    }
    double intrinsic = Black76.intrinsic(type, forward, strike, years, rate);
    if (price < intrinsic) {
      return "price " + price + " is below the intrinsic value " + intrinsic;
    }
    if (price == intrinsic) {
      return "price " + price + " has no time value: every low volatility gives it";
    }
    boolean call = type == OptionType.CALL;
    double bound = Black76.discount(rate, years) * (call ? forward : strike);
    return "price "
        + price
        + " is not below the discounted "
        + (call ? "forward " : "strike ")
        + bound;
  }

  private static boolean positive(double value) {
    return value > 0 && Double.isFinite(value);
  }
}
