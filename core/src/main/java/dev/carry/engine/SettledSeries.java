package dev.carry.engine;

import dev.carry.model.FundingSettled;
import dev.carry.valuation.ExpectedFunding;
import dev.carry.valuation.Funding;
import dev.carry.valuation.FundingTerms;
import dev.carry.valuation.PaidRates;
import dev.carry.valuation.statistics.FundingReading;
import dev.carry.valuation.statistics.FundingStatistics;
import dev.carry.valuation.statistics.HalfLife;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The settlements of one perpetual in order of time, in whatever order they are told, and their
/// statistics. Kept is what those look back on; one that is older than that comes too late.
///
/// A settlement whose period is not known has no rate per hour, and is a hole in the series.
public final class SettledSeries implements PaidRates {
  /// What the longest window looks back on.
  private static final long KEPT_MILLIS = 30L * 24 * 3_600_000;

  /// What the warm-up of the strength index looks back on.
  private static final int KEPT_POINTS = 250;

  /// A bound for series of shorter periods than there are: 30 days at 20 minutes.
  private static final int MOST_POINTS = 2_160;

  /// Venues' stamps jitter by seconds, and none settles more often than this.
  private static final long MINUTE_MILLIS = 60_000;

  private long[] millis = {}; // most instruments are options, and settle nothing
  private long[] periods = {};
  private double[] hourly = {};
  private int count;
  private int changes;

  /// How many of the points the statistics have read.
  private int read;

  private @Nullable FundingStatistics statistics;
  private Optional<FundingReading> reading = Optional.empty();

  SettledSeries() {}

  /// Takes a settlement in; one of a boundary that is known is left out.
  void add(FundingSettled settled) {
    if (settled.period() != null) {
      long periodMillis = settled.period().toMillis();
      double rate = Funding.hourly(settled.rate().doubleValue(), periodMillis);
      add(settled.settledAt().toEpochMilli(), periodMillis, rate);
    }
  }

  private void add(long atMillis, long periodMillis, double rate) {
    long boundary = Math.floorDiv(atMillis + MINUTE_MILLIS / 2, MINUTE_MILLIS) * MINUTE_MILLIS;
    int found = Arrays.binarySearch(millis, 0, count, boundary);
    int place = -found - 1;
    if (found >= 0 || (place == 0 && isTooOld(boundary))) {
      return;
    }
    if (count == millis.length) {
      int room = Math.max(32, 2 * count);
      millis = Arrays.copyOf(millis, room);
      periods = Arrays.copyOf(periods, room);
      hourly = Arrays.copyOf(hourly, room);
    }
    System.arraycopy(millis, place, millis, place + 1, count - place);
    System.arraycopy(periods, place, periods, place + 1, count - place);
    System.arraycopy(hourly, place, hourly, place + 1, count - place);
    millis[place] = boundary;
    periods[place] = periodMillis;
    hourly[place] = rate;
    count++;
    if (place < read) {
      statistics = null;
      read = 0;
    }
    dropOld();
    changes++;
  }

  private boolean isTooOld(long boundary) {
    return count >= KEPT_POINTS
        && (count >= MOST_POINTS || boundary < millis[count - 1] - KEPT_MILLIS);
  }

  private void dropOld() {
    int old = 0;
    long since = millis[count - 1] - KEPT_MILLIS;
    while (count - old > MOST_POINTS || (count - old > KEPT_POINTS && millis[old] < since)) {
      old++;
    }
    if (old > 0) {
      System.arraycopy(millis, old, millis, 0, count - old);
      System.arraycopy(periods, old, periods, 0, count - old);
      System.arraycopy(hourly, old, hourly, 0, count - old);
      count -= old;
      read = Math.max(0, read - old);
    }
  }

  /// Counts what was taken in: the same number means the same settlements.
  public int changes() {
    return changes;
  }

  @Override
  public int count() {
    return count;
  }

  @Override
  public long atMillis(int index) {
    return millis[index];
  }

  @Override
  public long periodMillis(int index) {
    return periods[index];
  }

  @Override
  public double hourly(int index) {
    return hourly[index];
  }

  /// The newest settlement against those before it; empty before there is one.
  public Optional<FundingReading> latest() {
    if (read < count) {
      FundingStatistics of = statistics == null ? new FundingStatistics() : statistics;
      statistics = of;
      for (; read < count; read++) {
        reading = Optional.of(of.next(millis[read], hourly[read]));
      }
    }
    return reading;
  }

  /// Terms that go back to the mean of the last 8 days as fast as deviations faded; empty where it
  /// is not known how fast.
  Optional<ExpectedFunding> reverting(FundingTerms terms) {
    return latest()
        .flatMap(
            newest ->
                halfLife()
                    .map(
                        fit ->
                            terms.reverting(newest.mean8d(), fit.periods() * periods[count - 1])));
  }

  /// How fast deviations faded in the 30 days before the newest settlement, in periods of that, as
  /// of [#latest()].
  public Optional<HalfLife> halfLife() {
    return statistics == null ? Optional.empty() : statistics.halfLife(periods[count - 1]);
  }
}
