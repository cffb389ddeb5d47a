package dev.carry.detect;

import dev.carry.model.Costs;
import dev.carry.valuation.Carry;

/// One pair with every number it is judged by.
///
/// @param atMillis engine time of the pricing
/// @param priceGap (bid of the short leg − ask of the long leg) / mid, per unit of the asset
/// @param value income and net over the horizon
/// @param capital bound (fraction of notional)
/// @param capacity what fills on entry, in quote; NaN: not known
record PairPricing(
    long atMillis,
    Trade trade,
    Costs costs,
    double priceGap,
    Carry value,
    double capital,
    double capacity) {}
