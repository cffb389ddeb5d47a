package dev.carry.engine;

import dev.carry.model.FundingEstimate;
import dev.carry.model.Instrument;
import dev.carry.valuation.FundingTerms;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Whether a rate has the units it takes to be worth something: a period that can be, and the
/// settlement it is for within that period.
final class FundingUnits {
  private static final Duration SHORTEST = Duration.ofMinutes(1);
  private static final Duration LONGEST = Duration.ofDays(7);

  /// Venues' clocks and stamps differ by less than this; two settlements by more.
  static final Duration JITTER = Duration.ofMinutes(1);

  private FundingUnits() {}

  /// Why the estimate cannot be valued; null: it can.
  static @Nullable String problem(Instrument listed, FundingEstimate estimate) {
    Duration period = estimate.period();
    if (listed.settles() == Instrument.Settles.NONE) {
      return "the venue lists it as without funding";
    }
    if (period == null) {
      return "no funding period is known: a rate without its period cannot be valued";
    }
    if (period.compareTo(SHORTEST) < 0 || period.compareTo(LONGEST) > 0) {
      return "period " + period + ": from " + SHORTEST + " to " + LONGEST + " is allowed";
    }
    if (listed.settles() == Instrument.Settles.CONTINUOUS) {
      return null;
    }
    Instant settlesAt = estimate.settlesAt();
    if (settlesAt == null) {
      return "no settlement time is known";
    }
    if (settlesAt.isAfter(estimate.receivedAt().plus(period).plus(JITTER))) {
      return "it settles at "
          + settlesAt
          + ", further away than its period "
          + period
          + ": one of them is wrong";
    }
    return null;
  }

  /// The estimate as terms that can be valued; null: it cannot be.
  static @Nullable FundingTerms terms(@Nullable Instrument listed, FundingEstimate estimate) {
    Duration period = estimate.period();
    double rate = estimate.rate().doubleValue();
    if (listed == null
        || period == null
        || !Double.isFinite(rate)
        || problem(listed, estimate) != null) {
      return null;
    }
    Instant settlesAt = estimate.settlesAt();
    return listed.settles() == Instrument.Settles.CONTINUOUS || settlesAt == null
        ? FundingTerms.continuous(rate, period.toMillis())
        : FundingTerms.periodic(rate, period.toMillis(), settlesAt.toEpochMilli());
  }
}
