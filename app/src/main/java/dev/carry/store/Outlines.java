package dev.carry.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Makes outlines of rows. DuckDB tells where the distance of two points is another than the one
/// before, which is seldom; the rest is counted from those places.
final class Outlines {
  private Outlines() {}

  /// Points of a series up to a change of distance.
  ///
  /// @param place of the point in the series, from 1
  /// @param at nanoseconds of the point
  /// @param step from the point before; 0 at the first one
  record Change(Archive.Series series, long place, long at, long step) {}

  static boolean hasRhythm(StoredFact fact) {
    return fact == StoredFact.FUNDING_SETTLED || fact == StoredFact.CANDLE;
  }

  /// The column of a point's instant.
  static String at(StoredFact fact) {
    return fact == StoredFact.CANDLE ? "opens_at" : fact.at();
  }

  /// Columns of a series' key.
  private static String key(StoredFact fact) {
    return fact == StoredFact.CANDLE
        ? "venue, symbol, of, epoch_ns(closes_at) - epoch_ns(opens_at) AS every"
        : "venue, symbol, NULL AS of, NULL AS every";
  }

  /// Outlines of the rows of a table expression.
  static List<Outline> of(Statement statement, StoredFact fact, String table) throws SQLException {
    String wanted = "venue IS NOT NULL AND symbol IS NOT NULL";
    List<Change> changes = new ArrayList<>();
    if (hasRhythm(fact)) {
      try (ResultSet rows = statement.executeQuery(changes(fact, table, wanted))) {
        while (rows.next()) {
          changes.add(change(fact, rows));
        }
      }
    }
    List<Outline> spans = new ArrayList<>();
    try (ResultSet rows = statement.executeQuery(spans(fact, table, wanted))) {
      while (rows.next()) {
        spans.add(span(fact, rows));
      }
    }
    return joined(spans, changes);
  }

  /// Asks for one [#span] of each series.
  static String spans(StoredFact fact, String table, String wanted) {
    return """
    SELECT %s, epoch_ns(min(%s)), epoch_ns(max(%s)), count(*),
      string_agg(DISTINCT source, ',' ORDER BY source)
    FROM %s WHERE %s GROUP BY ALL ORDER BY venue, symbol, of, every\
    """
        .formatted(key(fact), at(fact), at(fact), table, wanted);
  }

  /// An outline without its distances.
  static Outline span(StoredFact fact, ResultSet row) throws SQLException {
    return new Outline(
        series(fact, row),
        row.getLong(7),
        row.getLong(5),
        row.getLong(6),
        String.valueOf(row.getString(8)),
        List.of());
  }

  /// Asks for every [#change] of all series.
  static String changes(StoredFact fact, String table, String wanted) {
    return """
    SELECT venue, symbol, of, every, place, nanos, nanos - before FROM (
      SELECT *, row_number() OVER run AS place, lag(nanos) OVER run AS before,
        lag(nanos, 2) OVER run AS earlier, lead(nanos) OVER run AS after
      FROM (SELECT %s, epoch_ns(%s) AS nanos FROM %s WHERE %s)
      WINDOW run AS (PARTITION BY venue, symbol, of, every ORDER BY nanos))
    WHERE earlier IS NULL OR after IS NULL OR nanos - before <> before - earlier
    ORDER BY venue, symbol, of, every, place\
    """
        .formatted(key(fact), at(fact), table, wanted);
  }

  static Change change(StoredFact fact, ResultSet row) throws SQLException {
    return new Change(series(fact, row), row.getLong(5), row.getLong(6), row.getLong(7));
  }

  private static Archive.Series series(StoredFact fact, ResultSet row) throws SQLException {
    return new Archive.Series(Archive.id(row), fact, row.getString(3), Archive.period(row, 4));
  }

  /// Spans with the distances of their points.
  static List<Outline> joined(List<Outline> spans, List<Change> changes) {
    Map<Archive.Series, List<Change>> bySeries = new LinkedHashMap<>();
    for (Change change : changes) {
      bySeries.computeIfAbsent(change.series(), _ -> new ArrayList<>()).add(change);
    }
    return spans.stream()
        .map(
            span ->
                new Outline(
                    span.series(),
                    span.rows(),
                    span.from(),
                    span.to(),
                    span.sources(),
                    runs(bySeries.getOrDefault(span.series(), List.of()))))
        .toList();
  }

  /// Equal distances in a row; two rows of one instant are at distance 0.
  static List<Cadence.Run> runs(List<Change> changes) {
    List<Cadence.Run> runs = new ArrayList<>();
    for (int i = 1; i < changes.size(); i++) {
      Change begin = changes.get(i - 1);
      Change end = changes.get(i);
      // points between two changes keep the distance of the first of them
      long same = end.place() - begin.place() - 1;
      if (same > 0) {
        runs.add(new Cadence.Run(begin.step(), same, begin.at()));
      }
      runs.add(new Cadence.Run(end.step(), 1, end.at() - end.step()));
    }
    return runs;
  }
}
