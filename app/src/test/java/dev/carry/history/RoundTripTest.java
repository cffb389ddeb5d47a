package dev.carry.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carry.model.VenueId;
import dev.carry.store.StoreReader;
import dev.carry.store.StoredFact;
import dev.carry.store.StoredRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoundTripTest {
  private static final Export.Selection ALL =
      new Export.Selection(null, null, null, Instant.MIN, Instant.MAX);

  @TempDir private Path data;
  @TempDir private Path files;
  @TempDir private Path out;
  @TempDir private Path again;

  @BeforeEach
  void fill() throws IOException {
    HistoryFolder.funding(files, "bybit_BTCUSDT.csv", 1_200);
    HistoryFolder.funding(files, "gate_BTCUSDT.csv", 40);
    HistoryFolder.candles(files, "binance_BTCUSDT_mark_1h.csv", 100);
    HistoryFolder.candles(files, "binance_BTC_spot_8h.csv", 10);
    HistoryFolder.candles(files, "bitmex_XBTUSD_at_settlement.csv", 10);
    HistoryFolder.file(
        files,
        "binance_BTCUSDT_oi_4h.csv",
        "timestamp,symbol,sum_open_interest,sum_open_interest_value",
        "1771632000000,BTCUSDT,80199.65700000,5452680747.03495700");
    HistoryFolder.take(data, files);
  }

  @Test
  void parquetComesBackAsItWas() throws IOException {
    Export.Written written = export(Format.PARQUET, ALL);

    List<StoredRow> before = HistoryFolder.everything(data);
    assertThat(written.rows()).isEqualTo(before.size());
    HistoryFolder.take(again, out);
    assertThat(HistoryFolder.everything(again)).isEqualTo(before);
    assertThat(HistoryFolder.take(again, out)).allMatch(report -> report.added() == 0);
  }

  @Test
  void csvComesBackAsItWas() throws IOException {
    Export.Written written = export(Format.CSV, ALL);

    List<StoredRow> before = HistoryFolder.everything(data);
    assertThat(written.rows()).isEqualTo(before.size());
    assertThat(written.leftOut()).isEmpty();
    HistoryFolder.take(again, out);
    assertThat(HistoryFolder.everything(again)).isEqualTo(before);
  }

  @Test
  void theSegmentsOfOneFolderCanBeImportedIntoAnother() throws IOException {
    HistoryFolder.take(again, data.resolve("store/history"));

    assertThat(HistoryFolder.everything(again)).isEqualTo(HistoryFolder.everything(data));
  }

  @Test
  void onlyWhatIsAskedForIsWritten() throws IOException {
    Instant from = Instant.parse("2024-02-01T00:00:00Z");
    Instant to = Instant.parse("2024-02-02T00:00:00Z");
    Export.Selection some =
        new Export.Selection(VenueId.of("bybit"), "BTCUSDT", StoredFact.FUNDING_SETTLED, from, to);

    assertThat(export(Format.CSV, some)).isEqualTo(new Export.Written(1, 4, List.of()));
    assertThat(export(Format.PARQUET, some)).isEqualTo(new Export.Written(1, 4, List.of()));
    assertThat(Files.readAllLines(out.resolve("bybit_BTCUSDT.csv")))
        .hasSize(5)
        .startsWith("ts_ms,funding_rate,mark_price,source");
  }

  /// What others see: columns of the folders' names, times in microseconds, no time zone but UTC.
  @Test
  void othersReadTheFoldersAsOneTable() throws IOException, SQLException {
    export(Format.PARQUET, ALL);
    String sql =
        "SELECT fact, year, typeof(boundary), count(*), sum(rate) > 0 FROM read_parquet('"
            + out
            + "/fact=funding-settled/**/*.parquet', hive_partitioning = true)"
            + " GROUP BY ALL ORDER BY year";
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      assertThat(rows.next()).isTrue();
      assertThat(rows.getString(1)).isEqualTo("funding-settled");
      assertThat(rows.getInt(2)).isEqualTo(2024);
      assertThat(rows.getString(3)).isEqualTo("TIMESTAMP");
      assertThat(rows.getInt(4)).isEqualTo(366 * 3 + 40);
      assertThat(rows.getBoolean(5)).isTrue();
    }
  }

  @Test
  void damagedParquetIsToldAndNothingOfItTaken() throws IOException {
    export(Format.PARQUET, ALL);
    Path folder = files.resolve("fact=mark");
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("a.parquet"), "PAR1 and no more");
    Path other = files.resolve("fact=mark/b.parquet");
    try (Stream<Path> all = Files.walk(out.resolve("fact=candle"))) {
      Files.copy(
          all.filter(file -> file.toString().endsWith(".parquet")).findFirst().orElseThrow(),
          other);
    }

    List<FileReport> reports = HistoryFolder.take(again, folder);

    assertThat(reports.getFirst().failed()).contains("a.parquet", "cannot be read as Parquet");
    assertThat(reports.getLast().failed()).contains("lacks columns of mark: price, price_text");
    assertThat(HistoryFolder.everything(again)).isEmpty();
  }

  private enum Format {
    PARQUET,
    CSV
  }

  private Export.Written export(Format format, Export.Selection selection) {
    try (StoreReader reader = HistoryFolder.read(data)) {
      Export export = new Export(reader, out);
      return format == Format.CSV ? export.csv(selection) : export.parquet(selection);
    }
  }
}
