package dev.carry.bench;

import dev.carry.venue.Decoded;
import dev.carry.venue.Frame;
import dev.carry.venue.Instruments;
import dev.carry.venue.VenueCodec;
import dev.carry.venue.binance.BinanceUsdm;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// Messages a second that the Binance codec turns into facts on one core: raw bytes in, events with
/// exact decimals out.
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(value = 1, jvmArgs = "-Xmx2g")
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
public class DecodeBenchmark {
  private List<Frame> frames = List.of();
  private final VenueCodec codec = new BinanceUsdm().codec(new Instruments());

  /// What one invocation, the whole recording, counted.
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.OPERATIONS)
  public static class Counts {
    public long messages;
    public long facts;
    public long bytes;
  }

  @Setup(Level.Trial)
  public void load() {
    frames = BinanceFrames.all();
  }

  @Benchmark
  public long recording(Counts counts) {
    long facts = 0;
    for (int i = 0; i < frames.size(); i++) {
      Frame frame = frames.get(i);
      if (codec.decode(frame) instanceof Decoded.Facts found) {
        facts += found.events().size();
      }
      counts.bytes += frame.length();
    }
    counts.messages += frames.size();
    counts.facts += facts;
    return facts;
  }
}
