package dev.carry.launch;

import dev.carry.backtest.Backtest;
import dev.carry.backtest.BacktestResult;
import dev.carry.backtest.HistoryTape;
import dev.carry.backtest.HoldStrategy;
import dev.carry.cli.Rows;
import dev.carry.engine.Engine;
import dev.carry.engine.FeeSchedule;
import dev.carry.history.PastFacts;
import dev.carry.history.PastInstruments;
import dev.carry.model.Instrument;
import dev.carry.model.InstrumentId;
import dev.carry.portfolio.AccountSettings;
import dev.carry.portfolio.Execution;
import dev.carry.portfolio.Plan;
import dev.carry.portfolio.TradeEvent;
import dev.carry.store.StoreReader;
import dev.carry.valuation.MaintenanceTiers;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// A strategy over stored history, through the engine that runs live.
@Command(
    name = "backtest",
    mixinStandardHelpOptions = true,
    description = {
      "Trades a strategy on what is stored, in the order in which it was known, and says what was"
          + " left after all costs, line by line."
    },
    footer = {
      "",
      "Example:",
      "  carry backtest --strategy hold --long binance-spot:BTCUSDT --short binance-usdm:BTCUSDT \\",
      "    --from 2023-01-01 --to 2024-06-30 --notional 10000 --spread 1bp --slippage 1bp"
    })
final class BacktestVerb implements Callable<Integer> {
  // set by picocli
  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Mixin private final Common common = new Common();

  @Option(
      names = "--strategy",
      required = true,
      paramLabel = "NAME|FILE",
      description = "hold")
  private String strategy = "";

  @Option(names = "--long", paramLabel = "VENUE:SYMBOL", description = "hold: what is bought")
  private @Nullable String longLeg;

  @Option(names = "--short", paramLabel = "VENUE:SYMBOL", description = "hold: what is sold")
  private @Nullable String shortLeg;

  @Option(names = "--from", paramLabel = "TIME", description = "first instant (default: all)")
  private @Nullable Instant from;

  @Option(names = "--to", paramLabel = "TIME", description = "last instant (default: all)")
  private @Nullable Instant to;

  @Option(
      names = "--notional",
      defaultValue = "10000",
      paramLabel = "QUOTE",
      description = "of one leg (${DEFAULT-VALUE})")
  private double notional;

  @Option(
      names = "--spread",
      required = true,
      paramLabel = "FRACTION",
      description = "(ask - bid) / mid where no quotes are stored: 0.0001, 1bp")
  private double spread;

  @Option(
      names = "--slippage",
      required = true,
      paramLabel = "FRACTION",
      description = "of each fill beyond the touch where no depth is stored: 0.0001, 1bp")
  private double slippage;

  @Option(
      names = "--latency",
      defaultValue = "250ms",
      paramLabel = "DURATION",
      description = "from a decision until its order meets the market (${DEFAULT-VALUE})")
  private Duration latency = Duration.ofMillis(250);

  @Option(
      names = "--leverage",
      defaultValue = "3",
      paramLabel = "X",
      description = "of legs with a margin (${DEFAULT-VALUE})")
  private double leverage;

  @Option(
      names = "--buffer",
      defaultValue = "0.2",
      paramLabel = "FRACTION",
      description = "capital kept beside the margins, of the notional (${DEFAULT-VALUE})")
  private double buffer;

  @Option(
      names = "--maintenance",
      defaultValue = "0.01",
      paramLabel = "FRACTION",
      description = "maintenance margin of the notional (${DEFAULT-VALUE})")
  private double maintenance;

  @Option(
      names = "--fee",
      paramLabel = "VENUE=FEE",
      description = "taker fee of a venue in place of its table's: bybit=0.0005 (may be repeated)")
  private Map<String, Double> fees = new TreeMap<>();

  @Option(
      names = "--bar",
      paramLabel = "DURATION",
      description = "length of the price candles used (default: what covers most, the shortest)")
  private @Nullable Duration bar;

  @Option(names = "--format", description = "table, json or csv")
  private Rows.@Nullable Format format;

  @Override
  public Integer call() {
    if (!strategy.equals("hold")) {
      throw new ParameterException(
          spec.commandLine(), "--strategy " + strategy + ": hold is allowed");
    }
    InstrumentId bought = instrument("--long", longLeg);
    InstrumentId sold = instrument("--short", shortLeg);
    try (StoreReader reader = HistorySelection.reader(common.folder().root())) {
      Instrument longListed = PastInstruments.of(reader, bought);
      Instrument shortListed = PastInstruments.of(reader, sold);
      List<Instrument> instruments = List.of(longListed, shortListed);
      PastFacts facts = PastFacts.read(reader, instruments, from, to, bar);
      HistoryTape tape =
          HistoryTape.of(instruments, facts.events(), BigDecimal.valueOf(spread));
      BigDecimal size = BigDecimal.valueOf(notional);
      BigDecimal capital = size.multiply(capital(instruments));
      AccountSettings account =
          new AccountSettings(
              capital,
              BigDecimal.valueOf(leverage),
              BigDecimal.valueOf(buffer),
              0.5,
              MaintenanceTiers.flat(maintenance),
              null,
              AccountSettings.Limits.NONE,
              new Execution(
                  latency,
                  tape.hold().plus(Duration.ofMinutes(5)),
                  BigDecimal.valueOf(slippage),
                  BigDecimal.ZERO,
                  BigDecimal.valueOf(common.config().crossVenue().conversionPerWay()),
                  Execution.DEFAULT.transferDelay(),
                  Execution.DEFAULT.transferCost()));
      HoldStrategy hold =
          new HoldStrategy(new Plan(bought, sold, size, null, "hold"), facts.from(), facts.to());
      Engine engine = new Engine(tape.gates(common.config().gates()), fees(), List::of);
      List<TradeEvent> events = Backtest.run(tape.inputs(), engine, account, hold);
      List<String> missing = new ArrayList<>(facts.missing());
      missing.addAll(BacktestResult.missing(events));
      if (!hold.against().isEmpty()) {
        missing.add("it was never opened: " + hold.against());
      }
      BacktestResult result =
          new BacktestResult(
              "hold", facts.from(), facts.to(), account, events, facts.used(), missing);
      print(result, size);
    }
    return 0;
  }

  private FeeSchedule fees() {
    VenueFees tables = new VenueFees(common.config().feeTiers());
    return instrument -> {
      Double own = fees.get(instrument.id().venue().id());
      return own == null ? tables.taker(instrument) : own;
    };
  }

  private BigDecimal capital(List<Instrument> instruments) {
    BigDecimal sum = BigDecimal.valueOf(buffer);
    for (Instrument instrument : instruments) {
      sum =
          sum.add(
              instrument.kind() == Instrument.Kind.SPOT
                  ? BigDecimal.ONE
                  : BigDecimal.ONE.divide(BigDecimal.valueOf(leverage), 8, RoundingMode.UP));
    }
    return sum;
  }

  private InstrumentId instrument(String option, @Nullable String text) {
    if (text == null) {
      throw new ParameterException(
          spec.commandLine(), option + ": strategy hold needs an instrument, venue:SYMBOL");
    }
    try {
      InstrumentId id = InstrumentId.parse(text);
      VenueChoice.requireKnown(spec, option, id.venue().id());
      return id;
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), option + ": " + e.getMessage(), e);
    }
  }

  private void print(BacktestResult result, BigDecimal size) {
    Rows rows = new Rows(Rows.orDefault(format), System.out);
    Rows.Row row =
        rows.row()
            .with("strategy", result.strategy())
            .with("from", result.from())
            .with("to", result.to())
            .with("notional", size)
            .with("capital", result.account().capital())
            .with("netPnl", result.netPnl());
    result.attribution().forEach((line, amount) -> row.with(line.name(), amount));
    row.with("returnOnCapital", result.returnOnCapital())
        .with("annualised", result.annualised())
        .with("maxDrawdown", result.maxDrawdown())
        .with("trades", result.trades().size())
        .with("settlements", result.settlements())
        .with("turnover", result.turnover())
        .with("timeInMarket", result.timeInMarket())
        .with("missing", String.join("; ", result.missing()))
        .with("assumptions", String.join("; ", result.assumptions()));
    rows.print();
  }
}
