package dev.carry.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.ZstdInputStream;
import dev.carry.model.VenueId;
import dev.carry.venue.Frame;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FrameLogTest {
  private static final VenueId BYBIT = VenueId.of("bybit");
  private static final Instant AT = Instant.parse("2026-01-31T23:59:59.123456700Z");
  private static final FrameLogSettings BY_HAND =
      new FrameLogSettings(1 << 20, Duration.ofDays(1), 1 << 21);

  @TempDir private Path folder;

  @Test
  void linesAreTheOnesTardisToolsRead() throws IOException {
    try (FrameLog log = new FrameLog(folder, BY_HAND)) {
      assertThat(log.append(frame(AT, "{\"topic\":\"tickers.BTCUSDT\"}"))).isEmpty();
      assertThat(log.disconnected(BYBIT, "public/linear", AT.plusMillis(1))).isEmpty();
      assertThat(log.append(frame(AT.plusMillis(2), "pong"))).isEmpty();
    }

    assertThat(text(folder.resolve("bybit/public%2flinear/2026-01-31.raw.zst")))
        .isEqualTo(
            """
            2026-01-31T23:59:59.1234567Z {"topic":"tickers.BTCUSDT"}

            2026-01-31T23:59:59.1254567Z pong
            """);
  }

  @Test
  void whatWasWrittenIsReadBack() {
    List<Recorded> expected = new ArrayList<>();
    try (FrameLog log = new FrameLog(folder, BY_HAND)) {
      for (int i = 0; i < 2_000; i++) {
        Frame frame = frame(AT.minusSeconds(i), "{\"n\":" + i + ",\"text\":\"日本 \\n\"}");
        assertThat(log.append(frame)).isEmpty();
        expected.add(new Recorded.Message(frame, null));
        if (i % 100 == 0) {
          log.flush();
        }
        if (i % 500 == 7) {
          assertThat(log.disconnected(BYBIT, "public/linear", AT)).isEmpty();
          expected.add(new Recorded.Disconnect());
        }
      }
    }

    assertSame(read(day("2026-01-31"), null), expected);
  }

  @Test
  void aNewDayBeginsANewFile() {
    try (FrameLog log = new FrameLog(folder, BY_HAND)) {
      assertThat(log.append(frame(AT, "{}"))).isEmpty();
      assertThat(log.append(frame(AT.plusSeconds(1), "[]"))).isEmpty();
    }

    assertThat(read(day("2026-01-31"), null)).hasSize(1);
    assertThat(read(day("2026-02-01"), null)).hasSize(1);
  }

  @Test
  void aKillLosesOnlyWhatWasNotFlushedAndTheFileGoesOn() throws IOException {
    try (FrameLog log = new FrameLog(folder, BY_HAND)) {
      assertThat(log.append(frame(AT, "{\"n\":1}"))).isEmpty();
      log.flush();
      assertThat(log.append(frame(AT, "{\"n\":2}"))).isEmpty();
    }
    Path file = day("2026-01-31");
    byte[] whole = Files.readAllBytes(file);
    for (int torn = 5; torn < 30; torn++) {
      Files.write(file, Arrays.copyOf(whole, whole.length - torn));
      try (FrameReader reader = FrameReader.open(file, BYBIT, "public/linear", null)) {
        assertThat(messages(reader)).containsExactly("{\"n\":1}");
        assertThat(reader.torn()).isTrue();
      }

      try (FrameLog log = new FrameLog(folder, BY_HAND)) {
        assertThat(log.append(frame(AT, "{\"n\":3}"))).isEmpty();
      }
      try (FrameReader reader = FrameReader.open(file, BYBIT, "public/linear", null)) {
        assertThat(messages(reader)).containsExactly("{\"n\":1}", "{\"n\":3}");
        assertThat(reader.torn()).isFalse();
      }
    }
  }

  @Test
  void aDamagedFileIsReadUpToTheDamageAndSaysSo() throws IOException {
    Path file = folder.resolve("damaged.jsonl.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write("\uFEFF{\"n\":1}\n{\"n\":2}\n".getBytes(StandardCharsets.UTF_8));
    }
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 6] ^= 1; // of the checksum behind the data
    Files.write(file, bytes);
    try (FrameReader reader = FrameReader.open(file, BYBIT, "public/linear", AT)) {
      List<Recorded> all = new ArrayList<>();
      for (Recorded each; (each = reader.next()) != null; ) {
        all.add(each);
      }
      assertThat(all).hasSize(3);
      assertThat(((Recorded.Message) all.get(0)).frame().text()).isEqualTo("{\"n\":1}");
      assertThat(((Recorded.Message) all.get(1)).frame().text()).isEqualTo("{\"n\":2}");
      Recorded.Unreadable damage = (Recorded.Unreadable) all.get(2);
      assertThat(damage.where()).isEqualTo(file + ":3");
      assertThat(damage.reason()).startsWith("damaged from about here on: ").contains("GZIP");
      assertThat(reader.torn()).isFalse();
    }
  }

  @Test
  void lineBreaksAreTakenOutOnlyWhereTheyAreWhiteSpaceOfJson() {
    try (FrameLog log = new FrameLog(folder, BY_HAND)) {
      assertThat(log.append(frame(AT, "{\r\n \"a\\\"\": [1,\n2]\n}\n"))).isEmpty();
      assertThat(log.append(frame(AT, "{\"a\":\"b\nc\"}")))
          .hasValueSatisfying(
              reason ->
                  assertThat(reason)
                      .isEqualTo(
                          "bybit public/linear: frame not kept: it has a line break within a JSON"
                              + " string, at byte 7"));
      assertThat(log.append(frame(AT, "pong\n")))
          .hasValueSatisfying(reason -> assertThat(reason).contains("no JSON object or array"));
    }

    assertThat(read(day("2026-01-31"), null)).hasSize(1);
    try (FrameReader reader = FrameReader.open(day("2026-01-31"), BYBIT, "public/linear", null)) {
      assertThat(messages(reader)).containsExactly("{ \"a\\\"\": [1,2]}");
    }
  }

  @Test
  void streamNamesBecomeSafeFileNamesAndBack() {
    for (String name :
        List.of("public/linear", "..", ".hidden", "", "a b:c%2f", "日本", "tickers-1_x.y")) {
      String file = FrameLog.fileName(name);
      assertThat(file).matches("[A-Za-z0-9%_-][A-Za-z0-9%._-]*");
      assertThat(FrameLog.streamName(file)).isEqualTo(name);
    }
    assertThatThrownBy(() -> FrameLog.fileName("x".repeat(200)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void gzippedAndPlainRecordingsAreRead() throws IOException {
    String lines =
        "2024-08-08T23:54:15.0303146Z {\"a\":1}\n1723161255088169167 {\"b\":2}\r\n\n{\"c\":3}\n";
    Path plain = folder.resolve("x.raw");
    Path zipped = folder.resolve("x.raw.gz");
    Files.writeString(plain, lines);
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(zipped))) {
      out.write(lines.getBytes(StandardCharsets.UTF_8));
    }

    for (Path file : List.of(plain, zipped)) {
      List<Recorded> read = read(file, null);
      assertSame(
          read.subList(0, 3),
          List.of(
              message("2024-08-08T23:54:15.030314600Z", "{\"a\":1}", null),
              message("2024-08-08T23:54:15.088169167Z", "{\"b\":2}", null),
              new Recorded.Disconnect()));
      assertThat(read.get(3))
          .isInstanceOfSatisfying(
              Recorded.Unreadable.class,
              bad -> {
                assertThat(bad.where()).isEqualTo(file + ":4");
                assertThat(bad.reason()).contains("without a receive time").contains("--at");
              });
      assertSame(read(file, AT).subList(3, 4), List.of(message(AT.toString(), "{\"c\":3}", null)));
    }
  }

  @Test
  void bareMessagesTakeTheirTimesFromTheFileBesideThem() throws IOException {
    Path file = folder.resolve("http_depth.jsonl");
    Files.writeString(file, "{\"a\":1}\n[2]\n{\"a\":3}\n");
    Files.writeString(
        folder.resolve("http_depth.recv_ts"),
        "1626916404.543838\thttps://example.org/depth?symbol=X\n1626916405.1661901\t\n");

    List<Recorded> read = read(file, null);

    assertSame(
        read.subList(0, 2),
        List.of(
            message(
                "2021-07-22T01:13:24.543838Z", "{\"a\":1}", "https://example.org/depth?symbol=X"),
            message("2021-07-22T01:13:25.166190100Z", "[2]", null)));
    assertThat(read.get(2))
        .isInstanceOfSatisfying(
            Recorded.Unreadable.class,
            bad -> assertThat(bad.reason()).contains("ends before this line"));
  }

  @Test
  void linesOfNoKnownFormAreToldWithTheirPlace() {
    FrameReader reader =
        FrameReader.of(
            new ByteArrayInputStream(
                "2026-13-01T00:00:00.0000000Z {}\nhello\n2026-01-01 {}\n123 {}"
                    .getBytes(StandardCharsets.UTF_8)),
            "standard input",
            BYBIT,
            "x",
            null);
    for (int line = 1; line <= 4; line++) {
      int expected = line;
      assertThat(reader.next())
          .isInstanceOfSatisfying(
              Recorded.Unreadable.class,
              bad -> {
                assertThat(bad.where()).isEqualTo("standard input:" + expected);
                assertThat(bad.reason()).contains("allowed are a receive time");
              });
    }
    assertThat(reader.next()).isNull();
    reader.close();
  }

  @Test
  void linesLongerThanTheBufferAreRead() throws IOException {
    Path file = folder.resolve("long.raw");
    String long1 = "{\"a\":\"" + "x".repeat(300_000) + "\"}";
    Files.writeString(file, "2026-01-31T00:00:00.0000000Z " + long1 + "\n1 2\n");

    try (FrameReader reader = FrameReader.open(file, BYBIT, "s", null)) {
      assertThat(reader.next())
          .isInstanceOfSatisfying(
              Recorded.Message.class, m -> assertThat(m.frame().text()).isEqualTo(long1));
    }
  }

  private Path day(String day) {
    return FrameLog.folder(folder, BYBIT, "public/linear").resolve(day + ".raw.zst");
  }

  private static Frame frame(Instant at, String text) {
    return Frame.of(BYBIT, "public/linear", at, text);
  }

  private static Recorded message(String at, String text, @Nullable String note) {
    return new Recorded.Message(frame(Instant.parse(at), text), note);
  }

  private static List<Recorded> read(Path file, @Nullable Instant at) {
    List<Recorded> read = new ArrayList<>();
    try (FrameReader reader = FrameReader.open(file, BYBIT, "public/linear", at)) {
      for (Recorded line; (line = reader.next()) != null; ) {
        read.add(line);
      }
    }
    return read;
  }

  private static List<String> messages(FrameReader reader) {
    List<String> texts = new ArrayList<>();
    for (Recorded line; (line = reader.next()) != null; ) {
      if (line instanceof Recorded.Message message) {
        texts.add(message.frame().text());
      }
    }
    return texts;
  }

  /// Frames hold arrays: compared by what they say.
  private static void assertSame(List<Recorded> found, List<Recorded> expected) {
    assertThat(found.stream().map(FrameLogTest::told).toList())
        .isEqualTo(expected.stream().map(FrameLogTest::told).toList());
  }

  private static String told(Recorded line) {
    return switch (line) {
      case Recorded.Message m ->
          m.frame().venue()
              + " "
              + m.frame().stream()
              + " "
              + m.frame().receivedAt()
              + " "
              + m.frame().text()
              + " "
              + m.note();
      case Recorded.Disconnect _ -> "disconnect";
      case Recorded.Unreadable bad -> bad.where() + " " + bad.reason();
    };
  }

  private static String text(Path file) throws IOException {
    try (ZstdInputStream in = new ZstdInputStream(Files.newInputStream(file))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
