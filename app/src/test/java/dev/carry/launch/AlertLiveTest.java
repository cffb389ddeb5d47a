package dev.carry.launch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.carry.alert.Receiver;
import dev.carry.alert.Receiver.Post;
import dev.carry.alert.Receiver.Reply;
import dev.carry.journal.ChildJvm;
import dev.carry.sim.SimOptions;
import dev.carry.sim.SimServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Alerts in the whole process.
class AlertLiveTest {
  private static final Instant START = Instant.parse("2026-05-04T13:20:00Z");
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;
  private final Receiver receiver = new Receiver();

  @AfterEach
  void close() {
    receiver.close();
  }

  private String data() {
    return folder.resolve("data").toString();
  }

  private SimulatedRun run(String... more) throws InterruptedException {
    List<String> sets =
        new ArrayList<>(
            List.of(
                "alert.webhook.url=" + receiver.address("/hook"),
                "alert.gather=0s",
                "alert.rules.net-apr.at=-99%",
                "alert.rules.net-apr.for=1s",
                "cross-venue.candidate-apr=0",
                "cross-venue.open-apr=-50%",
                "cross-venue.close-apr=-50%"));
    sets.addAll(List.of(more));
    return new SimulatedRun(
        folder.resolve("data"),
        START,
        20,
        SimOptions.defaults().withAssets(6),
        venue -> List.of("binance-usdm", "bybit", "okx").contains(venue.id()),
        sets.toArray(String[]::new));
  }

  private Stream<JsonNode> received() {
    List<JsonNode> alerts = new ArrayList<>();
    for (Post post : receiver.posts()) {
      post.json().path("alerts").forEach(alerts::add);
    }
    return alerts.stream();
  }

  @Test
  void whatIsFoundIsToldOnceAndListedWithWhatBecameOfIt() throws Exception {
    try (SimulatedRun run = run()) {
      run.pass(Duration.ofMinutes(2));
      SimulatedRun.until("some were told", () -> received().count() > 3);
      Set<String> open =
          run.items("/api/v1/opportunities").stream()
              .map(row -> row.path("id").asText())
              .collect(Collectors.toSet());
      assertThat(received().map(alert -> alert.path("finding").asText()))
          .as("each once")
          .doesNotHaveDuplicates()
          .anyMatch(open::contains);
      SimulatedRun.until(
          "the list says that they were sent",
          () ->
              run.items("/api/v1/alerts?limit=1000").stream()
                      .filter(row -> row.at("/channels/webhook/state").asText().equals("sent"))
                      .count()
                  >= 3);
      assertThat(run.metric("carry_alert_messages_total")).isPositive();

      // a rule that is written on the page
      String rule = "/api/v1/alerts/rules/net-apr";
      assertThat(put(run, rule, "{\"at\":\"500%\"}").statusCode()).isEqualTo(401);
      Called listed = Called.call("alerts", "list", "--data", data(), "--format", "csv");
      assertThat(listed.out()).contains("net-apr,net-apr,10%,8%");
    }
    Called history =
        Called.call("alerts", "history", "--data", data(), "--rule", "net-apr", "--format", "json");
    assertThat(history.exit()).as(history.err()).isZero();
    List<JsonNode> rows = new ArrayList<>();
    for (String line : history.out().lines().toList()) {
      rows.add(JSON.readTree(line));
    }
    assertThat(rows).hasSizeGreaterThanOrEqualTo((int) received().distinct().count());
    assertThat(Called.call("alerts", "history", "--data", data(), "--format", "table").out())
        .contains("webhook sent");
  }

  private static HttpResponse<String> put(SimulatedRun run, String path, String body)
      throws IOException, InterruptedException {
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(
          HttpRequest.newBuilder(run.address().resolve(path))
              .PUT(HttpRequest.BodyPublishers.ofString(body))
              .build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }

  @Test
  void whatWaitsForTheAnalystIsToldWithAVerdictThatIsNoVeto() throws Exception {
    try (SimulatedRun run =
        run("alert.rules.net-apr.hold=true", "alert.hold-for=10m", "alert.then=drop")) {
      run.pass(Duration.ofMinutes(2));
      SimulatedRun.until(
          "all were looked at",
          () -> received().count() > 0 || !run.items("/api/v1/alerts").isEmpty());
      assertThat(received().map(alert -> alert.path("verdict").asText()))
          .allMatch(verdict -> verdict.equals("support") || verdict.equals("caution"));
      assertThat(run.items("/api/v1/alerts?limit=1000"))
          .filteredOn(row -> row.has("held"))
          .allMatch(row -> row.path("held").asText().equals("the analyst vetoed it"));
    }
  }

  @Test
  void aReceiverThatHangsStopsNothing() throws Exception {
    receiver.goAway();
    try (SimulatedRun run = run()) {
      run.pass(Duration.ofMinutes(1));
      SimulatedRun.until("it is tried", () -> run.metric("carry_alert_messages_total") > 0);
      assertThat(run.metric("carry_outbox_missed_total")).isZero();
      assertThat(run.get("/api/v1/alerts/about").at("/channels/0/why").asText())
          .startsWith("it cannot be reached");
      assertThat(run.metric("carry_alert_waiting")).isPositive();
    }
    receiver.comeBack();
    try (SimulatedRun _ = run()) {
      SimulatedRun.until("the next process tells it", () -> received().count() > 3);
    }
  }

  // --- secrets -------------------------------------------------------------------------------

  /// Receivers that repeat the secret in their errors; every address and file is read.
  @Test
  void plantedSecretsAreNowhere() throws Exception {
    String slack = receiver.address("/services/T0/B0/plantedSlackSecret").toString();
    String discord = receiver.address("/api/webhooks/1/plantedDiscordSecret").toString();
    List<String> secrets =
        List.of(
            Receiver.TOKEN,
            slack,
            discord,
            "plantedSlackSecret",
            "plantedDiscordSecret",
            "planted-signing-secret",
            "planted-password-9876");
    for (int i = 0; i < 500; i++) {
      receiver.then(Reply.of(i % 2 == 0 ? 500 : 400, "cannot serve " + Receiver.ECHO));
    }
    Path kept = Files.createDirectory(folder.resolve("secrets"));
    List<String> sets = new ArrayList<>();
    file(sets, kept, "alert.telegram.token-file", Receiver.TOKEN);
    file(sets, kept, "alert.slack.url-file", slack);
    file(sets, kept, "alert.discord.url-file", discord);
    file(sets, kept, "alert.webhook.secret-file", "planted-signing-secret");
    file(sets, kept, "alert.email.password-file", "planted-password-9876");
    for (String set :
        List.of(
            "alert.telegram.chat=-1001234",
            "alert.telegram.base-url=" + receiver.address(""),
            "alert.webhook.url=" + receiver.address("/hook"),
            "alert.email.host=127.0.0.1",
            "alert.email.port=1",
            "alert.email.tls=none",
            "alert.email.user=desk",
            "alert.email.from=a@example.org",
            "alert.email.to=b@example.org",
            "alert.gather=0s",
            "alert.rules.net-apr.at=-99%",
            "alert.rules.net-apr.for=0s",
            "cross-venue.open-apr=-50%",
            "cross-venue.close-apr=-50%")) {
      sets.addAll(List.of("--set", set));
    }
    HttpClient http = HttpClient.newHttpClient();
    try (SimServer venues = SimServer.start(SimOptions.defaults().withAssets(10))) {
      Path endpoints = folder.resolve("endpoints.json");
      Files.writeString(endpoints, venues.endpointsJson());
      try (ChildJvm child =
          Called.run(
              folder.resolve("errors"),
              folder.resolve("data"),
              endpoints,
              sets.toArray(String[]::new))) {
        URI address = URI.create(child.mustSay("http"));
        SimulatedRun.until(
            "each channel failed",
            () -> {
              String about = SimulatedRun.text(http, address.resolve("/api/v1/alerts/about"));
              return about.split("failsSince", -1).length == 6;
            });
        for (String path :
            List.of(
                "/",
                "/api/v1/alerts",
                "/api/v1/alerts/about",
                "/api/v1/about",
                "/metrics",
                "/health/ready",
                "/openapi.yaml")) {
          assertThat(SimulatedRun.text(http, address.resolve(path)))
              .as(path)
              .doesNotContain(secrets);
        }
        assertThat(child.endsWhenAsked(Duration.ofSeconds(20))).isTrue();
      }
      List<String> verbs = new ArrayList<>(List.of("alerts", "channels", "--data", data()));
      verbs.addAll(sets);
      Called channels = Called.call(verbs.toArray(String[]::new));
      assertThat(channels.out() + channels.err()).contains("telegram").doesNotContain(secrets);
      for (String channel : List.of("telegram", "slack", "discord", "webhook", "email")) {
        verbs.set(1, "test");
        List<String> test = new ArrayList<>(verbs);
        test.add(2, channel);
        Called called = Called.call(test.toArray(String[]::new));
        assertThat(called.exit()).as(called.err()).isEqualTo(1);
        assertThat(called.out() + called.err()).contains(channel).doesNotContain(secrets);
      }
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (!file.startsWith(kept)) {
          String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
          for (String secret : secrets) {
            assertThat(text.contains(secret)).as(file + " " + secret).isFalse();
          }
        }
      }
    }
  }

  private static void file(List<String> sets, Path folder, String key, String secret)
      throws IOException {
    Path file = Files.writeString(folder.resolve(key), secret + "\n");
    sets.addAll(List.of("--set", key + "=" + file));
  }

  // --- the verb ------------------------------------------------------------------------------

  @Test
  void aChannelIsTriedByItsNameAndWhatIsMissingIsSaid() {
    String url = "alert.webhook.url=" + receiver.address("/hook");
    Called sent = Called.call("alerts", "test", "webhook", "--set", url);
    assertThat(sent.exit()).as(sent.err()).isZero();
    assertThat(sent.err()).contains("webhook took the test message");
    assertThat(receiver.posts().getFirst().json().at("/alerts/0/rule").asText()).isEqualTo("test");

    receiver.then(Reply.of(500, "broken"));
    Called failed = Called.call("alerts", "test", "webhook", "--set", url);
    assertThat(failed.exit()).isEqualTo(1);
    assertThat(failed.err()).contains("webhook did not take it: it answered 500: broken");

    Called unknown = Called.call("alerts", "test", "pager");
    assertThat(unknown.exit()).isEqualTo(2);
    assertThat(unknown.err()).contains("no channel is called pager; allowed is console, discord");
    Called missing = Called.call("alerts", "test", "slack");
    assertThat(missing.exit()).isEqualTo(2);
    assertThat(missing.err()).contains("slack is not set up");
    Called half = Called.call("alerts", "test", "telegram", "--set", "alert.telegram.chat=1");
    assertThat(half.exit()).isEqualTo(2);
    assertThat(half.err()).contains("CARRY_ALERT_TELEGRAM_TOKEN is not set");
    assertThat(Called.call("alerts").err()).contains("test, list, channels or history");
    assertThat(Called.call("alerts", "history", "--data", data()).exit()).isZero();
  }
}
