package dev.carry.tardis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carry.model.FundingEstimate;
import dev.carry.model.IndexPrice;
import dev.carry.model.Instrument;
import dev.carry.model.InstrumentId;
import dev.carry.model.Liquidation;
import dev.carry.model.MarkPrice;
import dev.carry.model.MarketEvent;
import dev.carry.model.OpenInterest;
import dev.carry.model.VenueId;
import dev.carry.venue.Instruments;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TardisJsonTest {
  private static final VenueId BYBIT = VenueId.of("bybit");
  private static final InstrumentId BTC = InstrumentId.of(BYBIT, "BTCUSDT");
  private static final Instant AT = Instant.parse("2026-09-01T08:00:00.100Z");
  private static final Instant RECEIVED = Instant.parse("2026-09-01T08:00:00.112345Z");

  private final TardisJson tardis = new TardisJson();
  private final Instruments known = new Instruments();

  @Test
  void aLongsLiquidationIsASell() {
    String line = one(liquidation(Liquidation.Position.LONG));

    assertThat(line)
        .isEqualTo(
            "{\"type\":\"liquidation\",\"symbol\":\"BTCUSDT\",\"exchange\":\"bybit\","
                + "\"price\":61000.50,\"amount\":0.20,\"side\":\"sell\","
                + "\"timestamp\":\"2026-09-01T08:00:00.100Z\","
                + "\"localTimestamp\":\"2026-09-01T08:00:00.112345Z\"}");
    assertThat(one(liquidation(Liquidation.Position.SHORT))).contains("\"side\":\"buy\"");
  }

  @Test
  void aTickerIsARunningMergeOfItsSymbol() {
    String first = one(mark("100"));
    String second = one(interest("5"));

    assertThat(first).contains("\"markPrice\":100").doesNotContain("openInterest");
    assertThat(second).contains("\"markPrice\":100").contains("\"openInterest\":5");
  }

  @Test
  void oneMessageGivesOneTicker() {
    assertThat(tardis.write(List.of(mark("100"), interest("5"), index("BTCUSDT", "101")), known))
        .hasSize(1)
        .allMatch(line -> line.contains("\"indexPrice\":101"));
  }

  @Test
  void whatChangesNothingIsNotWritten() {
    one(mark("100"));

    assertThat(tardis.write(List.of(mark("100.0")), known)).isEmpty();
  }

  @Test
  void theNextRateIsThePredictedOne() {
    Instant settlesAt = Instant.parse("2026-09-01T16:00:00Z");
    String line =
        tardis
            .write(
                List.of(
                    funding("0.0001", settlesAt, FundingEstimate.Which.COMING),
                    funding("0.0003", null, FundingEstimate.Which.NEXT)),
                known)
            .getFirst();

    assertThat(line)
        .contains("\"fundingRate\":0.0001")
        .contains("\"fundingTimestamp\":\"2026-09-01T16:00:00.000Z\"")
        .contains("\"predictedFundingRate\":0.0003");
  }

  @Test
  void anIndexOfItsOwnNameReachesTheInstrumentsListedWithIt() {
    known.put(Instrument.perpetual(BTC, "BTC", "USDT").indexSymbol("btc_usdt").build());

    assertThat(tardis.write(List.of(index("btc_usdt", "101")), known)).isEmpty();
    assertThat(one(mark("100"))).contains("\"indexPrice\":101");
  }

  @Test
  void afterALostConnectionTickersBeginAnew() {
    one(mark("100"));

    assertThat(tardis.disconnected("bybit", AT, List.of()))
        .isEqualTo(
            "{\"type\":\"disconnect\",\"exchange\":\"bybit\","
                + "\"localTimestamp\":\"2026-09-01T08:00:00.100Z\"}");
    assertThat(one(interest("5"))).doesNotContain("markPrice");
  }

  @Test
  void whatTheVenueDidNotTimeTakesTheTimeOfArrival() {
    MarkPrice untimed = new MarkPrice(BTC, null, RECEIVED, new BigDecimal("100"));

    assertThat(one(untimed)).contains("\"timestamp\":\"2026-09-01T08:00:00.112345Z\"");
  }

  // --- events ------------------------------------------------------------------------------

  private String one(MarketEvent event) {
    List<String> lines = tardis.write(List.of(event), known);
    assertThat(lines).hasSize(1);
    return lines.getFirst();
  }

  private static MarkPrice mark(String price) {
    return new MarkPrice(BTC, AT, RECEIVED, new BigDecimal(price));
  }

  private static OpenInterest interest(String size) {
    return new OpenInterest(BTC, AT, RECEIVED, new BigDecimal(size), Instrument.SizeIn.BASE, null);
  }

  private static IndexPrice index(String name, String price) {
    return new IndexPrice(InstrumentId.of(BYBIT, name), AT, RECEIVED, new BigDecimal(price));
  }

  private static FundingEstimate funding(
      String rate, @Nullable Instant settlesAt, FundingEstimate.Which which) {
    return new FundingEstimate(
        BTC, AT, RECEIVED, new BigDecimal(rate), Duration.ofHours(8), settlesAt, which);
  }

  private static Liquidation liquidation(Liquidation.Position liquidated) {
    return new Liquidation(
        BTC,
        AT,
        RECEIVED,
        new BigDecimal("61000.50"),
        new BigDecimal("0.20"),
        Instrument.SizeIn.BASE,
        liquidated,
        Liquidation.PriceIs.BANKRUPTCY,
        true);
  }
}
