package dev.carry.dashboard;

import dev.carry.dashboard.Keyset.Row;
import dev.carry.dashboard.LiveState.Told;
import dev.carry.model.Burst;
import dev.carry.model.Fact;
import dev.carry.model.FeedStatus;
import dev.carry.model.Finding;
import dev.carry.model.FindingJson;
import dev.carry.model.Holdings;
import dev.carry.model.JsonText;
import dev.carry.model.ListingFinding;
import dev.carry.model.Opportunity;
import dev.carry.model.PremiumFinding;
import dev.carry.model.Quarantine;
import dev.carry.model.TradeJson;
import dev.carry.model.ViewFinding;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The rows of the live lists, filtered; the same rows go out by request and by stream.
final class Lists {
  static final Set<String> FILTERS = Set.of("asset", "venue", "from", "to", "limit", "cursor");

  static final Set<String> OPTION_FILTERS = Set.of("asset", "venue", "expiry", "limit", "cursor");
  static final Set<String> CHAIN_FILTERS = Set.of("asset", "venue", "limit", "cursor");

  private final LiveState live;
  private final LivePaper paper;
  private final DashboardPorts ports;

  Lists(LiveState live, LivePaper paper, DashboardPorts ports) {
    this.live = live;
    this.paper = paper;
    this.ports = ports;
  }

  /// Best first: opportunities and rejections as they rank, views by the distance to their mean,
  /// premiums and bursts by size, the others by the newest.
  List<Row> findings(Told told, Query query) {
    Set<String> assets = query.assets();
    Set<String> venues = query.venues(ports.venueIds());
    Query.Span span = query.span(_ -> Instant.MIN, Instant.MAX);
    List<Row> rows = new ArrayList<>();
    for (Finding finding : live.findings(told)) {
      Finding.Head head = finding.head();
      if ((assets.isEmpty() || assets.contains(head.asset()))
          && (venues.isEmpty() || venues(finding).stream().anyMatch(venues::contains))
          && span.contains(head.lastSeen())) {
        rows.add(new Row(key(finding), FindingJson.write(finding)));
      }
    }
    return rows;
  }

  private static String key(Finding finding) {
    double rank =
        switch (finding) {
          case Opportunity o -> o.rank();
          case ViewFinding v -> Math.abs(v.settled() - v.mean());
          case PremiumFinding p -> Math.abs(p.premium());
          case Burst b -> b.notional();
          case Quarantine _, ListingFinding _ -> finding.head().lastSeen().toEpochMilli();
        };
    return Keyset.descending(rank) + finding.head().id();
  }

  /// Every venue a finding is about.
  static Set<String> venues(Finding finding) {
    Set<String> venues = new TreeSet<>();
    switch (finding) {
      case Opportunity o -> o.legs().forEach(leg -> venues.add(leg.instrument().venue().id()));
      case ViewFinding v -> venues.add(v.instrument().venue().id());
      case PremiumFinding p -> venues.add(p.instrument().venue().id());
      case Burst b -> b.venues().forEach(venue -> venues.add(venue.id()));
      case ListingFinding l -> venues.add(l.instrument().venue().id());
      case Quarantine q -> venues.add(q.id().venue().id());
    }
    return venues;
  }

  List<Row> funding(Query query) {
    Set<String> assets = query.assets();
    Set<String> venues = query.venues(ports.venueIds());
    Query.Span span = query.span(_ -> Instant.MIN, Instant.MAX);
    Instant now = ports.clock().instant();
    List<Row> rows = new ArrayList<>();
    for (FundingRow row : live.funding()) {
      if ((assets.isEmpty() || assets.contains(row.asset()))
          && (venues.isEmpty() || venues.contains(row.id().venue().id()))
          && span.contains(row.heardAt())) {
        rows.add(new Row(row.sortKey(), row.json(now, ports.staleAfter())));
      }
    }
    return rows;
  }

  List<Row> options(Query query) {
    Set<String> assets = query.assets();
    Set<String> venues = query.venues(ports.venueIds());
    LocalDate expiry = query.day("expiry");
    Instant now = ports.clock().instant();
    List<Row> rows = new ArrayList<>();
    for (OptionRow row : live.options(now)) {
      if ((assets.isEmpty() || assets.contains(row.asset()))
          && (venues.isEmpty() || venues.contains(row.listed().id().venue().id()))
          && (expiry == null || expiry.equals(row.expiryDay()))) {
        rows.add(new Row(row.sortKey(), row.json(now, ports.staleAfter())));
      }
    }
    return rows;
  }

  /// What there is a chain of: by asset and day of expiry, who offers how much.
  List<Row> expiries(Query query) {
    Set<String> assets = query.assets();
    Set<String> venues = query.venues(ports.venueIds());
    Map<String, List<OptionRow>> chains = new TreeMap<>();
    for (OptionRow row : live.options(ports.clock().instant())) {
      if ((assets.isEmpty() || assets.contains(row.asset()))
          && (venues.isEmpty() || venues.contains(row.listed().id().venue().id()))) {
        String key = row.asset() + "\n" + row.expiryDay();
        chains.computeIfAbsent(key, _ -> new ArrayList<>()).add(row);
      }
    }
    List<Row> rows = new ArrayList<>();
    chains.forEach((key, chain) -> rows.add(new Row(key, OptionRow.chain(chain))));
    return rows;
  }

  /// Open positions of the account that trades on paper, in order of opening.
  List<Row> positions(Query query) {
    Set<String> assets = query.assets();
    Set<String> venues = query.venues(ports.venueIds());
    Holdings holdings = paper.holdings();
    List<Row> rows = new ArrayList<>();
    for (Holdings.Held held : holdings == null ? List.<Holdings.Held>of() : holdings.positions()) {
      if ((assets.isEmpty() || assets.contains(held.asset()))
          && (venues.isEmpty()
              || held.legs().stream().anyMatch(leg -> venues.contains(leg.id().venue().id())))) {
        rows.add(new Row("%019d".formatted(held.number()), TradeJson.position(held)));
      }
    }
    return rows;
  }

  List<Row> feeds(Query query) {
    Set<String> venues = query.venues(ports.venueIds());
    List<Row> rows = new ArrayList<>();
    feeds()
        .forEach(
            (key, row) -> {
              if (venues.isEmpty() || venues.contains(key.substring(0, key.indexOf('/')))) {
                rows.add(new Row(key, row));
              }
            });
    return rows;
  }

  /// Feeds by `venue/feed`: the last status with what the session measures.
  Map<String, String> feeds() {
    Instant now = ports.clock().instant();
    Map<String, FeedHealth> measured = new HashMap<>();
    for (FeedHealth health : ports.feeds().get()) {
      measured.put(health.venue() + "/" + health.feed(), health);
    }
    Map<String, String> rows = new TreeMap<>();
    for (FeedStatus feed : live.feeds()) {
      String key = feed.venue() + "/" + feed.feed();
      rows.put(key, feed(feed, measured.get(key), now));
    }
    return rows;
  }

  private static String feed(FeedStatus feed, @Nullable FeedHealth health, Instant now) {
    JsonText json =
        new JsonText()
            .put("venue", feed.venue().id())
            .put("feed", feed.feed())
            .put("status", feed.state())
            .put("reason", feed.reason())
            .put("since", feed.receivedAt());
    if (health != null) {
      json.put("messagesPerSecond", health.messagesPerSecond())
          .put("lastMessageAt", health.lastMessageAt())
          .put("budgetUsed", health.budgetUsed())
          .put("callsHeldUntil", health.callsHeldUntil())
          .put("reconnects", health.reconnects());
      if (health.lastMessageAt() != null) {
        json.put("age", Times.age(health.lastMessageAt(), now));
      }
    }
    return json.end();
  }

  List<Row> venues(Query query) {
    Set<String> wanted = query.venues(ports.venueIds());
    Map<String, FeedStatus.State> worst = new HashMap<>();
    for (FeedStatus feed : live.feeds()) {
      worst.merge(feed.venue().id(), feed.state(), Lists::worse);
    }
    Map<String, Integer> listed = new HashMap<>();
    for (FundingRow row : live.funding()) {
      listed.merge(row.id().venue().id(), 1, Integer::sum);
    }
    List<Row> rows = new ArrayList<>();
    for (VenueRow venue : ports.venues()) {
      String id = venue.id().id();
      if (wanted.isEmpty() || wanted.contains(id)) {
        rows.add(new Row(id, venue(venue, worst.get(id), listed.getOrDefault(id, 0))));
      }
    }
    return rows;
  }

  /// The order in which a venue's feeds speak for it: one bad feed is what a user must see.
  private static FeedStatus.State worse(FeedStatus.State a, FeedStatus.State b) {
    return weight(a) >= weight(b) ? a : b;
  }

  private static int weight(FeedStatus.State state) {
    return switch (state) {
      case LIVE, RETIRED -> 0;
      case CONNECTED -> 1;
      case GAP -> 2;
      case STALE -> 3;
      case CLOSED -> 4;
    };
  }

  private static String venue(VenueRow venue, FeedStatus.@Nullable State state, int instruments) {
    JsonText lacks = new JsonText();
    venue.lacks().forEach((fact, why) -> lacks.put(fact.label(), why));
    List<String> offers =
        venue.offers().stream().sorted().map(Fact::label).map(JsonText::string).toList();
    return new JsonText()
        .put("venue", venue.id().id())
        .put("status", state == null ? "not-connected" : JsonText.kebab(state))
        .put("instruments", instruments)
        .put("periodSource", venue.periodSource())
        .putRaw("offers", JsonText.array(offers))
        .putRaw("lacks", lacks.end())
        .end();
  }
}
