package dev.carry.backtest.stress;

import dev.carry.backtest.stress.Disturbance.Deleveraging;
import dev.carry.engine.Engine;
import dev.carry.model.FundingSettled;
import dev.carry.model.Input;
import dev.carry.model.Instrument;
import dev.carry.model.InstrumentId;
import dev.carry.model.Listing;
import dev.carry.model.Tick;
import dev.carry.model.TradeEvent;
import dev.carry.model.TradeEvent.Fill;
import dev.carry.portfolio.Account;
import dev.carry.portfolio.AccountSettings;
import dev.carry.portfolio.Strategy;
import dev.carry.portfolio.Trader;
import dev.carry.portfolio.TradingEngine;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Replays one backtest with each of some shocks in it.
///
/// A shock strikes where and when it hurts most of a few: at [Strikes#of] three instants at which
/// most is held, or one that is given, and at each place of [Shock#places]. Of these the run with
/// the least net profit is told, of equals that with the deepest fall. That one is searched for the
/// leverage and the capital that bear it: no more than two passes more.
public final class StressTest {
  private final List<Input> inputs;
  private final Supplier<Engine> engines;
  private final Supplier<Strategy> strategies;
  private final AccountSettings account;
  private final Duration quiet;
  private final BigDecimal leverageCap;
  private final Map<InstrumentId, Instrument> instruments = new LinkedHashMap<>();

  /// @param engines makes new ones
  /// @param strategies makes new ones
  /// @param quiet an instrument of which nothing was heard for longer is not told anew
  /// @param leverageCap the largest leverage that is looked at
  public StressTest(
      List<Input> inputs,
      Supplier<Engine> engines,
      Supplier<Strategy> strategies,
      AccountSettings account,
      Duration quiet,
      BigDecimal leverageCap) {
    this.inputs = List.copyOf(inputs);
    this.engines = engines;
    this.strategies = strategies;
    this.account = account;
    this.quiet = quiet;
    this.leverageCap = leverageCap;
    for (Input input : inputs) {
      if (input instanceof Listing listing) {
        instruments.put(listing.id(), listing.instrument());
      }
    }
  }

  /// A run, and what is not counted of it.
  private record Run(Tally tally, List<TradeEvent> events, @Nullable BigDecimal coinLoss) {
    BigDecimal netPnl() {
      return coinLoss == null ? tally.netPnl() : tally.netPnl().subtract(coinLoss);
    }

    boolean isWorseThan(Run other) {
      int order = netPnl().compareTo(other.netPnl());
      return order < 0
          || (order == 0 && tally.maxDrawdown().compareTo(other.tally.maxDrawdown()) > 0);
    }
  }

  /// @param at when all of them strike; absent: see above
  /// @param threads that share the shocks
  /// @return the past as it was, then each shock in order
  public List<Outcome> run(List<Shock> shocks, @Nullable Instant at, int threads) {
    Run base = alone(inputs, null, null);
    List<Instant> when = at == null ? Strikes.of(base.events()) : List.of(at);
    List<Future<Outcome>> running = new ArrayList<>();
    List<Outcome> outcomes = new ArrayList<>();
    try (ExecutorService pool = Executors.newFixedThreadPool(Math.max(1, threads))) {
      running.add(pool.submit(() -> asItWas(base)));
      for (Shock shock : shocks) {
        running.add(pool.submit(() -> struck(shock, when, base)));
      }
      for (Future<Outcome> each : running) {
        outcomes.add(each.get());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted during " + shocks.size() + " shocks", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a shock failed: " + e.getCause(), e.getCause());
    }
    return outcomes;
  }

  private Outcome asItWas(Run base) {
    return outcome(
        Outcome.NONE,
        "as it was",
        null,
        Place.EVERYWHERE,
        base,
        base,
        search(base).run(accounts -> beside(inputs, null, accounts)));
  }

  private Outcome struck(Shock shock, List<Instant> when, Run base) {
    Run worst = null;
    Strike hit = null;
    for (Instant at : when) {
      Held held = Held.at(base.events(), instruments, at);
      for (Place place : shock.places(held)) {
        Strike strike = new Strike(at, place, held);
        Run run = alone(tape(shock, strike), shock, strike);
        if (worst == null || run.isWorseThan(worst)) {
          worst = run;
          hit = strike;
        }
      }
    }
    if (worst == null || hit == null) {
      String nothing = "nothing was held that it could hurt";
      SafeSearch.Found none = new SafeSearch.Found(null, null);
      return outcome(shock.name(), nothing, null, Place.EVERYWHERE, base, base, none);
    }
    List<Input> tape = tape(shock, hit);
    Disturbance what = shock.at(hit);
    return outcome(
        shock.name(),
        shock.words(hit.place()),
        hit.at(),
        hit.place(),
        worst,
        base,
        search(base).run(accounts -> beside(tape, what, accounts)));
  }

  private static Outcome outcome(
      String name,
      String words,
      @Nullable Instant at,
      Place place,
      Run run,
      Run base,
      SafeSearch.Found found) {
    Tally tally = run.tally();
    return new Outcome(
        name,
        words,
        at,
        place,
        run.netPnl(),
        run.netPnl().subtract(base.netPnl()),
        tally.maxDrawdown(),
        tally.liquidations(),
        tally.deleveraged(),
        tally.transfers(),
        tally.madeSmaller(),
        run.coinLoss(),
        found.largestLeverage(),
        found.needed());
  }

  private SafeSearch search(Run base) {
    boolean spot = false;
    for (TradeEvent event : base.events()) {
      Instrument of = event instanceof Fill fill ? instruments.get(fill.id()) : null;
      spot = spot || (of != null && of.kind() == Instrument.Kind.SPOT);
    }
    return new SafeSearch(account, spot, leverageCap);
  }

  private List<Input> tape(Shock shock, Strike strike) {
    return ShockedTape.of(inputs, shock.at(strike), quiet);
  }

  private Run alone(List<Input> tape, @Nullable Shock shock, @Nullable Strike strike) {
    List<TradeEvent> events = new ArrayList<>();
    Tally tally = new Tally(account, events::add);
    run(
        tape,
        shock == null || strike == null ? null : shock.at(strike),
        List.of(new Trader(account, strategies.get(), tally)),
        events,
        tally);
    BigDecimal coinLoss = null;
    if (shock instanceof Depeg depeg && strike != null && strike.place().coin() != null) {
      coinLoss =
          CoinLoss.of(
              events,
              instruments,
              strike.place().coin(),
              strike.at(),
              depeg.share(),
              account.leverage());
    }
    return new Run(tally, events, coinLoss);
  }

  private List<Tally> beside(
      List<Input> tape, @Nullable Disturbance what, List<AccountSettings> accounts) {
    List<Tally> tallies = new ArrayList<>();
    List<Trader> traders = new ArrayList<>();
    List<TradeEvent> events = new ArrayList<>();
    for (AccountSettings each : accounts) {
      Tally tally = new Tally(each, tallies.isEmpty() ? events::add : event -> {});
      tallies.add(tally);
      traders.add(new Trader(each, strategies.get(), tally));
    }
    run(tape, what, traders, events, null);
    return tallies;
  }

  /// @param events what the first of the traders does
  /// @param watched told at each step of the disturbance what its trader is worth
  private void run(
      List<Input> tape,
      @Nullable Disturbance what,
      List<Trader> traders,
      List<TradeEvent> events,
      @Nullable Tally watched) {
    Engine engine = engines.get();
    TradingEngine trading = new TradingEngine(engine, traders);
    List<Deleveraging> coming =
        what == null ? new ArrayList<>() : new ArrayList<>(what.deleveragings());
    for (Input input : tape) {
      while (!coming.isEmpty() && input.receivedAt().isAfter(coming.getFirst().at())) {
        trading.deleverage(coming.removeFirst().of().id());
      }
      trading.apply(
          what != null && input instanceof FundingSettled settled
              ? settled(settled, what, events)
              : input);
      if (watched != null && what != null && input instanceof Tick && lasts(what, input)) {
        Account held = traders.getFirst().account();
        watched.see(held.realised().add(held.unrealised(engine.view())));
      }
    }
    trading.end();
  }

  private FundingSettled settled(
      FundingSettled settled, Disturbance what, List<TradeEvent> events) {
    Instrument of = instruments.get(settled.id());
    Instant at = settled.settledAt();
    BigDecimal rate =
        of == null
            ? null
            : what.rate(
                of,
                at,
                settled.period(),
                () -> Optional.ofNullable(Held.at(events, instruments, at).sideOf(of.id())));
    return rate == null
        ? settled
        : new FundingSettled(
            settled.id(),
            settled.venueTime(),
            settled.receivedAt(),
            rate,
            settled.period(),
            at,
            settled.markPrice());
  }

  private static boolean lasts(Disturbance what, Input input) {
    return !input.receivedAt().isBefore(what.span().from())
        && !input.receivedAt().isAfter(what.span().until());
  }
}
