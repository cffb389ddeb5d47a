package dev.carry.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carry.journal.ChildJvm;
import dev.carry.model.FeedStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreCrashTest {
  private static final int ROUNDS = Integer.getInteger("carry.kill.rounds", 5);
  private static final Instant RECORDED = Instant.parse("2026-01-31T09:00:00Z");
  private static final InstantSource CLOCK = InstantSource.fixed(RECORDED);
  private static final StoreSettings ALL =
      StoreSettings.DEFAULT.sampleEvery(Duration.ZERO).seal(Long.MAX_VALUE, Duration.ofDays(9));

  @TempDir private Path folder;
  @TempDir private Path elsewhere;

  /// Stores steps for as long as it lives, sealing often, and tells what is acknowledged.
  static final class Writer {
    private Writer() {}

    public static void main(String[] arguments) {
      DataLock lock = DataLock.take(Path.of(arguments[0]));
      StoreSettings settings = ALL.seal(50_000, Duration.ofHours(1));
      Store store = Store.open(lock, settings, InstantSource.system());
      System.out.println("acknowledged " + store.acknowledged());
      for (long sequence = store.acknowledged() + 1; sequence < 1_000_000; sequence++) {
        store.accept(Steps.of(sequence));
        if (sequence % 20 == 0) {
          store.flush();
          System.out.println("acknowledged " + store.acknowledged());
        }
      }
    }
  }

  @Test
  void everyAcknowledgedRowSurvivesAKillOnceAndOnlyOnce() throws Exception {
    SplittableRandom random = new SplittableRandom(20_260_131);
    for (int round = 0; round < ROUNDS; round++) {
      long acknowledged = 0;
      try (ChildJvm child = ChildJvm.start(errors(), Writer.class, folder.toString())) {
        for (int told = random.nextInt(1, 80); told > 0; told--) {
          acknowledged = acknowledged(child.mustSay());
        }
        child.kill();
        for (String line; (line = child.line()) != null && line.matches("acknowledged \\d+"); ) {
          acknowledged = acknowledged(line);
        }
      }
      assertThat(DataLock.owner(folder)).isPresent();
      verifyUpTo(folder, acknowledged, ALL);
    }
  }

  @Test
  void aTornTailIsCutWhereverItTears() throws IOException {
    List<Long> ends = new ArrayList<>();
    writeBatches(12, ends);
    Path tail = tail(folder);
    byte[] whole = Files.readAllBytes(tail);
    int header = 36;
    for (int length = header; length < whole.length; length += 1_171) {
      Path copy = copy(folder);
      Files.write(tail(copy), Arrays.copyOf(whole, length));
      long complete = 0;
      for (int i = 0; i < ends.size() && ends.get(i) <= length; i++) {
        complete = 10L * (i + 1);
      }

      verifyUpTo(copy, complete, ALL);
    }
  }

  @Test
  void aFlippedBitIsNeverReadAsARow() throws IOException {
    writeBatches(6, new ArrayList<>());
    byte[] whole = Files.readAllBytes(tail(folder));
    SplittableRandom random = new SplittableRandom(6);
    int refused = 0;
    for (int i = 0; i < 12; i++) {
      byte[] flipped = whole.clone();
      flipped[random.nextInt(whole.length)] ^= (byte) (1 << random.nextInt(8));
      Path copy = copy(folder);
      Files.write(tail(copy), flipped);
      try {
        verifyUpTo(copy, 0, ALL);
      } catch (StoreException e) {
        refused++;
        assertThat(e).hasMessageContaining("damaged").hasMessageContaining("Mend");
      }
    }
    assertThat(refused).as("damage before the last batch is refused, not cut").isGreaterThan(5);
  }

  @Test
  void aDamagedSegmentIsNamed() throws IOException {
    writeBatches(3, new ArrayList<>());
    try (DataLock lock = DataLock.take(folder);
        Store store = Store.open(lock, ALL, CLOCK)) {
      store.seal();
      assertThat(store.verify()).isEmpty();
      Path segment = store.database().segments().getFirst().file();
      byte[] bytes = Files.readAllBytes(segment);
      bytes[bytes.length / 2] ^= 4;
      Files.write(segment, bytes);

      assertThat(store.verify()).hasSize(1).first().asString().contains(segment.toString());
    }
  }

  @Test
  void aCrashAtAnyStepOfSealingNeitherLosesNorDoublesRows() throws IOException {
    List<Path> copies = new ArrayList<>();
    AtomicReference<@Nullable Path> watched = new AtomicReference<>();
    try (DataLock lock = DataLock.take(folder);
        Store store =
            Store.open(
                lock,
                ALL,
                CLOCK,
                () -> {
                  if (watched.get() != null) {
                    copies.add(copy(folder));
                  }
                })) {
      for (long i = 1; i <= 120; i++) {
        store.accept(Steps.of(i));
        if (i == 60) {
          store.seal();
        }
      }
      store.flush();
      copies.add(copy(folder));
      watched.set(folder);
      store.seal();
      store.tidy();
      watched.set(null);
    }
    assertThat(copies).hasSizeGreaterThan(15);
    for (Path copy : copies) {
      try (StoreReader reader = StoreReader.open(copy, ALL)) {
        verifyRows(reader, 120);
      }
      verifyUpTo(copy, 120, ALL);
    }
    verifyUpTo(copies.getFirst(), 120, ALL);
  }

  @Test
  void aCrashWhileDaysAreMergedNeitherLosesNorDoublesRows() throws IOException {
    List<Path> copies = new ArrayList<>();
    AtomicReference<Instant> now = new AtomicReference<>(RECORDED);
    AtomicReference<@Nullable Path> watched = new AtomicReference<>();
    try (DataLock lock = DataLock.take(folder);
        Store store =
            Store.open(
                lock,
                ALL,
                () -> Objects.requireNonNull(now.get()),
                () -> {
                  if (watched.get() != null) {
                    copies.add(copy(folder));
                  }
                })) {
      for (long i = 1; i <= 90; i++) {
        store.accept(Steps.of(i));
        if (i % 30 == 0) {
          store.seal();
        }
      }
      watched.set(folder);
      now.set(RECORDED.plus(Duration.ofDays(1)));
      store.tidy();
      watched.set(null);
    }
    assertThat(copies).isNotEmpty();
    for (Path copy : copies) {
      verifyUpTo(copy, 90, ALL);
    }
  }

  /// Stores rows of a mebibyte each until no more fit, then goes on trying.
  static final class Hoarder {
    private Hoarder() {}

    public static void main(String[] arguments) {
      DataLock lock = DataLock.take(Path.of(arguments[0]));
      StoreSettings settings =
          new StoreSettings(
              Duration.ZERO, Duration.ofMillis(1), Long.MAX_VALUE, Duration.ofDays(9), 4, "1GB");
      Store store = Store.open(lock, settings, InstantSource.system());
      String mebibyte = "x".repeat(1 << 20);
      long refusals = 0;
      String refusal = "";
      for (long sequence = 1; sequence <= 400 && refusals < 20; sequence++) {
        Instant at = Steps.START.plusSeconds(sequence);
        try {
          store.accept(
              Steps.step(
                  sequence,
                  new FeedStatus(
                      Steps.BYBIT, "linear", FeedStatus.State.LIVE, sequence + mebibyte, at)));
          store.flush();
        } catch (StoreException e) {
          refusals++;
          refusal = String.valueOf(e.getMessage());
        }
      }
      System.out.println("refused " + refusals);
      System.out.println(refusal);
      System.out.println("acknowledged " + store.acknowledged());
      Runtime.getRuntime().halt(0);
    }
  }

  @Test
  void aFullDiskIsNamedAndKeepsWhatWasAcknowledged() throws Exception {
    long acknowledged;
    try (ChildJvm child =
        // DuckDB unpacks a library of 72 MB
        ChildJvm.startWithFileLimit(100 << 10, errors(), Hoarder.class, folder.toString())) {
      assertThat(child.mustSay("refused")).isEqualTo("refused 20");
      assertThat(child.mustSay("4 rows wait"))
          .contains("no more are taken")
          .contains(".ctail")
          .contains("a limit on file sizes is reached")
          .contains("bytes free")
          .contains("replayed from the input log");
      acknowledged = acknowledged(child.mustSay("acknowledged"));
      assertThat(child.exitCode()).isZero();
    }
    assertThat(acknowledged).isBetween(50L, 110L);

    StoreSettings roomy =
        new StoreSettings(
            Duration.ZERO, Duration.ofMillis(1), Long.MAX_VALUE, Duration.ofDays(9), 4, "1GB");
    try (StoreReader reader = StoreReader.open(folder, roomy)) {
      assertThat(OpenStore.rows(reader, StoredFact.FEED)).hasSize((int) acknowledged);
    }
  }

  @Test
  void aDamagedHeaderOfATailIsRefused() throws IOException {
    writeBatches(1, new ArrayList<>());
    byte[] bytes = Files.readAllBytes(tail(folder));
    bytes[20] ^= 1;
    Files.write(tail(folder), bytes);

    try (DataLock lock = DataLock.take(folder)) {
      assertThatThrownBy(() -> Store.open(lock, ALL, CLOCK))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("damaged header");
    }
  }

  /// Batches of ten steps each, left in the tail as a killed process would leave them.
  private void writeBatches(int batches, List<Long> ends) throws IOException {
    Path scratch = Files.createTempDirectory(elsewhere, "scratch");
    try (DataLock lock = DataLock.take(scratch);
        Store store = Store.open(lock, ALL, CLOCK)) {
      for (int batch = 0; batch < batches; batch++) {
        for (int i = 1; i <= 10; i++) {
          store.accept(Steps.of(10L * batch + i));
        }
        store.flush();
        ends.add(Files.size(tail(scratch)));
      }
      copyInto(scratch, folder);
    }
  }

  private static void verifyUpTo(Path folder, long acknowledged, StoreSettings settings) {
    try (DataLock lock = DataLock.take(folder);
        Store store = Store.open(lock, settings, CLOCK)) {
      assertThat(store.acknowledged()).isGreaterThanOrEqualTo(acknowledged);
      verifyRows(store, store.acknowledged());
    }
  }

  /// Every row of steps up to a sequence is there once, and no other.
  private static void verifyRows(Archive archive, long upTo) {
    FactRows expected = new FactRows(new Sampler(Duration.ZERO), new Settlements(1 << 20));
    List<List<@Nullable Object>> all = new ArrayList<>();
    for (long i = 1; i <= upTo; i++) {
      for (StoredRow row : expected.of(Steps.of(i), RECORDED)) {
        all.add(told(row));
      }
    }
    List<List<@Nullable Object>> found = new ArrayList<>();
    for (StoredFact fact : StoredFact.values()) {
      OpenStore.rows(archive, fact).forEach(row -> found.add(told(row)));
    }
    Set<List<@Nullable Object>> missing = new HashSet<>(all);
    found.forEach(missing::remove);
    assertThat(missing).isEmpty();
    assertThat(found).hasSameSizeAs(all);
  }

  private static List<@Nullable Object> told(StoredRow row) {
    List<@Nullable Object> told = new ArrayList<>(row.stated());
    told.add(row.fact());
    told.add(row.number("sequence"));
    told.add(row.number("ordinal"));
    told.add(row.time("known_at"));
    return told;
  }

  private Path errors() throws IOException {
    return Files.createTempFile(elsewhere, "child", ".err");
  }

  private static long acknowledged(String line) {
    assertThat(line).startsWith("acknowledged ");
    return Long.parseLong(line.substring("acknowledged ".length()));
  }

  private static Path tail(Path folder) {
    try (Stream<Path> files = Files.list(folder.resolve("store"))) {
      return files.filter(f -> f.toString().endsWith(".ctail")).findFirst().orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path copy(Path from) {
    try {
      Path copy = Files.createTempDirectory(elsewhere, "copy");
      copyInto(from, copy);
      return copy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void copyInto(Path from, Path to) throws IOException {
    List<Path> files;
    try (Stream<Path> walk = Files.walk(from.resolve("store"))) {
      files = walk.toList();
    }
    for (Path file : files) {
      Path target = to.resolve(from.relativize(file));
      if (Files.isDirectory(file)) {
        Files.createDirectories(target);
      } else {
        Files.copy(file, target);
      }
    }
  }
}
