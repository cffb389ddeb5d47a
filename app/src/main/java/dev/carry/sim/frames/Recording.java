package dev.carry.sim.frames;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.github.luben.zstd.ZstdInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/// One recorded file, read line by line. Lines without a time follow the last at 20 ms.
final class Recording implements AutoCloseable {
  /// What stands on a line.
  ///
  /// @param micros when it was received, epoch microseconds
  /// @param text the message, empty for a disconnect
  /// @param address the URL, or path and query, asked; empty where none is recorded
  /// @param posted the JSON that was posted there; empty where nothing was
  record Line(long micros, String text, String address, String posted) {
    Line(long micros, String text, String address) {
      this(micros, text, address, "");
    }

    boolean disconnect() {
      return text.isEmpty();
    }
  }

  static final long UNTIMED = Long.MIN_VALUE;
  private static final long GAP_MICROS = 20_000;
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
          .build();

  private final Path file;
  private final boolean timed;
  private final @Nullable BufferedReader lines;
  private final @Nullable BufferedReader times;
  private boolean whole;
  private long last = UNTIMED;

  Recording(Path file) {
    this.file = file;
    String name = name(file);
    this.timed = isRaw(name);
    this.whole = name.endsWith(".json");
    Path beside = file.resolveSibling(name.replace(".jsonl", ".recv_ts"));
    this.lines = whole ? null : reader(file);
    this.times = name.endsWith(".jsonl") && Files.exists(beside) ? reader(beside) : null;
  }

  static String name(Path file) {
    return String.valueOf(file.getFileName());
  }

  /// Whether a file holds messages at all.
  static boolean isRecording(Path file) {
    String name = name(file);
    boolean known = isRaw(name) || name.endsWith(".jsonl") || name.endsWith(".json");
    return known && !name.startsWith("ws_control") && !name.startsWith("ws_sent_by_client");
  }

  private static boolean isRaw(String name) {
    return name.endsWith(".raw") || name.endsWith(".raw.gz") || name.endsWith(".raw.zst");
  }

  private static BufferedReader reader(Path file) {
    String name = name(file);
    try {
      InputStream in = Files.newInputStream(file);
      InputStream plain =
          name.endsWith(".gz")
              ? new GZIPInputStream(in)
              : name.endsWith(".zst") ? new ZstdInputStream(in).setContinuous(true) : in;
      return new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8), 1 << 16);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  /// The next line that can be read, or null at the end.
  @Nullable Line next() {
    try {
      if (whole) {
        whole = false;
        return new Line(stamp(UNTIMED), compact(Files.readString(file)), "");
      }
      while (lines != null) {
        String line = lines.readLine();
        if (line == null) {
          return null;
        }
        String aside = times == null ? null : times.readLine();
        Line read = timed ? raw(line) : plain(line, aside);
        if (read != null) {
          return read;
        }
      }
      return null;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  private @Nullable Line raw(String line) {
    if (line.isBlank()) {
      return new Line(last, "", "");
    }
    int space = line.indexOf(' ');
    try {
      Instant at = Instant.parse(line.substring(0, Math.max(space, 0)));
      String text = line.substring(space + 1);
      return text.startsWith("{\"asked\":")
          ? answer(stamp(micros(at)), text)
          : new Line(stamp(micros(at)), text, "");
    } catch (DateTimeParseException e) {
      return null;
    }
  }

  /// What a recorder wrote around a REST body: what was asked, then the body as it came.
  private static Line answer(long micros, String text) {
    try {
      JsonNode wrap = JSON.readTree(text);
      int answer = text.indexOf(",\"data\":") + 8;
      return new Line(
          micros,
          text.substring(answer, text.length() - 1),
          wrap.path("asked").asText(""),
          wrap.path("body").asText(""));
    } catch (JsonProcessingException e) {
      return new Line(micros, text, "");
    }
  }

  private static long micros(Instant at) {
    return at.getEpochSecond() * 1_000_000 + at.getNano() / 1_000;
  }

  private @Nullable Line plain(String line, @Nullable String aside) {
    if (line.isBlank()) {
      return null;
    }
    String[] cells = aside == null ? new String[] {""} : aside.split("\t", -1);
    long at = cells[0].isBlank() ? UNTIMED : Math.round(Double.parseDouble(cells[0]) * 1e6);
    String text = line.contains("\"raw\"") && line.contains("\"exchange\"") ? unwrap(line) : line;
    return new Line(stamp(at), text, cells.length > 1 ? cells[1] : "");
  }

  /// Says when a file without times begins.
  Line beginAt(long micros, Line first) {
    last = micros;
    return new Line(micros, first.text, first.address, first.posted);
  }

  private long stamp(long micros) {
    last = micros != UNTIMED ? micros : last == UNTIMED ? UNTIMED : last + GAP_MICROS;
    return last;
  }

  private static String unwrap(String line) {
    try {
      JsonNode node = JSON.readTree(line);
      return node.has("raw") ? JSON.writeValueAsString(node.get("raw")) : line;
    } catch (JsonProcessingException e) {
      return line;
    }
  }

  private static String compact(String text) {
    try {
      return JSON.writeValueAsString(JSON.readTree(text));
    } catch (JsonProcessingException e) {
      return text.replace('\n', ' ');
    }
  }

  @Override
  public void close() {
    try {
      if (lines != null) {
        lines.close();
      }
      if (times != null) {
        times.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot close " + file, e);
    }
  }
}
