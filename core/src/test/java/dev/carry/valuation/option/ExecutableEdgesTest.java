package dev.carry.valuation.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.carry.model.Instrument.OptionType;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/// What several options say of each other, at prices that can be had.
class ExecutableEdgesTest {
  private static final Offset<Double> EXACT = within(1e-9);
  private static final double[] STRIKES =
      IntStream.rangeClosed(45, 52).mapToDouble(i -> i * 1_000).toArray();

  @Test
  void aPremiumInCoinIsWorthTheForward() {
    assertThat(InversePremium.toQuote(0.0425, 50_000)).isCloseTo(2_125, EXACT);
    assertThat(InversePremium.toCoin(2_125, 50_000)).isCloseTo(0.0425, EXACT);
  }

  @Test
  void aSyntheticForwardIsSoldLowerThanItIsBought() {
    assertThat(SyntheticForward.soldAt(1_500, 1_100, 50_000)).isCloseTo(50_400, EXACT);
    assertThat(SyntheticForward.boughtAt(1_520, 1_080, 50_000)).isCloseTo(50_440, EXACT);
  }

  @Test
  void inInverseOptionsTheForwardIsTheOneTheyArePricedOn() {
    double call = price(OptionType.CALL, 52_000, 50_000) / 52_000;
    double put = price(OptionType.PUT, 52_000, 50_000) / 52_000;
    assertThat(SyntheticForward.inverseSoldAt(call, put, 50_000)).isCloseTo(52_000, EXACT);
    assertThat(SyntheticForward.inverseBoughtAt(call, put, 50_000)).isCloseTo(52_000, EXACT);
  }

  @Test
  void withoutASideThereIsNoForward() {
    assertThat(SyntheticForward.soldAt(Double.NaN, 1_100, 50_000)).isNaN();
    assertThat(SyntheticForward.inverseSoldAt(1.2, 0.1, 50_000)).isNaN();
  }

  @Test
  void fairChainsHaveNoEdge() {
    for (OptionType type : OptionType.values()) {
      StrikeQuote low = fair(type, 45_000);
      StrikeQuote middle = fair(type, 48_000);
      StrikeQuote high = fair(type, 55_000);
      assertThat(StaticArbitrage.boughtVertical(type, low, high)).isNegative();
      assertThat(StaticArbitrage.soldVertical(type, low, high)).isNegative();
      assertThat(StaticArbitrage.boughtButterfly(low, middle, high)).isNegative();
    }
  }

  private static StrikeQuote fair(OptionType type, double strike) {
    double price = price(type, 50_000, strike);
    return new StrikeQuote(strike, price - 1, price + 1);
  }

  private static double price(OptionType type, double forward, double strike) {
    return new Black76(type, forward, strike, 0.1, 0.6, 0).price();
  }

  @Test
  void theStrikeThatPaysMoreForLessIsBought() {
    StrikeQuote low = new StrikeQuote(100, 4.8, 5);
    StrikeQuote high = new StrikeQuote(110, 5.5, 5.7);
    assertThat(StaticArbitrage.boughtVertical(OptionType.CALL, low, high)).isCloseTo(0.5, EXACT);
    StrikeQuote dear = new StrikeQuote(100, 5.5, 5.7);
    StrikeQuote cheap = new StrikeQuote(110, 4.8, 5);
    assertThat(StaticArbitrage.boughtVertical(OptionType.PUT, dear, cheap)).isCloseTo(0.5, EXACT);
  }

  @Test
  void aVerticalDearerThanItsWidthIsSold() {
    StrikeQuote low = new StrikeQuote(100, 15.5, 16);
    StrikeQuote high = new StrikeQuote(110, 4.8, 5);
    assertThat(StaticArbitrage.soldVertical(OptionType.CALL, low, high)).isCloseTo(0.5, EXACT);
    StrikeQuote dearPut = new StrikeQuote(110, 15.5, 16);
    StrikeQuote cheapPut = new StrikeQuote(100, 4.8, 5);
    assertThat(StaticArbitrage.soldVertical(OptionType.PUT, cheapPut, dearPut))
        .isCloseTo(0.5, EXACT);
  }

  /// Strikes of 100, 110 and 140: three quarters of the lower wing and a quarter of the upper one
  /// pay at least what the middle does.
  @Test
  void aButterflyWeighsUnequalWings() {
    StrikeQuote low = new StrikeQuote(100, 11, 12);
    StrikeQuote middle = new StrikeQuote(110, 10.5, 11);
    StrikeQuote high = new StrikeQuote(140, 3, 4);
    assertThat(StaticArbitrage.boughtButterfly(low, middle, high))
        .isCloseTo(10.5 - 0.75 * 12 - 0.25 * 4, EXACT);
    for (double settled = 50; settled < 200; settled++) {
      double pays =
          0.75 * Math.max(0, settled - 100)
              + 0.25 * Math.max(0, settled - 140)
              - Math.max(0, settled - 110);
      assertThat(pays).isGreaterThanOrEqualTo(-1e-12);
    }
  }

  @Test
  void strikesMustAscend() {
    StrikeQuote at100 = new StrikeQuote(100, 1, 2);
    StrikeQuote at110 = new StrikeQuote(110, 1, 2);
    assertThatThrownBy(() -> StaticArbitrage.boughtVertical(OptionType.CALL, at110, at100))
        .hasMessageContaining("strikes 110.0, 100.0");
    assertThatThrownBy(() -> StaticArbitrage.boughtButterfly(at100, at100, at110))
        .hasMessageContaining("ascending");
  }

  @Test
  void withoutABidNothingIsSold() {
    StrikeQuote low = new StrikeQuote(100, 4, 5);
    StrikeQuote unbid = new StrikeQuote(110, Double.NaN, 1);
    assertThat(StaticArbitrage.boughtVertical(OptionType.CALL, low, unbid)).isNaN();
  }

  /// Four moves of one per cent in four days, whatever their direction.
  @Test
  void realisedVolatilityIsOfLogReturnsOverTheirTime() {
    double up = 100 * Math.exp(0.01);
    double[] path = {100, up, 100, up, 100};
    assertThat(RealisedVolatility.perYear(path, 4.0 / 365))
        .isCloseTo(0.01 * Math.sqrt(365), within(1e-12));
    assertThat(RealisedVolatility.perYear(new double[] {100}, 1)).isNaN();
    assertThat(RealisedVolatility.perYear(path, 0)).isNaN();
  }

  @Test
  void theNearestStrikeIsAtTheMoneyAndATieGoesToTheLower() {
    Moneyness.Ladder ladder = Moneyness.around(48_500, STRIKES, Moneyness.TOLERANCE);
    assertThat(ladder.atTheMoney()).isEqualTo(48_000);
    assertThat(ladder.below()).isEqualTo(48_000);
    assertThat(ladder.above()).isEqualTo(49_000);
    assertThat(ladder.distance(48_000)).isCloseTo(0.010309, within(5e-7));
    assertThat(ladder.distance(49_000)).isCloseTo(0.010309, within(5e-7));
    double[] descending = STRIKES.clone();
    for (int i = 0; i < descending.length; i++) {
      descending[i] = STRIKES[STRIKES.length - 1 - i];
    }
    assertThat(Moneyness.around(48_500, descending, Moneyness.TOLERANCE)).isEqualTo(ladder);
  }

  @Test
  void callsAreInTheMoneyBelowThePriceAndPutsAbove() {
    Moneyness.Ladder ladder = Moneyness.around(48_500, STRIKES, Moneyness.TOLERANCE);
    assertThat(ladder.of(OptionType.CALL, 47_000)).isEqualTo(Moneyness.IN_THE_MONEY);
    assertThat(ladder.of(OptionType.CALL, 48_000)).isEqualTo(Moneyness.AT_THE_MONEY);
    assertThat(ladder.of(OptionType.CALL, 49_000)).isEqualTo(Moneyness.OUT_OF_THE_MONEY);
    assertThat(ladder.of(OptionType.PUT, 47_000)).isEqualTo(Moneyness.OUT_OF_THE_MONEY);
    assertThat(ladder.of(OptionType.PUT, 48_000)).isEqualTo(Moneyness.AT_THE_MONEY);
    assertThat(ladder.of(OptionType.PUT, 49_000)).isEqualTo(Moneyness.IN_THE_MONEY);
  }

  @Test
  void beyondTheToleranceNothingIsAtTheMoney() {
    Moneyness.Ladder ladder = Moneyness.around(60_000, STRIKES, Moneyness.TOLERANCE);
    assertThat(ladder.atTheMoney()).isNaN();
    assertThat(ladder.above()).isNaN();
    assertThat(ladder.below()).isEqualTo(52_000);
    assertThat(ladder.of(OptionType.PUT, 52_000)).isEqualTo(Moneyness.OUT_OF_THE_MONEY);
  }
}
