package dev.carry.valuation.statistics;

import java.util.Arrays;
import java.util.stream.DoubleStream;

/// Whether choosing the best of many trials chooses anything: combinatorially symmetric
/// cross-validation, Bailey, Borwein, López de Prado and Zhu, *The Probability of Backtest
/// Overfitting* (2017).
///
/// The periods are cut into blocks; for every way to take half of the blocks the trial with the
/// best Sharpe ratio in that half is looked up in the other half. A trial is worth its rank there
/// from below, ties in the middle of the ranks they share; of trials tied for the best the first is
/// taken. A trial that earned nothing in a half has a ratio of 0 there, one whose gains or losses
/// never vary an infinite one.
///
/// @param trials compared
/// @param combinations halves looked at
/// @param probability of overfitting: the share of combinations in which the best trial came out at
///     or below the median of the other half (logit ≤ 0)
/// @param medianLogit median of `ln(ω / (1 − ω))`, ω = rank / (trials + 1); above 0: choosing
///     helped
/// @param degradation slope of the ratio in the other half on the ratio in the chosen one; NaN
///     where the ratios do not vary, or are infinite
/// @param lossProbability the share of combinations in which the best trial lost in the other half
public record Overfitting(
    int trials,
    int combinations,
    double probability,
    double medianLogit,
    double degradation,
    double lossProbability) {

  public static final int DEFAULT_BLOCKS = 16;

  /// C(20, 10) = 184,756 combinations.
  private static final int MOST_BLOCKS = 20;

  /// Squared deviations that are less than this share of the squares are what rounding left.
  private static final double ROUNDING = 1e-12;

  public static Overfitting of(double[][] returns) {
    return of(returns, DEFAULT_BLOCKS);
  }

  /// @param returns fractions, by trial and period; at least two trials, all of the same periods
  /// @param blocks even, from 2 to 20, and at most the periods / 2; their lengths differ by at most
  ///     one period
  public static Overfitting of(double[][] returns, int blocks) {
    check(returns, blocks);
    BlockSums sums = new BlockSums(returns, blocks);
    int half = blocks / 2;
    Tally tally = new Tally(returns.length, combinations(blocks, half));
    double[] one = new double[returns.length];
    double[] other = new double[returns.length];
    int all = (1 << blocks) - 1;
    // either half of a division is the chosen one once: the first block names each division once
    for (int chosen = 1; chosen <= all; chosen += 2) {
      if (Integer.bitCount(chosen) == half) {
        sums.ratios(chosen, one);
        sums.ratios(all & ~chosen, other);
        tally.add(one, other);
        tally.add(other, one);
      }
    }
    return tally.result();
  }

  private static void check(double[][] returns, int blocks) {
    if (blocks < 2 || blocks > MOST_BLOCKS || blocks % 2 != 0) {
      throw new IllegalArgumentException(blocks + " blocks: even, 2 to " + MOST_BLOCKS);
    }
    if (returns.length < 2) {
      throw new IllegalArgumentException(returns.length + " trials: at least 2 are allowed");
    }
    for (double[] trial : returns) {
      if (trial.length != returns[0].length || trial.length < 2 * blocks) {
        throw new IllegalArgumentException(
            trial.length + " periods: the same of every trial, two a block at least");
      }
      if (!Arrays.stream(trial).allMatch(Double::isFinite)) {
        throw new IllegalArgumentException("a return is no number");
      }
    }
  }

  private static int combinations(int n, int k) {
    long ways = 1;
    for (int i = 1; i <= k; i++) {
      ways = ways * (n - k + i) / i;
    }
    return Math.toIntExact(ways);
  }

  /// Sums of returns and of their squares, by block and trial: a half is the sum of its blocks.
  private static final class BlockSums {
    private final int[] periods;
    private final double[][] sums;
    private final double[][] squares;
    private final double[] sum;
    private final double[] square;

    BlockSums(double[][] returns, int blocks) {
      int trials = returns.length;
      periods = new int[blocks];
      sums = new double[blocks][trials];
      squares = new double[blocks][trials];
      sum = new double[trials];
      square = new double[trials];
      for (int block = 0; block < blocks; block++) {
        int from = (int) ((long) returns[0].length * block / blocks);
        int to = (int) ((long) returns[0].length * (block + 1) / blocks);
        periods[block] = to - from;
        for (int trial = 0; trial < trials; trial++) {
          for (int i = from; i < to; i++) {
            double value = returns[trial][i];
            sums[block][trial] += value;
            squares[block][trial] += value * value;
          }
        }
      }
    }

    /// The Sharpe ratio of every trial over the blocks of a bit mask.
    void ratios(int mask, double[] out) {
      Arrays.fill(sum, 0);
      Arrays.fill(square, 0);
      int count = 0;
      for (int block = 0; block < periods.length; block++) {
        if ((mask & 1 << block) != 0) {
          count += periods[block];
          add(sums[block], sum);
          add(squares[block], square);
        }
      }
      for (int trial = 0; trial < out.length; trial++) {
        double mean = sum[trial] / count;
        double deviations = square[trial] - sum[trial] * mean;
        double variance = deviations < square[trial] * ROUNDING ? 0 : deviations / (count - 1);
        out[trial] = mean == 0 ? 0 : mean / Math.sqrt(variance);
      }
    }

    private static void add(double[] values, double[] to) {
      for (int i = 0; i < values.length; i++) {
        to[i] += values[i];
      }
    }
  }

  /// What was found of the combinations so far.
  private static final class Tally {
    private final int trials;
    private final double[] inside;
    private final double[] outside;
    private final double[] logits;
    private int combinations;

    Tally(int trials, int combinations) {
      this.trials = trials;
      inside = new double[combinations];
      outside = new double[combinations];
      logits = new double[combinations];
    }

    void add(double[] chosen, double[] other) {
      int best = 0;
      for (int trial = 1; trial < trials; trial++) {
        if (chosen[trial] > chosen[best]) {
          best = trial;
        }
      }
      int below = 0;
      int equal = 0;
      for (double ratio : other) {
        below += ratio < other[best] ? 1 : 0;
        equal += ratio == other[best] ? 1 : 0;
      }
      double rank = below + (equal + 1) / 2.0;
      inside[combinations] = chosen[best];
      outside[combinations] = other[best];
      logits[combinations] = StrictMath.log(rank / (trials + 1 - rank));
      combinations++;
    }

    Overfitting result() {
      Arrays.sort(logits);
      return new Overfitting(
          trials,
          combinations,
          share(Arrays.stream(logits).filter(logit -> logit <= 0)),
          Quantiles.of(logits, 0.5),
          LeastSquares.of(inside, outside).slope(),
          share(Arrays.stream(outside).filter(ratio -> ratio < 0)));
    }

    private double share(DoubleStream found) {
      return (double) found.count() / combinations;
    }
  }
}
