package dev.carry.venue.dydx;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carry.model.FundingEstimate;
import dev.carry.model.FundingSettled;
import dev.carry.model.IndexPrice;
import dev.carry.model.Instrument;
import dev.carry.model.Instrument.Status;
import dev.carry.model.Liquidation;
import dev.carry.model.MarkPrice;
import dev.carry.model.MarketEvent;
import dev.carry.model.Quote;
import dev.carry.model.Trade;
import dev.carry.venue.Decoded;
import dev.carry.venue.Frame;
import dev.carry.venue.Golden;
import dev.carry.venue.Instruments;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What has misled others about dYdX, one test a trap. Single quotes stand for double ones.
class DydxTrapsTest {
  private static final Instant AT = Instant.parse("2026-09-24T06:40:00Z");

  private final Instruments listed = new Instruments();
  private final DydxCodec codec = new DydxCodec(listed);
  private int sent;

  @Test
  void aRateOfZeroInAFirstPictureIsUnknownAndInAChangeItIsZero() {
    String market = "{'BTC-USD':{'status':'ACTIVE','nextFundingRate':'0','oraclePrice':'5'}}";
    assertThat(events("{'markets':" + market + "}")).noneMatch(FundingEstimate.class::isInstance);
    assertThat(events(message("subscribed", "v4_markets", "{'markets':" + market + "}")))
        .noneMatch(FundingEstimate.class::isInstance);
    FundingEstimate changed =
        (FundingEstimate)
            events(message("v4_markets", "{'trading':{'BTC-USD':{'nextFundingRate':'0'}}}"))
                .getFirst();
    assertThat(changed.rate()).isZero();
    assertThat(changed.period()).isEqualTo(Duration.ofHours(1));
    assertThat(changed.settlesAt()).isEqualTo("2026-09-24T07:00:00Z");
  }

  @Test
  void theOraclesPriceIsIndexFirstAndMarkThen() {
    List<MarketEvent> events =
        events(
            message(
                "v4_markets",
                "{'oraclePrices':{'BTC-USD':{'oraclePrice':'84195.25',"
                    + "'effectiveAt':'2026-09-24T06:39:59.9Z'}}}"));
    assertThat(events).hasExactlyElementsOfTypes(IndexPrice.class, MarkPrice.class);
    assertThat(events.getFirst().venueTime()).isEqualTo("2026-09-24T06:39:59.900Z");
  }

  @Test
  void whatDidNotChangeIsNotTold() {
    assertThat(events(message("v4_markets", "{'trading':{'ETH-USD':{'openInterest':'3'}}}")))
        .singleElement()
        .isNotInstanceOf(FundingEstimate.class);
  }

  @ParameterizedTest
  @CsvSource({
    "ACTIVE, TRADING",
    "PAUSED, HALTED",
    "CANCEL_ONLY, HALTED",
    "POST_ONLY, HALTED",
    "INITIALIZING, PRE_LAUNCH",
    "FINAL_SETTLEMENT, DELISTED",
    "SOMETHING_NEW, HALTED"
  })
  void onlyWhatTakersCanTradeTrades(String state, Status status) {
    Golden.keep(decode("{'markets':{'BTC-USD':{'status':'" + state + "'}}}"), listed);
    assertThat(requireNonNull(listed.find("BTC-USD")).status()).isEqualTo(status);
  }

  @Test
  void aChangedStateListsTheMarketAgainWithAllElseAsItWas() {
    Golden.keep(decode("{'markets':{'BTC-USD':{'status':'ACTIVE','tickSize':'1'}}}"), listed);
    Golden.keep(
        decode(message("v4_markets", "{'trading':{'BTC-USD':{'status':'PAUSED'}}}")), listed);
    Instrument market = requireNonNull(listed.find("BTC-USD"));
    assertThat(market.status()).isEqualTo(Status.HALTED);
    assertThat(market.tickSize()).isEqualByComparingTo("1");
    assertThat(decode(message("v4_markets", "{'trading':{'BTC-USD':{'status':'PAUSED'}}}")))
        .isInstanceOf(Decoded.Ignored.class);
  }

  @Test
  void theAssetOfAnIsolatedMarketStandsBeforeTheFirstComma() {
    String ticker = "FARTCOIN,RAYDIUM,9BB6NFECJBCTNNLFKO2FQVQBQ8HHM13KCYYCDQBGPUMP-USD";
    Golden.keep(decode("{'markets':{'" + ticker + "':{'status':'ACTIVE'}}}"), listed);
    assertThat(requireNonNull(listed.find(ticker)).canonical()).isEqualTo("FARTCOIN/USD:USDC");
  }

  @Test
  void ofTwoLevelsThatCrossTheOneOfTheOlderMessageIsGone() {
    quote("subscribed", "{'bids':[{'price':'10','size':'1'}],'asks':[{'price':'11','size':'1'}]}");
    Quote above = quote("channel_data", "{'bids':[['12','2']]}");
    assertThat(above.bid()).isEqualByComparingTo("12");
    assertThat(above.ask()).as("the ask at 11 was told before").isNull();
    Quote below = quote("channel_data", "{'asks':[['9','3']]}");
    assertThat(below.ask()).isEqualByComparingTo("9");
    assertThat(below.bid()).isNull();
  }

  @Test
  void ofTwoLevelsThatCrossInOneMessageTheLargerKeepsTheDifference() {
    Quote quote =
        quote(
            "subscribed",
            "{'bids':[{'price':'12','size':'5'}],'asks':[{'price':'11','size':'2'},"
                + "{'price':'13','size':'1'}]}");
    assertThat(quote.bidSize()).isEqualByComparingTo("3");
    assertThat(quote.ask()).isEqualByComparingTo("13");
  }

  @Test
  void uncrossingIsToldAsChangesOfTheBook() {
    depth("subscribed", "{'bids':[{'price':'10','size':'1'}],'asks':[{'price':'11','size':'1'}]}");
    Decoded.Depth depth = depth("channel_data", "{'bids':[['12','2']]}");
    assertThat(depth.book().bids().toString()).isEqualTo("[12 × 2]");
    assertThat(depth.book().asks().toString()).isEqualTo("[11 × 0]");
  }

  @Test
  void allPartsOfABatchCount() {
    depth("subscribed", "{'bids':[{'price':'10','size':'1'}],'asks':[]}");
    Decoded.Depth depth =
        depth("channel_batch_data", "[{'bids':[['10','2']]},{'bids':[['9','1']]}]");
    assertThat(depth.book().bids().toString()).isEqualTo("[10 × 2, 9 × 1]");
  }

  @Test
  void numbersCountForTheConnectionSoABookIsChainedToItsOwnLastMessage() {
    Decoded.Depth whole = depth("subscribed", "{'bids':[],'asks':[]}");
    assertThat(whole.after()).isNull();
    decode(message("v4_markets", "{'trading':{'ETH-USD':{'openInterest':'3'}}}"));
    decode(message("v4_trades", "{'trades':[]}"));
    Decoded.Depth change = depth("channel_data", "{'bids':[['10','2']]}");
    assertThat(change.after()).isEqualTo(whole.last());
    sent++; // one message never arrives: it may have been of this book
    Decoded.Depth behind = depth("channel_data", "{'bids':[['9','2']]}");
    assertThat(behind.after()).isNotEqualTo(change.last());
  }

  @Test
  void aHoleIsToldAndVoidsEveryTouch() {
    quote("subscribed", "{'bids':[{'price':'10','size':'1'}],'asks':[]}");
    sent++;
    Decoded.Facts facts =
        (Decoded.Facts)
            decode(message("v4_markets", "{'trading':{'ETH-USD':{'openInterest':'3'}}}"));
    assertThat(facts.gap()).isEqualTo("messages 1 to 1 of the connection");
    Decoded.Control control =
        (Decoded.Control) touch(message("channel_data", "v4_orderbook", "{'bids':[['9','2']]}"));
    assertThat(control.reply()).isEqualTo(DydxSockets.leaveBook("BTC-USD"));
  }

  @Test
  void anotherConnectionBeginsAnew() {
    quote("subscribed", "{'bids':[{'price':'10','size':'1'}],'asks':[]}");
    codec.reset();
    sent = 0;
    assertThat(touch(message("channel_data", "v4_orderbook", "{'bids':[['9','2']]}")))
        .isInstanceOf(Decoded.Control.class);
  }

  @Test
  void tradesOfTheFirstMessageAreOld() {
    String trades =
        "{'trades':[{'id':'1','side':'SELL','price':'1','size':'1','type':'LIQUIDATED'}]}";
    assertThat(decode(message("subscribed", "v4_trades", trades)))
        .isInstanceOf(Decoded.Ignored.class);
    assertThat(events(message("v4_trades", trades)))
        .hasExactlyElementsOfTypes(Trade.class, Liquidation.class);
  }

  @ParameterizedTest
  @CsvSource({"SELL, LONG", "BUY, SHORT"})
  void whoSellsByForceWasLong(String side, Liquidation.Position liquidated) {
    Liquidation liquidation =
        (Liquidation)
            events(
                    message(
                        "v4_trades",
                        "{'trades':[{'id':'1','side':'"
                            + side
                            + "','price':'22.87','size':'3.9','type':'LIQUIDATED'}]}"))
                .getLast();
    assertThat(liquidation.liquidated()).isEqualTo(liquidated);
    assertThat(liquidation.priceIs()).isEqualTo(Liquidation.PriceIs.FILL);
    assertThat(liquidation.complete()).isTrue();
  }

  @Test
  void anAdlIsNoTradeOfTheMarket() {
    assertThat(
            decode(
                message(
                    "v4_trades",
                    "{'trades':[{'id':'1','side':'BUY','price':'1','size':'1',"
                        + "'type':'DELEVERAGED'}]}")))
        .isInstanceOf(Decoded.Ignored.class);
  }

  @Test
  void aFullPageOfHistoryAsksForOlderRows() {
    StringBuilder rows = new StringBuilder("{'historicalFunding':[");
    Instant oldest = AT;
    for (int i = 0; i < Dydx.MOST_ROWS; i++) {
      oldest = AT.minus(Duration.ofHours(i)).plusMillis(219);
      rows.append(i == 0 ? "" : ",")
          .append("{'ticker':'BTC-USD','rate':'0','price':'1','effectiveAt':'" + oldest + "'}");
    }
    Decoded.Facts facts = (Decoded.Facts) decode(rows.append("]}").toString());
    assertThat(facts.nextPage()).isEqualTo("effectiveBeforeOrAt=" + oldest.minusMillis(1));
    FundingSettled first = (FundingSettled) facts.events().getFirst();
    assertThat(first.settledAt()).as("stamps jitter").isEqualTo("2026-09-24T06:40:00.219Z");
    assertThat(first.period()).isEqualTo(Duration.ofHours(1));
  }

  private String message(String channel, String contents) {
    return message("channel_data", channel, contents);
  }

  private String message(String type, String channel, String contents) {
    return "{'type':'%s','connection_id':'a','message_id':%d,'id':'BTC-USD','channel':'%s','contents':%s}"
        .formatted(type, sent++, channel, contents);
  }

  private Quote quote(String type, String contents) {
    Decoded.Facts facts = (Decoded.Facts) touch(message(type, "v4_orderbook", contents));
    return (Quote) facts.events().getFirst();
  }

  private Decoded.Depth depth(String type, String contents) {
    return (Decoded.Depth) decode(message(type, "v4_orderbook", contents));
  }

  private Decoded touch(String text) {
    return codec.decode(Frame.of(Dydx.ID, "public-1", AT, text.replace('\'', '"')));
  }

  private Decoded decode(String text) {
    return codec.decode(Frame.of(Dydx.ID, "books-1", AT, text.replace('\'', '"')));
  }

  private List<MarketEvent> events(String text) {
    Decoded decoded = decode(text);
    assertThat(decoded).isInstanceOf(Decoded.Facts.class);
    return ((Decoded.Facts) decoded).events();
  }
}
