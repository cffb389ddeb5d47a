package dev.carry.store;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The rows of a Parquet file from elsewhere: some ten thousand in memory at a time, what cannot be
/// read told by its place.
final class SegmentRows {
  private static final int WINDOW = 1 << 15;

  private final Path file;
  private final StoredFact fact;
  private final Database database;

  SegmentRows(Path file, StoredFact fact, Database database) {
    this.file = file;
    this.fact = fact;
    this.database = database;
  }

  private record Read(@Nullable StoredRow row, String problem) {}

  void read(PastWriter.Rows into) {
    requireColumns();
    String from = "read_parquet(" + Seen.quoted(file.toString()) + ", file_row_number = true)";
    long count = ask("SELECT count(*) FROM " + from, List.of(), row -> row.getLong(1)).getFirst();
    String window =
        "SELECT %s FROM (SELECT file_row_number, %s FROM %s WHERE file_row_number >= ? AND"
                .formatted(fact.exact(), fact.asStored(), from)
            + " file_row_number < ?) ORDER BY file_row_number";
    Database.RowReader<StoredRow> reader = Database.rowsOf(fact);
    for (long at = 0; at < count; at += WINDOW) {
      List<Read> some =
          ask(
              window,
              List.of(at, at + WINDOW),
              row -> {
                try {
                  StoredRow whole = reader.read(row);
                  return new Read(whole, problem(whole));
                } catch (RuntimeException e) {
                  return new Read(null, "a value that cannot be read (" + e.getMessage() + ")");
                }
              });
      for (int i = 0; i < some.size(); i++) {
        Read one = some.get(i);
        if (one.row() != null && one.problem().isEmpty()) {
          into.row(at + i + 1, one.row());
        } else {
          into.unreadable(at + i + 1, one.problem());
        }
      }
    }
  }

  private static String problem(StoredRow row) {
    if (row.instrument().isEmpty()) {
      return "no venue or no symbol";
    }
    if (row.value(row.fact().atIndex()) == null || row.value(StoredFact.KNOWN_AT) == null) {
      return "no " + row.fact().at() + " or no known_at";
    }
    return row.text("source") == null ? "no source" : "";
  }

  private void requireColumns() {
    Set<String> missing = new TreeSet<>();
    for (String name : fact.names().split(", ", -1)) {
      missing.add(name);
    }
    List<String> there =
        ask(
            "SELECT name FROM parquet_schema(" + Seen.quoted(file.toString()) + ")",
            List.of(),
            row -> Objects.toString(row.getString(1), ""));
    there.forEach(missing::remove);
    if (!missing.isEmpty()) {
      throw new StoreException(
          file + " lacks columns of " + fact.folder() + ": " + String.join(", ", missing));
    }
  }

  private <T> List<T> ask(String sql, List<Object> parameters, Database.RowReader<T> reader) {
    try {
      return database.ask(_ -> sql, new ArrayList<>(parameters), reader);
    } catch (StoreException e) {
      throw new StoreException(file + " cannot be read as Parquet (" + e.getMessage() + ")", e);
    }
  }
}
