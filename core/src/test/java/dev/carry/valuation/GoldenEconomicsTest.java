package dev.carry.valuation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.carry.model.Side;
import java.time.Duration;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/// The published golden values of every formula, to the digits they are published with.
class GoldenEconomicsTest {
  private static final Duration H1 = Duration.ofHours(1);
  private static final Duration H8 = Duration.ofHours(8);
  private static final long HOUR = 3_600_000;
  private static final Offset<Double> TWELVE_DIGITS = within(5e-13);
  private static final Offset<Double> NINE_DIGITS = within(5e-10);

  @Test
  void hourlyRateDividesByThePeriod() {
    assertThat(Funding.hourly(0.0001, H8)).isCloseTo(0.0000125, TWELVE_DIGITS);
  }

  @Test
  void aprIsSimple() {
    assertThat(Funding.apr(0.0001, H8)).isCloseTo(0.1095, TWELVE_DIGITS);
    assertThat(Funding.apr(0.000125, H8)).isCloseTo(0.136875, TWELVE_DIGITS);
    assertThat(Funding.apr(0.00001, H1)).isCloseTo(0.0876, TWELVE_DIGITS);
  }

  @Test
  void apyCompoundsAtEachSettlement() {
    assertThat(Funding.apyCompounded(0.0001, H8)).isCloseTo(0.115713962792, TWELVE_DIGITS);
    assertThat(Funding.apyCompounded(0.000125, H8)).isCloseTo(0.146674995290, TWELVE_DIGITS);
  }

  @Test
  void crossVenueGrossAndMoneyPerDay() {
    Carry pair =
        Carry.hold(
            FundingTerms.periodic(0.00011, 8 * HOUR, 0).persisting(),
            FundingTerms.periodic(0.00015, 8 * HOUR, 0).persisting(),
            0,
            0,
            24 * HOUR);
    assertThat(pair.grossApr()).isCloseTo(0.0438, TWELVE_DIGITS);
    assertThat(pair.income() * 1_000_000).isCloseTo(120, within(1e-9));
    assertThat(pair.grossApr() * 1_000_000).isCloseTo(43_800, within(1e-6));
  }

  @Test
  void breakEvenIsTheFiftyThirdSettlement() {
    double cost = RoundTrip.fees(0.0005, 0.00055);
    assertThat(cost).isCloseTo(0.0021, TWELVE_DIGITS);
    BreakEven found =
        BreakEven.find(
                FundingTerms.periodic(0.00011, 8 * HOUR, 0).persisting(),
                FundingTerms.periodic(0.00015, 8 * HOUR, 0).persisting(),
                cost,
                0,
                365 * 24 * HOUR)
            .orElseThrow();
    assertThat(found.settlements()).isEqualTo(53);
    assertThat(found.atMillis()).isEqualTo(53 * 8 * HOUR);
  }

  @Test
  void mixedPeriodsPayBeforeTheyReceive() {
    ExpectedFunding hourly = FundingTerms.periodic(0.00001, HOUR, 0).persisting();
    ExpectedFunding eightHourly = FundingTerms.periodic(0.0001, 8 * HOUR, 0).persisting();
    Carry pair = Carry.hold(hourly, eightHourly, 0, 0, 24 * HOUR);
    assertThat(pair.grossApr()).isCloseTo(0.0219, TWELVE_DIGITS);

    BreakEven found = BreakEven.find(hourly, eightHourly, 1e-6, 0, 24 * HOUR).orElseThrow();
    assertThat(found.lowest()).isCloseTo(-0.00007, TWELVE_DIGITS);
    assertThat(found.atMillis()).isEqualTo(8 * HOUR);
    assertThat(found.settlements()).isEqualTo(8);
  }

  @Test
  void costsThatEqualIncomeOnPaperAreCovered() {
    ExpectedFunding nothing = FundingTerms.periodic(0, 8 * HOUR, 0).persisting();
    ExpectedFunding paying = FundingTerms.periodic(0.0001, 8 * HOUR, 0).persisting();
    assertThat(BreakEven.find(nothing, paying, 0.0003, 0, 240 * HOUR).orElseThrow().settlements())
        .isEqualTo(3);
    assertThat(BreakEven.find(paying, nothing, 0.0003, 0, 240 * HOUR)).isEmpty();
  }

  @Test
  void continuousFundingAccruesByTime() {
    ExpectedFunding continuous = FundingTerms.continuous(0.0001, 8 * HOUR).persisting();
    assertThat(continuous.paidOver(0, 2 * HOUR)).isCloseTo(0.000025, TWELVE_DIGITS);
    ExpectedFunding nothing = FundingTerms.continuous(0, 8 * HOUR).persisting();
    BreakEven found = BreakEven.find(nothing, continuous, 0.00005, 0, 24 * HOUR).orElseThrow();
    assertThat(found.atMillis()).isEqualTo(4 * HOUR);
  }

  @Test
  void settlementAtTheStartIsPastAndAtTheEndIsIncluded() {
    FundingTerms terms = FundingTerms.periodic(0.0001, 8 * HOUR, 16 * HOUR);
    assertThat(terms.settlements(8 * HOUR, 16 * HOUR)).isEqualTo(1);
    assertThat(terms.settlements(8 * HOUR, 16 * HOUR - 1)).isZero();
    assertThat(terms.nextAfter(8 * HOUR)).isEqualTo(16 * HOUR);
    assertThat(terms.nextAfter(8 * HOUR - 1)).isEqualTo(8 * HOUR);
  }

  @Test
  void cashAndCarryGolden() {
    CashAndCarry carry =
        CashAndCarry.hold(42_150, 42_180, 0.000125, 8 * HOUR, 24 * HOUR, 0.001, 0.0004, 0);
    assertThat(carry.basis()).isCloseTo(0.000711744, NINE_DIGITS);
    assertThat(carry.fundingIncome()).isCloseTo(0.000375, TWELVE_DIGITS);
    assertThat(carry.fees()).isCloseTo(0.0028, TWELVE_DIGITS);
    assertThat(carry.netWithConvergence()).isCloseTo(-0.001713256, NINE_DIGITS);
    assertThat(carry.netWithConvergence() * 10_000).isCloseTo(-17.13, within(0.005));
    assertThat(carry.netWithoutConvergence() * 10_000).isCloseTo(-24.25, within(1e-9));
    assertThat(CashAndCarry.settlementsToCover(0.000125, carry.fees() - carry.basis()))
        .hasValue(17);
    assertThat(CashAndCarry.settlementsToCover(0.000125, carry.fees())).hasValue(23);
  }

  @Test
  void leverageNeverAppliesToTheSpotLeg() {
    assertThat(Capital.ofCarry(3, 0.2)).isCloseTo(1 + 1.0 / 3 + 0.2, TWELVE_DIGITS);
    assertThat(Capital.ofPair(3, 3, 0.2)).isCloseTo(2.0 / 3 + 0.2, TWELVE_DIGITS);
  }

  @Test
  void premiumGolden() {
    assertThat(Basis.premium(97_525.50, 97_480.25)).isCloseTo(0.000464197, NINE_DIGITS);
  }

  @Test
  void liquidationGoldens() {
    assertThat(Margin.liquidationLongLinear(100, 10, 0.005, 0))
        .isCloseTo(90.452261307, NINE_DIGITS);
    assertThat(Margin.liquidationShortLinear(100, 10, 0.005, 0))
        .isCloseTo(109.452736318, NINE_DIGITS);
    assertThat(Margin.liquidationLongInverse(100, 10, 0.005)).isCloseTo(91.363636364, NINE_DIGITS);
    assertThat(Margin.liquidationShortInverse(100, 10, 0.005))
        .isCloseTo(110.555555556, NINE_DIGITS);
  }

  @Test
  void safeLeverageGoldens() {
    MaintenanceTiers flat = MaintenanceTiers.flat(0.005);
    assertThat(LegStress.safeLeverage(Side.BUY, LegStress.Kind.LINEAR, 0.3, 1, flat, 10))
        .isCloseTo(3.294892916, NINE_DIGITS);
    assertThat(LegStress.safeLeverage(Side.SELL, LegStress.Kind.LINEAR, 0.3, 1, flat, 10))
        .isCloseTo(3.262642741, NINE_DIGITS);
    assertThat(LegStress.safeLeverage(Side.BUY, LegStress.Kind.LINEAR, 0.01, 1, flat, 10))
        .isEqualTo(10);
  }

  @Test
  void impossibleInputsAreRefused() {
    assertThatThrownBy(() -> Basis.premium(1, 0)).hasMessageContaining("index price");
    assertThatThrownBy(() -> Funding.hourly(0.1, 0)).hasMessageContaining("funding period");
    assertThatThrownBy(() -> Capital.ofPair(0, 1, 0)).hasMessageContaining("leverage");
  }
}
