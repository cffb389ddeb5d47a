package dev.carry.venue.bybit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carry.model.Book;
import dev.carry.model.Candle;
import dev.carry.model.Fact;
import dev.carry.model.FundingEstimate;
import dev.carry.model.FundingSettled;
import dev.carry.model.Instrument;
import dev.carry.model.InstrumentId;
import dev.carry.model.Liquidation;
import dev.carry.model.Listing;
import dev.carry.model.MarkPrice;
import dev.carry.model.MarketEvent;
import dev.carry.model.OpenInterest;
import dev.carry.model.Quote;
import dev.carry.model.Trade;
import dev.carry.model.Volume;
import dev.carry.venue.Decoded;
import dev.carry.venue.Frame;
import dev.carry.venue.Golden;
import dev.carry.venue.Instruments;
import dev.carry.venue.VenueCodec;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BybitCodecTest {
  private static final Instant NOW = Instant.parse("2026-09-01T08:00:05.012Z");
  private static final long TS = 1_788_249_605_000L;
  private static final String RATE =
      "'fundingRate':'0.0001','nextFundingTime':'1788278400000','fundingIntervalHour':'8'";
  private static final String TOUCH =
      "'bid1Price':'100','bid1Size':'1','ask1Price':'101','ask1Size':'2'";

  private final Instruments listed = new Instruments();
  private final VenueCodec codec = new Bybit().codec(listed);

  static List<String> topics() {
    return Golden.topics(new Bybit());
  }

  @ParameterizedTest
  @MethodSource("topics")
  void framesGiveTheEventsThatWereReadByAPerson(String topic) {
    Golden.check(new Bybit(), topic);
  }

  // --- funding -----------------------------------------------------------------------------

  @Test
  void aRateCarriesItsOwnIntervalAndSettlement() {
    FundingEstimate estimate = one(snapshot("BTCUSDT", RATE), FundingEstimate.class);

    assertThat(estimate.rate()).isEqualTo("0.0001");
    assertThat(estimate.period()).isEqualTo(Duration.ofHours(8));
    assertThat(estimate.settlesAt()).isEqualTo("2026-09-01T16:00:00Z");
    assertThat(estimate.which()).isEqualTo(FundingEstimate.Which.COMING);
  }

  @Test
  void intervalChangeTravelsWithTheRate() {
    decode(snapshot("BTCUSDT", RATE));

    FundingEstimate changed =
        one(
            delta("BTCUSDT", "'fundingIntervalHour':'4','nextFundingTime':'1788264000000'"),
            FundingEstimate.class);

    assertThat(changed.rate()).isEqualTo("0.0001");
    assertThat(changed.period()).isEqualTo(Duration.ofHours(4));
    assertThat(changed.settlesAt()).isEqualTo("2026-09-01T12:00:00Z");
  }

  @Test
  void aRateWithoutAKnownIntervalHasNone() {
    String unknown = "'fundingRate':'0.0001','nextFundingTime':'1788278400000'";

    assertThat(one(snapshot("BTCUSDT", unknown), FundingEstimate.class).period()).isNull();
  }

  @Test
  void aRateWithoutItsOwnIntervalTakesTheListedOne() {
    list("BTCUSDT", "LinearPerpetual", "'fundingInterval':240");
    String unknown = "'fundingRate':'0.0001','nextFundingTime':'1788278400000'";

    FundingEstimate estimate = one(snapshot("BTCUSDT", unknown), FundingEstimate.class);

    assertThat(estimate.period()).isEqualTo(Duration.ofHours(4));
  }

  @Test
  void theTickersIntervalGoesBeforeTheListedOne() {
    list("BTCUSDT", "LinearPerpetual", "'fundingInterval':480");
    String hourly = RATE.replace("'8'", "'1'");

    assertThat(one(snapshot("BTCUSDT", hourly), FundingEstimate.class).period())
        .isEqualTo(Duration.ofHours(1));
  }

  @Test
  void instrumentsCountTheIntervalInMinutesAndTickersInHours() {
    Instrument instrument = list("BTCUSDT", "LinearPerpetual", "'fundingInterval':480");
    FundingEstimate estimate = one(snapshot("BTCUSDT", RATE), FundingEstimate.class);

    assertThat(instrument.fundingPeriod()).isEqualTo(Duration.ofHours(8));
    assertThat(estimate.period()).isEqualTo(instrument.fundingPeriod());
  }

  @Test
  void anIntervalThatLooksLikeTheWrongUnitIsToldAndNotUsed() {
    Decoded.Facts facts =
        facts(instruments(instrument("BTCUSDT", "LinearPerpetual", "'fundingInterval':8")));

    assertThat(((Listing) facts.events().getFirst()).instrument().fundingPeriod()).isNull();
    assertThat(facts.unusable())
        .containsExactly(
            new Decoded.Rejected(
                "impossible funding interval",
                "bybit:BTCUSDT: fundingInterval 8 minutes, allowed are whole hours up to 1440"));
  }

  @Test
  void emptyFundingRateOnDatedFutureIsNoFact() {
    String empty = "'fundingRate':'','nextFundingTime':'','markPrice':'100'";

    assertThat(facts(snapshot("BTC-25DEC26", empty)).events())
        .extracting(MarketEvent::fact)
        .containsExactly(Fact.MARK);
  }

  @Test
  void aDatedFutureGivesNoFundingWhateverItsTickerSays() {
    list("BTCUSDZ26", "InverseFutures", "'deliveryTime':'1798185600000'");

    assertThat(facts(snapshot("BTCUSDZ26", RATE + ",'markPrice':'100'")).events())
        .extracting(MarketEvent::fact)
        .containsExactly(Fact.MARK);
    assertThat(decode(snapshot("ETHUSDZ26", RATE))).isInstanceOf(Decoded.Ignored.class);
    assertThat(decode(snapshot("BTCUSDT-25DEC26", RATE))).isInstanceOf(Decoded.Ignored.class);
  }

  @Test
  void anEmptyRateTakesBackTheOneBefore() {
    decode(snapshot("BTCUSDT", RATE));
    decode(delta("BTCUSDT", "'fundingRate':''"));

    assertThat(decode(delta("BTCUSDT", "'nextFundingTime':'1788307200000'")))
        .isInstanceOf(Decoded.Ignored.class);
  }

  @Test
  void aZeroRateIsARate() {
    String zero = RATE.replace("0.0001", "0");

    assertThat(one(snapshot("BTCUSDT", zero), FundingEstimate.class).rate()).isEqualTo("0");
  }

  // --- deltas ------------------------------------------------------------------------------

  @Test
  void aDeltaStatesOnlyWhatMoved() {
    decode(snapshot("BTCUSDT", RATE + "," + TOUCH + ",'markPrice':'100','indexPrice':'100'"));

    assertThat(facts(delta("BTCUSDT", "'indexPrice':'100.5'")).events())
        .extracting(MarketEvent::fact)
        .containsExactly(Fact.INDEX);
  }

  @Test
  void aDeltaOfOneSideIsCompletedToAQuote() {
    decode(snapshot("BTCUSDT", TOUCH));

    Quote quote = one(delta("BTCUSDT", "'ask1Price':'102'"), Quote.class);

    assertThat(quote.bid()).isEqualTo("100");
    assertThat(quote.bidSize()).isEqualTo("1");
    assertThat(quote.ask()).isEqualTo("102");
    assertThat(quote.askSize()).isEqualTo("2");
  }

  @Test
  void reconnectForgetsPartialFacts() {
    decode(snapshot("BTCUSDT", RATE + "," + TOUCH));
    codec.reset();

    assertThat(decode(delta("BTCUSDT", "'ask1Price':'102','fundingRate':'0.0002'")))
        .isInstanceOf(Decoded.Ignored.class);
  }

  @Test
  void aSnapshotForgetsWhatItDoesNotRepeat() {
    decode(snapshot("BTCUSDT", RATE + "," + TOUCH));
    decode(snapshot("BTCUSDT", "'markPrice':'100'"));

    assertThat(decode(delta("BTCUSDT", "'ask1Price':'102','fundingRate':'0.0002'")))
        .isInstanceOf(Decoded.Ignored.class);
  }

  @Test
  void symbolsDoNotCompleteEachOther() {
    decode(snapshot("BTCUSDT", TOUCH));

    assertThat(decode(delta("ETHUSDT", "'ask1Price':'102'"))).isInstanceOf(Decoded.Ignored.class);
  }

  @Test
  void aBrokenDeltaLeavesNoTrace() {
    decode(snapshot("BTCUSDT", TOUCH));
    Decoded broken = decode(delta("BTCUSDT", "'ask1Price':'250','bid1Price':'x'"));

    assertThat(broken).isInstanceOf(Decoded.Rejected.class);
    assertThat(one(delta("BTCUSDT", "'bid1Size':'3'"), Quote.class).ask()).isEqualTo("101");
  }

  @Test
  void anEmptySideIsAbsentAndNeverZero() {
    Quote quote =
        one(
            snapshot("BTCUSDT", "'bid1Price':'','bid1Size':'','ask1Price':'101','ask1Size':'2'"),
            Quote.class);

    assertThat(quote.bid()).isNull();
    assertThat(quote.bidSize()).isNull();
    assertThat(quote.ask()).isEqualTo("101");
  }

  @Test
  void zeroMarkIsNoMark() {
    assertThat(decode(snapshot("BTCUSDT", "'markPrice':'0','indexPrice':''")))
        .isInstanceOf(Decoded.Ignored.class);
  }

  @Test
  void fieldsStandInAnyOrder() {
    String backwards =
        "{'ts':%d,'data':{'markPrice':'100','symbol':'BTCUSDT'},'type':'delta','topic':'tickers.BTCUSDT'}"
            .formatted(TS);

    MarkPrice mark = one(backwards, MarkPrice.class);

    assertThat(mark.id()).isEqualTo(InstrumentId.parse("bybit:BTCUSDT"));
    assertThat(mark.venueTime()).isEqualTo(Instant.ofEpochMilli(TS));
    assertThat(mark.receivedAt()).isEqualTo(NOW);
  }

  @Test
  void aTickerOfAnotherSymbolThanItsTopicIsRejected() {
    assertThat(decode(delta("BTCUSDT", "'symbol':'ETHUSDT','markPrice':'1'")))
        .isEqualTo(
            new Decoded.Rejected(
                "a ticker of another symbol than its topic's", "topic BTCUSDT, data ETHUSDT"));
  }

  // --- sizes and sides ---------------------------------------------------------------------

  @Test
  void bybitBuyMeansALongWasLiquidated() {
    assertThat(one(liquidation("Buy"), Liquidation.class).liquidated())
        .isEqualTo(Liquidation.Position.LONG);
    assertThat(one(liquidation("Sell"), Liquidation.class).liquidated())
        .isEqualTo(Liquidation.Position.SHORT);
  }

  @Test
  void liquidationsAreCompleteAndPricedAtBankruptcy() {
    Liquidation liquidation = one(liquidation("Buy"), Liquidation.class);

    assertThat(liquidation.complete()).isTrue();
    assertThat(liquidation.priceIs()).isEqualTo(Liquidation.PriceIs.BANKRUPTCY);
  }

  @Test
  void inverseSizesAreInDollarsAndLinearOnesInBase() {
    assertThat(one(trade("BTCUSD", "100"), Trade.class).sizeIn())
        .isEqualTo(Instrument.SizeIn.QUOTE);
    assertThat(one(trade("BTCUSDT", "0.1"), Trade.class).sizeIn())
        .isEqualTo(Instrument.SizeIn.BASE);
    assertThat(one(trade("BTCPERP", "0.1"), Trade.class).sizeIn())
        .isEqualTo(Instrument.SizeIn.BASE);
    assertThat(one(trade("BTCUSDU26", "100"), Trade.class).sizeIn())
        .isEqualTo(Instrument.SizeIn.QUOTE);
    assertThat(one(trade("BTC-25DEC26", "0.1"), Trade.class).sizeIn())
        .isEqualTo(Instrument.SizeIn.BASE);
  }

  @Test
  void theListingDecidesTheSizesAndNotTheSpelling() {
    list("ODDUSD", "LinearPerpetual", "'quoteCoin':'USD'");

    assertThat(one(trade("ODDUSD", "3"), Trade.class).sizeIn()).isEqualTo(Instrument.SizeIn.BASE);
  }

  @Test
  void inverseValueIsInCoinAndNoNotionalInQuote() {
    String amounts =
        "'openInterest':'449736676','openInterestValue':'7341.28',"
            + "'volume24h':'661543991','turnover24h':'10800.18'";
    Decoded.Facts inverse = facts(snapshot("BTCUSD", amounts));
    Decoded.Facts linear = facts(snapshot("BTCUSDT", amounts));

    OpenInterest interest = (OpenInterest) inverse.events().getFirst();
    assertThat(interest.sizeIn()).isEqualTo(Instrument.SizeIn.QUOTE);
    assertThat(interest.notional()).isNull();
    Volume volume = (Volume) inverse.events().getLast();
    assertThat(volume.base24h()).isEqualTo("10800.18");
    assertThat(volume.quote24h()).isEqualTo("661543991");
    assertThat(((OpenInterest) linear.events().getFirst()).notional()).isEqualTo("7341.28");
    assertThat(((Volume) linear.events().getLast()).base24h()).isEqualTo("661543991");
  }

  @Test
  void oneBadRowDoesNotLoseTheOthers() {
    String rows =
        row("BTCUSDT", "Buy", "1", "100")
            + ","
            + row("BTCUSDT", "Neither", "1", "100")
            + ","
            + row("BTCUSDT", "Sell", "x", "100")
            + ","
            + row("BTCUSDT", "Sell", "2", "100");

    Decoded.Facts facts =
        facts("{'topic':'publicTrade.BTCUSDT','type':'snapshot','ts':1,'data':[" + rows + "]}");

    assertThat(facts.events()).hasSize(2);
    assertThat(facts.unusable())
        .extracting(Decoded.Unusable::why)
        .containsExactly("unusable trade", "unusable trade");
    assertThat(facts.unusable().toString()).contains("row 2").contains("row 3");
  }

  // --- instruments -------------------------------------------------------------------------

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
  void multipliersAreTakenOutOfTheAssetAndDigitsOfANameAreNot() {
    assertThat(Asset.of("1000PEPE")).isEqualTo(new Asset("PEPE", new BigDecimal("1000")));
    assertThat(Asset.of("10000SATS")).isEqualTo(new Asset("SATS", new BigDecimal("10000")));
    assertThat(Asset.of("1000000MOG")).isEqualTo(new Asset("MOG", new BigDecimal("1000000")));
    assertThat(Asset.of("SHIB1000")).isEqualTo(new Asset("SHIB", new BigDecimal("1000")));
    assertThat(Asset.of("1INCH")).isEqualTo(new Asset("1INCH", BigDecimal.ONE));
    assertThat(Asset.of("PRE02ZRO")).isEqualTo(new Asset("PRE02ZRO", BigDecimal.ONE));
    assertThat(Asset.of("1000")).isEqualTo(new Asset("1000", BigDecimal.ONE));
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

  // --- REST --------------------------------------------------------------------------------

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

  // --- books -------------------------------------------------------------------------------

  @Test
  void booksPassAsSentAndSizeZeroDeletes() {
    Book book = one(orderbook(50, "delta", "[['100','0']]", "[['101','3']]"), Book.class);

    assertThat(book.snapshot()).isFalse();
    assertThat(book.bids().size(0)).isEqualTo("0");
    assertThat(book.asks().price(0)).isEqualTo("101");
  }

  @Test
  void theFirstLevelIsAQuoteOfItsOwn() {
    decode(snapshot("BTCUSDT", TOUCH));
    decode(orderbook(1, "snapshot", "[['99','1']]", "[['103','1']]"));

    Quote moved = one(orderbook(1, "delta", "[['99','0'],['98','5']]", "[]"), Quote.class);

    assertThat(moved.bid()).isEqualTo("98");
    assertThat(moved.bidSize()).isEqualTo("5");
    assertThat(moved.ask()).isEqualTo("103");
    assertThat(one(delta("BTCUSDT", "'bid1Size':'9'"), Quote.class).bid()).isEqualTo("100");
  }

  @Test
  void spotConnectionsAreNotReadAsPerpetuals() {
    Decoded decoded =
        codec.decode(Frame.of(Bybit.ID, "spot-1", NOW, text(trade("BTCUSDT", "0.1"))));

    assertThat(decoded).isEqualTo(BybitCodec.SPOT);
  }

  @Test
  void optionsAreIgnoredWithAReason() {
    assertThat(decode(trade("BTC-25DEC26-90000-C", "0.1"))).isEqualTo(BybitCodec.OPTION);
    assertThat(decode(trade("BTC-25DEC26-90000-C-USDT", "0.1"))).isEqualTo(BybitCodec.OPTION);
  }

  @Test
  void formatsBeforeV5AreIgnoredByNameAndDate() {
    assertThat(decode("{'topic':'instrument_info.100ms.BTCUSD','type':'snapshot','data':{}}"))
        .isEqualTo(BybitCodec.BEFORE_V5);
    assertThat(decode("{'ret_code':0,'ret_msg':'OK','result':[]}")).isEqualTo(BybitCodec.BEFORE_V5);
  }

  @Test
  void truncatedBytesNeverThrow() {
    byte[] whole =
        text(snapshot("BTCUSDT", RATE + "," + TOUCH))
            .getBytes(java.nio.charset.StandardCharsets.UTF_8);
    for (int length = 0; length < whole.length; length++) {
      Frame frame = new Frame(Bybit.ID, "linear-1", NOW, whole, 0, length);
      assertThat(codec.decode(frame)).isInstanceOf(Decoded.Rejected.class);
    }
  }

  // --- helpers -----------------------------------------------------------------------------

  private static String text(String singleQuoted) {
    return singleQuoted.replace('\'', '"');
  }

  private Decoded decode(String message) {
    return codec.decode(Frame.of(Bybit.ID, "-", NOW, text(message)));
  }

  private Decoded.Facts facts(String message) {
    Decoded decoded = decode(message);
    assertThat(decoded).isInstanceOf(Decoded.Facts.class);
    return (Decoded.Facts) decoded;
  }

  private <T extends MarketEvent> T one(String message, Class<T> type) {
    List<MarketEvent> events = facts(message).events();
    assertThat(events).hasSize(1);
    return type.cast(events.getFirst());
  }

  private static String snapshot(String symbol, String fields) {
    return ticker(symbol, "snapshot", fields);
  }

  private static String delta(String symbol, String fields) {
    return ticker(symbol, "delta", fields);
  }

  private static String ticker(String symbol, String type, String fields) {
    return "{'topic':'tickers.%s','type':'%s','data':{'symbol':'%s',%s},'cs':1,'ts':%d}"
        .formatted(symbol, type, symbol, fields, TS);
  }

  private static String liquidation(String side) {
    return "{'topic':'allLiquidation.BTCUSDT','type':'snapshot','ts':%d,'data':[%s]}"
        .formatted(TS, row("BTCUSDT", side, "1", "100"));
  }

  private static String trade(String symbol, String size) {
    return "{'topic':'publicTrade.%s','type':'snapshot','ts':%d,'data':[%s]}"
        .formatted(symbol, TS, row(symbol, "Buy", size, "100"));
  }

  private static String row(String symbol, String side, String size, String price) {
    return "{'T':%d,'s':'%s','S':'%s','v':'%s','p':'%s','i':'a','BT':false}"
        .formatted(TS, symbol, side, size, price);
  }

  private static String orderbook(int depth, String type, String bids, String asks) {
    return "{'topic':'orderbook.%d.BTCUSDT','type':'%s','ts':%d,'data':{'s':'BTCUSDT','b':%s,'a':%s}}"
        .formatted(depth, type, TS, bids, asks);
  }

  /// A row of the instruments with what a test is about; the last of two equal fields counts.
  private static String instrument(String symbol, String contractType, String fields) {
    return ("{'symbol':'%s','contractType':'%s','status':'Trading','baseCoin':'BTC',"
            + "'quoteCoin':'USDT','settleCoin':'USDT','deliveryTime':'0',%s}")
        .formatted(symbol, contractType, fields);
  }

  private static String instruments(String... rows) {
    return "{'retCode':0,'result':{'list':[" + String.join(",", rows) + "]},'time':1788249601000}";
  }

  private Instrument list(String symbol, String contractType, String fields) {
    Decoded.Facts decoded = facts(instruments(instrument(symbol, contractType, fields)));
    Golden.keep(decoded, listed);
    return ((Listing) decoded.events().getFirst()).instrument();
  }
}
