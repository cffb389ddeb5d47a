package dev.carry.valuation;

import java.util.OptionalLong;

/// Long spot, short perpetual.
///
/// @param basis (perp − spot) / spot at entry
/// @param fundingIncome over the holding time (fraction of notional)
/// @param fees entry and exit of both legs (fraction)
/// @param borrow interest on borrowed money over the holding time (fraction)
public record CashAndCarry(double basis, double fundingIncome, double fees, double borrow) {

  /// @param holdMillis settlements are counted from a common phase zero
  public static CashAndCarry hold(
      double spot,
      double perp,
      double rate,
      long periodMillis,
      long holdMillis,
      double spotFee,
      double perpFee,
      double borrowApr) {
    double years = holdMillis / Funding.MILLIS_PER_HOUR / Funding.HOURS_PER_YEAR;
    FundingTerms terms = FundingTerms.periodic(rate, periodMillis, 0);
    return new CashAndCarry(
        Basis.of(perp, spot),
        terms.paidOver(0, holdMillis),
        RoundTrip.fees(spotFee, perpFee),
        borrowApr * years);
  }

  /// The basis is gone at exit: what it was at entry is earned (or lost).
  public double netWithConvergence() {
    return netWithoutConvergence() + basis;
  }

  /// The basis at exit is what it was at entry.
  public double netWithoutConvergence() {
    return fundingIncome - fees - borrow;
  }

  /// The settlement at which income first covers the cost.
  ///
  /// @param rate fraction per settlement, less the interest on borrowed money in that time
  /// @param toCover fraction; at or below 0 it is covered at once
  /// @return empty: never at this rate
  public static OptionalLong settlementsToCover(double rate, double toCover) {
    if (toCover <= 0) {
      return OptionalLong.of(0);
    }
    if (rate <= 0) {
      return OptionalLong.empty();
    }
    return OptionalLong.of((long) StrictMath.ceil(toCover / rate * (1 - 1e-12)));
  }
}
