package dev.carry.backtest;

import dev.carry.engine.Engine;
import dev.carry.model.Input;
import dev.carry.model.TradeEvent;
import dev.carry.model.TradeEvent.Equity;
import dev.carry.portfolio.Trader;
import dev.carry.valuation.statistics.Moments;
import dev.carry.valuation.statistics.Overfitting;
import dev.carry.valuation.statistics.Sharpe;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Chooses a strategy's parameters on the past of each moment and scores the choice once, on what
/// came then.
///
/// ```
///   ├──── train ────┤e├─ test ─┤
///   ├───────── train ──────────┤e├─ test ─┤          e: the embargo, in which nothing is opened
///   ├────────────── train ────────────────┤e├─ test ─┤
/// ```
///
/// All trials run through one pass of the engine for each thread, each in an account of its own; a
/// position still open where the training ends counts for nothing in it.
public final class WalkForward {
  private final List<Input> inputs;
  private final Supplier<Engine> engines;
  private final List<Trial> trials;
  private final Instant from;
  private final Instant to;

  /// @param inputs may begin before `from`, for what an engine must have seen by then
  /// @param engines makes new ones
  public WalkForward(
      List<Input> inputs, Supplier<Engine> engines, List<Trial> trials, Instant from, Instant to) {
    this.inputs = List.copyOf(inputs);
    this.engines = engines;
    this.trials = List.copyOf(trials);
    this.from = from;
    this.to = to;
    if (trials.size() < 2) {
      throw new IllegalArgumentException(
          trials.size() + " choice of parameters: two or more are allowed, else nothing is chosen");
    }
  }

  /// @param chosen the best of the training; absent: none of them gained, so nothing is traded
  /// @param trainScore its Sharpe ratio a day there
  /// @param events what it did in the test
  public record Fold(
      Instant trainFrom,
      Instant trainTo,
      Instant testFrom,
      Instant testTo,
      @Nullable Trial chosen,
      double trainScore,
      List<TradeEvent> events) {
    public Fold {
      events = List.copyOf(events);
    }

    private boolean isTest(Instant at) {
      return at.isAfter(testFrom) && at.isBefore(testTo);
    }
  }

  /// A trial beside the last one chosen, differing in one parameter.
  ///
  /// @param sharpe of all days, annualised
  /// @param netPnl dollars over all time
  public record Neighbour(String key, String value, boolean chosen, double sharpe, double netPnl) {}

  /// @param trials tried
  /// @param sharpe of the tests' days, annualised; NaN: nothing was traded
  /// @param deflatedSharpe probability that it is more than luck, for so many trials; NaN likewise
  /// @param overfitting whether choosing the best chose anything; absent: too few days, or none of
  ///     them gained or lost anything
  public record Result(
      List<Fold> folds,
      int trials,
      double sharpe,
      double deflatedSharpe,
      @Nullable Overfitting overfitting,
      List<Neighbour> sensitivity) {
    public Result {
      folds = List.copyOf(folds);
      sensitivity = List.copyOf(sensitivity);
    }

    /// What was done in all tests, as if one account had done it: positions are numbered on, and
    /// equity goes on from where the test before ended.
    public List<TradeEvent> together() {
      List<TradeEvent> all = new ArrayList<>();
      BigDecimal before = BigDecimal.ZERO;
      long positions = 0;
      for (Fold fold : folds) {
        Together test = new Together(before, positions);
        for (TradeEvent event : fold.events()) {
          boolean outside = event instanceof Equity && !fold.isTest(event.at());
          if (!outside) {
            all.add(test.take(event));
          }
        }
        before = before.add(BacktestResult.netPnl(fold.events()));
        all.add(new Equity(fold.testTo(), before, BigDecimal.ZERO, BigDecimal.ZERO));
        positions = test.last();
      }
      return all;
    }
  }

  /// @param folds tests, one after the other
  /// @param embargo between a training and its test
  /// @param threads that share the trials
  public Result run(int folds, Duration embargo, int threads) {
    Duration part = Duration.between(from, to).dividedBy(folds + 1L);
    if (folds < 1 || part.compareTo(embargo.plusDays(2)) < 0) {
      throw new IllegalArgumentException(
          folds
              + " folds of "
              + Duration.between(from, to)
              + " with an embargo of "
              + embargo
              + ": too short; fewer folds, a shorter embargo or a longer time are allowed");
    }
    List<TrialRun> runs = tried(threads);
    List<Fold> chosen = new ArrayList<>();
    int last = -1;
    for (int i = 0; i < folds; i++) {
      Instant trainTo = from.plus(part.multipliedBy(i + 1L));
      Instant testTo = i == folds - 1 ? to : trainTo.plus(part);
      int best = best(runs, trainTo);
      last = best < 0 ? last : best;
      chosen.add(
          new Fold(
              from,
              trainTo,
              trainTo.plus(embargo),
              testTo,
              best < 0 ? null : trials.get(best),
              best < 0 ? 0 : runs.get(best).score(from, trainTo),
              List.of()));
    }
    List<Fold> tested = test(chosen);
    double[] gains = gains(tested);
    Moments moments = Moments.of(gains);
    double sharpe = Sharpe.ratio(moments);
    return new Result(
        tested,
        trials.size(),
        Sharpe.annualised(sharpe, 365),
        Double.isNaN(sharpe)
            ? Double.NaN
            : Sharpe.deflated(
                sharpe,
                variance(runs),
                trials.size(),
                gains.length,
                moments.skewness(),
                moments.kurtosis()),
        overfitting(runs),
        last < 0 ? List.of() : sensitivity(runs, last));
  }

  /// The first of the best; −1: none gained.
  private int best(List<TrialRun> runs, Instant trainTo) {
    int best = -1;
    double most = 0;
    for (int i = 0; i < runs.size(); i++) {
      double score = runs.get(i).score(from, trainTo);
      if (score > most) {
        most = score;
        best = i;
      }
    }
    return best;
  }

  /// Every trial over the whole time.
  private List<TrialRun> tried(int threads) {
    int parts = Math.max(1, Math.min(threads, trials.size()));
    List<Future<List<TrialRun>>> running = new ArrayList<>();
    List<TrialRun> all = new ArrayList<>();
    try (ExecutorService pool = Executors.newFixedThreadPool(parts)) {
      for (int i = 0; i < parts; i++) {
        List<Trial> share = share(i, parts);
        running.add(pool.submit(() -> runTogether(share)));
      }
      for (int i = 0; i < trials.size(); i++) {
        all.add(running.get(i % parts).get().get(i / parts));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while trying " + trials.size() + " trials", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a trial failed: " + e.getCause(), e.getCause());
    }
    return all;
  }

  /// Every so many-th: neighbours differ least, so shares are about the same work.
  private List<Trial> share(int first, int parts) {
    List<Trial> share = new ArrayList<>();
    for (int i = first; i < trials.size(); i += parts) {
      share.add(trials.get(i));
    }
    return share;
  }

  private List<TrialRun> runTogether(List<Trial> share) {
    List<TrialRun> runs = new ArrayList<>();
    List<Trader> traders = new ArrayList<>();
    for (Trial trial : share) {
      TrialRun run = new TrialRun(trial.account().capital());
      runs.add(run);
      traders.add(trial.compared(from, to, run));
    }
    Backtest.run(inputs, engines.get(), traders);
    return runs;
  }

  /// Each choice over its own test, from nothing held to nothing held.
  private List<Fold> test(List<Fold> folds) {
    List<List<TradeEvent>> events = new ArrayList<>();
    List<Trader> traders = new ArrayList<>();
    for (Fold fold : folds) {
      List<TradeEvent> own = new ArrayList<>();
      events.add(own);
      Trial trial = fold.chosen();
      if (trial != null) {
        traders.add(trial.trader(fold.testFrom(), fold.testTo(), own::add));
      }
    }
    Backtest.run(inputs, engines.get(), traders);
    List<Fold> tested = new ArrayList<>();
    for (int i = 0; i < folds.size(); i++) {
      Fold fold = folds.get(i);
      tested.add(
          new Fold(
              fold.trainFrom(),
              fold.trainTo(),
              fold.testFrom(),
              fold.testTo(),
              fold.chosen(),
              fold.trainScore(),
              events.get(i)));
    }
    return tested;
  }

  /// Gains by day of all tests, one after the other; days in which nothing could be held are none.
  private double[] gains(List<Fold> folds) {
    List<Double> gains = new ArrayList<>();
    for (Fold fold : folds) {
      Trial trial = fold.chosen();
      double before = 0;
      for (TradeEvent event : fold.events()) {
        if (trial != null && event instanceof Equity equity && fold.isTest(equity.at())) {
          double now = equity.pnl().doubleValue() / trial.account().capital().doubleValue();
          gains.add(now - before);
          before = now;
        }
      }
    }
    return gains.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static double variance(List<TrialRun> runs) {
    double[] ratios = new double[runs.size()];
    for (int i = 0; i < ratios.length; i++) {
      double ratio = Sharpe.ratio(Moments.of(runs.get(i).daily()));
      ratios[i] = Double.isNaN(ratio) ? 0 : ratio; // never traded: worth nothing, always
    }
    double deviation = Moments.of(ratios).sampleDeviation();
    return deviation * deviation;
  }

  private @Nullable Overfitting overfitting(List<TrialRun> runs) {
    double[][] gains = new double[runs.size()][];
    for (int i = 0; i < gains.length; i++) {
      gains[i] = runs.get(i).daily();
    }
    boolean idle = Stream.of(gains).flatMapToDouble(DoubleStream::of).allMatch(gain -> gain == 0);
    return idle || gains[0].length < 2 * Overfitting.DEFAULT_BLOCKS
        ? null // where nothing was done there is no best to choose
        : Overfitting.of(gains);
  }

  private List<Neighbour> sensitivity(List<TrialRun> runs, int chosen) {
    List<Neighbour> neighbours = new ArrayList<>();
    Trial at = trials.get(chosen);
    for (String key : at.parameters().keySet()) {
      for (int i = 0; i < runs.size(); i++) {
        Trial trial = trials.get(i);
        if (at.differsOnlyIn(key, trial)) {
          double ratio = Sharpe.ratio(Moments.of(runs.get(i).daily()));
          neighbours.add(
              new Neighbour(
                  key,
                  String.valueOf(trial.parameters().get(key)),
                  i == chosen,
                  Sharpe.annualised(ratio, 365),
                  runs.get(i).netPnl()));
        }
      }
    }
    return neighbours;
  }
}
