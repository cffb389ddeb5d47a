package dev.carry.launch;

import dev.carry.backtest.BacktestResult;
import dev.carry.backtest.WalkForward;
import dev.carry.backtest.stress.Shock;
import dev.carry.backtest.stress.StressResult;
import dev.carry.cli.Rows;
import dev.carry.history.PastFacts;
import dev.carry.history.PastInstruments;
import dev.carry.history.SeriesIndex;
import dev.carry.model.Instrument;
import dev.carry.model.InstrumentId;
import dev.carry.portfolio.Plan;
import dev.carry.report.BacktestPage;
import dev.carry.report.BacktestReport;
import dev.carry.store.StoreReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
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
          + " left after all costs, line by line.",
      "A strategy is hold (one pair, held throughout), cross-venue or spot-perp (what these"
          + " detectors offer), mean-reversion (what expresses views on funding), or a file that"
          + " says when what is found is traded; every key of such a file can be set with --rule"
          + " too."
    },
    footer = {
      "",
      "Keys of a strategy: find.detectors, find.assets, find.venues; enter.net-apr;"
          + " exit.gross-apr,",
      "exit.hold, exit.stop-loss; size.notional, size.capital; limits.positions,",
      "limits.venue-notional, limits.asset-notional, limits.daily-loss; account.leverage,",
      "account.buffer, account.rebalance-at, account.maintenance, account.borrow-apr;",
      "execution.latency, execution.quote-life, execution.spread, execution.slippage,",
      "execution.max-slippage, execution.conversion, execution.transfer-delay,",
      "execution.transfer-cost;",
      "stress.gap, stress.gap-lasts, stress.crash-btc, stress.crash-eth, stress.crash-others,",
      "stress.crash-deeper, stress.crash-spread, stress.crash-falls, stress.crash-recovers,",
      "stress.crash-recovery, stress.outage, stress.funding-settlements, stress.funding-cap,",
      "stress.depeg, stress.leverage-cap.",
      "",
      "Example:",
      "  carry backtest --strategy hold --long binance-spot:BTCUSDT --short binance-usdm:BTCUSDT"
          + " \\",
      "    --from 2023-01-01 --to 2024-06-30 --notional 10000 --spread 1bp --slippage 1bp",
      "  carry backtest --strategy cross-venue --assets BTC,ETH --spread 1bp --slippage 1bp \\",
      "    --rule enter.net-apr=2%% --stress --report reports/cross-venue"
    })
final class BacktestVerb implements Callable<Integer> {
  static final String HOLD = "hold";

  /// Keys of what hold does not choose.
  private static final Pattern CHOOSES = Pattern.compile("find\\.|enter\\.|exit\\.|size\\.capital");

  // set by picocli
  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Mixin private final Common common = new Common();

  @Mixin private final StressOptions stress = new StressOptions();
  @Mixin private final FeeOptions fees = new FeeOptions();

  @Option(
      names = "--strategy",
      required = true,
      paramLabel = "NAME|FILE",
      description = "hold, cross-venue, spot-perp, mean-reversion, or a file")
  private String strategy = "";

  @Option(names = "--long", paramLabel = "VENUE:SYMBOL", description = "hold: what is bought")
  private @Nullable String longLeg;

  @Option(names = "--short", paramLabel = "VENUE:SYMBOL", description = "hold: what is sold")
  private @Nullable String shortLeg;

  @Option(
      names = "--recorded",
      paramLabel = "LOG",
      description = "an input log in place of stored history: what a run lived, with its books")
  private @Nullable Path recorded;

  @Option(
      names = "--assets",
      paramLabel = "ASSET",
      description = "a comma list (default: all that are stored)")
  private @Nullable String assets;

  @Option(
      names = "--venues",
      paramLabel = "ID",
      description = "a comma list (default: all that are stored)")
  private @Nullable String venues;

  @Option(names = "--from", paramLabel = "TIME", description = "first instant (default: all)")
  private @Nullable Instant from;

  @Option(names = "--to", paramLabel = "TIME", description = "last instant (default: all)")
  private @Nullable Instant to;

  @Option(names = "--notional", paramLabel = "QUOTE", description = "of one leg (10000)")
  private @Nullable String notional;

  @Option(
      names = "--capital",
      paramLabel = "QUOTE",
      description = "in the account (hold: what the position binds; else ten notionals)")
  private @Nullable String capital;

  @Option(
      names = "--spread",
      paramLabel = "FRACTION",
      description = "(ask - bid) / mid; must be said where no quotes are stored: 0.0001, 1bp")
  private @Nullable String spread;

  @Option(
      names = "--slippage",
      paramLabel = "FRACTION",
      description = "of each fill beyond the touch; must be said where no depth is stored")
  private @Nullable String slippage;

  @Option(names = "--leverage", paramLabel = "X", description = "of legs that have a margin (3)")
  private @Nullable String leverage;

  @Option(
      names = "--rule",
      paramLabel = "KEY=VALUE",
      description = "one key of the strategy, over its file (may be repeated)")
  private Map<String, String> rules = new TreeMap<>();

  @Option(
      names = "--bar",
      paramLabel = "DURATION",
      description = "length of the price candles used (default: the one that covers most)")
  private @Nullable Duration bar;

  @Option(
      names = "--walk-forward",
      description = "choose the parameters on the past of each moment, and score the choice once")
  private boolean walkForward;

  @Option(
      names = "--grid",
      paramLabel = "KEY=VALUES",
      description = "--walk-forward: values of a key that are tried: enter.net-apr=1%%,2%%,5%%")
  private Map<String, String> grid = new TreeMap<>();

  @Option(
      names = "--trials",
      defaultValue = "0",
      paramLabel = "N",
      description = "--walk-forward: so many combinations by lot (default: all)")
  private int trials;

  @Option(
      names = "--seed",
      defaultValue = "1",
      paramLabel = "N",
      description = "--walk-forward: of the lot (${DEFAULT-VALUE})")
  private long seed;

  @Option(
      names = "--folds",
      defaultValue = "5",
      paramLabel = "N",
      description = "--walk-forward: tests, one after the other (${DEFAULT-VALUE})")
  private int folds;

  @Option(
      names = "--embargo",
      defaultValue = "1d",
      paramLabel = "DURATION",
      description = "--walk-forward: between a training and its test (${DEFAULT-VALUE})")
  private Duration embargo = Duration.ofDays(1);

  @Option(
      names = "--report",
      paramLabel = "DIR",
      description = "also write the report there: report.html, result.json, trades.csv")
  private @Nullable Path report;

  @Option(
      names = "--lang",
      defaultValue = "en",
      paramLabel = "en|th",
      description = "of the report (${DEFAULT-VALUE})")
  private String lang = "en";

  @Option(names = "--format", description = Rows.FORMATS)
  private Rows.@Nullable Format format;

  @Override
  public Integer call() throws IOException {
    check();
    StrategySpec wanted = strategy(Map.of());
    List<Shock> shocks = stress.shocks(wanted.stress());
    if (recorded != null) {
      print(
          RecordedRun.of(strategy, recorded, wanted, common.config(), fees.fees()),
          null,
          StressResult.NONE);
      return 0;
    }
    try (StoreReader reader = HistorySelection.reader(common.folder().root())) {
      PastFacts facts = facts(reader, wanted);
      BacktestRun run = new BacktestRun(strategy, facts, wanted, common.config(), fees.fees());
      if (walkForward) {
        WalkForward.Result walk = walk(run, wanted);
        print(run.tested(walk), walk, StressResult.NONE);
        return 0;
      }
      Plan plan = strategy.equals(HOLD) ? plan(wanted) : null;
      BacktestResult result = plan == null ? run.findings() : run.hold(plan);
      print(result, null, stress.result(run, plan, shocks, wanted.stress()));
      return 0;
    }
  }

  private void check() {
    stress.check(walkForward);
    if (from != null && to != null && !from.isBefore(to)) {
      throw new ParameterException(
          spec.commandLine(), "--from " + from + " is not before --to " + to);
    }
    if (recorded != null && (walkForward || strategy.equals(HOLD) || stress.isAsked())) {
      throw new ParameterException(
          spec.commandLine(),
          "--recorded: not with --walk-forward, --stress or hold: it is one past, as it was lived");
    }
    if (recorded != null && !Files.exists(recorded)) {
      throw new ParameterException(
          spec.commandLine(), "--recorded " + recorded + ": no input log there");
    }
    if (!lang.equals("en") && !lang.equals("th")) {
      throw new ParameterException(spec.commandLine(), "--lang " + lang + ": en or th is allowed");
    }
    if (report != null && Files.exists(report) && !Files.isDirectory(report)) {
      throw new ParameterException(
          spec.commandLine(), "--report " + report + ": a folder is allowed");
    }
    if (!walkForward && !grid.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "--grid: allowed with --walk-forward alone; --rule sets one value");
    }
    if (!strategy.equals(HOLD) && (longLeg != null || shortLeg != null)) {
      throw new ParameterException(
          spec.commandLine(), "--long, --short: allowed with --strategy hold alone");
    }
    if (strategy.equals(HOLD) && capital != null) {
      throw new ParameterException(
          spec.commandLine(), "--capital: not with hold, whose capital is what the pair binds");
    }
    for (String key : rules.keySet()) {
      if (strategy.equals(HOLD) && CHOOSES.matcher(key).lookingAt()) {
        throw new ParameterException(
            spec.commandLine(),
            "--rule " + key + ": not with hold: one pair, of what it binds, held throughout");
      }
    }
    fees.check();
    if (folds < 1 || trials < 0 || embargo.isNegative()) {
      throw new ParameterException(
          spec.commandLine(), "--folds from 1, --trials from 0, --embargo from 0s are allowed");
    }
  }

  private WalkForward.Result walk(BacktestRun run, StrategySpec wanted) {
    if (strategy.equals(HOLD)) {
      throw new ParameterException(
          spec.commandLine(), "--walk-forward: hold has no parameters to choose");
    }
    Map<String, String> axes = grid.isEmpty() ? wanted.grid() : grid;
    ParameterGrid tried = axes.isEmpty() ? ParameterGrid.DEFAULT : ParameterGrid.of(axes);
    List<Map<String, String>> choices = tried.choices(trials, seed);
    List<StrategySpec> specs = new ArrayList<>();
    for (Map<String, String> choice : choices) {
      specs.add(strategy(choice));
    }
    try {
      return run.walkForward(
          specs, choices, folds, embargo, Runtime.getRuntime().availableProcessors());
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  private StrategySpec strategy(Map<String, String> choice) {
    // a grid is checked once, not again for each of its choices
    Settings settings = choice.isEmpty() ? settings() : settings().without("grid");
    override(settings, "find.assets", "--assets", assets);
    override(settings, "find.venues", "--venues", venues);
    override(settings, "size.notional", "--notional", notional);
    override(settings, "size.capital", "--capital", capital);
    override(settings, "execution.spread", "--spread", spread);
    override(settings, "execution.slippage", "--slippage", slippage);
    override(settings, "account.leverage", "--leverage", leverage);
    rules.forEach((key, value) -> settings.override(key, value, "--rule " + key));
    choice.forEach((key, value) -> settings.override(key, value, "--grid " + key));
    return StrategySpec.of(
        settings, common.config().crossVenue().pairs().costs().conversionPerWay());
  }

  private Settings settings() {
    return strategy.equals(HOLD)
        ? StrategySpec.named(HOLD)
        : StrategySpec.settings("--strategy", strategy, HOLD);
  }

  private static void override(
      Settings settings, String key, String option, @Nullable String value) {
    if (value != null) {
      settings.override(key, value, option);
    }
  }

  private PastFacts facts(StoreReader reader, StrategySpec wanted) {
    SeriesIndex index = SeriesIndex.of(reader);
    if (!strategy.equals(HOLD)) {
      List<Instrument> universe = PastUniverse.of(reader, index, wanted.rules());
      return PastFacts.ofAny(index, universe, from, to, bar);
    }
    Plan plan = plan(wanted);
    List<Instrument> legs = new ArrayList<>();
    legs.add(PastInstruments.of(reader, plan.longLeg()));
    legs.add(PastInstruments.of(reader, plan.shortLeg()));
    return PastFacts.ofAll(index, legs, from, to, bar);
  }

  private Plan plan(StrategySpec wanted) {
    try {
      return new Plan(
          instrument("--long", longLeg),
          instrument("--short", shortLeg),
          wanted.rules().notional(),
          null,
          HOLD);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private InstrumentId instrument(String option, @Nullable String text) {
    if (text == null) {
      throw new ParameterException(
          spec.commandLine(), option + ": strategy hold needs an instrument, venue:SYMBOL");
    }
    InstrumentId id = InstrumentId.parse(text);
    VenueChoice.requireKnown(spec, option, id.venue().id());
    return id;
  }

  private void print(
      BacktestResult result, WalkForward.@Nullable Result walk, StressResult stressed)
      throws IOException {
    BacktestReport written = new BacktestReport(result, walk, stressed);
    if (report != null) {
      try {
        Files.createDirectories(report);
        Files.writeString(
            report.resolve("result.json"), written.json() + "\n", StandardCharsets.UTF_8);
        Files.writeString(report.resolve("trades.csv"), written.csv(), StandardCharsets.UTF_8);
        Files.writeString(
            report.resolve("report.html"),
            BacktestPage.of(written, result, lang),
            StandardCharsets.UTF_8);
      } catch (IOException e) {
        throw new ConfigException("--report " + report + ": cannot be written (" + e + ")");
      }
      System.err.println(
          "backtest: wrote " + report.resolve("report.html") + ", result.json and trades.csv");
    }
    switch (Rows.orDefault(format)) {
      case JSON -> System.out.println(written.json());
      case CSV -> System.out.print(written.csv());
      case TABLE -> {
        BacktestText.of(result, walk).forEach(System.out::println);
        StressText.of(stressed).forEach(System.out::println);
      }
    }
  }
}
