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
    Leg buyer = new Leg(longLeg, fromMillis);
    Leg seller = new Leg(shortLeg, fromMillis);
    double lowest = 0;
    for (int settlements = 1; ; settlements++) {
      long at = Math.min(buyer.next, seller.next);
      if (at > untilMillis) {
        return Optional.empty();
      }
      // a continuous leg pays until just before the other one does
      double before = seller.paid(at - 1) - buyer.paid(at - 1);
      buyer.settle(at);
      seller.settle(at);
      double income = seller.paid(at) - buyer.paid(at);
      lowest = Math.min(lowest, Math.min(before, income));
      if (income >= goal) {
        return Optional.of(new BreakEven(at, settlements, lowest));
      }
    }
  }

  /// One leg, walked along its settlements: to look for each anew would take a division.
  private static final class Leg {
    private final ExpectedFunding funding;
    private final long fromMillis;
    private long settled;
    private double paid;
    private long next;

    Leg(ExpectedFunding funding, long fromMillis) {
      this.funding = funding;
      this.fromMillis = fromMillis;
      this.next = funding.terms().nextAfter(fromMillis);
    }

    void settle(long millis) {
      if (next == millis) {
        settled++;
        paid = funding.paidIn(settled);
        next += funding.terms().periodMillis();
      }
    }

    double paid(long untilMillis) {
      return funding.terms().continuous() ? funding.paidOver(fromMillis, untilMillis) : paid;
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
