package dev.carry.launch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carry.engine.History.FundingPoint;
import dev.carry.model.InstrumentId;
import dev.carry.model.VenueId;
import dev.carry.sim.SimOptions;
import dev.carry.sim.fault.Fault;
import dev.carry.sim.fault.Storm;
import dev.carry.store.StoreReader;
import dev.carry.store.StoreSettings;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Bad weather on all venues, across a settlement of every contract, against the same time in fair
/// weather.
class StormTest {
  private static final long SEED = 20260504;
  private static final Instant START = Instant.parse("2026-05-04T07:52:00Z");
  private static final Duration STORM = Duration.ofMinutes(16);
  private static final Duration CALM = Duration.ofMinutes(8);
  private static final double SPEED = 40;
  private static final int FAULTS = 40;

  /// Two runs of more venues at once, at this speed, would measure the machine.
  private static final List<VenueId> CONNECTED =
      Stream.of("binance-usdm", "bybit", "okx", "deribit").map(VenueId::of).toList();

  @TempDir private Path folder;

  /// Offered and closed at the same net: what is offered does not depend on the way there.
  private static final String[] WITHOUT_HYSTERESIS = {
    "cross-venue.open-apr=-5%", "cross-venue.close-apr=-5%"
  };

  /// What is this near the threshold may stand on either side of it: quotes differ by when they
  /// were read.
  private static final double NEAR = 0.005;

  private static final double THRESHOLD = -0.05;

  /// What a run came to.
  ///
  /// @param settled rates by `instrument boundary`
  /// @param net net APR by `long > short` of what is offered
  /// @param quarantined `instrument gate`
  private record End(
      Map<String, BigDecimal> settled, Map<String, Double> net, Set<String> quarantined) {}

  @Test
  void losesNoSettlementAndEndsWhereFairWeatherDoes() throws Exception {
    End fair;
    End foul;
    long filesBefore = openFiles();
    try (ExecutorService both = Executors.newFixedThreadPool(2)) {
      Future<End> first = both.submit(() -> run(folder.resolve("fair"), List.of()));
      Future<End> second = both.submit(() -> run(folder.resolve("foul"), faults()));
      fair = first.get();
      foul = second.get();
    }
    assertThat(fair.settled()).isNotEmpty();
    assertThat(foul.settled()).isEqualTo(fair.settled());
    assertThat(fair.net()).as("offered").isNotEmpty();
    assertThat(offeredClearly(fair)).isSubsetOf(foul.net().keySet());
    assertThat(offeredClearly(foul)).isSubsetOf(fair.net().keySet());
    assertThat(foul.quarantined()).isEqualTo(fair.quarantined());
    assertThat(openFiles()).as("open files").isLessThanOrEqualTo(filesBefore + 5);
    assertThat(ours()).as("threads of ours that live on").isEmpty();
  }

  /// The storm of the simulator, its faults as long as its time is fast.
  private static List<Fault> faults() {
    return Storm.of(SEED, STORM, FAULTS).stream()
        .map(fault -> fault.lasting(fault.lasts().multipliedBy((long) SPEED)))
        .toList();
  }

  private static End run(Path folder, List<Fault> faults) throws Exception {
    SimOptions options =
        SimOptions.defaults().withSeed(SEED).withAssets(6).withDensity(0.2).withFaults(faults);
    try (SimulatedRun run =
        new SimulatedRun(folder, START, SPEED, options, CONNECTED::contains, WITHOUT_HYSTERESIS)) {
      run.pass(STORM.plus(CALM));
      SimulatedRun.until("all feeds live", () -> live(run));
      SimulatedRun.until("all that came is taken", () -> run.metric("carry_inbox_size") == 0);
      assertThat(run.metric("carry_outbox_missed_total")).isZero();
      return new End(settled(run, folder), offered(run), quarantined(run));
    }
  }

  private static boolean live(SimulatedRun run) {
    run.pass(Duration.ofSeconds(5));
    List<JsonNode> feeds = run.items("/api/v1/feeds");
    return !feeds.isEmpty()
        && feeds.stream().allMatch(feed -> feed.path("status").asText().equals("live"));
  }

  /// Settled rates as stored, of every boundary that was asked for long enough ago.
  private static Map<String, BigDecimal> settled(SimulatedRun run, Path folder) {
    List<InstrumentId> ids =
        run.items("/api/v1/funding?limit=5000").stream()
            .map(row -> row.path("venue").asText() + ":" + row.path("symbol").asText())
            .map(InstrumentId::parse)
            .toList();
    Map<String, BigDecimal> settled = new TreeMap<>();
    try (StoreReader store = StoreReader.open(folder, StoreSettings.DEFAULT)) {
      for (FundingPoint point :
          store.funding(ids, START.minus(Duration.ofDays(1)), START.plus(STORM), 1_000_000)) {
        if (point.settled()) {
          settled.put(
              point.id() + " " + point.at().truncatedTo(ChronoUnit.MINUTES),
              point.rate().stripTrailingZeros());
        }
      }
    }
    return settled;
  }

  private static Map<String, Double> offered(SimulatedRun run) {
    Map<String, Double> net = new TreeMap<>();
    for (JsonNode row : run.items("/api/v1/opportunities?limit=5000")) {
      net.put(
          row.path("legs").path(0).path("instrument").asText()
              + " > "
              + row.path("legs").path(1).path("instrument").asText(),
          row.path("netApr").asDouble());
    }
    return net;
  }

  private static Set<String> offeredClearly(End end) {
    return end.net().entrySet().stream()
        .filter(pair -> pair.getValue() > THRESHOLD + NEAR)
        .map(Map.Entry::getKey)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> quarantined(SimulatedRun run) {
    Set<String> all = new TreeSet<>();
    for (JsonNode row : run.items("/api/v1/quarantine?limit=5000")) {
      all.add(row.path("instrument").asText() + " " + row.path("gate").asText());
    }
    return all;
  }

  private static long openFiles() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
      return files.count();
    }
  }

  private static Set<String> ours() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.matches("engine|sink-.*|store|input-log|frame-log"))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
