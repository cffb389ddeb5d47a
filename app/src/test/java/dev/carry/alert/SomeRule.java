package dev.carry.alert;

import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A rule of one minute and a cooldown of an hour; a test says what is otherwise.
final class SomeRule {
  private String name = "r";
  private final Condition when;
  private final double at;
  private final double rearm;
  private Duration lasts = Duration.ofMinutes(1);
  private Duration cooldown = Duration.ofHours(1);
  private Severity severity = Severity.WARNING;
  private Set<String> assets = Set.of();
  private Set<String> venues = Set.of();
  private Set<String> channels = Set.of();
  private @Nullable Duration escalateAfter;
  private boolean perAsset;
  private boolean hold;

  private SomeRule(Condition when, double at, double rearm) {
    this.when = when;
    this.at = at;
    this.rearm = rearm;
  }

  static SomeRule some(Condition when, double at, double rearm) {
    return new SomeRule(when, at, rearm);
  }

  SomeRule named(String other) {
    name = other;
    return this;
  }

  SomeRule lasts(Duration other) {
    lasts = other;
    return this;
  }

  SomeRule cools(Duration other) {
    cooldown = other;
    return this;
  }

  /// Told at once, and as often as it comes.
  SomeRule atOnce() {
    return lasts(Duration.ZERO).cools(Duration.ZERO);
  }

  SomeRule severity(Severity other) {
    severity = other;
    return this;
  }

  SomeRule assets(String... other) {
    assets = Set.of(other);
    return this;
  }

  SomeRule venues(String... other) {
    venues = Set.of(other);
    return this;
  }

  SomeRule channels(String... other) {
    channels = Set.of(other);
    return this;
  }

  SomeRule escalates(Duration after) {
    escalateAfter = after;
    return this;
  }

  SomeRule perAsset() {
    perAsset = true;
    return this;
  }

  SomeRule holds() {
    hold = true;
    return this;
  }

  AlertRule make() {
    return new AlertRule(
        name,
        when,
        at,
        rearm,
        lasts,
        cooldown,
        perAsset,
        severity,
        assets,
        venues,
        channels,
        true,
        escalateAfter,
        Set.of(),
        hold,
        true);
  }
}
