package dev.carry.venue.hyperliquid;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carry.model.Candle;
import dev.carry.model.FundingEstimate;
import dev.carry.model.FundingSettled;
import dev.carry.model.IndexPrice;
import dev.carry.model.Instrument;
import dev.carry.model.MarketEvent;
import dev.carry.model.PremiumIndex;
import dev.carry.model.Quote;
import dev.carry.model.Side;
import dev.carry.model.Trade;
import dev.carry.venue.Decoded;
import dev.carry.venue.Decoded.Control.What;
import dev.carry.venue.Frame;
import dev.carry.venue.Golden;
import dev.carry.venue.Instruments;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What has misled others about Hyperliquid, one test a trap. Single quotes stand for double ones.
class HyperliquidTrapsTest {
  private static final Instant AT = Instant.parse("2026-09-24T06:40:00Z");
  private static final String CONTEXT = "{'funding':'%s','oraclePx':'10','markPx':'11'}";
  private static final String METAS =
      "[{'universe':[{'name':'BTC'},{'name':'MATIC','isDelisted':true},{'name':'kPEPE'}],"
          + "'collateralToken':0},{'universe':[{'name':'xyz:TSLA'}],'collateralToken':0},"
          + "{'universe':[{'name':'hyna:BTC'}],'collateralToken':235}]";

  private final Instruments listed = new Instruments();
  private final HyperliquidCodec codec = new HyperliquidCodec(listed);

  @ParameterizedTest
  @CsvSource({
    "kPEPE, PEPE, 1000",
    "PEPE, PEPE, 1",
    "k, k, 1",
    "xyz:TSLA, TSLA, 1",
    "hyna:kPEPE, PEPE, 1000",
    "KAS, KAS, 1"
  })
  void onlyASmallKBeforeCapitalsIsAThousand(String symbol, String asset, String multiplier) {
    HyperliquidCoin coin = HyperliquidCoin.of(symbol);
    assertThat(coin.asset().name()).isEqualTo(asset);
    assertThat(coin.asset().multiplier()).isEqualByComparingTo(multiplier);
    assertThat(coin.id().symbol()).isEqualTo(symbol);
  }

  @Test
  void aSizeOfAThousandTokensIsCountedInTokens() {
    list();
    Instrument pepe = requireNonNull(listed.find("kPEPE"));
    assertThat(pepe.sizeBase(new BigDecimal("2058973"), new BigDecimal("0.004411")))
        .isEqualByComparingTo("2058973000");
  }

  @Test
  void builderDexesSettleInWhatTheirTokenIsCalled() {
    decode("{'tokens':[{'name':'USDE','index':235}],'universe':[]}");
    list();
    assertThat(requireNonNull(listed.find("hyna:BTC")).canonical()).isEqualTo("BTC/USD:USDE");
    assertThat(requireNonNull(listed.find("BTC")).canonical()).isEqualTo("BTC/USD:USDC");
    assertThat(requireNonNull(listed.find("hyna:BTC")).fundingCap())
        .as("the deployer's own, not stated")
        .isNull();
  }

  @Test
  void aDexThatSettlesInAnUnknownTokenIsNotListedWithAGuess() {
    list();
    assertThat(listed.find("hyna:BTC")).isNull();
    assertThat(listed.find("xyz:TSLA")).isNotNull();
  }

  @Test
  void delistedRowsKeepTheirPlaceAndGiveNoFact() {
    List<MarketEvent> events =
        events(
            "[{'universe':[{'name':'MATIC','isDelisted':true},{'name':'BTC'}]},["
                + "{'funding':'0.0','premium':null,'midPx':null,'impactPxs':null,'markPx':'3'},"
                + CONTEXT.formatted("0.0001")
                + "]]");
    assertThat(events).filteredOn(event -> event.id().symbol().equals("MATIC")).hasSize(1);
    assertThat(events)
        .filteredOn(FundingEstimate.class::isInstance)
        .singleElement()
        .satisfies(event -> assertThat(event.id().symbol()).isEqualTo("BTC"));
  }

  @Test
  void aRowThatCannotBeReadDoesNotMoveTheOthers() {
    List<MarketEvent> events =
        events(
            "[{'universe':[{'nome':'ETH'},{'name':'BTC'}]},["
                + CONTEXT.formatted("0.5")
                + ","
                + CONTEXT.formatted("0.0001")
                + "]]");
    assertThat(events)
        .filteredOn(FundingEstimate.class::isInstance)
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.id().symbol()).isEqualTo("BTC");
              assertThat(((FundingEstimate) event).rate()).isEqualByComparingTo("0.0001");
            });
  }

  @Test
  void contextsByPositionGiveNoFactBeforeTheirOrderIsKnownAndAskForIt() {
    String contexts =
        "{'channel':'allDexsAssetCtxs','data':{'ctxs':[['xyz',["
            + CONTEXT.formatted("0.0001")
            + "]]]}}";
    Decoded.Control control = (Decoded.Control) decode(contexts);
    assertThat(control.reply()).isEqualTo(HyperliquidSockets.ORDER);
    decode(
        "{'channel':'post','data':{'id':1,'response':{'type':'info','payload':"
            + "{'type':'allPerpMetas','data':"
            + METAS
            + "}}}}");
    assertThat(events(contexts)).isNotEmpty();
    codec.reset();
    assertThat(decode(contexts)).as("a new connection").isInstanceOf(Decoded.Control.class);
  }

  @Test
  void indexComesBeforeMark() {
    assertThat(push("'oraclePx':'10','markPx':'11'").getFirst()).isInstanceOf(IndexPrice.class);
    assertThat(push("'markPx':'11','oraclePx':'10'").getFirst()).isInstanceOf(IndexPrice.class);
  }

  @Test
  void aMissingPremiumIsAbsentAndAStatedZeroIsZero() {
    assertThat(push("'premium':null,'funding':'0'")).noneMatch(PremiumIndex.class::isInstance);
    assertThat(push("'premium':'0.0','funding':'0'"))
        .filteredOn(PremiumIndex.class::isInstance)
        .singleElement()
        .satisfies(event -> assertThat(((PremiumIndex) event).value()).isZero());
  }

  @ParameterizedTest
  @CsvSource({
    "2026-09-24T06:59:59.999Z, 2026-09-24T07:00:00Z, PT1H",
    "2026-09-24T07:00:00Z, 2026-09-24T08:00:00Z, PT1H",
    "2023-06-08T00:00:00Z, 2023-06-08T01:00:00Z, PT1H",
    "2023-06-07T23:59:59Z, 2023-06-08T00:00:00Z, PT8H",
    "2023-06-07T15:59:59Z, 2023-06-07T16:00:00Z, PT8H",
    "2023-06-07T08:00:00Z, 2023-06-07T16:00:00Z, PT8H"
  })
  void aRateIsForTheComingWholeHourAndBeforeJune2023ForTheComingThirdOfADay(
      Instant received, Instant settles, Duration period) {
    Decoded decoded =
        codec.decode(
            Frame.of(
                Hyperliquid.ID,
                "public-1",
                received,
                "{'channel':'activeAssetCtx','data':{'coin':'BTC','ctx':{'funding':'0.0001'}}}"
                    .replace('\'', '"')));
    FundingEstimate estimate = (FundingEstimate) ((Decoded.Facts) decoded).events().getFirst();
    assertThat(estimate.settlesAt()).isEqualTo(settles);
    assertThat(estimate.period()).isEqualTo(period);
  }

  @ParameterizedTest
  @CsvSource({
    "2023-06-08T00:00:00.388Z, PT8H",
    "2023-06-08T01:00:00.054Z, PT1H",
    "2023-07-02T21:00:00.180Z, PT1H",
    "2026-09-24T06:00:00.118Z, PT1H"
  })
  void aSettledRateHasThePeriodOfItsDayAlsoBehindAHole(Instant at, Duration period) {
    FundingSettled settled =
        (FundingSettled)
            events("[{'coin':'BTC','fundingRate':'0.0001','time':%d}]".formatted(at.toEpochMilli()))
                .getFirst();
    assertThat(settled.period()).isEqualTo(period);
    assertThat(settled.settledAt()).isEqualTo(at);
  }

  @Test
  void predictedFundingsAreNoInput() {
    assertThat(
            decode(
                "[['BTC',[['BinPerp',{'fundingRate':'0.0001','nextFundingTime':1790236800000}]]]]"))
        .isInstanceOf(Decoded.Ignored.class);
  }

  @Test
  void aFullPageOfHistoryAsksForNewerRows() {
    StringBuilder rows = new StringBuilder("[");
    for (int i = 0; i < 500; i++) {
      rows.append(i == 0 ? "" : ",")
          .append("{'coin':'BTC','fundingRate':'0','time':")
          .append(1_790_000_000_000L + i * 3_600_000L)
          .append('}');
    }
    Decoded.Facts facts = (Decoded.Facts) decode(rows.append(']').toString());
    assertThat(facts.nextPage())
        .isEqualTo("startTime=" + (1_790_000_000_000L + 499 * 3_600_000L + 1));
  }

  @Test
  void theSideOfATradeIsTheTakers() {
    Trade trade =
        (Trade) events("[{'coin':'BTC','side':'A','px':'1','sz':'2','tid':3}]").getFirst();
    assertThat(trade.taker()).isEqualTo(Side.SELL);
  }

  @Test
  void anEmptySideIsAbsentWhetherNullOrMissing() {
    for (String bbo : List.of("[{'px':'1','sz':'2'},null]", "[{'px':'1','sz':'2'}]")) {
      Quote quote =
          (Quote) events("{'channel':'bbo','data':{'coin':'BTC','bbo':" + bbo + "}}").getFirst();
      assertThat(quote.bid()).isEqualByComparingTo("1");
      assertThat(quote.ask()).isNull();
      assertThat(quote.askSize()).isNull();
    }
  }

  @Test
  void aCandleIsClosedWhenItsLastMillisecondHasPassed() {
    String candle = "[{'s':'BTC','t':%d,'T':%d,'o':'1','h':'1','l':'1','c':'1'}]";
    long now = AT.toEpochMilli();
    assertThat(decode(candle.formatted(now - 60_000, now))).isInstanceOf(Decoded.Ignored.class);
    Candle closed = (Candle) events(candle.formatted(now - 60_000, now - 1)).getFirst();
    assertThat(closed.closesAt()).isEqualTo(AT);
  }

  @Test
  void anUnknownCoinIsAnsweredWithNullAndThatIsARefusal() {
    assertThat(((Decoded.Control) decode("null")).what()).isEqualTo(What.REFUSED);
  }

  @Test
  void spotIsNotTakenForPerpetuals() {
    assertThat(decode("[{'universe':[{'name':'PURR/USDC'}],'tokens':[]},[{'markPx':'1'}]]"))
        .isInstanceOf(Decoded.Ignored.class);
    assertThat(decode("{'universe':[{'name':'PURR/USDC'}],'tokens':[{'name':'A','index':1}]}"))
        .isInstanceOf(Decoded.Ignored.class);
  }

  private void list() {
    Golden.keep(decode(METAS), listed);
  }

  private List<MarketEvent> push(String fields) {
    return events("{'channel':'activeAssetCtx','data':{'coin':'BTC','ctx':{" + fields + "}}}");
  }

  private Decoded decode(String text) {
    return codec.decode(Frame.of(Hyperliquid.ID, "-", AT, text.replace('\'', '"')));
  }

  private List<MarketEvent> events(String text) {
    Decoded decoded = decode(text);
    assertThat(decoded).isInstanceOf(Decoded.Facts.class);
    return ((Decoded.Facts) decoded).events();
  }
}
