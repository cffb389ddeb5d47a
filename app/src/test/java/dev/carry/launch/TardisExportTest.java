package dev.carry.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carry.journal.FrameLog;
import dev.carry.journal.FrameLogSettings;
import dev.carry.model.Listing;
import dev.carry.model.MarketEvent;
import dev.carry.model.VenueId;
import dev.carry.store.StoreReader;
import dev.carry.store.StoreSettings;
import dev.carry.store.StoredFact;
import dev.carry.store.StoredRow;
import dev.carry.testkit.Shared;
import dev.carry.venue.Frame;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is exported as Tardis' datasets is what an import of them brings back.
class TardisExportTest {
  private static final String COMMON = "exchange,symbol,timestamp,local_timestamp,";
  private static final String TICKER =
      COMMON
          + "funding_timestamp,funding_rate,predicted_funding_rate,open_interest,last_price,"
          + "index_price,mark_price\n";
  private static final String OPTIONS =
      COMMON
          + "type,strike_price,expiration,open_interest,last_price,bid_price,bid_amount,bid_iv,"
          + "ask_price,ask_amount,ask_iv,mark_price,mark_iv,underlying_index,underlying_price,"
          + "delta,gamma,vega,theta,rho\n";

  private static final String ORDERLESS = "derivative_ticker_from_fixtures.csv";

  @TempDir private Path folder;

  @Test
  void everyTypeComesBackAsItWas() throws IOException {
    Path theirs = Files.createDirectories(folder.resolve("theirs"));
    Files.writeString(
        theirs.resolve("ftx_derivative_ticker_2020-09-13_BTC-PERP.csv"),
        TICKER
            + "ftx,BTC-PERP,1600000000000000,1600000000100000,1600002000000000,0.0001,,5,,10.5,11\n"
            + "ftx,BTC-PERP,1600000001000000,1600000001100000,1600002000000000,0.0001,,6,,10.5,11\n"
            + "ftx,BTC-PERP,1600041600000000,1600041600100000,1600045200000000,-0.0002,,6,,10.5,12\n");
    Files.writeString(
        theirs.resolve("ftx_liquidations_2020-09-13_BTC-PERP.csv"),
        COMMON
            + "id,side,price,amount\n"
            + "ftx,BTC-PERP,1600000000000000,1600000000100000,,sell,10,2\n"
            + "ftx,BTC-PERP,1600000000000000,1600000000100000,,buy,10.5,0.001\n");
    Files.writeString(
        theirs.resolve("huobi-dm-swap_quotes_2020-05-01_BTC-USD.csv"),
        COMMON
            + "ask_amount,ask_price,bid_price,bid_amount\n"
            + "huobi-dm-swap,BTC-USD,1588291201099000,1588291201234268,5494,8629.3,,\n");
    Files.writeString(
        theirs.resolve("deribit_incremental_book_L2_2020-09-13_BTC-PERPETUAL.csv"),
        COMMON
            + "is_snapshot,side,price,amount\n"
            + "deribit,BTC-PERPETUAL,1600000000000000,1600000000100000,true,ask,101,5\n"
            + "deribit,BTC-PERPETUAL,1600000000000000,1600000000100000,true,bid,100.5,6\n");
    Files.writeString(
        theirs.resolve("deribit_options_chain_2020-06-08_OPTIONS.csv"),
        OPTIONS
            + "deribit,BTC-9JUN20-9875-P,1591574399413000,1591574400196008,put,9875,"
            + "1591689600000000,0.1,0.0295,0.0205,15.1,55.91,0.0235,15.2,68.94,0.02210436,62.89,"
            + "SYN.BTC-9JUN20,9756.36,-0.61752,0.00103,2.24964,-53.05655,-0.22796\n");

    Set<Path> files = comesBack(theirs);

    assertThat(files.stream().map(file -> file.getFileName().toString()))
        .containsExactlyInAnyOrder(
            "ftx_derivative_ticker_2020-09-13_BTC-PERP.csv.gz",
            "ftx_derivative_ticker_2020-09-14_BTC-PERP.csv.gz",
            "ftx_liquidations_2020-09-13_BTC-PERP.csv.gz",
            "huobi-dm-swap_book_ticker_2020-05-01_BTC-USD.csv.gz",
            "deribit_book_snapshot_25_2020-09-13_BTC-PERPETUAL.csv.gz",
            "deribit_options_chain_2020-06-08_OPTIONS.csv.gz");
    assertThat(lines(folder.resolve("out/ftx_derivative_ticker_2020-09-14_BTC-PERP.csv.gz")))
        .containsExactly(
            TICKER.strip(),
            "ftx,BTC-PERP,1600041600000000,1600041600100000,1600045200000000,-0.0002,,,,,12");
    assertThat(lines(folder.resolve("out/deribit_options_chain_2020-06-08_OPTIONS.csv.gz")))
        .isEqualTo(lines(theirs.resolve("deribit_options_chain_2020-06-08_OPTIONS.csv")));
  }

  /// Their own files, where they lie beside the project: what comes out has their columns.
  @Test
  void whatIsRecordedComesBackUnderTheSameColumns() throws IOException {
    Set<String> headers = new HashSet<>();
    Path recorded = Files.createDirectories(folder.resolve("recorded"));
    for (String of : List.of("nautilus_csv", "derived_csv")) {
      try (Stream<Path> all = Files.list(Shared.folder("data/tardis/" + of))) {
        // of the tickers one time of arrival stands for a whole file: their order is not told
        for (Path file : all.filter(file -> !file.endsWith(ORDERLESS)).toList()) {
          Files.copy(file, recorded.resolve(file.getFileName()));
          headers.add(lines(file).getFirst());
        }
      }
    }
    Set<Path> files = comesBack(recorded);

    assertThat(files).hasSizeGreaterThan(20);
    for (Path file : files) {
      assertThat(headers).contains(lines(file).getFirst());
    }
  }

  /// Imported, exported, imported again: the same facts in both stores.
  private Set<Path> comesBack(Path theirs) throws IOException {
    Path out = folder.resolve("out");
    Called imported = history("import", folder.resolve("one"), theirs.toString());
    assertThat(imported.exit()).as(imported.err()).isZero();
    Called exported =
        history("export", folder.resolve("one"), "--out", out.toString(), "--format", "tardis");
    assertThat(exported.exit()).as(exported.err()).isZero();
    assertThat(exported.err()).contains("come from kept frames, and there are none");
    Called again = history("import", folder.resolve("two"), out.toString());
    assertThat(again.err()).contains(", 0 rejected; 0 files passed over");

    List<String> before = facts(folder.resolve("one"));
    List<String> after = facts(folder.resolve("two"));
    assertThat(before.stream().filter(fact -> !after.contains(fact))).as("lost").isEmpty();
    assertThat(after.stream().filter(fact -> !before.contains(fact))).as("new").isEmpty();
    assertThat(after).hasSameSizeAs(before);
    try (Stream<Path> files = Files.list(out)) {
      return new HashSet<>(files.toList());
    }
  }

  private static List<String> facts(Path data) {
    List<String> facts = new ArrayList<>();
    try (StoreReader reader = StoreReader.open(data, StoreSettings.DEFAULT)) {
      for (StoredFact fact : StoredFact.values()) {
        for (StoredRow row :
            reader.rows(fact, List.of(), Instant.MIN, Instant.MAX, null, Integer.MAX_VALUE)) {
          MarketEvent event = row.event();
          // every file says once what its options are
          facts.add(event instanceof Listing e ? e.instrument().toString() : "" + event);
        }
      }
    }
    assertThat(facts).isNotEmpty().doesNotContain("null");
    return facts.stream().distinct().sorted().toList();
  }

  @Test
  void tradesAndBooksComeFromTheFramesThatWereKept() throws IOException {
    Path data = Files.createDirectories(folder.resolve("data"));
    Files.writeString(
        folder.resolve("bybit_BTCUSDT_oi.csv"),
        "ts_ms,sum_open_interest,sum_open_interest_value\n1788249600000,100.5,7000000\n");
    assertThat(history("import", data, folder.resolve("bybit_BTCUSDT_oi.csv").toString()).exit())
        .isZero();
    VenueId bybit = VenueId.of("bybit");
    try (FrameLog log = new FrameLog(data.resolve("frames"), FrameLogSettings.DEFAULT)) {
      put(
          log,
          "2026-08-31T23:59:59.5Z",
          """
          {"topic":"orderbook.50.BTCUSDT","type":"snapshot","ts":1788220799400,"data":\
          {"s":"BTCUSDT","b":[["61250.40","2.049"]],"a":[["61250.50","15.328"]],"u":18,"seq":126}}\
          """);
      put(
          log,
          "2026-09-01T00:00:00.1Z",
          """
          {"topic":"orderbook.50.BTCUSDT","type":"delta","ts":1788220800050,"data":\
          {"s":"BTCUSDT","b":[["61250.40","0"],["61250.30","1"]],"a":[],"u":19,"seq":133}}\
          """);
      put(
          log,
          "2026-09-01T00:00:00.2Z",
          """
          {"topic":"publicTrade.BTCUSDT","type":"snapshot","ts":1788220800150,"data":\
          [{"T":1788220800140,"s":"BTCUSDT","S":"Sell","v":"0.250","p":"61250.40","i":"30f4"}]}\
          """);
      assertThat(log.disconnected(bybit, "linear-1", Instant.parse("2026-09-01T00:00:01Z")))
          .isEmpty();
    }
    Path out = folder.resolve("out");
    Called exported = history("export", data, "--out", out.toString(), "--format", "tardis");

    assertThat(exported.exit()).as(exported.err()).isZero();
    assertThat(exported.err())
        .contains("not held: what open interest is worth: derivative_ticker has its size alone (1")
        .doesNotContain("come from kept frames");
    assertThat(lines(out.resolve("bybit_incremental_book_L2_2026-08-31_BTCUSDT.csv.gz")))
        .containsExactly(
            COMMON + "is_snapshot,side,price,amount",
            "bybit,BTCUSDT,1788220799400000,1788220799500000,true,ask,61250.50,15.328",
            "bybit,BTCUSDT,1788220799400000,1788220799500000,true,bid,61250.40,2.049");
    assertThat(lines(out.resolve("bybit_incremental_book_L2_2026-09-01_BTCUSDT.csv.gz")))
        .as("a day begins with the whole book")
        .containsExactly(
            COMMON + "is_snapshot,side,price,amount",
            "bybit,BTCUSDT,1788220800050000,1788220800100000,true,ask,61250.50,15.328",
            "bybit,BTCUSDT,1788220800050000,1788220800100000,true,bid,61250.30,1");
    assertThat(lines(out.resolve("bybit_trades_2026-09-01_BTCUSDT.csv.gz")))
        .containsExactly(
            COMMON + "id,side,price,amount",
            "bybit,BTCUSDT,1788220800140000,1788220800200000,30f4,sell,61250.40,0.250");

    // what carry record keeps is frames and nothing else
    Path alone = Files.createDirectories(folder.resolve("alone"));
    Files.move(data.resolve("frames"), alone.resolve("frames"));
    Path again = folder.resolve("again");
    Called ofFrames = history("export", alone, "--out", again.toString(), "--format", "tardis");
    assertThat(ofFrames.exit()).as(ofFrames.err()).isZero();
    String trades = "bybit_trades_2026-09-01_BTCUSDT.csv.gz";
    assertThat(lines(again.resolve(trades))).isEqualTo(lines(out.resolve(trades)));
    assertThat(ofFrames.err()).contains("5 rows in 3 files");
  }

  private static void put(FrameLog log, String at, String message) {
    assertThat(
            log.append(
                Frame.of(
                    VenueId.of("bybit"),
                    "linear-1",
                    Instant.parse(at),
                    message.getBytes(StandardCharsets.UTF_8))))
        .isEmpty();
  }

  private static Called history(String verb, Path data, String... more) {
    List<String> call = new ArrayList<>(List.of("history", verb, "--data", data.toString()));
    call.addAll(List.of(more));
    return Called.call(call.toArray(String[]::new));
  }

  private static List<String> lines(Path file) throws IOException {
    if (!file.toString().endsWith(".gz")) {
      return Files.readAllLines(file);
    }
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      return lines.lines().toList();
    }
  }
}
