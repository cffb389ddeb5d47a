package dev.carry.valuation.statistics;

import dev.carry.testkit.Shared;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;

/// Settlements in order of time.
///
/// @param millis instants
/// @param hourly fractions per hour
@SuppressWarnings("ArrayRecordComponent")
record FundingSeries(long[] millis, double[] hourly) {
  static final long HOUR = 3_600_000;

  static final int H1 = 1;
  static final int H8 = 8;

  int size() {
    return hourly.length;
  }

  List<FundingReading> readings() {
    return FundingStatistics.of(millis, hourly);
  }

  /// A real history; the test is skipped where there is none.
  ///
  /// @param hours the period of its settlements; one that comes 8 hours after the one before covers
  ///     8 hours, as those of Hyperliquid did at first
  static FundingSeries recorded(String name, int hours) {
    Path file = Shared.folder("data/history/funding").resolve(name + ".csv");
    List<String[]> rows;
    try (var lines = Files.lines(file)) {
      rows = lines.skip(1).map(line -> line.split(",", 3)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    FundingSeries out = new FundingSeries(new long[rows.size()], new double[rows.size()]);
    for (int i = 0; i < rows.size(); i++) {
      out.millis[i] = Long.parseLong(rows.get(i)[0]);
      long gap = i == 0 ? 0 : out.millis[i] - out.millis[i - 1];
      out.hourly[i] = Double.parseDouble(rows.get(i)[1]) / (gap == 8 * HOUR ? H8 : hours);
    }
    return out;
  }

  /// A mean-reverting series with a spike now and then.
  static FundingSeries invented(long seed, int size, int hours) {
    RandomGenerator random = random(seed);
    FundingSeries out = new FundingSeries(new long[size], new double[size]);
    double rate = 0;
    for (int i = 0; i < size; i++) {
      double shock = random.nextGaussian() * (random.nextInt(50) == 0 ? 2e-5 : 2e-6);
      rate = 0.9 * rate + shock;
      out.millis[i] = (long) i * hours * HOUR;
      out.hourly[i] = 0.0000125 + rate;
    }
    return out;
  }

  /// At these rates, one each `hours`.
  static FundingSeries of(int hours, double... hourly) {
    long[] millis = new long[hourly.length];
    for (int i = 0; i < millis.length; i++) {
      millis[i] = (long) i * hours * HOUR;
    }
    return new FundingSeries(millis, hourly);
  }

  /// The same with a hole: without the points of `[from, to)`.
  FundingSeries without(int from, int to) {
    int[] kept = IntStream.range(0, size()).filter(i -> i < from || i >= to).toArray();
    return new FundingSeries(
        Arrays.stream(kept).mapToLong(i -> millis[i]).toArray(),
        Arrays.stream(kept).mapToDouble(i -> hourly[i]).toArray());
  }

  static RandomGenerator random(long seed) {
    return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  }
}
