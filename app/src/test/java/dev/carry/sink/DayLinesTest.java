package dev.carry.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Lines that outlive the process.
class DayLinesTest {
  private static final LocalDate FIRST = LocalDate.parse("2026-02-27");

  @TempDir private Path folder;
  private Instant now = Instant.parse("2026-02-27T23:59:59Z");

  private DayLines open() {
    return new DayLines(folder, "rows", 3, () -> now);
  }

  private List<String> all() {
    return DayLines.read(folder, "rows", LocalDate.EPOCH, LocalDate.MAX);
  }

  @Test
  void eachDayHasAFileAndOldDaysGo() throws IOException {
    try (DayLines lines = open()) {
      for (int day = 0; day < 4; day++) {
        lines.append("day " + day);
        now = now.plusSeconds(86_400);
      }
    }
    assertThat(all()).containsExactly("day 1", "day 2", "day 3");
    assertThat(DayLines.read(folder, "rows", FIRST.plusDays(2), FIRST.plusDays(2)))
        .containsExactly("day 2");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()).sorted())
          .containsExactly(
              "rows-2026-02-28.jsonl", "rows-2026-03-01.jsonl", "rows-2026-03-02.jsonl");
    }
  }

  @Test
  void halfALineIsNeverReadAndCutOffBeforeTheNext() throws IOException {
    try (DayLines lines = open()) {
      lines.append("whole");
    }
    Path file = folder.resolve("rows-2026-02-27.jsonl");
    Files.writeString(file, "{\"half", StandardOpenOption.APPEND);
    assertThat(all()).containsExactly("whole");
    try (DayLines lines = open()) {
      lines.append("next");
      lines.force();
      assertThat(all()).as("read beside the writer").containsExactly("whole", "next");
    }
    assertThat(Files.readString(file)).isEqualTo("whole\nnext\n");
  }

  @Test
  void whatCannotBeWrittenIsTold() throws IOException {
    Path file = Files.writeString(folder.resolve("a-file"), "");
    DayLines lines = new DayLines(file, "rows", 3, () -> now);
    assertThatThrownBy(() -> lines.append("x"))
        .isInstanceOf(SinkException.class)
        .hasMessageContaining("cannot be written");
  }

  @Test
  void aSecretIsInNoTextButItsOwn() throws IOException {
    Path file = Files.writeString(folder.resolve("key"), " from-the-file \n");
    Secret named = Secret.find(Map.of("KEY", "from-the-environment"), "KEY", file).orElseThrow();
    assertThat(named.reveal()).isEqualTo("from-the-environment");
    assertThat(named.toString()).isEqualTo("•••");
    assertThat(named.hide("wrong key from-the-environment!")).isEqualTo("wrong key •••!");
    assertThat(Secret.find(Map.of(), "KEY", file).orElseThrow().reveal())
        .isEqualTo("from-the-file");
    assertThat(Secret.find(Map.of("KEY", " "), "KEY", null)).isEmpty();
    assertThatThrownBy(() -> Secret.find(Map.of(), "KEY", folder.resolve("none")))
        .isInstanceOf(SinkException.class)
        .hasMessageContaining("cannot be read");
    Files.writeString(file, "\n");
    assertThatThrownBy(() -> Secret.find(Map.of(), "KEY", file)).hasMessageContaining("is empty");
  }
}
