package dev.carry.store;

import dev.carry.model.VenueId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What is there of each series and what is missing. DuckDB tells where the distance of two points
/// is another than the one before, which is seldom; the rest is counted from those places.
final class Coverages {
  private final Archive archive;

  Coverages(Archive archive) {
    this.archive = archive;
  }

  /// What makes a series, and where its points stand.
  ///
  /// @param at the column of a point's instant
  private record Shape(StoredFact fact, String at) {
    static Shape of(StoredFact fact) {
      return new Shape(fact, fact == StoredFact.CANDLE ? "opens_at" : fact.at());
    }

    boolean hasRhythm() {
      return fact == StoredFact.FUNDING_SETTLED || fact == StoredFact.CANDLE;
    }

    /// Columns of the key.
    String key() {
      return fact == StoredFact.CANDLE
          ? "venue, symbol, of, epoch_ns(closes_at) - epoch_ns(opens_at) AS every"
          : "venue, symbol, NULL AS of, NULL AS every";
    }
  }

  /// Points of a series up to a change of distance.
  ///
  /// @param place of the point in the series, from 1
  /// @param at nanoseconds of the point
  /// @param step from the point before; 0 at the first one
  private record Change(Archive.Series series, long place, long at, long step) {}

  private record Span(
      Archive.Series series, long from, long to, long points, long rows, String source) {}

  List<Archive.Coverage> of(
      @Nullable VenueId venue, @Nullable String symbol, @Nullable StoredFact only) {
    List<Archive.Coverage> all = new ArrayList<>();
    List<Object> parameters = new ArrayList<>();
    StringBuilder wanted = new StringBuilder("venue IS NOT NULL AND symbol IS NOT NULL");
    if (venue != null) {
      wanted.append(" AND venue = ?");
      parameters.add(venue.id());
    }
    if (symbol != null) {
      wanted.append(" AND symbol = ?");
      parameters.add(symbol);
    }
    for (StoredFact fact : only == null ? Arrays.asList(StoredFact.values()) : List.of(only)) {
      Shape shape = Shape.of(fact);
      Map<Archive.Series, List<Change>> changes =
          shape.hasRhythm()
              ? changes(shape, wanted.toString(), parameters, Instant.MIN, Instant.MAX)
              : Map.of();
      for (Span span : spans(shape, wanted.toString(), parameters)) {
        all.add(coverage(span, changes.get(span.series())));
      }
    }
    return all;
  }

  private static Archive.Coverage coverage(Span span, @Nullable List<Change> changes) {
    return new Archive.Coverage(
        span.series(),
        Nanos.instant(span.from()),
        Nanos.instant(span.to()),
        changes == null ? span.points() : pointsOf(changes),
        span.rows(),
        changes == null ? null : Cadence.of(runs(changes)).holes(),
        span.source());
  }

  Optional<List<Archive.Hole>> holes(Archive.Series series, Instant from, Instant to) {
    Shape shape = Shape.of(series.fact());
    if (!shape.hasRhythm()) {
      return Optional.empty();
    }
    List<Object> parameters =
        new ArrayList<>(List.of(series.id().venue().id(), series.id().symbol()));
    StringBuilder wanted = new StringBuilder("venue = ? AND symbol = ?");
    if (series.of() != null) {
      wanted.append(" AND of = ?");
      parameters.add(series.of());
    }
    if (series.every() != null) {
      wanted.append(" AND epoch_ns(closes_at) - epoch_ns(opens_at) = ?");
      parameters.add(series.every().toNanos());
    }
    wanted.append(" AND %s BETWEEN make_timestamp_ns(?) AND make_timestamp_ns(?)");
    parameters.add(from);
    parameters.add(to);
    List<Change> changes =
        changes(shape, wanted.toString().formatted(shape.at()), parameters, from, to)
            .values()
            .stream()
            .findFirst()
            .orElse(List.of());
    if (pointsOf(changes) < 3) {
      return Optional.empty();
    }
    return Optional.of(
        Cadence.of(runs(changes))
            .holes(
                changes.getFirst().at(),
                changes.getLast().at(),
                Nanos.nearest(from),
                Nanos.nearest(to)));
  }

  private List<Span> spans(Shape shape, String wanted, List<Object> parameters) {
    String at = shape.at();
    return archive.ask(
        sources ->
            """
            SELECT %s, epoch_ns(min(%s)), epoch_ns(max(%s)), count(*),
              string_agg(DISTINCT source, ',' ORDER BY source)
            FROM %s WHERE %s GROUP BY ALL ORDER BY venue, symbol, of, every\
            """
                .formatted(shape.key(), at, at, sources.of(shape.fact()), wanted),
        parameters,
        row ->
            new Span(
                series(shape, row),
                row.getLong(5),
                row.getLong(6),
                row.getLong(7),
                row.getLong(7),
                String.valueOf(row.getString(8))));
  }

  private Map<Archive.Series, List<Change>> changes(
      Shape shape, String wanted, List<Object> parameters, Instant from, Instant to) {
    List<Change> found =
        archive.ask(
            sources ->
                """
                SELECT venue, symbol, of, every, place, nanos, nanos - before FROM (
                  SELECT *, row_number() OVER run AS place, lag(nanos) OVER run AS before,
                    lag(nanos, 2) OVER run AS earlier, lead(nanos) OVER run AS after
                  FROM (SELECT %s, epoch_ns(%s) AS nanos FROM %s WHERE %s)
                  WINDOW run AS (PARTITION BY venue, symbol, of, every ORDER BY nanos))
                WHERE earlier IS NULL OR after IS NULL OR nanos - before <> before - earlier
                ORDER BY venue, symbol, of, every, place\
                """
                    .formatted(
                        shape.key(),
                        shape.at(),
                        // a candle is kept with the year it closes in
                        sources.between(shape.fact(), from, later(to)),
                        wanted),
            parameters,
            row -> new Change(series(shape, row), row.getLong(5), row.getLong(6), row.getLong(7)));
    Map<Archive.Series, List<Change>> bySeries = new LinkedHashMap<>();
    for (Change change : found) {
      bySeries.computeIfAbsent(change.series(), _ -> new ArrayList<>()).add(change);
    }
    return bySeries;
  }

  private static Instant later(Instant to) {
    return to.isAfter(Instant.MAX.minus(Duration.ofDays(31))) ? to : to.plus(Duration.ofDays(31));
  }

  private static Archive.Series series(Shape shape, ResultSet row) throws SQLException {
    return new Archive.Series(
        Archive.id(row), shape.fact(), row.getString(3), Archive.period(row, 4));
  }

  /// Equal distances in a row; two rows of one instant are at distance 0.
  private static List<Cadence.Run> runs(List<Change> changes) {
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

  private static long pointsOf(List<Change> changes) {
    long points = changes.isEmpty() ? 0 : 1;
    for (Cadence.Run run : runs(changes)) {
      points += run.step() == 0 ? 0 : run.count();
    }
    return points;
  }
}
