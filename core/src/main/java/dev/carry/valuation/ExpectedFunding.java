package dev.carry.valuation;

/// What a perpetual is expected to pay from a moment on: its current terms for the coming
/// settlement, and for each later one a rate that persists, or goes back to a mean and halves its
/// distance in a stated time. A continuous rate begins to go back at once.
///
/// @param terms as they are now
/// @param meanHourly what the rate goes back to, fraction per hour; without effect when it persists
/// @param halfLifeMillis in which the distance to the mean halves, > 0; ∞: the rate persists. See
///     [dev.carry.valuation.statistics.HalfLife], whose periods are those of the settlements it was
///     fitted on
public record ExpectedFunding(FundingTerms terms, double meanHourly, double halfLifeMillis) {
  /// What pays nothing: a spot market.
  public static final ExpectedFunding NOTHING = FundingTerms.NOTHING.persisting();

  private static final double LN_2 = 0.6931471805599453;

  public ExpectedFunding {
    if (!Double.isFinite(meanHourly) || !(halfLifeMillis > 0)) {
      throw new IllegalArgumentException(
          "mean of " + meanHourly + " an hour, half-life of " + halfLifeMillis + " ms");
    }
  }

  public boolean persists() {
    return halfLifeMillis == Double.POSITIVE_INFINITY;
  }

  /// What a short is expected to receive (and a long to pay) over `(now, until]`, as a fraction of
  /// notional.
  public double paidOver(long nowMillis, long untilMillis) {
    if (untilMillis <= nowMillis || persists()) {
      return terms.paidOver(nowMillis, untilMillis);
    }
    if (!terms.continuous()) {
      return paidIn(terms.settlements(nowMillis, untilMillis));
    }
    double periods = (double) (untilMillis - nowMillis) / terms.periodMillis();
    double mean = mean();
    double gone = 1 - fading(untilMillis - nowMillis);
    return mean * periods
        + (terms.rate() - mean) * gone * halfLifeMillis / LN_2 / terms.periodMillis();
  }

  /// The same over so many settlements, from the coming one on.
  double paidIn(long settlements) {
    if (persists()) {
      return terms.rate() * settlements;
    }
    double mean = mean();
    double distance = terms.rate() - mean;
    double kept = fading(terms.periodMillis());
    double whole = (1 - fading(settlements * terms.periodMillis())) / (1 - kept);
    return mean * settlements + distance * whole;
  }

  /// Per period.
  private double mean() {
    return meanHourly * terms.periodMillis() / Funding.MILLIS_PER_HOUR;
  }

  /// What is left of a distance to the mean.
  private double fading(long afterMillis) {
    return StrictMath.exp(-LN_2 * afterMillis / halfLifeMillis);
  }
}
