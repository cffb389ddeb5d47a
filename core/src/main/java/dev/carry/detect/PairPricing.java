package dev.carry.detect;

import dev.carry.engine.InstrumentState;
import dev.carry.model.Costs;
import dev.carry.valuation.CrossVenue;
import dev.carry.valuation.FundingTerms;

/// One pair with every number it is judged by: long the leg that pays less, short the other.
///
/// @param atMillis engine time of the pricing
/// @param cost sum of the known cost lines (fraction of notional)
/// @param priceGap (bid of the short leg − ask of the long leg) / mid, per unit of the asset
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

  /// What fills at the touch on entry, in quote; NaN: not known.
  double capacity() {
    return PairPricer.capacity(longLeg, shortLeg);
  }

  double returnOnCapital() {
    return value.returnOnCapital(capital);
  }
}
