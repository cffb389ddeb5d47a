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
  /// Rows that belong to a series.
  static final String OF_SERIES = "venue IS NOT NULL AND symbol IS NOT NULL";

  private Outlines() {}

  /// Points of a series up to a change of distance.
  ///
  /// @param place of the point in the series, from 1
  /// @param at nanoseconds of the point
  /// @param step from the point before; 0 at the first one
  /// @param sources of all points of the series
  record Change(Archive.Series series, long place, long at, long step, String sources) {}

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
    List<Outline> spans = new ArrayList<>();
    List<Change> changes = new ArrayList<>();
    try (ResultSet rows = statement.executeQuery(question(fact, table, OF_SERIES))) {
      while (rows.next()) {
        if (hasRhythm(fact)) {
          changes.add(change(fact, rows));
        } else {
          spans.add(span(fact, rows));
        }
      }
    }
    return hasRhythm(fact) ? ofChanges(changes) : spans;
  }

  /// Asks for what outlines are made of, all of one moment: changes where there is a rhythm, else
  /// spans.
  static String question(StoredFact fact, String table, String wanted) {
    return hasRhythm(fact) ? changes(fact, table, wanted) : spans(fact, table, wanted);
  }

  /// Asks for one [#span] of each series.
  private static String spans(StoredFact fact, String table, String wanted) {
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
    WITH points AS (SELECT %s, epoch_ns(%s) AS nanos, source FROM %s WHERE %s),
    told AS (
      SELECT venue, symbol, of, every, string_agg(DISTINCT source, ',' ORDER BY source) AS sources
      FROM points GROUP BY ALL)
    SELECT run.venue, run.symbol, run.of, run.every, place, nanos, nanos - before, sources FROM (
      SELECT *, row_number() OVER series AS place, lag(nanos) OVER series AS before,
        lag(nanos, 2) OVER series AS earlier, lead(nanos) OVER series AS after
      FROM points
      WINDOW series AS (PARTITION BY venue, symbol, of, every ORDER BY nanos)) AS run
    JOIN told ON run.venue = told.venue AND run.symbol = told.symbol
      AND run.of IS NOT DISTINCT FROM told.of AND run.every IS NOT DISTINCT FROM told.every
    WHERE earlier IS NULL OR after IS NULL OR nanos - before <> before - earlier
    ORDER BY run.venue, run.symbol, run.of, run.every, place\
    """
        .formatted(key(fact), at(fact), table, wanted);
  }

  static Change change(StoredFact fact, ResultSet row) throws SQLException {
    return new Change(
        series(fact, row),
        row.getLong(5),
        row.getLong(6),
        row.getLong(7),
        String.valueOf(row.getString(8)));
  }

  private static Archive.Series series(StoredFact fact, ResultSet row) throws SQLException {
    return new Archive.Series(Archive.id(row), fact, row.getString(3), Archive.period(row, 4));
  }

  /// Outlines of series, of whose first and last points there are changes too.
  static List<Outline> ofChanges(List<Change> changes) {
    Map<Archive.Series, List<Change>> bySeries = new LinkedHashMap<>();
    for (Change change : changes) {
      bySeries.computeIfAbsent(change.series(), _ -> new ArrayList<>()).add(change);
    }
    List<Outline> outlines = new ArrayList<>();
    bySeries.forEach(
        (series, own) -> {
          Change last = own.getLast();
          outlines.add(
              new Outline(
                  series, last.place(), own.getFirst().at(), last.at(), last.sources(), runs(own)));
        });
    return outlines;
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
