package dev.carry.store;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.duckdb.DuckDBAppender;
import org.jspecify.annotations.Nullable;

/// The values of rows on their way into DuckDB and back.
final class RowValues {
  private RowValues() {}

  /// Appends a row to a table with [StoredFact#declarations()].
  static void append(DuckDBAppender to, StoredRow row) throws SQLException {
    to.beginRow();
    List<Column> columns = row.fact().columns();
    for (int i = 0; i < columns.size(); i++) {
      Object value = row.value(i);
      if (columns.get(i).type() == Column.Type.DECIMAL) {
        if (value == null) {
          to.appendNull();
        } else {
          to.append(((BigDecimal) value).doubleValue());
        }
      }
      append(to, columns.get(i).type(), value);
    }
    to.endRow();
  }

  /// Appends a row to a table with [StoredFact#partDeclarations()].
  static void appendToPart(DuckDBAppender to, StoredRow row) throws SQLException {
    to.beginRow();
    List<Column> columns = row.fact().columns();
    for (int i = StoredFact.VENUE; i < columns.size(); i++) {
      append(to, columns.get(i).type(), row.value(i));
    }
    to.endRow();
  }

  private static void append(DuckDBAppender to, Column.Type type, @Nullable Object value)
      throws SQLException {
    if (value == null) {
      to.appendNull();
      return;
    }
    switch (type) {
      case TEXT -> to.append((String) value);
      case DECIMAL -> to.append(((BigDecimal) value).toPlainString());
      case TIME -> to.appendEpochNanos(Nanos.of((Instant) value));
      case DURATION -> to.append(((Duration) value).toNanos());
      case LONG -> to.append(((Long) value).longValue());
      case FLAG -> to.append(((Boolean) value).booleanValue());
    }
  }

  /// A value of a column, selected by [Column#exact()].
  static @Nullable Object read(ResultSet row, int index, Column.Type type) throws SQLException {
    Object found = row.getObject(index);
    if (found == null) {
      return null;
    }
    return switch (type) { // what was decoded once is not asked for again: millions are read
      case TEXT -> found;
      case DECIMAL -> new BigDecimal((String) found);
      case TIME -> Nanos.instant(((Number) found).longValue());
      case DURATION -> Duration.ofNanos(((Number) found).longValue());
      case LONG -> (Object) ((Number) found).longValue();
      case FLAG -> found;
    };
  }
}
