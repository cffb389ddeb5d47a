package dev.carry.launch;

import dev.carry.alert.AlertRule;
import dev.carry.alert.AlertSettings;
import dev.carry.alert.AlertSettings.Line;
import dev.carry.model.JsonText;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Reads the section `alert`: rules, and the channels people are told by.
///
/// @param settings what could be read
/// @param problems channels that are named and cannot be used, in words: whoever would tell
///     somebody must not start with them
/// @param warnings what whoever starts should know
record AlertConfig(AlertSettings settings, List<String> problems, List<String> warnings) {
  AlertConfig {
    problems = List.copyOf(problems);
    warnings = List.copyOf(warnings);
  }

  static AlertConfig of(Settings s) {
    AlertChannels reader = new AlertChannels(s);
    List<Line> lines = reader.lines();
    AlertSettings settings =
        new AlertSettings(AlertRules.configured(s), lines, Config.hold(s, "alert"));
    List<String> problems = new ArrayList<>(reader.problems);
    Set<String> there =
        lines.stream().map(line -> line.channel().name()).collect(Collectors.toSet());
    for (AlertRule rule : settings.rules()) {
      Stream.concat(rule.channels().stream(), rule.escalateTo().stream())
          .filter(name -> rule.on() && !there.contains(name))
          .map(
              name ->
                  "alert.rules."
                      + rule.name()
                      + " names "
                      + name
                      + ", which is not set up (alert."
                      + name
                      + ".*)")
          .forEach(problems::add);
    }
    return new AlertConfig(settings, problems, reader.warnings);
  }

  /// Stops who would tell somebody and cannot: an alarm that does not ring is worse than none.
  ///
  /// @throws ConfigException naming what is wrong
  void check() {
    if (!problems.isEmpty()) {
      throw new ConfigException(String.join("; ", problems));
    }
    warnings.forEach(warning -> System.err.println("carry: " + warning));
  }

  /// Where programs are posted to. What they are told is no secret, and they often sit in the same
  /// network: plain HTTP is allowed.
  static URI anyAddress(String text) {
    try {
      URI uri = URI.create(text.strip());
      String scheme = String.valueOf(uri.getScheme());
      if (uri.getHost() != null
          && uri.getUserInfo() == null
          && (scheme.equals("http") || scheme.equals("https"))) {
        return uri;
      }
    } catch (IllegalArgumentException e) {
      // told below
    }
    throw new IllegalArgumentException(
        "that is no address: http://host/… or https://host/… is allowed, without a user");
  }

  static <E extends Enum<E>> E constant(Class<E> type, String text) {
    for (E each : type.getEnumConstants()) {
      if (JsonText.kebab(each).equals(text.strip().toLowerCase(Locale.ROOT))) {
        return each;
      }
    }
    throw new IllegalArgumentException(
        "found "
            + text
            + ", allowed is "
            + Stream.of(type.getEnumConstants())
                .map(JsonText::kebab)
                .collect(Collectors.joining(", ")));
  }
}
