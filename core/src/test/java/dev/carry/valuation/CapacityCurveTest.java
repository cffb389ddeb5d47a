package dev.carry.valuation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// How large a trade may be.
class CapacityCurveTest {
  /// 1 000 at the touch, 1 000 each a percent worse than the one before.
  private static final Depth BOOK =
      Depth.of(new double[] {100, 101, 102}, new double[] {1_000, 1_000, 1_000});

  @Test
  void itGrowsToTheLevelThatCostsMoreThanItEarns() {
    // the second level costs about a percent of itself, the third about two
    CapacityCurve curve = new CapacityCurve(0.015, 10, List.of(BOOK));
    assertThat(curve.best()).hasValue(2_000);
    assertThat(curve.netAt(1_000)).isEqualTo(0.015);
    assertThat(curve.netPerDayAt(1_000)).isEqualTo(1.5);
    assertThat(curve.netPerDayAt(2_000))
        .isCloseTo(2_000 * (0.015 - BOOK.slippage(2_000)) / 10, within(1e-12));
  }

  @Test
  void theLargestLosesNothingAndAnyMoreDoes() {
    CapacityCurve curve = new CapacityCurve(0.007, 10, List.of(BOOK));
    double largest = curve.largest().orElseThrow();
    assertThat(curve.netAt(largest)).isCloseTo(0, within(1e-12));
    assertThat(curve.netAt(largest + 1)).isNegative();
  }

  @Test
  void everySideThatIsFilledCounts() {
    CapacityCurve one = new CapacityCurve(0.007, 10, List.of(BOOK));
    CapacityCurve four = new CapacityCurve(0.007, 10, List.of(BOOK, BOOK, BOOK, BOOK));
    assertThat(four.netAt(2_000)).isCloseTo(0.007 - 4 * BOOK.slippage(2_000), within(1e-15));
    assertThat(four.largest().orElseThrow()).isLessThan(one.largest().orElseThrow());
  }

  @Test
  void whatLosesAtTheTouchHasNoSize() {
    CapacityCurve curve = new CapacityCurve(-0.001, 10, List.of(BOOK));
    assertThat(curve.best()).isEmpty();
    assertThat(curve.largest()).isEmpty();
  }

  @Test
  void nothingIsSaidBeyondTheShortestBook() {
    Depth shallow = Depth.of(new double[] {100}, new double[] {1_500});
    CapacityCurve curve = new CapacityCurve(1, 10, List.of(BOOK, shallow));
    assertThat(curve.largest()).hasValue(1_500);
    assertThat(curve.best()).hasValue(1_500);
    assertThat(curve.netAt(1_501)).isNaN();
  }

  @Test
  void withoutATimeOrABookThereIsNoCurve() {
    assertThatThrownBy(() -> new CapacityCurve(0.01, 0, List.of(BOOK))).hasMessageContaining("0.0");
    assertThatThrownBy(() -> new CapacityCurve(0.01, 1, List.of())).hasMessageContaining("book");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void netFallsWithSizeAndNoSizeIsBetterThanTheBest(long seed) {
    RandomGenerator random = new SplittableRandom(seed);
    List<Depth> books =
        Stream.of(true, false, false, true).map(rising -> DepthTest.book(random, rising)).toList();
    CapacityCurve curve = new CapacityCurve(0.0005 + 0.01 * random.nextDouble(), 7, books);
    double reach = books.stream().mapToDouble(Depth::reach).min().orElseThrow();
    double best = curve.netPerDayAt(curve.best().orElseThrow());
    double before = Double.POSITIVE_INFINITY;
    for (int i = 1; i <= 500; i++) {
      double notional = reach * i / 500;
      assertThat(curve.netAt(notional)).as("seed %d", seed).isLessThanOrEqualTo(before + 1e-12);
      // between two levels the curve bends by less than this
      assertThat(curve.netPerDayAt(notional)).as("seed %d", seed).isLessThan(best * 1.001);
      before = curve.netAt(notional);
    }
    assertThat(curve.netAt(curve.largest().orElseThrow())).isGreaterThanOrEqualTo(0);
  }
}
