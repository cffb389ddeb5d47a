package dev.carry.backtest;

import dev.carry.model.TradeEvent;
import dev.carry.portfolio.AccountSettings;
import dev.carry.portfolio.Rules;
import dev.carry.portfolio.Trader;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/// A strategy with one choice of its parameters.
///
/// @param parameters as they were written, by key
public record Trial(Map<String, String> parameters, Rules rules, AccountSettings account) {
  public Trial {
    parameters = new LinkedHashMap<>(parameters);
  }

  /// Who trades it between two instants, to be compared with others.
  Trader compared(Instant from, Instant to, Consumer<? super TradeEvent> out) {
    return Trader.compared(account, rules.strategy(from, to), out);
  }

  /// Who trades it between two instants.
  Trader trader(Instant from, Instant to, Consumer<? super TradeEvent> out) {
    return new Trader(account, rules.strategy(from, to), out);
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
