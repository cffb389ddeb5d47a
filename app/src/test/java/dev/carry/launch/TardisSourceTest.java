package dev.carry.launch;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.carry.store.StoreReader;
import dev.carry.store.StoreSettings;
import dev.carry.store.StoredFact;
import dev.carry.store.StoredRow;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Tardis' own addresses, spoken by a server of the JDK's as Tardis documents them.
class TardisSourceTest {
  private static final String FIRST =
      "2026-09-01T08:00:05.0120000Z"
          + " {\"topic\":\"tickers.BTCUSD\",\"type\":\"snapshot\",\"data\":{\"symbol\":\"BTCUSD\",\"markPrice\":\"61260.50\",\"nextFundingTime\":\"1788278400000\",\"fundingRate\":\"0.0001\",\"fundingIntervalHour\":\"8\"},\"cs\":200,\"ts\":1788249605000}\n";
  private static final String DELTA =
      "2026-09-01T08:01:05.1120000Z {\"topic\":\"tickers.BTCUSD\",\"type\":\"delta\",\"data\":"
          + "{\"symbol\":\"BTCUSD\",\"fundingRate\":\"0.0002\"},\"cs\":201,\"ts\":1788249665100}\n";

  private static final String LIQUIDATED =
      "%sT00:00:01.0000000Z {\"channel\":\"trades\",\"market\":\"LTC-PERP\",\"type\":\"update\","
          + "\"data\":[{\"id\":7,\"price\":64.33,\"size\":0.03,\"side\":\"sell\","
          + "\"liquidation\":true,\"time\":\"2022-11-12T00:00:00.9+00:00\"}]}\n";

  @TempDir private Path folder;
  private final List<String> asked = new ArrayList<>();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void rawMessagesComeMinuteByMinuteThroughTheVenuesCodec() {
    minutes(FIRST, DELTA);
    Called imported =
        imported(
            "/v1/data-feeds/bybit?from=2026-09-01T08:00&to=2026-09-01T08:02&filters="
                + "[{\"channel\":\"tickers\",\"symbols\":[\"BTCUSD\"]}]");

    assertThat(imported.exit()).as(imported.err()).isZero();
    assertThat(asked)
        .containsExactly(
            "/v1/data-feeds/bybit?from=2026-09-01T08:00:00Z&offset=0&filters="
                + "%5B%7B%22channel%22%3A%22tickers%22%2C%22symbols%22%3A%5B%22BTCUSD%22%5D%7D%5D",
            "/v1/data-feeds/bybit?from=2026-09-01T08:00:00Z&offset=1&filters="
                + "%5B%7B%22channel%22%3A%22tickers%22%2C%22symbols%22%3A%5B%22BTCUSD%22%5D%7D%5D");
    assertThat(rates()).containsExactly("0.0001 PT8H", "0.0002 PT8H");
  }

  /// What was known before it is void, and a change of what is not known is no fact.
  @Test
  void anEmptyLineIsALostConnection() {
    minutes(FIRST, "\n" + DELTA);
    Called imported =
        imported("/v1/data-feeds/bybit?from=2026-09-01T08:00:00Z&to=2026-09-01T08:02:00Z");

    assertThat(imported.err()).contains("import: connections lost (1 times");
    assertThat(rates()).containsExactly("0.0001 PT8H");
  }

  @Test
  void aKeyThatIsMissingIsTold() {
    server.createContext(
        "/", exchange -> answer(exchange, 401, "{\"message\":\"unauthorized\"}", false));
    Called imported =
        imported("/v1/data-feeds/bybit?from=2026-09-02T08:00:00Z&to=2026-09-02T08:02:00Z");

    assertThat(imported.exit()).isEqualTo(1);
    assertThat(imported.err())
        .contains("127.0.0.1 answered 401: {\"message\":\"unauthorized\"}")
        .contains("Without a key the first day of each month is served; TARDIS_API_KEY names one");
  }

  @Test
  void aDatasetIsReadFromItsAddressAndItsPathSaysThatTheyAreLiquidations() {
    server.createContext(
        "/",
        exchange ->
            answer(
                exchange,
                200,
                """
                exchange,symbol,timestamp,local_timestamp,id,side,price,amount
                ftx,BTC-PERP,1630454400000000,1630454400100000,7,sell,47000,0.5
                """,
                false));
    Called imported = imported("/v1/ftx/liquidations/2021/09/01/PERPETUALS.csv");

    assertThat(imported.exit()).as(imported.err()).isZero();
    assertThat(rows(StoredFact.LIQUIDATION))
        .singleElement()
        .satisfies(row -> assertThat(row.text("liquidated")).isEqualTo("long"));
  }

  @Test
  void aMachineThatBreaksOffIsToldAndWhatCameBeforeIsKept() {
    String message =
        "{\"type\":\"derivative_ticker\",\"symbol\":\"BTC-PERP\",\"exchange\":\"ftx\","
            + "\"fundingRate\":0.0001,\"fundingTimestamp\":\"2022-11-01T01:00:00.000Z\","
            + "\"timestamp\":\"2022-11-01T00:00:00.000Z\","
            + "\"localTimestamp\":\"2022-11-01T00:00:00.100Z\"}\n";
    server.createContext(
        "/replay-normalized",
        exchange -> {
          exchange.sendResponseHeaders(200, 1_000_000);
          exchange.getResponseBody().write(message.getBytes(StandardCharsets.UTF_8));
          exchange.getResponseBody().flush();
          throw new IOException("cut");
        });
    Called imported =
        imported(
            "/replay-normalized?options={\"exchange\":\"ftx\",\"from\":\"2022-11-01\",\"to\":"
                + "\"2022-11-02\",\"dataTypes\":[\"derivative_ticker\"]}");

    assertThat(imported.err()).contains("ended early: the machine broke off after 1 messages");
    assertThat(rates()).containsExactly("0.0001 PT1H");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "/v1/data-feeds/kucoin-futures?from=2022-11-13&to=2022-11-14 | no codec is written for raw"
            + " messages of kucoin",
        "/v1/data-feeds/ftx?from=2022-11-14&to=2022-11-15 | its data end on 2022-11-13",
        "/v1/data-feeds/nobody?from=2022-11-14&to=2022-11-15 | the exchanges known here are",
        "/v1/data-feeds/bybit?from=2022-11-14 | to: '', allowed is a day or a time",
        "/v1/data-feeds/bybit?start=2022-11-14 | parameter 'start': allowed are from, to",
        "/replay-normalized?options={\"exchange\":\"ftx\",\"from\":\"2022-11-13\",\"to\":"
            + "\"2022-11-15\",\"dataTypes\":[\"trade\"]} | its data end on 2022-11-13",
        "/ws-stream-normalized?options={\"exchange\":\"ftx\",\"dataTypes\":[\"liquidation\"]} |"
            + " its data end on 2022-11-13, when the exchange had stopped",
        "/v1/ftx/liquidations/2022/11/14/PERPETUALS.csv.gz | ftx at 2022-11-14T00:00:00Z: its data"
            + " end",
        "/v1/ftx/trades/2022/13/14/BTC-PERP.csv.gz | Invalid value for MonthOfYear",
        "/realtime/funding_rate | allowed are addresses of /replay-normalized"
      })
  void whatCannotBeIsRefusedBeforeAnythingIsAsked(String path, String why) {
    Called imported = imported(path);

    assertThat(imported.exit()).isEqualTo(2);
    assertThat(imported.err()).contains(why);
    assertThat(asked).isEmpty();
  }

  @Test
  void rawFilesAreReadBelowAFolderNamedByTheExchange() throws IOException {
    Path minute = folder.resolve("feeds/bybit/2026/09/01/08/00.json.gz");
    Files.createDirectories(minute.getParent());
    Files.write(minute, packed(FIRST));
    Path ftx = Files.createDirectories(folder.resolve("feeds/ftx")).resolve("trades.log");
    Files.writeString(ftx, LIQUIDATED.formatted("2022-11-12") + LIQUIDATED.formatted("2022-12-12"));
    Path nobody = Files.createDirectories(folder.resolve("somewhere"));
    Files.writeString(nobody.resolve("a.json"), FIRST);
    Called imported =
        Called.call(
            "history",
            "import",
            "--data",
            data(),
            folder.resolve("feeds").toString(),
            nobody.toString());

    assertThat(imported.exit()).as(imported.err()).isZero();
    assertThat(imported.err())
        .contains("raw messages, and no folder above says whose")
        .contains("ftx at 2022-12-12T00:00:01Z: its data end on 2022-11-13");
    assertThat(rows(StoredFact.LIQUIDATION)).hasSize(1);
    assertThat(rates()).containsExactly("0.0001 PT8H");
  }

  private void minutes(String... bodies) {
    server.createContext(
        "/v1/data-feeds/",
        exchange -> {
          String query = exchange.getRequestURI().getRawQuery();
          asked.add(exchange.getRequestURI().getPath() + "?" + query);
          int minute = Integer.parseInt(query.replaceAll(".*offset=(\\d+).*", "$1"));
          assertThat(exchange.getRequestHeaders().getFirst("Accept-Encoding")).isEqualTo("gzip");
          answer(exchange, 200, bodies[minute], true);
        });
  }

  private static void answer(HttpExchange exchange, int status, String body, boolean packed)
      throws IOException {
    byte[] bytes = packed ? packed(body) : body.getBytes(StandardCharsets.UTF_8);
    if (packed) {
      exchange.getResponseHeaders().add("Content-Encoding", "gzip");
    }
    exchange.sendResponseHeaders(status, bytes.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }

  private static byte[] packed(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  private Called imported(String path) {
    String address =
        (path.startsWith("/ws") ? "ws" : "http")
            + "://127.0.0.1:"
            + server.getAddress().getPort()
            + path;
    return Called.call("history", "import", "--data", data(), address);
  }

  private String data() {
    return folder.resolve("data").toString();
  }

  private List<String> rates() {
    return rows(StoredFact.FUNDING_ESTIMATED).stream()
        .map(row -> row.decimal("rate") + " " + row.duration("period"))
        .toList();
  }

  private List<StoredRow> rows(StoredFact fact) {
    try (StoreReader reader = StoreReader.open(Path.of(data()), StoreSettings.DEFAULT)) {
      return reader.rows(fact, List.of(), Instant.MIN, Instant.MAX, null, 1_000);
    }
  }
}
