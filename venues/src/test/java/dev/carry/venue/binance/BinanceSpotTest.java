package dev.carry.venue.binance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carry.model.Book;
import dev.carry.model.Instrument;
import dev.carry.model.InstrumentId;
import dev.carry.model.Listing;
import dev.carry.model.Quote;
import dev.carry.venue.Decoded;
import dev.carry.venue.Frame;
import dev.carry.venue.Instruments;
import dev.carry.venue.Past;
import dev.carry.venue.RestCall;
import dev.carry.venue.VenueCodec;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What sets spot apart from contracts. Single quotes stand for double ones.
class BinanceSpotTest {
  private static final Instant NOW = Instant.parse("2026-09-01T00:00:00Z");
  private static final Instrument BTC =
      Instrument.spot(InstrumentId.of(BinanceSpot.ID, "BTCUSDT"), "BTC", "USDT").build();

  private final BinanceSpot venue = new BinanceSpot();
  private final VenueCodec codec = venue.codec(new Instruments());

  @Test
  void aQuoteHasNoKindAndNoTime() {
    String bare = "{'u':400900217,'s':'BTCUSDT','b':'60010.1','B':'31','a':'60010.2','A':'40'}";
    for (String message : List.of(bare, "{'stream':'btcusdt@bookTicker','data':" + bare + "}")) {
      Quote quote = (Quote) ((Decoded.Facts) decode("public-1", message)).events().getFirst();
      assertThat(quote.venueTime()).isNull();
      assertThat(quote.bid()).isEqualTo("60010.1");
      assertThat(quote.askSize()).isEqualTo("40");
      assertThat(quote.sizeIn()).isEqualTo(Instrument.SizeIn.BASE);
    }
  }

  @Test
  void theFirstChangeFollowsTheLastOfTheMessageBefore() {
    Decoded.Depth depth =
        (Decoded.Depth)
            decode(
                "depth-1", "{'e':'depthUpdate','E':1,'s':'BTCUSDT','U':157,'u':160,'b':[],'a':[]}");
    assertThat(depth.after()).isEqualTo(156);
    assertThat(depth.first()).isEqualTo(157);
    assertThat(depth.last()).isEqualTo(160);
  }

  @Test
  void topLevelsHaveTheFormOfAnAnswerAndAreWhole() {
    String levels = "{'lastUpdateId':160,'bids':[['1','2']],'asks':[['3','4']]}";
    Decoded top = decode("-", "{'stream':'btcusdt@depth20','data':" + levels + "}");
    assertThat(((Decoded.Facts) top).events().getFirst())
        .isInstanceOfSatisfying(Book.class, book -> assertThat(book.snapshot()).isTrue());
    assertThat(decode("depth/BTCUSDT", levels))
        .isInstanceOfSatisfying(
            Decoded.Depth.class, depth -> assertThat(depth.last()).isEqualTo(160));
  }

  @Test
  void aPairIsSpotWithoutFunding() {
    Decoded decoded =
        decode(
            "exchangeInfo",
            "{'serverTime':1,'symbols':[{'symbol':'1000SATSUSDT','status':'BREAK',"
                + "'baseAsset':'1000SATS','quoteAsset':'USDT','filters':["
                + "{'filterType':'PRICE_FILTER','tickSize':'0.00000010'}]}]}");
    Instrument pair = ((Listing) ((Decoded.Facts) decoded).events().getFirst()).instrument();
    assertThat(pair.kind()).isEqualTo(Instrument.Kind.SPOT);
    assertThat(pair.settles()).isEqualTo(Instrument.Settles.NONE);
    assertThat(pair.status()).isEqualTo(Instrument.Status.HALTED);
    assertThat(pair.base()).isEqualTo("SATS");
    assertThat(pair.priceMultiplier()).isEqualByComparingTo("1000");
  }

  @Test
  void thePastIsTradesAlone() {
    assertThat(venue.past(Past.Series.MARK, BTC)).isEmpty();
    assertThat(venue.past(Past.Series.FUNDING, BTC)).isEmpty();
    RestCall call =
        venue.past(Past.Series.TRADE, BTC).orElseThrow().window().between(Instant.EPOCH, NOW);
    assertThat(call.path()).startsWith("/api/v3/klines?symbol=BTCUSDT&interval=1h&");
    assertThat(call.path()).endsWith("&limit=1000");
  }

  @Test
  void whatOnlyContractsHaveIsNotAskedFor() {
    assertThat(venue.sockets(List.of(BTC), venue.offers()).toString())
        .contains("btcusdt@bookTicker", "btcusdt@depth20", "!miniTicker@arr")
        .doesNotContain("markPrice", "forceOrder", "contractInfo");
  }

  private Decoded decode(String stream, String message) {
    return codec.decode(Frame.of(BinanceSpot.ID, stream, NOW, message.replace('\'', '"')));
  }
}
