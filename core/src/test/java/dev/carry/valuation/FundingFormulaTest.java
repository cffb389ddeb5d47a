package dev.carry.valuation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.carry.model.Instrument;
import dev.carry.model.InstrumentBuilder;
import dev.carry.testkit.Facts;
import dev.carry.testkit.Shared;
import dev.carry.valuation.FundingFormula.Average;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FundingFormulaTest {
  private static final long HOUR = 3_600_000;
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final Offset<Double> EXACT = within(1e-15);

  private static FundingFormula of(String id, int hours) {
    return of(Facts.perpetual(id, "BTC", "USDT").fundingPeriod(Duration.ofHours(hours)));
  }

  private static FundingFormula of(InstrumentBuilder listed) {
    return FundingFormula.of(listed.build(), NOW).orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({
    // within the damper: the interest, of the interval
    "binance-usdm:BTCUSDT, 8, 0.0003, 0.0001",
    "binance-usdm:BTCUSDT, 4, -0.0003, 0.00005",
    "bybit:BTCUSDT, 8, 0.0006, 0.0001",
    // beyond it: the premium, less the damper
    "binance-usdm:BTCUSDT, 8, 0.001, 0.0005",
    "binance-usdm:BTCUSDT, 1, 0.001, 0.0000625",
    "bybit:BTCUSDT, 8, -0.001, -0.0005",
    "bitmex:XBTUSD, 8, 0.0007, 0.0002",
    "hyperliquid:BTC, 1, 0.00002, 0.0000125",
    "hyperliquid:BTC, 1, 0.0013, 0.0001",
    "deribit:BTC-PERPETUAL, 8, 0.0006079, 0.0001079",
    "deribit:BTC-PERPETUAL, 8, -0.0006079, -0.0001079",
    "deribit:BTC-PERPETUAL, 8, 0.0004, 0",
    // OKX without a stated interest: the premium alone
    "okx:BTC-USDT-SWAP, 8, 0.0003, 0.0003",
  })
  void theRateOfAnAveragePremium(String id, int hours, double premium, double rate) {
    assertThat(of(id, hours).rate(premium, hours * HOUR)).isCloseTo(rate, EXACT);
  }

  @Test
  void binanceStatesTheInterestOfOneInterval() {
    InstrumentBuilder listed =
        Facts.perpetual("binance-usdm:XUSDT", "X", "USDT")
            .fundingPeriod(Duration.ofHours(4))
            .interestRate(new BigDecimal("0.00005"));
    assertThat(of(listed).interest8h()).isCloseTo(0.0001, EXACT);
  }

  @Test
  void anInterestOfOkxMeansThatItCounts() {
    InstrumentBuilder listed =
        Facts.perpetual("okx:X-USDT-SWAP", "X", "USDT").interestRate(new BigDecimal("0.0001"));
    assertThat(of(listed).rate(0.0003, 8 * HOUR)).isCloseTo(0.0001, EXACT);
  }

  @Test
  void aRateStaysBetweenFloorAndCap() {
    FundingFormula bounded =
        of(
            Facts.perpetual("bybit:XUSDT", "X", "USDT")
                .fundingCap(new BigDecimal("0.003"))
                .fundingFloor(new BigDecimal("-0.003")));
    assertThat(bounded.rate(0.01, 8 * HOUR)).isEqualTo(0.003);
    assertThat(bounded.rate(-0.01, 8 * HOUR)).isEqualTo(-0.003);
  }

  @Test
  void aVenueWhoseFormulaIsNotKnownHasNone() {
    Instrument listed = Facts.perpetual("dydx:BTC-USD", "BTC", "USD").build();
    assertThat(FundingFormula.of(listed, NOW)).isEmpty();
  }

  @Test
  void thePremiumOfARateIsThatWhichMakesIt() {
    FundingFormula bybit = of("bybit:BTCUSDT", 8);
    for (double premium : new double[] {-0.002, -0.0005, 0.0007, 0.003}) {
      double rate = bybit.rate(premium, 8 * HOUR);
      assertThat(bybit.premiumOf(rate, 8 * HOUR, 0)).isCloseTo(premium, EXACT);
    }
  }

  @Test
  void atTheInterestThePremiumWithinTheDamperThatIsNearestIsTaken() {
    FundingFormula bybit = of("bybit:BTCUSDT", 8);
    assertThat(bybit.premiumOf(0.0001, 8 * HOUR, 0.0002)).isEqualTo(0.0002);
    assertThat(bybit.premiumOf(0.0001, 8 * HOUR, 0.002)).isCloseTo(0.0006, EXACT);
    assertThat(bybit.premiumOf(0.0001, 8 * HOUR, -0.002)).isCloseTo(-0.0004, EXACT);
  }

  @Test
  void thePremiumIndexIsZeroWhileTheIndexLiesWithinTheTouch() {
    assertThat(FundingFormula.premiumIndex(99, 101, 100)).isZero();
    assertThat(FundingFormula.premiumIndex(101, 102, 100)).isCloseTo(0.01, EXACT);
    assertThat(FundingFormula.premiumIndex(97, 98, 100)).isCloseTo(-0.02, EXACT);
  }

  @Test
  void laterSamplesWeighMoreWhereTheVenueSaysSo() {
    assertThat(of("bybit:BTCUSDT", 8).weightUpTo(0.5)).isEqualTo(0.25);
    assertThat(of("bitmex:XBTUSD", 8).weightUpTo(0.5)).isEqualTo(0.5);
    assertThat(of("deribit:BTC-PERPETUAL", 8).average()).isEqualTo(Average.INSTANT);
  }

  private static final Pattern ROW =
      Pattern.compile("\"fundingRate\":\"([^\"]+)\",\"premium\":\"([^\"]+)\",\"time\":(\\d+)");

  /// 1,038 settlements of 2023 that were told with the premium they were made of, through two
  /// changes of formula and one of the period.
  @Test
  void hyperliquidsRecordedSettlementsFollowFromTheirPremiums() throws IOException {
    SortedMap<Long, double[]> settled = new TreeMap<>();
    Matcher row =
        ROW.matcher(
            Files.readString(
                Shared.folder("data/venues/hyperliquid/sdk_cassettes/fundingHistory.jsonl")));
    while (row.find()) {
      settled.put(
          Long.parseLong(row.group(3)) / HOUR * HOUR,
          new double[] {Double.parseDouble(row.group(1)), Double.parseDouble(row.group(2))});
    }
    long before = settled.firstKey() - 8 * HOUR;
    int wrong = 0;
    for (var each : settled.entrySet()) {
      // one hour is missing in what was recorded
      long period = each.getKey() - before == 8 * HOUR ? 8 * HOUR : HOUR;
      Instrument listed = Facts.perpetual("hyperliquid:BTC", "BTC", "USD").build();
      double rate =
          FundingFormula.of(listed, Instant.ofEpochMilli(each.getKey()))
              .orElseThrow()
              .rate(each.getValue()[1], period);
      wrong += Math.abs(rate - each.getValue()[0]) <= 1.1e-8 ? 0 : 1;
      before = each.getKey();
    }
    assertThat(settled).hasSize(1_038);
    // 16 July 2023 01:00, as if the damper were 0.0002: too little to tell an era by
    assertThat(wrong).isEqualTo(1);
  }
}
