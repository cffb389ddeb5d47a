package dev.carry.valuation.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.apache.commons.math3.stat.regression.SimpleRegression;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HalfLifeTest {
  private static final long HOUR = FundingSeries.HOUR;

  @ParameterizedTest
  @ValueSource(doubles = {0.5, 0.9, 0.97})
  void slopeAndErrorAreThoseOfTheLibrarysRegression(double slope) {
    FundingSeries series = autoregressive(slope, 2_000, 11);
    HalfLife fit = HalfLife.of(series.millis(), series.hourly(), HOUR).orElseThrow();

    SimpleRegression library = new SimpleRegression();
    for (int i = 1; i < series.size(); i++) {
      library.addData(series.hourly()[i - 1], series.hourly()[i]);
    }
    assertThat(fit.pairs()).isEqualTo(1_999);
    assertThat(fit.slope()).isCloseTo(library.getSlope(), within(1e-12));
    double perSlope = slopeOfHalfLife(library.getSlope());
    assertThat(fit.error()).isCloseTo(perSlope * library.getSlopeStdErr(), withinPercentage(1e-5));
    assertThat(fit.periods())
        .as("within three standard errors of the truth")
        .isCloseTo(-Math.log(2) / Math.log(slope), within(3 * fit.error()));
  }

  @Test
  void theStatedErrorIsHowFarFitsAreFromTheTruth() {
    double truth = -Math.log(2) / Math.log(0.9);
    int within = 0;
    for (int seed = 0; seed < 500; seed++) {
      FundingSeries series = autoregressive(0.9, 2_000, seed);
      HalfLife fit = HalfLife.of(series.millis(), series.hourly(), HOUR).orElseThrow();
      within += Math.abs(fit.periods() - truth) < 1.96 * fit.error() ? 1 : 0;
    }
    assertThat(within / 500.0).isCloseTo(0.95, within(0.03));
  }

  @Test
  void whatDoesNotRevertHasNoHalfLife() {
    double[] running = new double[100];
    double[] alternating = new double[100];
    for (int i = 0; i < running.length; i++) {
      running[i] = 1e-6 * Math.pow(1.02, i);
      alternating[i] = (i % 2) * 1e-5 + i % 3 * 1e-6;
    }
    long[] millis = FundingSeries.of(1, running).millis();

    assertThat(HalfLife.of(millis, running, HOUR)).isEmpty();
    assertThat(HalfLife.of(millis, alternating, HOUR)).isEmpty();
    assertThat(HalfLife.of(millis, new double[100], HOUR)).as("flat").isEmpty();
  }

  @Test
  void fewerThanThirtyPairsSayNothing() {
    FundingSeries series = autoregressive(0.5, 31, 3);

    assertThat(HalfLife.of(series.millis(), series.hourly(), HOUR)).isPresent();
    assertThat(
            HalfLife.of(
                Arrays.copyOf(series.millis(), 30), Arrays.copyOf(series.hourly(), 30), HOUR))
        .isEmpty();
  }

  @Test
  void overAHoleNothingIsFitted() {
    FundingSeries whole = autoregressive(0.8, 200, 5);
    long[] millis = whole.millis().clone();
    for (int i = 100; i < millis.length; i++) {
      millis[i] += HOUR;
    }
    HalfLife broken = HalfLife.of(millis, whole.hourly(), HOUR).orElseThrow();

    assertThat(broken.pairs()).isEqualTo(198);
    assertThat(HalfLife.of(whole.millis(), whole.hourly(), 8 * HOUR))
        .as("no two settlements are 8 hours apart")
        .isEmpty();
  }

  private static double slopeOfHalfLife(double slope) {
    double step = 1e-6;
    return (Math.log(2) / Math.log(slope - step) - Math.log(2) / Math.log(slope + step))
        / (2 * step);
  }

  private static FundingSeries autoregressive(double slope, int size, long seed) {
    RandomGenerator random = FundingSeries.random(seed);
    double[] values = new double[size];
    for (int i = 1; i < size; i++) {
      values[i] = slope * values[i - 1] + 1e-6 + 1e-5 * random.nextGaussian();
    }
    return FundingSeries.of(1, values);
  }
}
