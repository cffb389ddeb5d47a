package dev.carry.bench;

import dev.carry.model.Instrument.OptionType;
import dev.carry.valuation.option.Black76;
import dev.carry.valuation.option.ImpliedVolatility;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// Options a second, on one core, of chains as crypto venues list them: calls and puts, strikes up
/// to four deviations from the forward, hours to a year, volatilities from 30 % to 150 %, in no
/// order that a processor could learn. Each price implies a volatility.
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(value = 1, jvmArgs = "-Xmx2g")
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 2)
public class ImpliedVolatilityBenchmark {
  private static final int OPTIONS = 1 << 14;

  private final Black76[] options = new Black76[OPTIONS];
  private final double[] prices = new double[OPTIONS];

  @Setup
  public void makeChains() {
    SplittableRandom random = new SplittableRandom(76);
    for (int i = 0; i < OPTIONS; i++) {
      double forward = random.nextDouble(1_000, 100_000);
      double years = StrictMath.exp(random.nextDouble(-7, 0));
      double volatility = random.nextDouble(0.3, 1.5);
      double deviations = random.nextDouble(-4, 4);
      double strike = forward * StrictMath.exp(deviations * volatility * Math.sqrt(years));
      OptionType type = random.nextBoolean() ? OptionType.CALL : OptionType.PUT;
      options[i] = new Black76(type, forward, strike, years, volatility, 0);
      prices[i] = options[i].price();
    }
  }

  @Benchmark
  @OperationsPerInvocation(OPTIONS)
  public double impliedVolatility() {
    double sum = 0;
    for (int i = 0; i < OPTIONS; i++) {
      Black76 option = options[i];
      sum +=
          ImpliedVolatility.perYear(
              option.type(),
              prices[i],
              option.forward(),
              option.strike(),
              option.years(),
              option.rate());
    }
    return sum;
  }

  @Benchmark
  @OperationsPerInvocation(OPTIONS)
  public double price() {
    double sum = 0;
    for (Black76 option : options) {
      sum += option.price();
    }
    return sum;
  }

  @Benchmark
  @OperationsPerInvocation(OPTIONS)
  public double greeks() {
    double sum = 0;
    for (Black76 option : options) {
      Black76.Greeks greeks = option.greeks();
      sum += greeks.delta() + greeks.gamma() + greeks.vega() + greeks.theta() + greeks.rho();
    }
    return sum;
  }
}
