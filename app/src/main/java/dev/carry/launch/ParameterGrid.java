package dev.carry.launch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Choices of a strategy's parameters: every combination, or so many of them by lot.
///
/// @param axes the values of each key, as they are written
record ParameterGrid(Map<String, List<String>> axes) {
  /// More combinations than anyone waits for.
  private static final int MOST = 100_000;

  /// What is tried where nothing is said.
  static final ParameterGrid DEFAULT =
      new ParameterGrid(
          ordered(
              Map.entry("enter.net-apr", List.of("1%", "2%", "5%", "10%", "20%")),
              Map.entry("exit.gross-apr", List.of("-20%", "-10%", "-5%", "0", "3%")),
              Map.entry("exit.hold", List.of("7d", "30d", "90d"))));

  @SafeVarargs
  private static Map<String, List<String>> ordered(Map.Entry<String, List<String>>... axes) {
    Map<String, List<String>> ordered = new LinkedHashMap<>();
    for (Map.Entry<String, List<String>> axis : axes) {
      ordered.put(axis.getKey(), axis.getValue());
    }
    return ordered;
  }

  /// @param axes comma lists by key
  static ParameterGrid of(Map<String, String> axes) {
    Map<String, List<String>> parsed = new LinkedHashMap<>();
    axes.forEach(
        (key, values) ->
            parsed.put(key, Arrays.stream(values.split(",")).map(String::strip).toList()));
    return new ParameterGrid(parsed);
  }

  /// @param trials at most so many; 0: all
  /// @param seed of the lot
  List<Map<String, String>> choices(int trials, long seed) {
    List<Map<String, String>> all = new ArrayList<>();
    all.add(new LinkedHashMap<>());
    for (Map.Entry<String, List<String>> axis : axes.entrySet()) {
      List<Map<String, String>> longer = new ArrayList<>();
      for (Map<String, String> choice : all) {
        for (String value : axis.getValue()) {
          Map<String, String> with = new LinkedHashMap<>(choice);
          with.put(axis.getKey(), value);
          longer.add(with);
        }
      }
      if (longer.size() > MOST) {
        throw new ConfigException(
            "more than " + MOST + " combinations of parameters: fewer values are allowed");
      }
      all = longer;
    }
    if (trials > 0 && trials < all.size()) {
      Collections.shuffle(all, new Random(seed));
      all = all.subList(0, trials);
    }
    return all;
  }
}
