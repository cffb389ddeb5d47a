package dev.carry.detect;

import static dev.carry.detect.CrossVenueFundingTest.TWO_VENUES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.carry.engine.GateSettings;
import dev.carry.model.Finding.Status;
import dev.carry.model.InstrumentId;
import dev.carry.model.Leg;
import dev.carry.model.Opportunity;
import dev.carry.model.Side;
import dev.carry.testkit.Golden;
import dev.carry.testkit.Run;
import dev.carry.testkit.Run.Setup;
import dev.carry.testkit.Tape;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/// What a pair is worth. Expected numbers are computed here, by hand, in decimals.
class PairPricingTest {
  private static final Offset<Double> EXACT = within(1e-12);

  private static double decimal(String text) {
    return new BigDecimal(text).doubleValue();
  }

  private static double divide(String dividend, String divisor) {
    return new BigDecimal(dividend)
        .divide(new BigDecimal(divisor), MathContext.DECIMAL128)
        .doubleValue();
  }

  @Test
  void anOfferHasTheNumbersOneComputesByHand() {
    Run run = Run.of(TWO_VENUES + ". fund bybit:BTC 0.0004 8h 08:00");
    assertThat(run.findings()).hasSize(1);
    Opportunity found = run.offered().getFirst();
    assertThat(found.head().status()).isEqualTo(Status.OPEN);
    assertThat(found.head().revision()).isEqualTo(1);
    assertThat(found.head().asset()).isEqualTo("BTC");

    // what pays less is bought at the ask, what pays more is sold at the bid
    assertThat(found.legs().get(0).instrument()).isEqualTo(InstrumentId.parse("okx:BTC"));
    assertThat(found.legs().get(0).side()).isEqualTo(Side.BUY);
    assertThat(found.legs().get(0).executablePrice()).isEqualTo(50_001);
    assertThat(found.legs().get(1).instrument()).isEqualTo(InstrumentId.parse("bybit:BTC"));
    assertThat(found.legs().get(1).side()).isEqualTo(Side.SELL);
    assertThat(found.legs().get(1).executablePrice()).isEqualTo(50_009);

    // 0.0003 each eight hours, 1095 times a year
    assertThat(found.grossApr()).isCloseTo(decimal("0.3285"), EXACT);

    // 0.05 % four times; one whole spread of each leg
    double spread = divide("2", "50000") + divide("2", "50010");
    assertThat(found.costs().fees()).isCloseTo(decimal("0.002"), EXACT);
    assertThat(found.costs().spread()).isCloseTo(spread, EXACT);
    assertThat(found.costs().slippage()).isEqualTo(0.0);
    assertThat(found.costs().conversion()).isEqualTo(0.0);
    assertThat(found.costs().unknown()).containsExactly("financing", "transfer");

    // 21 settlements in seven days, 365/7 such holdings a year
    double net = decimal("0.0063") - decimal("0.002") - spread;
    assertThat(found.netApr()).isCloseTo(net * 365 / 7, EXACT);
    assertThat(found.returnOnCapital()).isCloseTo(net * 365 / 7 / (2.0 / 3 + 0.2), EXACT);

    // 0.00208 of cost at 0.0003 each: the 7th settlement, on the third day at 08:00
    assertThat(found.breakEvenSettlements()).isEqualTo(7);
    assertThat(found.breakEven()).isEqualTo(Duration.ofHours(1 + 6 * 8));

    assertThat(found.priceGap()).isCloseTo(divide("8", "50005"), EXACT);
    assertThat(found.capacity()).isEqualTo(10 * 50_001.0);
  }

  @Test
  void theFundingOfTheDayOfSettlementIsCountedOnce() {
    // at 08:00:00 sharp the settlement at 08:00 is past: 21 more in seven days, the last included
    GateSettings noHold =
        new GateSettings(
            Duration.ofSeconds(60),
            Duration.ofMinutes(10),
            Duration.ofHours(8),
            Duration.ZERO,
            0.05,
            0.04,
            0.02,
            Duration.ofSeconds(1));
    Run run =
        Setup.DEFAULT
            .with(noHold)
            .run(
                TWO_VENUES.replace("07:00", "08:00").replace("8h 08:00", "8h 16:00")
                    + ". fund bybit:BTC 0.0004 8h 16:00");
    double net = decimal("0.0063") - decimal("0.002") - divide("2", "50000") - divide("2", "50010");
    assertThat(run.offered().getFirst().netApr()).isCloseTo(net * 365 / 7, EXACT);
    assertThat(run.offered().getFirst().breakEven()).isEqualTo(Duration.ofHours(7 * 8));
  }

  @Test
  void anOfferIsToldInJsonAsTheContractSays() {
    Run run = Run.of(TWO_VENUES + ". fund bybit:BTC 0.0004 8h 08:00");
    Golden.check("detect/offer.json", run.json());
  }

  @Test
  void anHourlyLegPaysBeforeTheEightHourlyOneAndTheRiskSaysHowMuch() {
    Run run =
        Setup.DEFAULT
            .with(instrument -> 0)
            .run(
                """
                00:30:00 start
                .        tick
                .        list  okx:BTC BTC/USDT:USDT period=1h
                .        list  bybit:BTC BTC/USDT:USDT period=8h
                .        quote okx:BTC 49999.99 10 50000.01 10
                .        quote bybit:BTC 49999.99 10 50000.01 10
                .        fund  okx:BTC 0.00002 1h 01:00
                .        fund  bybit:BTC 0.0004 8h 08:00
                """);
    Opportunity found = run.offered().getFirst();
    // 0.0004/8 − 0.00002 an hour
    assertThat(found.grossApr()).isCloseTo(decimal("0.00003") * 8760, EXACT);
    // seven hours at 0.00002 are paid before the first receipt, at the eighth instant
    assertThat(found.riskWords()).contains("1.40 bps are paid out before income comes");
    assertThat(found.breakEven()).isEqualTo(Duration.ofMinutes(7 * 60 + 30));
    assertThat(found.breakEvenSettlements()).isEqualTo(8);
    assertThat(found.legs().get(0).period()).isEqualTo(Duration.ofHours(1));
    assertThat(found.legs().get(1).period()).isEqualTo(Duration.ofHours(8));
  }

  @Test
  void aContinuousLegAccruesByTimeAndHasNoSettlement() {
    Run run =
        Run.of(
            """
            07:00:00 start
            .        tick
            .        list  deribit:BTC BTC/USDC:USDC period=8h continuous
            .        list  okx:BTC BTC/USDC:USDC period=8h
            .        quote deribit:BTC 49999 10 50001 10
            .        quote okx:BTC 49999 10 50001 10
            .        fund  deribit:BTC 0.0001 8h -
            .        fund  okx:BTC 0.0004 8h 08:00
            """);
    Opportunity found = run.offered().getFirst();
    assertThat(found.legs().get(0).instrument()).isEqualTo(InstrumentId.parse("deribit:BTC"));
    assertThat(found.legs().get(0).settlesAt()).isNull();
    assertThat(found.legs().get(1).settlesAt()).isEqualTo(Tape.time("08:00"));
    // 21 settlements received; 168 hours of 0.0001 per 8 hours paid
    double net =
        decimal("0.0084") - decimal("0.0021") - decimal("0.002") - 2 * divide("2", "50000");
    assertThat(found.netApr()).isCloseTo(net * 365 / 7, EXACT);
    // after n settlements 0.0004 n − 0.0000125 (1 + 8 (n − 1)) ≥ 0.00208: n = 7
    assertThat(found.breakEvenSettlements()).isEqualTo(7);
    // before the first receipt an hour of 0.0000125 was paid
    assertThat(found.riskWords()).contains("0.12 bps are paid out before income comes");
  }

  @Test
  void legsInDifferentCoinsPayTheirConversionBothWays() {
    Run run =
        Run.of(
            TWO_VENUES.replace("bybit:BTC BTC/USDT:USDT", "bybit:BTC BTC/USDC:USDC")
                + ". fund bybit:BTC 0.0004 8h 08:00");
    Opportunity found = run.offered().getFirst();
    assertThat(found.costs().conversion()).isCloseTo(decimal("0.0004"), EXACT);
    assertThat(found.riskWords())
        .contains("prices are in USDT and USDC: the coins may drift apart");
    double net =
        decimal("0.0063") - decimal("0.0024") - divide("2", "50000") - divide("2", "50010");
    assertThat(found.netApr()).isCloseTo(net * 365 / 7, EXACT);
  }

  @Test
  void anInverseLegIsSizedInItsContractsAndItsMarginsExposureIsShown() {
    Run run =
        Run.of(
            TWO_VENUES
                    .replace(
                        "bybit:BTC BTC/USDT:USDT period=8h",
                        "bybit:BTC BTC/USD:BTC period=8h inverse sizes=contracts contract=1")
                    .replace("50009 10 50011 10", "50009 30000 50011 20000")
                + ". fund bybit:BTC 0.0004 8h 08:00");
    Opportunity found = run.offered().getFirst();
    // a contract is a dollar, whatever the price
    assertThat(found.capacity()).isEqualTo(30_000.0);
    assertThat(found.costs().slippage()).isEqualTo(0.0);
    assertThat(found.costs().conversion()).isCloseTo(decimal("0.0004"), EXACT);
    assertThat(found.riskWords())
        .contains(
            "prices are in USDT and USD: the coins may drift apart",
            "margin of bybit:BTC is held in BTC: 0.33 of the notional moves with its price");
  }

  @Test
  void aListingOfAThousandIsPricedPerUnit() {
    Run run =
        Run.of(
            """
            07:00:00 start
            .        tick
            .        list  okx:PEPE PEPE/USDT:USDT period=8h sizes=contracts contract=10000000
            .        list  bybit:1000PEPE PEPE/USDT:USDT period=8h multiplier=1000
            .        mark  okx:PEPE 0.00001000
            .        mark  bybit:1000PEPE 0.01000
            .        quote okx:PEPE 0.000009999 500 0.000010001 500
            .        quote bybit:1000PEPE 0.010009 5000000 0.010011 5000000
            .        fund  okx:PEPE 0.0001 8h 08:00
            .        fund  bybit:1000PEPE 0.0004 8h 08:00
            """);
    assertThat(run.quarantines()).isEmpty();
    Opportunity found = run.offered().getFirst();
    // 0.010009 per thousand against 0.000010001 each
    assertThat(found.priceGap()).isCloseTo(divide("0.000000008", "0.000010005"), EXACT);
    assertThat(found.legs().get(1).executablePrice()).isEqualTo(0.010009);
    assertThat(found.legs().get(1).priceMultiplier()).isEqualByComparingTo("1000");
    // the legs alone prove every number that prices make
    Leg longLeg = found.legs().get(0);
    Leg shortLeg = found.legs().get(1);
    double bought = longLeg.executablePrice() / longLeg.priceMultiplier().doubleValue();
    double sold = shortLeg.executablePrice() / shortLeg.priceMultiplier().doubleValue();
    assertThat(2 * (sold - bought) / (sold + bought)).isCloseTo(found.priceGap(), EXACT);
    assertThat(quotedSpread(longLeg) + quotedSpread(shortLeg))
        .isCloseTo(found.costs().spread(), EXACT);
    assertThat(2 * (longLeg.takerFee() + shortLeg.takerFee()))
        .isCloseTo(found.costs().fees(), EXACT);
    // 500 contracts of ten million at the ask; five million of a thousand at the bid
    assertThat(found.capacity()).isCloseTo(50_005, within(1e-6));
  }

  @Test
  void beyondTheTouchSlippageIsUnknownAndNeverZero() {
    Run run =
        Run.of(
            TWO_VENUES.replace("49999 10 50001 10", "49999 10 50001 0.1")
                + ". fund bybit:BTC 0.0004 8h 08:00");
    Opportunity found = run.offered().getFirst();
    assertThat(found.costs().slippage()).isNull();
    assertThat(found.costs().unknown()).containsExactly("slippage", "financing", "transfer");
    assertThat(found.capacity()).isCloseTo(5_000.1, within(1e-9));
    assertThat(found.riskWords())
        .contains("slippage is not known: the touch holds 5000 of 10000 asked");
  }

  @Test
  void withoutSizesTheCapacityIsUnknown() {
    Run run =
        Run.of(
            TWO_VENUES.replace("49999 10 50001 10", "49999 - 50001 -")
                + ". fund bybit:BTC 0.0004 8h 08:00");
    Opportunity found = run.offered().getFirst();
    assertThat(found.capacity()).isNull();
    assertThat(found.riskWords()).contains("slippage is not known: no sizes at the touch");
  }

  @Test
  void aQuantoContractsWorthIsNotGuessed() {
    Run run =
        Run.of(
            TWO_VENUES.replace(
                    "bybit:BTC BTC/USDT:USDT period=8h",
                    "bybit:BTC BTC/USD:XRP period=8h quanto sizes=contracts contract=1")
                + ". fund bybit:BTC 0.0004 8h 08:00");
    Opportunity found = run.offered().getFirst();
    assertThat(found.capacity()).isNull();
    assertThat(found.riskWords())
        .contains("bybit:BTC pays in XRP at a fixed rate: the hedge drifts with its price");
  }

  @Test
  void theEstimateAfterTheComingOneIsNeverValued() {
    Run run =
        Run.of(
            TWO_VENUES
                + """
                .        fund bybit:BTC 0.0001 8h 08:00
                07:00:01 next bybit:BTC 0.0090 8h 16:00
                07:00:02 tick
                """);
    assertThat(run.findings()).isEmpty();
  }

  @Test
  void aSettledRateIsNoEstimate() {
    Run run =
        Run.of(
            TWO_VENUES
                + """
                .        paid bybit:BTC 0.0090 8h 00:00
                07:00:01 tick
                07:00:02 fund bybit:BTC 0.0001 8h 08:00
                07:00:03 paid bybit:BTC 0.0090 8h 00:00
                07:00:04 tick
                """);
    assertThat(run.findings()).isEmpty();
  }

  private static double quotedSpread(Leg leg) {
    double wide = Math.abs(leg.executablePrice() - leg.exitPrice());
    return 2 * wide / (leg.executablePrice() + leg.exitPrice());
  }
}
