package dev.carry.insight;

import dev.carry.engine.History.FundingPoint;
import dev.carry.valuation.Funding;
import java.util.Arrays;
import java.util.List;

/// The settled rates of one instrument, oldest first, as far as their periods are known.
final class SettledRates {
  private final long[] atMillis;
  private final double[] hourly;
  private final long periodMillis;

  private SettledRates(long[] atMillis, double[] hourly, long periodMillis) {
    this.atMillis = atMillis;
    this.hourly = hourly;
    this.periodMillis = periodMillis;
  }

  /// Of what is stored, estimates among it.
  static SettledRates of(List<FundingPoint> points) {
    List<FundingPoint> settled =
        points.stream().filter(point -> point.settled() && point.period() != null).toList();
    long[] atMillis = new long[settled.size()];
    double[] hourly = new double[settled.size()];
    int count = 0;
    long period = 0;
    for (FundingPoint point : settled) {
      long at = point.at().toEpochMilli();
      if (point.period() != null && (count == 0 || at - atMillis[count - 1] >= 60_000)) {
        period = point.period().toMillis();
        atMillis[count] = at;
        hourly[count++] = Funding.hourly(point.rate().doubleValue(), period);
      }
    }
    return new SettledRates(Arrays.copyOf(atMillis, count), Arrays.copyOf(hourly, count), period);
  }

  /// Settlement instants.
  long[] atMillis() {
    return atMillis;
  }

  /// Fractions per hour.
  double[] hourly() {
    return hourly;
  }

  /// Of the last; 0 without any.
  long periodMillis() {
    return periodMillis;
  }

  int count() {
    return hourly.length;
  }

  /// Share of them that was above 0; NaN of none.
  double positive() {
    return Arrays.stream(hourly).filter(rate -> rate > 0).count() / (double) hourly.length;
  }
}
