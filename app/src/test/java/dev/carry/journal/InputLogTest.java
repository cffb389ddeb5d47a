package dev.carry.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carry.model.Command;
import dev.carry.model.FundingSettled;
import dev.carry.model.Input;
import dev.carry.model.InstrumentId;
import dev.carry.model.MarkPrice;
import dev.carry.model.Tick;
import dev.carry.model.VenueId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InputLogTest {
  private static final Instant NOW = Instant.parse("2026-01-31T08:00:00Z");
  private static final InstantSource CLOCK = InstantSource.fixed(NOW);
  private static final InstrumentId BTC = InstrumentId.of(VenueId.of("bybit"), "BTCUSDT");
  private static final InputLogSettings SMALL =
      new InputLogSettings(
          1024,
          Duration.ZERO,
          Duration.ofHours(1),
          16 << 10,
          Duration.ofHours(1),
          Long.MAX_VALUE,
          Duration.ofDays(9999));

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void everyKindOfInputComesBackEqual(long seed) {
    List<Input> written = write(seed, 3_000, SMALL);

    assertThat(inputs()).isEqualTo(written);
    assertThat(segments().size()).isGreaterThan(3);
  }

  @Test
  void sequencesBeginAtOneAndContinueAfterReopening() {
    write(1, 10, SMALL);
    try (InputLogWriter log = open()) {
      assertThat(log.append(mark("1.0"))).isEqualTo(11);
      assertThat(log.tornBytes()).isZero();
    }

    try (InputLogReader reader = InputLogReader.open(folder)) {
      long expected = 1;
      for (Logged logged; (logged = reader.next()) != null; expected++) {
        assertThat(logged.sequence()).isEqualTo(expected);
      }
      assertThat(expected).isEqualTo(12);
    }
  }

  @Test
  void theHeaderNamesBuildAndConfiguration() {
    try (InputLogWriter log =
        InputLogWriter.open(folder, SMALL, "carry 0.1.0+abc", "sha256:42", 0, CLOCK)) {
      long _ = log.append(mark("1.0"));
    }

    try (InputLogReader reader = InputLogReader.open(folder)) {
      assertThat(reader.next()).isNotNull();
      assertThat(reader.header())
          .isEqualTo(new SegmentHeader("carry 0.1.0+abc", "sha256:42", 1, 0, NOW));
    }
  }

  @Test
  void whatIsForcedIsDurableAndReadableWhileTheLogIsWritten() {
    try (InputLogWriter log = open()) {
      long last = 0;
      for (int i = 0; i < 100; i++) {
        last = log.append(mark("1.0" + i));
      }
      log.force();

      assertThat(log.durableSequence()).isEqualTo(last);
      assertThat(inputs()).hasSize(100);
    }
  }

  @Test
  void settlementsBecomeDurableByThemselves() {
    InputLogSettings lazy =
        new InputLogSettings(
            1 << 20,
            Duration.ofMillis(1),
            Duration.ofDays(1),
            1 << 20,
            Duration.ofHours(1),
            Long.MAX_VALUE,
            Duration.ofDays(1));
    try (InputLogWriter log = InputLogWriter.open(folder, lazy, "b", "c", 0, CLOCK)) {
      long _ = log.append(mark("1"));
      long settlement =
          log.append(new FundingSettled(BTC, null, NOW, new BigDecimal("0.0001"), null, NOW, null));
      awaitDurable(log, settlement);
      long cause = log.append(mark("2"));
      log.commitSoon();
      awaitDurable(log, cause);
    }
    assertThat(inputs()).hasSize(3);
  }

  private static void awaitDurable(InputLogWriter log, long sequence) {
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (log.durableSequence() < sequence && System.nanoTime() < deadline) {
      Thread.onSpinWait();
    }
    assertThat(log.durableSequence()).isGreaterThanOrEqualTo(sequence);
  }

  @Test
  void readingFromASequenceSkipsWhatIsBefore() {
    List<Input> written = write(7, 2_000, SMALL);

    for (long from : new long[] {1, 2, 999, 1_999, 2_000}) {
      try (InputLogReader reader = InputLogReader.open(folder, from)) {
        Logged first = reader.next();
        assertThat(first).isEqualTo(new Logged(from, written.get((int) from - 1)));
      }
    }
    try (InputLogReader reader = InputLogReader.open(folder, 2_001)) {
      assertThat(reader.next()).isNull();
    }
  }

  @Test
  void aTornTailIsCutWhereverItTears() throws IOException {
    write(3, 30, SMALL);
    Path last = segments().getLast();
    byte[] whole = Files.readAllBytes(last);
    for (int length = 0; length < whole.length; length += 17) {
      Files.write(last, Arrays.copyOf(whole, length));

      long complete;
      try (InputLogReader reader = InputLogReader.open(folder)) {
        complete = count(reader);
        assertThat(reader.tornBytes()).isLessThanOrEqualTo(length);
      }
      assertThat(complete).isLessThan(30);
      Path copy = copyOf(folder);
      try (InputLogWriter log = InputLogWriter.open(copy, SMALL, "b", "c", 0, CLOCK)) {
        assertThat(log.append(mark("1"))).isEqualTo(complete + 1);
      }
      try (InputLogReader reader = InputLogReader.open(copy)) {
        assertThat(count(reader)).isEqualTo(complete + 1);
        assertThat(reader.tornBytes()).isZero();
      }
    }
  }

  @Test
  void aFlippedBitIsNeverReadAsAnInput() throws IOException {
    List<Input> written = write(4, 200, SMALL);
    SplittableRandom random = new SplittableRandom(4);
    for (Path segment : segments()) {
      byte[] whole = Files.readAllBytes(segment);
      for (int i = 0; i < 25; i++) {
        byte[] flipped = whole.clone();
        flipped[random.nextInt(whole.length)] ^= (byte) (1 << random.nextInt(8));
        Files.write(segment, flipped);
        try {
          List<Input> read = inputs();
          assertThat(read).isEqualTo(written.subList(0, read.size()));
          assertThat(read.size()).isLessThan(written.size());
        } catch (JournalException e) {
          assertThat(e).hasMessageContaining(segment.getFileName().toString());
        }
      }
      Files.write(segment, whole);
    }
    assertThat(inputs()).isEqualTo(written);
  }

  @Test
  void damageBeforeDurableInputsIsRefusedAndNotCut() throws IOException {
    try (InputLogWriter log = open()) {
      for (int i = 0; i < 5; i++) {
        long _ = log.append(mark("1." + i));
        log.force();
      }
    }
    Path last = segments().getLast();
    byte[] bytes = Files.readAllBytes(last);
    bytes[bytes.length / 2] ^= 1;
    Files.write(last, bytes);

    assertThatThrownBy(this::inputs)
        .isInstanceOf(JournalException.class)
        .hasMessageContaining("damaged, though it was on the disk")
        .hasMessageContaining("Mend");
    assertThatThrownBy(this::open).isInstanceOf(JournalException.class);
  }

  @Test
  void aMissingSegmentIsRefusedAsAHole() throws IOException {
    write(5, 3_000, SMALL);
    Files.delete(segments().get(2));

    assertThatThrownBy(this::inputs)
        .isInstanceOf(JournalException.class)
        .hasMessageContaining("a segment is missing between them");
  }

  @Test
  void aForeignFileAndANewerFormatAreNamed() throws IOException {
    write(5, 10, SMALL);
    Path segment = segments().getFirst();
    byte[] bytes = Files.readAllBytes(segment);
    Files.write(
        segment, "a text that somebody put there, long enough".getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(this::inputs).hasMessageContaining("is no input log");

    ByteBuffer.wrap(bytes).putInt(8, 9);
    Files.write(segment, bytes);
    assertThatThrownBy(this::inputs).hasMessageContaining("has format 9, this build reads 1");
  }

  @Test
  void sequencesThatOthersSawAreNotGivenOutAgain() {
    write(6, 10, SMALL);
    try (InputLogWriter log = InputLogWriter.open(folder, SMALL, "b", "c", 15, CLOCK)) {
      assertThat(log.append(mark("1"))).isEqualTo(16);
    }

    try (InputLogReader reader = InputLogReader.open(folder)) {
      assertThat(count(reader)).isEqualTo(11);
      assertThat(reader.neverWritten()).isEqualTo(5);
    }
  }

  @Test
  void theOldestSegmentsGoWhenThereAreTooManyBytes() {
    InputLogSettings few = SMALL.keep(48 << 10, Duration.ofDays(9999));
    write(8, 5_000, few);

    long total = segments().stream().mapToLong(segment -> segment.toFile().length()).sum();
    assertThat(total).isLessThan(96 << 10);
    try (InputLogReader reader = InputLogReader.open(folder)) {
      Logged first = reader.next();
      assertThat(first).isNotNull();
      assertThat(first == null ? 0 : first.sequence()).isGreaterThan(1);
      long rest = count(reader);
      assertThat(first == null ? 0 : first.sequence() + rest).isEqualTo(5_000);
    }
  }

  @Test
  void segmentsBeyondTheAgeGo() throws IOException {
    write(8, 1_000, SMALL);
    Path oldest = segments().getFirst();
    Files.setLastModifiedTime(oldest, FileTime.from(NOW.minus(Duration.ofDays(8))));
    for (Path segment : segments().subList(1, segments().size())) {
      Files.setLastModifiedTime(segment, FileTime.from(NOW));
    }
    write(9, 1_000, SMALL.keep(Long.MAX_VALUE, Duration.ofDays(7)));

    assertThat(oldest).doesNotExist();
  }

  @Test
  void anAbruptEndKeepsWhatWasForced() throws IOException {
    InputLogWriter log = open();
    for (int i = 0; i < 500; i++) {
      long _ = log.append(mark("1." + i));
    }
    log.force();
    Path copy = copyOf(folder);
    long _ = log.append(new Command(Command.Action.KILL, NOW));
    log.close();

    try (InputLogReader reader = InputLogReader.open(copy)) {
      assertThat(count(reader)).isEqualTo(500);
    }
  }

  @Test
  void settingsOutOfRangeAreRefused() {
    assertThatThrownBy(
            () ->
                new InputLogSettings(
                    1, Duration.ZERO, Duration.ZERO, 1, Duration.ZERO, 1, Duration.ZERO))
        .hasMessageContaining("256 to");
  }

  private InputLogWriter open() {
    return InputLogWriter.open(folder, SMALL, "build", "configuration", 0, CLOCK);
  }

  private List<Input> write(long seed, int count, InputLogSettings settings) {
    Inputs inputs = new Inputs(new SplittableRandom(seed));
    List<Input> written = new ArrayList<>();
    try (InputLogWriter log = InputLogWriter.open(folder, settings, "b", "c", 0, CLOCK)) {
      for (int i = 0; i < count; i++) {
        Input input = inputs.next();
        written.add(input);
        long _ = log.append(input);
      }
    }
    return written;
  }

  private List<Input> inputs() {
    List<Input> read = new ArrayList<>();
    try (InputLogReader reader = InputLogReader.open(folder)) {
      for (Logged logged; (logged = reader.next()) != null; ) {
        read.add(logged.input());
      }
    }
    return read;
  }

  private static long count(InputLogReader reader) {
    long count = 0;
    while (reader.next() != null) {
      count++;
    }
    return count;
  }

  private List<Path> segments() {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(f -> f.toString().endsWith(".clog")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path copyOf(Path directory) throws IOException {
    Path copy = Files.createTempDirectory(folder.resolveSibling("."), "copy");
    for (Path file : segments()) {
      try (FileChannel from = FileChannel.open(file, StandardOpenOption.READ);
          FileChannel to =
              FileChannel.open(
                  copy.resolve(directory.relativize(file)),
                  StandardOpenOption.CREATE_NEW,
                  StandardOpenOption.WRITE)) {
        long _ = from.transferTo(0, from.size(), to);
      }
    }
    return copy;
  }

  private static MarkPrice mark(String price) {
    return new MarkPrice(BTC, null, NOW, new BigDecimal(price));
  }

  @Test
  void aTickNeedsFewBytes() throws IOException {
    try (InputLogWriter log = open()) {
      for (int i = 0; i < 1_000; i++) {
        long _ = log.append(new Tick(NOW.plusSeconds(i)));
      }
    }
    assertThat(Files.size(segments().getFirst())).isLessThan(2_000);
  }
}
