package dev.carry.valuation.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import com.tictactec.ta.lib.Core;
import com.tictactec.ta.lib.MAType;
import com.tictactec.ta.lib.MInteger;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.statistics.descriptive.Mean;
import org.apache.commons.statistics.descriptive.Median;
import org.apache.commons.statistics.descriptive.StandardDeviation;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Every settlement of real histories, against libraries that are handed the finished series.
class FundingHistoryTest {
  private static final long DAY = 24 * FundingSeries.HOUR;
  private static final Median MEDIAN = Median.withDefaults().withCopy(true);

  /// TA-Lib takes sums of changes below 1e-8 for none.
  private static final double SCALE = 1e8;

  private static final Core TA_LIB = new Core();

  @ParameterizedTest
  @CsvSource({
    "binance_BTCUSDT, 8",
    "bybit_DOGEUSDT, 8",
    "bitmex_XBTUSD, 8",
    "hyperliquid_ETH, 1",
    "hyperliquid_BTC, 1",
  })
  void everyReadingIsThatOfTheLibraries(String name, int hours) {
    FundingSeries series = FundingSeries.recorded(name, hours);
    List<FundingReading> readings = series.readings();
    Farthest z = new Farthest();
    Farthest robust = new Farthest();
    Farthest band = new Farthest();
    Farthest rsi = new Farthest();
    for (int i = 0; i < series.size(); i++) {
      FundingReading reading = readings.get(i);
      double[] month = before(series, i, 30 * DAY);
      double[] week = before(series, i, 8 * DAY);
      assertThat(reading.points30d()).isEqualTo(month.length);
      assertThat(reading.points8d()).isEqualTo(week.length);
      z.compare(i, reading.z(), z(reading.hourly(), month));
      robust.compare(i, reading.robustZ(), robustZ(reading.hourly(), month));
      double[] bands = bollinger(week);
      band.compare(i, reading.lowerBand() * SCALE, bands[0]);
      band.compare(i, reading.upperBand() * SCALE, bands[1]);
      rsi.compare(i, reading.rsi(), rsi(series, i));
    }
    assertThat(z.difference).as("z, at %s", z.at).isLessThan(1e-12);
    assertThat(robust.difference).as("robust z, at %s", robust.at).isLessThan(1e-12);
    assertThat(band.difference).as("bands in 1e-8 an hour, at %s", band.at).isLessThan(1e-10);
    assertThat(rsi.difference).as("RSI, at %s", rsi.at).isLessThan(1e-12);
  }

  private static double z(double value, double[] month) {
    double deviation = month.length < 30 ? Double.NaN : StandardDeviation.of(month).getAsDouble();
    return deviation < 1e-8 ? Double.NaN : (value - Mean.of(month).getAsDouble()) / deviation;
  }

  private static double robustZ(double value, double[] month) {
    if (month.length < 30) {
      return Double.NaN;
    }
    double median = MEDIAN.evaluate(month);
    double deviation =
        1.4826 * MEDIAN.evaluate(Arrays.stream(month).map(x -> Math.abs(x - median)).toArray());
    return deviation < 1e-8 ? Double.NaN : (value - median) / deviation;
  }

  private static double[] bollinger(double[] week) {
    if (week.length < 12 || StandardDeviation.of(week).setBiased(true).getAsDouble() < 1e-8) {
      return new double[] {Double.NaN, Double.NaN};
    }
    double[] scaled = scaled(week);
    double[] upper = new double[1];
    double[] middle = new double[1];
    double[] lower = new double[1];
    int last = week.length - 1;
    MInteger begin = new MInteger();
    MInteger length = new MInteger();
    TA_LIB.bbands(
        last, last, scaled, week.length, 2, 2, MAType.Sma, begin, length, upper, middle, lower);
    return new double[] {lower[0], upper[0]};
  }

  private static double rsi(FundingSeries series, int at) {
    double[] scaled = scaled(Arrays.copyOfRange(series.hourly(), Math.max(0, at - 249), at + 1));
    int last = scaled.length - 1;
    if (last < 14) {
      return Double.NaN;
    }
    double[] out = new double[scaled.length];
    MInteger begin = new MInteger();
    MInteger length = new MInteger();
    TA_LIB.rsi(0, last, scaled, 14, begin, length, out);
    return Arrays.stream(scaled).distinct().count() == 1 ? 50 : out[length.value - 1];
  }

  private static double[] scaled(double[] rates) {
    return Arrays.stream(rates).map(rate -> rate * SCALE).toArray();
  }

  /// The points of `[t − span, t)`, looked for in the whole series.
  private static double[] before(FundingSeries series, int at, long span) {
    int from = Arrays.binarySearch(series.millis(), series.millis()[at] - span);
    return Arrays.copyOfRange(series.hourly(), from < 0 ? -from - 1 : from, at);
  }

  /// The farthest two values were apart, relative where they are above 1; what only one of them has
  /// is infinitely far.
  private static final class Farthest {
    private double difference;
    private int at;

    void compare(int index, double ours, double theirs) {
      if (Double.isNaN(ours) && Double.isNaN(theirs)) {
        return;
      }
      double apart = Math.abs(ours - theirs) / Math.max(1, Math.abs(theirs));
      if (!(apart <= difference)) {
        difference = Double.isNaN(apart) ? Double.POSITIVE_INFINITY : apart;
        at = index;
      }
    }
  }
}
