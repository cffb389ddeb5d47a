package dev.carry.valuation.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class SharpeTest {
  private static final double DAYS = 250;

  /// Bailey and López de Prado, *The Deflated Sharpe Ratio* (2014), the numerical example.
  @Test
  void thePublishedDeflatedRatioIsMet() {
    double perDay = 2.5 / Math.sqrt(DAYS);
    double trialVariance = 0.5 / DAYS;

    assertThat(Sharpe.expectedMaximum(trialVariance, 100)).isCloseTo(0.1132, within(5e-5));
    assertThat(Sharpe.deflated(perDay, trialVariance, 100, 1_250, -3, 10))
        .isCloseTo(0.9004, within(5e-5));
  }

  /// The same example: it is kept at 95 % when it is the best of 46 trials, and of 88 if returns
  /// had been normal.
  @Test
  void thePublishedNumbersOfTrialsAreTheLastAtWhichTheStrategyIsKept() {
    double perDay = 2.5 / Math.sqrt(DAYS);

    assertThat(Sharpe.deflated(perDay, 0.5 / DAYS, 46, 1_250, -3, 10)).isBetween(0.95, 0.951);
    assertThat(Sharpe.deflated(perDay, 0.5 / DAYS, 47, 1_250, -3, 10)).isLessThan(0.95);
    assertThat(Sharpe.deflated(perDay, 0.5 / DAYS, 88, 1_250, 0, 3)).isBetween(0.95, 0.951);
    assertThat(Sharpe.deflated(perDay, 0.5 / DAYS, 89, 1_250, 0, 3)).isLessThan(0.95);
  }

  @Test
  void theProbabilisticRatioFallsWithBadSkewAndFatTailsAndRisesWithTime() {
    double normal = Sharpe.probabilistic(0.1, 0, 250, 0, 3);

    assertThat(Sharpe.probabilistic(0.1, 0.1, 250, -1, 6)).isEqualTo(0.5);
    assertThat(Sharpe.probabilistic(0.1, 0, 250, -1, 3)).isLessThan(normal);
    assertThat(Sharpe.probabilistic(0.1, 0, 250, 0, 9)).isLessThan(normal);
    assertThat(Sharpe.probabilistic(0.1, 0, 500, 0, 3)).isGreaterThan(normal);
  }

  @Test
  void theProbabilisticRatioIsHowOftenTheTruthIsAboveTheThreshold() {
    RandomGenerator random = FundingSeries.random(17);
    int above = 0;
    int runs = 4_000;
    for (int run = 0; run < runs; run++) {
      double[] returns = random.doubles(250).map(x -> 0.1 + (x - 0.5) * Math.sqrt(12)).toArray();
      Moments moments = Moments.of(returns);
      double psr =
          Sharpe.probabilistic(
              Sharpe.ratio(moments), 0.1, 250, moments.skewness(), moments.kurtosis());
      above += psr > 0.95 ? 1 : 0;
    }
    assertThat((double) above / runs)
        .as("where the true ratio is at the threshold, one in twenty is believed to be above")
        .isCloseTo(0.05, within(0.01));
  }

  @Test
  void theExpectedMaximumIsThatOfSoManyNormalDraws() {
    RandomGenerator random = FundingSeries.random(23);
    double sum = 0;
    int runs = 20_000;
    for (int run = 0; run < runs; run++) {
      double most = Double.NEGATIVE_INFINITY;
      for (int trial = 0; trial < 100; trial++) {
        most = Math.max(most, random.nextGaussian());
      }
      sum += most;
    }
    assertThat(Sharpe.expectedMaximum(1, 100)).isCloseTo(sum / runs, within(0.03));
    assertThat(Sharpe.expectedMaximum(1, 1)).as("nothing was chosen").isZero();
  }

  @Test
  void aRatioIsPerPeriodAndAnnualisedByTheSquareRoot() {
    Moments returns = Moments.of(0.01, 0.03, -0.01, 0.01);

    assertThat(Sharpe.ratio(returns)).isCloseTo(0.01 / Math.sqrt(0.0008 / 3), within(1e-15));
    assertThat(Sharpe.annualised(0.1, 365)).isCloseTo(1.910497317, within(1e-9));
    assertThat(Sharpe.ratio(Moments.of(0.1, 0.1, 0.1)))
        .as("what never varies is no ratio, whatever its mean is rounded to")
        .isNaN();
  }

  @Test
  void whatHasNoMeaningIsRefused() {
    assertThatThrownBy(() -> Sharpe.expectedMaximum(1, 0)).hasMessageContaining("0 trials");
    assertThatThrownBy(() -> Sharpe.expectedMaximum(-1, 5)).hasMessageContaining("variance");
    assertThatThrownBy(() -> Sharpe.probabilistic(1, 0, 1, 0, 3)).hasMessageContaining("1 period");
  }
}
