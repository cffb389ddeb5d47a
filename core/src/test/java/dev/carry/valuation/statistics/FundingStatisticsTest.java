package dev.carry.valuation.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FundingStatisticsTest {
  private static final long HOUR = FundingSeries.HOUR;
  private static final Offset<Double> TINY = within(1e-18);

  @Test
  void thirtyDaysAreNinetySettlementsOf8HoursAnd720OfOneTheCurrentOneExcluded() {
    assertThat(FundingSeries.invented(1, 200, 8).readings().getLast().points30d()).isEqualTo(90);
    assertThat(FundingSeries.invented(1, 800, 1).readings().getLast().points30d()).isEqualTo(720);
    assertThat(FundingSeries.invented(1, 200, 8).readings().getLast().points8d()).isEqualTo(24);
    assertThat(FundingSeries.invented(1, 800, 1).readings().getLast().points8d()).isEqualTo(192);
  }

  @Test
  void aHoleIsNotBridgedByOlderPoints() {
    FundingReading last = FundingSeries.invented(2, 300, 8).without(200, 270).readings().getLast();

    assertThat(last.points30d()).as("29 since the hole, none of before it").isEqualTo(29);
    assertThat(last.z()).as("under 30 points").isNaN();
    assertThat(last.expectation()).isEqualTo(Expectation.WAIT);
  }

  @Test
  void aScoreIsAgainstThePointsBeforeAndNotThePointItself() {
    double[] hourly = new double[31];
    for (int i = 0; i < 30; i++) {
      hourly[i] = i % 2 == 0 ? 1e-5 : 3e-5;
    }
    hourly[30] = 4e-5;
    FundingReading last = FundingSeries.of(1, hourly).readings().getLast();

    double deviation = 1e-5 * Math.sqrt(30 / 29.0);
    assertThat(last.z()).isCloseTo(2e-5 / deviation, within(1e-9));
    assertThat(last.robustZ()).isCloseTo(2 / 1.4826, within(1e-9));
    assertThat(last.upperBand()).as("two deviations of the population").isCloseTo(4e-5, TINY);
    assertThat(last.lowerBand()).isCloseTo(0, TINY);
    assertThat(last.mean8d()).isCloseTo(2e-5, TINY);
  }

  @Test
  void underThirtyPointsThereIsNoScoreAndUnderTwelveNoBand() {
    List<FundingReading> readings = FundingSeries.invented(3, 40, 1).readings();

    assertThat(readings.get(29).z()).isNaN();
    assertThat(readings.get(29).robustZ()).isNaN();
    assertThat(readings.get(30).z()).isFinite();
    assertThat(readings.get(30).robustZ()).isFinite();
    assertThat(readings.get(11).upperBand()).isNaN();
    assertThat(readings.get(12).upperBand()).isFinite();
  }

  @Test
  void aSeriesPinnedToTheInterestRateGivesNoSignalByItsLastDigit() {
    double[] hourly = new double[100];
    Arrays.fill(hourly, 0.0001 / 8);
    hourly[98] = 0.00010001 / 8;
    hourly[99] = 0.00010001 / 8;
    FundingReading last = FundingSeries.of(8, hourly).readings().getLast();

    assertThat(last.z()).isNaN();
    assertThat(last.robustZ()).isNaN();
    assertThat(last.lowerBand()).isNaN();
    assertThat(last.upperBand()).isNaN();
    assertThat(last.expectation()).isEqualTo(Expectation.NEUTRAL);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void noLaterPointChangesAnEarlierReading(long seed) {
    FundingSeries series = FundingSeries.invented(seed, 1_500, 1);
    var random = FundingSeries.random(-seed);
    int from = 1 + random.nextInt(series.size() - 1);
    double[] changed = series.hourly().clone();
    for (int i = from; i < changed.length; i++) {
      changed[i] = random.nextGaussian() * 1e-3;
    }
    List<FundingReading> before = series.readings();
    List<FundingReading> after = FundingStatistics.of(series.millis(), changed);

    assertThat(after.subList(0, from)).as("before %s", from).isEqualTo(before.subList(0, from));
    assertThat(after.get(from)).isNotEqualTo(before.get(from));
  }

  @Test
  void aReadingDependsOnThirtyDaysAnd250PointsAndOnNothingBefore() {
    FundingSeries series = FundingSeries.invented(9, 3_000, 1);
    List<FundingReading> whole = series.readings();
    int start = 1_000;
    List<FundingReading> tail =
        FundingStatistics.of(
            Arrays.copyOfRange(series.millis(), start, 3_000),
            Arrays.copyOfRange(series.hourly(), start, 3_000));

    assertThat(tail.subList(720, 2_000)).isEqualTo(whole.subList(start + 720, 3_000));
  }

  @Test
  void theHalfLifeIsThatOfTheThirtyDaysBeforeTheLastSettlement() {
    FundingSeries series = FundingSeries.invented(10, 1_000, 1);
    FundingStatistics statistics = new FundingStatistics();
    for (int i = 0; i < series.size(); i++) {
      statistics.next(series.millis()[i], series.hourly()[i]);
    }
    assertThat(statistics.halfLife(HOUR))
        .isPresent()
        .isEqualTo(
            HalfLife.of(
                Arrays.copyOfRange(series.millis(), 279, 999),
                Arrays.copyOfRange(series.hourly(), 279, 999),
                HOUR));
  }

  @Test
  void settlementsComeInOrderAndAreNumbers() {
    FundingStatistics statistics = new FundingStatistics();
    statistics.next(HOUR, 1e-5);

    assertThatThrownBy(() -> statistics.next(HOUR, 1e-5)).hasMessageContaining("in order of time");
    assertThatThrownBy(() -> statistics.next(2 * HOUR, Double.NaN)).hasMessageContaining("NaN");
  }
}
