package dev.carry.detect;

import java.time.Duration;

/// How dated futures are priced and when they are told.
///
/// @param minLeft a future with less than this to its expiry is not looked at
/// @param financingRate what the forward rate between two expiries is held against (fraction a
///     year)
public record DatedBasisSettings(PairSettings pairs, Duration minLeft, double financingRate) {

  /// Annualised, a basis trembles the more the less time it has left: it is told more seldom than
  /// funding is.
  public static final DatedBasisSettings DEFAULT =
      new DatedBasisSettings(
          PairSettings.DEFAULT.withTellEvery(Duration.ofSeconds(10)), Duration.ofDays(2), 0);

  public DatedBasisSettings {
    if (minLeft.isNegative()) {
      throw new IllegalArgumentException("dated-basis: min-days must be at least 0");
    }
    if (!Double.isFinite(financingRate)) {
      throw new IllegalArgumentException("dated-basis: financing-rate " + financingRate);
    }
  }

  public DatedBasisSettings with(PairSettings other) {
    return new DatedBasisSettings(other, minLeft, financingRate);
  }

  public DatedBasisSettings withFinancingRate(double value) {
    return new DatedBasisSettings(pairs, minLeft, value);
  }
}
