package dev.carry.launch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carry.insight.ProviderServer;
import dev.carry.journal.ChildJvm;
import dev.carry.sim.SimOptions;
import dev.carry.sim.SimServer;
import dev.carry.store.StoreReader;
import dev.carry.store.StoreSettings;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The analyst in the whole process.
class AnalystLiveTest {
  private static final Instant START = Instant.parse("2026-05-04T13:20:00Z");
  private static final String KEY = "sk-planted-fedcba9876543210";

  @TempDir private Path folder;
  private final ProviderServer provider = new ProviderServer();

  @AfterEach
  void close() {
    provider.close();
  }

  private String[] sets() {
    return new String[] {
      "insight.base-url=" + provider.baseUrl(),
      "insight.model=some-model",
      "insight.prices=some-model 2026-01-01 8.00 8.00",
      "insight.batch-wait=200ms",
      "insight.calls-per-minute=1000",
      "insight.budget-day=0.25",
      "insight.least-net-apr=-100%",
      "cross-venue.candidate-apr=0",
      "cross-venue.open-apr=-50%",
      "cross-venue.close-apr=-50%"
    };
  }

  private SimulatedRun run() throws InterruptedException {
    return new SimulatedRun(
        folder.resolve("data"),
        START,
        20,
        SimOptions.defaults().withAssets(6),
        venue -> List.of("binance-usdm", "bybit", "okx").contains(venue.id()),
        sets());
  }

  @Test
  void verdictsStandBesideOpportunitiesAndTheBudgetHolds() throws Exception {
    BigDecimal shown;
    try (SimulatedRun run = run()) {
      run.pass(Duration.ofMinutes(2));
      SimulatedRun.until(
          "the budget is spent", () -> run.metric("carry_insight_refused_total") > 0);
      JsonNode about = run.get("/api/v1/analyses/about");
      assertThat(about.path("model").asText()).isEqualTo("some-model");
      assertThat(about.path("spentToday").decimalValue())
          .isLessThanOrEqualTo(new BigDecimal("0.25"));
      JsonNode costs = about.path("costs").path(0);
      shown = costs.path("cost").decimalValue();
      long calls = costs.path("calls").asLong();
      assertThat(shown)
          .isEqualByComparingTo(new BigDecimal("0.0184").multiply(BigDecimal.valueOf(calls)));
      List<JsonNode> said = run.items("/api/v1/analyses?source=model");
      assertThat(said).isNotEmpty().allMatch(row -> row.path("grounded").asBoolean());
      List<JsonNode> byRules = run.items("/api/v1/analyses?source=rules");
      assertThat(byRules).allMatch(row -> row.path("because").asText().startsWith("the budget"));

      // the verb asks the process that runs
      String id = run.items("/api/v1/opportunities").getFirst().path("id").asText();
      Called asked =
          Called.call("analyse", id, "--lang", "th", "--data", data(), "--format", "json");
      assertThat(asked.exit()).as(asked.err()).isZero();
      assertThat(asked.json().path("finding").asText()).isEqualTo(id);
      assertThat(asked.json().path("language").asText()).isEqualTo("th");
      assertThat(run.items("/api/v1/analyses").getFirst()).isEqualTo(asked.json());
      SimulatedRun.until(
          "costs by day, by model and by finding are the same",
          () ->
              costs("day").compareTo(costs("finding")) == 0
                  && costs("day").compareTo(costs("model")) == 0);
      assertThat(Called.call("analyse", "none/such", "--data", data()).err())
          .contains("no opportunity none/such is open");
    }
    assertThat(costs("day")).isGreaterThanOrEqualTo(shown);
  }

  private BigDecimal costs(String by) {
    BigDecimal sum = BigDecimal.ZERO;
    Called called =
        Called.call("analyse", "--costs", "--by", by, "--data", data(), "--format", "json");
    for (String line : called.out().lines().toList()) {
      sum = sum.add(ProviderServer.parse(line).path("cost").decimalValue());
    }
    return sum;
  }

  private String data() {
    return folder.resolve("data").toString();
  }

  /// The engine's figures are those of its log, whatever the analyst does.
  @Test
  void aProviderThatHangsMovesNoFigure() throws Exception {
    provider.always(provider.hanging());
    try (SimulatedRun run = run()) {
      run.pass(Duration.ofMinutes(1));
      SimulatedRun.until("it is asked", () -> !provider.asked().isEmpty());
      assertThat(run.metric("carry_outbox_missed_total")).isZero();
      assertThat(run.items("/api/v1/opportunities")).isNotEmpty();
    }
    Path replayed = folder.resolve("replayed.jsonl");
    List<String> call =
        new ArrayList<>(List.of("replay", "--data", data(), "--out", replayed.toString()));
    for (String set : sets()) {
      call.addAll(List.of("--set", set));
    }
    Called replay = Called.call(call.toArray(String[]::new));
    assertThat(replay.exit()).as(replay.err()).isZero();
    List<String> lived;
    try (StoreReader reader = StoreReader.open(folder.resolve("data"), StoreSettings.DEFAULT)) {
      lived =
          new ArrayList<>(
              reader.findings(
                  null, null, START.minusSeconds(60), START.plus(Duration.ofHours(1)), 1_000_000));
    }
    assertThat(lived).hasSizeGreaterThan(20);
    List<String> again = new ArrayList<>(Files.readAllLines(replayed));
    again.sort(Comparator.naturalOrder());
    lived.sort(Comparator.naturalOrder());
    assertThat(again.equals(lived)).as("%s and %s lines", again.size(), lived.size()).isTrue();
  }

  /// A provider that repeats the key in its error; every prompt kept, every address and file read.
  @Test
  void aPlantedKeyIsNowhere() throws Exception {
    provider.always(
        ProviderServer.status(
            401,
            Map.of(),
            "{\"error\":{\"message\":\"Incorrect API key provided: " + KEY + "\"}}"));
    Path keyFile = Files.writeString(folder.resolve("the-key"), KEY);
    Path errors = folder.resolve("errors");
    Path data = folder.resolve("data");
    HttpClient http = HttpClient.newHttpClient();
    try (SimServer venues = SimServer.start(SimOptions.defaults().withAssets(10))) {
      Path endpoints = folder.resolve("endpoints.json");
      Files.writeString(endpoints, venues.endpointsJson());
      try (ChildJvm child =
          Called.run(
              errors,
              data,
              endpoints,
              "--set",
              "insight.base-url=" + provider.baseUrl(),
              "--set",
              "insight.model=some-model",
              "--set",
              "insight.key-file=" + keyFile,
              "--set",
              "insight.prompt-log=true")) {
        URI address = URI.create(child.mustSay("http"));
        SimulatedRun.until(
            "the key was refused",
            () ->
                SimulatedRun.text(http, address.resolve("/api/v1/analyses"))
                    .contains("Incorrect API key"));
        for (String path :
            List.of(
                "/",
                "/api/v1/analyses",
                "/api/v1/analyses/about",
                "/api/v1/about",
                "/metrics",
                "/health/ready",
                "/api/v1/opportunities",
                "/api/v1/findings",
                "/openapi.yaml")) {
          assertThat(SimulatedRun.text(http, address.resolve(path))).as(path).doesNotContain(KEY);
        }
        assertThat(child.endsWhenAsked(Duration.ofSeconds(20))).isTrue();
      }
    }
    assertThat(provider.asked()).isNotEmpty();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (!file.equals(keyFile)) {
          String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
          assertThat(text.contains(KEY)).as(file.toString()).isFalse();
        }
      }
    }
  }

  // --- the verb alone ------------------------------------------------------------------------

  @Test
  void aReportIsJudgedWithoutAnything() throws IOException {
    Path report = Path.of("..", "docs", "studies", "cross-venue", "rule-2-percent.json");
    Called said =
        Called.call("analyse", "--report", report.toString(), "--data", data(), "--format", "json");
    assertThat(said.exit()).as(said.err()).isZero();
    assertThat(said.json().path("task").asText()).isEqualTo("backtest-report");
    assertThat(said.json().path("verdict").asText()).isEqualTo("veto");
    assertThat(said.json().path("source").asText()).isEqualTo("rules");
    assertThat(Called.call("analyse", "--costs", "--data", data()).out()).isEmpty();
  }

  @Test
  void nonsenseIsToldWithTheMend() {
    assertThat(Called.call("analyse", "--data", data()).err())
        .contains("one of ID, --series, --report and --costs is needed");
    assertThat(Called.call("analyse", "x", "--costs", "--data", data()).exit()).isEqualTo(2);
    assertThat(Called.call("analyse", "x", "--lang", "de", "--data", data()).err())
        .contains("--lang de: en or th is allowed");
    Called none = Called.call("analyse", "x/1", "--data", data());
    assertThat(none.exit()).isEqualTo(1);
    assertThat(none.err()).contains("no opportunity x/1 is open", "while carry run or carry demo");
    Called series = Called.call("analyse", "--series", "nonsense", "--data", data());
    assertThat(series.err()).contains("'nonsense' is no instrument: venue:SYMBOL");
    Called file = Called.call("analyse", "--report", "nowhere.json", "--data", data());
    assertThat(file.exit()).isEqualTo(2);
    assertThat(file.err()).contains("--report nowhere.json: cannot be read");
  }
}
