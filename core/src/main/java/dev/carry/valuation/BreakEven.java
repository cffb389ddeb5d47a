package dev.carry.valuation;

import java.util.Optional;

/// When the income of a pair first covers its costs.
///
/// @param atMillis the settlement instant, or the moment of accrual where both legs are continuous
/// @param settlements distinct settlement instants of both legs up to and including it
/// @param lowest the lowest cumulative income on the way, ≤ 0: what must be paid before it comes
///     back (fraction of notional)
public record BreakEven(long atMillis, int settlements, double lowest) {

  /// Sums of floats that are equal on paper count as reached.
  private static final double TOLERANCE = 1e-12;

  /// The break-even of holding the long and the short leg from `from`.
  ///
  /// @param cost fraction of notional; at or below 0 it is reached at once
  /// @param untilMillis the last instant looked at
  /// @return empty: not by `untilMillis`
  public static Optional<BreakEven> find(
      FundingTerms longLeg, FundingTerms shortLeg, double cost, long fromMillis, long untilMillis) {
    double goal = cost - Math.abs(cost) * TOLERANCE;
    if (goal <= 0) {
      return Optional.of(new BreakEven(fromMillis, 0, 0));
    }
    if (longLeg.continuous() && shortLeg.continuous()) {
      return bothContinuous(longLeg, shortLeg, goal, fromMillis, untilMillis);
    }
    double lowest = 0;
    int settlements = 0;
    long at = fromMillis;
    while (true) {
      at = Math.min(longLeg.nextAfter(at), shortLeg.nextAfter(at));
      if (at > untilMillis) {
        return Optional.empty();
      }
      settlements++;
      // a continuous leg pays until just before the other one does
      double before = shortLeg.paidOver(fromMillis, at - 1) - longLeg.paidOver(fromMillis, at - 1);
      double income = shortLeg.paidOver(fromMillis, at) - longLeg.paidOver(fromMillis, at);
      lowest = Math.min(lowest, Math.min(before, income));
      if (income >= goal) {
        return Optional.of(new BreakEven(at, settlements, lowest));
      }
    }
  }

  private static Optional<BreakEven> bothContinuous(
      FundingTerms longLeg, FundingTerms shortLeg, double goal, long from, long until) {
    double perHour = shortLeg.hourly() - longLeg.hourly();
    if (perHour <= 0) {
      return Optional.empty();
    }
    double millis = StrictMath.ceil(goal / perHour * Funding.MILLIS_PER_HOUR);
    return millis > until - from
        ? Optional.empty()
        : Optional.of(new BreakEven(from + (long) millis, 0, 0));
  }
}
