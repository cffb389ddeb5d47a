package dev.carry.store;

import dev.carry.engine.History;
import dev.carry.model.InstrumentId;
import dev.carry.model.VenueId;
import java.io.IOException;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Everything that can be asked of what is stored, whoever holds the folder. Thread-safe.
public abstract sealed class Archive implements History permits Store, StoreReader {
  private static final String SAME_RATE =
      "CASE WHEN contains(rate_text, '.') THEN rtrim(rtrim(rate_text, '0'), '.')"
          + " ELSE rate_text END";

  /// The rows.
  abstract Database database();

  /// Asks the rows as they are now.
  <T> List<T> ask(Database.Question question, List<?> parameters, Database.RowReader<T> reader) {
    return database().ask(question, parameters, reader);
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

  /// What is there of one fact of one instrument.
  ///
  /// @param from instant of the first row
  /// @param to instant of the last one
  /// @param source where they came from, several separated by commas
  public record Coverage(
      InstrumentId id, StoredFact fact, Instant from, Instant to, long rows, String source) {}

  @Override
  public List<FundingPoint> funding(List<InstrumentId> ids, Instant from, Instant to, int limit) {
    if (ids.isEmpty() || limit <= 0) {
      return List.of();
    }
    List<Object> parameters = new ArrayList<>();
    String wanted = wanted(ids, parameters);
    List<Object> twice = new ArrayList<>(parameters);
    twice.add(from);
    twice.add(to);
    twice.addAll(parameters);
    twice.add(from);
    twice.add(to);
    twice.add(limit);
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
                        sources.of(StoredFact.FUNDING_SETTLED),
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
            "SELECT json FROM "
                + sources.of(StoredFact.FINDING)
                + " WHERE last_seen BETWEEN make_timestamp_ns(?) AND make_timestamp_ns(?)"
                + also
                + " ORDER BY last_seen DESC, sequence DESC, ordinal DESC LIMIT ?",
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
                    .formatted(SAME_RATE, sources.of(StoredFact.FUNDING_SETTLED)),
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
    List<Object> parameters = new ArrayList<>();
    String wanted = ids.isEmpty() ? "true" : wanted(ids, parameters);
    parameters.add(from);
    parameters.add(to);
    if (knownBy != null) {
      parameters.add(knownBy);
    }
    parameters.add(Math.max(limit, 0));
    return ask(
        sources ->
            "SELECT "
                + fact.exact()
                + " FROM "
                + sources.of(fact)
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
        Database.rowsOf(fact));
  }

  /// What is there, by instrument and fact.
  public List<Coverage> coverage() {
    List<Coverage> all = new ArrayList<>();
    for (StoredFact fact : StoredFact.values()) {
      if (fact == StoredFact.FEED || fact == StoredFact.FINDING) {
        continue;
      }
      all.addAll(
          ask(
              sources ->
                  "SELECT venue, symbol, epoch_ns(min("
                      + fact.at()
                      + ")), epoch_ns(max("
                      + fact.at()
                      + ")), count(*), string_agg(DISTINCT source, ',' ORDER BY source) FROM "
                      + sources.of(fact)
                      + " GROUP BY venue, symbol ORDER BY venue, symbol",
              List.of(),
              row ->
                  new Coverage(
                      id(row),
                      fact,
                      Nanos.instant(row.getLong(3)),
                      Nanos.instant(row.getLong(4)),
                      row.getLong(5),
                      row.getString(6))));
    }
    return all;
  }

  /// Reads every segment and compares it with the checksum in its name.
  ///
  /// @return one line for each that is not what was written; empty: all are
  public List<String> verify() {
    List<String> problems = new ArrayList<>();
    for (Segment segment : database().segments()) {
      try {
        int found = Disk.crc32c(segment.file());
        if (found != segment.checksum()) {
          problems.add(
              segment.file()
                  + " is damaged: its checksum is not the one it was written with. Mend: put it"
                  + " back from a copy, or move it away and import its day again");
        }
      } catch (IOException e) {
        problems.add(segment.file() + " cannot be read (" + e + ")");
      }
    }
    return problems;
  }

  private static String wanted(List<InstrumentId> ids, List<Object> parameters) {
    StringBuilder list = new StringBuilder();
    for (InstrumentId id : ids) {
      list.append(list.isEmpty() ? "(?, ?)" : ", (?, ?)");
      parameters.add(id.venue().id());
      parameters.add(id.symbol());
    }
    return "(venue, symbol) IN (" + list + ")";
  }

  static InstrumentId id(ResultSet row) throws SQLException {
    return InstrumentId.of(VenueId.of(row.getString(1)), row.getString(2));
  }

  static @Nullable Duration period(ResultSet row, int index) throws SQLException {
    long nanos = row.getLong(index);
    return row.wasNull() ? null : Duration.ofNanos(nanos);
  }
}
