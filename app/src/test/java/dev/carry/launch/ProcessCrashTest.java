package dev.carry.launch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.carry.engine.Engine;
import dev.carry.journal.ChildJvm;
import dev.carry.journal.InputLogReader;
import dev.carry.journal.Logged;
import dev.carry.model.Finding;
import dev.carry.model.FindingJson;
import dev.carry.sim.SimOptions;
import dev.carry.sim.SimServer;
import dev.carry.store.StoreReader;
import dev.carry.store.StoreSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The whole process killed without a word, again and again, while the venues go on.
class ProcessCrashTest {
  private static final int KILLS = 8;
  private static final long SEED = 20260504;
  private static final int MOST_STEPS = 2_500;

  /// Nine starts within a minute ask Hyperliquid for more than it gives in one: it refuses, and
  /// is left alone until its window is over.
  private static final Duration VENUE_FORGIVES = Duration.ofMinutes(3);

  @TempDir private Path folder;

  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void killedAtRandomMomentsItOpensResumesAndHasEveryAcknowledgedRow() throws Exception {
    SplittableRandom random = new SplittableRandom(SEED);
    Path data = folder.resolve("data");
    try (SimServer venues = SimServer.start(SimOptions.defaults().withAssets(10))) {
      Path endpoints = folder.resolve("endpoints.json");
      Files.writeString(endpoints, venues.endpointsJson());
      for (int kill = 1; kill <= KILLS; kill++) {
        long acknowledged;
        try (ChildJvm child = Called.run(folder.resolve("errors"), data, endpoints)) {
          URI address = URI.create(child.mustSay("http"));
          long moment = random.nextInt(MOST_STEPS);
          String name = "kill " + kill + " after " + moment + " steps";
          SimulatedRun.until(name, () -> steps(address) >= moment);
          acknowledged = (long) metric(address, "carry_store_acknowledged");
          child.kill();
        }
        assertEveryRow(data, acknowledged);
      }
      try (ChildJvm child = Called.run(folder.resolve("errors"), data, endpoints)) {
        URI address = URI.create(child.mustSay("http"));
        SimulatedRun.until("all is well again", VENUE_FORGIVES, () -> isReady(address));
        assertThat(child.endsWhenAsked(Duration.ofSeconds(30))).isTrue();
      }
    }
    assertNothingLeftOpen(data);
    assertTheAccountIsWhatItsLogSays(data);
  }

  /// What was held at each start, hour and stop is what a replay holds there, and what happened is
  /// stored once.
  private static void assertTheAccountIsWhatItsLogSays(Path data) {
    PaperLog log = PaperLog.replayed(data);
    assertThat(log.differences()).isEmpty();
    assertThat(log.starts()).as("told at each start").isGreaterThan(KILLS);
    assertThat(log.trades()).isNotEmpty();
    assertThat(PaperLog.stored(data)).containsExactlyElementsOf(log.trades());
  }

  /// A killed run cannot say that it watches no more; the next start says so for it.
  private static void assertNothingLeftOpen(Path data) throws IOException {
    Map<String, JsonNode> newest = new HashMap<>();
    ObjectMapper json = new ObjectMapper();
    try (StoreReader store = StoreReader.open(data, StoreSettings.DEFAULT)) {
      for (String text :
          store.findings(null, null, Instant.EPOCH, Instant.now(), Integer.MAX_VALUE)) {
        JsonNode finding = json.readTree(text);
        newest.merge(
            finding.get("id").asText(),
            finding,
            (a, b) -> a.get("revision").asInt() > b.get("revision").asInt() ? a : b);
      }
    }
    assertThat(newest.values())
        .isNotEmpty()
        .allMatch(finding -> finding.get("status").asText().equals("closed"));
  }

  /// What the engine finds in the log up to a sequence is what is stored up to it, each once.
  private static void assertEveryRow(Path data, long acknowledged) {
    Map<String, Integer> missing = new HashMap<>();
    Engine engine = Pipeline.engine(Config.of(Settings.read(null, Map.of(), List.of())));
    try (InputLogReader log = InputLogReader.open(data.resolve("input-log"))) {
      for (Logged logged; (logged = log.next()) != null; ) {
        for (Finding finding : engine.apply(logged.input())) {
          if (logged.sequence() <= acknowledged) {
            missing.merge(FindingJson.write(finding), 1, Integer::sum);
          }
        }
      }
    }
    Map<String, Integer> stored = new HashMap<>();
    try (StoreReader store = StoreReader.open(data, StoreSettings.DEFAULT)) {
      for (String finding :
          store.findings(null, null, Instant.EPOCH, Instant.now(), Integer.MAX_VALUE)) {
        stored.merge(finding, 1, Integer::sum);
      }
    }
    assertThat(stored.values()).as("stored twice").allMatch(count -> count == 1);
    missing.keySet().removeAll(stored.keySet());
    assertThat(missing).as("acknowledged up to %d and not stored", acknowledged).isEmpty();
  }

  private long steps(URI address) {
    return (long) metric(address, "carry_engine_steps_total");
  }

  private double metric(URI address, String name) {
    return SimulatedRun.text(http, address.resolve("/metrics"))
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  private boolean isReady(URI address) {
    return SimulatedRun.text(http, address.resolve("/health/ready")).startsWith("{\"ready\":true");
  }
}
