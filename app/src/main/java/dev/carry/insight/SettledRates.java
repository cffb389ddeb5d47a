package dev.carry.insight;

import dev.carry.engine.History.FundingPoint;
import dev.carry.valuation.Funding;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/// The settled rates of one instrument over the last 30 days, oldest first, as far as their periods
/// are known. A settlement counts once, however often and in whatever order it is told.
final class SettledRates {
  private static final long KEPT_MILLIS = Duration.ofDays(30).toMillis();
  private static final long JITTER_MILLIS = 60_000;
  private static final int MOST = 1_000;

  private long[] atMillis = {};
  private double[] hourly = {};
  private int count;
  private long periodMillis;

  /// Takes one in.
  ///
  /// @param millis the settlement instant
  /// @param rate fraction of notional per `period`
  void add(long millis, double rate, Duration period) {
    int place = Arrays.binarySearch(atMillis, 0, count, millis);
    if (place >= 0) {
      return;
    }
    int before = -place - 1;
    boolean told =
        (before > 0 && millis - atMillis[before - 1] < JITTER_MILLIS)
            || (before < count && atMillis[before] - millis < JITTER_MILLIS);
    if (told) {
      return;
    }
    if (count == atMillis.length) {
      int room = Math.max(32, 2 * count);
      atMillis = Arrays.copyOf(atMillis, room);
      hourly = Arrays.copyOf(hourly, room);
    }
    System.arraycopy(atMillis, before, atMillis, before + 1, count - before);
    System.arraycopy(hourly, before, hourly, before + 1, count - before);
    atMillis[before] = millis;
    hourly[before] = Funding.hourly(rate, period);
    if (before == count) {
      periodMillis = period.toMillis();
    }
    count++;
    forget();
  }

  private void forget() {
    int old = Math.max(0, count - MOST);
    while (atMillis[count - 1] - atMillis[old] > KEPT_MILLIS) {
      old++;
    }
    System.arraycopy(atMillis, old, atMillis, 0, count - old);
    System.arraycopy(hourly, old, hourly, 0, count - old);
    count -= old;
  }

  /// Of what is stored, estimates among it.
  static SettledRates of(List<FundingPoint> points) {
    SettledRates rates = new SettledRates();
    for (FundingPoint point : points) {
      if (point.settled() && point.period() != null) {
        rates.add(point.at().toEpochMilli(), point.rate().doubleValue(), point.period());
      }
    }
    return rates;
  }

  /// Settlement instants.
  long[] atMillis() {
    return Arrays.copyOf(atMillis, count);
  }

  /// Fractions per hour.
  double[] hourly() {
    return Arrays.copyOf(hourly, count);
  }

  /// Of the last; 0 without any.
  long periodMillis() {
    return periodMillis;
  }

  int count() {
    return count;
  }

  /// Share of them that was above 0; NaN of none.
  double positive() {
    return Arrays.stream(hourly, 0, count).filter(rate -> rate > 0).count() / (double) count;
  }
}
