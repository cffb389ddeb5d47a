package dev.carry.dashboard;

import dev.carry.model.DetectorName;
import dev.carry.model.Evidence;
import dev.carry.model.Fact;
import dev.carry.model.Finding;
import dev.carry.model.JsonText;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Which signals a reader wants. What it is told of one finding is whole: whoever was told that it
/// opened is told that it closed.
///
/// @param kind of findings; absent: all
/// @param assets empty: all
/// @param venues any leg at one of them; empty: all
/// @param detectors empty: all
/// @param leastNet of opportunities, net APR (fraction); one that was above it once is told to its
///     end; other findings are not told. Absent: all
/// @param mostAge of the oldest price it stands on, when it would be told: what is older is left
///     out, an end never. Absent: any
record SignalFilter(
    @Nullable String kind,
    Set<String> assets,
    Set<String> venues,
    Set<String> detectors,
    @Nullable Double leastNet,
    @Nullable Duration mostAge) {

  private static final Set<String> KINDS =
      Set.of(
          "opportunity",
          "rejected-opportunity",
          "view",
          "premium",
          "burst",
          "quarantine",
          "listing");
  private static final Set<String> DETECTORS =
      Set.of(
          DetectorName.CROSS_VENUE_FUNDING,
          DetectorName.SPOT_PERP_CARRY,
          DetectorName.DATED_BASIS,
          DetectorName.FUNDING_MEAN_REVERSION,
          "mark-index-premium",
          "liquidation-options",
          "listing-watcher",
          "gates");
  private static final Duration MOST_AGE = Duration.ofHours(1);

  /// As the parameters of an address are written.
  ///
  /// @param venues ids of the roster
  static SignalFilter of(Query query, Set<String> venues) {
    Double leastNet = null;
    if (query.text("min-net") != null) {
      leastNet = query.number("min-net", 0, -1_000, 1_000);
    }
    Duration mostAge = null;
    if (query.text("max-age") != null) {
      mostAge = query.duration("max-age", MOST_AGE, MOST_AGE);
    }
    return new SignalFilter(
        query.oneOf("kind", KINDS),
        query.assets(),
        query.venues(venues),
        query.someOf("detector", DETECTORS),
        leastNet,
        mostAge);
  }

  /// As the parameters of an address are written; empty: it wants all.
  String words() {
    List<String> words = new ArrayList<>();
    if (kind != null) {
      words.add("kind=" + kind);
    }
    several(words, "asset", assets);
    several(words, "venue", venues);
    several(words, "detector", detectors);
    if (leastNet != null) {
      words.add("min-net=" + JsonText.number(leastNet));
    }
    if (mostAge != null) {
      words.add("max-age=" + mostAge);
    }
    return String.join("&", words);
  }

  private static void several(List<String> words, String name, Set<String> values) {
    if (!values.isEmpty()) {
      words.add(name + "=" + values.stream().sorted().collect(Collectors.joining(",")));
    }
  }

  boolean wants(Signal signal) {
    Finding finding = signal.finding();
    return (kind == null || kind.equals(finding.kind()))
        && (assets.isEmpty() || assets.contains(finding.head().asset()))
        && (detectors.isEmpty() || detectors.contains(finding.head().detector()))
        && (venues.isEmpty() || Lists.venues(finding).stream().anyMatch(venues::contains))
        && (leastNet == null
            || (signal.wasAbove(leastNet) && !(signal.closes() && signal.isFirstAbove(leastNet))));
  }

  /// What a wanted signal is told as: a finding opens for a reader when it is first told of it.
  String event(Signal signal) {
    return leastNet != null && signal.isFirstAbove(leastNet) ? Signal.OPENED : signal.event();
  }

  /// Whether it comes too late to be told.
  boolean isLate(Signal signal, Instant now) {
    if (mostAge == null || signal.closes()) {
      return false;
    }
    Finding.Head head = signal.finding().head();
    Instant oldest = head.lastSeen();
    for (Evidence fact : head.evidence()) {
      boolean price = fact.fact() == Fact.QUOTE || fact.fact() == Fact.BOOK;
      if (price && fact.receivedAt().isBefore(oldest)) {
        oldest = fact.receivedAt();
      }
    }
    return Duration.between(oldest, now).compareTo(mostAge) > 0;
  }
}
