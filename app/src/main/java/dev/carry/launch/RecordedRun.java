package dev.carry.launch;

import dev.carry.backtest.BacktestResult;
import dev.carry.engine.Engine;
import dev.carry.journal.InputLogReader;
import dev.carry.journal.Logged;
import dev.carry.model.TradeEvent;
import dev.carry.portfolio.Trader;
import dev.carry.portfolio.TradingEngine;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/// A strategy over what a run lived, with its quotes and books: what trading on paper beside that
/// run would have done.
final class RecordedRun {
  private static final Duration PROGRESS = Duration.ofMillis(500);

  private RecordedRun() {}

  /// @param log a folder or segment of an input log
  /// @param fees taker fee by venue, over the venue's own table
  static BacktestResult of(
      String name, Path log, StrategySpec spec, Config config, Map<String, Double> fees) {
    List<TradeEvent> events = new ArrayList<>();
    Trader trader =
        new Trader(spec.account(), spec.rules().strategy(Instant.EPOCH, Instant.MAX), events::add);
    Engine engine =
        new Engine(
            config.gates(),
            new VenueFees(config.feeTiers()).over(fees),
            () -> Pipeline.detectors(config));
    TradingEngine trading = new TradingEngine(engine, List.of(trader));
    AtomicLong read = new AtomicLong();
    Instant from = Instant.MAX;
    Instant to = Instant.MIN;
    try (InputLogReader reader = InputLogReader.open(log);
        Progress _ = new Progress(() -> "backtest: read " + read + " inputs", PROGRESS)) {
      for (Logged logged; (logged = reader.next()) != null; ) {
        read.incrementAndGet();
        Instant at = logged.input().receivedAt();
        from = at.isBefore(from) ? at : from;
        to = at.isAfter(to) ? at : to;
        var _ = trading.apply(logged.input());
      }
    }
    if (!from.isBefore(to)) {
      throw new ConfigException("--recorded " + log + ": holds no inputs");
    }
    trading.end();
    List<String> assumed = new ArrayList<>(Assumed.ofTrading(spec.account()));
    assumed.add(Assumed.ofFees(fees));
    assumed.addAll(Assumed.asSet(spec, config));
    assumed.add("what is held at the end is left at the last prices that were recorded");
    return new BacktestResult(
        name,
        from,
        to,
        spec.rules().notional(),
        spec.account(),
        events,
        Map.of("do nothing", BigDecimal.ZERO),
        assumed,
        BacktestResult.missing(events));
  }
}
