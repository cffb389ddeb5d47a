package dev.carry.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.duckdb.DuckDBConnection;

/// Writes rows to files of the past, ordered by instrument and time, each file with the outlines of
/// what it holds; and reads those again. Thread-safe.
final class PastCopies {
  /// The past is read a series at a time, and its rows are small.
  private static final String ROW_GROUPS =
      " (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 61440, ROW_GROUP_SIZE_BYTES '16MB')";

  private final DuckDBConnection connection;

  /// Of files that were asked for; a file never changes.
  private final Map<PastSegment, List<Outline>> outlines = new ConcurrentHashMap<>();

  PastCopies(DuckDBConnection connection) {
    this.connection = connection;
  }

  /// Writes the rows of a part, to which nothing is added any more.
  void write(PastPart part, Path file) throws SQLException {
    StoredFact fact = part.fact();
    String rows = "(SELECT " + fact.partNames() + " FROM " + part.table() + ")";
    write(fact, rows, "SELECT " + fact.partPlain() + " FROM " + part.table(), file);
  }

  /// Writes the rows of several segments to one.
  void merge(List<PastSegment> some, Path file) throws SQLException {
    StoredFact fact = some.getFirst().fact();
    write(
        fact, stored(fact, some), "SELECT " + fact.plain() + " FROM " + Seen.pastFiles(some), file);
  }

  private static String stored(StoredFact fact, List<PastSegment> some) {
    return "(SELECT " + fact.asStored() + " FROM " + Seen.pastFiles(some) + ")";
  }

  /// @param rows with times as the tail has them
  /// @param select the same as the file has them
  private void write(StoredFact fact, String rows, String select, Path file) throws SQLException {
    try (Connection own = connection.duplicate();
        Statement statement = own.createStatement()) {
      String written = Outline.write(Outlines.of(statement, fact, rows));
      String metadata = ", KV_METADATA {" + Outline.KEY + ": " + Seen.quoted(written) + "})";
      String copy = copy(fact, select, file);
      boolean _ = statement.execute(copy.substring(0, copy.length() - 1) + metadata);
    }
  }

  /// Says to write what is asked for to a file as the past is kept.
  static String copy(StoredFact fact, String select, Path file) {
    return "COPY ("
        + select
        + " ORDER BY venue, symbol, "
        + fact.at()
        + ", known_at) TO "
        + Seen.quoted(file.toString())
        + ROW_GROUPS;
  }

  /// What a file holds; files that were written before they carried it are read once.
  List<Outline> outlines(PastSegment file) {
    List<Outline> known = outlines.get(file);
    if (known != null) {
      return known;
    }
    try (Connection own = connection.duplicate();
        Statement statement = own.createStatement()) {
      List<Outline> read = null;
      try (ResultSet found =
          statement.executeQuery(
              "SELECT decode(value) FROM parquet_kv_metadata(%s) WHERE decode(key) = '%s'"
                  .formatted(Seen.quoted(file.file().toString()), Outline.KEY))) {
        if (found.next()) {
          read = Outline.parse(file.fact(), String.valueOf(found.getString(1)));
        }
      }
      if (read == null) {
        read = Outlines.of(statement, file.fact(), stored(file.fact(), List.of(file)));
      }
      outlines.put(file, read);
      return read;
    } catch (SQLException e) {
      throw new StoreException(
          "the store cannot tell what " + file.file() + " holds (" + e.getMessage() + ")", e);
    }
  }

  void forgetAllBut(List<PastSegment> files) {
    outlines.keySet().retainAll(files);
  }
}
