package dev.carry.valuation.statistics;

import dev.carry.valuation.Normal;

/// Sharpe ratios, and how much of one is luck: Bailey and López de Prado, *The Sharpe Ratio
/// Efficient Frontier* (2012) and *The Deflated Sharpe Ratio* (2014).
///
/// All ratios are per period of the returns unless a name says `annualised`; returns are excess
/// returns, in fractions of the same capital.
public final class Sharpe {
  private static final double EULER_MASCHERONI = 0.5772156649015329;
  private static final double ONE_OVER_E = 0.36787944117144233;

  private Sharpe() {}

  /// Mean over sample deviation; NaN without dispersion, for then it has no meaning.
  public static double ratio(Moments returns) {
    return returns.squares() == 0 ? Double.NaN : returns.mean() / returns.sampleDeviation();
  }

  /// As if returns were independent of one another; the field's convention.
  ///
  /// @param periodsPerYear 365 for days of a market that never closes
  public static double annualised(double ratio, double periodsPerYear) {
    return ratio * Math.sqrt(periodsPerYear);
  }

  /// The probability that the true ratio is above a threshold, given how long and how skewed the
  /// returns are that it was measured on.
  ///
  /// @param ratio as measured
  /// @param threshold per period too
  /// @param periods how many returns it was measured on, at least 2
  /// @param skewness of the returns
  /// @param kurtosis of the returns, 3 when normal
  public static double probabilistic(
      double ratio, double threshold, int periods, double skewness, double kurtosis) {
    if (periods < 2) {
      throw new IllegalArgumentException(periods + " periods: at least 2 are allowed");
    }
    double variance = 1 - skewness * ratio + (kurtosis - 1) / 4 * ratio * ratio;
    return Normal.cdf((ratio - threshold) * Math.sqrt((periods - 1) / variance));
  }

  /// What the best of so many independent trials is expected to show when none is worth anything.
  ///
  /// @param variance of the trials' ratios, per period
  /// @param trials ≥ 1; of one alone nothing was chosen: 0
  public static double expectedMaximum(double variance, int trials) {
    if (trials < 1 || !(variance >= 0)) {
      throw new IllegalArgumentException(trials + " trials with a variance of " + variance);
    }
    if (trials == 1) {
      return 0;
    }
    // the upper quantiles 1 − 1/N and 1 − 1/(N e), from below for the sake of their digits
    double quantile = -Normal.quantile(1.0 / trials);
    double farther = -Normal.quantile(ONE_OVER_E / trials);
    return Math.sqrt(variance) * ((1 - EULER_MASCHERONI) * quantile + EULER_MASCHERONI * farther);
  }

  /// The probability that the ratio of the best of many trials is more than luck would have shown.
  ///
  /// @param trialVariance of the ratios of all trials, per period
  public static double deflated(
      double ratio,
      double trialVariance,
      int trials,
      int periods,
      double skewness,
      double kurtosis) {
    double threshold = expectedMaximum(trialVariance, trials);
    return probabilistic(ratio, threshold, periods, skewness, kurtosis);
  }
}
