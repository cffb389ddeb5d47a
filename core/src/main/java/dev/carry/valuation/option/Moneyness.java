package dev.carry.valuation.option;

import dev.carry.model.Instrument.OptionType;

/// How an option's strike lies to a price.
public enum Moneyness {
  IN_THE_MONEY,
  AT_THE_MONEY,
  OUT_OF_THE_MONEY;

  /// How far a strike may be from a price that it is at, unless said otherwise: fraction of the
  /// price.
  public static final double TOLERANCE = 0.02;

  /// The strikes of a chain next to a price.
  ///
  /// @param price quote per base
  /// @param atTheMoney the nearest strike, the lower of two equally near; `NaN`: none is within the
  ///     tolerance
  /// @param below the highest strike below the price; `NaN`: none
  /// @param above the lowest strike above the price; `NaN`: none
  public record Ladder(double price, double atTheMoney, double below, double above) {

    public Moneyness of(OptionType type, double strike) {
      if (strike == atTheMoney) {
        return AT_THE_MONEY;
      }
      boolean pays = type == OptionType.CALL ? strike < price : strike > price;
      return pays ? IN_THE_MONEY : OUT_OF_THE_MONEY;
    }

    /// How far a strike is from the price: fraction of the price, ≥ 0.
    public double distance(double strike) {
      return Math.abs(strike - price) / price;
    }
  }

  /// @param price quote per base, > 0
  /// @param strikes of one expiry, quote per base, in any order
  /// @param tolerance fraction of the price
  public static Ladder around(double price, double[] strikes, double tolerance) {
    double below = Double.NaN;
    double above = Double.NaN;
    double nearest = Double.NaN;
    for (double strike : strikes) {
      if (strike < price && !(strike <= below)) {
        below = strike;
      }
      if (strike > price && !(strike >= above)) {
        above = strike;
      }
      double nearer = Math.abs(nearest - price) - Math.abs(strike - price);
      if (!(nearer < 0) && !(nearer == 0 && strike > nearest)) {
        nearest = strike;
      }
    }
    boolean within = Math.abs(nearest - price) <= tolerance * price;
    return new Ladder(price, within ? nearest : Double.NaN, below, above);
  }
}
