package dev.carry.store;

import dev.carry.engine.History;
import dev.carry.model.InstrumentId;
import dev.carry.model.MarketEvent;
import dev.carry.model.VenueId;
import dev.carry.valuation.PremiumStudy.Price;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Everything that can be asked of what is stored, whoever holds the folder. Thread-safe.
public abstract sealed class Archive implements History permits Store, StoreReader {
  private static final String SAME_RATE =
      "CASE WHEN contains(rate_text, '.') THEN rtrim(rtrim(rate_text, '0'), '.')"
          + " ELSE rate_text END";

  private static final int ATTEMPTS = 10;

  /// The rows.
  abstract Database database();

  /// Looks at what came to the folder since the last look.
  abstract void look();

  /// Asks the rows as they are now. Who writes may delete a file between a look and the question:
  /// then what it held is elsewhere.
  <T> List<T> ask(Database.Question question, List<?> parameters, Database.RowReader<T> reader) {
    return steady(() -> database().ask(question, parameters, reader));
  }

  private <T> T steady(Supplier<T> question) {
    for (int attempt = 1; ; attempt++) {
      look();
      try {
        return question.get();
      } catch (StoreException e) {
        if (attempt == ATTEMPTS || files().stream().allMatch(Files::exists)) {
          throw e;
        }
      }
    }
  }

  private List<Path> files() {
    return Stream.concat(
            database().segments().stream().map(Segment::file),
            database().past().stream().map(PastSegment::file))
        .toList();
  }

  /// A settlement on which sources disagree.
  ///
  /// @param boundary settlement instant
  /// @param claims every different one, the one known first in front
  public record Conflict(InstrumentId id, Instant boundary, List<Claim> claims) {
    public Conflict {
      claims = List.copyOf(claims);
    }
  }

  /// What one source says was settled.
  ///
  /// @param rate fraction of notional per `period`
  /// @param source `live`, or what it was imported from
  public record Claim(BigDecimal rate, @Nullable Duration period, String source, Instant knownAt) {}

  /// A series of points of one fact.
  ///
  /// @param of candles only: whose price
  /// @param every candles only: the time each covers
  public record Series(
      InstrumentId id, StoredFact fact, @Nullable String of, @Nullable Duration every) {
    static final Comparator<Series> ORDER =
        Comparator.comparing(Series::id)
            .thenComparing(Series::fact)
            .thenComparing(Series::of, Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparing(Series::every, Comparator.nullsFirst(Comparator.naturalOrder()));

    public static Series of(InstrumentId id, StoredFact fact) {
      return new Series(id, fact, null, null);
    }
  }

  /// Points that are missing, told by the distance of those around.
  ///
  /// @param from instant of the first missing one
  /// @param to instant of the last missing one
  /// @param every what lies between two points there
  /// @param points how many are missing
  public record Hole(Instant from, Instant to, Duration every, long points) {}

  /// What is there of a series.
  ///
  /// @param from instant of the first point: [StoredFact#at()], of candles their opening
  /// @param to instant of the last one
  /// @param points different instants
  /// @param rows more than `points` where sources say different things
  /// @param holes where points are missing in between; absent for facts without rhythm
  /// @param source where they came from, several separated by commas
  public record Coverage(
      Series series,
      Instant from,
      Instant to,
      long points,
      long rows,
      @Nullable List<Hole> holes,
      String source) {

    /// Missing points; absent for facts without rhythm.
    public @Nullable Long missing() {
      return holes == null ? null : holes.stream().mapToLong(Hole::points).sum();
    }
  }

  @Override
  public List<FundingPoint> funding(List<InstrumentId> ids, Instant from, Instant to, int limit) {
    if (ids.isEmpty() || limit <= 0) {
      return List.of();
    }
    String wanted = isOf(ids);
    List<Object> twice = List.of(from, to, from, to, limit);
    return ask(
            sources ->
                """
                SELECT * FROM (
                  SELECT venue, symbol, settled, rate, period, epoch_ns(moment), epoch_ns(known) FROM (
                    SELECT venue, symbol, true settled, arg_min(rate_text, known_at) rate,
                      arg_min(period_ns, known_at) period, boundary moment, min(known_at) known
                    FROM %s WHERE %s AND boundary BETWEEN make_timestamp_ns(?)
                      AND make_timestamp_ns(?)
                    GROUP BY venue, symbol, boundary, %s
                    UNION ALL
                    SELECT venue, symbol, false, rate_text, period_ns,
                      coalesce(venue_time, known_at), known_at
                    FROM %s WHERE %s AND coalesce(venue_time, known_at)
                      BETWEEN make_timestamp_ns(?) AND make_timestamp_ns(?)
                  ) ORDER BY moment DESC, known DESC, venue, symbol, settled LIMIT ?
                )\
                """
                    .formatted(
                        sources.between(StoredFact.FUNDING_SETTLED, from, to),
                        wanted,
                        SAME_RATE,
                        sources.of(StoredFact.FUNDING_ESTIMATED),
                        wanted),
            twice,
            row ->
                new FundingPoint(
                    id(row),
                    row.getBoolean(3),
                    new BigDecimal(row.getString(4)),
                    period(row, 5),
                    Nanos.instant(row.getLong(6)),
                    Nanos.instant(row.getLong(7))))
        .reversed();
  }

  @Override
  public List<String> findings(
      @Nullable String kind, @Nullable String asset, Instant from, Instant to, int limit) {
    return told(StoredFact.FINDING, kind, asset, from, to, limit);
  }

  @Override
  public List<String> paper(@Nullable String kind, Instant from, Instant to, int limit) {
    return told(StoredFact.PAPER, kind, null, from, to, limit);
  }

  /// What was told of a fact that is kept as it was told.
  private List<String> told(
      StoredFact fact,
      @Nullable String kind,
      @Nullable String asset,
      Instant from,
      Instant to,
      int limit) {
    List<Object> parameters = new ArrayList<>(List.of(from, to));
    StringBuilder also = new StringBuilder();
    if (kind != null) {
      also.append(" AND kind = ?");
      parameters.add(kind);
    }
    if (asset != null) {
      also.append(" AND asset = ?");
      parameters.add(asset);
    }
    parameters.add(Math.max(limit, 0));
    return ask(
        sources ->
            """
            SELECT json FROM %1$s
            WHERE %2$s BETWEEN make_timestamp_ns(?) AND make_timestamp_ns(?)%3$s
            ORDER BY %2$s DESC, sequence DESC, ordinal DESC LIMIT ?\
            """
                .formatted(sources.of(fact), fact.at(), also),
        parameters,
        row -> row.getString(1));
  }

  /// Settlements on which sources disagree, in rate or in period, oldest first.
  public List<Conflict> settledConflicts(Instant from, Instant to) {
    record Found(InstrumentId id, Instant boundary, Claim claim) {}
    List<Found> found =
        ask(
            sources ->
                """
                WITH claims AS (
                  SELECT venue, symbol, boundary, %s same, period_ns,
                    arg_min(rate_text, known_at) rate, arg_min(source, known_at) source,
                    min(known_at) known
                  FROM %s WHERE boundary BETWEEN make_timestamp_ns(?) AND make_timestamp_ns(?)
                  GROUP BY ALL)
                SELECT venue, symbol, epoch_ns(boundary), rate, period_ns, source,
                  epoch_ns(known)
                FROM claims
                WINDOW place AS (PARTITION BY venue, symbol, boundary)
                QUALIFY count(DISTINCT same) OVER place > 1
                  OR count(DISTINCT period_ns) OVER place > 1
                ORDER BY boundary, venue, symbol, known, rate\
                """
                    .formatted(SAME_RATE, sources.between(StoredFact.FUNDING_SETTLED, from, to)),
            List.of(from, to),
            row ->
                new Found(
                    id(row),
                    Nanos.instant(row.getLong(3)),
                    new Claim(
                        new BigDecimal(row.getString(4)),
                        period(row, 5),
                        row.getString(6),
                        Nanos.instant(row.getLong(7)))));
    List<Conflict> conflicts = new ArrayList<>();
    for (int i = 0; i < found.size(); ) {
      Found first = found.get(i);
      List<Claim> claims = new ArrayList<>();
      for (;
          i < found.size()
              && found.get(i).id.equals(first.id)
              && found.get(i).boundary.equals(first.boundary);
          i++) {
        claims.add(found.get(i).claim);
      }
      conflicts.add(new Conflict(first.id, first.boundary, claims));
    }
    return conflicts;
  }

  /// Rows as they were stored, oldest first by the fact's own time ([StoredFact#at()]).
  ///
  /// @param ids empty: all
  /// @param from inclusive
  /// @param to inclusive
  /// @param knownBy only what Carry could know at this instant; absent: all
  /// @param limit the most rows; the oldest are kept
  public List<StoredRow> rows(
      StoredFact fact,
      List<InstrumentId> ids,
      Instant from,
      Instant to,
      @Nullable Instant knownBy,
      int limit) {
    return rows(fact, fact.exact(), ids, from, to, knownBy, limit, Database.rowsOf(fact));
  }

  /// Facts as they were stored: those of [#rows], in its order.
  ///
  /// @param fact one that an engine takes
  /// @param ids of which instruments; not empty
  public List<MarketEvent> events(
      StoredFact fact, List<InstrumentId> ids, Instant from, Instant to, int limit) {
    return ids.isEmpty()
        ? List.of()
        : rows(
            fact,
            fact.exactOfEvents(ids),
            ids,
            from,
            to,
            null,
            limit,
            Database.eventsOf(fact, ids));
  }

  private <T> List<T> rows(
      StoredFact fact,
      String columns,
      List<InstrumentId> ids,
      Instant from,
      Instant to,
      @Nullable Instant knownBy,
      int limit,
      Database.RowReader<T> reader) {
    List<Object> parameters = new ArrayList<>();
    String wanted = ids.isEmpty() ? "true" : isOf(ids);
    parameters.add(from);
    parameters.add(to);
    if (knownBy != null) {
      parameters.add(knownBy);
    }
    parameters.add(Math.max(limit, 0));
    return ask(
        sources ->
            "SELECT "
                + columns
                + " FROM "
                + sources.between(fact, from, to)
                + " WHERE "
                + wanted
                + " AND "
                + fact.at()
                + " BETWEEN make_timestamp_ns(?) AND make_timestamp_ns(?)"
                + (knownBy == null ? "" : " AND known_at <= make_timestamp_ns(?)")
                + " ORDER BY "
                + fact.at()
                + ", known_at, sequence, ordinal, venue, symbol LIMIT ?",
        parameters,
        reader);
  }

  /// Prices of a series of marks, indexes or candles (their closes, at their ends), oldest first:
  /// one for each instant, the one known first.
  ///
  /// @param from inclusive
  /// @param to inclusive
  /// @param limit the most; the oldest are kept
  public List<Price> prices(Series series, Instant from, Instant to, int limit) {
    return Prices.of(this, series, from, to, limit);
  }

  /// What is there, by series.
  ///
  /// @param venue absent: all
  /// @param symbol absent: all
  /// @param fact absent: all
  public List<Coverage> coverage(
      @Nullable VenueId venue, @Nullable String symbol, @Nullable StoredFact fact) {
    return steady(() -> new Coverages(this).of(venue, symbol, fact));
  }

  /// What is missing of a series between two instants, both inclusive, oldest first: what lies
  /// between points, and what would lie before the first and after the last one.
  ///
  /// @return empty where nothing is missing; absent where nothing can be told, because the series
  ///     has too few points there, or no rhythm
  public Optional<List<Hole>> holes(Series series, Instant from, Instant to) {
    return new Coverages(this).holes(series, from, to);
  }

  /// Rows of a fact, of one year.
  ///
  /// @param venue absent: all
  /// @param symbol absent: all
  /// @param from by [StoredFact#at()], inclusive
  /// @param to inclusive
  public record Part(
      StoredFact fact,
      int year,
      @Nullable VenueId venue,
      @Nullable String symbol,
      Instant from,
      Instant to) {}

  /// The years, UTC, that have rows of a fact between two instants.
  public List<Integer> years(StoredFact fact, Instant from, Instant to) {
    String at = fact.at();
    return ask(
        sources ->
            "SELECT DISTINCT CAST(year(CAST(%s AS TIMESTAMP)) AS INTEGER) AS y FROM %s"
                    .formatted(at, sources.between(fact, from, to))
                + " WHERE %s BETWEEN make_timestamp_ns(?) AND make_timestamp_ns(?) ORDER BY y"
                    .formatted(at),
        List.of(from, to),
        row -> row.getInt(1));
  }

  /// Writes rows to a Parquet file as the past is kept: times in microseconds, ordered by venue,
  /// symbol and time.
  ///
  /// @return how many; where there are none, no file is written
  public long export(Part part, Path file) {
    return Exports.write(this, part, file);
  }

  /// Reads every segment and compares it with the checksum in its name.
  ///
  /// @return one line for each that is not what was written; empty: all are
  public List<String> verify() {
    List<String> problems = new ArrayList<>();
    look();
    database().segments().forEach(s -> verify(s.file(), s.checksum(), "day", problems));
    database().past().forEach(s -> verify(s.file(), s.checksum(), "year", problems));
    return problems;
  }

  private static void verify(Path file, int checksum, String what, List<String> problems) {
    try {
      if (Disk.crc32c(file) != checksum) {
        problems.add(
            file
                + " is damaged: its checksum is not the one it was written with. Mend: put it"
                + " back from a copy, or move it away and import its "
                + what
                + " again");
      }
    } catch (IOException e) {
      problems.add(file + " cannot be read (" + e + ")");
    }
  }

  /// That a row is of one of these. Written out: DuckDB passes over the parts of files that cannot
  /// have it only where it knows the text when it plans.
  static String isOf(List<InstrumentId> ids) {
    return ids.stream().map(Archive::isOf).collect(Collectors.joining(" OR ", "(", ")"));
  }

  static String isOf(InstrumentId id) {
    return "venue = %s AND symbol = %s"
        .formatted(Seen.quoted(id.venue().id()), Seen.quoted(id.symbol()));
  }

  static InstrumentId id(ResultSet row) throws SQLException {
    return InstrumentId.of(VenueId.of(row.getString(1)), row.getString(2));
  }

  static @Nullable Duration period(ResultSet row, int index) throws SQLException {
    long nanos = row.getLong(index);
    return row.wasNull() ? null : Duration.ofNanos(nanos);
  }
}
