package dev.carry.venue.bybit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carry.model.Book;
import dev.carry.model.Fact;
import dev.carry.model.FundingEstimate;
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
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BybitCodecTest extends BybitMessages {
  static List<String> topics() {
    return Golden.topics(new Bybit());
  }

  @ParameterizedTest
  @MethodSource("topics")
  void framesGiveTheEventsThatWereReadByAPerson(String topic) {
    Golden.check(new Bybit(), topic);
  }

  // --- funding -----------------------------------------------------------------------------------

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

  // --- deltas ------------------------------------------------------------------------------------

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

  // --- sizes and sides ---------------------------------------------------------------------------

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
        .containsExactly("a row that cannot be read", "a row that cannot be read");
    assertThat(facts.unusable().toString()).contains("row 2").contains("row 3");
  }

  // --- books -------------------------------------------------------------------------------------

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
    byte[] whole = text(snapshot("BTCUSDT", RATE + "," + TOUCH)).getBytes(StandardCharsets.UTF_8);
    for (int length = 0; length < whole.length; length++) {
      Frame frame = new Frame(Bybit.ID, "linear-1", NOW, whole, 0, length);
      assertThat(codec.decode(frame)).isInstanceOf(Decoded.Rejected.class);
    }
  }
}
