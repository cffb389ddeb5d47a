package dev.carry.engine;

import dev.carry.model.FundingEstimate;
import dev.carry.model.FundingSettled;
import dev.carry.model.Instrument;
import dev.carry.model.PremiumIndex;
import dev.carry.valuation.FundingFormula;
import dev.carry.valuation.FundingTerms;
import dev.carry.valuation.Nowcast;
import dev.carry.valuation.Nowcaster;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The premium of one perpetual, sampled once a minute, and what its coming settlement will be by
/// it. Where the venue publishes no premium index the touch stands in for the impact prices.
final class PremiumPath {
  private static final long FRESH_MILLIS = Duration.ofMinutes(2).toMillis();
  private static final long HALF_MILLIS = Duration.ofDays(7).toMillis();

  /// An interval is seen in this many steps.
  private static final int STEPS = 8;

  private @Nullable Nowcaster nowcaster;
  private long stepMillis;
  private double published = Double.NaN;
  private long publishedMillis = InstrumentState.NEVER;

  /// The interval that is being averaged.
  ///
  /// @param endMillis its end, which is the coming settlement
  /// @param running the venue's own rate of it so far (fraction per period), NaN without one
  private record Interval(long endMillis, long periodMillis, double running) {}

  void take(PremiumIndex event) {
    long at = event.receivedAt().toEpochMilli();
    if (at >= publishedMillis) {
      published = event.value().doubleValue();
      publishedMillis = at;
    }
  }

  void sample(InstrumentState state, long nowMillis) {
    Interval interval = interval(state, nowMillis);
    double premium = premium(state, nowMillis);
    if (interval == null || !Double.isFinite(premium)) {
      return;
    }
    Nowcaster current = nowcaster;
    if (current == null || stepMillis != interval.periodMillis / STEPS) {
      stepMillis = interval.periodMillis / STEPS;
      current = new Nowcaster(stepMillis, HALF_MILLIS);
      nowcaster = current;
    }
    current.premium(nowMillis, premium);
  }

  private double premium(InstrumentState state, long nowMillis) {
    if (!Double.isNaN(published) && nowMillis - publishedMillis <= FRESH_MILLIS) {
      return published;
    }
    boolean fresh =
        state.believedOrHeld()
            && nowMillis - state.quoteMillis <= FRESH_MILLIS
            && state.index != null
            && nowMillis - state.index.millis <= FRESH_MILLIS;
    return fresh
        ? FundingFormula.premiumIndex(state.bid(), state.ask(), state.indexValue())
        : Double.NaN;
  }

  /// Empty: no formula of the venue is known, no settlement is coming, or no premium was seen.
  Optional<Nowcast> nowcast(InstrumentState state, long nowMillis) {
    Instrument listed = state.listed();
    Interval interval = interval(state, nowMillis);
    Nowcaster current = nowcaster;
    if (listed == null || interval == null || current == null) {
      return Optional.empty();
    }
    return FundingFormula.of(listed, Instant.ofEpochMilli(interval.endMillis))
        .flatMap(
            formula ->
                current.nowcast(
                    formula,
                    nowMillis,
                    interval.endMillis,
                    interval.periodMillis,
                    // of a venue that lags, the rate shown is of an interval that has ended
                    formula.lag() == 0 ? interval.running : Double.NaN));
  }

  /// As the estimate says, or without one as the last settlement and the listed period say.
  private static @Nullable Interval interval(InstrumentState state, long nowMillis) {
    FundingEstimate estimate = state.estimate();
    Instant settlesAt = estimate == null ? null : estimate.settlesAt();
    if (estimate != null
        && estimate.period() != null
        && settlesAt != null
        && settlesAt.toEpochMilli() > nowMillis) {
      boolean believed = state.believed();
      double running = believed ? estimate.rate().doubleValue() : Double.NaN;
      return new Interval(settlesAt.toEpochMilli(), estimate.period().toMillis(), running);
    }
    Instrument listed = state.listed();
    FundingSettled settled = state.settled();
    if (listed == null
        || listed.settles() != Instrument.Settles.PERIODIC
        || listed.fundingPeriod() == null
        || settled == null) {
      return null;
    }
    long period = listed.fundingPeriod().toMillis();
    long minute = FundingUnits.JITTER.toMillis();
    long boundary = Math.floorDiv(settled.settledAt().toEpochMilli() + minute / 2, minute) * minute;
    long end = FundingTerms.periodic(0, period, boundary).nextAfter(nowMillis);
    return new Interval(end, period, Double.NaN);
  }
}
