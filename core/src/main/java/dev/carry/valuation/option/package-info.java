/// European options on a forward: what they are worth, the volatility a price implies, and what
/// prices of several options say of each other. Pure functions.
///
/// ```
///   Black76 ───────────────────────────────┐
///                                          ├──► NormalisedBlack ──► Normal
///   ImpliedVolatility ──► ImpliedDeviation ┘    (two numbers instead of five)
/// ```
///
/// The forward is that of the option's own expiry, never spot. Times are years, ACT/365;
/// volatilities and rates fractions per year. `NaN` stands for what is not there: a side of a quote
/// that nobody offers, an edge that cannot be had, a volatility that no price implies.
@NullMarked
package dev.carry.valuation.option;

import org.jspecify.annotations.NullMarked;
