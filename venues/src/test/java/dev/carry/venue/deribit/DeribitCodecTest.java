package dev.carry.venue.deribit;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carry.model.Book;
import dev.carry.model.Fact;
import dev.carry.model.FundingEstimate;
import dev.carry.model.FundingSettled;
import dev.carry.model.IndexPrice;
import dev.carry.model.Instrument;
import dev.carry.model.InstrumentId;
import dev.carry.model.Liquidation;
import dev.carry.model.Liquidation.Position;
import dev.carry.model.Listing;
import dev.carry.model.MarketEvent;
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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeribitCodecTest {
  private static final Instant AT = Instant.parse("2026-09-01T06:00:00Z");

  private final Instruments listed = new Instruments();
  private final DeribitCodec codec = new DeribitCodec(listed);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "instruments",
        "tickers",
        "summary",
        "books",
        "trades",
        "history",
        "control",
        "candles",
        "options"
      })
  void framesBecomeTheEventsAPersonHasRead(String topic) {
    Golden.check(new Deribit(), topic);
  }

  @Test
  void currentFundingIsPerEightHoursAndContinuous() {
    FundingEstimate estimate = first(FundingEstimate.class, ticker("'current_funding':0.0001"));
    assertThat(estimate.period()).isEqualTo(Duration.ofHours(8));
    assertThat(estimate.settlesAt()).as("nothing to count down to").isNull();
  }

  @Test
  void aFundingOfZeroIsCommonAndARate() {
    assertThat(first(FundingEstimate.class, ticker("'current_funding':0.0")).rate()).isZero();
  }

  @Test
  void trailingFundingIsNoForecast() {
    assertThat(events(ticker("'mark_price':1.0,'funding_8h':0.0001,'interest_value':0.5")))
        .noneMatch(event -> event.fact() == Fact.FUNDING_ESTIMATE);
  }

  @Test
  void historyRowsAreSettledPerHourOfTheInstrumentTheCallNames() {
    FundingSettled settled =
        first(
            FundingSettled.class,
            answer(
                "funding_rate_history/ETH-PERPETUAL",
                "[{'timestamp':1788238800000,'interest_8h':0.0008,'interest_1h':1e-7}]"));
    assertThat(settled.id()).isEqualTo(InstrumentId.parse("deribit:ETH-PERPETUAL"));
    assertThat(settled.rate()).isEqualByComparingTo("0.0000001");
    assertThat(settled.period()).isEqualTo(Duration.ofHours(1));
    assertThat(settled.settledAt()).isEqualTo("2026-09-01T05:00:00Z");
  }

  @Test
  void historyThatNamesNobodyIsNobodys() {
    assertThat(answer("-", "[{'timestamp':1788238800000,'interest_1h':1e-7}]"))
        .isInstanceOf(Decoded.Ignored.class);
  }

  @Test
  void theWindowBeforeAPageIsAskedForUntilTheBeginningIsReached() {
    String rows = "[{'timestamp':1788238800000,'interest_1h':1e-7}]";
    long beginning = 1788238800000L - Duration.ofDays(45).toMillis();
    Decoded.Facts page =
        (Decoded.Facts) answer("funding_rate_history/BTC-PERPETUAL/" + beginning, rows);
    assertThat(page.nextPage())
        .isEqualTo(
            "start_timestamp="
                + (1788238799999L - Duration.ofDays(30).toMillis())
                + "&end_timestamp=1788238799999");
    Decoded.Facts last =
        (Decoded.Facts) answer("funding_rate_history/BTC-PERPETUAL/1788235200000", rows);
    assertThat(last.nextPage()).isNull();
  }

  @Test
  void bestBidOfZeroIsNoQuote() {
    Quote quote =
        first(
            Quote.class,
            ticker(
                "'best_bid_price':0.0,'best_bid_amount':0.0,"
                    + "'best_ask_price':5.0,'best_ask_amount':10.0"));
    assertThat(quote.bid()).isNull();
    assertThat(quote.bidSize()).isNull();
    assertThat(quote.ask()).isEqualByComparingTo("5");
  }

  @Test
  void exponentsAreExact() {
    Quote quote =
        first(Quote.class, ticker("'best_bid_price':2.2e3,'best_ask_price':1e-7,'mark_price':1"));
    assertThat(quote.bid()).isEqualByComparingTo("2200");
    assertThat(quote.ask()).isEqualByComparingTo("0.0000001");
  }

  @Test
  void amountsAreDollarsOfInverseAndCoinsOfLinearPerpetuals() {
    Instrument inverse = instrument("BTC-PERPETUAL", "'base_currency':'BTC','contract_size':10.0");
    assertThat(inverse.sizeIn()).isEqualTo(Instrument.SizeIn.QUOTE);
    assertThat(inverse.sizeBase(new BigDecimal("600"), new BigDecimal("60000")))
        .as("contract_size is not multiplied in")
        .isEqualByComparingTo("0.01");
    assertThat(inverse.canonical()).isEqualTo("BTC/USD:BTC");
    Instrument linear =
        instrument(
            "SOL_USDC-PERPETUAL",
            "'base_currency':'SOL','counter_currency':'USDC','settlement_currency':'USDC',"
                + "'contract_size':0.1");
    assertThat(linear.sizeBase(new BigDecimal("12.5"), new BigDecimal("150")))
        .isEqualByComparingTo("12.5");
    assertThat(linear.canonical()).isEqualTo("SOL/USDC:USDC");
  }

  @Test
  void aTypeThatContradictsTheNameIsRejected() {
    Decoded decoded =
        answer(
            "instruments/future",
            "[{'instrument_name':'SOL_USDC-PERPETUAL','kind':'future','base_currency':'SOL',"
                + "'quote_currency':'USDC','settlement_period':'perpetual','contract_size':1,"
                + "'instrument_type':'reversed'}]");
    assertThat(decoded).isInstanceOf(Decoded.Rejected.class);
  }

  @Test
  void indexIsKeyedByItsOwnName() {
    IndexPrice named =
        first(
            IndexPrice.class,
            push("deribit_price_index.btc_usd", "{'price':62000.0,'index_name':'btc_usd'}"));
    IndexPrice ofTicker = first(IndexPrice.class, ticker("'index_price':62000.0"));
    assertThat(named.id()).isEqualTo(InstrumentId.parse("deribit:btc_usd"));
    assertThat(ofTicker.id()).isEqualTo(named.id());
    assertThat(instrument("BTC-PERPETUAL", "'base_currency':'BTC'").indexSymbol())
        .isEqualTo("btc_usd");
  }

  @Test
  void deliveryPriceIsTheIndexOfPerpetualsOnly() {
    String row = "'bid_price':1.0,'ask_price':2.0,'estimated_delivery_price':62000.0}]";
    assertThat(events(answer("book_summary/BTC", "[{'instrument_name':'BTC-PERPETUAL'," + row)))
        .anyMatch(event -> event.fact() == Fact.INDEX);
    assertThat(events(answer("book_summary/BTC", "[{'instrument_name':'BTC-25DEC26'," + row)))
        .noneMatch(event -> event.fact() == Fact.INDEX);
  }

  @ParameterizedTest
  @CsvSource({
    "T, sell, LONG",
    "T, buy, SHORT",
    "M, sell, SHORT",
    "M, buy, LONG",
  })
  void liquidatedMakerStoodOnTheOtherSideOfTheTaker(String who, String taker, Position liquidated) {
    Decoded decoded = trade("'direction':'" + taker + "','liquidation':'" + who + "'");
    Liquidation liquidation = first(Liquidation.class, decoded);
    assertThat(liquidation.liquidated()).isEqualTo(liquidated);
    assertThat(liquidation.priceIs()).isEqualTo(Liquidation.PriceIs.FILL);
    assertThat(liquidation.complete()).isTrue();
  }

  @Test
  void aTradeOfTwoLiquidationsIsBoth() {
    assertThat(events(trade("'direction':'sell','liquidation':'MT'")))
        .filteredOn(Liquidation.class::isInstance)
        .extracting(event -> ((Liquidation) event).liquidated())
        .containsExactly(Position.LONG, Position.SHORT);
  }

  @Test
  void testRequestIsAnswered() {
    Decoded.Control control =
        (Decoded.Control)
            decode("{'jsonrpc':'2.0','method':'heartbeat','params':{'type':'test_request'}}");
    assertThat(control.reply()).contains("\"method\":\"public/test\"");
  }

  @Test
  void acknowledgementListsWhatWasAcceptedSoThatLostChannelsShow() {
    Decoded.Control control =
        (Decoded.Control) decode("{'id':11,'result':['ticker.A.100ms','trades.A.100ms']}");
    assertThat(control.what()).isEqualTo(Decoded.Control.What.ACK);
    assertThat(control.detail().split(" ")).containsExactly("ticker.A.100ms", "trades.A.100ms");
    assertThat(decode("{'id':11,'result':[]}"))
        .isEqualTo(Decoded.Control.of(Decoded.Control.What.ACK, ""));
  }

  @Test
  void tooManyRequestsIsRefused() {
    Decoded.Control control =
        (Decoded.Control) decode("{'id':1,'error':{'code':10028,'message':'too_many_requests'}}");
    assertThat(control.what()).isEqualTo(Decoded.Control.What.REFUSED);
    assertThat(control.detail()).isEqualTo("10028 too_many_requests");
  }

  @Test
  void bookChangesAreCarriedAsSent() {
    Book book =
        first(
            Book.class,
            push(
                "book.BTC-PERPETUAL.100ms",
                "{'type':'change','instrument_name':'BTC-PERPETUAL','prev_change_id':5,"
                    + "'change_id':19,'bids':[['delete',100.5,0.0],['new',99.0,10.0]],'asks':[]}"));
    assertThat(book.snapshot()).isFalse();
    assertThat(book.bids().size(0)).isZero();
    assertThat(book.bids().price(1)).isEqualByComparingTo("99");
  }

  @ParameterizedTest
  @ValueSource(strings = {"BTC-FS-25DEC26_PERP", "BTC-STRD-30SEP26-20000", "BTC-CS-19MAY26-7_8"})
  void combinationsAreIgnoredNotTakenForPerpetuals(String name) {
    assertThat(push("ticker." + name + ".100ms", "{'instrument_name':'" + name + "'}"))
        .isInstanceOf(Decoded.Ignored.class);
    assertThat(push("trades.option.any.100ms", "[{'instrument_name':'" + name + "'}]"))
        .isInstanceOf(Decoded.Ignored.class);
  }

  @Test
  void perpetualsExpireNever() {
    assertThat(
            instrument(
                    "BTC-PERPETUAL", "'base_currency':'BTC','expiration_timestamp':32503708800000")
                .expiry())
        .isNull();
  }

  @Test
  void aClosedInstrumentIsListedAgainAsDelisted() {
    instrument("BTC-PERPETUAL", "'base_currency':'BTC'");
    Golden.keep(
        push("instrument.state.future.any", "{'instrument_name':'BTC-PERPETUAL','state':'closed'}"),
        listed);
    assertThat(requireNonNull(listed.find("BTC-PERPETUAL")).status())
        .isEqualTo(Instrument.Status.DELISTED);
  }

  @Test
  void truncatedBytesNeverThrow() {
    for (String topic : Golden.topics(new Deribit())) {
      for (Golden.Step step : Golden.frames(new Deribit(), topic)) {
        Frame frame = step.frame();
        for (int length = 0; frame != null && length < frame.length(); length++) {
          Decoded decoded =
              codec.decode(
                  new Frame(Deribit.ID, frame.stream(), AT, frame.bytes(), frame.offset(), length));
          assertThat(decoded).isInstanceOf(Decoded.Rejected.class);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34, 55, 89})
  void damagedBytesNeverThrowAndNeverInventNumbers(long seed) {
    assertThat(Damage.check(new Deribit(), seed)).isGreaterThan(1_000);
  }

  // --- helpers -----------------------------------------------------------------------------

  private Decoded decode(String text) {
    return codec.decode(Frame.of(Deribit.ID, "public-1", AT, text.replace('\'', '"')));
  }

  private Decoded push(String channel, String data) {
    return decode(
        "{'jsonrpc':'2.0','method':'subscription','params':{'channel':'"
            + channel
            + "','data':"
            + data
            + "}}");
  }

  private Decoded ticker(String fields) {
    return push("ticker.BTC-PERPETUAL.100ms", "{'instrument_name':'BTC-PERPETUAL'," + fields + "}");
  }

  private Decoded trade(String fields) {
    return push(
        "trades.BTC-PERPETUAL.100ms",
        "[{'instrument_name':'BTC-PERPETUAL','price':1.0,'amount':10.0," + fields + "}]");
  }

  private Decoded answer(String stream, String result) {
    String text = "{'jsonrpc':'2.0','result':" + result + ",'usDiff':1,'testnet':false}";
    return codec.decode(Frame.of(Deribit.ID, stream, AT, text.replace('\'', '"')));
  }

  private Instrument instrument(String name, String fields) {
    Decoded decoded =
        answer(
            "instruments/future",
            "[{'instrument_name':'"
                + name
                + "','kind':'future','settlement_period':'perpetual','quote_currency':'USD',"
                + "'contract_size':1,'is_active':true,"
                + fields
                + "}]");
    Golden.keep(decoded, listed);
    return first(Listing.class, decoded).instrument();
  }

  private static List<MarketEvent> events(Decoded decoded) {
    return Golden.events(decoded);
  }

  private static <T extends MarketEvent> T first(Class<T> type, Decoded decoded) {
    return events(decoded).stream()
        .filter(type::isInstance)
        .map(type::cast)
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + type.getSimpleName() + " in " + decoded));
  }
}
