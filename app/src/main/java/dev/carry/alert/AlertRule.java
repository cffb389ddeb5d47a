package dev.carry.alert;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// When somebody is told of something.
///
/// @param name of the rule
/// @param when what it watches
/// @param at the reading from which on it is told; of a state it is 1
/// @param rearm the reading on whose other side it is over and may be told again
/// @param lasts how long it must be so without a break
/// @param cooldown time until the same situation is told again
/// @param perAsset whether all opportunities of an asset are one situation, the best of which is
///     told; else each pair is one of its own
/// @param severity of what it tells
/// @param assets empty: all
/// @param venues any leg at one of them; empty: all
/// @param channels by name; empty: all
/// @param ends whether its end is told too, to whoever was told of it
/// @param escalateAfter told again, more severely, when nobody acknowledged it and it goes on for
///     this long; absent: never
/// @param escalateTo channels then; empty: those of the rule
/// @param hold whether an opportunity waits for the analyst, and is not told when it is vetoed
/// @param on whether it is watched
public record AlertRule(
    String name,
    Condition when,
    double at,
    double rearm,
    Duration lasts,
    Duration cooldown,
    boolean perAsset,
    Severity severity,
    Set<String> assets,
    Set<String> venues,
    Set<String> channels,
    boolean ends,
    @Nullable Duration escalateAfter,
    Set<String> escalateTo,
    boolean hold,
    boolean on) {

  public AlertRule {
    assets = copy(assets);
    venues = copy(venues);
    channels = copy(channels);
    escalateTo = copy(escalateTo);
    if (when.unit() != Condition.Unit.STATE && when.above() != rearm < at) {
      throw new AlertException(
          "rearm "
              + rearm
              + ": it must lie "
              + (when.above() ? "below" : "above")
              + " what is told, "
              + at);
    }
  }

  private static Set<String> copy(Set<String> names) {
    return Collections.unmodifiableSet(new LinkedHashSet<>(names));
  }

  /// What the cooldown is of.
  String situation(String asset, String about) {
    return name + "\n" + (perAsset && !asset.isEmpty() ? asset : about);
  }

  /// Of a reading of its condition.
  boolean wants(Reading reading) {
    return (assets.isEmpty() || assets.contains(reading.asset()))
        && (venues.isEmpty() || reading.venues().stream().anyMatch(venues::contains));
  }

  boolean reached(double value) {
    return when.reaches(value, at);
  }

  /// Whether a reading ends what was told: it is on the other side of `rearm`.
  boolean over(double value) {
    return when.above() ? value < rearm : value > rearm;
  }
}
