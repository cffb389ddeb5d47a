package dev.carry.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carry.model.FeedStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Hours of a busy market, with the memory that a run gives its store.
class StoreSealTest {
  private static final int STEPS = 200_000;
  private static final int AT_ONCE = 5_000;
  private static final StoreSettings SETTINGS = StoreSettings.DEFAULT.sampleEvery(Duration.ZERO);

  @TempDir private Path folder;

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-01-31T09:00:00Z"));
  private final InstantSource clock = () -> Objects.requireNonNull(now.get());

  @Test
  void manyRowsAreSealedAndMergedWithinTheMemoryGiven() throws IOException {
    long rows = 0;
    try (DataLock lock = DataLock.take(folder);
        Store store = Store.open(lock, SETTINGS, clock)) {
      for (int i = 1; i <= STEPS; i++) {
        store.accept(Steps.of(i));
        rows += Steps.rows(i);
        if (i % AT_ONCE == 0) {
          store.flush();
          assertThat(store.failure()).isNull();
        }
      }
      store.seal();
      assertThat(files()).isGreaterThan(2L * StoredFact.values().length);

      now.set(Instant.parse("2026-02-01T00:00:01Z"));
      store.tidy();
      assertThat(store.failure()).isNull();
      assertThat(store.acknowledged()).isEqualTo(STEPS);
      assertThat(count(store)).isEqualTo(rows);
    }
    try (DataLock lock = DataLock.take(folder);
        Store store = Store.open(lock, SETTINGS, clock)) {
      assertThat(files()).isLessThanOrEqualTo(StoredFact.values().length);
      assertThat(count(store)).isEqualTo(rows);
    }
  }

  /// Three mebibytes a file that no packing makes smaller.
  @Test
  void aDayThatIsTooLargeForTheMemoryIsMergedInParts() throws IOException {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(1);
    byte[] noise = new byte[384 << 10];
    try (DataLock lock = DataLock.take(folder);
        Store store = Store.open(lock, SETTINGS, clock)) {
      for (int i = 1; i <= 36; i++) {
        random.nextBytes(noise);
        Instant at = Steps.START.plusSeconds(i);
        String text = Base64.getEncoder().encodeToString(noise);
        FeedStatus status = new FeedStatus(Steps.BYBIT, "linear", FeedStatus.State.LIVE, text, at);
        store.accept(Steps.step(i, status));
        if (i % 6 == 0) {
          store.seal();
        }
      }
      assertThat(files()).isEqualTo(6);

      now.set(Instant.parse("2026-02-01T00:00:01Z"));
      store.tidy();
    }
    try (DataLock lock = DataLock.take(folder);
        Store store = Store.open(lock, SETTINGS, clock)) {
      assertThat(files()).isBetween(2L, 3L);
      assertThat(count(store)).isEqualTo(36);
    }
  }

  private static long count(Store store) {
    long count = 0;
    for (StoredFact fact : StoredFact.values()) {
      count +=
          store
              .ask(
                  sources -> "SELECT count(*) FROM " + sources.of(fact),
                  List.of(),
                  row -> row.getLong(1))
              .getFirst();
    }
    return count;
  }

  private long files() throws IOException {
    try (Stream<Path> all = Files.walk(folder.resolve("store/segments"))) {
      return all.filter(file -> file.toString().endsWith(".parquet")).count();
    }
  }
}
