package dev.carry.launch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.carry.history.Importer;
import dev.carry.model.MarketEvent;
import dev.carry.store.StoredRow;
import dev.carry.tardis.TardisJson;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
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
  private static final String EVERYTHING =
      "\"trade\",\"book_change\",\"derivative_ticker\",\"liquidation\",\"book_ticker\"";

  @TempDir private static Path folder;
  private static RelayHouse house;

  @BeforeAll
  static void start() throws InterruptedException {
    house = RelayHouse.start(folder);
  }

  @AfterAll
  static void stop() {
    if (house != null) {
      house.close();
    }
  }

  @Test
  void whatWasRecordedIsToldInItsOrder() throws Exception {
    List<JsonNode> messages =
        house.past(
            "[{\"exchange\":\"bybit\",\"symbols\":[\"BTCUSDT\"],%s,\"dataTypes\":[%s]},"
                    .formatted(house.recording(), EVERYTHING)
                + "{\"exchange\":\"deribit\",%s,\"dataTypes\":[\"derivative_ticker\",\"trade\"]}]"
                    .formatted(house.recording()));

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
    List<JsonNode> messages =
        house.past(
            """
            {"exchange":"bybit","symbols":["BTCUSDT"],%s,\
            "dataTypes":["book_change","book_snapshot_5_0ms","quote_1s"]}\
            """
                .formatted(house.recording()));

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
    List<JsonNode> all = house.past(options.formatted(house.recording()));
    Instant from = at(all.get(all.size() / 3), "localTimestamp");
    Instant to = at(all.get(2 * all.size() / 3), "localTimestamp");

    List<JsonNode> messages =
        house.past(options.formatted("\"from\":\"%s\",\"to\":\"%s\"".formatted(from, to)));
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
        "400 | {\"exchange\":\"kucoin-futures\",\"from\":\"2022-11-01\",\"to\":\"2022-11-02\","
            + "\"dataTypes\":[\"trade\"]} | kucoin-futures: no connector is written",
        "400 | {\"exchange\":\"ftx\",\"from\":\"2022-11-13\",\"to\":\"2022-11-15\",\"dataTypes\":"
            + "[\"trade\"]} | its data end on 2022-11-13",
        "404 | {\"exchange\":\"ftx\",\"from\":\"2022-11-01\",\"to\":\"2022-11-02\",\"dataTypes\":"
            + "[\"trade\"]} | no messages of [ftx]",
        "404 | {\"exchange\":\"bybit\",\"from\":\"2020-01-01\",\"to\":\"2020-01-02\",\"dataTypes\":"
            + "[\"trade\"]} | no messages of [bybit]"
      })
  void whatCannotBeAnsweredIsRefusedWithTheReason(int status, String options, String reason)
      throws Exception {
    HttpResponse<String> answer = house.get(options);

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(JSON.readTree(answer.body()).get("message").asText()).contains(reason);
  }

  @Test
  void thePresentIsToldMessageByMessage() throws Exception {
    RelayHouse.Client client =
        house.client(
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
    client.socket.sendClose(WebSocket.NORMAL_CLOSURE, "enough").join();
  }

  @Test
  void aLiveRequestThatCannotBeAnsweredClosesWithTheReason() throws Exception {
    assertThat(house.client("{\"exchange\":\"ftx\",\"dataTypes\":[\"liquidation\"]}").closed())
        .startsWith("1011 ftx: it stopped in November 2022");
    assertThat(house.client("{\"exchange\":\"bybit\",\"dataTypes\":[\"book_change\"]}").closed())
        .startsWith("1011 symbols: found 0, allowed with order books are 1 to 60");
    assertThat(
            house.client("{\"exchange\":\"hyperliquid\",\"dataTypes\":[\"liquidation\"]}").closed())
        .startsWith("1011 hyperliquid gives no liquidation");
  }

  /// The types of the library that Tardis publishes hold for our messages, and it makes of our
  /// changes of books the snapshots that we made.
  @Test
  void theirOwnLibraryTakesOurMessagesForItsOwn() throws Exception {
    NodeProject node = NodeProject.install("tardis");
    String books =
        "{\"exchange\":\"bybit\",%s,\"dataTypes\":[\"book_change\",\"book_snapshot_5_0ms\"]}"
            .formatted(house.recording());
    List<String> captured = new ArrayList<>();
    for (String exchange : List.of("bybit", "deribit")) {
      Set<String> kinds = new HashSet<>();
      String options =
          "{\"exchange\":\"%s\",%s,\"dataTypes\":[%s,\"option_summary\",\"quote\"]}"
              .formatted(exchange, house.recording(), EVERYTHING);
      for (JsonNode message : house.past(options)) {
        if (captured.size() < 400 || kinds.add(kind(message))) {
          captured.add(message.toString());
        }
      }
    }
    captured.add(new TardisJson().disconnected("bybit", house.began(), List.of("BTCUSDT")));
    Files.writeString(
        node.file("messages.ts"),
        "import type { Message } from './wire.js'\nexport const messages: Message[] = [\n"
            + String.join(",\n", captured)
            + "\n]\n");

    NodeProject.Ran compiled = node.run("node", "node_modules/typescript/bin/tsc", "-p", ".");
    assertThat(compiled.out()).isEmpty();
    NodeProject.Ran ran =
        node.run("node", "out/client.js", house.at("/replay-normalized").toString(), books);
    JsonNode compared = JSON.readTree(ran.out());
    assertThat(compared.path("differing").isNull()).as(ran.out()).isTrue();
    assertThat(compared.path("ours").asInt()).isPositive();
    assertThat(compared.path("theirs")).isEqualTo(compared.path("ours"));
  }

  /// Carry's own client of such machines imports from it: the past, and the present until the
  /// machine ends it.
  @Test
  void ourImportReadsThePast() {
    String address = house.at("/replay-normalized").toString();
    String options = "?options={\"exchange\":\"bybit\",%s,\"dataTypes\":[\"%s\"]}";
    Called tickers = imported(address + options.formatted(house.recording(), "derivative_ticker"));
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
            + house.at("/").getAuthority()
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

  private static String kind(JsonNode message) {
    return message.get("exchange").asText() + " " + message.get("type").asText();
  }

  private static Instant at(JsonNode message, String field) {
    return Instant.parse(message.get(field).asText());
  }
}
