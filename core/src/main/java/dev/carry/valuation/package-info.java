/// What things are worth: pure functions from numbers to numbers, the same on every machine.
///
/// Rates are fractions of notional per period, positive when longs pay shorts. Costs and incomes
/// are fractions of the notional of one leg. Times are milliseconds since 1970 UTC, durations
/// milliseconds. A year has 8760 hours (simple, ACT/365).
@NullMarked
package dev.carry.valuation;

import org.jspecify.annotations.NullMarked;
