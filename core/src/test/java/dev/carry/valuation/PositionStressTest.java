package dev.carry.valuation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.carry.model.Side;
import dev.carry.valuation.LegStress.Kind;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The goldens of liquidation prices, and what follows from them by hand.
class PositionStressTest {
  private static final MaintenanceTiers FLAT = MaintenanceTiers.flat(0.005);
  private static final MaintenanceTiers TIERED =
      MaintenanceTiers.of(
          new double[] {50_000, 250_000, Double.POSITIVE_INFINITY},
          new double[] {0.004, 0.005, 0.01});
  private static final TransferRisk NONE = new TransferRisk(0, 0, 0);

  private static LegStress leg(Side side, Kind kind, double leverage) {
    return new LegStress(side, kind, 100, 10, leverage, FLAT);
  }

  private static PositionStress pair(double leverage, double buffer, TransferRisk risk) {
    return new PositionStress(
        leg(Side.BUY, Kind.LINEAR, leverage), leg(Side.SELL, Kind.LINEAR, leverage), buffer, risk);
  }

  @ParameterizedTest
  @CsvSource({
    "BUY, LINEAR, 90.452261307",
    "SELL, LINEAR, 109.452736318",
    "BUY, INVERSE, 91.363636364",
    "SELL, INVERSE, 110.555555556"
  })
  void legsAreLiquidatedAtThePublishedPrices(Side side, Kind kind, double price) {
    LegStress leg = leg(side, kind, 10);

    assertThat(leg.liquidationPrice().orElseThrow()).isCloseTo(price, within(1e-9));
    assertThat(leg.isLiquidated(price - side.sign() * 1e-6)).isTrue();
    assertThat(leg.isLiquidated(price + side.sign() * 1e-6)).isFalse();
  }

  /// Whatever the tier, what is left at the liquidation price is what the venue asks for there.
  @ParameterizedTest
  @CsvSource({
    "BUY, LINEAR, 400", "BUY, LINEAR, 600", "BUY, LINEAR, 2600", "BUY, LINEAR, 40000",
    "SELL, LINEAR, 400", "SELL, LINEAR, 490", "SELL, LINEAR, 2400", "SELL, LINEAR, 40000",
    "BUY, INVERSE, 40000", "SELL, INVERSE, 60000", "SELL, INVERSE, 900000"
  })
  void atTheLiquidationPriceOfATierNothingIsLeftBeyondWhatIsAsked(
      Side side, Kind kind, double quantity) {
    LegStress leg = new LegStress(side, kind, 100, quantity, 10, TIERED);

    double price = leg.liquidationPrice().orElseThrow();

    assertThat(leg.equity(price)).isCloseTo(leg.required(price), within(1e-6));
  }

  @Test
  void whatIsPaidInFullIsNeverLiquidated() {
    LegStress coin = leg(Side.BUY, Kind.PAID, 1);

    assertThat(coin.liquidationPrice()).isEmpty();
    assertThat(coin.isLiquidated(1e-9)).isFalse();
    assertThat(coin.capital()).isEqualTo(1_000);
    assertThat(coin.surplus(200)).as("its gain stands behind nothing").isZero();
    assertThatThrownBy(() -> leg(Side.SELL, Kind.PAID, 1)).hasMessageContaining("found: sold");
  }

  @ParameterizedTest
  @CsvSource({"BUY, 3.294892916", "SELL, 3.262642741"})
  void theSafeLeverageOfAFlatTierIsTheGoldenOne(Side side, double golden) {
    assertThat(LegStress.safeLeverage(side, Kind.LINEAR, 0.3, 1_000, FLAT, 10))
        .isCloseTo(golden, within(1e-9));
  }

  /// At the leverage that is safe for a move, the leg is liquidated exactly by that move.
  @ParameterizedTest
  @CsvSource({
    "BUY, LINEAR, 0.1, 40000",
    "SELL, LINEAR, 0.1, 49000",
    "BUY, LINEAR, 0.3, 300000",
    "SELL, LINEAR, 0.5, 1000000",
    "BUY, INVERSE, 0.1, 40000",
    "SELL, INVERSE, 0.1, 300000",
    "BUY, INVERSE, 0.5, 300000"
  })
  void theSafeLeverageOfATierIsLiquidatedByExactlyTheMove(
      Side side, Kind kind, double adverse, double notional) {
    double leverage = LegStress.safeLeverage(side, kind, adverse, notional, TIERED, 1_000);

    LegStress leg = LegStress.ofNotional(side, kind, 100, notional, leverage, TIERED);

    assertThat(leg.liquidationPrice().orElseThrow())
        .isCloseTo(100 * (1 - side.sign() * adverse), within(1e-9));
  }

  @Test
  void aMoveTakesFromOneLegWhatItGivesTheOther() {
    PositionStress position = pair(5, 100, NONE);
    double entered = position.longLeg().capital() + position.shortLeg().capital();
    for (PositionStress.Row row : position.table(0)) {
      assertThat(row.longLeg().equity() + row.shortLeg().equity())
          .as(row.toString())
          .isCloseTo(entered, within(1e-9));
    }
  }

  /// Down 15 %: 200 − 150 are left of the long, and for 850 it is to have 170.
  @Test
  void whatALegLacksComesFromTheOtherFirst() {
    PositionStress.Row row = pair(5, 100, NONE).at(-0.15, 0);

    assertThat(row.longLeg().equity()).isCloseTo(50, within(1e-9));
    assertThat(row.longLeg().missing()).isCloseTo(120, within(1e-9));
    assertThat(row.fromOther()).isCloseTo(120, within(1e-9));
    assertThat(row.fromBuffer()).isZero();
    assertThat(row.survives()).isTrue();
  }

  /// The price of the short leg's venue alone is 10 % higher: nobody gained, the buffer pays.
  @Test
  void aGapIsPaidFromTheBuffer() {
    PositionStress.Row row = pair(5, 100, NONE).at(0, 0.1);

    assertThat(row.shortLeg().equity()).isCloseTo(100, within(1e-9));
    assertThat(row.fromOther()).isZero();
    assertThat(row.fromBuffer()).isCloseTo(100, within(1e-9));
    assertThat(row.lacking()).isCloseTo(20, within(1e-9));
    assertThat(row.survives()).isFalse();
  }

  /// 60 % a year are 1.05 % in half an hour, at 2.326 deviations.
  @Test
  void whatIsSentArrivesInTimeOrTooLate() {
    TransferRisk risk =
        new TransferRisk(Duration.ofMinutes(30).toMillis(), 0.6, TransferRisk.ONE_IN_A_HUNDRED);
    assertThat(risk.move())
        .isCloseTo(2.326 * 0.6 * Math.sqrt(0.5 / 8760), within(1e-15))
        .isCloseTo(0.010544, within(1e-6));

    assertThat(pair(10, 0, risk).at(-0.08, 0).longLeg().inTime()).isTrue();
    PositionStress.Row late = pair(10, 0, risk).at(-0.09, 0);
    assertThat(late.longLeg().liquidated()).isFalse();
    assertThat(late.longLeg().inTime()).as("90.45 is 0.6 % away").isFalse();
  }

  @Test
  void theBufferThatSurvivesIsWhatTheLegsLackThen() {
    PositionStress position = pair(10, 0, NONE);
    double buffer = position.bufferThatSurvives(0.2);

    // each leg loses 200 of its margin of 100; 0.5 % of 800 and of 1,200 must be left
    assertThat(buffer).isCloseTo(100 + 4 + 100 + 6, within(1e-9));
    assertThat(position.bufferThatSurvives(0.05)).isZero();
  }

  @Test
  void theReturnIsOnAllThatIsBound() {
    PositionStress position = pair(4, 200, NONE);

    assertThat(position.capital()).isEqualTo(700);
    assertThat(position.returnOnCapital(0.07)).isCloseTo(0.1, within(1e-12));
  }
}
