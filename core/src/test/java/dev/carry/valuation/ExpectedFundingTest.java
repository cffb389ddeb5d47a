package dev.carry.valuation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExpectedFundingTest {
  private static final long HOUR = 3_600_000;
  private static final long NOW = 3 * HOUR;
  private static final FundingTerms PERIODIC = FundingTerms.periodic(0.0009, 8 * HOUR, 8 * HOUR);
  private static final FundingTerms CONTINUOUS = FundingTerms.continuous(0.0009, 8 * HOUR);

  /// 0.0001 per 8 h.
  private static final double MEAN = 0.0000125;

  @ParameterizedTest
  @ValueSource(longs = {0, 4, 5, 100, 168})
  void persistenceIsWhatTheTermsPay(long hours) {
    long until = NOW + hours * HOUR;
    assertThat(PERIODIC.persisting().paidOver(NOW, until)).isEqualTo(PERIODIC.paidOver(NOW, until));
  }

  @Test
  void theComingSettlementIsTheEstimateAndTheDistanceHalvesInEachHalfLife() {
    ExpectedFunding halving = PERIODIC.reverting(MEAN, 8 * HOUR);
    assertThat(halving.paidOver(NOW, 7 * HOUR)).isZero();
    assertThat(halving.paidOver(NOW, 8 * HOUR)).isCloseTo(0.0009, within(1e-15));
    assertThat(halving.paidOver(NOW, 24 * HOUR)).isCloseTo(0.0009 + 0.0005 + 0.0003, within(1e-15));
  }

  @Test
  void aContinuousRateIsSummedOverItsWay() {
    ExpectedFunding halving = CONTINUOUS.reverting(MEAN, 8 * HOUR);
    double sum = 0;
    for (long at = NOW; at < NOW + 24 * HOUR; at += 60_000) {
      double rate = 0.0001 + 0.0008 * Math.pow(0.5, (at + 30_000.0 - NOW) / (8 * HOUR));
      sum += rate / 480;
    }
    assertThat(halving.paidOver(NOW, NOW + 24 * HOUR)).isCloseTo(sum, within(1e-9));
    assertThat(halving.paidOver(NOW, NOW)).isZero();
  }

  @Test
  void aRateAtItsMeanStaysThere() {
    FundingTerms atMean = FundingTerms.periodic(0.0001, 8 * HOUR, 8 * HOUR);
    assertThat(atMean.reverting(MEAN, HOUR).paidOver(NOW, 168 * HOUR))
        .isCloseTo(atMean.paidOver(NOW, 168 * HOUR), within(1e-15));
  }

  @Test
  void aSlowReturnIsNearlyPersistence() {
    assertThat(PERIODIC.reverting(MEAN, 1e13).paidOver(NOW, 168 * HOUR))
        .isCloseTo(PERIODIC.paidOver(NOW, 168 * HOUR), within(1e-6));
  }

  @Test
  void aRateThatFadesMayNeverEarnItsCosts() {
    ExpectedFunding nothing = ExpectedFunding.NOTHING;
    ExpectedFunding halving = PERIODIC.reverting(0, 8 * HOUR); // 0.0018 in all
    long until = 10_000 * HOUR;
    assertThat(BreakEven.find(nothing, halving, 0.0017, 0, until).orElseThrow().settlements())
        .isEqualTo(5);
    assertThat(BreakEven.find(nothing, halving, 0.0019, 0, until)).isEmpty();
    assertThat(BreakEven.find(nothing, PERIODIC.persisting(), 0.0019, 0, until)).isPresent();
  }

  @Test
  void accruedByTimeItIsFoundToTheMillisecond() {
    ExpectedFunding halving = CONTINUOUS.reverting(MEAN, 8 * HOUR);
    BreakEven found =
        BreakEven.find(ExpectedFunding.NOTHING, halving, 0.001, NOW, NOW + 168 * HOUR)
            .orElseThrow();
    assertThat(halving.paidOver(NOW, found.atMillis())).isGreaterThanOrEqualTo(0.001);
    assertThat(halving.paidOver(NOW, found.atMillis() - 1)).isLessThan(0.001);
    // long the one that fades: the short that persists pays back what was paid out first
    BreakEven later =
        BreakEven.find(
                CONTINUOUS.reverting(0, 8 * HOUR),
                FundingTerms.continuous(0.0003, 8 * HOUR).persisting(),
                0.0001,
                NOW,
                NOW + 1_000 * HOUR)
            .orElseThrow();
    assertThat(later.lowest()).isNegative();
  }

  @Test
  void aHalfLifeIsPositive() {
    assertThatThrownBy(() -> PERIODIC.reverting(MEAN, 0))
        .hasMessageContaining("half-life of 0.0 ms");
  }
}
