package dev.carry.detect;

import dev.carry.detect.Edge.Part;
import dev.carry.engine.MarketView;
import dev.carry.model.Evidence;
import dev.carry.model.Finding;
import dev.carry.model.Finding.Status;
import dev.carry.model.FundingEstimate;
import dev.carry.model.Leg;
import dev.carry.model.Opportunity;
import dev.carry.model.Risk;
import dev.carry.valuation.FundingTerms;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Tells of what the options of one asset allow during a burst: each edge above the minimum while
/// it lasts, and once the best of the others with why they were turned down, so that a user sees
/// what was looked at.
final class EdgeTeller {
  private static final int MOST_OFFERED = 10;
  private static final int MOST_TURNED_DOWN = 3;

  /// A change of the edge that matters (fraction).
  private static final double STEP = 0.0005;

  /// An edge is annualised over a day at least: nobody earns it again within the hour.
  private static final Duration SHORTEST = Duration.ofDays(1);

  private static final double MILLIS_PER_YEAR = 365.0 * 24 * 3_600_000;

  private final LiquidationOptionsSettings settings;
  private final double notional;
  private final String asset;

  /// As last told, by the edge's key.
  private final Map<String, Opportunity> offered = new LinkedHashMap<>();

  private final Map<String, Opportunity> turnedDown = new LinkedHashMap<>();

  /// Stamp of the last finding, so that no two share an id.
  private long stamp = Long.MIN_VALUE;

  EdgeTeller(LiquidationOptionsSettings settings, double notional, String asset) {
    this.settings = settings;
    this.notional = notional;
    this.asset = asset;
  }

  /// @param edges the best first
  void look(MarketView view, List<Edge> edges, double capital, Consumer<Finding> out) {
    Set<String> priced = new LinkedHashSet<>();
    for (Edge edge : edges) {
      String key = edge.key();
      priced.add(key);
      Opportunity told = offered.get(key);
      if (told != null) {
        follow(view, key, told, edge, capital, out);
      } else if (isOffer(edge, settings.minEdge())) {
        if (offered.size() < MOST_OFFERED) {
          drop(view, turnedDown, key, "now offered", out);
          open(view, offered, edge, capital, null, out);
        }
      } else if (turnedDown.size() < MOST_TURNED_DOWN && !turnedDown.containsKey(key)) {
        open(view, turnedDown, edge, capital, against(edge), out);
      }
    }
    for (String key : List.copyOf(offered.keySet())) {
      if (!priced.contains(key)) {
        drop(view, offered, key, "a price of it is missing or too old", out);
      }
    }
  }

  /// Ends what is open, as last told.
  void end(MarketView view, String because, Consumer<Finding> out) {
    for (Map<String, Opportunity> open : List.of(offered, turnedDown)) {
      List.copyOf(open.keySet()).forEach(key -> drop(view, open, key, because, out));
    }
  }

  private boolean isOffer(Edge edge, double least) {
    return edge.net() >= least && edge.gap() <= settings.maxEdge();
  }

  /// Why an edge is not offered.
  private String against(Edge edge) {
    return edge.gap() > settings.maxEdge()
        ? String.format(
            Locale.ROOT,
            "an edge of %.0f bps is more than a market leaves: one of its prices is wrong",
            edge.gap() * 10_000)
        : String.format(
            Locale.ROOT,
            "edge of %.1f bps after costs is below the minimum %.1f",
            edge.net() * 10_000,
            settings.minEdge() * 10_000);
  }

  private void follow(
      MarketView view,
      String key,
      Opportunity told,
      Edge edge,
      double capital,
      Consumer<Finding> out) {
    boolean over = !isOffer(edge, settings.closeEdge());
    String because = over ? against(edge) : null;
    Duration since = Duration.between(told.head().lastSeen(), view.now());
    boolean due = since.compareTo(settings.tellEvery()) >= 0;
    double change = edge.net() - told.netApr() * years(told.horizon());
    if (over || (due && Math.abs(change) >= STEP)) {
      Finding.Head head =
          told.head().next(over ? Status.CLOSED : Status.UPDATED, view.now(), evidence(edge));
      Opportunity now = opportunity(head, edge, capital, false, because, view.now());
      if (over) {
        offered.remove(key);
      } else {
        offered.put(key, now);
      }
      out.accept(now);
    }
  }

  private void open(
      MarketView view,
      Map<String, Opportunity> to,
      Edge edge,
      double capital,
      @Nullable String because,
      Consumer<Finding> out) {
    stamp = Math.max(view.nowMillis(), stamp + 1);
    boolean rejected = because != null;
    String id =
        LiquidationOptions.NAME + (rejected ? "/rejected/" : "/") + edge.key() + "/" + stamp;
    Finding.Head head =
        new Finding.Head(
            id,
            1,
            LiquidationOptions.NAME,
            asset,
            view.now(),
            view.now(),
            Status.OPEN,
            evidence(edge));
    Opportunity told = opportunity(head, edge, capital, rejected, because, view.now());
    to.put(edge.key(), told);
    out.accept(told);
  }

  private static void drop(
      MarketView view,
      Map<String, Opportunity> from,
      String key,
      String because,
      Consumer<Finding> out) {
    Opportunity told = from.remove(key);
    if (told != null) {
      out.accept(told.with(told.head().closed(view.now()), because));
    }
  }

  private Opportunity opportunity(
      Finding.Head head,
      Edge edge,
      double capital,
      boolean rejected,
      @Nullable String because,
      Instant now) {
    Duration left = Duration.between(now, edge.expiry());
    Duration horizon = left.compareTo(SHORTEST) < 0 ? SHORTEST : left;
    double years = years(horizon);
    boolean pays = edge.net() > 0;
    return new Opportunity(
        head,
        edge.legs().stream().map(EdgeTeller::leg).toList(),
        notional,
        edge.gross() / years,
        edge.net() / years,
        edge.net() / years / capital,
        horizon,
        pays ? left : null,
        pays ? (Integer) 1 : null, // the expiry
        edge.costs(),
        edge.gap(),
        edge.capacity(),
        null,
        null,
        edge.risks().get().stream().map(Risk::of).toList(),
        rejected,
        because);
  }

  private static double years(Duration horizon) {
    return horizon.toMillis() / MILLIS_PER_YEAR;
  }

  private static Leg leg(Part part) {
    FundingTerms terms = part.state().terms();
    FundingEstimate estimate = part.state().estimate();
    return new Leg(
        part.state().id(),
        part.side(),
        part.price(),
        part.exitPrice(),
        BigDecimal.ONE,
        part.state().takerFee(),
        part.state().makerFee(),
        terms == null ? null : (Double) terms.rate(),
        terms == null ? null : Duration.ofMillis(terms.periodMillis()),
        terms == null || terms.continuous() || estimate == null ? null : estimate.settlesAt(),
        null,
        part.ratio());
  }

  private static List<Evidence> evidence(Edge edge) {
    return edge.legs().stream().map(Part::evidence).toList();
  }
}
