package dev.carry.store;

import dev.carry.model.VenueId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// What is there of each series and what is missing. Files of the past tell it by the outlines they
/// carry; only what is in none of them is read.
final class Coverages {
  private final Archive archive;

  Coverages(Archive archive) {
    this.archive = archive;
  }

  List<Archive.Coverage> of(
      @Nullable VenueId venue, @Nullable String symbol, @Nullable StoredFact only) {
    List<Archive.Coverage> all = new ArrayList<>();
    for (StoredFact fact : only == null ? Arrays.asList(StoredFact.values()) : List.of(only)) {
      Map<Archive.Series, List<Outline>> bySeries = new TreeMap<>(Archive.Series.ORDER);
      for (Outline one : outlines(fact, venue, symbol)) {
        if ((venue == null || one.series().id().venue().equals(venue))
            && (symbol == null || one.series().id().symbol().equals(symbol))) {
          bySeries.computeIfAbsent(one.series(), _ -> new ArrayList<>()).add(one);
        }
      }
      bySeries.forEach((series, outlines) -> all.add(coverage(series, outlines)));
    }
    return all;
  }

  /// Of the files as they carry them, and of what is in none.
  private List<Outline> outlines(
      StoredFact fact, @Nullable VenueId venue, @Nullable String symbol) {
    List<Object> parameters = new ArrayList<>();
    StringBuilder wanted = new StringBuilder(Outlines.OF_SERIES);
    if (venue != null) {
      wanted.append(" AND venue = ?");
      parameters.add(venue.id());
    }
    if (symbol != null) {
      wanted.append(" AND symbol = ?");
      parameters.add(symbol);
    }
    // the files of that moment: a part that becomes one meanwhile is told once
    AtomicReference<List<PastSegment>> files = new AtomicReference<>(List.of());
    Database.Question question =
        sources -> {
          files.set(sources.past(fact));
          return Outlines.question(fact, sources.unfiled(fact), wanted.toString());
        };
    List<Outline> all =
        new ArrayList<>(
            Outlines.hasRhythm(fact)
                ? Outlines.ofChanges(
                    archive.ask(question, parameters, row -> Outlines.change(fact, row)))
                : archive.ask(question, parameters, row -> Outlines.span(fact, row)));
    for (PastSegment file : files.get()) {
      all.addAll(archive.database().pastCopies().outlines(file));
    }
    return all;
  }

  private static Archive.Coverage coverage(Archive.Series series, List<Outline> outlines) {
    long rows = outlines.stream().mapToLong(Outline::rows).sum();
    TreeSet<String> sources = new TreeSet<>();
    outlines.forEach(one -> sources.addAll(Arrays.asList(one.sources().split(",", -1))));
    long @Nullable [] points = Outlines.hasRhythm(series.fact()) ? Outline.points(outlines) : null;
    return new Archive.Coverage(
        series,
        Nanos.instant(outlines.stream().mapToLong(Outline::from).min().orElseThrow()),
        Nanos.instant(outlines.stream().mapToLong(Outline::to).max().orElseThrow()),
        points == null ? rows : points.length,
        rows,
        points == null ? null : Cadence.ofPoints(points).holes(),
        String.join(",", sources));
  }

  Optional<List<Archive.Hole>> holes(Archive.Series series, Instant from, Instant to) {
    StoredFact fact = series.fact();
    if (!Outlines.hasRhythm(fact)) {
      return Optional.empty();
    }
    List<Object> parameters = new ArrayList<>();
    StringBuilder wanted = new StringBuilder(Archive.isOf(List.of(series.id())));
    if (series.of() != null) {
      wanted.append(" AND of = ?");
      parameters.add(series.of());
    }
    if (series.every() != null) {
      wanted.append(" AND epoch_ns(closes_at) - epoch_ns(opens_at) = ?");
      parameters.add(series.every().toNanos());
    }
    wanted
        .append(" AND ")
        .append(Outlines.at(fact))
        .append(" BETWEEN make_timestamp_ns(?) AND make_timestamp_ns(?)");
    parameters.add(from);
    parameters.add(to);
    List<Outlines.Change> changes =
        firstSeries(
            archive.ask(
                sources ->
                    Outlines.changes(
                        fact,
                        // a candle is kept with the year it closes in
                        sources.between(fact, from, later(to)),
                        wanted.toString()),
                parameters,
                row -> Outlines.change(fact, row)));
    List<Cadence.Run> runs = Outlines.runs(changes);
    if (runs.stream().mapToLong(run -> run.step() == 0 ? 0 : run.count()).sum() < 2) {
      return Optional.empty();
    }
    return Optional.of(
        Cadence.of(runs)
            .holes(
                changes.getFirst().at(),
                changes.getLast().at(),
                Nanos.nearest(from),
                Nanos.nearest(to)));
  }

  /// One symbol may have candles of several lengths, of which one is asked for.
  private static List<Outlines.Change> firstSeries(List<Outlines.Change> changes) {
    Map<Archive.Series, List<Outlines.Change>> bySeries = new LinkedHashMap<>();
    for (Outlines.Change change : changes) {
      bySeries.computeIfAbsent(change.series(), _ -> new ArrayList<>()).add(change);
    }
    return bySeries.values().stream().findFirst().orElse(List.of());
  }

  private static Instant later(Instant to) {
    return to.isAfter(Instant.MAX.minus(Duration.ofDays(31))) ? to : to.plus(Duration.ofDays(31));
  }
}
