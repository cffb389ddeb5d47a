package dev.carry.valuation;

/// What a leg is expected to pay from now on: of a perpetual its current estimate, persisting.
///
/// @param rate fraction of notional per period; positive: longs pay shorts
/// @param periodMillis the period the rate is expressed over, > 0
/// @param continuous accrues by elapsed time instead of at settlements
/// @param settlesAtMillis a settlement instant, the coming one or any other of the same phase;
///     meaningless on continuous venues
public record FundingTerms(
    double rate, long periodMillis, boolean continuous, long settlesAtMillis) {

  public FundingTerms {
    if (periodMillis <= 0) {
      throw new IllegalArgumentException("funding period of " + periodMillis + " ms");
    }
    if (!Double.isFinite(rate)) {
      throw new IllegalArgumentException("funding rate " + rate);
    }
  }

  public static FundingTerms periodic(double rate, long periodMillis, long settlesAtMillis) {
    return new FundingTerms(rate, periodMillis, false, settlesAtMillis);
  }

  public static FundingTerms continuous(double rate, long periodMillis) {
    return new FundingTerms(rate, periodMillis, true, 0);
  }

  /// What pays nothing: a spot market.
  public static final FundingTerms NOTHING = continuous(0, (long) Funding.MILLIS_PER_HOUR);

  /// A dated future held to its end: its basis is paid once, at the expiry, from longs to shorts.
  ///
  /// @param basis (future − spot) / spot now
  /// @param fromMillis now, before the expiry
  public static FundingTerms delivery(double basis, long fromMillis, long expiryMillis) {
    return periodic(basis, expiryMillis - fromMillis, expiryMillis);
  }

  /// Every later settlement is expected to be like the coming one.
  public ExpectedFunding persisting() {
    return new ExpectedFunding(this, 0, Double.POSITIVE_INFINITY);
  }

  /// Later ones are expected to go back to a mean: see [ExpectedFunding].
  public ExpectedFunding reverting(double meanHourly, double halfLifeMillis) {
    return new ExpectedFunding(this, meanHourly, halfLifeMillis);
  }

  /// Fraction per hour.
  public double hourly() {
    return Funding.hourly(rate, periodMillis);
  }

  /// The first settlement after an instant; never on continuous venues.
  public long nextAfter(long millis) {
    if (continuous) {
      return Long.MAX_VALUE;
    }
    long periods = Math.floorDiv(millis - settlesAtMillis, periodMillis) + 1;
    return settlesAtMillis + periods * periodMillis;
  }

  /// What a short receives (and a long pays) over `(from, to]`: a settlement exactly at `from` is
  /// past, one exactly at `to` is included.
  public double paidOver(long fromMillis, long toMillis) {
    if (toMillis <= fromMillis) {
      return 0;
    }
    if (continuous) {
      return rate * (toMillis - fromMillis) / periodMillis;
    }
    return rate * settlements(fromMillis, toMillis);
  }

  /// How many settlements lie in `(from, to]`.
  public long settlements(long fromMillis, long toMillis) {
    return periods(toMillis) - periods(fromMillis);
  }

  /// Whole periods from the settlement that is known to an instant. That settlement is nearly
  /// always the coming one, and a division is most of what pricing a pair costs.
  private long periods(long millis) {
    long since = millis - settlesAtMillis;
    return since < 0 && since >= -periodMillis ? -1 : Math.floorDiv(since, periodMillis);
  }
}
