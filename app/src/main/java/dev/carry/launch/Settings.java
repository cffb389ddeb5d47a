package dev.carry.launch;

import dev.carry.sink.Secret;
import dev.carry.sink.SinkException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/// The keys a user set, each with the place it came from: the file, then `CARRY_SECTION_KEY` of the
/// environment, then `--set section.key=value`, the later over the earlier. Whoever reads a key
/// says what is allowed; what nobody read is unknown.
final class Settings {
  private static final String ENVIRONMENT_PREFIX = "CARRY_";

  /// Names of the environment that begin with the prefix and are no keys: the launcher's own, and
  /// what Kubernetes tells every container of a service named carry.
  private static final Pattern NOT_KEYS =
      Pattern.compile("CARRY_(JAVA_OPTS|SERVICE_(HOST|PORT.*)|PORT|PORT_\\d+_.*)");

  private final Map<String, Value> values = new TreeMap<>();
  private final Map<String, String> environment;

  /// Whether a key can come from the environment.
  private final boolean named;

  private final TreeSet<String> known = new TreeSet<>();

  private record Value(String text, String place) {}

  private Settings(Map<String, String> environment, boolean named) {
    this.environment = environment;
    this.named = named;
  }

  /// Reads a file alone.
  ///
  /// @param file absent: no file
  static Settings read(@Nullable Path file) {
    Settings settings = new Settings(Map.of(), false);
    if (file != null) {
      settings.readFile(file);
    }
    return settings;
  }

  /// Reads all three sources.
  ///
  /// @param file absent: no file
  static Settings read(@Nullable Path file, Map<String, String> environment, List<String> sets) {
    Settings settings = new Settings(environment, true);
    if (file != null) {
      settings.readFile(file);
    }
    for (String set : sets) {
      int equals = set.indexOf('=');
      if (equals < 1) {
        throw new ConfigException("--set " + set + ": expected section.key=value");
      }
      settings.values.put(
          set.substring(0, equals).strip(),
          new Value(set.substring(equals + 1).strip(), "--set " + set.substring(0, equals)));
    }
    return settings;
  }

  /// Of keys and their texts, as [#texts()] told them.
  ///
  /// @param place where they stand, for messages
  static Settings of(Map<String, String> texts, String place) {
    Settings settings = new Settings(Map.of(), false);
    texts.forEach((key, text) -> settings.override(key, text, place));
    return settings;
  }

  /// Every key that was set, with its text; of the environment, which holds more than ours, those
  /// that were read.
  Map<String, String> texts() {
    TreeSet<String> keys = new TreeSet<>(values.keySet());
    keys.addAll(known);
    Map<String, String> texts = new TreeMap<>();
    for (String key : keys) {
      Value value = value(key);
      if (value != null) {
        texts.put(key, value.text);
      }
    }
    return texts;
  }

  /// Sets a key over whatever was set before.
  ///
  /// @param place where it stands, for messages
  void override(String key, String text, String place) {
    values.put(key, new Value(text, place));
  }

  /// The same without a section.
  Settings without(String section) {
    Settings other = new Settings(environment, named);
    other.values.putAll(values);
    other.values.keySet().removeIf(each -> each.startsWith(section + "."));
    return other;
  }

  /// The same without a section, and with a key of that section set outside it.
  ///
  /// @param text in place of what stands there
  Settings without(String section, String key, String text) {
    Settings other = without(section);
    Value there = values.get(section + "." + key);
    other.override(key, text, there == null ? section : there.place);
    return other;
  }

  private void readFile(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      LoadSettings load = LoadSettings.builder().setLabel(file.toString()).build();
      Optional<Node> root = new Compose(load).composeInputStream(in);
      root.ifPresent(node -> flatten(file, "", node));
    } catch (MarkedYamlEngineException e) {
      String place = e.getProblemMark().map(mark -> ":" + (mark.getLine() + 1)).orElse("");
      throw new ConfigException(file + place + ": " + e.getProblem());
    } catch (YamlEngineException e) {
      throw new ConfigException(file + ": not YAML in UTF-8 (" + e.getMessage() + ")");
    } catch (IOException e) {
      throw new ConfigException(file + ": cannot be read (" + e.getMessage() + ")");
    }
  }

  private void flatten(Path file, String prefix, Node node) {
    String place = file + node.getStartMark().map(mark -> ":" + (mark.getLine() + 1)).orElse("");
    switch (node) {
      case MappingNode mapping -> {
        for (NodeTuple tuple : mapping.getValue()) {
          String key = ((ScalarNode) tuple.getKeyNode()).getValue();
          flatten(file, prefix.isEmpty() ? key : prefix + "." + key, tuple.getValueNode());
        }
      }
      case SequenceNode sequence -> {
        List<String> items = new ArrayList<>();
        for (Node item : sequence.getValue()) {
          if (!(item instanceof ScalarNode scalar)) {
            throw new ConfigException(place + ": " + prefix + " is a list of plain values");
          }
          items.add(scalar.getValue());
        }
        put(prefix, new Value(String.join(",", items), place));
      }
      case ScalarNode scalar -> put(prefix, new Value(scalar.getValue(), place));
      default -> throw new ConfigException(place + ": " + prefix + " cannot be read");
    }
  }

  private void put(String key, Value value) {
    if (key.isEmpty()) {
      throw new ConfigException(value.place + ": expected section: keys, found " + value.text);
    }
    Value before = values.put(key, value);
    if (before != null) {
      throw new ConfigException(value.place + ": " + key + " is set at " + before.place + " too");
    }
  }

  /// Every key of a section that was set, without the section's name, by its text.
  Map<String, String> section(String name) {
    Map<String, String> found = new TreeMap<>();
    for (Map.Entry<String, Value> entry : values.entrySet()) {
      if (entry.getKey().startsWith(name + ".")) {
        known.add(entry.getKey());
        found.put(entry.getKey().substring(name.length() + 1), entry.getValue().text);
      }
    }
    return found;
  }

  /// The names a user gave below a section: `good` of `alert.rules.good.at`. None of their keys is
  /// known by that.
  Set<String> names(String section) {
    Set<String> names = new TreeSet<>();
    for (String key : values.keySet()) {
      if (key.startsWith(section + ".")) {
        String rest = key.substring(section.length() + 1);
        names.add(rest.contains(".") ? rest.substring(0, rest.indexOf('.')) : rest);
      }
    }
    return names;
  }

  /// The value of a key, or its default where nobody set it.
  ///
  /// @param parse says in its exception what was found and what is allowed
  <T> T get(String key, T byDefault, Function<String, T> parse) {
    return find(key, parse).orElse(byDefault);
  }

  /// The value of a key that has no default.
  <T> Optional<T> find(String key, Function<String, T> parse) {
    known.add(key);
    Value value = value(key);
    if (value == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(parse.apply(value.text));
    } catch (RuntimeException e) {
      throw new ConfigException(value.place + ": " + key + ": " + e.getMessage());
    }
  }

  /// The secret in a variable of the environment or in a file; empty: there is none.
  ///
  /// @param file absent: none is named
  Optional<Secret> secret(String variable, @Nullable Path file) {
    try {
      return Secret.find(environment, variable, file);
    } catch (SinkException e) {
      throw new ConfigException(String.valueOf(e.getMessage()));
    }
  }

  private @Nullable Value value(String key) {
    Value value = values.get(key);
    String fromEnvironment = environment.get(environmentName(key));
    return fromEnvironment != null && (value == null || !value.place.startsWith("--set"))
        ? new Value(fromEnvironment, environmentName(key))
        : value;
  }

  /// The values of all keys of a section whose names are the user's: `costs.borrow.BTC`. From the
  /// environment a name comes in capitals.
  <T> Map<String, T> all(String section, Function<String, T> parse) {
    TreeSet<String> names = new TreeSet<>();
    values.keySet().forEach(key -> addAfter(section + ".", key, names));
    environment.keySet().forEach(key -> addAfter(environmentName(section) + "_", key, names));
    Map<String, T> found = new TreeMap<>();
    for (String name : names) {
      find(section + "." + name, parse).ifPresent(value -> found.put(name, value));
    }
    return found;
  }

  private static void addAfter(String prefix, String key, Set<String> names) {
    if (key.startsWith(prefix)) {
      names.add(key.substring(prefix.length()));
    }
  }

  /// `server.token-env` is `CARRY_SERVER_TOKEN_ENV`.
  static String environmentName(String key) {
    return ENVIRONMENT_PREFIX + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }

  /// Stops at keys that nobody asked for: a misspelt key must not be a default in disguise.
  ///
  /// @param secrets variables of the environment that hold secrets, which are no keys either
  void refuseUnknown(Set<String> secrets) {
    for (Map.Entry<String, Value> entry : values.entrySet()) {
      if (!known.contains(entry.getKey())) {
        throw new ConfigException(
            entry.getValue().place + ": unknown key " + entry.getKey() + mend(entry.getKey()));
      }
    }
    Set<String> names = known.stream().map(Settings::environmentName).collect(Collectors.toSet());
    for (String name : new TreeSet<>(environment.keySet())) {
      if (name.startsWith(ENVIRONMENT_PREFIX)
          && !names.contains(name)
          && !secrets.contains(name)
          && !NOT_KEYS.matcher(name).matches()) {
        String key = name.substring(ENVIRONMENT_PREFIX.length()).toLowerCase(Locale.ROOT);
        String near =
            secrets.stream()
                .filter(secret -> distance(secret, name) <= 3)
                .map(secret -> "; did you mean " + secret + "?")
                .findFirst()
                .orElseGet(() -> mend(key.replaceFirst("_", ".")));
        throw new ConfigException(name + " in the environment sets no key" + near);
      }
    }
  }

  /// The nearest key, or the keys of the section, or the sections.
  private String mend(String unknown) {
    Optional<String> near =
        known.stream()
            .min(Comparator.comparingInt(key -> distance(key, unknown)))
            .filter(key -> distance(key, unknown) <= 3)
            .or(() -> known.stream().filter(key -> isPart(unknown, key)).findFirst());
    if (near.isPresent()) {
      String inEnvironment = named ? " (" + environmentName(near.get()) + ")" : "";
      return "; did you mean " + near.get() + inEnvironment + "?";
    }
    String section = unknown.substring(0, unknown.indexOf('.') + 1);
    List<String> siblings =
        known.stream().filter(key -> !section.isEmpty() && key.startsWith(section)).toList();
    return siblings.isEmpty()
        ? "; sections are " + String.join(", ", sections())
        : "; known are " + String.join(", ", siblings);
  }

  private static boolean isPart(String unknown, String key) {
    return key.startsWith(unknown) || key.endsWith("." + unknown);
  }

  private Set<String> sections() {
    return known.stream()
        .map(key -> key.substring(0, key.indexOf('.')))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /// Changes of one letter, and swaps of two neighbours, between two keys; case, dots, dashes and
  /// underscores are all one.
  private static int distance(String one, String other) {
    String a = environmentName(one);
    String b = environmentName(other);
    int[][] least = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          least[i][j] = i + j;
          continue;
        }
        int different = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        int change = least[i - 1][j - 1] + different;
        int length = Math.min(least[i - 1][j], least[i][j - 1]) + 1;
        least[i][j] = Math.min(change, length);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          least[i][j] = Math.min(least[i][j], least[i - 2][j - 2] + 1);
        }
      }
    }
    return least[a.length()][b.length()];
  }
}
