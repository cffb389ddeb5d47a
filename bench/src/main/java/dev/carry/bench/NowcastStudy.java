package dev.carry.bench;

import dev.carry.valuation.FundingFormula;
import dev.carry.valuation.FundingFormula.Average;
import dev.carry.valuation.Nowcast;
import dev.carry.valuation.Nowcaster;
import dev.carry.valuation.statistics.FundingReading;
import dev.carry.valuation.statistics.FundingStatistics;
import dev.carry.valuation.statistics.HalfLife;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// How well a coming settlement can be told: from the premium while it is averaged, and from past
/// settlements alone. Prints the tables of `docs/studies/nowcast.md`.
///
/// Premiums: no history of premium indexes is at hand, but venues that charge the hour's mean
/// premium undamped have written it down as rates. They stand in for the premium of a venue that
/// settles every 8 hours by the damped formula. Each hour is one sample.
public final class NowcastStudy {
  private static final long HOUR = Duration.ofHours(1).toMillis();
  private static final long PERIOD = 8 * HOUR;
  private static final long WEEK = Duration.ofDays(7).toMillis();

  /// bps per 8 h, of a fraction per hour.
  private static final double BPS_8H = 80_000;

  /// Settlements ahead, in hours.
  private static final long[] AHEAD = {1, 8, 24, 72, 168};

  private NowcastStudy() {}

  /// Settlements in order of time; rates are fractions per hour.
  @SuppressWarnings("ArrayRecordComponent")
  private record Series(String name, long[] millis, double[] hourly, long periodMillis) {}

  static void main() throws IOException {
    Path folder = SharedData.find("history/funding");
    if (folder == null) {
      System.out.println("no histories here: -Dcarry.shared=DIR names the folder they are in");
      return;
    }
    fromPremiums(folder);
    fromSettlements(folder);
  }

  private static Series read(Path file) throws IOException {
    List<String[]> rows;
    try (var lines = Files.lines(file)) {
      rows = lines.skip(1).map(line -> line.split(",", 3)).toList();
    }
    long[] millis = rows.stream().mapToLong(row -> Long.parseLong(row[0])).toArray();
    Map<Long, Integer> gaps = new TreeMap<>();
    for (int i = 1; i < millis.length; i++) {
      gaps.merge(millis[i] - millis[i - 1], 1, Integer::sum);
    }
    long usual = gaps.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow().getKey();
    double[] hourly = new double[millis.length];
    for (int i = 0; i < hourly.length; i++) {
      // those of Hyperliquid were 8-hourly at first
      long period = usual == HOUR && i > 0 && millis[i] - millis[i - 1] == PERIOD ? PERIOD : usual;
      hourly[i] = Double.parseDouble(rows.get(i)[1]) * HOUR / period;
    }
    String name = String.valueOf(file.getFileName()).replace(".csv", "");
    return new Series(name, millis, hourly, usual);
  }

  // --- while the premium is averaged ---------------------------------------------------------

  private static void fromPremiums(Path folder) throws IOException {
    System.out.println(
        "premium | hours left | n | nowcast | running | last | (RMSE) | with a band, within");
    for (Average average : new Average[] {Average.RISING, Average.EVEN}) {
      for (String name : List.of("dydx-v3_BTC-USD", "dydx-v3_ETH-USD")) {
        // an eighth of the premium, and 0.00125 % an hour of interest
        premiums(read(folder.resolve(name + ".csv")), 8, 0.0000125, average);
      }
      for (String name : List.of("drift_BTC-PERP", "drift_SOL-PERP")) {
        premiums(read(folder.resolve(name + ".csv")), 24, 0, average);
      }
    }
  }

  private static void premiums(Series series, double share, double interest, Average average) {
    FundingFormula formula = new FundingFormula(0.0001, 0.0005, average, 0, -1, 1);
    Nowcaster nowcaster = new Nowcaster(HOUR, WEEK);
    Errors[] told = new Errors[8];
    Errors[] running = new Errors[8];
    Errors[] last = new Errors[8];
    for (int i = 0; i < 8; i++) {
      told[i] = new Errors();
      running[i] = new Errors();
      last[i] = new Errors();
    }
    Nowcast[] now = new Nowcast[8];
    double[] soFar = new double[8];
    double before = Double.NaN;
    int whole = 0;
    for (int i = 0; i < series.millis.length; i++) {
      // a rate is stamped at the end of its hour
      long ends = series.millis[i];
      int hour = (int) (Math.floorMod(ends - HOUR, PERIOD) / HOUR);
      double premium = (series.hourly[i] - interest) * share;
      whole = hour == 0 || (i > 0 && ends - series.millis[i - 1] == HOUR) ? whole : 0;
      whole = hour == 0 ? 1 : whole == hour ? whole + 1 : 0;
      nowcaster.premium(ends - HOUR, premium);
      if (whole == 0) {
        before = hour == 7 ? Double.NaN : before;
        continue;
      }
      long settles = ends + (7 - hour) * HOUR;
      now[hour] = nowcaster.nowcast(formula, ends, settles, PERIOD, Double.NaN).orElseThrow();
      soFar[hour] = running(formula, series, i, hour, interest, share);
      if (hour < 7) {
        continue;
      }
      double settled = soFar[7];
      for (int k = 0; k < 7 && !Double.isNaN(before); k++) {
        if (!Double.isNaN(now[k].high())) {
          told[k].add(now[k].rate() - settled);
          if (now[k].low() < now[k].high()) {
            // else it says that nothing can change the rate, which is nearly always right
            told[k].within(settled >= now[k].low() && settled <= now[k].high());
          }
          running[k].add(soFar[k] - settled);
          last[k].add(before - settled);
        }
      }
      before = settled;
    }
    for (int k = 0; k < 7; k++) {
      System.out.printf(
          Locale.ROOT,
          "%s %s | %d | %d | %.4f | %.4f | %.4f | (%.3f %.3f %.3f) | %d %.2f%n",
          series.name,
          average,
          7 - k,
          told[k].count,
          told[k].mean(),
          running[k].mean(),
          last[k].mean(),
          told[k].root(),
          running[k].root(),
          last[k].root(),
          told[k].banded,
          told[k].share());
    }
  }

  /// What the venue itself would show: the formula on the average of what there was.
  private static double running(
      FundingFormula formula, Series series, int at, int hour, double interest, double share) {
    double sum = 0;
    double weights = 0;
    for (int k = 0; k <= hour; k++) {
      double weight = formula.average() == Average.EVEN ? 1 : 2 * k + 1; // as of many samples
      sum += weight * (series.hourly[at - hour + k] - interest) * share;
      weights += weight;
    }
    return formula.rate(sum / weights, PERIOD);
  }

  // --- from past settlements alone -----------------------------------------------------------

  private static void fromSettlements(Path folder) throws IOException {
    Map<String, Errors[][]> byVenue = new TreeMap<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.csv")) {
      for (Path file : files) {
        Series series = read(file);
        String venue = series.name.substring(0, series.name.indexOf('_'));
        settlements(series, byVenue.computeIfAbsent(venue, _ -> new Errors[AHEAD.length][]));
      }
    }
    System.out.println(
        "venue | hours ahead | n | last | reversion | mean 8 d | mean 30 d | (RMSE)");
    byVenue.forEach(
        (venue, ahead) -> {
          for (int h = 0; h < AHEAD.length; h++) {
            Errors @Nullable [] each = ahead[h];
            if (each != null) {
              System.out.printf(
                  Locale.ROOT,
                  "%s | %d | %d | %.4f | %.4f | %.4f | %.4f | (%.3f %.3f %.3f %.3f)%n",
                  venue,
                  AHEAD[h],
                  each[0].count,
                  each[0].mean(),
                  each[1].mean(),
                  each[2].mean(),
                  each[3].mean(),
                  each[0].root(),
                  each[1].root(),
                  each[2].root(),
                  each[3].root());
            }
          }
        });
  }

  private static void settlements(Series series, Errors[][] ahead) {
    FundingStatistics statistics = new FundingStatistics();
    for (int i = 0; i < series.millis.length; i++) {
      FundingReading reading = statistics.next(series.millis[i], series.hourly[i]);
      Optional<HalfLife> halfLife = statistics.halfLife(series.periodMillis);
      if (reading.points30d() < 50 || reading.points8d() == 0) {
        continue;
      }
      double mean30 = mean(series, i, Duration.ofDays(30).toMillis());
      for (int h = 0; h < AHEAD.length; h++) {
        int then = Arrays.binarySearch(series.millis, series.millis[i] + AHEAD[h] * HOUR);
        if (then >= 0) {
          double settled = series.hourly[then];
          double last = series.hourly[i];
          double steps = (double) (AHEAD[h] * HOUR) / series.periodMillis;
          // where no return was measured nothing returns
          double kept = halfLife.map(fit -> Math.pow(fit.slope(), steps)).orElse(1.0);
          Errors[] errors = ahead[h] == null ? fresh(ahead, h) : ahead[h];
          errors[0].add(last - settled, BPS_8H);
          errors[1].add(mean30 + kept * (last - mean30) - settled, BPS_8H);
          errors[2].add(reading.mean8d() - settled, BPS_8H);
          errors[3].add(mean30 - settled, BPS_8H);
        }
      }
    }
  }

  private static Errors[] fresh(Errors[][] ahead, int at) {
    ahead[at] = new Errors[] {new Errors(), new Errors(), new Errors(), new Errors()};
    return ahead[at];
  }

  private static double mean(Series series, int at, long spanMillis) {
    double sum = 0;
    int count = 0;
    for (int i = at - 1; i >= 0 && series.millis[i] >= series.millis[at] - spanMillis; i--) {
      sum += series.hourly[i];
      count++;
    }
    return sum / count;
  }

  /// Errors in bps per 8 h.
  private static final class Errors {
    private static final double BPS = 10_000;

    int count;
    private double absolute;
    private double squared;
    private int banded;
    private int within;

    void add(double error) {
      add(error, BPS);
    }

    void add(double error, double scale) {
      count++;
      absolute += Math.abs(error) * scale;
      squared += error * error * scale * scale;
    }

    void within(boolean is) {
      banded++;
      within += is ? 1 : 0;
    }

    double mean() {
      return absolute / count;
    }

    double root() {
      return Math.sqrt(squared / count);
    }

    double share() {
      return (double) within / banded;
    }
  }
}
