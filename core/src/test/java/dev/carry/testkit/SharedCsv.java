package dev.carry.testkit;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/// Tables of reference values, which are not part of the project.
public final class SharedCsv {
  private SharedCsv() {}

  /// A line of a table.
  ///
  /// @param place file and line, for messages about it
  public record Row(String place, Map<String, String> cells) {
    public String text(String column) {
      return Objects.requireNonNull(cells.get(column), column);
    }

    public double number(String column) {
      return Double.parseDouble(text(column));
    }

    public boolean has(String column) {
      return !text(column).isEmpty();
    }
  }

  /// All lines of a file below `shared/data`, which has a header and no quotes.
  public static List<Row> rows(String below) {
    Path file = Shared.folder("data").resolve(below);
    assumeTrue(Files.exists(file), "skipped: the shared data hold no " + below);
    try {
      List<String> lines = Files.readAllLines(file);
      String[] columns = lines.getFirst().split(",", -1);
      return IntStream.range(1, lines.size())
          .mapToObj(i -> row(file.getFileName() + ":" + (i + 1), columns, lines.get(i)))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Row row(String place, String[] columns, String line) {
    String[] cells = line.split(",", -1);
    Map<String, String> named = new HashMap<>();
    for (int i = 0; i < columns.length; i++) {
      named.put(columns[i], cells[i]);
    }
    return new Row(place, named);
  }
}
