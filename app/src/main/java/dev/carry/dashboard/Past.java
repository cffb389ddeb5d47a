package dev.carry.dashboard;

import dev.carry.engine.History;
import dev.carry.engine.History.FundingPoint;
import dev.carry.model.InstrumentId;
import dev.carry.model.JsonText;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What was stored, page by page from the newest back. May block: never called by the event loop.
final class Past {
  static final Set<String> FUNDING_PARAMETERS =
      Set.of("asset", "instrument", "venue", "from", "to", "limit", "cursor");
  static final Set<String> FINDING_PARAMETERS =
      Set.of("asset", "kind", "from", "to", "limit", "cursor");
  static final Set<String> TRADE_PARAMETERS = Set.of("kind", "from", "to", "limit", "cursor");
  private static final Set<String> TRADES = Set.of("fill", "entry", "closed", "equity", "incident");
  static final Set<String> BASIS_PARAMETERS =
      Set.of("asset", "instrument", "venue", "from", "to", "threshold", "limit");
  private static final double THRESHOLD = 0.0005;
  private static final int MOST_STUDIES = 20;
  private static final Set<String> KINDS =
      Set.of("opportunity", "rejected-opportunity", "view", "premium", "burst", "quarantine");
  private static final int MOST_POINTS = 20_000;
  private static final Duration DEFAULT_SPAN = Duration.ofDays(7);
  private static final Pattern LAST_SEEN = Pattern.compile("\"lastSeen\":\"([^\"]+)\"");
  private static final Pattern AT = Pattern.compile("\"at\":\"([^\"]+)\"");

  private final LiveState live;
  private final DashboardPorts ports;

  Past(LiveState live, DashboardPorts ports) {
    this.live = live;
    this.ports = ports;
  }

  /// Where the page before ended: `skip` rows of the instant `at` were told already.
  private record From(Instant at, int skip) {

    static @Nullable From parse(String list, @Nullable String cursor) {
      String key = Keyset.cursor(list, cursor);
      if (key == null || cursor == null) {
        return null;
      }
      try {
        int space = key.indexOf(' ');
        int skip = Integer.parseInt(key.substring(space + 1));
        if (skip >= 0 && skip <= MOST_POINTS) {
          return new From(Instant.parse(key.substring(0, Math.max(0, space))), skip);
        }
      } catch (NumberFormatException | DateTimeException e) {
        // told below
      }
      throw Keyset.badCursor(cursor);
    }

    String encode(String list) {
      return Keyset.encode(list, at + " " + skip);
    }
  }

  private History history() {
    History history = ports.history();
    if (history == null) {
      throw nothingStored();
    }
    return history;
  }

  private static Problem nothingStored() {
    return Problem.of(
        503, "No history", "nothing is stored in this run: start Carry with --data DIR");
  }

  /// Funding of an asset across venues, oldest first within a page; `next` leads further back.
  String funding(Query query) {
    History history = history();
    Map<InstrumentId, String> assets = wanted(query);
    Query.Span span = query.span(to -> to.minus(DEFAULT_SPAN), ports.clock().instant());
    int limit = query.limit(2_000, MOST_POINTS);
    From from = From.parse("funding/history", query.text("cursor"));
    Instant to = from == null ? span.to() : from.at();
    int skip = from == null ? 0 : from.skip();
    List<FundingPoint> points =
        assets.isEmpty()
            ? List.of()
            : history.funding(List.copyOf(assets.keySet()), span.from(), to, limit + skip + 1);
    int end = Math.max(0, points.size() - skip);
    int start = Math.max(0, end - limit);
    List<String> items = new ArrayList<>(end - start);
    for (FundingPoint point : points.subList(start, end)) {
      items.add(point(point, assets.getOrDefault(point.id(), "")));
    }
    String next = null;
    if (start > 0 && start < end) {
      Instant at = points.get(start).at();
      long told = points.subList(start, points.size()).stream().filter(p -> at(p, at)).count();
      next = new From(at, (int) told).encode("funding/history");
    }
    return Keyset.answer(items, next, 0);
  }

  private static boolean at(FundingPoint point, Instant at) {
    return point.at().equals(at);
  }

  private Map<InstrumentId, String> wanted(Query query) {
    Set<String> assets = query.assets();
    String instrument = query.text("instrument");
    if (assets.isEmpty() == (instrument == null)) {
      String found = instrument == null ? "" : String.join(",", assets) + " beside an instrument";
      throw Problem.parameter("asset", found, "an asset like BTC, or instrument=venue:SYMBOL");
    }
    Set<String> venues = query.venues(ports.venueIds());
    Map<InstrumentId, String> wanted = new TreeMap<>();
    if (instrument != null) {
      wanted.put(instrument(instrument), "");
    }
    for (FundingRow row : live.funding()) {
      boolean ofAsset = assets.contains(row.asset());
      if ((ofAsset && (venues.isEmpty() || venues.contains(row.id().venue().id())))
          || wanted.containsKey(row.id())) {
        wanted.put(row.id(), row.asset());
      }
    }
    return wanted;
  }

  private InstrumentId instrument(String text) {
    try {
      InstrumentId id = InstrumentId.parse(text);
      if (ports.venueIds().contains(id.venue().id())) {
        return id;
      }
    } catch (IllegalArgumentException e) {
      // told below, like a venue that is not there
    }
    throw Problem.parameter(
        "instrument", text, "VENUE:SYMBOL of " + String.join(", ", ports.venueIds()));
  }

  private static String point(FundingPoint point, String asset) {
    return new JsonText()
        .put("venue", point.id().venue().id())
        .put("symbol", point.id().symbol())
        .put("asset", asset)
        .put("settled", point.settled())
        .put("rate", point.rate())
        .put("period", point.period())
        .put("apr", FundingRow.apr(point.rate(), point.period()))
        .put("at", point.at())
        .put("knownAt", point.knownAt())
        .end();
  }

  /// What marks did against their indexes, an item for each instrument.
  String basis(Query query) {
    PremiumStudies studies = ports.premiums();
    if (studies == null) {
      throw nothingStored();
    }
    Map<InstrumentId, String> wanted = wanted(query);
    Query.Span span = query.span(to -> to.minus(DEFAULT_SPAN), ports.clock().instant());
    double threshold = query.fraction("threshold", THRESHOLD);
    int limit = query.limit(MOST_STUDIES, MOST_STUDIES);
    List<String> items = new ArrayList<>();
    for (InstrumentId id : wanted.keySet().stream().limit(limit).toList()) {
      items.add(studies.of(id, span.from(), span.to(), threshold));
    }
    return Keyset.answer(items, null, 0);
  }

  /// Findings as they were told, newest first.
  String findings(Query query) {
    History history = history();
    Set<String> assets = query.assets();
    if (assets.size() > 1) {
      throw Problem.parameter("asset", String.join(",", assets), "one asset, or none for all");
    }
    String asset = assets.isEmpty() ? null : assets.iterator().next();
    String kind = query.oneOf("kind", KINDS);
    return newestFirst(
        "findings",
        query,
        LAST_SEEN,
        (from, to, most) -> history.findings(kind, asset, from, to, most));
  }

  /// What happened in the account that trades on paper, newest first.
  String trades(Query query) {
    History history = history();
    String kind = query.oneOf("kind", TRADES);
    return newestFirst(
        "trades", query, AT, (from, to, most) -> history.paper(kind, from, to, most));
  }

  private interface Told {
    List<String> between(Instant from, Instant to, int most);
  }

  /// @param time where a text says when it was
  private String newestFirst(String list, Query query, Pattern time, Told all) {
    Query.Span span = query.span(_ -> Instant.EPOCH, ports.clock().instant());
    int limit = query.limit();
    From from = From.parse(list, query.text("cursor"));
    Instant to = from == null ? span.to() : from.at();
    int skip = from == null ? 0 : from.skip();
    List<String> told = all.between(span.from(), to, limit + skip + 1);
    List<String> items = told.stream().skip(skip).limit(limit).toList();
    String next = null;
    if (told.size() > skip + limit) {
      String at = time(time, items.getLast());
      long same =
          told.stream().limit((long) skip + limit).filter(f -> time(time, f).equals(at)).count();
      next = new From(Instant.parse(at), (int) same).encode(list);
    }
    return Keyset.answer(items, next, 0);
  }

  private static String time(Pattern time, String told) {
    Matcher matcher = time.matcher(told);
    if (!matcher.find()) {
      throw new IllegalStateException("stored without a time: " + told);
    }
    return matcher.group(1);
  }
}
