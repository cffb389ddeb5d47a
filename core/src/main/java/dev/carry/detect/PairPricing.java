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

/// One pair with every number it is judged by: long the leg that pays less, short the other.
///
/// @param atMillis engine time of the pricing
/// @param cost sum of the known cost lines (fraction of notional)
/// @param value income and net over the horizon
/// @param capital bound (fraction of notional)
record PairPricing(
    long atMillis,
    InstrumentState longLeg,
    InstrumentState shortLeg,
    FundingTerms longTerms,
    FundingTerms shortTerms,
    Costs costs,
    double cost,
    double priceGap,
    CrossVenue value,
    double capital) {

  /// Prices a pair whose legs have both sides of a quote.
  static PairPricing of(
      InstrumentState longLeg,
      InstrumentState shortLeg,
      FundingTerms longTerms,
      FundingTerms shortTerms,
      CrossVenueSettings settings,
      long nowMillis) {
    double capital = Capital.ofPair(settings.leverage(), settings.leverage(), settings.buffer());
    Costs costs = costs(longLeg, shortLeg, settings, capital);
    double cost = costs.total();
    CrossVenue value =
        CrossVenue.hold(longTerms, shortTerms, cost, nowMillis, settings.horizon().toMillis());
    double gap =
        RoundTrip.priceGap(shortLeg.perUnit(shortLeg.bid()), longLeg.perUnit(longLeg.ask()));
    return new PairPricing(
        nowMillis, longLeg, shortLeg, longTerms, shortTerms, costs, cost, gap, value, capital);
  }

  /// What fills at the touch on entry, in quote; NaN: not known.
  double capacity() {
    return Math.min(longLeg.askNotional(), shortLeg.bidNotional());
  }

  double returnOnCapital() {
    return value.returnOnCapital(capital);
  }

  private static Costs costs(
      InstrumentState longLeg,
      InstrumentState shortLeg,
      CrossVenueSettings settings,
      double capital) {
    double years = settings.horizon().toMillis() / 3_600_000.0 / Funding.HOURS_PER_YEAR;
    Double financingApr = settings.financingApr();
    return new Costs(
        RoundTrip.fees(longLeg.takerFee(), shortLeg.takerFee()),
        RoundTrip.spread(longLeg.bid(), longLeg.ask())
            + RoundTrip.spread(shortLeg.bid(), shortLeg.ask()),
        slippage(longLeg, shortLeg, settings.notional()),
        0.0, // two perpetuals borrow nothing
        financingApr == null ? null : (Double) (financingApr * capital * years),
        settings.transfer(),
        sameCoin(longLeg, shortLeg) ? 0.0 : 2 * settings.conversionPerWay());
  }

  /// Nothing beyond the touch where the touch holds the notional on every side; else not known,
  /// because the depth behind it is not.
  private static @Nullable Double slippage(
      InstrumentState longLeg, InstrumentState shortLeg, double notional) {
    boolean fits =
        longLeg.askNotional() >= notional
            && longLeg.bidNotional() >= notional
            && shortLeg.askNotional() >= notional
            && shortLeg.bidNotional() >= notional;
    return fits ? (Double) 0.0 : null;
  }

  private static boolean sameCoin(InstrumentState a, InstrumentState b) {
    Instrument first = a.listed();
    Instrument second = b.listed();
    return first != null && second != null && first.settle().equals(second.settle());
  }
}
