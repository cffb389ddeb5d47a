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
      ExpectedFunding longLeg,
      ExpectedFunding shortLeg,
      double cost,
      long fromMillis,
      long untilMillis) {
    double goal = cost - Math.abs(cost) * TOLERANCE;
    if (goal <= 0) {
      return Optional.of(new BreakEven(fromMillis, 0, 0));
    }
    FundingTerms longTerms = longLeg.terms();
    FundingTerms shortTerms = shortLeg.terms();
    if (longTerms.continuous() && shortTerms.continuous()) {
      return bothContinuous(longLeg, shortLeg, goal, fromMillis, untilMillis);
    }
    double lowest = 0;
    int settlements = 0;
    long at = fromMillis;
    while (true) {
      at = Math.min(longTerms.nextAfter(at), shortTerms.nextAfter(at));
      if (at > untilMillis) {
        return Optional.empty();
      }
      settlements++;
      // a continuous leg pays until just before the other one does
      double before = income(longLeg, shortLeg, fromMillis, at - 1);
      double income = income(longLeg, shortLeg, fromMillis, at);
      lowest = Math.min(lowest, Math.min(before, income));
      if (income >= goal) {
        return Optional.of(new BreakEven(at, settlements, lowest));
      }
    }
  }

  /// To the millisecond: where it is first reached between two hours, by halving.
  private static Optional<BreakEven> bothContinuous(
      ExpectedFunding longLeg, ExpectedFunding shortLeg, double goal, long from, long until) {
    double lowest = 0;
    long before = from;
    while (before < until) {
      long after = Math.min(until, before + (long) Funding.MILLIS_PER_HOUR);
      double income = income(longLeg, shortLeg, from, after);
      if (income >= goal) {
        long low = before;
        long high = after;
        while (high - low > 1) {
          long middle = (low + high) >>> 1;
          if (income(longLeg, shortLeg, from, middle) >= goal) {
            high = middle;
          } else {
            low = middle;
          }
        }
        return Optional.of(new BreakEven(high, 0, lowest));
      }
      lowest = Math.min(lowest, income);
      before = after;
    }
    return Optional.empty();
  }

  private static double income(
      ExpectedFunding longLeg, ExpectedFunding shortLeg, long from, long to) {
    return shortLeg.paidOver(from, to) - longLeg.paidOver(from, to);
  }
}
