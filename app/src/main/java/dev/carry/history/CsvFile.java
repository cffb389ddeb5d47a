package dev.carry.history;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/// The lines of a CSV file by the columns its first line names. Comma, no commas within values.
final class CsvFile implements AutoCloseable {
  private static final int ABSENT = -1;
  private static final int BUFFER = 1 << 16;

  /// More digits than any venue writes; an exponent beyond would fill the memory written out.
  private static final int MOST_DIGITS = 60;

  private static final long FIRST_MS = Instant.parse("2010-01-01T00:00:00Z").toEpochMilli();
  private static final long LAST_MS = Instant.parse("2100-01-01T00:00:00Z").toEpochMilli();

  private final BufferedReader reader;
  private final Map<String, Integer> columns = new HashMap<>();
  private final List<String> fields = new ArrayList<>();
  private long line = 1;

  /// What stands on a line is not what it should be.
  static final class Bad extends Exception {
    private static final long serialVersionUID = 1L;

    Bad(String message) {
      super(message, null, false, false);
    }
  }

  private CsvFile(BufferedReader reader) {
    this.reader = reader;
  }

  /// @param onBytes told how many bytes of the file were read
  static CsvFile open(Path file, LongConsumer onBytes) throws IOException {
    InputStream counted =
        new FilterInputStream(Files.newInputStream(file)) {
          @Override
          public int read(byte[] into, int offset, int length) throws IOException {
            int read = super.read(into, offset, length);
            onBytes.accept(Math.max(0, read));
            return read;
          }
        };
    InputStream in =
        file.toString().endsWith(".gz")
            ? new GZIPInputStream(counted, BUFFER)
            : new BufferedInputStream(counted, BUFFER);
    CsvFile csv =
        new CsvFile(new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8), BUFFER));
    String header = csv.reader.readLine();
    csv.split(header == null ? "" : header);
    for (int i = 0; i < csv.fields.size(); i++) {
      csv.columns.put(csv.fields.get(i).strip(), i);
    }
    return csv;
  }

  static List<String> header(String firstLine) {
    return List.of(firstLine.strip().split(",", -1));
  }

  /// Goes to the next line that is not empty.
  ///
  /// @return false at the end
  boolean next() throws IOException {
    for (String text; (text = reader.readLine()) != null; ) {
      line++;
      if (!text.isEmpty()) {
        split(text);
        return true;
      }
    }
    return false;
  }

  private void split(String text) {
    fields.clear();
    int from = 0;
    for (int comma; (comma = text.indexOf(',', from)) >= 0; from = comma + 1) {
      fields.add(text.substring(from, comma));
    }
    fields.add(text.substring(from));
  }

  /// Of the line, from 1: the one that names the columns.
  long line() {
    return line;
  }

  /// A column of the file, which may not have it.
  Field column(String name) {
    return new Field(name, columns.getOrDefault(name, ABSENT));
  }

  /// A column, whose values are those of the line the file is at.
  final class Field {
    private final String name;
    private final int at;

    private Field(String name, int at) {
      this.name = name;
      this.at = at;
    }

    boolean exists() {
      return at != ABSENT;
    }

    /// A value; absent where the file has no such column, or nothing stands there.
    @Nullable String optional() throws Bad {
      if (at == ABSENT) {
        return null;
      }
      if (fields.size() != columns.size()) {
        throw new Bad(
            fields.size() + " values, the first line names " + columns.size() + " columns");
      }
      String value = fields.get(at);
      return value.isEmpty() ? null : value;
    }

    private String text() throws Bad {
      String value = optional();
      if (value == null) {
        throw new Bad("nothing stands for " + name);
      }
      return value;
    }

    @Nullable BigDecimal optionalDecimal() throws Bad {
      String value = optional();
      return value == null ? null : parse(name, value);
    }

    BigDecimal decimal() throws Bad {
      return parse(name, text());
    }

    /// Milliseconds since 1970.
    Instant time() throws Bad {
      return parseTime(name, text());
    }
  }

  private static BigDecimal parse(String column, String value) throws Bad {
    try {
      BigDecimal decimal = new BigDecimal(value);
      if (Math.abs((long) decimal.scale()) <= MOST_DIGITS && decimal.precision() <= MOST_DIGITS) {
        return decimal;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new Bad(column + " is '" + shown(value) + "': a decimal number is allowed");
  }

  private static Instant parseTime(String column, String value) throws Bad {
    long ms;
    try {
      ms = Long.parseLong(value);
    } catch (NumberFormatException e) {
      throw new Bad(column + " is '" + shown(value) + "': milliseconds since 1970 are allowed");
    }
    if (ms < FIRST_MS || ms > LAST_MS) {
      throw new Bad(
          column
              + " is "
              + value
              + ": milliseconds since 1970, of the years 2010 to 2100, are"
              + " allowed");
    }
    return Instant.ofEpochMilli(ms);
  }

  private static String shown(String value) {
    return value.length() <= 40 ? value : value.substring(0, 40) + "…";
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
