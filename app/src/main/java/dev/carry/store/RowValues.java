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
    return switch (type) {
      case TEXT -> row.getString(index);
      case DECIMAL -> new BigDecimal(row.getString(index));
      case TIME -> Nanos.instant(row.getLong(index));
      case DURATION -> Duration.ofNanos(row.getLong(index));
      case LONG -> row.getLong(index);
      case FLAG -> row.getBoolean(index);
    };
  }
}
