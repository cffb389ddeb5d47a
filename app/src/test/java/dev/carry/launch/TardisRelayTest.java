package dev.carry.launch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.carry.dashboard.About;
import dev.carry.history.Importer;
import dev.carry.model.Fact;
import dev.carry.model.MarketEvent;
import dev.carry.model.VenueId;
import dev.carry.sim.SimOptions;
import dev.carry.sim.SimServer;
import dev.carry.store.StoredRow;
import dev.carry.tardis.TardisJson;
import dev.carry.venue.VenueDescriptor;
import dev.carry.venue.roster.Venues;
import dev.carry.venue.session.Endpoint;
import dev.carry.venue.session.SessionOptions;
import dev.carry.venue.session.VenueSession;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What tools made for tardis-machine are told: by a running Carry, of recordings and of the
/// present. It takes the seconds that a recording of real time takes.
class TardisRelayTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final String EVERYTHING =
      "\"trade\",\"book_change\",\"derivative_ticker\",\"liquidation\",\"book_ticker\"";

  private static final VenueId BYBIT = VenueId.of("bybit");
  private static final VenueId DERIBIT = VenueId.of("deribit");

  @TempDir private static Path folder;
  private static SimServer venues;
  private static Live live;
  private static Instant began;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    venues = SimServer.start(SimOptions.defaults().withAssets(2).withDensity(5));
    Path data = folder.resolve("data");
    Map<VenueId, Endpoint> endpoints = EndpointsFile.parse("the simulator", venues.endpointsJson());
    List<VenueDescriptor> two =
        List.of(Venues.find(BYBIT).orElseThrow(), Venues.find(DERIBIT).orElseThrow());
    began = Instant.now();
    record(data, endpoints, two);
    live =
        Live.start(
            new Live.Options(
                new About("test", Build.VERSION, null, 1.0),
                Config.of(Settings.read(null, Map.of(), List.of())).withPort(0),
                new DataFolder(data),
                venues.clock(),
                1,
                two,
                instrument -> true,
                endpoints,
                false));
  }

  /// Until there is enough of everything that is looked at.
  private static void record(
      Path data, Map<VenueId, Endpoint> endpoints, List<VenueDescriptor> two) {
    Map<String, Integer> seen = new ConcurrentHashMap<>();
    try (FrameKeeper keeper = new FrameKeeper(new DataFolder(data).frames());
        Opened sessions = new Opened()) {
      for (VenueDescriptor venue : two) {
        sessions
            .with(
                new VenueSession(
                    venue,
                    endpoints.get(venue.id()),
                    SessionOptions.of(EnumSet.allOf(Fact.class), instrument -> true)
                        .deep(id -> true),
                    InstantSource.system(),
                    input -> {
                      if (input instanceof MarketEvent event) {
                        seen.merge(event.id() + " " + event.fact().label(), 1, Integer::sum);
                      }
                    },
                    keeper))
            .start();
      }
      SimulatedRun.until(
          "enough is recorded: " + seen,
          () ->
              Stream.of("bybit:BTCUSDT trade", "bybit:BTCUSDT book", "deribit:BTC-PERPETUAL mark")
                  .allMatch(what -> seen.getOrDefault(what, 0) >= 4));
    }
  }

  @AfterAll
  static void stop() {
    if (live != null) {
      live.close();
    }
    if (venues != null) {
      venues.close();
    }
  }

  @Test
  void whatWasRecordedIsToldInItsOrder() throws Exception {
    List<JsonNode> messages =
        past(
            "[{\"exchange\":\"bybit\",\"symbols\":[\"BTCUSDT\"],%s,\"dataTypes\":[%s]},"
                    .formatted(recording(), EVERYTHING)
                + "{\"exchange\":\"deribit\",%s,\"dataTypes\":[\"derivative_ticker\",\"trade\"]}]"
                    .formatted(recording()));

    Map<String, Integer> kinds = new TreeMap<>();
    messages.forEach(message -> kinds.merge(kind(message), 1, Integer::sum));
    assertThat(kinds)
        .containsKeys(
            "bybit trade",
            "bybit book_change",
            "bybit derivative_ticker",
            "bybit book_ticker",
            "deribit derivative_ticker")
        .doesNotContainKey("deribit book_change");
    assertThat(messages.stream().map(message -> at(message, "localTimestamp")).toList()).isSorted();
    assertThat(messages)
        .filteredOn(message -> message.get("exchange").asText().equals("bybit"))
        .allMatch(message -> message.get("symbol").asText().equals("BTCUSDT"));
  }

  @Test
  void theBookThatChangesMakeIsTheOneThatSnapshotsShow() throws Exception {
    String options =
        "{\"exchange\":\"bybit\",\"symbols\":[\"BTCUSDT\"],%s,"
            + "\"dataTypes\":[\"book_change\",\"book_snapshot_5_0ms\",\"quote_1s\"]}";
    List<JsonNode> messages = past(options.formatted(recording()));

    TreeMap<BigDecimal, BigDecimal> bids = new TreeMap<>((a, b) -> b.compareTo(a));
    int compared = 0;
    boolean begun = false;
    for (JsonNode message : messages) {
      switch (message.get("type").asText()) {
        case "book_change" -> {
          assertThat(begun || message.get("isSnapshot").asBoolean()).isTrue();
          begun = true;
          if (message.get("isSnapshot").asBoolean()) {
            bids.clear();
          }
          for (JsonNode level : message.get("bids")) {
            BigDecimal price = new BigDecimal(level.get("price").asText());
            if (level.get("amount").decimalValue().signum() == 0) {
              bids.remove(price);
            } else {
              bids.put(price, new BigDecimal(level.get("amount").asText()));
            }
          }
        }
        default -> {
          if (message.get("name").asText().equals("book_snapshot_5_0ms")) {
            compared++;
            assertThat(message.get("bids")).hasSize(5);
            List<String> top = bids.keySet().stream().limit(5).map(String::valueOf).toList();
            List<String> told = new ArrayList<>();
            message
                .get("bids")
                .forEach(l -> told.add(String.valueOf(new BigDecimal(l.get("price").asText()))));
            assertThat(told).isEqualTo(top);
          }
        }
      }
    }
    assertThat(compared).isGreaterThan(3);
    assertThat(messages.stream().filter(m -> m.path("name").asText().equals("quote_1s")))
        .hasSizeGreaterThan(1)
        .allMatch(message -> message.get("depth").asInt() == 1);
  }

  @Test
  void onlyTheTimeAskedForIsTold() throws Exception {
    String options = "{\"exchange\":\"bybit\",%s,\"dataTypes\":[\"book_change\",\"trade\"]}";
    List<JsonNode> all = past(options.formatted(recording()));
    Instant from = at(all.get(all.size() / 3), "localTimestamp");
    Instant to = at(all.get(2 * all.size() / 3), "localTimestamp");

    List<JsonNode> messages =
        past(options.formatted("\"from\":\"%s\",\"to\":\"%s\"".formatted(from, to)));
    assertThat(messages)
        .isNotEmpty()
        .hasSizeLessThan(all.size())
        .allMatch(message -> !at(message, "localTimestamp").isBefore(from))
        .allMatch(message -> at(message, "localTimestamp").isBefore(to));
    Set<String> begun = new HashSet<>();
    for (JsonNode message : messages) {
      if (kind(message).equals("bybit book_change") && begun.add(message.get("symbol").asText())) {
        assertThat(message.get("isSnapshot").asBoolean()).as("a book begins whole").isTrue();
      }
    }
    assertThat(begun).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "400 | | options: missing",
        "400 | x | no JSON",
        "400 | {\"exchange\":\"bybit\",\"from\":\"2026-01-01\",\"to\":\"2026-01-02\"} | dataTypes:"
            + " missing",
        "400 | {\"exchange\":\"bybit\",\"from\":\"soon\",\"to\":\"2026-01-02\",\"dataTypes\":"
            + "[\"trade\"]} | from: 'soon', allowed is a day or a time",
        "400 | {\"exchange\":\"bybit\",\"from\":\"2026-01-03\",\"to\":\"2026-01-02\",\"dataTypes\":"
            + "[\"trade\"]} | is not before",
        "400 | {\"exchange\":\"bybit\",\"from\":\"2026-01-01\",\"to\":\"2026-01-02\",\"dataTypes\":"
            + "[\"trade_bar_1m\"]} | 'trade_bar_1m' is not known here; allowed are trade",
        "400 | {\"exchange\":\"binance-usdm\",\"from\":\"2026-01-01\",\"to\":\"2026-01-02\","
            + "\"dataTypes\":[\"trade\"]} | allowed is 'binance-futures'",
        "400 | {\"exchange\":\"ftx\",\"from\":\"2022-11-01\",\"to\":\"2022-11-02\",\"dataTypes\":"
            + "[\"trade\"]} | ftx: closed: it stopped in November 2022",
        "404 | {\"exchange\":\"bybit\",\"from\":\"2020-01-01\",\"to\":\"2020-01-02\",\"dataTypes\":"
            + "[\"trade\"]} | no messages of [bybit]"
      })
  void whatCannotBeAnsweredIsRefusedWithTheReason(int status, String options, String reason)
      throws Exception {
    HttpResponse<String> answer = get(options);

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(JSON.readTree(answer.body()).get("message").asText()).contains(reason);
  }

  @Test
  void thePresentIsToldMessageByMessage() throws Exception {
    Client client =
        new Client(
            "{\"exchange\":\"bybit\",\"symbols\":[\"BTCUSDT\"],\"timeoutIntervalMS\":10000,"
                + "\"dataTypes\":[\"trade\",\"book_change\",\"derivative_ticker\","
                + "\"book_ticker\",\"quote\"]}");

    Set<String> kinds = new HashSet<>();
    Set<String> all =
        Set.of(
            "bybit trade",
            "bybit book_change",
            "bybit derivative_ticker",
            "bybit book_ticker",
            "bybit book_snapshot");
    client.readUntil(message -> kinds.add(kind(message)) && kinds.containsAll(all));
    assertThat(kinds).isEqualTo(all);
    client.socket.sendClose(WebSocket.NORMAL_CLOSURE, "enough");
  }

  @Test
  void aLiveRequestThatCannotBeAnsweredClosesWithTheReason() throws Exception {
    assertThat(new Client("{\"exchange\":\"ftx\",\"dataTypes\":[\"liquidation\"]}").closed())
        .startsWith("1011 exchange ftx: closed: it stopped in November 2022");
    assertThat(new Client("{\"exchange\":\"bybit\",\"dataTypes\":[\"book_change\"]}").closed())
        .startsWith("1011 symbols: found 0, allowed with order books are 1 to 60");
    assertThat(
            new Client("{\"exchange\":\"hyperliquid\",\"dataTypes\":[\"liquidation\"]}").closed())
        .startsWith("1011 hyperliquid gives no liquidation");
  }

  /// The types of the library that Tardis publishes hold for our messages, and it makes of our
  /// changes of books the snapshots that we made.
  @Test
  void theirOwnLibraryTakesOurMessagesForItsOwn() throws Exception {
    NodeProject node = NodeProject.install("tardis");
    String books =
        "{\"exchange\":\"bybit\",%s,\"dataTypes\":[\"book_change\",\"book_snapshot_5_0ms\"]}"
            .formatted(recording());
    List<String> captured = new ArrayList<>();
    for (String exchange : List.of("bybit", "deribit")) {
      Set<String> kinds = new HashSet<>();
      String options = "{\"exchange\":\"%s\",%s,\"dataTypes\":[%s,\"option_summary\",\"quote\"]}";
      for (JsonNode message : past(options.formatted(exchange, recording(), EVERYTHING))) {
        if (captured.size() < 400 || kinds.add(kind(message))) {
          captured.add(message.toString());
        }
      }
    }
    captured.add(new TardisJson().disconnected("bybit", began, List.of("BTCUSDT")));
    Files.writeString(
        node.file("messages.ts"),
        "import type { Message } from './wire.js'\nexport const messages: Message[] = [\n"
            + String.join(",\n", captured)
            + "\n]\n");

    NodeProject.Ran compiled = node.run("node", "node_modules/typescript/bin/tsc", "-p", ".");
    assertThat(compiled.out()).isEmpty();
    NodeProject.Ran ran =
        node.run(
            "node",
            "out/client.js",
            live.address().resolve("/replay-normalized").toString(),
            books);
    JsonNode compared = JSON.readTree(ran.out());
    assertThat(compared.path("differing").isNull()).as(ran.out()).isTrue();
    assertThat(compared.path("ours").asInt()).isPositive();
    assertThat(compared.path("theirs")).isEqualTo(compared.path("ours"));
  }

  /// Carry's own client of such machines imports from it: the past, and the present until the
  /// machine ends it.
  @Test
  void ourImportReadsThePast() {
    String address = live.address().resolve("/replay-normalized").toString();
    String options = "?options={\"exchange\":\"bybit\",%s,\"dataTypes\":[\"%s\"]}";
    Called tickers = imported(address + options.formatted(recording(), "derivative_ticker"));
    assertThat(tickers.exit()).as(tickers.err()).isZero();
    assertThat(tickers.err())
        .contains(" 0 rejected; 0 files passed over")
        .doesNotContain(" 0 added");

    Called none =
        imported(
            address + options.formatted("\"from\":\"2020-01-01\",\"to\":\"2020-01-02\"", "trade"));
    assertThat(none.exit()).isEqualTo(1);
    assertThat(none.err())
        .contains("ended early: the machine answered 404", "no messages of [bybit]");
  }

  @Test
  void ourImportReadsThePresentUntilItIsEnough() throws Exception {
    List<MarketEvent> facts = new ArrayList<>();
    String address =
        "ws://"
            + live.address().getAuthority()
            + "/ws-stream-normalized?options={\"exchange\":\"deribit\","
            + "\"dataTypes\":[\"derivative_ticker\",\"book_ticker\"]}";
    new TardisSource(null, () -> facts.size() > 20)
        .of(address)
        .reader()
        .read(
            new Importer.Facts() {
              @Override
              public void fact(long line, MarketEvent event, Instant knownAt, String source) {
                facts.add(event);
              }

              @Override
              public void row(long line, StoredRow row) {
                throw new AssertionError("no row of a store");
              }

              @Override
              public void rejected(long line, String reason) {
                throw new AssertionError(reason);
              }

              @Override
              public void note(String text) {
                throw new AssertionError(text);
              }

              @Override
              public void progress(long bytes) {}
            });
    assertThat(facts)
        .hasSizeGreaterThan(20)
        .allMatch(fact -> fact.id().venue().id().equals("deribit"));
  }

  private static Called imported(String address) {
    return Called.call(
        "history", "import", "--data", folder.resolve("imported").toString(), address);
  }

  private static String recording() {
    return "\"from\":\"%s\",\"to\":\"%s\"".formatted(began, began.plusSeconds(600));
  }

  private static String kind(JsonNode message) {
    return message.get("exchange").asText() + " " + message.get("type").asText();
  }

  private static Instant at(JsonNode message, String field) {
    return Instant.parse(message.get(field).asText());
  }

  private static List<JsonNode> past(String options) throws IOException, InterruptedException {
    HttpResponse<String> answer = get(options);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/x-json-stream");
    List<JsonNode> messages = new ArrayList<>();
    for (String line : answer.body().lines().toList()) {
      messages.add(JSON.readTree(line));
    }
    return messages;
  }

  private static HttpResponse<String> get(String options) throws IOException, InterruptedException {
    String query = options == null ? "" : "?options=" + encoded(options);
    return HTTP.send(
        HttpRequest.newBuilder(live.address().resolve("/replay-normalized" + query)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static String encoded(String options) {
    return URLEncoder.encode(options, StandardCharsets.UTF_8);
  }

  /// A client of the JDK, as others would write one.
  private static final class Client implements WebSocket.Listener {
    final WebSocket socket;
    private final BlockingQueue<String> got = new LinkedBlockingQueue<>();
    private final StringBuilder part = new StringBuilder();

    Client(String options) {
      socket =
          HTTP.newWebSocketBuilder()
              .buildAsync(
                  URI.create(
                      "ws://"
                          + live.address().getAuthority()
                          + "/ws-stream-normalized?options="
                          + encoded(options)),
                  this)
              .join();
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
      part.append(text);
      if (last) {
        got.add(part.toString());
        part.setLength(0);
      }
      from.request(1);
      return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
      got.add(code + " " + reason);
      return null;
    }

    void readUntil(Predicate<JsonNode> enough) throws IOException, InterruptedException {
      while (true) {
        String text = got.poll(20, TimeUnit.SECONDS);
        assertThat(text).as("a message within 20 s").isNotNull().startsWith("{");
        if (enough.test(JSON.readTree(text))) {
          return;
        }
      }
    }

    String closed() throws InterruptedException {
      return got.poll(20, TimeUnit.SECONDS);
    }
  }
}
