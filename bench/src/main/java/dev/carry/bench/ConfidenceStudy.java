package dev.carry.bench;

import dev.carry.valuation.Funding;
import dev.carry.valuation.PaidRates;
import dev.carry.valuation.PastFunding;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What the past of a pair, as an offer tells it, says of what comes: of every offer that two
/// settled series would have made, at its opening, against the settlements after it. Prints the
/// tables of `docs/studies/confidence.md`.
public final class ConfidenceStudy {
  private static final double HOUR = Duration.ofHours(1).toMillis();
  private static final long DAY = Duration.ofDays(1).toMillis();
  private static final long HORIZON = 7 * DAY;

  /// What a detector remembers: 30 days, or so many settlements if they are more.
  private static final long KEPT = 30 * DAY;
  private static final int KEPT_POINTS = 250;

  /// Four fills at 5 bp, two spreads of 1 bp.
  private static final double COST = 0.0022;

  private static final double OPEN_APR = 0.01;
  private static final double CANDIDATE_HOURLY = 0.01 / Funding.HOURS_PER_YEAR;
  private static final int LEAST_HOLDINGS = 30;
  private static final double[] BOUNDS = {0.1, 0.25, 0.5, 0.75, 1.01};
  private static final Pattern QUOTE = Pattern.compile("(-?USDT?|-PERP).*");

  /// @param millis settlement instants, rising
  /// @param periods that ended then
  /// @param hourly fractions per hour
  @SuppressWarnings("ArrayRecordComponent")
  private record Series(String venue, long[] millis, long[] periods, double[] hourly) {

    /// What was known at an instant, as far as a detector remembers.
    PaidRates until(long at) {
      int end = upTo(at);
      return new Window(this, Math.max(0, Math.min(upTo(at - KEPT), end - KEPT_POINTS)), end);
    }

    /// How many settled by then.
    int upTo(long at) {
      int found = Arrays.binarySearch(millis, at);
      return found >= 0 ? found + 1 : -found - 1;
    }

    /// The last rate, fraction per hour; NaN where it is older than its period.
    double last(long at) {
      int index = upTo(at) - 1;
      return index >= 0 && at - millis[index] < periods[index] ? hourly[index] : Double.NaN;
    }

    /// What it paid over `(from, to]`; NaN where a settlement is missing.
    double paid(long from, long to) {
      double sum = 0;
      long known = from;
      int index = upTo(from);
      for (; index < millis.length && millis[index] <= to; index++) {
        if (millis[index] - periods[index] > known) {
          return Double.NaN;
        }
        sum += hourly[index] * periods[index] / HOUR;
        known = millis[index];
      }
      return index == millis.length ? Double.NaN : sum;
    }
  }

  private record Window(Series of, int from, int end) implements PaidRates {
    @Override
    public int count() {
      return end - from;
    }

    @Override
    public long atMillis(int index) {
      return of.millis[from + index];
    }

    @Override
    public long periodMillis(int index) {
      return of.periods[from + index];
    }

    @Override
    public double hourly(int index) {
      return of.hourly[from + index];
    }
  }

  /// How what was told of some offers was met.
  private static final class Told {
    private final int[] counts = new int[BOUNDS.length];
    private final double[] told = new double[BOUNDS.length];
    private final int[] met = new int[BOUNDS.length];
    private double squares;

    void add(double share, boolean cameTrue) {
      int bucket = 0;
      while (share >= BOUNDS[bucket]) {
        bucket++;
      }
      counts[bucket]++;
      told[bucket] += share;
      met[bucket] += cameTrue ? 1 : 0;
      double error = share - (cameTrue ? 1 : 0);
      squares += error * error;
    }

    void print(String what) {
      int all = Arrays.stream(counts).sum();
      double base = (double) Arrays.stream(met).sum() / all;
      double skill = 1 - squares / all / (base * (1 - base));
      System.out.printf(
          Locale.ROOT,
          "%s: %d offers, %.1f %% came true, skill %.2f%n",
          what,
          all,
          100 * base,
          skill);
      for (int i = 0; i < BOUNDS.length; i++) {
        System.out.printf(
            Locale.ROOT,
            "| below %.2f | %d | %.1f %% | %.1f %% |%n",
            BOUNDS[i],
            counts[i],
            100 * told[i] / counts[i],
            100.0 * met[i] / counts[i]);
      }
    }
  }

  private final Told lives = new Told();
  private final Told winning = new Told();

  private ConfidenceStudy() {}

  static void main() throws IOException {
    Path folder = SharedData.find("history/funding");
    if (folder == null) {
      System.out.println("no histories here: -Dcarry.shared=DIR names the folder they are in");
      return;
    }
    Map<String, List<Series>> assets = new TreeMap<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.csv")) {
      for (Path file : files) {
        String[] name = String.valueOf(file.getFileName()).replace(".csv", "").split("_", 2);
        String asset = QUOTE.matcher(name[1].replace("XBT", "BTC")).replaceFirst("");
        assets.computeIfAbsent(asset, _ -> new ArrayList<>()).add(read(name[0], file));
      }
    }
    print("all assets", assets.values());
    print("BTC and ETH", List.of(assets.get("BTC"), assets.get("ETH")));
  }

  private static void print(String what, Collection<List<Series>> assets) {
    ConfidenceStudy study = new ConfidenceStudy();
    for (List<Series> of : assets) {
      for (Series bought : of) {
        for (Series sold : of) {
          if (!bought.venue.equals(sold.venue)) {
            study.pair(bought, sold);
          }
        }
      }
    }
    study.lives.print(what + ", went on paying until break-even");
    study.winning.print(what + ", a week of it left something");
  }

  private static Series read(String venue, Path file) throws IOException {
    List<String[]> rows;
    try (var lines = Files.lines(file)) {
      rows = lines.skip(1).map(line -> line.split(",", 3)).toList();
    }
    long minute = Duration.ofMinutes(1).toMillis();
    long[] millis =
        rows.stream()
            .mapToLong(r -> Math.round(Long.parseLong(r[0]) / (double) minute) * minute)
            .toArray();
    Map<Long, Integer> gaps = new TreeMap<>();
    for (int i = 1; i < millis.length; i++) {
      gaps.merge(millis[i] - millis[i - 1], 1, Integer::sum);
    }
    long usual = gaps.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow().getKey();
    long eight = Duration.ofHours(8).toMillis();
    long[] periods = new long[millis.length];
    double[] hourly = new double[millis.length];
    for (int i = 0; i < hourly.length; i++) {
      // those of Hyperliquid were 8-hourly at first
      periods[i] = i > 0 && millis[i] - millis[i - 1] == eight ? eight : usual;
      hourly[i] = Funding.hourly(Double.parseDouble(rows.get(i)[1]), periods[i]);
    }
    return new Series(venue, millis, periods, hourly);
  }

  /// Every time at which the pair begins to be worth an offer.
  private void pair(Series bought, Series sold) {
    boolean offered = false;
    long[] instants = instants(bought, sold);
    for (int i = 0; i < instants.length; i++) {
      long at = instants[i];
      double hourly = sold.last(at) - bought.last(at);
      double net = hourly * HORIZON / HOUR - COST;
      boolean worth = net * Funding.MILLIS_PER_YEAR / HORIZON >= OPEN_APR; // NaN is not
      if (worth && !offered) {
        offer(bought, sold, instants, i, (long) (COST / hourly * HOUR));
      }
      offered = worth;
    }
  }

  private void offer(Series bought, Series sold, long[] instants, int index, long untilBreakEven) {
    long at = instants[index];
    PastFunding past = PastFunding.of(bought.until(at), sold.until(at));
    List<PastFunding.Episode> episodes = past.episodes(CANDIDATE_HOURLY);
    int decided = PastFunding.decided(episodes, untilBreakEven);
    Boolean paying = paysUntil(bought, sold, instants, index + 1, at + untilBreakEven);
    if (decided > 0 && paying != null) {
      lives.add((double) PastFunding.lived(episodes, untilBreakEven) / decided, paying);
    }
    double[] holdings = past.holdings(CANDIDATE_HOURLY, HORIZON);
    double left = sold.paid(at, at + HORIZON) - bought.paid(at, at + HORIZON) - COST;
    if (holdings.length >= LEAST_HOLDINGS && !Double.isNaN(left)) {
      long won = Arrays.stream(holdings).filter(paid -> paid > COST).count();
      winning.add((double) won / holdings.length, left > 0);
    }
  }

  /// Whether the short leg goes on to pay more; null: a rate is missing.
  private static @Nullable Boolean paysUntil(
      Series bought, Series sold, long[] instants, int from, long until) {
    for (int i = from; i < instants.length; i++) {
      double hourly = sold.last(instants[i]) - bought.last(instants[i]);
      if (Double.isNaN(hourly)) {
        return null;
      }
      if (hourly <= 0) {
        return false;
      }
      if (instants[i] >= until) {
        return true;
      }
    }
    return null;
  }

  private static long[] instants(Series bought, Series sold) {
    return Arrays.stream(new long[][] {bought.millis, sold.millis})
        .flatMapToLong(Arrays::stream)
        .sorted()
        .distinct()
        .toArray();
  }
}
