package dev.carry.venue.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carry.model.Book;
import dev.carry.model.FundingEstimate;
import dev.carry.model.FundingSettled;
import dev.carry.model.Instrument;
import dev.carry.model.Instrument.Payoff;
import dev.carry.model.Liquidation;
import dev.carry.model.Listing;
import dev.carry.model.MarketEvent;
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
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What has misled others about Gate, one test a trap. Single quotes stand for double ones.
class GateTrapsTest {
  private static final String AT = "2026-09-01T06:00:00.250Z";

  private final Instruments listed = new Instruments();
  private final GateCodec codec = new GateCodec(listed);

  @Test
  void theRateShownAfterASettlementIsTheOneJustChargedAndNoEstimate() {
    String row =
        "'name':'BTC_USDT','type':'direct','quanto_multiplier':'0.0001','funding_rate':'0.0002',"
            + "'funding_interval':28800,'funding_next_apply':1788278400";
    assertThat(estimates(contract("2026-09-01T07:59:59Z", row))).hasSize(1);
    assertThat(estimates(contract("2026-09-01T08:00:00Z", row))).isEmpty();
    assertThat(estimates(contract("2026-09-01T08:01:05Z", row))).isEmpty();
    assertThat(estimates(contract("2026-09-01T08:01:15Z", row))).hasSize(1);
  }

  @Test
  void intervalsAreSecondsAndTravelWithTheRate() {
    for (int hours : List.of(1, 2, 4, 8)) {
      List<FundingEstimate> estimates =
          estimates(ticker("'funding_interval':" + hours * 3_600 + ",'funding_rate':'0.0001'"));
      assertThat(estimates).hasSize(1);
      assertThat(estimates.getFirst().period()).isEqualTo(Duration.ofHours(hours));
    }
  }

  @Test
  void aTickerWithoutItsIntervalHasThatOfTheListAndElseNone() {
    assertThat(estimates(ticker("'funding_rate':'0.0001'")).getFirst().period()).isNull();
    contract(
        AT,
        "'name':'BTC_USDT','type':'direct','quanto_multiplier':'0.0001','funding_interval':14400");
    assertThat(estimates(ticker("'funding_rate':'0.0001'")).getFirst().period())
        .isEqualTo(Duration.ofHours(4));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "'funding_rate':'',", "'funding_rate':null,"})
  void aMissingRateIsNoEstimateAndNeverZero(String rate) {
    assertThat(ticker(rate + "'mark_price':'62000','index_price':'','total_size':''"))
        .hasSize(1)
        .noneMatch(FundingEstimate.class::isInstance);
  }

  @Test
  void aMultiplierOfZeroIsAnInverseContractOfOneDollar() {
    Instrument inverse =
        listing("'name':'BTC_USD','type':'inverse','quanto_multiplier':'0','index_price':'1'");
    assertThat(inverse.payoff()).isEqualTo(Payoff.INVERSE);
    assertThat(inverse.settle()).isEqualTo("BTC");
    assertThat(inverse.contractValue()).isEqualByComparingTo("1");
    assertThat(inverse.sizeBase(big("500"), big("50000"))).isEqualByComparingTo("0.01");
  }

  @Test
  void sizesAreContractsOfAMultipleOfCoinsWhosePriceIsOfOneCoin() {
    Instrument pepe = listing("'name':'PEPE_USDT','type':'direct','quanto_multiplier':'10000000'");
    assertThat(pepe.priceMultiplier()).isEqualByComparingTo("1");
    assertThat(pepe.sizeBase(big("2.5"), big("0.00001"))).isEqualByComparingTo("25000000");
  }

  @Test
  void feesOfTheListAreNotWhatUsersPay() {
    Instrument contract = listing("'name':'BTC_USDT','type':'direct','quanto_multiplier':'1'");
    assertThat(new Gate().fees(contract).lowest().taker()).isEqualTo(0.0005);
  }

  @Test
  void aSizeRoundedDownToNothingIsAbsentAndTheSideStands() {
    Quote quote = (Quote) only(push("book_ticker", "{'s':'X_USDT','b':'2','B':0,'a':'','A':0}"));
    assertThat(quote.bid()).isEqualByComparingTo("2");
    assertThat(quote.bidSize()).isNull();
    assertThat(quote.ask()).isNull();
  }

  @Test
  void theSignOfALiquidationIsThatOfTheOrderThatCloses() {
    String row = "[{'contract':'BTC_USDT','price':'60000','time':1788242399000,'size':";
    Liquidation sold = (Liquidation) only(push("public_liquidates", row + "-5}]"));
    assertThat(sold.liquidated()).isEqualTo(Liquidation.Position.LONG);
    assertThat(sold.priceIs()).isEqualTo(Liquidation.PriceIs.ORDER);
    Liquidation bought = (Liquidation) only(push("public_liquidates", row + "5}]"));
    assertThat(bought.liquidated()).isEqualTo(Liquidation.Position.SHORT);
  }

  /// Until 2026-08-20 one a contract and second was sent, as a bare object.
  @ParameterizedTest
  @CsvSource({"1787183999, false", "1787184000, true"})
  void liquidationsAreASampleUntilAllOfASecondAreSent(long seconds, boolean complete) {
    String row = "{'contract':'BTC_USDT','price':'60000','time':" + seconds + ",'size':1}";
    Decoded decoded =
        codec.decode(
            frame(
                "usdt-1",
                Instant.ofEpochSecond(seconds).plusMillis(500).toString(),
                "{'time':"
                    + seconds
                    + ",'channel':'futures.public_liquidates','event':'update','result':"
                    + row
                    + "}"));
    assertThat(((Liquidation) only(decoded)).complete()).isEqualTo(complete);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1788242399", "1788242399000", "1788242399.000"})
  void secondsAndMillisecondsUnderOneNameAreTheSameInstant(String time) {
    String row = "{'contract':'BTC_USDT','price':'60000','size':-1,'time':" + time + "}";
    assertThat(only(push("public_liquidates", row)).venueTime()).isEqualTo("2026-09-01T05:59:59Z");
  }

  @ParameterizedTest
  @ValueSource(strings = {"%s", "[%s]", "[[%s]]"})
  void aResultIsAnObjectAListOrAListInAList(String shape) {
    String row = "{'contract':'BTC_USDT','mark_price':'62000'}";
    assertThat(push("tickers", shape.formatted(row))).satisfies(d -> only(d));
  }

  @Test
  void aTradesSignIsItsTakersSideAndItsSizeHasNone() {
    Trade trade =
        (Trade) only(push("trades", "[{'contract':'X_USDT','id':1,'price':'2','size':'-0.25'}]"));
    assertThat(trade.size()).isEqualByComparingTo("0.25");
    assertThat(trade.taker()).isEqualTo(Side.SELL);
  }

  @Test
  void settlementsStampedALittleLateHaveTheirPeriodAllTheSame() {
    Decoded decoded =
        codec.decode(
            frame(
                "funding_rate/BTC_USDT",
                AT,
                "[{'r':'0.1','t':1788220802},{'r':'0.2','t':1788192001},{'r':'0.3','t':1788163201}]"));
    assertThat(((Decoded.Facts) decoded).events())
        .map(FundingSettled.class::cast)
        .extracting(FundingSettled::period)
        .containsExactly(Duration.ofHours(8), Duration.ofHours(8), null);
  }

  @Test
  void aFullPageOfHistoryNamesTheNextAndAShortOneDoesNot() {
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < 100; i++) {
      rows.append(i == 0 ? "" : ",")
          .append("{'r':'0','t':")
          .append(1788220800 - i * 28800)
          .append('}');
    }
    Decoded full = codec.decode(frame("funding_rate/BTC_USDT", AT, "[" + rows + "]"));
    assertThat(((Decoded.Facts) full).nextPage()).isEqualTo("to=1785369599");
    Decoded rest = codec.decode(frame("funding_rate/BTC_USDT", AT, "[{'r':'0','t':1788220800}]"));
    assertThat(((Decoded.Facts) rest).nextPage()).isNull();
  }

  /// A message without levels moves the number all the same.
  @Test
  void aBooksMessageWithoutLevelsIsALinkOfTheChain() {
    Decoded.Depth empty =
        (Decoded.Depth) push("obu", "{'t':1788242399000,'s':'ob.BTC_USDT.50','U':8,'u':11}");
    assertThat(empty.after()).isEqualTo(7);
    assertThat(empty.last()).isEqualTo(11);
    assertThat(empty.book().bids().count()).isZero();
  }

  @Test
  void aFullBookReplacesWhateverWasKnown() {
    Decoded.Depth full =
        (Decoded.Depth)
            push("obu", "{'full':true,'s':'ob.龙虾_USDT.50','u':11,'b':[['1','2']],'a':[]}");
    assertThat(full.after()).isNull();
    assertThat(full.book().snapshot()).isTrue();
    assertThat(full.book().id().symbol()).isEqualTo("龙虾_USDT");
  }

  @Test
  void aLevelGoneWithoutItsSideIsTakenOffBoth() {
    Book book =
        (Book)
            only(
                push("order_book", "[{'p':'5','s':0,'c':'X_USDT'},{'p':'6','s':-2,'c':'X_USDT'}]"));
    assertThat(book.snapshot()).isFalse();
    assertThat(book.bids().toString()).isEqualTo("[5 × 0]");
    assertThat(book.asks().toString()).isEqualTo("[5 × 0, 6 × 2]");
  }

  @Test
  void oneUnknownNameRefusesItsMessageAndSaysSo() {
    Decoded refused =
        codec.decode(
            frame(
                "usdt-1",
                AT,
                "{'time':1788242399,'channel':'futures.tickers','event':'subscribe','error':"
                    + "{'code':2,'message':'unknown currency pair: NOPE_USDT'},"
                    + "'result':{'status':'fail'}}"));
    assertThat(((Decoded.Control) refused).what()).isEqualTo(What.REFUSED);
    assertThat(((Decoded.Control) refused).detail()).contains("NOPE_USDT");
  }

  // --- frames ------------------------------------------------------------------------------

  private static BigDecimal big(String text) {
    return new BigDecimal(text);
  }

  private static Frame frame(String stream, String at, String json) {
    return Frame.of(Gate.ID, stream, Instant.parse(at), json.replace('\'', '"'));
  }

  private Decoded push(String channel, String result) {
    return codec.decode(
        frame(
            "usdt-1",
            AT,
            "{'time':1788242400,'time_ms':1788242400100,'channel':'futures."
                + channel
                + "','event':'update','result':"
                + result
                + "}"));
  }

  private List<MarketEvent> ticker(String fields) {
    return events(push("tickers", "[{'contract':'BTC_USDT'," + fields + "}]"));
  }

  private List<MarketEvent> contract(String at, String fields) {
    Decoded decoded = codec.decode(frame("contracts/usdt", at, "[{" + fields + "}]"));
    Golden.keep(decoded, listed);
    return events(decoded);
  }

  private Instrument listing(String fields) {
    return contract(AT, fields).stream()
        .filter(Listing.class::isInstance)
        .map(event -> ((Listing) event).instrument())
        .findFirst()
        .orElseThrow();
  }

  private static List<MarketEvent> events(Decoded decoded) {
    return ((Decoded.Facts) decoded).events();
  }

  private static MarketEvent only(Decoded decoded) {
    assertThat(events(decoded)).hasSize(1);
    return Objects.requireNonNull(events(decoded).getFirst());
  }

  private static List<FundingEstimate> estimates(List<MarketEvent> events) {
    return events.stream()
        .filter(FundingEstimate.class::isInstance)
        .map(FundingEstimate.class::cast)
        .toList();
  }
}
