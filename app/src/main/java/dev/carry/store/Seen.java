package dev.carry.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// What there is at the moment of a question.
record Seen(
    List<Segment> segments, List<Long> generations, List<PastSegment> past, List<PastPart> parts)
    implements Database.Sources {
  @Override
  public String of(StoredFact fact) {
    return between(fact, Instant.MIN, Instant.MAX);
  }

  @Override
  public String own(StoredFact fact) {
    return union(ownParts(fact));
  }

  @Override
  public String between(StoredFact fact, Instant from, Instant to) {
    List<String> all = ownParts(fact);
    List<PastSegment> files =
        past.stream().filter(s -> s.fact() == fact && s.within(from, to)).toList();
    if (!files.isEmpty()) {
      all.add("SELECT " + fact.asStored() + " FROM " + pastFiles(files) + about(fact, from, to));
    }
    all.addAll(pastParts(fact));
    return union(all);
  }

  /// What parts of files can have rows between two instants; some more are among them. Files tell
  /// it of their own times, which are cut to microseconds, and of nothing that is made of them.
  private static String about(StoredFact fact, Instant from, Instant to) {
    if (from.equals(Instant.MIN) && to.equals(Instant.MAX)) {
      return "";
    }
    return " WHERE %s BETWEEN make_timestamp(%d) AND make_timestamp(%d)"
        .formatted(
            fact.at(),
            Math.floorDiv(Nanos.nearest(from), 1_000),
            Math.floorDiv(Nanos.nearest(to), 1_000));
  }

  @Override
  public List<PastSegment> past(StoredFact fact) {
    return past.stream().filter(s -> s.fact() == fact).toList();
  }

  @Override
  public String unfiled(StoredFact fact) {
    List<String> all = ownParts(fact);
    all.addAll(pastParts(fact));
    return union(all);
  }

  private List<String> pastParts(StoredFact fact) {
    return parts.stream()
        .filter(part -> part.fact() == fact)
        .map(part -> "SELECT " + fact.partNames() + " FROM " + part.table())
        .toList();
  }

  private List<String> ownParts(StoredFact fact) {
    List<String> own = new ArrayList<>();
    List<Segment> files = segments.stream().filter(s -> s.fact() == fact).toList();
    if (!files.isEmpty()) {
      own.add("SELECT " + fact.names() + " FROM " + parquet(files));
    }
    for (long generation : generations) {
      own.add("SELECT " + fact.names() + " FROM " + table(fact, generation));
    }
    if (own.isEmpty()) {
      own.add("SELECT " + fact.names() + " FROM " + none(fact));
    }
    return own;
  }

  private static String union(List<String> some) {
    return "(" + String.join(" UNION ALL ", some) + ")";
  }

  static String parquet(List<Segment> files) {
    return "read_parquet(["
        + String.join(", ", files.stream().map(s -> quoted(s.file().toString())).toList())
        + "])";
  }

  static String pastFiles(List<PastSegment> files) {
    return "read_parquet(["
        + String.join(", ", files.stream().map(s -> quoted(s.file().toString())).toList())
        + "], hive_partitioning = false)";
  }

  static String table(StoredFact fact, long generation) {
    return "tail_" + fact.table() + "_" + generation;
  }

  /// A table without rows: what there is of a fact before anything is.
  static String none(StoredFact fact) {
    return "none_" + fact.table();
  }

  static String quoted(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}
