package dev.carry.store;

import dev.carry.model.InstrumentId;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// A store that a test opens, and how its rows are read.
abstract class OpenStore {
  static final Instant EVER = Instant.MAX;

  static final Instant RECORDED = Instant.parse("2026-01-31T09:00:00.000000001Z");

  static final StoreSettings ALL =
      StoreSettings.DEFAULT.sampleEvery(Duration.ZERO).seal(Long.MAX_VALUE, Duration.ofDays(9));

  @TempDir Path folder;

  final AtomicReference<Instant> now = new AtomicReference<>(RECORDED);

  final InstantSource clock = () -> Objects.requireNonNull(now.get());

  DataLock lock;

  Store store;

  @BeforeEach
  void open() {
    lock = DataLock.take(folder);
    store = Store.open(lock, ALL, clock);
  }

  @AfterEach
  void close() {
    store.close();
    lock.close();
  }

  void reopen(StoreSettings settings) {
    store.close();
    store = Store.open(lock, settings, clock);
  }

  static List<BigDecimal> prices(Archive archive) {
    List<BigDecimal> prices = new ArrayList<>();
    for (StoredRow row : rows(archive, StoredFact.MARK)) {
      prices.add(Objects.requireNonNull(row.decimal("price")));
    }
    return prices;
  }

  static List<StoredRow> rows(Archive archive, StoredFact fact) {
    List<InstrumentId> all = List.of();
    return archive.rows(fact, all, Instant.MIN, EVER, null, Integer.MAX_VALUE);
  }

  static List<List<StoredRow>> everything(Archive archive) {
    List<List<StoredRow>> all = new ArrayList<>();
    for (StoredFact fact : StoredFact.values()) {
      all.add(rows(archive, fact));
    }
    return all;
  }

  static int count(Archive archive) {
    return everything(archive).stream().mapToInt(List::size).sum();
  }
}
