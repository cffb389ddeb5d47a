package dev.carry.venue.bybit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carry.model.Candle;
import dev.carry.model.Fact;
import dev.carry.model.FundingEstimate;
import dev.carry.model.FundingSettled;
import dev.carry.model.Instrument;
import dev.carry.model.MarketEvent;
import dev.carry.venue.Decoded;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class BybitReferenceTest extends BybitMessages {
  // --- instruments -------------------------------------------------------------------------------

  @Test
  void btcperpIsBitcoinInUsdc() {
    Instrument instrument =
        list("BTCPERP", "LinearPerpetual", "'quoteCoin':'USDC','settleCoin':'USDC'");

    assertThat(instrument.canonical()).isEqualTo("BTC/USDC:USDC");
    assertThat(instrument.kind()).isEqualTo(Instrument.Kind.PERPETUAL);
  }

  @Test
  void inverseSettlesInItsCoin() {
    Instrument instrument =
        list("BTCUSD", "InversePerpetual", "'quoteCoin':'USD','settleCoin':'BTC'");

    assertThat(instrument.canonical()).isEqualTo("BTC/USD:BTC");
    assertThat(instrument.payoff()).isEqualTo(Instrument.Payoff.INVERSE);
    assertThat(instrument.sizeBase(new BigDecimal("50000"), new BigDecimal("50000")))
        .isEqualByComparingTo("1");
  }

  @Test
  void datedFuturesExpireAndPayNoFunding() {
    Instrument instrument =
        list(
            "BTC-25DEC26", "LinearFutures", "'deliveryTime':'1798185600000','fundingInterval':480");

    assertThat(instrument.kind()).isEqualTo(Instrument.Kind.DATED_FUTURE);
    assertThat(instrument.settles()).isEqualTo(Instrument.Settles.NONE);
    assertThat(instrument.fundingPeriod()).isNull();
    assertThat(instrument.expiry()).isEqualTo("2026-12-25T08:00:00Z");
  }

  @Test
  void preMarketIsNoOrdinaryMarketYet() {
    assertThat(list("SOONUSDT", "LinearPerpetual", "'status':'PreLaunch'").status())
        .isEqualTo(Instrument.Status.PRE_LAUNCH);
    assertThat(list("SOONUSDT", "LinearPerpetual", "'isPreListing':true").status())
        .isEqualTo(Instrument.Status.PRE_LAUNCH);
    assertThat(list("SOONUSDT", "LinearPerpetual", "'isPreListing':null").status())
        .isEqualTo(Instrument.Status.TRADING);
  }

  @Test
  void aPerpetualWithADeliveryTimeIsBeingDelisted() {
    assertThat(list("FADEUSDT", "LinearPerpetual", "'deliveryTime':'1788854400000'").status())
        .isEqualTo(Instrument.Status.DELISTING);
  }

  @Test
  void capBelowFloorRejectsTheRow() {
    Decoded.Facts facts =
        facts(
            instruments(
                instrument(
                    "AUSDT",
                    "LinearPerpetual",
                    "'upperFundingRate':'-0.01','lowerFundingRate':'0.01'"),
                instrument("BUSDT", "LinearPerpetual", "'status':'Trading'")));

    assertThat(facts.events()).hasSize(1);
    assertThat(facts.unusable().toString()).contains("row 1").contains("below its floor");
  }

  @Test
  void theCursorOfTheNextPageIsEncoded() {
    String page =
        "{'retCode':0,'result':{'list':["
            + instrument("AUSDT", "LinearPerpetual", "'status':'Trading'")
            + "],'nextPageCursor':'first%3D0%26last%3D500'}}";

    assertThat(facts(page).nextPage()).isEqualTo("cursor=first%253D0%2526last%253D500");
  }

  // --- REST --------------------------------------------------------------------------------------

  @Test
  void aFullPageOfSettledFundingIsContinuedBackwards() {
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < 200; i++) {
      rows.append(i == 0 ? "" : ",")
          .append("{'symbol':'BTCUSDT','fundingRate':'0.0001','fundingRateTimestamp':'")
          .append(1_788_249_600_000L - i * 28_800_000L)
          .append("'}");
    }
    Decoded.Facts full = facts("{'retCode':0,'result':{'list':[" + rows + "]}}");
    int lastRow = rows.lastIndexOf(",{");
    Decoded.Facts rest =
        facts("{'retCode':0,'result':{'list':[" + rows.substring(0, lastRow) + "]}}");

    assertThat(full.nextPage())
        .isEqualTo("endTime=" + (1_788_249_600_000L - 199 * 28_800_000L - 1));
    assertThat(rest.nextPage()).isNull();
  }

  @Test
  void settledFundingDoesNotTakeTodaysInterval() {
    list("BTCUSDT", "LinearPerpetual", "'fundingInterval':60");
    FundingSettled settled =
        one(
            "{'retCode':0,'result':{'list':[{'symbol':'BTCUSDT','fundingRate':'-0.0001',"
                + "'fundingRateTimestamp':'1700006400000'}]}}",
            FundingSettled.class);

    assertThat(settled.rate()).isEqualTo("-0.0001");
    assertThat(settled.period()).isNull();
    assertThat(settled.settledAt()).isEqualTo("2023-11-15T00:00:00Z");
  }

  @Test
  void aRestTickerNeitherUsesNorChangesWhatTheSocketSaid() {
    decode(snapshot("BTCUSDT", RATE + "," + TOUCH));
    Decoded.Facts rest =
        facts(
            "{'retCode':0,'result':{'list':[{'symbol':'BTCUSDT','lastPrice':'1',"
                + "'markPrice':'99','fundingRate':'0.5'}]},'time':1788249606000}");

    assertThat(rest.events()).extracting(MarketEvent::fact).containsExactly(Fact.MARK);
    assertThat(rest.events().getFirst().venueTime()).isEqualTo("2026-09-01T08:00:06Z");
    assertThat(
            one(delta("BTCUSDT", "'nextFundingTime':'1788307200000'"), FundingEstimate.class)
                .rate())
        .isEqualTo("0.0001");
  }

  @Test
  void aRefusalCarriesTheVenuesOwnWords() {
    assertThat(decode("{'retCode':10006,'retMsg':'Too many visits!','result':{},'time':1}"))
        .isEqualTo(Decoded.Control.of(Decoded.Control.What.REFUSED, "10006: Too many visits!"));
    assertThat(decode("{'success':false,'ret_msg':'error:handler not found','op':'subscribe'}"))
        .isEqualTo(Decoded.Control.of(Decoded.Control.What.REFUSED, "error:handler not found"));
  }

  @Test
  void bothShapesOfAcknowledgementAreUnderstood() {
    assertThat(decode("{'success':true,'ret_msg':'','op':'subscribe','conn_id':'x'}"))
        .isEqualTo(Decoded.Control.of(Decoded.Control.What.ACK, "subscribe"));
    String lists = "{'success':true,'data':{'failTopics':[%s],'successTopics':['b']},'type':'C'}";
    assertThat(decode(lists.formatted("")))
        .isEqualTo(Decoded.Control.of(Decoded.Control.What.ACK, ""));
    assertThat(decode(lists.formatted("'a'")))
        .isEqualTo(Decoded.Control.of(Decoded.Control.What.REFUSED, "a"));
  }

  @Test
  void allShapesOfPongAreHeartbeats() {
    Decoded heartbeat = Decoded.Control.of(Decoded.Control.What.HEARTBEAT, "");
    assertThat(decode("{'success':true,'ret_msg':'pong','op':'ping'}")).isEqualTo(heartbeat);
    assertThat(decode("{'args':['1672916271846'],'op':'pong'}")).isEqualTo(heartbeat);
    assertThat(decode("{'ret_msg':'pong','success':true}")).isEqualTo(heartbeat);
  }

  @Test
  void aMovingCandleIsNoCandle() {
    String candle =
        "{'topic':'kline.5.BTCUSDT','type':'snapshot','ts':1,'data':[{'start':1788249300000,"
            + "'end':1788249599999,'open':'1','high':'2','low':'1','close':'2','confirm':%s}]}";

    assertThat(decode(candle.formatted("false"))).isInstanceOf(Decoded.Ignored.class);
    assertThat(one(candle.formatted("true"), Candle.class).closesAt())
        .isEqualTo("2026-09-01T08:00:00Z");
  }
}
