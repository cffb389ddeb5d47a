package dev.carry.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The life of a store: starts, days, readers beside it.
class StoreTest extends OpenStore {
  @Test
  void stepsUpToTheAcknowledgedOneAreTakenNoSecondTime() {
    for (long i = 1; i <= 50; i++) {
      store.accept(Steps.of(i));
    }
    store.flush();
    assertThat(store.acknowledged()).isEqualTo(50);
    int stored = count(store);

    reopen(ALL);
    assertThat(store.acknowledged()).isEqualTo(50);
    for (long i = 1; i <= 60; i++) {
      store.accept(Steps.of(i));
    }
    store.flush();

    int more = 0;
    for (long i = 51; i <= 60; i++) {
      more += Steps.rows(i);
    }
    assertThat(count(store)).isEqualTo(stored + more);
  }

  @Test
  void whatWasMissedIsReplayedAtTheNextStartAndNothingTwice() {
    for (long i = 1; i <= 20; i++) {
      store.accept(Steps.of(i));
    }
    store.missed(21);
    for (long i = 31; i <= 40; i++) {
      store.accept(Steps.of(i));
    }
    store.flush();
    assertThat(store.acknowledged()).isEqualTo(20);
    assertThat(store.missedFrom()).hasValue(21);

    reopen(ALL);
    assertThat(store.acknowledged()).isEqualTo(20);
    assertThat(store.missedFrom()).isEmpty();
    for (long i = 21; i <= 40; i++) {
      store.accept(Steps.of(i));
    }
    store.flush();

    int expected = 0;
    for (long i = 1; i <= 40; i++) {
      expected += Steps.rows(i);
    }
    assertThat(count(store)).isEqualTo(expected);
    assertThat(store.acknowledged()).isEqualTo(40);
  }

  /// Else a crash leaves findings of inputs that nobody has, and no replay can close them.
  @Test
  void nothingIsStoredBeforeWhatItCameOfIsInTheLog() {
    AtomicLong durable = new AtomicLong(20);
    store.follow(durable::get);
    int rows = 0;
    for (long i = 1; i <= 30; i++) {
      store.accept(Steps.of(i));
      rows += i <= 20 ? Steps.rows(i) : 0;
    }
    store.flush();
    assertThat(store.acknowledged()).isEqualTo(20);
    assertThat(count(store)).isEqualTo(rows);

    reopen(ALL);
    assertThat(store.acknowledged()).isEqualTo(20);
    assertThat(count(store)).isEqualTo(rows);

    store.accept(Steps.of(21));
    durable.set(21);
    store.flush();
    assertThat(store.acknowledged()).isEqualTo(21);
  }

  /// Who starts again reads all of the tail: however much came at once, there is little in it.
  @Test
  void whatIsSealedAtIsSealedAlsoWhileRowsWait() throws IOException {
    long most = 64 << 10;
    reopen(ALL.seal(most, Duration.ofDays(9)));
    AtomicLong durable = new AtomicLong(0);
    store.follow(durable::get);
    int rows = 0;
    for (long i = 1; i <= 40_000; i++) {
      store.accept(Steps.of(i));
      rows += Steps.rows(i);
    }
    durable.set(40_000);
    store.flush();

    assertThat(tailBytes()).isPositive().isLessThan(most);
    assertThat(count(store)).isEqualTo(rows);
    assertThat(store.acknowledged()).isEqualTo(40_000);
  }

  private long tailBytes() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(file -> file.toString().endsWith(".ctail"))
          .mapToLong(file -> file.toFile().length())
          .sum();
    }
  }

  @Test
  void aNewDayBeginsNewSegmentsAndMergesTheOldOnes() {
    for (int day = 0; day < 3; day++) {
      for (int part = 0; part < 3; part++) {
        for (int i = 0; i < 30; i++) {
          store.accept(Steps.of(100L * (3 * day + part) + i + 1));
        }
        store.seal();
      }
      now.set(Objects.requireNonNull(now.get()).plus(Duration.ofDays(1)));
    }
    List<List<StoredRow>> before = everything(store);

    store.tidy();

    assertThat(everything(store)).usingRecursiveComparison().isEqualTo(before);
    assertThat(store.database().segments())
        .filteredOn(s -> s.day().isBefore(LocalDate.of(2026, 2, 3)))
        .isNotEmpty()
        .doesNotHaveDuplicates()
        .extracting(s -> List.of(s.fact(), s.day()))
        .doesNotHaveDuplicates();
    reopen(ALL);
    assertThat(everything(store)).usingRecursiveComparison().isEqualTo(before);
    assertThat(store.verify()).isEmpty();
  }

  @Test
  void segmentsAreReadableByAPlainDuckDb() throws SQLException {
    for (long i = 1; i <= 200; i++) {
      store.accept(Steps.of(i));
    }
    store.seal();
    String files = folder + "/store/segments/mark/*/*.parquet";

    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duck.createStatement();
        ResultSet found =
            statement.executeQuery(
                "SELECT count(*), sum(price), min(price_text), max(venue), min(known_at)::VARCHAR"
                    + " FROM '"
                    + files
                    + "'")) {
      found.next();
      // 1, 9, 17, … 193: 25 marks of sequence / 10^6
      assertThat(found.getLong(1)).isEqualTo(25);
      assertThat(found.getDouble(2)).isCloseTo(2425e-6, org.assertj.core.data.Offset.offset(1e-12));
      assertThat(found.getString(3)).isEqualTo("0.000001");
      assertThat(found.getString(4)).isEqualTo("bybit");
      assertThat(found.getString(5)).startsWith("2026-01-31 07:00:01");
    }
  }

  @Test
  void aReaderBesideTheOwnerSeesWhatIsOnTheDisk() {
    for (long i = 1; i <= 100; i++) {
      store.accept(Steps.of(i));
    }
    store.flush();
    try (StoreReader reader = StoreReader.open(folder, ALL)) {
      assertThat(everything(reader)).usingRecursiveComparison().isEqualTo(everything(store));
      for (long i = 101; i <= 200; i++) {
        store.accept(Steps.of(i));
      }
      store.flush();
      assertThat(everything(reader)).usingRecursiveComparison().isEqualTo(everything(store));
      store.seal();
      assertThat(everything(reader)).usingRecursiveComparison().isEqualTo(everything(store));
    }
  }

  @Test
  void questionsWhileRowsAreSealedMissNothingAndSeeNothingTwice() throws Exception {
    AtomicBoolean done = new AtomicBoolean();
    try (StoreReader reader = StoreReader.open(folder, ALL);
        ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> asked = new ArrayList<>();
      for (Archive archive : List.of(store, reader)) {
        Callable<Integer> asking =
            () -> {
              int questions = 0;
              long last = 0;
              while (!done.get()) {
                List<StoredRow> marks = rows(archive, StoredFact.MARK);
                assertThat(marks.stream().map(row -> row.number("sequence")).distinct())
                    .hasSameSizeAs(marks);
                assertThat((long) marks.size()).isGreaterThanOrEqualTo(last);
                last = marks.size();
                questions++;
              }
              return questions;
            };
        asked.add(executor.submit(asking));
      }
      for (int round = 0; round < 12; round++) {
        for (int i = 0; i < 80; i++) {
          store.accept(Steps.of(80L * round + i + 1));
        }
        store.seal();
      }
      done.set(true);
      for (Future<Integer> each : asked) {
        assertThat(each.get()).isPositive();
      }
    }
    assertThat(rows(store, StoredFact.MARK)).hasSize(120);
  }
}
