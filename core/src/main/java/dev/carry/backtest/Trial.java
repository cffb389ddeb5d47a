package dev.carry.backtest;

import dev.carry.portfolio.AccountSettings;
import dev.carry.portfolio.Rules;
import java.util.LinkedHashMap;
import java.util.Map;

/// A strategy with one choice of its parameters.
///
/// @param parameters as they were written, by key
public record Trial(Map<String, String> parameters, Rules rules, AccountSettings account) {
  public Trial {
    parameters = new LinkedHashMap<>(parameters);
  }

  /// Whether another one differs in this parameter alone, or not at all.
  boolean differsOnlyIn(String key, Trial other) {
    for (Map.Entry<String, String> each : parameters.entrySet()) {
      if (!each.getKey().equals(key)
          && !each.getValue().equals(other.parameters.get(each.getKey()))) {
        return false;
      }
    }
    return true;
  }
}
