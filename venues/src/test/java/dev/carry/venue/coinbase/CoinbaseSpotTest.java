package dev.carry.venue.coinbase;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.carry.model.Book;
import dev.carry.model.Fact;
import dev.carry.model.Instrument;
import dev.carry.model.InstrumentId;
import dev.carry.model.MarketEvent;
import dev.carry.model.Quote;
import dev.carry.model.Side;
import dev.carry.model.Trade;
import dev.carry.venue.Damage;
import dev.carry.venue.Decoded;
import dev.carry.venue.Frame;
import dev.carry.venue.Golden;
import dev.carry.venue.Instruments;
import dev.carry.venue.Past;
import dev.carry.venue.Recordings;
import dev.carry.venue.RestCall;
import dev.carry.venue.SocketPlan;
import dev.carry.venue.VenueCodec;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Coinbase Exchange. Single quotes stand for double ones.
class CoinbaseSpotTest {
  private static final Instant AT = Instant.parse("2026-09-01T08:00:20Z");

  private final CoinbaseSpot coinbase = new CoinbaseSpot();
  private final VenueCodec codec = coinbase.codec(new Instruments());

  @ParameterizedTest
  @ValueSource(strings = {"products", "ticker", "trades", "books", "candles", "control"})
  void framesBecomeTheEventsAPersonHasRead(String topic) {
    Golden.check(coinbase, topic);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 5, 8})
  void damagedBytesNeverThrowAndNeverInventNumbers(long seed) {
    assertThat(Damage.check(coinbase, seed)).isGreaterThan(500);
  }

  /// The side of a match is the order that stood in the book.
  @Test
  void aMatchWithASellOrderIsABuy() {
    Trade trade =
        (Trade)
            only(
                "{'type':'match','trade_id':7,'side':'sell','size':'1','price':'2',"
                    + "'product_id':'BTC-USD','time':'2026-09-01T08:00:19Z'}");
    assertThat(trade.taker()).isEqualTo(Side.BUY);
    assertThat(trade.tradeId()).isEqualTo("7");
  }

  @Test
  void aTimeOfTheYearOneIsNone() {
    Book book =
        (Book)
            only(
                "{'type':'l2update','product_id':'BTC-USD','changes':[['buy','9202.7','0.5']],"
                    + "'time':'0001-01-01T00:00:00.000000Z'}");
    assertThat(book.venueTime()).isNull();
  }

  @Test
  void changesGoToTheirSidesAndSizeZeroDeletes() {
    Decoded decoded =
        decode(
            "{'type':'l2update','product_id':'BTC-USD','time':'2026-09-01T08:00:19Z','changes':"
                + "[['sell','3','0.00000000'],['buy','1','2']]}");
    Decoded.Depth depth = (Decoded.Depth) decoded;
    assertThat(depth.after()).as("no chain").isNull();
    assertThat(depth.book().snapshot()).isFalse();
    assertThat(depth.book().asks().size(0)).isZero();
    assertThat(depth.book().bids().price(0)).isEqualByComparingTo("1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'type':'l2update','product_id':'BTC-USD','changes':[['hold','1','2']]}",
        "{'type':'l2update','product_id':'BTC-USD','changes':[['buy','1']]}",
        "{'type':'l2update','product_id':'BTC-USD'}",
        "{'type':'match','product_id':'BTC-USD','price':'1','size':'2'}",
        "{'type':'ticker','price':'1'}",
        "{'type':'snapshot','product_id':'BTC-USD','bids':[['1','0.-10000']],'asks':[]}",
        "{'type':'ticker'"
      })
  void whatCannotBeRightIsRejectedWithItsPlace(String message) {
    assertThat(decode(message)).isInstanceOf(Decoded.Rejected.class);
  }

  @Test
  void anUnknownProductIsAnErrorInTheVenuesWords() {
    assertThat(decode("{'type':'error','message':'Failed to subscribe','reason':'no X-USD'}"))
        .isEqualTo(
            Decoded.Control.of(Decoded.Control.What.REFUSED, "Failed to subscribe: no X-USD"));
  }

  @Test
  void fiftyProductsShareAConnectionAndEachHearsAHeartbeat() {
    List<SocketPlan> plans = coinbase.sockets(pairs(60), Set.of(Fact.QUOTE, Fact.TRADE));
    assertThat(plans).extracting(SocketPlan::name).containsExactly("public-1", "public-2");
    assertThat(plans.getLast().hello())
        .hasSize(2)
        .last()
        .isEqualTo(
            "{\"type\":\"subscribe\",\"product_ids\":[\"C50-USD\"],"
                + "\"channels\":[\"heartbeat\"]}");
    assertThat(coinbase.books(pairs(11))).hasSize(2);
    assertThat(coinbase.sockets(pairs(1), Set.of(Fact.MARK))).isEmpty();
  }

  @Test
  void thePastHasThreeHundredCandlesACallWithBothEnds() {
    Instrument pair = pairs(1).getFirst();
    Past past = coinbase.past(Past.Series.TRADE, pair).orElseThrow();
    Instant from = Instant.parse("2026-09-01T00:00:00Z");
    RestCall call = past.window().between(from, from.plus(past.span()));
    assertThat(past.span()).isEqualTo(Duration.ofHours(299));
    assertThat(call.path())
        .isEqualTo(
            "/products/C0-USD/candles?granularity=3600&start=2026-09-01T00:00:00Z"
                + "&end=2026-09-13T11:00:00Z");
    assertThat(coinbase.past(Past.Series.INDEX, pair)).isEmpty();
  }

  @Test
  void everyRecordedMessageIsAFactAControlOrExplained() throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    Map<String, Integer> outcomes = new TreeMap<>();
    List<String> broken = new ArrayList<>();
    int compared = 0;
    for (Recordings.Message message : Recordings.ofVenue("coinbase_spot")) {
      Decoded decoded =
          codec.decode(Frame.of(CoinbaseSpot.ID, message.stream(), AT, message.bytes()));
      outcomes.merge(
          (message.isReal() ? "real " : "example ") + Recordings.outcome(decoded), 1, Integer::sum);
      if (message.isReal()) {
        Recordings.broken(decoded).forEach(why -> broken.add(message.place() + ": " + why));
        for (MarketEvent event : Recordings.events(decoded)) {
          compared += compare(message.place(), mapper.readTree(message.bytes()), event);
        }
      }
    }
    System.out.println("Coinbase recordings: " + outcomes + ", compared " + compared);
    assertThat(broken)
        .as("only a size that is no number")
        .singleElement()
        .asString()
        .contains("coinbase__snapshot", "found '-'");
    assertThat(compared).isGreaterThan(20_000);
  }

  private static int compare(String place, JsonNode raw, MarketEvent event) {
    return switch (event) {
      case Quote e -> same(place, raw, "best_bid", e.bid()) + same(place, raw, "best_ask", e.ask());
      case Trade e -> {
        assertThat(e.taker().name()).as(place).isNotEqualToIgnoringCase(raw.get("side").asText());
        yield same(place, raw, "price", e.price()) + same(place, raw, "size", e.size());
      }
      case Book e when raw.has("changes") -> {
        int count = e.bids().count() + e.asks().count();
        assertThat(count).as(place).isEqualTo(raw.get("changes").size());
        yield 2 * count;
      }
      case Book e -> {
        assertThat(e.bids().count()).as(place).isEqualTo(raw.get("bids").size());
        yield 2 * e.bids().count();
      }
      default -> 0;
    };
  }

  private static int same(String place, JsonNode raw, String field, @Nullable BigDecimal ours) {
    assertThat(ours).as(place).isEqualTo(new BigDecimal(raw.get(field).asText()));
    return 1;
  }

  private MarketEvent only(String message) {
    List<MarketEvent> events = Golden.events(decode(message));
    assertThat(events).hasSize(1);
    return events.getFirst();
  }

  private Decoded decode(String message) {
    return codec.decode(Frame.of(CoinbaseSpot.ID, "public-1", AT, message.replace('\'', '"')));
  }

  private static List<Instrument> pairs(int count) {
    List<Instrument> pairs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String base = "C" + i;
      pairs.add(
          Instrument.spot(InstrumentId.of(CoinbaseSpot.ID, base + "-USD"), base, "USD").build());
    }
    return pairs;
  }
}
