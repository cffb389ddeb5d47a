package dev.carry.alert;

import dev.carry.model.Burst;
import dev.carry.model.Command;
import dev.carry.model.FeedStatus;
import dev.carry.model.Finding;
import dev.carry.model.Holdings;
import dev.carry.model.InstrumentId;
import dev.carry.model.Leg;
import dev.carry.model.ListingFinding;
import dev.carry.model.Opportunity;
import dev.carry.model.PremiumFinding;
import dev.carry.model.Quarantine;
import dev.carry.model.Step;
import dev.carry.model.VenueId;
import dev.carry.model.ViewFinding;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What a step says of each condition.
final class Readings {
  private static final double HOUR_SECONDS = Duration.ofHours(1).toSeconds();

  /// The name of the account that trades on paper.
  private static final String PAPER = "paper";

  private static final String KILL = "kill";

  /// The most the account was worth, dollars; 0: nothing is known of it yet.
  private double peak;

  /// @param peak the most the account was worth, as an earlier process knew it
  Readings(double peak) {
    this.peak = peak;
  }

  double peak() {
    return peak;
  }

  void read(Step step, Consumer<Reading> out) {
    switch (step.input()) {
      case FeedStatus feed -> feed(feed, out);
      case Command command -> command(command, out);
      default -> {
        // what moves a market is told by findings
      }
    }
    for (Finding finding : step.findings()) {
      finding(finding, out);
    }
    if (step.holdings() != null) {
      holdings(step.holdings(), out);
    }
  }

  private static void feed(FeedStatus feed, Consumer<Reading> out) {
    Double value =
        switch (feed.state()) {
          case STALE, GAP, CLOSED -> 1.0;
          case LIVE, RETIRED -> null;
          case CONNECTED -> Double.NaN; // nothing is proven by it
        };
    if (value == null || !Double.isNaN(value)) {
      String venue = feed.venue().id();
      out.accept(
          Reading.of(
              Condition.FEED,
              venue + " " + feed.feed(),
              Set.of(venue),
              value,
              feed.reason().isEmpty() ? "it is " + word(feed.state()) : feed.reason()));
    }
  }

  private static String word(FeedStatus.State state) {
    return switch (state) {
      case STALE -> "silent";
      case GAP -> "missing messages";
      case CLOSED -> "closed";
      case CONNECTED, LIVE, RETIRED -> "well";
    };
  }

  private static void command(Command command, Consumer<Reading> out) {
    switch (command.action()) {
      case KILL -> out.accept(Reading.of(Condition.KILL, KILL, Set.of(), 1.0, ""));
      case START -> out.accept(Reading.of(Condition.KILL, KILL, Set.of(), null, ""));
      case STOP -> {
        // what was pulled stays pulled until the next start
      }
    }
  }

  private static void finding(Finding finding, Consumer<Reading> out) {
    switch (finding) {
      case Opportunity o -> {
        if (!o.rejected()) {
          opportunity(o, out);
        }
      }
      case ViewFinding v -> out.accept(of(Condition.Z_SCORE, v, v.instrument(), v.z(), ""));
      case PremiumFinding p ->
          out.accept(of(Condition.PREMIUM, p, p.instrument(), p.premium(), ""));
      case Burst b -> {
        Set<String> venues = new LinkedHashSet<>();
        b.venues().stream().map(VenueId::id).forEach(venues::add);
        out.accept(Reading.of(Condition.LIQUIDATIONS, b, venues, List.of(), b.notional(), ""));
      }
      case Quarantine q -> out.accept(of(Condition.QUARANTINE, q, q.id(), 1.0, q.because()));
      case ListingFinding _ -> {
        // no rule watches listings
      }
    }
  }

  private static Reading of(
      Condition condition, Finding finding, InstrumentId id, double value, String detail) {
    return Reading.of(condition, finding, Set.of(id.venue().id()), List.of(id), value, detail);
  }

  private static void opportunity(Opportunity o, Consumer<Reading> out) {
    Set<String> venues = new LinkedHashSet<>();
    o.legs().forEach(leg -> venues.add(leg.instrument().venue().id()));
    List<InstrumentId> instruments = o.legs().stream().map(Leg::instrument).toList();
    out.accept(Reading.of(Condition.NET_APR, o, venues, instruments, o.netApr(), ""));
    out.accept(Reading.of(Condition.SPREAD, o, venues, instruments, o.grossApr(), ""));
    out.accept(Reading.of(Condition.BREAK_EVEN, o, venues, instruments, hours(o.breakEven()), ""));
  }

  /// One that is not within the horizon is further away than any.
  private static double hours(@Nullable Duration breakEven) {
    return breakEven == null ? Double.POSITIVE_INFINITY : breakEven.toSeconds() / HOUR_SECONDS;
  }

  private void holdings(Holdings held, Consumer<Reading> out) {
    if (held.unrealised() == null) {
      return; // a leg has no price: what it is worth is not known
    }
    BigDecimal worth = held.capital().add(held.realised()).add(held.unrealised());
    peak = Math.max(peak, Math.max(held.capital().doubleValue(), worth.doubleValue()));
    double fall = peak > 0 ? (peak - worth.doubleValue()) / peak : 0;
    out.accept(Reading.of(Condition.DRAWDOWN, PAPER, Set.of(), fall, ""));
  }
}
