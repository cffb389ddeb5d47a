package dev.carry.venue.bitmex;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carry.model.Book;
import dev.carry.model.FundingEstimate;
import dev.carry.model.FundingSettled;
import dev.carry.model.IndexPrice;
import dev.carry.model.Instrument;
import dev.carry.model.Liquidation;
import dev.carry.model.Listing;
import dev.carry.model.MarkPrice;
import dev.carry.model.MarketEvent;
import dev.carry.model.Trade;
import dev.carry.venue.Damage;
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
import org.junit.jupiter.params.provider.ValueSource;

/// What has misled others about BitMEX, one test a trap. Single quotes stand for double ones.
class BitmexTest {
  private static final Bitmex VENUE = new Bitmex();
  private static final Instant NOW = Instant.parse("2022-06-01T00:00:10Z");
  private static final String PERPETUAL =
      "{'symbol':'XBTUSD','typ':'FFWCSX','state':'Open','underlying':'XBT',"
          + "'quoteCurrency':'USD','settlCurrency':'XBt','isInverse':true,'isQuanto':false,"
          + "'multiplier':-100000000,'underlyingToSettleMultiplier':-100000000,"
          + "'fundingInterval':'2000-01-01T08:00:00.000Z',"
          + "'fundingTimestamp':'2022-06-01T04:00:00.000Z','fundingRate':0.0001,"
          + "'indicativeFundingRate':-0.0002}";

  private final VenueCodec codec = VENUE.codec(new Instruments());

  static List<String> topics() {
    return Golden.topics(VENUE);
  }

  @ParameterizedTest
  @MethodSource("topics")
  void framesBecomeTheEventsThatWereReviewed(String topic) {
    Golden.check(VENUE, topic);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void damagedBytesNeverThrowAndInventNoNumber(long seed) {
    assertThat(Damage.checkCompleting(VENUE, seed)).isGreaterThan(1000);
  }

  @Test
  void theFundingRateIsFixedForTheComingSettlementAndTheIndicativeOneIsOfTheNext() {
    List<FundingEstimate> estimates =
        facts(table("instrument", "partial", PERPETUAL)).stream()
            .filter(FundingEstimate.class::isInstance)
            .map(FundingEstimate.class::cast)
            .toList();
    assertThat(estimates)
        .satisfiesExactly(
            coming -> {
              assertThat(coming.which()).isEqualTo(FundingEstimate.Which.COMING);
              assertThat(coming.rate()).isEqualTo("0.0001");
              assertThat(coming.settlesAt()).isEqualTo("2022-06-01T04:00:00Z");
              assertThat(coming.period()).isEqualTo(Duration.ofHours(8));
            },
            next -> {
              assertThat(next.which()).isEqualTo(FundingEstimate.Which.NEXT);
              assertThat(next.rate()).isEqualTo("-0.0002");
              assertThat(next.settlesAt()).isEqualTo("2022-06-01T12:00:00Z");
            });
  }

  @Test
  void aDeltaIsCompletedWithWhatItsSymbolSaidBefore() {
    facts(table("instrument", "partial", PERPETUAL));
    FundingEstimate next =
        (FundingEstimate)
            only(
                table(
                    "instrument", "update", "{'symbol':'XBTUSD','indicativeFundingRate':0.0003}"));
    assertThat(next.settlesAt()).isEqualTo("2022-06-01T12:00:00Z");
    assertThat(next.period()).isEqualTo(Duration.ofHours(8));
  }

  @Test
  void rowsBeforeThePartialAreLeftOutAndAResetForgetsThePartial() {
    String delta = table("instrument", "update", "{'symbol':'XBTUSD','markPrice':31800.5}");
    assertThat(decode(delta)).isInstanceOf(Decoded.Ignored.class);
    facts(table("instrument", "partial", PERPETUAL));
    assertThat(only(delta)).isInstanceOf(MarkPrice.class);
    codec.reset();
    assertThat(decode(delta)).isInstanceOf(Decoded.Ignored.class);
  }

  @Test
  void aPartialOfOneSymbolBeginsThatSymbolAlone() {
    facts(
        table("instrument", "partial", PERPETUAL)
            .replace("\"data\"", "\"filter\":{\"symbol\":\"XBTUSD\"},\"data\""));
    assertThat(decode(table("instrument", "update", "{'symbol':'ETHUSD','markPrice':1900}")))
        .isInstanceOf(Decoded.Ignored.class);
  }

  @Test
  void markAndIndexOfARowAreFactsOfThatInstrumentTheIndexFirst() {
    assertThat(
            facts(
                table(
                    "instrument",
                    "partial",
                    "{'symbol':'XBTU22','markPrice':32000.5,'indicativeSettlePrice':31800.25}")))
        .satisfiesExactly(
            index -> assertThat(((IndexPrice) index).price()).isEqualTo("31800.25"),
            mark -> assertThat(((MarkPrice) mark).price()).isEqualTo("32000.5"))
        .allSatisfy(event -> assertThat(event.id().symbol()).isEqualTo("XBTU22"));
  }

  @Test
  void anInverseContractIsADollarAndAQuantoOneGainsSatoshiForEachDollarOfPrice() {
    Instrument inverse = listing(PERPETUAL);
    assertThat(inverse.payoff()).isEqualTo(Instrument.Payoff.INVERSE);
    assertThat(inverse.contractValue()).isEqualByComparingTo("1");
    assertThat(inverse.base()).isEqualTo("BTC");
    assertThat(inverse.settle()).isEqualTo("BTC");
    assertThat(inverse.sizeBase(new BigDecimal("20000"), new BigDecimal("40000")))
        .isEqualByComparingTo("0.5");
    Instrument quanto =
        listing(
            PERPETUAL
                .replace("'isInverse':true,'isQuanto':false", "'isInverse':false,'isQuanto':true")
                .replace("'multiplier':-100000000", "'multiplier':100")
                .replace("'underlying':'XBT'", "'underlying':'ETH'"));
    assertThat(quanto.payoff()).isEqualTo(Instrument.Payoff.QUANTO);
    assertThat(quanto.contractValue()).as("100 satoshi").isEqualByComparingTo("0.000001");
    assertThat(quanto.settle()).isEqualTo("BTC");
  }

  @Test
  void aLinearContractIsThePartOfACoinThatItsListSays() {
    Instrument linear =
        listing(
            PERPETUAL
                .replace("'isInverse':true", "'isInverse':false")
                .replace("'settlCurrency':'XBt'", "'settlCurrency':'USDt'")
                .replace("'quoteCurrency':'USD'", "'quoteCurrency':'USDT'")
                .replace("'multiplier'", "'underlyingToPositionMultiplier':1000000,'multiplier'"));
    assertThat(linear.contractValue()).isEqualByComparingTo("0.000001");
    assertThat(linear.settle()).isEqualTo("USDT");
  }

  @Test
  void aPeriodIsWrittenAsADateOfTheYear2000() {
    FundingSettled settled =
        (FundingSettled)
            only(
                table(
                    "funding",
                    "insert",
                    "{'timestamp':'2022-06-01T04:00:00.000Z','symbol':'XBTUSD',"
                        + "'fundingInterval':'2000-01-01T08:00:00.000Z','fundingRate':0.0001,"
                        + "'fundingRateDaily':0.0003}"));
    assertThat(settled.period()).isEqualTo(Duration.ofHours(8));
    assertThat(settled.settledAt()).isEqualTo("2022-06-01T04:00:00Z");
    assertThat(settled.rate()).as("of the period, not of the day").isEqualTo("0.0001");
  }

  @Test
  void theSideOfALiquidationIsTheOrdersAndItsPriceTheBankruptcys() {
    String row = "{'orderID':'x','symbol':'XBTUSD','side':'%s','price':32106,'leavesQty':9214}";
    Liquidation bought = (Liquidation) only(table("liquidation", "insert", row.formatted("Buy")));
    assertThat(bought.liquidated()).isEqualTo(Liquidation.Position.SHORT);
    assertThat(bought.priceIs()).isEqualTo(Liquidation.PriceIs.BANKRUPTCY);
    Liquidation sold = (Liquidation) only(table("liquidation", "insert", row.formatted("Sell")));
    assertThat(sold.liquidated()).isEqualTo(Liquidation.Position.LONG);
  }

  @Test
  void updatesOfALevelNameItByIdAndTheCodecRemembersItsPrice() {
    facts(
        table(
            "orderBookL2",
            "partial",
            "{'symbol':'XBTUSD','id':7,'side':'Sell','size':5,'price':31900},"
                + "{'symbol':'XBTUSD','id':8,'side':'Sell','size':3,'price':31800.5}"));
    Book changed =
        (Book)
            only(
                table(
                    "orderBookL2", "update", "{'symbol':'XBTUSD','id':8,'side':'Sell','size':4}"));
    assertThat(changed.snapshot()).isFalse();
    assertThat(changed.asks().price(0)).isEqualTo("31800.5");
    Book gone =
        (Book) only(table("orderBookL2", "delete", "{'symbol':'XBTUSD','id':8,'side':'Sell'}"));
    assertThat(gone.asks().size(0)).isZero();
    assertThat(
            decode(
                table(
                    "orderBookL2", "update", "{'symbol':'XBTUSD','id':8,'side':'Sell','size':4}")))
        .isInstanceOf(Decoded.Rejected.class);
  }

  @Test
  void aWholeBookStandsBestFirstWhateverTheOrderOfItsRows() {
    Book book =
        (Book)
            only(
                table(
                    "orderBookL2",
                    "partial",
                    "{'symbol':'XBTUSD','id':7,'side':'Sell','size':5,'price':31900},"
                        + "{'symbol':'XBTUSD','id':8,'side':'Sell','size':3,'price':31800.5}"));
    assertThat(book.asks().price(0)).isEqualTo("31800.5");
  }

  @Test
  void aSettlementIsNoTrade() {
    String row =
        "{'timestamp':'2022-06-01T00:00:00.000Z','symbol':'XBTM22','size':15,'price':31800,"
            + "'trdMatchID':'x','trdType':'Settlement'}";
    assertThat(decode(table("trade", "insert", row))).isInstanceOf(Decoded.Ignored.class);
    assertThat(
            only(
                table(
                    "trade",
                    "insert",
                    row.replace("'trdType':'Settlement'", "'side':'Buy','trdType':'Regular'"))))
        .isInstanceOf(Trade.class);
  }

  @Test
  void itSaysThatItIsClosed() {
    assertThat(VENUE.closed())
        .hasValueSatisfying(why -> assertThat(why).contains("2026-09-23", "04:00 UTC"));
  }

  private Instrument listing(String row) {
    codec.reset();
    return facts(table("instrument", "partial", row)).stream()
        .filter(Listing.class::isInstance)
        .map(event -> ((Listing) event).instrument())
        .findFirst()
        .orElseThrow();
  }

  private static String table(String table, String action, String rows) {
    return "{'table':'%s','action':'%s','data':[%s]}"
        .formatted(table, action, rows)
        .replace('\'', '"');
  }

  private Decoded decode(String message) {
    return codec.decode(Frame.of(Bitmex.ID, "realtime", NOW, message));
  }

  private List<MarketEvent> facts(String message) {
    Decoded decoded = decode(message);
    assertThat(decoded).as(message).isInstanceOf(Decoded.Facts.class);
    return ((Decoded.Facts) decoded).events();
  }

  private MarketEvent only(String message) {
    List<MarketEvent> events = facts(message);
    assertThat(events).hasSize(1);
    return events.getFirst();
  }
}
