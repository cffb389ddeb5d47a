package dev.carry.venue.kraken;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carry.model.Fact;
import dev.carry.model.Instrument;
import dev.carry.model.InstrumentId;
import dev.carry.model.Levels;
import dev.carry.model.Listing;
import dev.carry.model.MarketEvent;
import dev.carry.model.Quote;
import dev.carry.model.Trade;
import dev.carry.venue.Damage;
import dev.carry.venue.Decoded;
import dev.carry.venue.Frame;
import dev.carry.venue.Golden;
import dev.carry.venue.Instruments;
import dev.carry.venue.Past;
import dev.carry.venue.SocketPlan;
import dev.carry.venue.VenueCodec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Kraken spot. Single quotes stand for double ones.
class KrakenSpotTest {
  private static final Instant AT = Instant.parse("2026-09-01T08:00:20Z");

  private final KrakenSpot kraken = new KrakenSpot();
  private final Instruments listed = new Instruments();
  private final VenueCodec codec = kraken.codec(listed);

  @ParameterizedTest
  @ValueSource(strings = {"instruments", "prices", "trades", "books", "candles", "control"})
  void framesBecomeTheEventsAPersonHasRead(String topic) {
    Golden.check(kraken, topic);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 5, 8})
  void damagedBytesNeverThrowAndNeverInventNumbers(long seed) {
    assertThat(Damage.check(kraken, seed)).isGreaterThan(500);
  }

  @ParameterizedTest
  @CsvSource({"XBT/USD, BTC/USD", "XDG/EUR, DOGE/EUR", "ETH/XBT, ETH/BTC", "SOL/USD, SOL/USD"})
  void theOldNamesOfBitcoinAndDogecoinAreTheNewOnes(String first, String second) {
    String trade = "[321,[['1','2','1788249619.7','b','m','']],'trade','" + first + "']";
    assertThat(only(trade).id().symbol()).isEqualTo(second);
  }

  @ParameterizedTest
  @CsvSource({"XXBTZUSD, BTC/USD", "XETHXXBT, ETH/BTC", "XBTUSDT, BTC/USDT", "SOLUSD, SOL/USD"})
  void anAnswerUnderANameOfItsOwnIsOfTheSymbolThatIsListed(String key, String symbol) {
    listed.put(pair("BTC/USDT"));
    listed.put(pair("SOL/USD"));
    String answer = "{'error':[],'result':{'" + key + "':{'a':['2','1','3'],'b':['1','1','4']}}}";
    Quote quote = (Quote) Golden.events(decode("Ticker", answer)).getFirst();
    assertThat(quote.id().symbol()).isEqualTo(symbol);
    assertThat(quote.askSize()).as("the lot's own size, not whole lots").isEqualByComparingTo("3");
  }

  @Test
  void aPairThatIsNotListedIsNotGuessed() {
    Decoded decoded =
        decode("Ticker", "{'error':[],'result':{'FOOBAR':{'a':['2','1','3'],'b':['1','1','4']}}}");
    assertThat(decoded).isEqualTo(new Decoded.Ignored("an answer that does not say whose it is"));
  }

  /// The numbers of a book are JSON numbers, and may have lost zeros that the checksum counts.
  @Test
  void aChecksumIsMadeOfTheDecimalsThatTheInstrumentStates() {
    decode(
        "books-1",
        "{'channel':'instrument','type':'snapshot','data':{'assets':[],'pairs':[{'symbol':"
            + "'BTC/USD','base':'BTC','quote':'USD','status':'online','qty_precision':8,"
            + "'price_precision':1,'price_increment':0.1}]}}");
    Decoded.Depth depth =
        (Decoded.Depth)
            decode(
                "books-1",
                "{'channel':'book','type':'snapshot','data':[{'symbol':'BTC/USD','bids':"
                    + "[{'price':61210,'qty':0.5}],'asks':[{'price':61214.0,'qty':2}],"
                    + "'checksum':7}]}");
    Levels bids = depth.book().bids();
    assertThat(bids.price(0)).hasToString("61210.0");
    assertThat(bids.size(0)).hasToString("0.50000000");
    CRC32 crc = new CRC32();
    crc.update("61214020000000061210050000000".getBytes(StandardCharsets.US_ASCII));
    assertThat(kraken.checksum(bids, depth.book().asks())).isEqualTo(crc.getValue());
    assertThat(depth.checksum()).isEqualTo(7);
    assertThat(depth.after()).as("no chain").isNull();
  }

  @Test
  void aTimeOf1970IsNoneAndZeroIsNoBid() {
    Quote quote =
        (Quote)
            only(
                "{'channel':'ticker','type':'update','data':[{'symbol':'AAPLx/USD','bid':0,"
                    + "'bid_qty':0,'ask':2,'ask_qty':1,"
                    + "'timestamp':'1970-01-01T00:00:00.000000Z'}]}");
    assertThat(quote.venueTime()).isNull();
    assertThat(quote.bid()).isNull();
    assertThat(quote.ask()).isEqualByComparingTo("2");
  }

  @Test
  void secondsWithAFractionKeepTheirMicroseconds() {
    Trade trade =
        (Trade) only("[321,[['1','2','1788249619.737428','s','m','']],'trade','XBT/USD']");
    assertThat(trade.venueTime()).isEqualTo("2026-09-01T08:00:19.737428Z");
    assertThat(trade.tradeId()).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'channel':'trade','type':'update','data':[{'symbol':'BTC/USD','price':1,'qty':2}]}",
        "{'channel':'ticker','type':'update'}",
        "{'channel':'book','type':'update','data':[{'symbol':'BTC/USD','bids':[{'price':1}]}]}",
        "[321,[['1','2']],'trade','XBT/USD']",
        "[321,{'a':[['1']]},'book-10','XBT/USD']",
        "[321,[['1','2','3','b']],'trade','XBTUSD']",
        "{'channel':'ticker'"
      })
  void whatCannotBeRightIsRejectedWithItsPlace(String message) {
    assertThat(decode("public-1", message)).isInstanceOf(Decoded.Rejected.class);
  }

  @Test
  void whatIsPostOnlyCannotBeTakenAndCountsAsHalted() {
    String pairs =
        "{'channel':'instrument','type':'update','data':{'pairs':[{'symbol':'A/USD','base':'A',"
            + "'quote':'USD','status':'%s','price_precision':1,'qty_precision':2}]}}";
    assertThat(((Listing) only(pairs.formatted("post_only"))).instrument().status())
        .isEqualTo(Instrument.Status.HALTED);
    assertThat(((Listing) only(pairs.formatted("limit_only"))).instrument().status())
        .isEqualTo(Instrument.Status.TRADING);
  }

  @Test
  void booksComeAfterTheDecimalsOfTheirNumbers() {
    SocketPlan plan = kraken.books(List.of(pair("BTC/USD"))).getFirst();
    assertThat(plan.path()).isEqualTo("/v2");
    assertThat(plan.hello())
        .containsExactly(
            "{\"method\":\"subscribe\",\"params\":{\"channel\":\"instrument\"}}",
            "{\"method\":\"subscribe\",\"params\":{\"channel\":\"book\",\"depth\":100,"
                + "\"symbol\":[\"BTC/USD\"]}}");
    SocketPlan prices = kraken.sockets(List.of(pair("BTC/USD")), Set.of(Fact.QUOTE)).getFirst();
    assertThat(prices.hello())
        .containsExactly(
            "{\"method\":\"subscribe\",\"params\":{\"channel\":\"ticker\","
                + "\"event_trigger\":\"bbo\",\"symbol\":[\"BTC/USD\"]}}");
  }

  @Test
  void thePastIsAMonthLongAndAskedForByTheOldName() {
    Past past = kraken.past(Past.Series.TRADE, pair("DOGE/BTC")).orElseThrow();
    assertThat(past.kept()).isEqualTo(Duration.ofDays(30));
    assertThat(past.window().between(Instant.ofEpochSecond(3_601), AT).path())
        .isEqualTo("/0/public/OHLC?pair=XDGXBT&interval=60&since=3600");
    assertThat(kraken.past(Past.Series.MARK, pair("DOGE/BTC"))).isEmpty();
  }

  private MarketEvent only(String message) {
    List<MarketEvent> events = new ArrayList<>(Golden.events(decode("public-1", message)));
    assertThat(events).hasSize(1);
    return events.getFirst();
  }

  private Decoded decode(String stream, String message) {
    return codec.decode(Frame.of(KrakenSpot.ID, stream, AT, message.replace('\'', '"')));
  }

  private static Instrument pair(String symbol) {
    int slash = symbol.indexOf('/');
    return Instrument.spot(
            InstrumentId.of(KrakenSpot.ID, symbol),
            symbol.substring(0, slash),
            symbol.substring(slash + 1))
        .build();
  }
}
