package dev.carry.launch;

import dev.carry.backtest.Backtest;
import dev.carry.backtest.BacktestResult;
import dev.carry.backtest.Baselines;
import dev.carry.backtest.HistoryTape;
import dev.carry.backtest.HoldStrategy;
import dev.carry.backtest.Pairs;
import dev.carry.backtest.PriceAlignment;
import dev.carry.backtest.Trial;
import dev.carry.backtest.WalkForward;
import dev.carry.backtest.stress.Outcome;
import dev.carry.backtest.stress.Shock;
import dev.carry.backtest.stress.StressTest;
import dev.carry.cli.Units;
import dev.carry.engine.Detector;
import dev.carry.engine.Engine;
import dev.carry.engine.FundingPath;
import dev.carry.history.PastFacts;
import dev.carry.model.Candle;
import dev.carry.model.DetectorName;
import dev.carry.model.Instrument;
import dev.carry.model.MarketEvent;
import dev.carry.model.Quote;
import dev.carry.model.TradeEvent;
import dev.carry.portfolio.AccountSettings;
import dev.carry.portfolio.Plan;
import dev.carry.portfolio.Rules;
import dev.carry.portfolio.Strategy;
import dev.carry.venue.roster.Venues;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// One strategy over one stored time, and what is to be said beside the result.
final class BacktestRun {
  /// Prices of the past are known some time after they were: an order may wait this much longer.
  private static final Duration SLACK = Duration.ofMinutes(5);

  private static final String APART = "its prices are not of the same instants";

  private final String name;
  private final PastFacts facts;
  private final StrategySpec spec;
  private final Config config;
  private final Map<String, Double> fees;
  private final HistoryTape tape;
  private final List<PriceAlignment> apart;

  /// @param fees taker fee by venue, over the venue's own table
  /// @throws ConfigException where a spread or slippage must be declared and is not
  BacktestRun(
      String name, PastFacts facts, StrategySpec spec, Config config, Map<String, Double> fees) {
    this.name = name;
    this.facts = facts;
    this.spec = spec;
    this.config = config;
    this.fees = fees;
    requireDeclared();
    requireFees();
    CompletableFuture<List<PriceAlignment>> suspects =
        CompletableFuture.supplyAsync(
            () -> PriceAlignment.suspects(facts.instruments(), facts.events()));
    BigDecimal spread = spec.spread();
    this.tape =
        HistoryTape.of(
            facts.instruments(), facts.events(), spread == null ? BigDecimal.ZERO : spread);
    this.apart = suspects.join();
  }

  private void requireDeclared() {
    Set<String> unquoted = new TreeSet<>();
    Set<String> quoted = new TreeSet<>();
    for (MarketEvent event : facts.events()) {
      if (event instanceof Candle) {
        unquoted.add(event.id().toString());
      } else if (event instanceof Quote) {
        quoted.add(event.id().toString());
      }
    }
    unquoted.removeAll(quoted);
    if (!unquoted.isEmpty()
        && (spec.spread() == null || spec.account().execution().slippage() == null)) {
      throw new ConfigException(
          "of "
              + unquoted.iterator().next()
              + " no quotes are stored: say --spread and --slippage (0 too must be said)");
    }
  }

  private void requireFees() {
    for (Instrument instrument : facts.instruments()) {
      String venue = instrument.id().venue().id();
      if (!fees.containsKey(venue) && Venues.find(instrument.id().venue()).isEmpty()) {
        throw new ConfigException(
            "no fees of " + venue + " are known: say --fee " + venue + "=0.0005, or leave it out");
      }
    }
  }

  /// When it can trade first.
  Instant from() {
    return facts.from();
  }

  /// When it can trade last.
  Instant to() {
    return facts.to();
  }

  BacktestResult hold(Plan plan) {
    // who names a pair gets it, and is told what its prices are worth
    AccountSettings account = known(spec.account().withCapital(bound(plan.notional())));
    HoldStrategy strategy = new HoldStrategy(plan, facts.from(), facts.to());
    Config with = trading(spec.rules().enterNetApr());
    List<TradeEvent> events =
        Backtest.run(tape.inputs(), engine(with, List::of), account, strategy);
    List<String> missing = new ArrayList<>();
    List<String> bases = facts.instruments().stream().map(Instrument::base).distinct().toList();
    if (bases.size() > 1) {
      missing.add("a hedge: the legs are of two assets, " + String.join(" and ", bases));
    }
    if (!strategy.against().isEmpty()) {
      missing.add("the position: it was never opened, " + strategy.against());
    }
    return result(account, events, Baselines.NONE, missing);
  }

  BacktestResult findings() {
    AccountSettings account = aligned(spec.account());
    CompletableFuture<Baselines> baselines =
        CompletableFuture.supplyAsync(() -> baselines(account));
    Config with = trading(spec.rules().enterNetApr());
    List<TradeEvent> events =
        Backtest.run(
            tape.inputs(),
            engine(with, () -> offering(with, List.of(spec.rules()))),
            account,
            spec.rules().strategy(facts.from(), facts.to()));
    return result(account, events, baselines.join(), List.of());
  }

  /// What these strategies look at: what they leave out is not even looked for.
  private static List<Detector> offering(Config with, List<Rules> all) {
    Set<String> names = new TreeSet<>();
    for (Rules rules : all) {
      if (rules.detectors().isEmpty()) {
        return Pipeline.offering(with, Set.of());
      }
      names.addAll(rules.detectors());
    }
    return Pipeline.offering(with, names);
  }

  /// @param trials the same strategy with other parameters
  WalkForward.Result walkForward(
      List<StrategySpec> trials,
      List<Map<String, String>> parameters,
      int folds,
      Duration embargo,
      int threads) {
    List<Trial> all = new ArrayList<>();
    double lowest = spec.rules().enterNetApr();
    for (int i = 0; i < trials.size(); i++) {
      StrategySpec trial = trials.get(i);
      lowest = Math.min(lowest, trial.rules().enterNetApr());
      all.add(new Trial(parameters.get(i), trial.rules(), aligned(trial.account())));
    }
    Config with = trading(lowest);
    List<Rules> rules = all.stream().map(Trial::rules).toList();
    Supplier<Engine> engines = () -> engine(with, () -> offering(with, rules));
    return new WalkForward(tape.inputs(), engines, all, facts.from(), facts.to())
        .run(folds, embargo, threads);
  }

  /// The tests of a walk-forward as one result.
  BacktestResult tested(WalkForward.Result walk) {
    AccountSettings account = aligned(spec.account());
    return result(account, walk.together(), baselines(account), List.of());
  }

  /// What shocks make of a strategy that finds what it trades.
  ///
  /// @param at when they strike; absent: where it hurts most
  List<Outcome> stress(List<Shock> shocks, @Nullable Instant at, int threads) {
    return stress(
        aligned(spec.account()),
        with -> offering(with, List.of(spec.rules())),
        () -> spec.rules().strategy(facts.from(), facts.to()),
        shocks,
        at,
        threads);
  }

  /// The same of one pair that is held.
  List<Outcome> stress(Plan plan, List<Shock> shocks, @Nullable Instant at, int threads) {
    return stress(
        known(spec.account().withCapital(bound(plan.notional()))),
        _ -> List.of(),
        () -> new HoldStrategy(plan, facts.from(), facts.to()),
        shocks,
        at,
        threads);
  }

  private List<Outcome> stress(
      AccountSettings account,
      Function<Config, List<Detector>> detectors,
      Supplier<Strategy> strategies,
      List<Shock> shocks,
      @Nullable Instant at,
      int threads) {
    Config with = trading(spec.rules().enterNetApr());
    return new StressTest(
            tape.inputs(),
            () -> engine(with, () -> detectors.apply(with)),
            strategies,
            account,
            tape.quiet().plus(SLACK),
            spec.stress().leverageCap())
        .run(shocks, at, threads);
  }

  private Config trading(double lowestNetApr) {
    return config.trading(
        spec.rules().notional().doubleValue(), lowestNetApr, tape.gates(config.gates()));
  }

  private Engine engine(Config with, Supplier<List<Detector>> detectors) {
    return new Engine(with.gates(), new VenueFees(config.feeTiers()).over(fees), detectors);
  }

  /// What the same account made of the same time without a thought.
  private Baselines baselines(AccountSettings account) {
    Pairs pairs =
        spec.rules().detectors().equals(StrategySpec.NAMED.get("spot-perp"))
            ? Pairs.SPOT_PERP
            : Pairs.CROSS_VENUE;
    return Baselines.of(
        tape.inputs(),
        engine(trading(spec.rules().enterNetApr()), List::of),
        account,
        pairs,
        facts.instruments(),
        facts.from(),
        facts.to());
  }

  /// What one position binds, dollars: the capital of who holds nothing else.
  private BigDecimal bound(BigDecimal notional) {
    BigDecimal sum = spec.account().buffer();
    for (Instrument instrument : facts.instruments()) {
      sum =
          sum.add(
              instrument.kind() == Instrument.Kind.SPOT
                  ? BigDecimal.ONE
                  : BigDecimal.ONE.divide(spec.account().leverage(), 8, RoundingMode.UP));
    }
    return sum.multiply(notional);
  }

  /// Never opens pairs whose prices are not of one time.
  private AccountSettings aligned(AccountSettings wanted) {
    return known(wanted)
        .never(
            apart.stream()
                .map(pair -> new AccountSettings.Never(pair.one(), pair.other(), APART))
                .toList());
  }

  private AccountSettings known(AccountSettings wanted) {
    return wanted.with(wanted.execution().knownAfter(tape.hold(), SLACK));
  }

  private BacktestResult result(
      AccountSettings account, List<TradeEvent> events, Baselines baselines, List<String> lacking) {
    List<String> missing = new ArrayList<>(facts.missing());
    apart.forEach(
        pair ->
            missing.add(
                "prices of "
                    + pair.words()
                    + (name.equals(BacktestVerb.HOLD)
                        ? "; what is told of its price is noise"
                        : "; the pair is not traded")
                    + ". Mend: carry history import --shift"));
    missing.addAll(lacking);
    missing.addAll(baselines.lacking());
    missing.addAll(BacktestResult.missing(events));
    return new BacktestResult(
        name,
        facts.from(),
        facts.to(),
        spec.rules().notional(),
        account,
        events,
        baselines.made(),
        assumptions(account),
        missing);
  }

  private List<String> assumptions(AccountSettings account) {
    List<String> said = new ArrayList<>(Assumed.ofTrading(account));
    if (spec.spread() != null) {
      said.add(
          "where no quotes are stored the spread is "
              + spec.spread().toPlainString()
              + " of the price and each fill slips by "
              + account.execution().slippage()
              + " more, whatever its size");
    }
    said.add(Assumed.ofFees(fees));
    said.add("each settlement is expected to be as the last one was, until it is known");
    if (reverts()) {
      said.add(
          "later ones are expected to go back to the mean of 8 days, half of the way in the"
              + " half-life of the 30 days before");
    }
    said.add("settlements and prices were known " + Units.human(tape.hold()) + " after they were");
    if (!tape.ended().isEmpty()) {
      said.add(
          "what is held where stored prices end before those of others is left before they do: "
              + tape.ended().size()
              + (tape.ended().size() == 1 ? " instrument" : " instruments"));
    }
    said.addAll(Assumed.asSet(spec, config));
    said.addAll(facts.used());
    return said;
  }

  /// Whether a detector it trades on expects rates to go back.
  private boolean reverts() {
    return (trades(DetectorName.CROSS_VENUE_FUNDING)
            && config.crossVenue().path() == FundingPath.REVERTS)
        || (trades(DetectorName.SPOT_PERP_CARRY)
            && config.spotPerp().path() == FundingPath.REVERTS);
  }

  private boolean trades(String detector) {
    List<String> detectors = spec.rules().detectors();
    return !name.equals(BacktestVerb.HOLD) && (detectors.isEmpty() || detectors.contains(detector));
  }
}
