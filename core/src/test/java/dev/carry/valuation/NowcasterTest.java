package dev.carry.valuation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.carry.valuation.FundingFormula.Average;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class NowcasterTest {
  private static final long MINUTE = 60_000;
  private static final long HOUR = 60 * MINUTE;
  private static final long PERIOD = 8 * HOUR;
  private static final Offset<Double> EXACT = within(1e-15);
  private static final Offset<Double> OF_MINUTES = within(3e-6);

  /// The premium alone: what is averaged is seen undamped.
  private static FundingFormula plain(Average average) {
    return new FundingFormula(0, 0, average, 0, -1, 1);
  }

  private static final FundingFormula DAMPED =
      new FundingFormula(0.0001, 0.0005, Average.RISING, 0, -1, 1);

  private final Nowcaster nowcaster = new Nowcaster(HOUR, 7 * 24 * HOUR);

  private Nowcast at(FundingFormula formula, long now, long end) {
    return nowcaster.nowcast(formula, now, end, PERIOD, Double.NaN).orElseThrow();
  }

  private void feed(long fromMillis, long toMillis, double premium) {
    for (long at = fromMillis; at < toMillis; at += MINUTE) {
      nowcaster.premium(at, premium);
    }
  }

  @Test
  void nothingSeenSaysNothing() {
    assertThat(nowcaster.nowcast(DAMPED, HOUR, PERIOD, PERIOD, Double.NaN)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"EVEN", "RISING"})
  void atTheSettlementItIsTheWeightedAverageOfAllMinutes(Average average) {
    double sum = 0;
    double weights = 0;
    for (int minute = 0; minute < 480; minute++) {
      double premium = 0.001 * Math.sin(minute / 70.0);
      nowcaster.premium(minute * MINUTE, premium);
      double weight = average == Average.EVEN ? 1 : minute + 1;
      sum += weight * premium;
      weights += weight;
    }
    Nowcast last = at(plain(average), PERIOD, PERIOD);
    // weights rise within an hour too: what that is worth is below a few tenths of a basis point
    assertThat(last.rate()).isCloseTo(sum / weights, within(2e-5));
    assertThat(last.seen()).isCloseTo(1, EXACT);
    assertThat(last.high()).isEqualTo(last.rate());
    assertThat(last.settlesAtMillis()).isEqualTo(PERIOD);
  }

  @Test
  void untilItIsKnownHowFastPremiumsReturnTheLastOneStays() {
    feed(0, 4 * HOUR, 0.001);
    feed(4 * HOUR, 5 * HOUR, 0.002);
    Nowcast even = at(plain(Average.EVEN), 5 * HOUR, PERIOD);
    assertThat(even.rate()).isCloseTo((4 * 0.001 + 4 * 0.002) / 8, OF_MINUTES);
    assertThat(even.high()).isNaN();
    Nowcast rising = at(plain(Average.RISING), 5 * HOUR, PERIOD);
    assertThat(rising.rate()).isCloseTo((16 * 0.001 + 48 * 0.002) / 64, OF_MINUTES);
  }

  @Test
  void theDamperHidesWhatIsWithinIt() {
    feed(0, 4 * HOUR, 0.0004);
    assertThat(at(DAMPED, 4 * HOUR, PERIOD).rate()).isCloseTo(0.0001, EXACT);
  }

  @Test
  void theVenuesRunningRateKnowsWhatWasAveraged() {
    feed(4 * HOUR, 5 * HOUR, 0.001); // it was not watched from the beginning
    // 0.0011 per 8 h is an average of 0.0016 until now
    Nowcast told = nowcaster.nowcast(DAMPED, 5 * HOUR, PERIOD, PERIOD, 0.0011).orElseThrow();
    double share = 25.0 / 64;
    assertThat(told.rate()).isCloseTo(share * 0.0016 + (1 - share) * 0.001 - 0.0005, OF_MINUTES);
    assertThat(told.seen()).isCloseTo(share, EXACT);
  }

  @Test
  void aRunningRateAloneIsExpectedToStay() {
    Optional<Nowcast> told = nowcaster.nowcast(DAMPED, HOUR, PERIOD, PERIOD, 0.0011);
    assertThat(told.orElseThrow().rate()).isCloseTo(0.0011, EXACT);
  }

  @Test
  void aLaggingVenueChargesItLater() {
    FundingFormula lagging = new FundingFormula(0.0001, 0.0005, Average.EVEN, 1, -1, 1);
    feed(0, HOUR, 0.001);
    assertThat(at(lagging, HOUR, PERIOD).settlesAtMillis()).isEqualTo(2 * PERIOD);
  }

  @Test
  void whatComesTooLateIsLeftOut() {
    feed(0, 2 * HOUR, 0.001);
    nowcaster.premium(30 * MINUTE, 1);
    assertThat(at(plain(Average.EVEN), 2 * HOUR, PERIOD).rate()).isCloseTo(0.001, EXACT);
  }

  /// On a process as assumed, two thirds of the settlements lie within the band at every moment,
  /// and it shrinks to nothing.
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void theBandHoldsAsOftenAsItSays(long seed) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    FundingFormula formula = plain(Average.RISING);
    double premium = 0.0003;
    int[] within = new int[8];
    double[] width = new double[8];
    int intervals = 1_500;
    for (int interval = 0; interval < intervals; interval++) {
      Nowcast[] told = new Nowcast[8];
      long end = (interval + 1) * PERIOD;
      for (int hour = 0; hour < 8; hour++) {
        long now = end - PERIOD + hour * HOUR;
        if (interval > 20) {
          told[hour] = at(formula, now, end);
        }
        premium = 0.0003 + 0.9 * (premium - 0.0003) + 0.0001 * random.nextGaussian();
        nowcaster.premium(now, premium);
      }
      double settled = at(formula, end, end).rate();
      for (int hour = 0; interval > 20 && hour < 8; hour++) {
        within[hour] += settled >= told[hour].low() && settled <= told[hour].high() ? 1 : 0;
        width[hour] += told[hour].high() - told[hour].low();
      }
    }
    for (int hour = 0; hour < 8; hour++) {
      double share = within[hour] / (intervals - 21.0);
      assertThat(share).as("seed %s, hour %s", seed, hour).isBetween(0.62, 0.74);
      assertThat(hour == 0 || width[hour] < width[hour - 1]).isTrue();
    }
  }
}
