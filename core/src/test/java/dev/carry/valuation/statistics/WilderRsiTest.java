package dev.carry.valuation.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class WilderRsiTest {

  /// ChartSchool, *Relative Strength Index*: closes of QQQQ and the index as published.
  @Test
  void thePublishedExampleIsMet() {
    double[] closes = {
      44.3389, 44.0902, 44.1497, 43.6124, 44.3278, 44.8264, 45.0955, 45.4245, 45.8433, 46.0826,
      45.8931, 46.0328, 45.6140, 46.2820, 46.2820, 46.0028, 46.0328, 46.4116, 46.2222, 45.6439,
      46.2122, 46.2521, 45.7137, 46.4515, 45.7835, 45.3548, 44.0288, 44.1783, 44.2181, 44.5672,
      43.4205, 42.6628, 43.1314
    };
    double[] published = {
      70.53, 66.32, 66.55, 69.41, 66.36, 57.97, 62.93, 63.26, 56.06, 62.38, 54.71, 50.42, 39.99,
      41.46, 41.87, 45.46, 37.30, 33.08, 37.77
    };
    double[] ours = all(closes);

    assertThat(Arrays.copyOf(ours, 14)).containsOnly(Double.NaN);
    assertThat(Arrays.copyOfRange(ours, 14, 33)).containsExactly(published, within(0.01));
  }

  @Test
  void aFlatSeriesIsAtFiftyAndOneThatOnlyRisesAtAHundred() {
    double[] rising = new double[40];
    for (int i = 0; i < rising.length; i++) {
      rising[i] = i;
    }
    assertThat(all(new double[40])[39]).isEqualTo(50);
    assertThat(all(rising)[39]).isEqualTo(100);
    assertThat(all(Arrays.stream(rising).map(x -> -x).toArray())[39]).isZero();
  }

  @Test
  void whatLiesBefore250PointsIsForgotten() {
    double[] one = FundingSeries.invented(8, 600, 1).hourly();
    double[] other = one.clone();
    Arrays.fill(other, 0, 350, 0.01);

    assertThat(all(other)[599]).isEqualTo(all(one)[599]);
    assertThat(all(other)[598]).isNotEqualTo(all(one)[598]);
  }

  private static double[] all(double[] values) {
    WilderRsi rsi = new WilderRsi();
    return Arrays.stream(values).map(rsi::next).toArray();
  }
}
