package dev.carry.bench;

import dev.carry.engine.Engine;
import dev.carry.model.Finding;
import dev.carry.model.Input;
import dev.carry.model.Tick;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// One tick: every gate that depends on age, every price against the other venues', and every pair
/// of every asset judged again.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
    value = 1,
    jvmArgs = {"-Xmx2g", "-XX:+UseSerialGC", "-XX:+UseCompactObjectHeaders"}) // as ./carry does
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 2)
public class RerankBenchmark {
  @Param("500")
  public int assets;

  /// Of four six pairs of each asset, of twenty 190.
  @Param({"4", "20"})
  public int venues;

  /// Whether an order book of each instrument is followed: else a fill beyond the touch is unknown.
  @Param({"false", "true"})
  public boolean books;

  private final Engine engine = Universe.engine();
  private Tick tick = new Tick(Instant.EPOCH);

  @Setup
  public void open() {
    Universe universe = new Universe(assets, venues);
    for (Input input : universe.opening()) {
      engine.apply(input);
    }
    if (books) {
      universe.books().forEach(engine::apply);
    }
    for (Input input : universe.traffic(20 * venues * assets)) {
      engine.apply(input);
    }
    tick = new Tick(universe.now());
  }

  @Benchmark
  public List<Finding> tick() {
    return engine.apply(tick);
  }
}
