package dev.carry.venue.backpack;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carry.model.Candle;
import dev.carry.model.Fact;
import dev.carry.model.FundingEstimate;
import dev.carry.model.FundingSettled;
import dev.carry.model.Instrument;
import dev.carry.model.Liquidation;
import dev.carry.model.MarketEvent;
import dev.carry.model.Quote;
import dev.carry.model.Side;
import dev.carry.model.Trade;
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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BackpackCodecTest {
  private static final Instant AT = Instant.parse("2026-09-23T03:32:37.900Z");

  private final Instruments listed = new Instruments();
  private final BackpackCodec codec = new BackpackCodec(listed);

  @ParameterizedTest
  @ValueSource(strings = {"markets", "prices", "history", "books", "trades", "candles", "control"})
  void framesBecomeTheEventsAPersonHasRead(String topic) {
    Golden.check(new Backpack(), topic);
  }

  @Test
  void optionsAreNotOfferedByThisVenue() {
    assertThat(new Backpack().lacks())
        .containsEntry(Fact.OPTION, "options not offered by this venue");
    Golden.keep(
        answer("markets", "[{" + market("OPTION", "Open", "'fundingInterval':null") + "}]"),
        listed);
    assertThat(listed.isEmpty()).as("types may grow; those not read are passed over").isTrue();
  }

  @Test
  void boundsInBasisPointsBecomeFractions() {
    list(
        "PERP",
        "'fundingInterval':3600000,'fundingRateUpperBound':'150',"
            + "'fundingRateLowerBound':'-100'");
    Instrument market = requireNonNull(listed.find("BTC_USDC_PERP"));
    assertThat(market.fundingCap()).isEqualByComparingTo("0.015");
    assertThat(market.fundingFloor()).isEqualByComparingTo("-0.01");
    assertThat(market.fundingPeriod()).isEqualTo(Duration.ofHours(1));
  }

  @Test
  void thePeriodIsTheMarketsAndAbsentUntilItIsListed() {
    assertThat(estimate("1790136000000").period()).isNull();
    list("PERP", "'fundingInterval':3600000");
    assertThat(estimate("1790136000000").period()).isEqualTo(Duration.ofHours(1));
  }

  /// The documents say microseconds, the venue sends milliseconds.
  @ParameterizedTest
  @ValueSource(strings = {"1790136000000", "1790136000000000"})
  void theNextFundingIsTheSameInstantInBothUnits(String next) {
    assertThat(estimate(next).settlesAt()).isEqualTo("2026-09-23T04:00:00Z");
  }

  @Test
  void eventTimesAreInMicroseconds() {
    assertThat(estimate("1790136000000").venueTime()).isEqualTo("2026-09-23T03:32:37.846930Z");
  }

  @Test
  void theIntervalThatStillRunsIsListedFirstAndIsNoSettlement() {
    Decoded.Facts facts =
        (Decoded.Facts)
            answer(
                "fundingRates/BTC_USDC_PERP",
                "["
                    + rate("04:00:00")
                    + ","
                    + rate("03:00:00")
                    + ","
                    + rate("02:00:00")
                    + ","
                    + rate("01:00:00")
                    + "]");
    assertThat(facts.events()).hasSize(3);
    FundingSettled newest = (FundingSettled) facts.events().getFirst();
    assertThat(newest.settledAt())
        .as("text without a zone is UTC")
        .isEqualTo("2026-09-23T03:00:00Z");
    assertThat(newest.period()).isEqualTo(Duration.ofHours(1));
    assertThat(facts.unusable()).hasSize(1);
  }

  @Test
  void aThousandIsMarkedByASmallLetter() {
    Golden.keep(
        answer(
            "markets",
            "[{'symbol':'kPEPE_USDC_PERP','baseSymbol':'kPEPE','quoteSymbol':'USDC',"
                + "'marketType':'PERP','orderBookState':'Open'}]"),
        listed);
    Instrument market = requireNonNull(listed.find("kPEPE_USDC_PERP"));
    assertThat(market.canonical()).isEqualTo("PEPE/USDC:USDC");
    assertThat(market.sizeBase(new BigDecimal("3"), BigDecimal.ONE)).isEqualByComparingTo("3000");
  }

  @ParameterizedTest
  @CsvSource({
    "Open, TRADING",
    "LimitOnly, TRADING",
    "PostOnly, HALTED",
    "CancelOnly, HALTED",
    "Closed, DELISTED",
    "Dreaming, HALTED"
  })
  void whatTakersCannotTradeIsHalted(String state, Instrument.Status status) {
    Golden.keep(
        answer("markets", "[{" + market("PERP", state, "'fundingInterval':3600000") + "}]"),
        listed);
    assertThat(requireNonNull(listed.find("BTC_USDC_PERP")).status()).isEqualTo(status);
  }

  @Test
  void aSideThatIsNullIsEmpty() {
    Quote quote =
        only(
            stream(
                "bookTicker.BTC_USDC_PERP",
                "'e':'bookTicker','s':'BTC_USDC_PERP','a':'5','A':'2','b':null,'B':null"),
            Quote.class);
    assertThat(quote.bid()).isNull();
    assertThat(quote.ask()).isEqualByComparingTo("5");
  }

  @Test
  void changesAreChainedByTheUpdateBeforeTheFirst() {
    Decoded.Depth depth =
        (Decoded.Depth)
            stream(
                "depth.200ms.BTC_USDC_PERP",
                "'e':'depth','s':'BTC_USDC_PERP','U':11,'u':14,'a':[],'b':[['5','0.00']]");
    assertThat(depth.first()).isEqualTo(11);
    assertThat(depth.last()).isEqualTo(14);
    assertThat(depth.after()).isEqualTo(10);
    assertThat(depth.book().snapshot()).isFalse();
  }

  @Test
  void theWholeBookStandsWithItsBestBidLastAndIsTurned() {
    Decoded.Depth depth =
        (Decoded.Depth)
            answer(
                "depth/BTC_USDC_PERP",
                "{'asks':[['7','1'],['8','1']],'bids':[['3','1'],['4','2'],['5','3']],"
                    + "'lastUpdateId':'9','timestamp':1790134357267000}");
    assertThat(depth.book().bids().price(0)).isEqualByComparingTo("5");
    assertThat(depth.book().bids().size(0)).isEqualByComparingTo("3");
    assertThat(depth.book().bids().price(2)).isEqualByComparingTo("3");
    assertThat(depth.book().asks().price(0)).isEqualByComparingTo("7");
    assertThat(depth.last()).isEqualTo(9);
    assertThat(depth.after()).isNull();
  }

  @Test
  void theMakerWhoBuysMetASeller() {
    String trade = "'e':'trade','s':'BTC_USDC_PERP','p':'5','q':'1','t':7,'m':";
    assertThat(only(stream("trade.BTC_USDC_PERP", trade + "true"), Trade.class).taker())
        .isEqualTo(Side.SELL);
    assertThat(only(stream("trade.BTC_USDC_PERP", trade + "false"), Trade.class).taker())
        .isEqualTo(Side.BUY);
  }

  @Test
  void anOrderThatBuysByForceClosesAShort() {
    String forced = "'e':'liquidation','s':'BTC_USDC_PERP','p':'5','q':'1','S':";
    assertThat(only(stream("liquidation", forced + "'Bid'"), Liquidation.class).liquidated())
        .isEqualTo(Liquidation.Position.SHORT);
    assertThat(only(stream("liquidation", forced + "'Ask'"), Liquidation.class).liquidated())
        .isEqualTo(Liquidation.Position.LONG);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1790134260", "'1790134260'", "'2026-09-23T03:31:00'", "'2026-09-23 03:31:00'"})
  void aCandleOpensAtSecondsOrAtATextWithoutAZone(String start) {
    Candle candle =
        only(
            stream(
                "kline.1m.BTC_USDC_PERP",
                "'e':'kline','s':'BTC_USDC_PERP','o':'1','c':'1','h':'1','l':'1','X':true,'t':"
                    + start),
            Candle.class);
    assertThat(candle.opensAt()).isEqualTo("2026-09-23T03:31:00Z");
    assertThat(candle.closesAt()).isEqualTo("2026-09-23T03:32:00Z");
  }

  @Test
  void predictionsHaveOpenInterestAndNoMarket() {
    assertThat(answer("openInterest", "[{'symbol':'X_USDC_PREDICTION','openInterest':'1'}]"))
        .isInstanceOf(Decoded.Ignored.class);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34, 55, 89})
  void damagedBytesNeverThrowAndNeverInventNumbers(long seed) {
    assertThat(Damage.check(new Backpack(), seed)).isGreaterThan(1_000);
  }

  // --- helpers -----------------------------------------------------------------------------

  private Decoded answer(String name, String text) {
    return codec.decode(Frame.of(Backpack.ID, name, AT, text.replace('\'', '"')));
  }

  private Decoded stream(String stream, String fields) {
    return answer("market-1", "{'data':{" + fields + "},'stream':'" + stream + "'}");
  }

  private static String market(String type, String state, String terms) {
    return "'symbol':'BTC_USDC_PERP','baseSymbol':'BTC','quoteSymbol':'USDC','marketType':'"
        + type
        + "','orderBookState':'"
        + state
        + "',"
        + terms;
  }

  private void list(String type, String terms) {
    Golden.keep(answer("markets", "[{" + market(type, "Open", terms) + "}]"), listed);
  }

  private FundingEstimate estimate(String next) {
    return only(
        stream(
            "markPrice.BTC_USDC_PERP",
            "'e':'markPrice','E':1790134357847601,'T':1790134357846930,'s':'BTC_USDC_PERP',"
                + "'f':'0.0000125','i':'5','p':'5','n':"
                + next),
        FundingEstimate.class);
  }

  private static String rate(String hour) {
    return "{'fundingRate':'0.0000125','intervalEndTimestamp':'2026-09-23T"
        + hour
        + "','symbol':'BTC_USDC_PERP'}";
  }

  private static <T extends MarketEvent> T only(Decoded decoded, Class<T> type) {
    assertThat(decoded).isInstanceOf(Decoded.Facts.class);
    List<MarketEvent> found =
        ((Decoded.Facts) decoded).events().stream().filter(type::isInstance).toList();
    assertThat(found).hasSize(1);
    return type.cast(found.getFirst());
  }
}
