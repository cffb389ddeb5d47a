package dev.carry.bench;

import dev.carry.model.Listing;
import dev.carry.model.MarketEvent;
import dev.carry.model.VenueId;
import dev.carry.venue.Decoded;
import dev.carry.venue.Frame;
import dev.carry.venue.Instruments;
import dev.carry.venue.VenueCodec;
import dev.carry.venue.VenueDescriptor;
import dev.carry.venue.roster.Venues;
import java.util.ArrayList;
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
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// Messages a second that each venue's codec turns into facts on one core, of all that was recorded
/// of the venue: what gives facts, and is no list of thousands of rows.
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(value = 1, jvmArgs = "-Xmx2g")
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 4, time = 1)
public class VenueDecodeBenchmark {
  /// Longer ones are lists, which come once in minutes.
  private static final int LONGEST = 4_000;

  @Param({
    "binance-usdm",
    "binance-coinm",
    "binance-spot",
    "bybit",
    "bybit-spot",
    "bybit-options",
    "okx",
    "okx-spot",
    "okx-options",
    "deribit",
    "bitmex",
    "gate",
    "bitget",
    "hyperliquid",
    "dydx",
    "kraken-futures",
    "kraken-spot",
    "coinbase-spot",
    "ftx"
  })
  public String venue = "";

  private List<Frame> frames = List.of();
  private VenueCodec codec = Venues.all().getFirst().codec(new Instruments());

  /// What one invocation, all messages, counted.
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.OPERATIONS)
  public static class Counts {
    public long messages;
    public long facts;
    public long bytes;
  }

  /// Reads all once: lists come to be known, and messages without facts are left out.
  @Setup(Level.Trial)
  public void load() {
    VenueDescriptor descriptor = Venues.find(VenueId.of(venue)).orElseThrow();
    Instruments listed = new Instruments();
    codec = descriptor.codec(listed);
    frames = new ArrayList<>();
    for (Frame frame : VenueFrames.of(descriptor.id())) {
      Decoded decoded = codec.decode(frame);
      if (decoded instanceof Decoded.Facts facts) {
        for (MarketEvent event : facts.events()) {
          if (event instanceof Listing listing) {
            listed.put(listing.instrument());
          }
        }
      }
      if (frame.length() <= LONGEST
          && (decoded instanceof Decoded.Facts || decoded instanceof Decoded.Depth)) {
        frames.add(frame);
      }
    }
  }

  @Benchmark
  public long recorded(Counts counts) {
    long facts = 0;
    for (int i = 0; i < frames.size(); i++) {
      Frame frame = frames.get(i);
      facts +=
          switch (codec.decode(frame)) {
            case Decoded.Facts found -> found.events().size();
            case Decoded.Depth _ -> 1;
            case Decoded.Control _, Decoded.Unusable _ -> 0;
          };
      counts.bytes += frame.length();
    }
    counts.messages += frames.size();
    counts.facts += facts;
    return facts;
  }
}
