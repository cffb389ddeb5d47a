package dev.carry.venue.okx;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carry.model.Book;
import dev.carry.model.FundingEstimate;
import dev.carry.model.FundingSettled;
import dev.carry.model.Instrument;
import dev.carry.model.InstrumentId;
import dev.carry.model.Liquidation;
import dev.carry.model.Listing;
import dev.carry.model.MarketEvent;
import dev.carry.model.OpenInterest;
import dev.carry.model.Quote;
import dev.carry.venue.Damage;
import dev.carry.venue.Decoded;
import dev.carry.venue.Frame;
import dev.carry.venue.Golden;
import dev.carry.venue.Instruments;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OkxCodecTest {
  private static final Instant AT = Instant.parse("2026-09-01T06:00:00Z");

  private final Instruments listed = new Instruments();
  private final OkxCodec codec = new OkxCodec(Okx.ID, listed);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "instruments",
        "funding",
        "history",
        "prices",
        "books",
        "trades",
        "candles",
        "control"
      })
  void framesBecomeTheEventsAPersonHasRead(String topic) {
    Golden.check(new Okx(), topic);
  }

  @Test
  void theEstimateIsForTheComingSettlement() {
    FundingEstimate estimate =
        only(
            push(
                "funding-rate",
                "'instId':'BTC-USDT-SWAP','fundingRate':'0.0001','fundingTime':'1788249600000',"
                    + "'nextFundingTime':'1788278400000','nextFundingRate':''"),
            FundingEstimate.class);
    assertThat(estimate.which()).isEqualTo(FundingEstimate.Which.COMING);
    assertThat(estimate.settlesAt()).isEqualTo("2026-09-01T08:00:00Z");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 6, 8})
  void intervalChangeTravelsWithTheRate(int hours) {
    long next = 1788249600000L + hours * 3_600_000L;
    FundingEstimate estimate =
        only(
            push(
                "funding-rate",
                "'instId':'BTC-USDT-SWAP','fundingRate':'0.0001','fundingTime':'1788249600000',"
                    + "'nextFundingTime':'"
                    + next
                    + "'"),
            FundingEstimate.class);
    assertThat(estimate.period()).isEqualTo(Duration.ofHours(hours));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ",'nextFundingTime':''", ",'nextFundingTime':'1788249600000'"})
  void periodIsAbsentWithoutTheTimeOfTheSettlementAfter(String next) {
    FundingEstimate estimate =
        only(
            push(
                "funding-rate",
                "'instId':'BTC-USDT-SWAP','fundingRate':'0.0001','fundingTime':'1788249600000'"
                    + next),
            FundingEstimate.class);
    assertThat(estimate.period()).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ",'fundingRate':''", ",'fundingRate':null"})
  void emptyFundingRateOnDatedFutureIsNoFact(String rate) {
    Decoded decoded = push("funding-rate", "'instId':'BTC-USD-261225','instType':'FUTURES'" + rate);
    assertThat(decoded).isEqualTo(new Decoded.Ignored("a funding row without a rate"));
  }

  @Test
  void aZeroRateIsARate() {
    FundingEstimate estimate =
        only(
            push("funding-rate", "'instId':'BTC-USDT-SWAP','fundingRate':'0'"),
            FundingEstimate.class);
    assertThat(estimate.rate()).isZero();
  }

  @Test
  void settledRateIsAFactOnlyWithTheInstantItWasSettledAt() {
    String row =
        "'instId':'BTC-USDT-SWAP','settFundingRate':'0.0002','fundingTime':'1788249600000'";
    assertThat(push("funding-rate", row + ",'settState':'settled'"))
        .isInstanceOf(Decoded.Ignored.class);
    assertThat(
            push(
                "funding-rate",
                row + ",'settState':'processing','prevFundingTime':'1788220800000'"))
        .isInstanceOf(Decoded.Ignored.class);
    FundingSettled settled =
        only(
            push("funding-rate", row + ",'settState':'settled','prevFundingTime':'1788220800000'"),
            FundingSettled.class);
    assertThat(settled.settledAt()).isEqualTo("2026-09-01T00:00:00Z");
    assertThat(settled.rate()).isEqualByComparingTo("0.0002");
    assertThat(settled.period()).isNull();
  }

  @Test
  void historyTakesTheRateThatWasChargedNotTheOnePredicted() {
    FundingSettled settled =
        only(
            answer(
                "funding-rate-history/BTC-USDT-SWAP",
                "{'instId':'BTC-USDT-SWAP','fundingRate':'0.0009','realizedRate':'0.0001',"
                    + "'fundingTime':'1788220800000'}"),
            FundingSettled.class);
    assertThat(settled.rate()).isEqualByComparingTo("0.0001");
  }

  @Test
  void aHistoryRowThatWasOnlyPredictedIsNeitherSettledNorAnEstimate() {
    Decoded decoded =
        answer(
            "funding-rate-history/BTC-USDT-SWAP",
            "{'instId':'BTC-USDT-SWAP','fundingRate':'0.0009','fundingTime':'1788220800000'}");
    assertThat(decoded).isInstanceOf(Decoded.Ignored.class);
  }

  @Test
  void aFullPageOfHistoryAsksForOlderRows() {
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < 100; i++) {
      rows.append(i == 0 ? "" : ",")
          .append("{'instId':'BTC-USDT-SWAP','realizedRate':'0.0001','fundingTime':'")
          .append(1788220800000L - i * 28_800_000L)
          .append("'}");
    }
    Decoded.Facts facts =
        (Decoded.Facts) answer("funding-rate-history/BTC-USDT-SWAP", rows.toString());
    assertThat(facts.events()).hasSize(100);
    assertThat(facts.nextPage()).isEqualTo("after=" + (1788220800000L - 99 * 28_800_000L));
  }

  @Test
  void instrumentTypeIsNoTestOfAPerpetual() {
    list("'ruleType':'xperp'");
    Instrument perpetual = xperp();
    assertThat(perpetual.kind()).isEqualTo(Instrument.Kind.PERPETUAL);
    assertThat(perpetual.canonical()).isEqualTo("BTC/USD:USD");
  }

  @Test
  void whatPublishesFundingIsAPerpetualAndStaysOne() {
    list("'ruleType':'normal'");
    assertThat(xperp().kind()).isEqualTo(Instrument.Kind.DATED_FUTURE);
    Golden.keep(
        push("funding-rate", "'instId':'BTC-USD_UM_XPERP-310404','fundingRate':'0.0001'"), listed);
    assertThat(xperp().kind()).isEqualTo(Instrument.Kind.PERPETUAL);
    list("'ruleType':'normal'");
    assertThat(xperp().kind()).isEqualTo(Instrument.Kind.PERPETUAL);
  }

  @Test
  void readingTheInstrumentsAgainKeepsTheirFundingTerms() {
    list("'ruleType':'xperp'");
    Golden.keep(
        push(
            "funding-rate",
            "'instId':'BTC-USD_UM_XPERP-310404','fundingRate':'0.0001','maxFundingRate':'0.00375',"
                + "'fundingTime':'1788249600000','nextFundingTime':'1788264000000'"),
        listed);
    list("'ruleType':'xperp'");
    assertThat(xperp().fundingPeriod()).isEqualTo(Duration.ofHours(4));
    assertThat(xperp().fundingCap()).isEqualByComparingTo("0.00375");
  }

  @Test
  void unchangedFundingTermsAreNotListedAgain() {
    list("'ruleType':'xperp'");
    String row =
        "'instId':'BTC-USD_UM_XPERP-310404','fundingRate':'0.0001','maxFundingRate':'0.01'";
    Decoded first = push("funding-rate", row);
    assertThat(events(first)).first().isInstanceOf(Listing.class);
    Golden.keep(first, listed);
    assertThat(events(push("funding-rate", row))).noneMatch(event -> event instanceof Listing);
  }

  @Test
  void contractsAreValuedByTheirValueTimesTheirMultiplier() {
    Instrument linear = swap("'ctType':'linear','ctVal':'0.01','ctMult':'10','ctValCcy':'BTC'");
    assertThat(linear.sizeBase(new BigDecimal("3"), new BigDecimal("60000")))
        .isEqualByComparingTo("0.3");
    Instrument inverse = swap("'ctType':'inverse','ctVal':'100','ctMult':'1','ctValCcy':'USDT'");
    assertThat(inverse.sizeBase(new BigDecimal("3"), new BigDecimal("60000")))
        .isEqualByComparingTo("0.005");
  }

  @Test
  void contractsInAnUnknownUnitAreRejectedNotValuedWrongly() {
    Decoded decoded =
        answer(
            "instruments/SWAP",
            "{'instId':'BTC-USDT-SWAP','instType':'SWAP','uly':'BTC-USDT','settleCcy':'USDT',"
                + "'ctType':'linear','ctVal':'1','ctValCcy':'USDT','state':'live'}");
    assertThat(decoded).isInstanceOf(Decoded.Rejected.class);
  }

  @Test
  void indexIsKeyedByItsOwnNameAndInstrumentsPointToIt() {
    assertThat(swap("'ctType':'linear','ctVal':'0.01','ctValCcy':'BTC'").indexSymbol())
        .isEqualTo("BTC-USDT");
    List<MarketEvent> index = events(push("index-tickers", "'instId':'BTC-USDT','idxPx':'62000'"));
    assertThat(index.getFirst().id()).isEqualTo(InstrumentId.parse("okx:BTC-USDT"));
  }

  @Test
  void closedShortIsTheOneWhoWasLiquidatedWhenTheOrderBuys() {
    assertThat(liquidated("'posSide':'short','side':'buy'")).isEqualTo(Liquidation.Position.SHORT);
    assertThat(liquidated("'posSide':'long','side':'sell'")).isEqualTo(Liquidation.Position.LONG);
    assertThat(liquidated("'posSide':'net','side':'buy'")).isEqualTo(Liquidation.Position.SHORT);
    assertThat(liquidated("'posSide':'','side':'sell'")).isEqualTo(Liquidation.Position.LONG);
  }

  @Test
  void liquidationPriceIsTheBankruptcyPriceOfASample() {
    Liquidation liquidation =
        only(liquidation("'posSide':'short','side':'buy'"), Liquidation.class);
    assertThat(liquidation.priceIs()).isEqualTo(Liquidation.PriceIs.BANKRUPTCY);
    assertThat(liquidation.complete()).isFalse();
  }

  @Test
  void emptySideOfABookIsAbsentNotZero() {
    Quote quote =
        (Quote)
            events(
                    push(
                        "tickers",
                        "'instId':'BTC-USDT-SWAP','bidPx':'','bidSz':'','askPx':'5','askSz':'2'"))
                .getFirst();
    assertThat(quote.bid()).isNull();
    assertThat(quote.bidSize()).isNull();
    assertThat(quote.ask()).isEqualByComparingTo("5");
  }

  @Test
  void dollarsAreNoNotionalOfAContractPricedInTether() {
    String row = ",'oi':'10','oiUsd':'600000'";
    assertThat(
            only(push("open-interest", "'instId':'BTC-USDT-SWAP'" + row), OpenInterest.class)
                .notional())
        .isNull();
    assertThat(
            only(push("open-interest", "'instId':'BTC-USD-SWAP'" + row), OpenInterest.class)
                .notional())
        .isEqualByComparingTo("600000");
  }

  @Test
  void fieldsMayComeInAnyOrder() {
    Book book =
        only(
            decode(
                "{'data':[{'ts':'1','bids':[['1','2','0','1']],'asks':[]}],"
                    + "'action':'snapshot','arg':{'instId':'BTC-USDT-SWAP','channel':'books'}}"),
            Book.class);
    assertThat(book.snapshot()).isTrue();
    assertThat(book.bids().count()).isEqualTo(1);
  }

  @Test
  void oneBadRowDoesNotLoseTheOthers() {
    Decoded.Facts facts =
        (Decoded.Facts)
            answer(
                "mark-price/SWAP",
                "{'instId':'A-USDT-SWAP','markPx':'1'},{'instId':'B-USDT-SWAP','markPx':'many'},"
                    + "{'instId':'C-USDT-SWAP','markPx':'3'}");
    assertThat(facts.events())
        .extracting(event -> event.id().symbol())
        .containsExactly("A-USDT-SWAP", "C-USDT-SWAP");
    assertThat(facts.unusable()).singleElement().asString().contains("mark-price row 2");
  }

  @Test
  void aRowWithoutItsInstrumentIsNotGivenTheCallsFilterAsItsName() {
    assertThat(answer("mark-price/SWAP", "{'markPx':'1'}")).isInstanceOf(Decoded.Rejected.class);
  }

  @Test
  void truncatedBytesNeverThrow() {
    for (String topic : Golden.topics(new Okx())) {
      for (Golden.Step step : Golden.frames(new Okx(), topic)) {
        Frame frame = step.frame();
        for (int length = 0; frame != null && length < frame.length(); length++) {
          Decoded decoded =
              codec.decode(
                  new Frame(Okx.ID, frame.stream(), AT, frame.bytes(), frame.offset(), length));
          assertThat(decoded).isInstanceOf(Decoded.Rejected.class);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34, 55, 89})
  void damagedBytesNeverThrowAndNeverInventNumbers(long seed) {
    assertThat(Damage.check(new Okx(), seed)).isGreaterThan(1_000);
  }

  // --- helpers -----------------------------------------------------------------------------

  private Decoded decode(String text) {
    return codec.decode(Frame.of(Okx.ID, "public-1", AT, text.replace('\'', '"')));
  }

  private Decoded push(String channel, String fields) {
    return decode("{'arg':{'channel':'" + channel + "'},'data':[{" + fields + "}]}");
  }

  private Decoded answer(String stream, String rows) {
    String text = "{'code':'0','msg':'','data':[" + rows + "]}";
    return codec.decode(Frame.of(Okx.ID, stream, AT, text.replace('\'', '"')));
  }

  private static List<MarketEvent> events(Decoded decoded) {
    return Golden.events(decoded);
  }

  private static <T extends MarketEvent> T only(Decoded decoded, Class<T> type) {
    List<MarketEvent> events = events(decoded);
    assertThat(events).hasSize(1);
    return type.cast(events.getFirst());
  }

  private Decoded liquidation(String fields) {
    return push(
        "liquidation-orders",
        "'instId':'BTC-USDT-SWAP','details':[{'bkPx':'60000','sz':'3','ts':'1788249600000',"
            + fields
            + "}]");
  }

  private Liquidation.Position liquidated(String fields) {
    return only(liquidation(fields), Liquidation.class).liquidated();
  }

  private void list(String fields) {
    Golden.keep(
        answer(
            "instruments/FUTURES",
            "{'instId':'BTC-USD_UM_XPERP-310404','instType':'FUTURES','uly':'BTC-USD',"
                + "'settleCcy':'USD','ctType':'linear','ctVal':'0.0001','ctValCcy':'BTC',"
                + "'expTime':'1933056000000','state':'live',"
                + fields
                + "}"),
        listed);
  }

  private Instrument xperp() {
    return requireNonNull(listed.find("BTC-USD_UM_XPERP-310404"));
  }

  private Instrument swap(String fields) {
    Listing listing =
        only(
            answer(
                "instruments/SWAP",
                "{'instId':'BTC-USDT-SWAP','instType':'SWAP','uly':'BTC-USDT','settleCcy':'USDT',"
                    + "'state':'live',"
                    + fields
                    + "}"),
            Listing.class);
    return listing.instrument();
  }
}
