package dev.carry.history;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.carry.store.Archive;
import dev.carry.store.StoreReader;
import dev.carry.store.StoredFact;
import dev.carry.store.StoredRow;
import dev.carry.testkit.Shared;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Real histories against the reports their collectors wrote: counts, ranges, gaps.
class CollectedHistoriesTest {
  @TempDir private static Path data;

  private static Path histories = Path.of("");
  private static Map<String, FileReport> reports = Map.of();
  private static Map<Archive.Series, Archive.Coverage> coverage = Map.of();

  @BeforeAll
  static void takeEverything() throws IOException {
    histories = Shared.folder("data/history");
    Assumptions.assumeTrue(Files.isDirectory(histories), "skipped: no shared histories");
    reports =
        HistoryFolder.take(data, histories).stream()
            .collect(Collectors.toMap(r -> bare(Path.of(r.name())), r -> r, (a, b) -> a));
    coverage =
        HistoryFolder.coverage(data).stream()
            .collect(Collectors.toMap(Archive.Coverage::series, there -> there));
  }

  private static String bare(Path file) {
    return file.getFileName().toString().replaceFirst("\\.csv$", "");
  }

  @Test
  void everySeriesOfFundingHasTheCountsAndRangeOfTheReport() throws IOException {
    for (JsonNode told : report("funding_report.json")) {
      Archive.Coverage there = funding(told);
      assertThat(there.points()).as(name(told)).isEqualTo(told.get("rows").asLong());
      assertThat(there.rows()).as(name(told)).isEqualTo(there.points());
      assertThat(there.from()).as(name(told)).isEqualTo(minute(told.get("first").asText()));
      assertThat(there.to()).as(name(told)).isEqualTo(minute(told.get("last").asText()));
    }
  }

  @Test
  void gapsOfMoreThanADayAreThoseOfTheReport() throws IOException {
    for (JsonNode told : report("funding_report.json")) {
      List<List<String>> gaps =
          holes(funding(told)).stream()
              .filter(hole -> span(hole).compareTo(Duration.ofDays(2)) > 0)
              .map(
                  hole ->
                      List.of(
                          hole.from().minus(hole.every()).toString().substring(0, 10),
                          hole.to().plus(hole.every()).toString().substring(0, 10)))
              .toList();
      List<List<String>> expected = new ArrayList<>();
      told.get("gaps_over_1d")
          .forEach(gap -> expected.add(List.of(gap.get(0).asText(), gap.get(1).asText())));
      assertThat(gaps).as(name(told)).isEqualTo(expected);
    }
  }

  /// From the point before a hole to the one behind it.
  private static Duration span(Archive.Hole hole) {
    return Duration.between(hole.from(), hole.to()).plus(hole.every().multipliedBy(2));
  }

  /// The report counts with one interval a series. Where the venue changed it, that counts
  /// settlements that never were: Hyperliquid settled every eight hours at first, BitMEX every day.
  @Test
  void missingSettlementsAreThoseOfTheReportButForChangedPeriods() throws IOException {
    Map<String, Long> others = new HashMap<>();
    for (JsonNode told : report("funding_report.json")) {
      Archive.Coverage there = funding(told);
      long interval = told.get("interval_h").asLong();
      long longer = 0;
      for (StoredRow row : rows(there)) {
        Duration period = row.duration("period");
        longer += period == null ? 0 : Math.max(0, period.toHours() / interval - 1);
      }
      long difference =
          told.get("missing_slots").asLong() - Objects.requireNonNull(there.missing()) - longer;
      if (difference != 0) {
        others.put(name(told), difference);
      }
    }
    // settled every two hours for a while, so that a gap in eights is not what was missed
    assertThat(others.keySet()).containsExactly("apollox_SOLUSDT");
  }

  @Test
  void periodsAreThoseOfTheVenueOnlyWhereNeighboursProveThem() throws IOException {
    Archive.Coverage there = coverage("hyperliquid_BTC", StoredFact.FUNDING_SETTLED);
    List<StoredRow> rows = rows(there);

    assertThat(rows.getFirst().duration("period")).isNull();
    assertThat(rows.subList(1, 82))
        .allMatch(row -> Duration.ofHours(8).equals(row.duration("period")));
    assertThat(rows.subList(82, rows.size()))
        .allMatch(
            row ->
                row.duration("period") == null
                    || Duration.ofHours(1).equals(row.duration("period")));
    assertThat(rows.stream().filter(row -> row.duration("period") == null))
        .as("the first, and one behind each of the four holes")
        .hasSize(5);
  }

  @Test
  void everySeriesOfPricesHasTheCountsAndRangeOfTheReport() throws IOException {
    for (JsonNode told : report("prices_report.json")) {
      String name = told.get(0).asText();
      FileReport report = reportOn(name);
      assertThat(report.read()).as(name).isEqualTo(told.get(1).asLong());
      assertThat(report.added() + report.duplicates() + report.rejected())
          .as(name)
          .isEqualTo(told.get(1).asLong());
      Archive.Coverage there = coverage(name, StoredFact.CANDLE);
      if (there.source().equals(name)) {
        assertThat(there.points()).as(name).isEqualTo(report.added());
        assertThat(there.from().toString()).as(name).startsWith(told.get(2).asText());
        assertThat(there.to().toString()).as(name).startsWith(told.get(3).asText());
      }
    }
  }

  @Test
  void whatIsNoFactIsTold() {
    assertThat(reportOn("bitmex_XBTUSD_at_settlement").firstRejected())
        .containsExactly("line 1211: the low is 0.0: more than 0 is allowed");
    assertThat(reportOn("binance_BTCUSDT_perp_1h").conflicts()).isEqualTo(2);
    assertThat(reportOn("hyperliquid_liquidations_2023").skipped()).contains("name no instrument");
    assertThat(reportOn("hl_BTC_l2_book.jsonl").skipped()).contains("derived");
  }

  @Test
  void aSecondImportAddsNothing() throws IOException {
    assertThat(HistoryFolder.take(data, histories.resolve("funding")))
        .allMatch(report -> report.added() == 0);
  }

  private static JsonNode report(String name) throws IOException {
    return new ObjectMapper().readTree(histories.resolve(name).toFile());
  }

  private static FileReport reportOn(String name) {
    return Objects.requireNonNull(reports.get(name), name);
  }

  private static String name(JsonNode told) {
    return told.get("file").asText();
  }

  private static Archive.Coverage funding(JsonNode told) {
    return coverage(name(told), StoredFact.FUNDING_SETTLED);
  }

  private static Archive.Coverage coverage(String name, StoredFact fact) {
    FileName file = FileName.parse(name + ".csv").orElseThrow();
    String of = file.of() == null ? null : file.of().name().toLowerCase(Locale.ROOT);
    return Objects.requireNonNull(
        coverage.get(new Archive.Series(file.id(), fact, of, file.every())), name);
  }

  private static List<Archive.Hole> holes(Archive.Coverage there) {
    return Objects.requireNonNull(there.holes());
  }

  private static List<StoredRow> rows(Archive.Coverage there) {
    try (StoreReader reader = HistoryFolder.read(data)) {
      return reader.rows(
          StoredFact.FUNDING_SETTLED,
          List.of(there.series().id()),
          Instant.MIN,
          Instant.MAX,
          null,
          Integer.MAX_VALUE);
    }
  }

  private static Instant minute(String text) {
    return Instant.parse(text.replace(' ', 'T') + ":00Z");
  }
}
