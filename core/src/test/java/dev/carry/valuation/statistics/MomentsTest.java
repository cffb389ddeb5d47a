package dev.carry.valuation.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.Arrays;
import org.apache.commons.statistics.descriptive.Kurtosis;
import org.apache.commons.statistics.descriptive.Mean;
import org.apache.commons.statistics.descriptive.Quantile;
import org.apache.commons.statistics.descriptive.Quantile.EstimationMethod;
import org.apache.commons.statistics.descriptive.Skewness;
import org.apache.commons.statistics.descriptive.StandardDeviation;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MomentsTest {
  private static final Percentage TWELVE_DIGITS = withinPercentage(1e-10);

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void momentsAreThoseOfTheLibrary(long seed) {
    double[] values = FundingSeries.invented(seed, 1_000, 1).hourly();
    Moments moments = Moments.of(values);

    assertThat(moments.mean()).isCloseTo(Mean.of(values).getAsDouble(), TWELVE_DIGITS);
    assertThat(moments.sampleDeviation())
        .isCloseTo(StandardDeviation.of(values).getAsDouble(), TWELVE_DIGITS);
    assertThat(moments.populationDeviation())
        .isCloseTo(StandardDeviation.of(values).setBiased(true).getAsDouble(), TWELVE_DIGITS);
    assertThat(moments.skewness())
        .isCloseTo(Skewness.of(values).setBiased(true).getAsDouble(), TWELVE_DIGITS);
    assertThat(moments.kurtosis() - 3)
        .as("the library's is in excess of a normal distribution's")
        .isCloseTo(Kurtosis.of(values).setBiased(true).getAsDouble(), TWELVE_DIGITS);
  }

  @Test
  void aMeanThatIsLargeAgainstTheDeviationCostsNoDigits() {
    Moments moments = Moments.of(1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16);

    assertThat(moments.sampleVariance()).isEqualTo(30);
  }

  @Test
  void whatTooFewValuesCannotSayIsAbsent() {
    assertThat(Moments.of().mean()).isNaN();
    assertThat(Moments.of(1).sampleDeviation()).isNaN();
    assertThat(Moments.of(0.1, 0.1, 0.1).skewness()).isNaN();
    assertThat(Moments.of(0.1, 0.1, 0.1).kurtosis()).isNaN();
  }

  @Test
  void quantilesAreThoseOfTheLibrary() {
    double[] sorted = FundingSeries.invented(6, 777, 1).hourly();
    Arrays.sort(sorted);
    Quantile library = Quantile.withDefaults().with(EstimationMethod.HF7);

    for (double share : new double[] {0, 0.001, 0.025, 0.25, 0.5, 0.777, 0.975, 1}) {
      assertThat(Quantiles.of(sorted, share))
          .isCloseTo(library.evaluate(sorted, share), within(1e-20));
    }
    assertThat(Quantiles.of(new double[] {3}, 0.4)).isEqualTo(3);
  }
}
