package dev.carry.valuation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a book holds, against sums made by hand and by brute force.
class DepthTest {
  private static final Offset<Double> EXACT = within(1e-12);

  /// 1 000 at 100, 2 000 at 101, 3 000 at 102.
  private static final Depth ASKS =
      Depth.of(new double[] {100, 101, 102}, new double[] {1_000, 2_000, 3_000});

  @Test
  void whatTheTouchHoldsCostsNothingBeyondIt() {
    assertThat(ASKS.slippage(0)).isZero();
    assertThat(ASKS.slippage(1_000)).isZero();
  }

  @Test
  void beyondTheTouchTheAverageIsWeightedByWhatFills() {
    // 2 000 buy 1000/100 + 1000/101 units
    double average = 2_000 / (10 + 1_000 / 101.0);
    assertThat(ASKS.slippage(2_000)).isCloseTo(average / 100 - 1, EXACT);
    double all = 6_000 / (10 + 2_000 / 101.0 + 3_000 / 102.0);
    assertThat(ASKS.slippage(6_000)).isCloseTo(all / 100 - 1, EXACT);
  }

  @Test
  void whatTheBookDoesNotReachIsNotKnown() {
    assertThat(ASKS.reach()).isEqualTo(6_000);
    assertThat(ASKS.slippage(6_001)).isNaN();
  }

  @Test
  void bidsAreTheSameDownwards() {
    Depth bids = Depth.of(new double[] {100, 99}, new double[] {1_000, 1_000});
    double average = 2_000 / (10 + 1_000 / 99.0);
    assertThat(bids.slippage(2_000)).isCloseTo(1 - average / 100, EXACT);
    assertThat(bids.slippage(bids.fills(0.002))).isCloseTo(0.002, EXACT);
  }

  @Test
  void theMostThatFillsIsThatWhoseSlippageIsTheLimit() {
    assertThat(ASKS.fills(0)).isCloseTo(1_000, within(1e-9));
    assertThat(ASKS.slippage(ASKS.fills(0.005))).isCloseTo(0.005, EXACT);
    assertThat(ASKS.slippage(ASKS.fills(0.011))).isCloseTo(0.011, EXACT);
    assertThat(ASKS.fills(0.5)).as("no more than is known to stand there").isEqualTo(6_000);
  }

  @Test
  void aLevelOfNothingIsRefused() {
    assertThatThrownBy(() -> Depth.of(new double[] {100}, new double[] {0}))
        .hasMessageContaining("level 0: 0.0 at 100.0");
    assertThatThrownBy(() -> Depth.of(new double[0], new double[0]))
        .hasMessageContaining("0 prices");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void slippageRisesWithSizeAndTheCapacityIsWithinItsLimit(long seed) {
    RandomGenerator random = new SplittableRandom(seed);
    Depth book = book(random, random.nextBoolean());
    double before = 0;
    for (int i = 1; i <= 200; i++) {
      double slippage = book.slippage(Math.min(book.reach(), book.reach() * i / 200));
      assertThat(slippage).as("seed %d, part %d", seed, i).isGreaterThanOrEqualTo(before - 1e-12);
      before = slippage;
    }
    for (double limit : new double[] {0, 0.0001, 0.001, 0.01, 0.1}) {
      double most = book.fills(limit);
      assertThat(most).isBetween(book.upTo(0) * (1 - 1e-12), book.reach());
      assertThat(book.slippage(most)).as("seed %d", seed).isLessThanOrEqualTo(limit + 1e-12);
      double more = Math.min(book.reach(), most * 1.001 + 1);
      if (more < book.reach()) {
        assertThat(book.slippage(more)).as("seed %d", seed).isGreaterThan(limit);
      }
    }
  }

  /// A side of twenty levels.
  static Depth book(RandomGenerator random, boolean rising) {
    double[] prices = new double[20];
    double[] notionals = new double[20];
    double price = 100;
    for (int i = 0; i < prices.length; i++) {
      prices[i] = price;
      notionals[i] = 100 + 10_000 * random.nextDouble();
      price += (rising ? 1 : -1) * (0.001 + 0.1 * random.nextDouble());
    }
    return Depth.of(prices, notionals);
  }
}
