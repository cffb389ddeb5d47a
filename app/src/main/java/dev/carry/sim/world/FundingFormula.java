package dev.carry.sim.world;

/// The funding formulas as the venues publish them. Rates and premiums are fractions; positive
/// means longs pay shorts.
public final class FundingFormula {
  /// Interest per 8 h that every venue here adds to a linear or inverse coin perpetual.
  public static final double INTEREST_8H = 0.0001;

  /// How far interest may pull the rate back to itself.
  public static final double DAMPER = 0.0005;

  private FundingFormula() {}

  /// The premium index from executable prices: how far the impact bid lies above the index, or the
  /// impact ask below it; zero while the index lies between the two.
  public static double premiumIndex(double impactBid, double impactAsk, double index) {
    return (Math.max(0, impactBid - index) - Math.max(0, index - impactAsk)) / index;
  }

  /// Rate per interval of `hours` from the average premium index and the interest per 8 h, before
  /// cap and floor: `[avgP + clamp(I − avgP, ±0.0005)] / (8 / hours)`. Binance, Bybit, and OKX
  /// contracts of formula type `withRate`.
  public static double clamped(double averagePremium, double interest8h, int hours) {
    double pull = Math.clamp(interest8h - averagePremium, -DAMPER, DAMPER);
    return (averagePremium + pull) / (8.0 / hours);
  }

  /// OKX contracts of formula type `noRate`: the average premium alone, per interval of `hours`.
  public static double premiumOnly(double averagePremium, int hours) {
    return averagePremium / (8.0 / hours);
  }

  /// Kraken: the average premium, paid in full within `realisation` hours, per interval of `hours`.
  public static double realised(double averagePremium, int realisation, int hours) {
    return averagePremium * hours / realisation;
  }

  /// Deribit's instant rate per 8 h, accrued continuously: nothing inside ±0.0005 of premium.
  public static double continuous(double premium) {
    return Math.max(DAMPER, premium) + Math.min(-DAMPER, premium);
  }

  /// A rate held between the floor and the cap of its symbol.
  public static double bounded(double rate, double floor, double cap) {
    return Math.clamp(rate, floor, cap);
  }
}
