package dev.carry.launch;

import dev.carry.alert.Alert;
import dev.carry.alert.AlertRule;
import dev.carry.alert.Condition;
import dev.carry.alert.Condition.Unit;
import dev.carry.alert.Severity;
import dev.carry.cli.Units;
import dev.carry.model.JsonText;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The rules there are when nobody says anything, and how rules are written: the same in the
/// configuration and on the page.
final class AlertRules {
  private static final String SECTION = "alert.rules";

  /// From `at` to where it is over, where nobody says it.
  private static final double REARM = 0.2;

  /// The same where what is low is told.
  private static final double REARM_ABOVE = 0.25;

  private static final Duration MOST = Duration.ofDays(30);

  private AlertRules() {}

  /// One of each condition. Those that would only say the same of another number are off.
  private static List<AlertRule> standard() {
    return List.of(
        rule(Condition.NET_APR, 0.10, Duration.ofMinutes(1), Duration.ofHours(1), true),
        rule(Condition.BREAK_EVEN, 24, Duration.ofMinutes(1), Duration.ofHours(1), false),
        rule(Condition.SPREAD, 0.20, Duration.ofMinutes(1), Duration.ofHours(1), false),
        rule(Condition.Z_SCORE, 4, Duration.ZERO, Duration.ofHours(8), false),
        rule(Condition.PREMIUM, 0.01, Duration.ofSeconds(10), Duration.ofMinutes(30), true),
        rule(Condition.LIQUIDATIONS, 1e6, Duration.ZERO, Duration.ofMinutes(15), true),
        rule(Condition.FEED, 1, Duration.ofMinutes(2), Duration.ofMinutes(15), true),
        rule(Condition.QUARANTINE, 1, Duration.ofMinutes(15), Duration.ofHours(8), false),
        rule(Condition.BUDGET, 0.8, Duration.ZERO, Duration.ofHours(8), true),
        rule(Condition.DRAWDOWN, 0.05, Duration.ZERO, Duration.ofHours(1), true),
        rule(Condition.KILL, 1, Duration.ZERO, Duration.ZERO, true),
        rule(Condition.CHANNEL, 1, Duration.ofMinutes(10), Duration.ofHours(1), true));
  }

  private static AlertRule rule(
      Condition when, double at, Duration lasts, Duration cooldown, boolean on) {
    return new AlertRule(
        JsonText.kebab(when),
        when,
        at,
        rearm(when, at),
        lasts,
        cooldown,
        isOfOpportunities(when),
        severity(when),
        Set.of(),
        Set.of(),
        Set.of(),
        true,
        null,
        Set.of(),
        false,
        on);
  }

  private static boolean isOfOpportunities(Condition when) {
    return when == Condition.NET_APR || when == Condition.BREAK_EVEN || when == Condition.SPREAD;
  }

  private static Severity severity(Condition when) {
    return switch (when) {
      case NET_APR, BREAK_EVEN, SPREAD, Z_SCORE, QUARANTINE -> Severity.INFO;
      case PREMIUM, LIQUIDATIONS, FEED, BUDGET, CHANNEL -> Severity.WARNING;
      case DRAWDOWN, KILL -> Severity.CRITICAL;
    };
  }

  private static double rearm(Condition when, double at) {
    if (when.unit() == Unit.STATE) {
      return at;
    }
    if (!when.above()) {
      return at * (1 + REARM_ABOVE);
    }
    return at - (at == 0 ? REARM / 100 : Math.abs(at) * REARM);
  }

  /// Those of a configuration over the standard ones.
  static List<AlertRule> configured(Settings s) {
    return read(s, standard());
  }

  /// Rules over others: of the same name in their place, new ones behind.
  static List<AlertRule> read(Settings s, List<AlertRule> under) {
    Map<String, AlertRule> rules = new LinkedHashMap<>();
    under.forEach(rule -> rules.put(rule.name(), rule));
    Set<String> names = new LinkedHashSet<>(rules.keySet());
    names.addAll(s.names(SECTION));
    for (String name : names) {
      rules.put(name, read(s, name, rules.get(name), rules.keySet()));
    }
    return List.copyOf(rules.values());
  }

  /// @param names of the rules there are
  private static AlertRule read(
      Settings s, String name, @Nullable AlertRule under, Set<String> names) {
    String key = SECTION + "." + name + ".";
    if (!name.matches("[a-z0-9-]{1,40}") || name.equals(Alert.TEST)) {
      throw new ConfigException(
          SECTION
              + "."
              + name
              + ": a name of small letters, digits and dashes is allowed, but for "
              + Alert.TEST);
    }
    Optional<Condition> said = s.find(key + "when", t -> AlertConfig.constant(Condition.class, t));
    if (said.isEmpty() && under == null) {
      throw new ConfigException(
          key
              + "when is not set: what should "
              + name
              + " watch? Allowed is "
              + Stream.of(Condition.values()).map(JsonText::kebab).collect(Collectors.joining(", "))
              + "; rules there are: "
              + String.join(", ", names));
    }
    Condition when = said.orElseGet(() -> Objects.requireNonNull(under).when());
    AlertRule d = under != null && under.when() == when ? under : standard(when);
    Optional<Double> at = s.find(key + "at", text -> value(when, text));
    double threshold = at.orElse(d.at());
    double rearm =
        s.find(key + "rearm", text -> value(when, text))
            .orElse(at.isPresent() ? rearm(when, threshold) : d.rearm());
    if (when.unit() != Unit.STATE && when.above() != rearm < threshold) {
      throw new ConfigException(
          key
              + "rearm: found "
              + text(when, rearm)
              + ", allowed is "
              + (when.above() ? "less" : "more")
              + " than what is told, "
              + text(when, threshold));
    }
    if (!isOfOpportunities(when)) {
      s.find(key + "per", _ -> refuse(when));
      s.find(key + "hold", text -> InsightConfig.flag(text) ? refuse(when) : text);
    }
    return new AlertRule(
        name,
        when,
        threshold,
        rearm,
        s.get(key + "for", d.lasts(), AlertRules::duration),
        s.get(key + "cooldown", d.cooldown(), AlertRules::duration),
        s.get(key + "per", d.perAsset(), AlertRules::perAsset),
        s.get(key + "severity", d.severity(), t -> AlertConfig.constant(Severity.class, t)),
        s.get(key + "assets", d.assets(), AlertRules::assets),
        s.get(key + "venues", d.venues(), AlertRules::venues),
        s.get(key + "channels", d.channels(), AlertRules::channels),
        s.get(key + "ends", d.ends(), InsightConfig::flag),
        s.find(key + "escalate-after", AlertRules::escalation)
            .orElse(Optional.ofNullable(d.escalateAfter()))
            .orElse(null),
        s.get(key + "escalate-to", d.escalateTo(), AlertRules::channels),
        s.get(key + "hold", d.hold(), InsightConfig::flag),
        s.get(key + "on", under == null || d.on(), InsightConfig::flag));
  }

  private static AlertRule standard(Condition when) {
    return standard().stream().filter(rule -> rule.when() == when).findFirst().orElseThrow();
  }

  private static double value(Condition when, String text) {
    return switch (when.unit()) {
      case RATE -> Units.fraction(text);
      case HOURS -> Units.duration(text).toMillis() / 3_600_000.0;
      case NUMBER, QUOTE -> Units.number(text);
      case STATE ->
          throw new IllegalArgumentException(
              "found " + text + ": " + JsonText.kebab(when) + " is or is not, it has no number");
    };
  }

  private static String refuse(Condition when) {
    throw new IllegalArgumentException(
        "it is of opportunities, and " + JsonText.kebab(when) + " is of none");
  }

  private static boolean perAsset(String text) {
    return switch (text) {
      case "asset" -> true;
      case "pair" -> false;
      default -> throw new IllegalArgumentException("found " + text + ", asset or pair is allowed");
    };
  }

  private static Duration duration(String text) {
    Duration value = Units.duration(text);
    if (value.compareTo(MOST) > 0) {
      throw new IllegalArgumentException("found " + text + ", at most 30d is allowed");
    }
    return value;
  }

  /// `never`, or after how long.
  private static Optional<Duration> escalation(String text) {
    return text.strip().equals("never")
        ? Optional.empty()
        : Optional.of(Config.positiveDuration(text));
  }

  private static Set<String> names(String text) {
    return Stream.of(text.split(",", -1))
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static Set<String> assets(String text) {
    Set<String> names = names(text);
    for (String name : names) {
      if (!name.matches("[A-Z0-9]{1,30}")) {
        throw new IllegalArgumentException("found " + name + ", assets as BTC,ETH are allowed");
      }
    }
    return names;
  }

  private static Set<String> venues(String text) {
    return among(text, VenueChoice.followed());
  }

  private static Set<String> channels(String text) {
    return among(text, AlertChannels.NAMES);
  }

  private static Set<String> among(String text, Set<String> known) {
    Set<String> names = names(text);
    for (String name : names) {
      if (!known.contains(name)) {
        throw new IllegalArgumentException(
            "found " + name + ", allowed is " + String.join(", ", known));
      }
    }
    return names;
  }

  /// A rule as a user would write it.
  static Map<String, String> texts(AlertRule rule) {
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put("when", JsonText.kebab(rule.when()));
    if (rule.when().unit() != Unit.STATE) {
      texts.put("at", text(rule.when(), rule.at()));
      texts.put("rearm", text(rule.when(), rule.rearm()));
    }
    texts.put("for", text(rule.lasts()));
    texts.put("cooldown", text(rule.cooldown()));
    if (isOfOpportunities(rule.when())) {
      texts.put("per", rule.perAsset() ? "asset" : "pair");
    }
    texts.put("severity", JsonText.kebab(rule.severity()));
    texts.put("assets", String.join(",", rule.assets()));
    texts.put("venues", String.join(",", rule.venues()));
    texts.put("channels", String.join(",", rule.channels()));
    texts.put("ends", Boolean.toString(rule.ends()));
    texts.put(
        "escalate-after", rule.escalateAfter() == null ? "never" : text(rule.escalateAfter()));
    texts.put("escalate-to", String.join(",", rule.escalateTo()));
    texts.put("hold", Boolean.toString(rule.hold()));
    texts.put("on", Boolean.toString(rule.on()));
    return texts;
  }

  private static String text(Condition when, double value) {
    return switch (when.unit()) {
      case RATE -> JsonText.number(value * 100) + "%";
      case HOURS -> text(Duration.ofMillis(Math.round(value * 3_600_000)));
      case NUMBER, QUOTE -> JsonText.number(value);
      case STATE -> "";
    };
  }

  /// A duration in the largest unit that needs no fraction.
  private static String text(Duration duration) {
    long millis = duration.toMillis();
    if (millis == 0) {
      return "0s";
    }
    for (String unit : new String[] {"d86400000", "h3600000", "m60000", "s1000"}) {
      long of = Long.parseLong(unit.substring(1));
      if (millis % of == 0) {
        return millis / of + unit.substring(0, 1);
      }
    }
    return millis + "ms";
  }
}
