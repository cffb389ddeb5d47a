package dev.carry.launch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.carry.alert.AlertRule;
import dev.carry.sink.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// The rules of alerts: those of the configuration, and over them what was written on the page,
/// which is kept in a file. Not thread-safe.
final class RuleBook {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
  private static final int MOST = 200;

  private final List<AlertRule> configured;
  private final Path file;
  private final Map<String, Map<String, String>> written;
  private List<AlertRule> rules;

  /// @param folder of the alerts
  RuleBook(List<AlertRule> configured, Path folder) {
    this.configured = configured;
    this.file = folder.resolve("rules.json");
    this.written = read(file);
    this.rules = parse(written);
  }

  private static Map<String, Map<String, String>> read(Path file) {
    if (!Files.exists(file)) {
      return new TreeMap<>();
    }
    try {
      return JSON.readValue(
          Files.readString(file), new TypeReference<TreeMap<String, Map<String, String>>>() {});
    } catch (JsonProcessingException e) {
      throw new ConfigException(
          file + ": no rules as the page writes them (" + e.getOriginalMessage() + ")");
    } catch (IOException e) {
      throw new ConfigException(file + ": cannot be read (" + e + ")");
    }
  }

  /// All of them, the configured ones first.
  List<AlertRule> rules() {
    return rules;
  }

  /// Whether the page wrote one of a name.
  boolean isWritten(String name) {
    return written.containsKey(name);
  }

  /// Writes a rule over that of its name, or a new one.
  ///
  /// @param texts its keys as in the configuration; what is not there is as configured
  /// @throws ConfigException naming what is wrong; nothing is changed then
  void put(String name, Map<String, String> texts) {
    Map<String, Map<String, String>> other = new TreeMap<>(written);
    other.put(name, new TreeMap<>(texts));
    if (other.size() > MOST) {
      throw new ConfigException("at most " + MOST + " rules can be written");
    }
    become(other);
  }

  /// Takes away what the page wrote of a name.
  void remove(String name) {
    Map<String, Map<String, String>> other = new TreeMap<>(written);
    other.remove(name);
    become(other);
  }

  private void become(Map<String, Map<String, String>> other) {
    List<AlertRule> parsed = parse(other);
    try {
      WholeFile.write(file, JSON.writeValueAsString(other) + "\n");
    } catch (IOException e) {
      throw new RefusedException(file + ": cannot be written (" + e + ")");
    }
    written.clear();
    written.putAll(other);
    rules = parsed;
  }

  private List<AlertRule> parse(Map<String, Map<String, String>> texts) {
    Map<String, String> keys = new TreeMap<>();
    texts.forEach(
        (name, rule) ->
            rule.forEach((key, text) -> keys.put("alert.rules." + name + "." + key, text)));
    Settings settings = Settings.of(keys, "the page");
    List<AlertRule> parsed = AlertRules.read(settings, configured);
    settings.refuseUnknown(Set.of());
    for (String name : texts.keySet()) {
      if (parsed.stream().noneMatch(rule -> rule.name().equals(name))) {
        throw new ConfigException("rule " + name + ": it says nothing; 'when' is needed at least");
      }
    }
    return parsed;
  }
}
