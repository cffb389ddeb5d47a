package dev.carry.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carry.model.InstrumentId;
import dev.carry.model.MarkPrice;
import dev.carry.model.VenueId;
import dev.carry.store.PastWriter;
import dev.carry.store.StoredFact;
import dev.carry.store.StoredRow;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportTest {
  @TempDir private Path data;
  @TempDir private Path files;

  @Test
  void aSettledRateKeepsWhatTheFileSaysAndIsKnownOnlyAfterwards() throws IOException {
    Path file =
        HistoryFolder.file(
            files,
            "bybit_BTCUSDT.csv",
            "ts_ms,funding_rate,mark_price,source",
            "1704067200000,1.25e-05,,one",
            "1704096000013,-0.00010,42000.10,two",
            "1704124800000,0.0001,42000.1,one");

    FileReport report = HistoryFolder.takeOne(data, file);

    assertThat(report.added()).isEqualTo(3);
    assertThat(report.shifted()).isEqualTo(1);
    assertThat(report.remarks())
        .containsExactly("1 stamps lie beside their settlement, by up to 13 ms");
    StoredRow row = HistoryFolder.rows(data, StoredFact.FUNDING_SETTLED).get(1);
    assertThat(row.decimal("rate")).isEqualTo(new BigDecimal("-0.00010"));
    assertThat(row.decimal("mark_price")).isEqualTo(new BigDecimal("42000.10"));
    assertThat(row.duration("period")).isEqualTo(Duration.ofHours(8));
    assertThat(row.time("settled_at")).isEqualTo(Instant.parse("2024-01-01T08:00:00.013Z"));
    assertThat(row.time("boundary")).isEqualTo(Instant.parse("2024-01-01T08:00:00Z"));
    assertThat(row.time("known_at")).isEqualTo(Instant.parse("2024-01-01T08:01:00.013Z"));
    assertThat(row.text("source")).isEqualTo("two");
    StoredRow first = HistoryFolder.rows(data, StoredFact.FUNDING_SETTLED).getFirst();
    assertThat(first.decimal("rate")).isEqualTo(new BigDecimal("0.0000125"));
    assertThat(first.decimal("mark_price")).as("nothing stands there").isNull();
    assertThat(first.duration("period")).as("nothing proves it").isNull();
  }

  @Test
  void aCandleIsKnownAfterItsEnd() throws IOException {
    HistoryFolder.take(data, HistoryFolder.candles(files, "bybit_BTCUSDT_mark_1h.csv", 30));

    StoredRow row = HistoryFolder.rows(data, StoredFact.CANDLE).getFirst();
    assertThat(row.text("of")).isEqualTo("mark");
    assertThat(row.time("opens_at")).isEqualTo(Instant.parse("2023-12-31T00:00:00Z"));
    assertThat(row.time("closes_at")).isEqualTo(Instant.parse("2023-12-31T01:00:00Z"));
    assertThat(row.time("known_at")).isEqualTo(Instant.parse("2023-12-31T01:01:00Z"));
    assertThat(row.text("source")).isEqualTo("bybit_BTCUSDT_mark_1h");
  }

  @Test
  void linesThatAreNoFactAreToldWithTheirNumberAndTheRestIsTaken() throws IOException {
    Path file =
        HistoryFolder.file(
            files,
            "bybit_BTCUSDT.csv",
            "ts_ms,funding_rate,source",
            "1704067200000,0.0001,a",
            "yesterday,0.0001,a",
            "1704096000,0.0001,a",
            "1704096000000,,a",
            "1704096000000,nan,a",
            "1704096000000,1e999999999,a",
            "1704096000000,0.3,a",
            "1704096000000,0.0001",
            "1704096000000,0.0001,live",
            "1704096000000,0.0002,a");

    FileReport report = HistoryFolder.takeOne(data, file);

    assertThat(List.of(report.read(), report.added(), report.rejected()))
        .containsExactly(10L, 2L, 8L);
    assertThat(report.firstRejected())
        .containsExactly(
            "line 3: ts_ms is 'yesterday': milliseconds since 1970 are allowed",
            "line 4: ts_ms is 1704096000: milliseconds since 1970, of the years 2010 to 2100, are"
                + " allowed",
            "line 5: nothing stands for funding_rate",
            "line 6: funding_rate is 'nan': a decimal number is allowed",
            "line 7: funding_rate is '1e999999999': a decimal number is allowed");
  }

  @Test
  void valuesThatCannotBeTrueAreTold() throws IOException {
    Path file =
        HistoryFolder.file(
            files,
            "bybit_BTCUSDT_trade_1h.csv",
            "ts_ms,open,high,low,close,volume",
            "1704067200000,10,11,9,10,5",
            "1704070800000,10,11,0,10,5",
            "1704074400000,10,8,9,10,5",
            "1704078000000,10,11,9,12,5",
            "1704081600000,10,11,9,10,0");

    FileReport report = HistoryFolder.takeOne(data, file);

    assertThat(report.firstRejected())
        .containsExactly(
            "line 3: the low is 0: more than 0 is allowed",
            "line 4: the high is 8, the low 9",
            "line 5: open 10 and close 12 lie beyond high 11 or low 9");
    assertThat(report.added()).isEqualTo(2);
    assertThat(report.notes())
        .containsKey("candles without a single trade: what the venue filled in");
  }

  @Test
  void filesThatAreNoHistoriesArePassedOverWithTheReason() throws IOException {
    HistoryFolder.file(files, "notes.md", "# notes");
    HistoryFolder.file(files, "hyperliquid_liquidations.csv", "time,liquidated_ntl_pos");
    HistoryFolder.file(files, "raw.jsonl", "{\"channel\":\"trades\"}");
    HistoryFolder.file(files, "bybit_BTCUSDT_mark_1h.csv", "ts_ms,funding_rate", "1,2");
    HistoryFolder.file(files, "nowhere_BTCUSDT.csv", "ts_ms,funding_rate", "1,2");
    HistoryFolder.file(files, "other.csv", "a,b", "1,2");
    HistoryFolder.file(files, "empty.csv");

    List<FileReport> reports = HistoryFolder.take(data, files);

    assertThat(reports)
        .extracting(FileReport::skipped)
        .containsExactly(
            "by its name it holds mark candles of bybit:BTCUSDT, by its first line it does not",
            "no layout that is known; its first line is ''",
            "liquidations that name no instrument, no side and no price",
            "a description",
            "its name says no venue and symbol: VENUE_SYMBOL.csv, VENUE_SYMBOL_mark_1h.csv, …",
            "no layout that is known; its first line is 'a,b'",
            "raw messages of a venue: carry decode and carry replay read those");
    assertThat(HistoryFolder.everything(data)).isEmpty();
  }

  @Test
  void openInterestOfTwoRhythmsIsOneSeries() throws IOException {
    String header = "timestamp,symbol,sum_open_interest,sum_open_interest_value";
    HistoryFolder.file(
        files,
        "binance_BTCUSDT_oi_1d.csv",
        header,
        "1771632000000,BTCUSDT,80199.65700000,5452680747.03495700");
    HistoryFolder.file(
        files,
        "binance_BTCUSDT_oi_4h.csv",
        header,
        "1771632000000,BTCUSDT,80199.657,5452680747.034957",
        "1771646400000,BTCUSDT,80300.1,5452680747.1",
        "1771660800000,ETHUSDT,1,1");

    List<FileReport> reports = HistoryFolder.take(data, files);

    assertThat(reports.getLast().duplicates()).isEqualTo(1);
    assertThat(reports.getLast().firstRejected())
        .containsExactly("line 4: symbol is ETHUSDT, the file's name says BTCUSDT");
    assertThat(HistoryFolder.rows(data, StoredFact.OPEN_INTEREST)).hasSize(2);
  }

  @Test
  void aFileOutOfOrderIsTheSameSeries() throws IOException {
    Path ordered = HistoryFolder.funding(files, "bybit_BTCUSDT.csv", 400);
    HistoryFolder.take(data, ordered);
    List<String> lines = Files.readAllLines(ordered);
    List<String> reversed =
        Stream.concat(lines.stream().limit(1), lines.reversed().stream()).toList();
    Path other = data.resolve("other");
    Path turned =
        HistoryFolder.file(
            files.resolve("turned"),
            "bybit_BTCUSDT.csv",
            reversed.subList(0, reversed.size() - 1).toArray(String[]::new));

    HistoryFolder.take(other, turned);

    assertThat(HistoryFolder.everything(other)).isEqualTo(HistoryFolder.everything(data));
  }

  @Test
  void aLongFileIsTakenInPiecesThatMakeOneSeries() throws IOException {
    Path file = HistoryFolder.funding(files, "bybit_BTCUSDT.csv", 50_000);

    FileReport report = HistoryFolder.takeOne(data, file);
    FileReport again = HistoryFolder.takeOne(data, file);

    assertThat(List.of(report.added(), again.added(), again.duplicates()))
        .containsExactly(50_000L, 0L, 50_000L);
    assertThat(HistoryFolder.rows(data, StoredFact.FUNDING_SETTLED))
        .filteredOn(row -> row.duration("period") == null)
        .as("only the first has nothing before it")
        .hasSize(1);
    assertThat(HistoryFolder.coverage(data))
        .singleElement()
        .satisfies(there -> assertThat(there.missing()).isZero());
  }

  @Test
  void anImporterOfAnotherLayoutIsAskedFirst() throws IOException {
    Path file = HistoryFolder.file(files, "bybit.marks", "42000.5");
    InstrumentId id = InstrumentId.of(VenueId.of("bybit"), "BTCUSDT");
    Importer marks =
        (path, firstLine) ->
            path.toString().endsWith(".marks")
                ? new Importer.Judged.Mine(
                    "marks",
                    into ->
                        into.fact(
                            1,
                            new MarkPrice(
                                id, null, HistoryFolder.RECORDED, new BigDecimal(firstLine)),
                            HistoryFolder.RECORDED,
                            "made"))
                : new Importer.Judged.NotMine();

    try (PastWriter writer = PastWriter.open(data)) {
      new Import(writer, Import.Options.DEFAULT, InstantSource.system(), List.of(marks))
          .run(List.of(file));
    }

    assertThat(HistoryFolder.rows(data, StoredFact.MARK))
        .singleElement()
        .satisfies(row -> assertThat(row.decimal("price")).isEqualTo(new BigDecimal("42000.5")));
  }

  @Test
  void compressedFilesAreReadAndBrokenOnesTold() throws IOException {
    Path plain = HistoryFolder.funding(files, "bybit_BTCUSDT.csv", 10);
    Path packed = files.resolve("packed");
    Files.createDirectories(packed);
    try (OutputStream out =
        new GZIPOutputStream(Files.newOutputStream(packed.resolve("okx_BTC-USDT-SWAP.csv.gz")))) {
      out.write(Files.readAllBytes(plain));
    }
    Files.write(packed.resolve("okx_ETH-USDT-SWAP.csv.gz"), Files.readAllBytes(plain));

    List<FileReport> reports = HistoryFolder.take(data, packed);

    assertThat(reports.getFirst().added()).isEqualTo(10);
    assertThat(reports.getLast().failed()).isEqualTo("not compressed as its name says");
  }

  @Test
  void whatCameOfEachFileIsKept() throws IOException {
    HistoryFolder.take(data, HistoryFolder.funding(files, "bybit_BTCUSDT.csv", 10));

    Path kept = data.resolve("store/imports/20261001T000000.000000Z.jsonl");
    assertThat(Files.readAllLines(kept))
        .singleElement()
        .asString()
        .contains("\"read\":10,\"added\":10,\"duplicates\":0");
  }
}
