package dev.carry.valuation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import org.apache.commons.statistics.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NormalTest {
  private static final NormalDistribution LIBRARY = NormalDistribution.of(0, 1);

  @Test
  void probabilitiesAreThoseOfTheLibraryInTheTailsToo() {
    for (double x = -37; x <= 9; x += 1 / 128.0) {
      double allowed = 100 * Math.max(1, x * x) * 8e-16;
      assertThat(Normal.cdf(x))
          .as("at %s", x)
          .isCloseTo(LIBRARY.cumulativeProbability(x), withinPercentage(allowed));
    }
  }

  @Test
  void theInverseIsThatOfTheLibrary() {
    for (double p = 1e-300; p < 0.5; p *= 1.37) {
      assertThat(Normal.quantile(p))
          .as("of %s", p)
          .isCloseTo(LIBRARY.inverseCumulativeProbability(p), withinPercentage(1e-12));
      if (p > 1e-10) {
        assertThat(Normal.quantile(1 - p)).isEqualTo(-Normal.quantile(1 - (1 - p)));
      }
    }
    assertThat(Normal.quantile(0.5)).isZero();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, Double.MIN_VALUE, 1, -0.1, 1.1, Double.NaN})
  void onlyAProbabilityHasAnInverse(double probability) {
    assertThatThrownBy(() -> Normal.quantile(probability))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
