package dev.carry.launch;

import dev.carry.journal.InputLogReader;
import dev.carry.journal.Logged;
import dev.carry.model.AccountState;
import dev.carry.model.TradeJson;
import dev.carry.portfolio.PaperEngine;
import dev.carry.store.StoreReader;
import dev.carry.store.StoreSettings;
import dev.carry.store.StoredFact;
import dev.carry.store.StoredRow;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// What an account did that traded on paper, by its input log.
///
/// @param trades what happened, as JSON, in order
/// @param differences where what the log says is held is not what the replay holds
/// @param starts how often the log says what is held
record PaperLog(List<String> trades, List<String> differences, int starts) {

  private static Config config() {
    return Config.of(Settings.read(null, Map.of(), List.of()));
  }

  /// As `carry replay` does.
  static PaperLog replayed(Path data) {
    List<String> trades = new ArrayList<>();
    List<String> differences = new ArrayList<>();
    int told = 0;
    PaperEngine engine = Paper.engine(config(), differences::add);
    try (InputLogReader log = InputLogReader.open(new DataFolder(data).inputLog())) {
      for (Logged logged; (logged = log.next()) != null; ) {
        engine.apply(logged.sequence(), logged.input()).trades().stream()
            .map(TradeJson::write)
            .forEach(trades::add);
        told += logged.input() instanceof AccountState ? 1 : 0;
      }
    }
    return new PaperLog(trades, differences, told);
  }

  /// As `carry backtest --recorded` does: a trader beside the engine who knows of no account.
  static List<String> backtested(Path data, String strategy) {
    StrategySpec spec = StrategySpec.of(StrategySpec.settings("--strategy", strategy), 0.0002);
    return RecordedRun.of(strategy, new DataFolder(data).inputLog(), spec, config(), Map.of())
        .events()
        .stream()
        .map(TradeJson::write)
        .toList();
  }

  /// As the store has it.
  static List<String> stored(Path data) {
    try (StoreReader store = StoreReader.open(data, StoreSettings.DEFAULT)) {
      Instant end = Instant.parse("2100-01-01T00:00:00Z");
      return store
          .rows(StoredFact.PAPER, List.of(), Instant.EPOCH, end, null, Integer.MAX_VALUE)
          .stream()
          .sorted(
              Comparator.comparing((StoredRow row) -> row.number("sequence"))
                  .thenComparing(row -> row.number("ordinal")))
          .map(row -> row.text("json"))
          .toList();
    }
  }
}
