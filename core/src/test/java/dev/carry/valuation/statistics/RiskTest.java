package dev.carry.valuation.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.apache.commons.statistics.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;

class RiskTest {

  @Test
  void thePublishedExpectedValueIsMet() {
    assertThat(Risk.expectedValue(0.58, 0.02, 0.015)).isCloseTo(0.0053, within(1e-15));
  }

  @Test
  void theShortfallIsTheMeanOfTheWorstReturnsTheLastOfThemInPart() {
    double[] returns = new double[100];
    for (int i = 0; i < 100; i++) {
      returns[99 - i] = i - 50;
    }
    assertThat(Risk.expectedShortfall(returns, Risk.ES_LEVEL))
        .as("50, 49 and half of 48 over 2.5")
        .isCloseTo(49.2, within(1e-12));
    assertThat(Risk.expectedShortfall(returns, 0.95)).isCloseTo(48, within(1e-12));
    assertThat(returns[0]).as("the caller's array is left as it was").isEqualTo(49);
  }

  /// Of a normal distribution it is `φ(z) / (1 − level)`.
  @Test
  void theShortfallOfNormalReturnsIsTheTextbooks() {
    NormalDistribution normal = NormalDistribution.of(0, 1);
    double[] returns =
        FundingSeries.random(4)
            .doubles(200_000)
            .map(normal::inverseCumulativeProbability)
            .toArray();
    double z = normal.inverseCumulativeProbability(0.975);

    assertThat(Risk.expectedShortfall(returns, 0.975))
        .isCloseTo(normal.density(z) / 0.025, within(0.02));
  }

  @Test
  void ofFewReturnsTheShortfallIsTheWorstAndOfNoneAbsent() {
    assertThat(Risk.expectedShortfall(new double[] {0.01, -0.03, 0.02}, 0.975)).isEqualTo(0.03);
    assertThat(Risk.expectedShortfall(new double[0], 0.975)).isNaN();
    assertThatThrownBy(() -> Risk.expectedShortfall(new double[1], 97.5))
        .hasMessageContaining("97.5");
  }

  @Test
  void aPositionLosesTheRiskInItsTail() {
    assertThat(Risk.positionSize(100_000, Risk.DEFAULT_RISK, 0.01))
        .isCloseTo(200_000, within(1e-9));
    assertThat(Risk.positionSize(100_000, 0.02, -0.001)).as("no loss was measured").isNaN();
    assertThat(Risk.positionSize(100_000, 0.02, Double.NaN)).isNaN();
  }

  @Test
  void theDeepestFallIsFromThePeakBeforeIt() {
    long[] at = {0, 10, 20, 30, 40, 50, 60};
    double[] equity = {100, 120, 90, 130, 110, 140, 126};

    assertThat(Drawdown.deepest(at, equity)).isEqualTo(new Drawdown(0.25, 10, 20));
    assertThat(Drawdown.deepest(at, new double[] {1, 2, 3, 4, 5, 6, 7}))
        .as("nothing fell")
        .isEqualTo(new Drawdown(0, 0, 0));
    assertThat(Drawdown.deepest(new long[] {0, 1}, new double[] {100, -50}).depth())
        .as("more than all")
        .isEqualTo(1.5);
    assertThatThrownBy(() -> Drawdown.deepest(at, new double[7])).hasMessageContaining("0.0");
  }
}
