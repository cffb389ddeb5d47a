package dev.carry.venue.binance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carry.model.FundingEstimate;
import dev.carry.model.FundingSettled;
import dev.carry.model.IndexPrice;
import dev.carry.model.Instrument;
import dev.carry.model.Listing;
import dev.carry.model.MarkPrice;
import dev.carry.model.MarketEvent;
import dev.carry.model.OpenInterest;
import dev.carry.venue.Decoded;
import dev.carry.venue.Frame;
import dev.carry.venue.Golden;
import dev.carry.venue.Instruments;
import dev.carry.venue.RestCall;
import dev.carry.venue.VenueCodec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.StringJoiner;
import org.junit.jupiter.api.Test;

/// What has misled others about Binance, one test a trap. Single quotes stand for double ones.
class BinanceUsdmTrapsTest {
  private static final Instant NOW = Instant.parse("2026-09-01T00:00:00Z");
  private static final long BOUNDARY = NOW.toEpochMilli();

  private final Instruments listed = new Instruments();
  private final VenueCodec codec = new BinanceUsdm().codec(listed);

  @Test
  void lastFundingRateIsTheRunningEstimateInSpiteOfItsName() {
    List<MarketEvent> events =
        facts(
            "{'symbol':'BTCUSDT','markPrice':'60000','indexPrice':'59990','lastFundingRate':"
                + "'0.0001','nextFundingTime':"
                + (BOUNDARY + 28_800_000)
                + ",'time':"
                + BOUNDARY
                + "}");
    assertThat(events).noneMatch(FundingSettled.class::isInstance);
    FundingEstimate estimate = (FundingEstimate) events.getLast();
    assertThat(estimate.which()).isEqualTo(FundingEstimate.Which.COMING);
    assertThat(estimate.settlesAt()).isEqualTo("2026-09-01T08:00:00Z");
  }

  @Test
  void neitherTheSettlePriceNorTheAverageIsMarkOrIndex() {
    assertThat(
            facts(
                "{'e':'markPriceUpdate','E':1,'s':'BTCUSDT','p':'60000','i':'59990','P':'1',"
                    + "'ap':'2','r':'','T':0}"))
        .satisfiesExactly(
            index -> assertThat(((IndexPrice) index).price()).isEqualByComparingTo("59990"),
            mark -> assertThat(((MarkPrice) mark).price()).isEqualByComparingTo("60000"));
  }

  @Test
  void tradFiPerpetualsArePerpetualsAndQuartersAreNot() {
    assertThat(contract("TSLAUSDT", "TRADIFI_PERPETUAL", "USDT", "USDT").kind())
        .isEqualTo(Instrument.Kind.PERPETUAL);
    assertThat(contract("BTCUSDT_260925", "CURRENT_QUARTER", "USDT", "USDT").kind())
        .isEqualTo(Instrument.Kind.DATED_FUTURE);
  }

  @Test
  void theSettlementCurrencyIsTheMarginAssetAndNotTheEndOfTheSymbol() {
    assertThat(contract("BTCUSDC", "PERPETUAL", "USDC", "USDC").settle()).isEqualTo("USDC");
    assertThat(contract("ETHBTC", "PERPETUAL", "BTC", "USDT").settle()).isEqualTo("USDT");
  }

  @Test
  void openInterestIsInBase() {
    OpenInterest interest =
        (OpenInterest) facts("{'symbol':'BTCUSDT','openInterest':'10.5','time':1}").getFirst();
    assertThat(interest.sizeIn()).isEqualTo(Instrument.SizeIn.BASE);
    assertThat(interest.notional()).isNull();
  }

  @Test
  void settlementsOfAllSymbolsAreOneCallAfterABoundary() {
    RestCall call =
        new BinanceUsdm().settledOfAll(NOW, NOW.plus(Duration.ofHours(8))).orElseThrow();
    assertThat(call.path())
        .isEqualTo("/fapi/v1/fundingRate?startTime=1788220800000&endTime=1788249600000&limit=1000");
  }

  @Test
  void aFullPageOfManySymbolsGoesOnWithItsLastStampSinceOthersMayShareIt() {
    StringJoiner rows = new StringJoiner(",", "[", "]");
    for (int i = 0; i < 1000; i++) {
      rows.add(
          "{'symbol':'S%dUSDT','fundingRate':'0.0001','fundingTime':%d}"
              .formatted(i % 400, BOUNDARY + i / 400));
    }
    Decoded.Facts page = (Decoded.Facts) decode("fundingRate", rows.toString());
    assertThat(page.events()).hasSize(1000);
    assertThat(page.nextPage()).isEqualTo("startTime=" + (BOUNDARY + 2));
  }

  @Test
  void connectionsAreReplacedBeforeTheVenueEndsThemAfterADay() {
    assertThat(new BinanceUsdm().keepalive().lifetime()).isLessThan(Duration.ofHours(24));
  }

  @Test
  void aBanAndAFirewallAreKeptAwayFrom() {
    assertThat(new BinanceUsdm().limits().banStatuses()).contains(418, 429, 403);
  }

  @Test
  void aBookIsOfTheSymbolThatTheCallsNameSays() {
    String book = "{'lastUpdateId':5,'E':2,'T':1,'bids':[['1','2']],'asks':[['3','4']]}";
    assertThat(decode("depth/BTCUSDT", book)).isInstanceOf(Decoded.Depth.class);
    assertThat(decode("-", book))
        .isEqualTo(
            new Decoded.Ignored("an order book of a symbol that neither it nor its name says"));
  }

  private Instrument contract(String symbol, String type, String quote, String margin) {
    Decoded decoded =
        decode(
            "exchangeInfo",
            "{'serverTime':1,'symbols':[{'symbol':'%s','contractType':'%s','status':'TRADING','baseAsset':'X','quoteAsset':'%s','marginAsset':'%s','deliveryDate':4133404800000}]}"
                .formatted(symbol, type, quote, margin));
    Golden.keep(decoded, listed);
    return ((Listing) ((Decoded.Facts) decoded).events().getFirst()).instrument();
  }

  private Decoded decode(String stream, String message) {
    return codec.decode(Frame.of(BinanceUsdm.ID, stream, NOW, message.replace('\'', '"')));
  }

  private List<MarketEvent> facts(String message) {
    Decoded decoded = decode("-", message);
    assertThat(decoded).isInstanceOf(Decoded.Facts.class);
    return ((Decoded.Facts) decoded).events();
  }
}
