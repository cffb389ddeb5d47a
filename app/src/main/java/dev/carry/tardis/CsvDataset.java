package dev.carry.tardis;

import com.github.luben.zstd.ZstdInputStream;
import dev.carry.model.MarketEvent;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/// One file of Tardis' CSV datasets, of any size, read row by row; plain, `.gz` or `.zst`. What
/// kind of rows they are is told by the header. One thread.
public final class CsvDataset implements AutoCloseable {
  private final String name;
  private final BufferedReader lines;
  private final CsvRows rows;
  private long line = 1;
  private boolean ended;

  /// What came of the next row.
  public sealed interface Row {
    /// Facts; none where a row repeats what is known, or is one of several that make a book.
    record Facts(List<MarketEvent> events) implements Row {}

    /// A row that gave no fact.
    ///
    /// @param where file and line
    /// @param why what was found and what is allowed
    record Unusable(String where, String why) implements Row {}
  }

  private CsvDataset(String name, BufferedReader lines, CsvRows rows) {
    this.name = name;
    this.lines = lines;
    this.rows = rows;
  }

  /// Whether a file begins like a dataset; opening it tells whether it is one that is known.
  public static boolean begins(String firstLine) {
    return firstLine.startsWith(CsvType.COMMON);
  }

  /// Whether a file, plain or packed, begins like one.
  public static boolean is(Path file) throws IOException {
    InputStream bytes = unpacked(Files.newInputStream(file), file.getFileName().toString());
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8))) {
      String first = lines.readLine();
      return first != null && begins(first);
    }
  }

  /// Opens a file.
  ///
  /// @throws IllegalArgumentException when its first line is no header of a dataset
  public static CsvDataset open(Path file) throws IOException {
    String name = file.getFileName().toString();
    return of(unpacked(Files.newInputStream(file), name), file.toString(), name);
  }

  /// Opens what an address of a dataset gave.
  ///
  /// @param address whose path says the type, and how it is packed
  public static CsvDataset of(InputStream bytes, URI address) throws IOException {
    String path = address.getPath();
    return of(unpacked(bytes, path), address.toString(), path);
  }

  private static CsvDataset of(InputStream unpacked, String place, String name) throws IOException {
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(unpacked, StandardCharsets.UTF_8), 1 << 16);
    try {
      String header = lines.readLine();
      CsvRows rows = header == null ? null : CsvRows.of(header);
      if (rows == null) {
        throw new IllegalArgumentException(
            place
                + " line 1: no header of a Tardis dataset: "
                + (header == null ? "empty" : header));
      }
      boolean liquidations = name.contains(CsvType.LIQUIDATIONS.id());
      return new CsvDataset(place, lines, liquidations ? rows.asLiquidations() : rows);
    } catch (IOException | RuntimeException e) {
      lines.close();
      throw e;
    }
  }

  private static InputStream unpacked(InputStream bytes, String name) throws IOException {
    try {
      return name.endsWith(".gz")
          ? new GZIPInputStream(bytes, 1 << 16)
          : name.endsWith(".zst") ? new ZstdInputStream(bytes) : bytes;
    } catch (IOException e) {
      bytes.close();
      throw e;
    }
  }

  /// The line of the last row, from 1.
  public long line() {
    return line;
  }

  /// The next row; absent at the end.
  public @Nullable Row next() throws IOException {
    if (ended) {
      return null;
    }
    String text = lines.readLine();
    if (text == null) {
      ended = true;
      List<MarketEvent> rest = rows.end();
      return rest.isEmpty() ? null : new Row.Facts(rest);
    }
    line++;
    if (text.isEmpty()) {
      return new Row.Facts(List.of());
    }
    try {
      return new Row.Facts(rows.take(text));
    } catch (IllegalArgumentException | ArithmeticException e) {
      return new Row.Unusable(name + " line " + line, String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
