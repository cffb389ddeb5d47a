package dev.carry.sim.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Values worked out by hand from the venues' published formulas.
class FundingFormulaTest {
  private static final double EXACT = 1e-15;

  @ParameterizedTest(name = "premium {0} over {1} h pays {2}")
  @CsvSource({
    // Inside the damper the rate is the interest, whatever the premium.
    "0, 8, 0.0001",
    "0.0005, 8, 0.0001",
    "-0.0003, 8, 0.0001",
    // Above it the premium less 0.0005, below it the premium plus 0.0005.
    "0.0016, 8, 0.0011",
    "-0.0012, 8, -0.0007",
    // A shorter interval takes its share of the 8 hours.
    "0, 4, 0.00005",
    "0.0016, 4, 0.00055",
    "0.0016, 1, 0.0001375",
    "-0.0012, 2, -0.000175"
  })
  void clampedFormulaPullsToInterest(double premium, int hours, double rate) {
    assertThat(FundingFormula.clamped(premium, FundingFormula.INTEREST_8H, hours))
        .isEqualTo(rate, within(EXACT));
  }

  @ParameterizedTest(name = "premium {0} accrues {1} in 8 h")
  @CsvSource({
    "0.0006079, 0.0001079",
    "-0.0006079, -0.0001079",
    "0.0005, 0",
    "-0.0004, 0",
    "0, 0",
    "0.003, 0.0025"
  })
  void continuousFundingIsNothingWithinFiveBasisPoints(double premium, double rate) {
    assertThat(FundingFormula.continuous(premium)).isEqualTo(rate, within(EXACT));
  }

  @Test
  void premiumIndexIsZeroWhileTheIndexLiesBetweenBidAndAsk() {
    assertThat(FundingFormula.premiumIndex(99.9, 100.1, 100)).isZero();
    assertThat(FundingFormula.premiumIndex(100.2, 100.4, 100)).isEqualTo(0.002, within(1e-12));
    assertThat(FundingFormula.premiumIndex(99.5, 99.7, 100)).isEqualTo(-0.003, within(1e-12));
  }

  @Test
  void rateStaysBetweenFloorAndCap() {
    assertThat(FundingFormula.bounded(0.05, -0.02, 0.02)).isEqualTo(0.02);
    assertThat(FundingFormula.bounded(-0.05, -0.02, 0.02)).isEqualTo(-0.02);
  }

  @Test
  void laterSamplesWeighMore() {
    PremiumAverage average = new PremiumAverage(60_000);
    average.restart(0);
    average.sample(0, 0.001);
    average.sample(30_000, 9);
    average.sample(60_000, 0.002);
    average.sample(120_000, 0.003);
    assertThat(average.value()).isEqualTo((0.001 + 2 * 0.002 + 3 * 0.003) / 6, within(EXACT));
  }

  @Test
  void aSlotJumpedOverCountsWithTheValueFoundAfterIt() {
    PremiumAverage average = new PremiumAverage(60_000);
    average.restart(0);
    average.sample(0, 0.001);
    average.sample(120_000, 0.004);
    assertThat(average.value()).isEqualTo((0.001 + (2 + 3) * 0.004) / 6, within(EXACT));
  }
}
