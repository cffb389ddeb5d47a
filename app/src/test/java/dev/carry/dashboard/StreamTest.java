package dev.carry.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carry.model.FeedStatus;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The live stream and the signals, as a program sees them.
class StreamTest {
  private final Fixture fixture = Fixture.open(0);
  private final Browser browser = new Browser(fixture.dashboard);

  @AfterEach
  void close() {
    browser.close();
    fixture.close();
  }

  /// A reader of the stream that keeps what it was told.
  private final class Reader implements WebSocket.Listener {
    final BlockingQueue<JsonNode> messages = new LinkedBlockingQueue<>();
    private final StringBuilder text = new StringBuilder();
    final WebSocket socket;

    Reader(String... headers) {
      URI uri = URI.create("ws://127.0.0.1:" + fixture.dashboard.port() + "/api/v1/stream");
      WebSocket.Builder builder = browser.client.newWebSocketBuilder();
      for (int i = 0; i + 1 < headers.length; i += 2) {
        builder.header(headers[i], headers[i + 1]);
      }
      socket = builder.buildAsync(uri, this).join();
    }

    void send(String message) {
      socket.sendText(message, true).join();
    }

    @Override
    public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
      text.append(data);
      if (last) {
        messages.add(Browser.parse(text.toString()));
        text.setLength(0);
      }
      webSocket.request(1);
      return CompletableFuture.completedStage(null);
    }

    /// The next message that is wanted; the others are dropped.
    JsonNode next(Predicate<JsonNode> wanted) {
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
      try {
        while (true) {
          JsonNode message = messages.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
          assertThat(message).as("a message within ten seconds").isNotNull();
          if (wanted.test(message)) {
            return message;
          }
        }
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    JsonNode topic(String topic) {
      return next(message -> message.path("topic").asText().equals(topic));
    }
  }

  @Test
  void firstComesTheWholeThenWhatChanged() {
    Reader reader = new Reader();
    assertThat(reader.topic("hello").path("seed").asLong()).isEqualTo(42);
    reader.send("{\"subscribe\":[\"opportunities\",\"feeds\"]}");
    JsonNode whole = reader.topic("opportunities");
    assertThat(whole.path("whole").asBoolean()).isTrue();
    assertThat(whole.path("items").size()).isEqualTo(browser.items("/api/v1/opportunities").size());
    assertThat(reader.topic("feeds").path("items").size()).isEqualTo(10);
    fixture.market().feed(FixtureMarket.OKX, "public", FeedStatus.State.CLOSED, "gone");
    assertThat(reader.topic("feeds").path("items").toString()).contains("\"closed\"");
    fixture.market().feed(FixtureMarket.OKX, "public", FeedStatus.State.RETIRED, "");
    assertThat(reader.topic("feeds").path("items").size()).as("without the retired").isEqualTo(9);
    fixture.troubles();
    JsonNode change = reader.topic("opportunities");
    assertThat(change.path("whole").asBoolean()).isFalse();
  }

  @Test
  void followingTheChangesGivesWhatTheListsGive() {
    Reader reader = new Reader();
    reader.send("{\"subscribe\":[\"opportunities\",\"rejections\",\"quarantine\"]}");
    Map<String, Map<String, Integer>> known = new TreeMap<>();
    follow(known, reader.topic("opportunities"));
    fixture.troubles();
    // every topic is told at least as often as the clock: after two more beats nothing is missing
    for (int beats = 0; beats < 3; ) {
      JsonNode message = reader.next(any -> true);
      beats += message.path("topic").asText().equals("clock") ? 1 : 0;
      follow(known, message);
    }
    for (String list : List.of("opportunities", "rejections", "quarantine")) {
      Map<String, Integer> rows = new TreeMap<>();
      browser
          .items("/api/v1/" + list)
          .forEach(o -> rows.put(o.path("id").asText(), o.path("revision").asInt()));
      assertThat(known.get(list)).isEqualTo(rows);
    }
  }

  private static void follow(Map<String, Map<String, Integer>> known, JsonNode message) {
    Map<String, Integer> rows =
        known.computeIfAbsent(message.path("topic").asText(), name -> new TreeMap<>());
    if (message.path("whole").asBoolean()) {
      rows.clear();
    }
    message.path("items").forEach(o -> rows.put(o.path("id").asText(), o.path("revision").asInt()));
    message.path("removed").forEach(id -> rows.remove(id.asText()));
  }

  @Test
  void aMessageThatIsNotUnderstoodIsAnsweredWithWhatIsAllowed() {
    Reader reader = new Reader();
    for (String bad : List.of("{", "[]", "{\"subscribe\":[\"gossip\"]}", "hello")) {
      reader.send(bad);
      assertThat(reader.topic("error").path("allowed").asText()).contains("opportunities");
    }
  }

  @Test
  void aPageOfAnotherOriginCannotReadTheStream() {
    assertThatThrownBy(() -> new Reader("Origin", "http://evil.example"))
        .isInstanceOf(CompletionException.class);
  }

  @Test
  void whatWasNotDeliveredIsSaidForGood() {
    Reader reader = new Reader();
    assertThat(reader.topic("hello").has("missedAt")).isFalse();
    fixture.dashboard.missed(7);
    reader.next(m -> m.path("topic").asText().equals("clock") && m.has("missedAt"));
    assertThat(browser.json("/api/v1/about").path("missedAt").asText())
        .isEqualTo(fixture.market().instant().toString());
  }

  // --- signals -----------------------------------------------------------------------------

  /// Reads server-sent events until so many came.
  private List<String> events(int count, String path, String... headers) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(browser.uri(path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    HttpResponse<InputStream> answer =
        browser
            .client
            .sendAsync(request.build(), HttpResponse.BodyHandlers.ofInputStream())
            .get(10, TimeUnit.SECONDS);
    assertThat(answer.headers().firstValue("content-type").orElse(""))
        .startsWith("text/event-stream");
    List<String> events = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
      StringBuilder event = new StringBuilder();
      while (events.size() < count) {
        String line = lines.readLine();
        if (line == null) {
          throw new IOException("the stream ended after " + events.size() + " events");
        }
        if (!line.isEmpty()) {
          event.append(line).append('\n');
        } else if (event.indexOf("event: ") >= 0) {
          events.add(event.toString());
          event.setLength(0);
        } else {
          event.setLength(0);
        }
      }
    }
    return events;
  }

  private static long id(String event) {
    return Long.parseLong(event.substring(4, event.indexOf('\n')));
  }

  @Test
  void signalsResumeBehindTheLastOneSeenWithoutHoleOrRepeat() throws Exception {
    List<String> all = events(60, "/api/v1/signals?after=0");
    assertThat(all.stream().map(StreamTest::id)).isSorted().doesNotHaveDuplicates();
    String last = String.valueOf(id(all.get(19)));
    assertThat(events(40, "/api/v1/signals", "Last-Event-ID", last)).isEqualTo(all.subList(20, 60));
  }

  @Test
  void signalsAreTheFindingsOfTheListsAndCanBeFiltered() throws Exception {
    List<String> sol = events(1, "/api/v1/signals?after=0&asset=SOL&kind=opportunity");
    JsonNode finding =
        Browser.parse(
            sol.getFirst()
                .lines()
                .filter(l -> l.startsWith("data: "))
                .findFirst()
                .orElseThrow()
                .substring(6));
    assertThat(finding.path("finding").asText()).isEqualTo("opportunity");
    assertThat(finding.path("asset").asText()).isEqualTo("SOL");
    assertThat(sol.getFirst()).contains("event: opened");
    assertThat(browser.json("/api/v1/opportunities").path("sequence").asLong())
        .isGreaterThanOrEqualTo(id(sol.getFirst()));
  }

  @Test
  void aNumberThatIsNotKnownStartsOverAndSaysSo() throws Exception {
    List<String> events = events(2, "/api/v1/signals", "Last-Event-ID", "999999999999999");
    assertThat(events.get(0)).startsWith("event: reset");
    assertThat(events.get(1)).contains("event: opened");
  }

  @Test
  void killClosesWhatIsOpenAndTheStreamSaysSo() {
    Reader reader = new Reader();
    reader.send("{\"subscribe\":[\"opportunities\"]}");
    reader.topic("opportunities");
    browser.post("/api/v1/kill", "Authorization", "Bearer " + fixture.dashboard.token());
    fixture.market().pass(Duration.ofSeconds(1));
    JsonNode clock =
        reader.next(m -> m.path("topic").asText().equals("clock") && m.has("killedAt"));
    assertThat(clock.path("killedAt").asText()).isNotBlank();
    assertThat(browser.items("/api/v1/opportunities")).isEmpty();
  }
}
