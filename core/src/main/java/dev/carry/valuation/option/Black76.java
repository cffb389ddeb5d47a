package dev.carry.valuation.option;

import dev.carry.model.Instrument.OptionType;
import dev.carry.valuation.Normal;

/// A European option on a forward, valued after F. Black, "The pricing of commodity contracts",
/// Journal of Financial Economics 3 (1976).
///
/// Values keep their relative precision far out of the money: a price of 1e-200 has as many good
/// digits as its inputs allow.
///
/// @param forward of the option's own expiry, quote per base, > 0
/// @param strike quote per base, > 0
/// @param years to expiry, ACT/365, > 0
/// @param volatility fraction per year, > 0
/// @param rate of discounting, fraction per year, continuously compounded; 0 where a venue pays
///     premiums without it
public record Black76(
    OptionType type, double forward, double strike, double years, double volatility, double rate) {
  private static final double DAYS_PER_YEAR = 365;
  private static final double POINTS = 100;

  public Black76 {
    positive("forward", forward);
    positive("strike", strike);
    positive("years to expiry", years);
    positive("volatility", volatility);
    if (!Double.isFinite(rate)) {
      throw new IllegalArgumentException("rate " + rate);
    }
  }

  /// Sensitivities of the price of one unit of the underlying, in the units venues publish.
  ///
  /// @param delta per 1 of the forward
  /// @param gamma change of delta per 1 of the forward
  /// @param vega per volatility point (0.01)
  /// @param theta per calendar day, the forward held
  /// @param rho per percentage point of interest (0.01), spot held: the forward moves with the rate
  public record Greeks(double delta, double gamma, double vega, double theta, double rho) {}

  /// Quote per base, ≥ 0.
  public double price() {
    return intrinsic() + timeValue();
  }

  /// What is left at a volatility of 0: quote per base, ≥ 0.
  public double intrinsic() {
    return intrinsic(type, forward, strike, years, rate);
  }

  /// The same without a volatility.
  public static double intrinsic(
      OptionType type, double forward, double strike, double years, double rate) {
    return discount(rate, years) * Math.max(0, sign(type) * (forward - strike));
  }

  /// Price less intrinsic value, which is the price of the out-of-the-money option of the same
  /// strike: quote per base, ≥ 0.
  public double timeValue() {
    double h = over(NormalisedBlack.logMoneyness(forward, strike), deviation());
    double t = deviation() / 2;
    double vega = Math.sqrt(forward) * Math.sqrt(strike) * NormalisedBlack.vega(h, t);
    // from the nearer of its two bounds, so that nothing cancels
    double atExpiry =
        h + t <= 1
            ? vega * NormalisedBlack.priceOverVega(h, t)
            : Math.min(forward, strike) - vega * NormalisedBlack.headroomOverVega(h, t);
    return discount() * atExpiry;
  }

  public Greeks greeks() {
    double sign = sign(type);
    double discount = discount();
    double moneyness = NormalisedBlack.logMoneyness(forward, strike);
    double h = over(forward < strike ? moneyness : -moneyness, deviation());
    double d1 = h + deviation() / 2;
    double d2 = h - deviation() / 2;
    double density = discount * Normal.density(d1);
    double decay = forward * density * volatility / (2 * Math.sqrt(years));
    return new Greeks(
        sign * discount * Normal.cdf(sign * d1),
        density / (forward * deviation()),
        forward * density * Math.sqrt(years) / POINTS,
        (rate * price() - decay) / DAYS_PER_YEAR,
        sign * strike * years * discount * Normal.cdf(sign * d2) / POINTS);
  }

  private double deviation() {
    return volatility * Math.sqrt(years);
  }

  private double discount() {
    return discount(rate, years);
  }

  /// At the money also where the deviation underflows.
  private static double over(double moneyness, double deviation) {
    return moneyness == 0 ? 0 : moneyness / deviation;
  }

  static double discount(double rate, double years) {
    return rate == 0 ? 1 : StrictMath.exp(-rate * years);
  }

  private static double sign(OptionType type) {
    return type == OptionType.CALL ? 1 : -1;
  }

  private static void positive(String what, double value) {
    if (!(value > 0) || !Double.isFinite(value)) {
      throw new IllegalArgumentException(what + " " + value + ": more than 0 is allowed");
    }
  }
}
