package dev.carry.store;

import dev.carry.engine.History.FundingPoint;
import dev.carry.model.InstrumentId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What was stored before, where it decides what is stored now.
final class Remembered {
  private final Database database;

  Remembered(Database database) {
    this.database = database;
  }

  /// Fills in the newest settlements of every instrument.
  ///
  /// @param since what was imported of years before is of no account
  void settlements(Settlements into, Instant since) {
    List<StoredRow> rows =
        database.ask(
            sources ->
                "SELECT "
                    + StoredFact.FUNDING_SETTLED.exact()
                    + " FROM (SELECT *, dense_rank() OVER (PARTITION BY venue, symbol"
                    + " ORDER BY boundary DESC) AS age FROM "
                    + sources.between(StoredFact.FUNDING_SETTLED, since, Instant.MAX)
                    + ") WHERE age <= "
                    + Settlements.REMEMBERED
                    + " ORDER BY boundary, known_at",
            List.of(),
            Database.rowsOf(StoredFact.FUNDING_SETTLED));
    rows.forEach(row -> remember(into, row));
  }

  /// Takes a row's settlement in; other rows are none.
  ///
  /// @return whether it was not known
  static boolean remember(Settlements into, StoredRow row) {
    InstrumentId id = row.instrument().orElse(null);
    BigDecimal rate = row.fact() == StoredFact.FUNDING_SETTLED ? row.decimal("rate") : null;
    Instant boundary = rate == null ? null : row.time("boundary");
    Instant known = row.time("known_at");
    if (id == null || rate == null || boundary == null || known == null) {
      return false;
    }
    return into.add(
        new FundingPoint(id, true, rate, row.duration("period"), boundary, known),
        row.decimal("mark_price"));
  }

  /// Log sequences beyond one that have rows.
  Set<Long> sequencesAfter(long sequence) {
    Set<Long> found = new TreeSet<>();
    for (StoredFact fact : StoredFact.values()) {
      found.addAll(
          database.ask(
              sources ->
                  "SELECT DISTINCT sequence FROM " + sources.own(fact) + " WHERE sequence > ?",
              List.of(sequence),
              row -> row.getLong(1)));
    }
    return found;
  }

  /// The rows that say something that is not stored yet: settlements by what they state, all others
  /// by everything but when they were recorded.
  List<StoredRow> without(List<StoredRow> rows) {
    Map<StoredFact, List<StoredRow>> byFact = new EnumMap<>(StoredFact.class);
    for (StoredRow row : rows) {
      byFact.computeIfAbsent(row.fact(), _ -> new ArrayList<>()).add(row);
    }
    List<StoredRow> added = new ArrayList<>();
    byFact.forEach(
        (fact, some) -> {
          List<StoredRow> stored = stored(fact, some);
          if (fact == StoredFact.FUNDING_SETTLED) {
            Settlements known = new Settlements(Integer.MAX_VALUE);
            stored.forEach(row -> remember(known, row));
            some.stream().filter(row -> remember(known, row)).forEach(added::add);
          } else {
            Set<List<@Nullable Object>> known = new HashSet<>();
            stored.forEach(row -> known.add(row.stated()));
            some.stream().filter(row -> known.add(row.stated())).forEach(added::add);
          }
        });
    return added;
  }

  /// What is stored of the same instruments in the same span of time.
  private List<StoredRow> stored(StoredFact fact, List<StoredRow> like) {
    Instant from = null;
    Instant to = null;
    Set<String> names = new TreeSet<>();
    for (StoredRow row : like) {
      Instant at = row.time(fact.at());
      if (at != null) {
        from = from == null || at.isBefore(from) ? at : from;
        to = to == null || at.isAfter(to) ? at : to;
      }
      row.instrument().ifPresent(id -> names.add(id.toString()));
    }
    if (from == null || to == null) {
      return List.of();
    }
    Instant first = from;
    Instant last = to;
    List<Object> parameters = new ArrayList<>(List.of(first, last));
    parameters.addAll(names);
    return database.ask(
        sources ->
            "SELECT "
                + fact.exact()
                + " FROM "
                + sources.between(fact, first, last)
                + " WHERE "
                + fact.at()
                + " BETWEEN make_timestamp_ns(?) AND make_timestamp_ns(?)"
                + " AND venue || ':' || symbol IN ("
                + String.join(", ", names.stream().map(_ -> "?").toList())
                + ")",
        parameters,
        Database.rowsOf(fact));
  }
}
