package dev.carry.dashboard;

import dev.carry.dashboard.CoverageRow.Hole;
import dev.carry.dashboard.Keyset.Row;
import dev.carry.model.InstrumentId;
import dev.carry.model.JsonText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/// What is stored of every series, and what is missing. Reads the disk: never called by the event
/// loop.
final class Coverage {
  static final Set<String> PARAMETERS =
      Set.of("asset", "venue", "instrument", "fact", "from", "to", "limit", "cursor");

  /// Holes told of one series: the widest.
  private static final int MOST_HOLES = 200;

  private static final Comparator<Hole> WIDEST = Comparator.comparingLong(Hole::points).reversed();

  private final DashboardPorts ports;
  private final Clusters clusters;

  Coverage(DashboardPorts ports, Clusters clusters) {
    this.ports = ports;
    this.clusters = clusters;
  }

  /// One page, by venue, symbol and fact. `from` and `to` select what has points between them.
  String page(Query query) {
    StoredSeries stored = ports.series();
    if (stored == null) {
      throw Problem.of(
          503, "No history", "nothing is stored in this run: start Carry with --data DIR");
    }
    String fact = query.oneOf("fact", stored.facts());
    List<CoverageRow> all = stored.coverage(fact);
    Set<String> venues = query.venues(venues(all));
    Set<String> assets = query.assets();
    String instrument = query.text("instrument");
    Query.Span span = query.span(_ -> Instant.MIN, Instant.MAX);
    List<Row> rows = new ArrayList<>();
    for (CoverageRow row : all) {
      if ((venues.isEmpty() || venues.contains(row.id().venue().id()))
          && (assets.isEmpty() || assets.stream().anyMatch(asset -> isOf(row.id(), asset)))
          && (instrument == null || row.id().toString().equals(instrument))
          && !row.to().isBefore(span.from())
          && !row.from().isAfter(span.to())) {
        String key = row.id() + " " + row.fact() + " " + row.of() + " " + row.every();
        rows.add(new Row(key, json(row)));
      }
    }
    return Keyset.page("history/coverage", rows, query, 0);
  }

  /// Also those that are gone, and of which only the past is there.
  private Set<String> venues(List<CoverageRow> all) {
    Set<String> venues = new TreeSet<>(ports.venueIds());
    all.forEach(row -> venues.add(row.id().venue().id()));
    return venues;
  }

  /// By what is listed now; of what is not, only the symbol tells.
  private boolean isOf(InstrumentId id, String asset) {
    String listed = clusters.assetOf(id);
    return listed == null
        ? id.symbol().toUpperCase(Locale.ROOT).contains(asset)
        : listed.equals(asset);
  }

  private String json(CoverageRow row) {
    JsonText json =
        new JsonText()
            .put("venue", row.id().venue().id())
            .put("symbol", row.id().symbol())
            .put("asset", clusters.assetOf(row.id()))
            .put("fact", row.fact())
            .put("of", row.of())
            .put("every", row.every())
            .put("from", row.from())
            .put("to", row.to())
            .put("points", row.points())
            .put("source", row.source());
    List<Hole> holes = row.holes();
    if (holes != null) {
      json.put("holes", holes.size())
          .put("missing", holes.stream().mapToLong(Hole::points).sum())
          .putRaw("widest", JsonText.array(widest(holes)));
    }
    return json.end();
  }

  /// Oldest first.
  private static List<String> widest(List<Hole> holes) {
    return holes.stream()
        .sorted(WIDEST)
        .limit(MOST_HOLES)
        .sorted(Comparator.comparing(Hole::from))
        .map(
            hole ->
                new JsonText()
                    .put("from", hole.from())
                    .put("to", hole.to())
                    .put("points", hole.points())
                    .end())
        .toList();
  }
}
