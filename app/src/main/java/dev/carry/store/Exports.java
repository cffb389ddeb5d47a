package dev.carry.store;

import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;

/// Writes what was asked for to a file of its own.
final class Exports {
  private Exports() {}

  static long write(Archive archive, Archive.Part part, Path file) {
    StoredFact fact = part.fact();
    ZonedDateTime year = ZonedDateTime.of(part.year(), 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);
    Instant from = later(part.from(), year.toInstant());
    Instant to = earlier(part.to(), year.plusYears(1).toInstant().minusNanos(1));
    StringBuilder wanted =
        new StringBuilder(
            "%s BETWEEN make_timestamp_ns(%d) AND make_timestamp_ns(%d)"
                .formatted(fact.at(), Nanos.nearest(from), Nanos.nearest(to)));
    if (part.venue() != null) {
      wanted.append(" AND venue = ").append(Seen.quoted(part.venue().id()));
    }
    if (part.symbol() != null) {
      wanted.append(" AND symbol = ").append(Seen.quoted(part.symbol()));
    }
    long rows =
        archive
            .ask(
                sources ->
                    "SELECT count(*) FROM %s WHERE %s"
                        .formatted(sources.between(fact, from, to), wanted),
                List.of(),
                row -> row.getLong(1))
            .getFirst();
    if (rows == 0) {
      return 0;
    }
    List<Long> _ =
        archive.ask(
            sources ->
                PastCopies.copy(
                    fact,
                    "SELECT %s FROM %s WHERE %s"
                        .formatted(fact.plain(), sources.between(fact, from, to), wanted),
                    file),
            List.of(),
            row -> row.getLong(1));
    return rows;
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }

  private static Instant earlier(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }
}
