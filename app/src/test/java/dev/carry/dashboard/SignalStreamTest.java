package dev.carry.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.carry.model.Finding;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Bots that follow signals over the wire.
class SignalStreamTest {
  private final Fixture fixture = Fixture.open(0);
  private final Browser browser = new Browser(fixture.dashboard);
  private final List<SignalBot> bots = new ArrayList<>();

  @AfterEach
  void close() {
    bots.forEach(SignalBot::close);
    browser.close();
    fixture.close();
  }

  private SignalBot bot(String query) throws IOException, InterruptedException {
    SignalBot bot = new SignalBot(fixture.dashboard, query);
    bots.add(bot);
    return bot.connect();
  }

  private String tell(String id, Finding.Status status, double netApr, Instant pricesOf) {
    return fixture.tell(id, status, netApr, pricesOf);
  }

  private String tell(String id, Finding.Status status, double netApr) {
    return tell(id, status, netApr, fixture.market().instant());
  }

  @Test
  void aFindingIsToldFromItsOpeningToItsEnd() throws Exception {
    SignalBot bot = bot("kind=opportunity");
    String first = tell("x/1", Finding.Status.OPEN, 0.05);
    tell("x/1", Finding.Status.UPDATED, 0.06);
    tell("x/1", Finding.Status.CLOSED, 0.01);
    assertThat(bot.next())
        .satisfies(
            told -> {
              assertThat(told.event()).isEqualTo("opened");
              assertThat(told.id()).isEqualTo(first);
              assertThat(told.data().path("netApr").asDouble()).isEqualTo(0.05);
            });
    assertThat(bot.next().event()).isEqualTo("updated");
    assertThat(bot.next().event()).isEqualTo("closed");
    assertThat(bot.open()).isEmpty();
  }

  @Test
  void whoAsksForALeastNetIsToldOfAFindingToItsEnd() throws Exception {
    SignalBot bot = bot("min-net=0.05");
    tell("x/low", Finding.Status.OPEN, 0.01);
    tell("x/high", Finding.Status.OPEN, 0.06);
    tell("x/high", Finding.Status.UPDATED, 0.02); // it must know
    tell("x/low", Finding.Status.CLOSED, 0.01);
    tell("x/high", Finding.Status.CLOSED, 0.01);
    assertThat(List.of(bot.next(), bot.next(), bot.next()))
        .allMatch(told -> told.data().path("id").asText().equals("x/high"))
        .extracting(SignalBot.Told::event)
        .containsExactly("opened", "updated", "closed");
  }

  @Test
  void whatComesTooLateIsLeftOutAndCountedAndAnEndNever() throws Exception {
    SignalBot bot = bot("max-age=PT0.1S");
    Instant now = fixture.market().instant();
    tell("x/1", Finding.Status.OPEN, 0.05, now.minusMillis(101));
    tell("x/1", Finding.Status.CLOSED, 0.05, now.minusMillis(101));
    assertThat(bot.next().event()).isEqualTo("closed");
    tell("x/2", Finding.Status.OPEN, 0.05, now.minusMillis(99));
    assertThat(bot.next().event()).isEqualTo("opened");
    assertThat(browser.get("/metrics").body()).contains("carry_signals_late_total 1.0");
  }

  /// The log is closed behind the page.
  @Test
  void whatGetsOnTheDiskAfterItStoppedHarmsNobody() {
    fixture.dashboard.close();
    fixture.disk.advance(2_000_000);
    fixture.disk.advance(2_000_001);
  }

  @Test
  void filtersAreReadStrictly() throws Exception {
    assertThat(bot("venue=bybit&detector=cross-venue-funding&asset=BTC,ETH")).isNotNull();
    for (String wrong :
        List.of("venue=nowhere", "detector=x", "min-net=much", "max-age=1s", "analyst=no", "x=1")) {
      assertThat(browser.get("/api/v1/signals?" + wrong).statusCode()).as(wrong).isEqualTo(400);
    }
  }

  @Test
  void whoIsToldNothingKnowsWhereToGoOn() throws Exception {
    String newest = tell("x/1", Finding.Status.OPEN, 0.05);
    HttpRequest request = HttpRequest.newBuilder(browser.uri("/api/v1/signals?min-net=9")).build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      Stream<String> lines = client.send(request, HttpResponse.BodyHandlers.ofLines()).body();
      assertThat(lines.filter(line -> line.startsWith("id: ")).findFirst())
          .contains("id: " + newest);
      client.shutdownNow();
    }
  }

  /// One bot is never cut off, the other again and again; signals are lost for neither.
  @Test
  void aBotThatIsCutOffAndComesBackEndsWhereTheOtherDoes() throws Exception {
    SignalBot steady = bot("kind=opportunity");
    SignalBot shaky = bot("kind=opportunity");
    SplittableRandom random = new SplittableRandom(7);
    String last = "";
    int[] situation = new int[12]; // odd: it is open
    for (int i = 0; i < 600; i++) {
      int each = random.nextInt(situation.length);
      boolean open = situation[each] % 2 == 1;
      boolean closes = open && random.nextInt(3) == 0;
      if (!open || closes) {
        situation[each]++;
      }
      Finding.Status status =
          closes ? Finding.Status.CLOSED : open ? Finding.Status.UPDATED : Finding.Status.OPEN;
      int number = closes ? situation[each] / 2 : (situation[each] + 1) / 2;
      last = tell("x/" + each + "/" + number, status, random.nextDouble());
      if (i % 40 == 39) {
        shaky.cut();
      } else if (i % 40 == 20 && i > 40) {
        shaky.connect();
      }
    }
    shaky.cut();
    shaky.connect();
    steady.awaitLast(last);
    shaky.awaitLast(last);
    assertThat(shaky.open()).isEqualTo(steady.open());
    assertThat(steady.open()).isNotEmpty();
  }

  @Test
  void whoIsFarBehindIsToldOfEachFindingTheLast() throws Exception {
    SignalBot bot = bot("kind=opportunity");
    tell("x/0", Finding.Status.OPEN, 0.01);
    bot.next();
    bot.cut();
    for (int i = 0; i < 150; i++) {
      tell("x/0", Finding.Status.UPDATED, 0.01 + i);
      tell("x/gone", i % 2 == 0 ? Finding.Status.OPEN : Finding.Status.CLOSED, 0.01);
    }
    String last = tell("x/new", Finding.Status.OPEN, 0.02);
    bot.connect();
    bot.awaitLast(last);
    List<SignalBot.Told> rest = bot.rest();
    assertThat(rest).extracting(SignalBot.Told::event).containsExactly("updated", "opened");
    assertThat(rest.getFirst().data().path("netApr").asDouble()).isEqualTo(149.01);
    assertThat(bot.open()).containsOnlyKeys("x/0", "x/new");
    assertThat(browser.get("/metrics").body())
        .as("by this bot, and by what was left of its first line")
        .doesNotContain("carry_signals_conflated_total 0.0");
  }

  @Test
  void aSocketIsToldTheSameByASchemaThatIsPublished() throws Exception {
    JsonSchema schema =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(Files.readString(Path.of("..", "docs", "schema", "signal.json")));
    BlockingQueue<String> received = new LinkedBlockingQueue<>();
    URI address =
        URI.create(
            fixture.dashboard.address().toString().replace("http", "ws")
                + "api/v1/signals?kind=opportunity");
    try (HttpClient client = HttpClient.newHttpClient()) {
      WebSocket socket =
          client.newWebSocketBuilder().buildAsync(address, new Lines(received)).join();
      assertThat(message(received, schema).path("schema").asInt()).isEqualTo(Signal.SCHEMA);
      String id = tell("x/1", Finding.Status.OPEN, 0.05);
      JsonNode opened = message(received, schema);
      assertThat(opened.path("type").asText()).isEqualTo("opened");
      assertThat(opened.path("id").asText()).isEqualTo(id);
      tell("x/1", Finding.Status.CLOSED, 0.05);
      assertThat(message(received, schema).path("type").asText()).isEqualTo("closed");
      socket.abort();
      WebSocket lost =
          client
              .newWebSocketBuilder()
              .buildAsync(URI.create(address + "&after=99999999999999999"), new Lines(received))
              .join();
      assertThat(message(received, schema).path("type").asText()).isEqualTo("hello");
      assertThat(message(received, schema).path("type").asText()).isEqualTo("reset");
      lost.abort();
    }
  }

  private static JsonNode message(BlockingQueue<String> received, JsonSchema schema)
      throws InterruptedException {
    String text = received.poll(20, TimeUnit.SECONDS);
    assertThat(text).isNotNull();
    JsonNode message = Browser.parse(java.util.Objects.requireNonNull(text));
    assertThat(schema.validate(message)).as(text).isEmpty();
    return message;
  }

  /// Every line of every message.
  private record Lines(BlockingQueue<String> into, StringBuilder part)
      implements WebSocket.Listener {
    Lines(BlockingQueue<String> into) {
      this(into, new StringBuilder());
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
      part.append(data);
      if (last) {
        part.toString().lines().forEach(into::add);
        part.setLength(0);
      }
      from.request(1);
      return CompletableFuture.completedStage(null);
    }
  }
}
