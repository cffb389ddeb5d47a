package dev.carry.venue.okx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carry.model.FundingEstimate;
import dev.carry.model.FundingSettled;
import dev.carry.model.Instrument;
import dev.carry.model.Instrument.SizeIn;
import dev.carry.model.MarketEvent;
import dev.carry.model.PremiumIndex;
import dev.carry.model.Quote;
import dev.carry.model.VenueId;
import dev.carry.venue.Decoded;
import dev.carry.venue.Decoded.Control.What;
import dev.carry.venue.Frame;
import dev.carry.venue.Golden;
import dev.carry.venue.Instruments;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What has misled others about OKX, one test a trap. Single quotes stand for double ones.
class OkxTrapsTest {
  private static final Instant AT = Instant.parse("2026-09-01T06:00:00Z");

  private final Instruments listed = new Instruments();
  private final OkxCodec codec = new OkxCodec(Okx.ID, listed);

  @Test
  void anEmptyNextRateIsNoEstimateAndAStatedOneIsForTheSettlementAfter() {
    assertThat(funding("'fundingRate':'0.0001','nextFundingRate':''")).hasSize(1);
    List<MarketEvent> both =
        funding(
            "'fundingRate':'0.0001','fundingTime':'1788249600000','nextFundingRate':'0.0002',"
                + "'nextFundingTime':'1788264000000'");
    FundingEstimate next = (FundingEstimate) both.getLast();
    assertThat(next.which()).isEqualTo(FundingEstimate.Which.NEXT);
    assertThat(next.settlesAt()).isEqualTo("2026-09-01T12:00:00Z");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "'fundingRate':'',"})
  void aRowWithoutItsRateIsNoEstimateAndNeverZero(String rate) {
    assertThat(funding(rate + "'premium':'0.0003'"))
        .singleElement()
        .isInstanceOf(PremiumIndex.class);
  }

  @Test
  void aRateBeingSettledIsNotSettledYet() {
    String row =
        "'settFundingRate':'0.0001','prevFundingTime':'1788220800000',"
            + "'fundingTime':'1788249600000','premium':'0.0003','settState':";
    assertThat(funding(row + "'processing'")).noneMatch(FundingSettled.class::isInstance);
    assertThat(funding(row + "'settled'")).anyMatch(FundingSettled.class::isInstance);
  }

  @Test
  void aSettledRateHasThePeriodThatWasNamedWhileItWasComing() {
    String settled = "'settState':'settled','settFundingRate':'0.0002',";
    assertThat(funding(settled + "'prevFundingTime':'1788220800000','fundingTime':'1788249600000'"))
        .singleElement()
        .satisfies(event -> assertThat(((FundingSettled) event).period()).isNull());
    // From here on it settles every four hours; what has just settled covered eight.
    for (int again = 0; again < 2; again++) {
      assertThat(
              funding(settled + "'prevFundingTime':'1788249600000','fundingTime':'1788264000000'"))
          .singleElement()
          .satisfies(
              event ->
                  assertThat(((FundingSettled) event).period()).isEqualTo(Duration.ofHours(8)));
    }
  }

  @Test
  void sizesOfDerivativesAreContractsAndThoseOfSpotAreCoins() {
    String data = "'data':[{'asks':[['5','2','0','1']],'bids':[['4','3','0','1']],'ts':'1'}]}";
    Quote swap = (Quote) only("{'arg':{'channel':'bbo-tbt','instId':'BTC-USDT-SWAP'}," + data);
    assertThat(swap.sizeIn()).isEqualTo(SizeIn.CONTRACTS);
    assertThat(swap.bidSize()).isEqualByComparingTo("3");
    String pair = "{'arg':{'channel':'bbo-tbt','instId':'BTC-USDT'}," + data;
    assertThat(decode(pair)).isEqualTo(new Decoded.Ignored(OkxSymbol.SPOT));
    Decoded spot = new OkxSpot().codec(new Instruments()).decode(frame(OkxSpot.ID, pair));
    assertThat(Golden.events(spot))
        .singleElement()
        .satisfies(quote -> assertThat(((Quote) quote).sizeIn()).isEqualTo(SizeIn.BASE));
  }

  @Test
  void aContractIsNoFactOfSpot() {
    for (String channel : List.of("tickers", "mark-price", "funding-rate", "open-interest")) {
      String message =
          "{'arg':{'channel':'"
              + channel
              + "','instId':'BTC-USDT-SWAP'},'data':[{'instId':'BTC-USDT-SWAP'}]}";
      Decoded decoded = new OkxSpot().codec(new Instruments()).decode(frame(OkxSpot.ID, message));
      assertThat(decoded).isEqualTo(new Decoded.Ignored(OkxSymbol.CONTRACT));
    }
  }

  /// After maintenance the numbers begin again: one message has a smaller one than it changes.
  @Test
  void aBookChainsByNumbersThatMayFall() {
    String update =
        "{'arg':{'channel':'books','instId':'BTC-USDT-SWAP'},'action':'update','data':[{"
            + "'asks':[['5','2','0','1']],'bids':[],'ts':'1','seqId':%d,'prevSeqId':%d}]}";
    Decoded.Depth depth = (Decoded.Depth) decode(update.formatted(3, 900));
    assertThat(depth.last()).isEqualTo(3);
    assertThat(depth.after()).isEqualTo(900);
    assertThat(depth.book().snapshot()).isFalse();
    Decoded.Depth first = (Decoded.Depth) decode(update.formatted(900, -1));
    assertThat(first.after()).isNull();
    assertThat(first.book().snapshot()).isTrue();
  }

  @Test
  void aSignOfLifeIsNoChangeButAnEmptyOneThatMovesTheChainIs() {
    String update =
        "{'arg':{'channel':'books','instId':'BTC-USDT-SWAP'},'action':'update','data':[{"
            + "'asks':[],'bids':[],'ts':'1','seqId':%d,'prevSeqId':7}]}";
    assertThat(decode(update.formatted(7))).isInstanceOf(Decoded.Ignored.class);
    assertThat(((Decoded.Depth) decode(update.formatted(8))).last()).isEqualTo(8);
  }

  /// USDC contracts changed their index on 2023-04-10: a replay follows the lists of its own days.
  @Test
  void theIndexIsTheOneListedThatDay() {
    assertThat(usdcSwap("BTC-USD").indexSymbol()).isEqualTo("BTC-USD");
    assertThat(usdcSwap("BTC-USDC").indexSymbol()).isEqualTo("BTC-USDC");
  }

  @Test
  void usdUsdtAndUsdcAreThreeSettlementCurrencies() {
    Instrument usdc = usdcSwap("BTC-USDC");
    assertThat(usdc.settle()).isEqualTo("USDC");
    assertThat(usdc.quote()).isEqualTo("USDC");
    assertThat(listedSwap("BTC-USD-SWAP", "BTC-USD", "BTC", "inverse", "USD").settle())
        .isEqualTo("BTC");
  }

  @Test
  void anErrorEventNamesWhatWasRefused() {
    Decoded refused =
        decode(
            "{'event':'error','code':'60018','msg':'Wrong URL or channel:x doesn\\u0027t exist'}");
    assertThat(refused).isInstanceOf(Decoded.Control.class);
    assertThat(((Decoded.Control) refused).what()).isEqualTo(What.REFUSED);
    assertThat(((Decoded.Control) refused).detail()).contains("60018", "Wrong URL or channel");
  }

  @Test
  void eachArgumentHasAnAcknowledgementOfItsOwn() {
    Decoded ack =
        decode(
            "{'event':'subscribe','arg':{'channel':'tickers','instId':'BTC-USDT-SWAP'},"
                + "'connId':'a'}");
    assertThat(ack).isEqualTo(Decoded.Control.of(What.ACK, "subscribe tickers BTC-USDT-SWAP"));
  }

  @Test
  void aBookIsReadWithItsChecksumMissingOrZero() {
    String book =
        "{'arg':{'channel':'books','instId':'BTC-USDT-SWAP'},'action':'update','data':[{"
            + "'asks':[['5','2','0','1']],'bids':[],'ts':'1'%s}]}";
    assertThat(events(book.formatted("")))
        .isEqualTo(events(book.formatted(",'checksum':0,'seqId':5,'prevSeqId':4")));
  }

  @Test
  void optionsSpreadsAndEventContractsAreIgnoredByName() {
    assertThat(
            decode(
                "{'arg':{'channel':'opt-summary','instFamily':'BTC-USD'},"
                    + "'data':[{'instId':'BTC-USD-261225-90000-C','delta':'1'}]}"))
        .isEqualTo(new Decoded.Ignored("options are a venue of their own: okx-options"));
    assertThat(decode("{'arg':{'channel':'sprd-bbo-tbt','sprdId':'A_B'},'data':[{}]}"))
        .isEqualTo(new Decoded.Ignored("spreads are not read"));
    assertThat(answer("instruments/EVENTS", "{'instId':'BTC-EVENT','instType':'EVENTS'}"))
        .isEqualTo(new Decoded.Ignored("event contracts are not read"));
  }

  @Test
  void serviceUpgradeNoticeAsksForAReplacement() {
    Decoded.Control notice =
        (Decoded.Control) decode("{'event':'notice','code':'64008','msg':'closing soon'}");
    assertThat(notice.what()).isEqualTo(Decoded.Control.What.CLOSING_SOON);
  }

  @Test
  void pongIsNoJsonAndStillUnderstood() {
    assertThat(decode("pong")).isEqualTo(Decoded.Control.of(Decoded.Control.What.HEARTBEAT, ""));
    assertThat(decode("ping")).isInstanceOf(Decoded.Rejected.class);
  }

  private List<MarketEvent> funding(String fields) {
    return events(
        "{'arg':{'channel':'funding-rate'},'data':[{'instId':'BTC-USDT-SWAP'," + fields + "}]}");
  }

  private Instrument usdcSwap(String index) {
    return listedSwap("BTC-USDC-SWAP", index, "USDC", "linear", "BTC");
  }

  private Instrument listedSwap(
      String symbol, String index, String settle, String payoff, String unit) {
    Golden.keep(
        answer(
            "instruments/SWAP",
            "{'instId':'%s','instType':'SWAP','uly':'%s','settleCcy':'%s','ctType':'%s','ctVal':'1','ctValCcy':'%s','state':'live'}"
                .formatted(symbol, index, settle, payoff, unit)),
        listed);
    return Objects.requireNonNull(listed.find(symbol));
  }

  private Decoded answer(String stream, String row) {
    String text = "{'code':'0','msg':'','data':[" + row + "]}";
    return codec.decode(Frame.of(Okx.ID, stream, AT, text.replace('\'', '"')));
  }

  private Decoded decode(String text) {
    return codec.decode(frame(Okx.ID, text));
  }

  private static Frame frame(VenueId venue, String text) {
    return Frame.of(venue, "public-1", AT, text.replace('\'', '"'));
  }

  private List<MarketEvent> events(String text) {
    Decoded decoded = decode(text);
    return Golden.events(decoded);
  }

  private MarketEvent only(String text) {
    List<MarketEvent> events = events(text);
    assertThat(events).hasSize(1);
    return events.getFirst();
  }
}
