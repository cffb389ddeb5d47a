/// Statistics of funding, and of what a strategy earned: pure functions and small accumulators of
/// one thread, the same on every machine.
///
/// ```
///   settlement ──► FundingStatistics ──► FundingReading ──► Expectation, Regime, HalfLife
///   returns    ──► Moments ──► Sharpe (probabilistic, deflated)
///                  Overfitting, Drawdown, Risk
/// ```
///
/// Funding is in fractions per hour, whatever the period it is paid for. A number that is absent
/// (too few points, too little dispersion) is NaN: every comparison with it is false, so nothing
/// follows from it. A whole that is absent is an empty `Optional`.
///
/// What is asked of an accumulator depends on points up to the one asked about and, of those, only
/// on a stated stretch: a value never changes when the future becomes known, nor with how long the
/// process has run.
@NullMarked
package dev.carry.valuation.statistics;

import org.jspecify.annotations.NullMarked;
