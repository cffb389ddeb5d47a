package dev.carry.store;

import static dev.carry.store.Steps.BTC;
import static dev.carry.store.Steps.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carry.engine.History.FundingPoint;
import dev.carry.model.FundingSettled;
import dev.carry.model.Step;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PastWriterTest extends OpenStore {
  private static final Duration EIGHT = Duration.ofHours(8);
  private static final Duration LAG = Duration.ofMinutes(1);

  @Test
  void theOwnerAnswersWithWhatIsImportedBesideIt() {
    try (PastWriter writer = PastWriter.open(folder)) {
      writer.add(settled("a", 0, 10), new PastWriter.Tally());
      assertThat(points(store)).isEmpty();
      writer.commit();
    }

    assertThat(points(store))
        .hasSize(10)
        .first()
        .isEqualTo(new FundingPoint(BTC, true, rate(0), null, at(0), at(0).plus(LAG)));
    assertThat(points(store).get(5).period()).isEqualTo(EIGHT);
    try (StoreReader reader = StoreReader.open(folder, ALL)) {
      assertThat(points(reader)).isEqualTo(points(store));
    }
    assertThat(store.verify()).isEmpty();
  }

  /// Files of before know no outlines: then their rows are read.
  @Test
  void coverageIsTheSameWithAndWithoutTheOutlineThatAFileCarries() throws Exception {
    try (PastWriter writer = PastWriter.open(folder)) {
      writer.add(settled("a", 0, 100), new PastWriter.Tally());
      writer.commit();
      writer.add(settled("b", 90, 110), new PastWriter.Tally());
      writer.add(settled("b", 113, 140), new PastWriter.Tally());
      writer.commit();
    }
    store.accept(new Step(1, event(141, rate(3), EIGHT), List.of()));
    store.flush();
    List<Archive.Coverage> carried = store.coverage(null, null, null);
    assertThat(carried)
        .singleElement()
        .satisfies(
            there -> {
              assertThat(there.points()).isEqualTo(138);
              assertThat(there.missing()).isEqualTo(4L);
              assertThat(there.source()).isEqualTo("a,b,live");
            });

    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement sql = duck.createStatement();
        Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".parquet")).toList()) {
        Path bare = folder.resolve("bare");
        boolean _ =
            sql.execute(
                "COPY (SELECT * FROM read_parquet('%s', hive_partitioning = false)) TO '%s'"
                        .formatted(file, bare)
                    + " (FORMAT parquet)");
        Files.move(bare, file, StandardCopyOption.REPLACE_EXISTING);
      }
    }
    try (StoreReader reader = StoreReader.open(folder, ALL)) {
      assertThat(reader.coverage(null, null, null)).isEqualTo(carried);
    }
  }

  @Test
  void aFolderThatNoOneOwnsTakesAnImportToo() {
    Path nobodys = folder.resolve("nobodys");
    try (PastWriter writer = PastWriter.open(nobodys)) {
      writer.add(settled("a", 0, 3), new PastWriter.Tally());
      writer.commit();
    }

    try (DataLock other = DataLock.take(nobodys);
        Store owner = Store.open(other, ALL, clock)) {
      assertThat(points(owner)).hasSize(3);
    }
  }

  @Test
  void theSameAgainAddsNothing() {
    PastWriter.Tally first = new PastWriter.Tally();
    PastWriter.Tally again = new PastWriter.Tally();
    PastWriter.Tally later = new PastWriter.Tally();
    try (PastWriter writer = PastWriter.open(folder)) {
      writer.add(settled("a", 0, 50), first);
      writer.add(settled("a", 0, 50), again);
      writer.commit();
    }
    try (PastWriter writer = PastWriter.open(folder)) {
      writer.add(settled("another", 0, 50), later);
      writer.commit();
    }

    assertThat(List.of(first.added(), first.duplicates())).containsExactly(50L, 0L);
    assertThat(List.of(again.added(), again.duplicates())).containsExactly(0L, 50L);
    assertThat(List.of(later.added(), later.duplicates())).containsExactly(0L, 50L);
    assertThat(rows(store, StoredFact.FUNDING_SETTLED)).hasSize(50);
  }

  @Test
  void whatWasLivedIsNotImportedASecondTime() {
    store.accept(new Step(1, event(3, rate(3), EIGHT), List.of()));
    store.flush();
    PastWriter.Tally tally = new PastWriter.Tally();
    try (PastWriter writer = PastWriter.open(folder)) {
      writer.add(settled("a", 0, 5), tally);
      writer.commit();
    }

    assertThat(List.of(tally.added(), tally.duplicates())).containsExactly(4L, 1L);
    assertThat(points(store)).hasSize(5);
  }

  @Test
  void whatWasImportedIsNotStoredASecondTimeByTheOwner() {
    now.set(at(12));
    try (PastWriter writer = PastWriter.open(folder)) {
      writer.add(settled("a", 0, 10), new PastWriter.Tally());
      writer.commit();
    }
    reopen(ALL);

    assertThat(store.add(List.of(event(4, rate(4), EIGHT)), "venue", LAG)).isZero();
    store.accept(new Step(1, event(5, rate(5), EIGHT), List.of()));
    store.flush();
    assertThat(rows(store, StoredFact.FUNDING_SETTLED)).hasSize(10);
  }

  @Test
  void twoSourcesThatDisagreeAreBothKeptAndShown() {
    PastWriter.Tally tally = new PastWriter.Tally();
    try (PastWriter writer = PastWriter.open(folder)) {
      writer.add(settled("a", 0, 5), tally);
      writer.add(List.of(row("b", 2, new BigDecimal("0.0042"))), tally);
      writer.commit();
    }

    assertThat(tally.conflicts()).isEqualTo(1);
    assertThat(tally.firstConflicts())
        .containsExactly(at(2) + " is 0.0042 (b), but " + at(2) + " is 0.000002 (a)");
    assertThat(store.settledConflicts(Instant.EPOCH, EVER))
        .singleElement()
        .satisfies(
            conflict ->
                assertThat(conflict.claims())
                    .extracting(Archive.Claim::source)
                    .containsExactlyInAnyOrder("a", "b"));
    assertThat(store.coverage(null, null, null))
        .singleElement()
        .satisfies(
            there -> assertThat(List.of(there.points(), there.rows())).containsExactly(5L, 6L));
  }

  @Test
  void holesOfASeriesAreToldForTheSpanAskedFor() {
    try (PastWriter writer = PastWriter.open(folder)) {
      List<StoredRow> rows = settled("a", 0, 20);
      rows.subList(7, 9).clear();
      writer.add(rows, new PastWriter.Tally());
      writer.commit();
    }
    Archive.Series series = Archive.Series.of(BTC, StoredFact.FUNDING_SETTLED);

    assertThat(store.holes(series, at(0), at(19)))
        .contains(List.of(new Archive.Hole(at(7), at(8), EIGHT, 2)));
    assertThat(store.holes(series, at(10), at(21)))
        .contains(List.of(new Archive.Hole(at(20), at(21), EIGHT, 2)));
    assertThat(store.holes(series, at(10), at(19))).contains(List.of());
    assertThat(store.holes(series, at(100), at(120))).isEmpty();
  }

  @Test
  void oneImporterAtATime() {
    try (PastWriter _ = PastWriter.open(folder)) {
      assertThatThrownBy(() -> PastWriter.open(folder))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("another import")
          .hasMessageContaining("Mend");
    }
    PastWriter.open(folder).close();
  }

  @Test
  void whatAnImportIsWritingIsNotDeletedByAnOwnerThatStarts() throws IOException {
    Path year = folder.resolve("store/history/fact=mark/year=2024");
    Files.createDirectories(year);
    Path unfinished = Files.writeString(year.resolve("7.parquet.new"), "half");

    reopen(ALL);
    assertThat(unfinished).exists();
    PastWriter.open(folder).close();
    assertThat(unfinished).doesNotExist();
  }

  @Test
  void manySmallFilesBecomeOneAndEveryRowStaysOnce() throws IOException {
    try (StoreReader reader = StoreReader.open(folder, ALL);
        PastWriter writer = PastWriter.open(folder, 3)) {
      for (int i = 0; i < 60; i += 3) {
        writer.add(settled("a", i, i + 3), new PastWriter.Tally());
      }
      writer.commit();
      assertThat(files()).hasSize(20);
      List<FundingPoint> before = points(reader);
      assertThat(before).hasSize(60).isEqualTo(points(store));

      writer.finish();

      assertThat(files()).hasSize(1);
      assertThat(points(reader)).isEqualTo(before);
      assertThat(points(store)).isEqualTo(before);
    }
    assertThat(store.verify()).isEmpty();
  }

  @Test
  void yearsHaveFoldersOfTheirOwn() throws IOException {
    try (PastWriter writer = PastWriter.open(folder)) {
      writer.add(settled("a", -1200, 10), new PastWriter.Tally());
      writer.commit();
    }

    assertThat(files())
        .extracting(file -> Objects.requireNonNull(file.getParent()).getFileName().toString())
        .containsExactly("year=2024", "year=2025", "year=2026");
    assertThat(store.years(StoredFact.FUNDING_SETTLED, Instant.MIN, Instant.MAX))
        .containsExactly(2024, 2025, 2026);
    assertThat(store.funding(List.of(BTC), Instant.parse("2025-01-01T00:00:00Z"), at(0), 9))
        .hasSize(9);
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(folder.resolve("store/history"))) {
      return all.filter(file -> file.toString().endsWith(".parquet")).sorted().toList();
    }
  }

  private static List<FundingPoint> points(Archive archive) {
    return archive.funding(List.of(BTC), Instant.EPOCH, EVER, 10_000);
  }

  private static List<StoredRow> settled(String source, int from, int to) {
    List<StoredRow> rows = new ArrayList<>();
    for (int i = from; i < to; i++) {
      rows.add(row(source, i, rate(i)));
    }
    return rows;
  }

  private static StoredRow row(String source, int i, BigDecimal rate) {
    StoredRow row = StoredRow.imported(event(i, rate, null), at(i).plus(LAG), RECORDED, source);
    return Objects.requireNonNull(row);
  }

  private static FundingSettled event(int i, BigDecimal rate, @Nullable Duration period) {
    return new FundingSettled(BTC, null, at(i).plus(LAG), rate, period, at(i), null);
  }

  private static Instant at(int i) {
    return START.plus(EIGHT.multipliedBy(i));
  }

  private static BigDecimal rate(int i) {
    return BigDecimal.valueOf(i, 6);
  }
}
