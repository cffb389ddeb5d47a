package dev.carry.launch;

import dev.carry.model.AccountState;
import dev.carry.portfolio.PaperEngine;
import dev.carry.portfolio.Trader;
import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The account that trades on paper: by which strategy, and with what it begins.
final class Paper {
  private Paper() {}

  /// A strategy as the user wrote it, checked.
  ///
  /// @param strategy its name, or a file
  /// @throws ConfigException with the line, what was found and what is allowed
  static Map<String, String> settings(String strategy, Config config) {
    Settings settings = StrategySpec.settings("--paper", strategy);
    if (!spec(settings, config).grid().isEmpty()) {
      throw new ConfigException(
          "--paper "
              + strategy
              + ": grid is for a walk-forward; paper trades one set of parameters");
    }
    return settings.texts();
  }

  private static StrategySpec spec(Settings settings, Config config) {
    return StrategySpec.of(settings, config.crossVenue().pairs().costs().conversionPerWay());
  }

  /// @param differs told in words when the log says that something else was held
  static PaperEngine engine(Config config, Consumer<String> differs) {
    return new PaperEngine(
        Pipeline.engine(config),
        (settings, out) -> {
          StrategySpec spec = spec(Settings.of(settings, "the input log"), config);
          return new Trader(spec.account(), spec.rules().strategy(Instant.EPOCH, Instant.MAX), out);
        },
        differs);
  }

  /// What a process begins with; absent: there is no account.
  ///
  /// @param held at the end of the last one
  /// @param settings to trade by; absent: what is held sleeps
  static @Nullable AccountState begin(
      @Nullable AccountState held, @Nullable Map<String, String> settings, Instant now) {
    if (held != null && !held.holdings().isEmpty()) {
      return held.with(now, settings == null ? Map.of() : settings);
    }
    return settings == null ? null : new AccountState(now, settings, Map.of());
  }

  /// One line about it.
  static String words(AccountState state) {
    String positions = state.holdings().getOrDefault("positions", "0");
    String held = positions.equals("1") ? "1 position" : positions + " positions";
    if (state.settings().isEmpty()) {
      return "the paper account sleeps with " + held + " (--paper FILE wakes it)";
    }
    return state.holdings().isEmpty()
        ? "a new account trades on paper"
        : "the paper account goes on with " + held;
  }
}
