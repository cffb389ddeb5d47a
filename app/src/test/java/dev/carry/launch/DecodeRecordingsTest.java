package dev.carry.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carry.testkit.Shared;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `carry decode` over every recorded file of the venues, through the door that users have.
class DecodeRecordingsTest {
  private static final String AT = "2026-11-01T00:00:00Z";

  /// Sources whose every message is real wire traffic; the others hold examples made by hand.
  private static final List<String> REAL =
      List.of("cryptofeed", "tardis_node", "crypto_msg_parser", "bitvigil", "taolifunding");

  /// Why a real message may rightly give nothing, by venue: other products under their names, what
  /// still moves, formats that are no longer sent, and answers that do not say whose they are.
  private static final Map<String, Set<String>> EXPLAINED =
      Map.ofEntries(
          Map.entry(
              "binance_usdm",
              Set.of(
                  "a candle still open: its high, low and close may move",
                  "a contract without a type: announced, not yet open",
                  "a trade against the insurance fund or by ADL: no market price",
                  "an order book of a symbol that neither it nor its name says",
                  "funding terms before the contract list: asked again after it")),
          Map.entry(
              "binance_coinm",
              Set.of(
                  "a candle still open: its high, low and close may move",
                  "a trade against the insurance fund or by ADL: no market price")),
          Map.entry(
              "binance_spot",
              Set.of(
                  "a candle still open: its high, low and close may move",
                  "an order book of a symbol that neither it nor its name says")),
          Map.entry(
              "binance_options",
              Set.of("a message of Binance's first options, which ended in 2022")),
          Map.entry(
              "bitmex",
              Set.of(
                  "a bin in which nobody traded",
                  "a change of an instrument that is no fact: limits, last prices and the like",
                  "a liquidation that was told when it began, or its end",
                  "a settlement or reference price: nobody traded",
                  "an answer that gives no fact",
                  "rows before their partial: changes of something unknown",
                  "the last trades before the subscription: told before, or not ours to tell")),
          Map.entry(
              "bybit",
              Set.of(
                  "a format of the API before v5, which replaced it on 2023-04-05",
                  "contracts are a venue of their own: bybit",
                  "options are a venue of their own: bybit-options",
                  "spot is a venue of its own: bybit-spot")),
          Map.entry(
              "okx",
              Set.of(
                  "a message of OKEx API v3, which v5 replaced in 2021",
                  "a request, not an answer",
                  "an answer that does not say whose it is",
                  "contracts are a venue of their own: okx",
                  "options are a venue of their own: okx-options",
                  "price limits are no fact here",
                  "spot is a venue of its own: okx-spot",
                  "spreads are not read")),
          Map.entry(
              "coinbase_spot",
              Set.of(
                  "a request, not an answer",
                  "a trade of before the subscription",
                  "an answer that does not say whose it is",
                  "single orders are not read")),
          Map.entry(
              "kraken_spot",
              Set.of(
                  "a candle that is still open",
                  "a pair that the sockets do not have",
                  "a request, not an answer",
                  "an answer that does not say whose it is")),
          Map.entry("deribit", Set.of("a request, not an answer", "combinations are not read")),
          Map.entry(
              "gate_futures",
              Set.of("a candle that is still open", "an answer that does not say whose it is")),
          Map.entry(
              "bitget",
              Set.of(
                  "a Bitget channel or answer that we do not read",
                  "a candle that is still open",
                  "a contract of API v1",
                  "a message of the API of before 2022-04-29",
                  "a request, not an answer",
                  "an answer that does not say whose it is",
                  "spot of Bitget is not read",
                  "trades of before the subscription")),
          Map.entry(
              "hyperliquid",
              Set.of(
                  "rates of several venues second hand: context, never an input",
                  "spot is not read")),
          Map.entry("dydx_v4", Set.of()),
          Map.entry(
              "ftx", Set.of("neither spot nor a contract on a price of a known expiry: future")),
          Map.entry(
              "kraken_futures",
              Set.of(
                  "a request, not an answer",
                  "an answer that does not say whose it is",
                  "an index, or a product that is not read",
                  "trades from before the subscription, told already or too late")));

  /// Real messages that are broken themselves, by file: a size of `0.-10000`.
  private static final Map<String, Set<String>> BROKEN =
      Map.of(
          "tardis_node/coinbase__snapshot.jsonl", Set.of("a message that is no JSON of Coinbase"));

  @ParameterizedTest
  @CsvSource({
    "binance_usdm, binance-usdm",
    "binance_coinm, binance-coinm",
    "binance_spot, binance-spot",
    "bitmex, bitmex",
    "bybit, bybit",
    "okx, okx",
    "deribit, deribit",
    "gate_futures, gate",
    "bitget, bitget",
    "hyperliquid, hyperliquid",
    "dydx_v4, dydx",
    "kraken_futures, kraken-futures",
    "coinbase_spot, coinbase-spot",
    "kraken_spot, kraken-spot",
    "okx, okx-options",
    "bybit, bybit-options",
    "binance_options, binance-options"
  })
  void everyFileIsEventsOrAnExplainedIgnoreAndNothingThrows(String folder, String venue)
      throws IOException {
    Path root = Shared.folder("data/venues/" + folder);
    List<String> table = new ArrayList<>();
    List<String> wrong = new ArrayList<>();
    for (Path file : files(root)) {
      String name = root.relativize(file).toString();
      Called carry = decode("--venue", venue, "--at", AT, file.toString());
      Called tardis = decode("--venue", venue, "--at", AT, "--as", "tardis", file.toString());
      table.add(folder + "/" + name + ": exit " + carry.exit() + ", " + summary(carry));
      carry.err().lines().filter(line -> line.startsWith("rejected")).forEach(table::add);
      boolean thrown = (carry.err() + tardis.err()).contains("unexpected");
      if (thrown || !summary(carry).equals(summary(tardis))) {
        wrong.add(name + ": " + carry.err() + tardis.err());
      }
      if (isReal(name)
          && (carry.exit() != 0
              || !BROKEN.getOrDefault(name, Set.of()).equals(counts(carry, "rejected").keySet())
              || !explained(folder).containsAll(counts(carry, "ignored").keySet()))) {
        wrong.add(name + ": " + carry.err());
      }
    }
    Files.write(Path.of("target/decode-" + folder + ".txt"), table);
    assertThat(wrong).isEmpty();
  }

  private static Set<String> explained(String folder) {
    return Objects.requireNonNull(EXPLAINED.get(folder));
  }

  /// Bare JSON with one time for all, with a file of times beside it, and lines that begin with
  /// their time: the same messages, the same events. Lines are read alike for all venues: two that
  /// have every kind of message stand for them.
  @ParameterizedTest
  @CsvSource({"binance_usdm, binance-usdm", "deribit, deribit"})
  void allFormsOfALineGiveTheSameEvents(String folder, String venue, @TempDir Path dir)
      throws IOException {
    List<String> messages = new ArrayList<>();
    Path root = Shared.folder("data/venues/" + folder);
    for (Path file : files(root)) {
      if (file.toString().endsWith(".jsonl") && isReal(root.relativize(file).toString())) {
        messages.addAll(Files.readAllLines(file));
      }
    }
    Path bare = Files.write(dir.resolve("bare.jsonl"), messages);
    Path timed = Files.write(dir.resolve("timed.jsonl"), messages);
    String seconds = Instant.parse(AT).getEpochSecond() + ".0";
    Files.write(dir.resolve("timed.recv_ts"), Collections.nCopies(messages.size(), seconds));
    Path raw =
        Files.write(
            dir.resolve("raw.log"),
            messages.stream().map(message -> "2026-11-01T00:00:00.0000000Z " + message).toList());
    for (String form : List.of("carry", "tardis")) {
      Called expected = decode("--venue", venue, "--as", form, "--at", AT, bare.toString());
      assertThat(expected.out().lines().count()).isGreaterThan(20);
      for (Path other : List.of(timed, raw)) {
        Called ran = decode("--venue", venue, "--as", form, other.toString());
        assertThat(summary(ran)).as(form + " " + other).isEqualTo(summary(expected));
        assertThat(ran.out().equals(expected.out())).as(form + " " + other).isTrue();
      }
    }
  }

  /// What cryptofeed captured as it wrote it: lists by REST, then the sockets, what its client sent
  /// among it.
  @ParameterizedTest
  @CsvSource({
    "BINANCE_DELIVERY.0, binance_coinm, binance-coinm",
    "BINANCE_DELIVERY.http.0.0, binance_coinm, binance-coinm",
    "BINANCE_DELIVERY.ws.1.0, binance_coinm, binance-coinm",
    "BINANCE_FUTURES.0, binance_usdm, binance-usdm",
    "BINANCE_FUTURES.http.0.0, binance_usdm, binance-usdm",
    "BINANCE_FUTURES.ws.1.0, binance_usdm, binance-usdm",
    "BITMEX.0, bitmex, bitmex",
    "BITMEX.ws.1.0, bitmex, bitmex",
    "BYBIT.0, bybit, bybit",
    "BYBIT.ws.26.0, bybit, bybit",
    "DERIBIT.0, deribit, deribit",
    "DERIBIT.ws.1.0, deribit, deribit",
    "FTX.0, ftx, ftx",
    "FTX.ws.1.0, ftx, ftx",
    "KRAKEN_FUTURES.ws.1.0, kraken_futures, kraken-futures",
    "OKX.ws.1.0, okx, okx"
  })
  void capturesAreReadAsTheyAre(String capture, String folder, String venue) {
    Path file = Shared.folder("data/tardis/cryptofeed_raw/" + capture + ".gz");
    Called ran = decode("--venue", venue, file.toString());
    System.out.println(capture + ": " + summary(ran));
    assertThat(ran.exit()).as(ran.err()).isZero();
    assertThat(counts(ran, "rejected")).isEmpty();
    assertThat(explained(folder)).containsAll(counts(ran, "ignored").keySet());
    assertThat(ran.err()).doesNotContain("without a receive time", "unexpected");
  }

  @Test
  void whatACapturesClientSentIsNoMessageAndAnAnswerIsNamedByItsAddress(@TempDir Path dir)
      throws IOException {
    Path file =
        Files.writeString(
            dir.resolve("capture"),
            """
            configuration: {"ticker":["BTC-USD-PERP"]}
            https://fapi.binance.com/fapi/v1/depth?symbol=BTCUSDT&limit=5 -> 1626992741.301402: \
            {"lastUpdateId":7,"E":1626992741264,"T":1626992741261,"bids":[["32000.1","2"]],\
            "asks":[["32000.2","1"]]}
            wss://fstream.binance.com/stream <-> 1626992742.5
            wss://fstream.binance.com/stream <- 1626992742.6: {"method":"SUBSCRIBE","params":[]}
            1626992743.123456: {"result":null,"id":1}
            wss://fstream.binance.com/stream <~ 1626992744.0: {}
            """);
    Called ran = decode("--venue", "binance-usdm", file.toString());
    assertThat(ran.out())
        .containsOnlyOnce("\n")
        .contains("\"symbol\":\"BTCUSDT\"", "\"receivedAt\":\"2021-07-22T22:25:41.301402Z\"");
    assertThat(summary(ran)).contains("decode: 2 messages", "control 1", "disconnects 1");
    assertThat(ran.err()).contains("capture:6", "begins with 'wss://fstream.binance.com/stream <~");
  }

  /// The answer names no symbol; the address noted beside it does.
  @Test
  void aRecordedOrderBookIsOfTheSymbolThatWasAskedFor() {
    Path file = Shared.folder("data/venues/binance_usdm/cryptofeed/http_fapi_v1_depth.jsonl");
    Called ran = decode("--venue", "binance-usdm", file.toString());
    assertThat(ran.out().lines().findFirst().orElseThrow())
        .contains("\"kind\":\"book\"", "\"symbol\":\"SUSHIUSDT\"");
    assertThat(counts(ran, "ignored")).isEmpty();
  }

  /// Spot of Bybit uses the same topics and symbols; only the collector's word tells.
  @Test
  void spotInACollectorsWrapIsNotTakenForAPerpetual() {
    Path file = Shared.folder("data/venues/bybit/tardis_node/bybit-spot__publicTrade.jsonl");
    Called ran = decode("--venue", "bybit", "--at", AT, file.toString());
    assertThat(ran.out()).isEmpty();
    assertThat(counts(ran, "ignored")).containsKey("spot is a venue of its own: bybit-spot");
  }

  private static boolean isReal(String name) {
    return REAL.contains(name.substring(0, name.indexOf('/')));
  }

  private static List<Path> files(Path root) throws IOException {
    try (var files = Files.walk(root)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> !file.toString().endsWith(".recv_ts"))
          .filter(file -> !file.toString().endsWith("_INDEX.tsv"))
          .sorted()
          .toList();
    }
  }

  private static Called decode(String... args) {
    List<String> all = new ArrayList<>(List.of("decode"));
    all.addAll(List.of(args));
    return Called.call(all.toArray(String[]::new));
  }

  private static Map<String, Long> counts(Called ran, String what) {
    Map<String, Long> counts = new TreeMap<>();
    Matcher all =
        Pattern.compile("; " + what + " \\{(.*?)\\}(?:;|$)", Pattern.MULTILINE).matcher(ran.err());
    if (all.find() && !all.group(1).isEmpty()) {
      Matcher each = Pattern.compile("(.+?)=(\\d+)(?:, |$)").matcher(all.group(1));
      while (each.find()) {
        counts.put(each.group(1), Long.parseLong(each.group(2)));
      }
    }
    return counts;
  }

  private static String summary(Called ran) {
    return ran.err().lines().filter(line -> line.startsWith("decode: ")).findFirst().orElse("none");
  }
}
