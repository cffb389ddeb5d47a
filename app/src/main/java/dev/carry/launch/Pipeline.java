package dev.carry.launch;

import dev.carry.detect.CrossVenueFunding;
import dev.carry.detect.DatedBasis;
import dev.carry.detect.FundingMeanReversion;
import dev.carry.detect.LiquidationOptions;
import dev.carry.detect.ListingWatcher;
import dev.carry.detect.MarkIndexPremium;
import dev.carry.detect.SpotPerpCarry;
import dev.carry.engine.Detector;
import dev.carry.engine.Engine;
import dev.carry.engine.Sink;
import dev.carry.model.Command;
import dev.carry.model.DetectorName;
import dev.carry.model.Input;
import dev.carry.model.Tick;
import dev.carry.portfolio.PaperEngine;
import dev.carry.transport.Inbox;
import dev.carry.transport.Outbox;
import dev.carry.transport.Pump;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/// Inbox, engine and outbox, with the edge's timer: the same whatever feeds them.
final class Pipeline implements AutoCloseable {
  /// Detectors whose findings can be traded, telling of what they offer alone.
  private static final Map<String, Function<Config, Detector>> TRADED = traded();

  /// Well below what the gates allow a receive time to be ahead of the last tick.
  private static final Duration TICK = Duration.ofMillis(200);

  private static final int OUTBOX = 1 << 15;

  /// Nobody who looks, and no file, needs a step sooner.
  private static final Duration REST = Duration.ofMillis(1);

  private final InstantSource clock;
  private final Inbox inbox;
  private final Outbox outbox = new Outbox();
  private final Pump pump;
  private final Duration tick;
  /// Time of the last tick, milliseconds since 1970.
  private volatile long tickedMillis;
  private final Thread ticks = Thread.ofPlatform().daemon().name("ticks").unstarted(this::tick);

  /// @param engine as the log left it, so that a replay of the whole log says the same
  /// @param log writes an input and answers its sequence
  /// @param speed how many times faster than the wall the clock runs
  Pipeline(
      Config config,
      PaperEngine engine,
      ToLongFunction<Input> log,
      InstantSource clock,
      double speed) {
    this.clock = clock;
    this.inbox = new Inbox(config.inboxCapacity());
    this.pump = new Pump(inbox, log, engine, outbox);
    this.tick = Duration.ofNanos(Math.max(1_000_000, (long) (TICK.toNanos() / speed)));
  }

  /// The engine as configured: the same for live, replay and scan.
  static Engine engine(Config config) {
    return new Engine(config.gates(), new VenueFees(config.feeTiers()), () -> detectors(config));
  }

  /// All of them, knowing nothing yet.
  static List<Detector> detectors(Config config) {
    return List.of(
        CrossVenueFunding.of(config.crossVenue()),
        SpotPerpCarry.of(config.spotPerp()),
        DatedBasis.of(config.datedBasis()),
        new MarkIndexPremium(config.premium()),
        new FundingMeanReversion(),
        new LiquidationOptions(config.liquidationOptions(), config.crossVenue().pairs()),
        new ListingWatcher());
  }

  private static Map<String, Function<Config, Detector>> traded() {
    Map<String, Function<Config, Detector>> all = new LinkedHashMap<>();
    all.put(DetectorName.CROSS_VENUE_FUNDING, with -> CrossVenueFunding.offers(with.crossVenue()));
    all.put(DetectorName.SPOT_PERP_CARRY, with -> SpotPerpCarry.offers(with.spotPerp()));
    all.put(DetectorName.DATED_BASIS, with -> DatedBasis.offers(with.datedBasis()));
    all.put(DetectorName.FUNDING_MEAN_REVERSION, _ -> new FundingMeanReversion());
    return all;
  }

  /// Names of the detectors a strategy can trade on.
  static Set<String> tradedNames() {
    return TRADED.keySet();
  }

  /// Those a strategy trades on.
  ///
  /// @param names empty: all
  static List<Detector> offering(Config config, Set<String> names) {
    List<Detector> wanted = new ArrayList<>();
    TRADED.forEach(
        (name, detector) -> {
          if (names.isEmpty() || names.contains(name)) {
            wanted.add(detector.apply(config));
          }
        });
    return wanted;
  }

  void attach(String name, Sink sink) {
    outbox.attach(name, OUTBOX, REST, sink);
  }

  /// Begins with the process start as the first input, then with what is to be known with it.
  void start(List<? extends Input> known) throws InterruptedException {
    inbox.put(new Command(Command.Action.START, clock.instant()));
    for (Input input : known) {
      inbox.put(input);
    }
    pump.start();
    ticks.start();
  }

  private void tick() {
    try {
      while (true) {
        putTick();
        Thread.sleep(tick);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void putTick() throws InterruptedException {
    Instant now = clock.instant();
    inbox.put(new Tick(now));
    tickedMillis = now.toEpochMilli(); // only now: whoever sees it comes behind the tick
  }

  /// Puts an input, and a tick in front of it where the timer is late: on a machine that stalls, a
  /// message must not look as if it came from the future.
  void put(Input input) throws InterruptedException {
    if (input.receivedAt().toEpochMilli() - tickedMillis > TICK.toMillis()) {
      putTick();
    }
    inbox.put(input);
  }

  void kill() {
    try {
      inbox.put(new Command(Command.Action.KILL, clock.instant()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  Inbox inbox() {
    return inbox;
  }

  Outbox outbox() {
    return outbox;
  }

  Pump pump() {
    return pump;
  }

  /// Lets everything that was put reach every sink, and closes what is open.
  @Override
  public void close() {
    ticks.interrupt();
    pump.end(new Command(Command.Action.STOP, clock.instant()));
    outbox.close();
  }
}
