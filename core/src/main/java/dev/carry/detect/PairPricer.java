package dev.carry.detect;

import dev.carry.engine.InstrumentState;
import dev.carry.model.Costs;
import dev.carry.model.Instrument;
import dev.carry.valuation.Capital;
import dev.carry.valuation.CrossVenue;
import dev.carry.valuation.Funding;
import dev.carry.valuation.FundingTerms;
import dev.carry.valuation.RoundTrip;
import org.jspecify.annotations.Nullable;

/// Prices pairs: in one number for every input that moves one, in full when there is something to
/// tell.
final class PairPricer {
  private final CrossVenueSettings settings;
  private final long horizonMillis;
  private final double capital;

  /// Over the horizon (fraction of notional); absent: not known.
  private final @Nullable Double financing;

  PairPricer(CrossVenueSettings settings) {
    this.settings = settings;
    horizonMillis = settings.horizon().toMillis();
    capital = Capital.ofPair(settings.leverage(), settings.leverage(), settings.buffer());
    Double apr = settings.financingApr();
    double years = horizonMillis / 3_600_000.0 / Funding.HOURS_PER_YEAR;
    financing = apr == null ? null : (Double) (apr * capital * years);
  }

  /// Net APR of a pair whose legs have both sides of a quote, without the costs that are not known.
  double netApr(
      InstrumentState longLeg,
      InstrumentState shortLeg,
      FundingTerms longTerms,
      FundingTerms shortTerms,
      long nowMillis) {
    return hold(longTerms, shortTerms, cost(longLeg, shortLeg), nowMillis).netApr();
  }

  /// The same pair with every number.
  PairPricing price(
      InstrumentState longLeg,
      InstrumentState shortLeg,
      FundingTerms longTerms,
      FundingTerms shortTerms,
      long nowMillis) {
    double cost = cost(longLeg, shortLeg);
    return new PairPricing(
        nowMillis,
        longLeg,
        shortLeg,
        longTerms,
        shortTerms,
        costs(longLeg, shortLeg),
        cost,
        priceGap(longLeg, shortLeg),
        hold(longTerms, shortTerms, cost, nowMillis),
        capital);
  }

  private CrossVenue hold(
      FundingTerms longTerms, FundingTerms shortTerms, double cost, long nowMillis) {
    return CrossVenue.hold(longTerms, shortTerms, cost, nowMillis, horizonMillis);
  }

  private Costs costs(InstrumentState longLeg, InstrumentState shortLeg) {
    return new Costs(
        fees(longLeg, shortLeg),
        spread(longLeg, shortLeg),
        slippage(longLeg, shortLeg),
        0.0, // two perpetuals borrow nothing
        financing,
        settings.transfer(),
        conversion(longLeg, shortLeg));
  }

  /// The sum of the lines that are known.
  private double cost(InstrumentState longLeg, InstrumentState shortLeg) {
    Double transfer = settings.transfer();
    return fees(longLeg, shortLeg)
        + spread(longLeg, shortLeg)
        + (financing == null ? 0 : financing)
        + (transfer == null ? 0 : transfer)
        + conversion(longLeg, shortLeg);
  }

  static double priceGap(InstrumentState longLeg, InstrumentState shortLeg) {
    return RoundTrip.priceGap(shortLeg.perUnit(shortLeg.bid()), longLeg.perUnit(longLeg.ask()));
  }

  /// What fills at the touch on entry, in quote; NaN: not known.
  static double capacity(InstrumentState longLeg, InstrumentState shortLeg) {
    return Math.min(longLeg.askNotional(), shortLeg.bidNotional());
  }

  private static double fees(InstrumentState longLeg, InstrumentState shortLeg) {
    return RoundTrip.fees(longLeg.takerFee(), shortLeg.takerFee());
  }

  private static double spread(InstrumentState longLeg, InstrumentState shortLeg) {
    return longLeg.spread() + shortLeg.spread();
  }

  /// Nothing beyond the touch where the touch holds the notional on every side; else not known,
  /// because the depth behind it is not.
  private @Nullable Double slippage(InstrumentState longLeg, InstrumentState shortLeg) {
    return fits(longLeg, shortLeg) ? (Double) 0.0 : null;
  }

  /// Whether the touch holds the notional on every side.
  boolean fits(InstrumentState longLeg, InstrumentState shortLeg) {
    double notional = settings.notional();
    return longLeg.askNotional() >= notional
        && longLeg.bidNotional() >= notional
        && shortLeg.askNotional() >= notional
        && shortLeg.bidNotional() >= notional;
  }

  private double conversion(InstrumentState longLeg, InstrumentState shortLeg) {
    Instrument first = longLeg.listed();
    Instrument second = shortLeg.listed();
    boolean sameCoin = first != null && second != null && first.settle().equals(second.settle());
    return sameCoin ? 0 : 2 * settings.conversionPerWay();
  }
}
