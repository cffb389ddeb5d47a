package dev.carry.valuation.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FundingReadingTest {

  /// Against bands of 0.00001 and 0.00003.
  @ParameterizedTest
  @CsvSource({
    "0.00004, 80, 2.5, -5, FALL",
    "0.00004, 50, 2.5, -4, FALL",
    "0.00004, 80, 1.0, -3, NEUTRAL",
    "0.00002, 80, 2.5, -3, NEUTRAL",
    "0.00002, 50, 0.0, 0, NEUTRAL",
    "0.00003, 70, 2.0, 0, NEUTRAL",
    "0.00001, 30, -2.0, 0, NEUTRAL",
    "0.000005, 20, -1.0, 3, NEUTRAL",
    "0.000005, 50, -2.5, 4, RISE",
    "0.000005, 20, -2.5, 5, RISE",
    "0.000005, 80, -2.5, 3, NEUTRAL",
    "0.000005, NaN, -2.5, 4, RISE",
    "0.000005, 20, NaN, 3, NEUTRAL",
  })
  void theScoreAddsWhatEachIndicatorSays(
      double hourly, double rsi, double z, int score, Expectation expectation) {
    FundingReading reading = reading(50, hourly, z, rsi);

    assertThat(reading.score()).isEqualTo(score);
    assertThat(reading.expectation()).isEqualTo(expectation);
  }

  @Test
  void fewerThanFiftySettlementsInThirtyDaysMeanWait() {
    assertThat(reading(49, 0.00004, 2.5, 80).expectation()).isEqualTo(Expectation.WAIT);
  }

  @ParameterizedTest
  @CsvSource({
    "-0.000013, BEARISH, 0.00005625",
    "-0.0000125, NEUTRAL, 0.0000375",
    "0, NEUTRAL, 0.0000375",
    "0.0000375, NEUTRAL, 0.0000375",
    "0.000038, BULLISH, 0.00003",
  })
  void theThresholdFollowsTheRegime(double mean, Regime regime, double threshold) {
    assertThat(Regime.of(mean)).isEqualTo(regime);
    assertThat(regime.thresholdHourly()).isCloseTo(threshold, within(1e-18));
  }

  @Test
  void noSettlementsHaveNoRegime() {
    FundingReading first = new FundingStatistics().next(0, 0.00001);

    assertThat(first.regime()).isEmpty();
    assertThatThrownBy(() -> Regime.of(Double.NaN)).hasMessageContaining("no rates");
  }

  private static FundingReading reading(int points, double hourly, double z, double rsi) {
    return new FundingReading(0, hourly, points, z, z, 24, 0.00002, 0.00001, 0.00003, rsi);
  }
}
