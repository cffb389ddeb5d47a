package dev.carry.bench;

import dev.carry.engine.Engine;
import dev.carry.model.Input;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// Inputs a second that one engine takes on one core: the market's ordinary mix, its ticks
/// included, gates and both detectors at work, findings built but handed to nobody.
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(value = 1, jvmArgs = "-Xmx2g")
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
public class EngineBenchmark {
  private static final int INPUTS = 1 << 18;

  /// Assets, each on four venues.
  @Param("500")
  public int assets;

  private List<Input> opening = List.of();
  private Input[] traffic = {};
  private Engine engine = Universe.engine();

  @Setup(Level.Trial)
  public void makeTraffic() {
    Universe universe = new Universe(assets, 4);
    opening = universe.opening();
    traffic = universe.traffic(INPUTS);
  }

  /// Time only moves on, so each round starts again.
  @Setup(Level.Invocation)
  public void open() {
    engine = Universe.engine();
    for (Input input : opening) {
      engine.apply(input);
    }
  }

  @Benchmark
  @OperationsPerInvocation(INPUTS)
  public long inputs() {
    long found = 0;
    for (Input input : traffic) {
      found += engine.apply(input).size();
    }
    return found;
  }
}
