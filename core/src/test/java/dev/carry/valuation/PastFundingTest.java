package dev.carry.valuation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.carry.valuation.PastFunding.Episode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is said of a pair's past, and that nothing is said across a hole.
class PastFundingTest {
  private static final long HOUR = 3_600_000;
  private static final Offset<Double> EXACT = within(1e-15);

  /// Hours at which it settled, the hours each paid for, and what it paid each of them.
  private static final class Rates implements PaidRates {
    private final int[] at;
    private final int[] period;
    private final double[] rates;

    Rates(int[] at, int[] period, double[] rates) {
      this.at = at;
      this.period = period;
      this.rates = rates;
    }

    /// One each period, from the first on.
    static Rates every(int period, double... rates) {
      return from(period, period, rates);
    }

    static Rates from(int first, int period, double... rates) {
      int[] at = IntStream.range(0, rates.length).map(i -> first + i * period).toArray();
      return new Rates(at, IntStream.of(at).map(_ -> period).toArray(), rates);
    }

    @Override
    public int count() {
      return at.length;
    }

    @Override
    public long atMillis(int index) {
      return at[index] * HOUR;
    }

    @Override
    public long periodMillis(int index) {
      return period[index] * HOUR;
    }

    @Override
    public double hourly(int index) {
      return rates[index];
    }
  }

  private static Episode hours(int lasted, boolean whole) {
    return new Episode(lasted * HOUR, whole);
  }

  @Test
  void anEpisodeLastsFromACandidateUntilTheOtherLegPaysMore() {
    PastFunding past = PastFunding.of(null, Rates.every(8, -1, 1, 3, 1, 1, -1, 2, 0, 5));
    // begins with the 3, of which the period began at 16; the 2 lives 8 hours, the 5 is still there
    assertThat(past.episodes(2)).containsExactly(hours(24, true), hours(8, true), hours(8, false));
    assertThat(past.sinceMillis()).isEqualTo(8 * HOUR);
  }

  @Test
  void whatWasThereBeforeAnythingIsKnownLastedLonger() {
    PastFunding past = PastFunding.of(null, Rates.every(8, 3, 3, -1));
    assertThat(past.episodes(2)).containsExactly(hours(8, false));
  }

  @Test
  void anEpisodeThatIsCutOffTellsOnlyIfItLivedLongEnough() {
    List<Episode> episodes = List.of(hours(8, true), hours(16, false), hours(48, false));
    assertThat(PastFunding.decided(episodes, 24 * HOUR)).isEqualTo(2);
    assertThat(PastFunding.lived(episodes, 24 * HOUR)).isEqualTo(1);
    assertThat(PastFunding.decided(episodes, 8 * HOUR)).isEqualTo(3);
    assertThat(PastFunding.lived(episodes, 8 * HOUR)).isEqualTo(3);
  }

  @Test
  void legsOfDifferentPeriodsAreHeldOnOneClock() {
    Rates hourly = Rates.every(1, 1, 1, 1, 9, 9, 9, 9, 9, 1, 1, 1, 1, 1, 1, 1, 1);
    Rates eightHourly = Rates.every(8, 5, 5);
    PastFunding past = PastFunding.of(hourly, eightHourly);
    // long the hourly one: +4 for three hours, −4 for five, +4 for eight
    assertThat(past.episodes(2)).containsExactly(hours(2, false), hours(8, false));
    double[] held = past.holdings(2, 8 * HOUR);
    // from hour 1 to 9: the eight-hourly pays 40, the hourly takes 1 1 9 9 9 9 9 1
    assertThat(held[0]).isEqualTo(40 - 48, EXACT);
    // from hour 8 no more: −4 was paid last; the last that is known whole ends with hour 16
    assertThat(held).hasSize(3);
  }

  @Test
  void nothingIsSaidAcrossAHole() {
    Rates all = Rates.every(8, -1, 3, 3, 3, 3, 3, -1);
    Rates holed =
        new Rates(
            new int[] {8, 16, 24, 40, 48, 56},
            new int[] {8, 8, 8, 8, 8, 8},
            new double[] {-1, 3, 3, 3, 3, -1});
    assertThat(PastFunding.of(null, all).episodes(2)).containsExactly(hours(40, true));
    assertThat(PastFunding.of(null, holed).episodes(2))
        .containsExactly(hours(16, false), hours(8, false));
    assertThat(PastFunding.of(null, all).holdings(2, 16 * HOUR)).hasSize(4);
    assertThat(PastFunding.of(null, holed).holdings(2, 8 * HOUR)).containsExactly(24, -8);
    assertThat(PastFunding.of(null, holed).holdings(2, 16 * HOUR)).isEmpty();
  }

  @Test
  void itBeginsWhereBothLegsAreKnown() {
    Rates late = Rates.from(40, 8, 3, 3, -1);
    PastFunding past = PastFunding.of(Rates.every(8, 0, 0, 0, 0, 0, 0, 0, 0, 0), late);
    assertThat(past.sinceMillis()).isEqualTo(40 * HOUR);
    assertThat(past.episodes(2)).containsExactly(hours(8, false));
    assertThat(past.holdings(2, 8 * HOUR)).containsExactly(24, -8);
  }

  @Test
  void ofALegWithoutHistoryNothingIsKnown() {
    Rates some = Rates.every(8, 1, 1, 1);
    Rates none = Rates.every(8);
    assertThat(PastFunding.of(some, none).episodes(1)).isEmpty();
    assertThat(PastFunding.of(none, some).holdings(1, HOUR)).isEmpty();
    assertThat(PastFunding.of(null, null).episodes(1)).isEmpty();
  }

  /// Against sums told leg by leg, the way the ledger pays.
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void holdingsAreWhatEachLegPaidAfterTheEntry(long seed) {
    Random random = new Random(seed);
    Rates longLeg = random(random, 1 + random.nextInt(8));
    Rates shortLeg = random(random, 1 + random.nextInt(8));
    int horizon = 1 + random.nextInt(60);
    List<Double> expected = new ArrayList<>();
    int until = Math.min(last(longLeg), last(shortLeg));
    int since = Math.max(longLeg.at[0], shortLeg.at[0]);
    for (int at = 1; at + horizon <= until; at++) {
      int hour = at;
      boolean settles = settles(longLeg, hour) || settles(shortLeg, hour);
      if (settles && hour >= since && rateAt(shortLeg, hour) - rateAt(longLeg, hour) >= 0.5) {
        expected.add(paid(shortLeg, hour, horizon) - paid(longLeg, hour, horizon));
      }
    }
    double[] held = PastFunding.of(longLeg, shortLeg).holdings(0.5, horizon * HOUR);
    assertThat(held).hasSizeGreaterThan(10);
    for (int i = 0; i < expected.size(); i++) {
      // those before both legs had settled once are not told here
      double found = held[held.length - expected.size() + i];
      assertThat(found).isEqualTo(expected.get(i), within(1e-9));
    }
  }

  private static Rates random(Random random, int period) {
    double[] rates = random.doubles(600 / period).map(rate -> rate * 4 - 2).toArray();
    return Rates.every(period, rates);
  }

  private static int last(Rates leg) {
    return leg.at[leg.count() - 1];
  }

  private static boolean settles(Rates leg, int hour) {
    return IntStream.of(leg.at).anyMatch(at -> at == hour);
  }

  private static double rateAt(Rates leg, int hour) {
    int index =
        IntStream.range(0, leg.count()).filter(i -> leg.at[i] >= hour).findFirst().orElse(0);
    return leg.rates[index];
  }

  private static double paid(Rates leg, int from, int horizon) {
    return IntStream.range(0, leg.count())
        .filter(i -> leg.at[i] > from && leg.at[i] <= from + horizon)
        .mapToDouble(i -> leg.rates[i] * leg.period[i])
        .sum();
  }
}
