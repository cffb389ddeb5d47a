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
    assertThat(ExpectedFunding.persisting(PERIODIC).paidOver(NOW, until))
        .isEqualTo(PERIODIC.paidOver(NOW, until));
  }

  @Test
  void theComingSettlementIsTheEstimateAndTheDistanceHalvesInEachHalfLife() {
    ExpectedFunding halving = ExpectedFunding.reverting(PERIODIC, MEAN, 8 * HOUR);
    assertThat(halving.paidOver(NOW, 7 * HOUR)).isZero();
    assertThat(halving.paidOver(NOW, 8 * HOUR)).isCloseTo(0.0009, within(1e-15));
    assertThat(halving.paidOver(NOW, 24 * HOUR)).isCloseTo(0.0009 + 0.0005 + 0.0003, within(1e-15));
  }

  @Test
  void aContinuousRateIsSummedOverItsWay() {
    ExpectedFunding halving = ExpectedFunding.reverting(CONTINUOUS, MEAN, 8 * HOUR);
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
    assertThat(ExpectedFunding.reverting(atMean, MEAN, HOUR).paidOver(NOW, 168 * HOUR))
        .isCloseTo(atMean.paidOver(NOW, 168 * HOUR), within(1e-15));
  }

  @Test
  void aSlowReturnIsNearlyPersistence() {
    assertThat(ExpectedFunding.reverting(PERIODIC, MEAN, 1e13).paidOver(NOW, 168 * HOUR))
        .isCloseTo(PERIODIC.paidOver(NOW, 168 * HOUR), within(1e-6));
  }

  @Test
  void aHalfLifeIsPositive() {
    assertThatThrownBy(() -> ExpectedFunding.reverting(PERIODIC, MEAN, 0))
        .hasMessageContaining("half-life of 0.0 ms");
  }
}
