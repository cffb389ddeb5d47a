package dev.carry.bench;

import dev.carry.valuation.statistics.FundingReading;
import dev.carry.valuation.statistics.FundingStatistics;
import dev.carry.valuation.statistics.Overfitting;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.DoubleStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// One hourly settlement against full windows (720 points of 30 days, 192 of 8 days, 250 of the
/// RSI), and one cross-validation of 1,000 trials over 1,000 days.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 2)
public class StatisticsBenchmark {
  private static final long HOUR_MILLIS = Duration.ofHours(1).toMillis();

  private final RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(1);
  private final FundingStatistics statistics = new FundingStatistics();
  private final double[] hourly = noise(1 << 16, 2e-6);
  private final double[][] returns = new double[1_000][];
  private int settlements;

  @Setup
  public void fill() {
    for (int trial = 0; trial < returns.length; trial++) {
      returns[trial] = noise(1_000, 0.01);
    }
    for (int i = 0; i < 1_000; i++) {
      reading();
    }
  }

  @Benchmark
  public FundingReading reading() {
    settlements++;
    return statistics.next(settlements * HOUR_MILLIS, hourly[settlements & (hourly.length - 1)]);
  }

  @Benchmark
  public Overfitting overfitting() {
    return Overfitting.of(returns);
  }

  private double[] noise(int size, double deviation) {
    return DoubleStream.generate(() -> deviation * random.nextGaussian()).limit(size).toArray();
  }
}
