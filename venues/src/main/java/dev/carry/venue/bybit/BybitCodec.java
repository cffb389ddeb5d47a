package dev.carry.venue.bybit;

import dev.carry.model.VenueId;
import dev.carry.venue.Decoded;
import dev.carry.venue.Frame;
import dev.carry.venue.Instruments;
import dev.carry.venue.Rows;
import dev.carry.venue.VenueCodec;
import dev.carry.venue.json.Interned;
import dev.carry.venue.json.JsonReader;
import dev.carry.venue.json.LevelReader;
import dev.carry.venue.json.MalformedJson;
import dev.carry.venue.json.Names;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Bybit's v5 messages, of linear and inverse contracts or of spot: tells socket topics, REST
/// answers and control messages apart by their envelope, whose fields stand in any order.
final class BybitCodec implements VenueCodec {
  static final Decoded.Ignored BEFORE_V5 =
      new Decoded.Ignored("a format of the API before v5, which replaced it on 2023-04-05");
  static final Decoded.Ignored OPTION =
      new Decoded.Ignored("options are a venue of their own: bybit-options");
  static final Decoded.Ignored SPOT = new Decoded.Ignored("spot is a venue of its own: bybit-spot");
  static final Decoded.Ignored CONTRACT =
      new Decoded.Ignored("contracts are a venue of their own: bybit");
  static final Decoded.Ignored COMBINATION =
      new Decoded.Ignored("a spread combination is no instrument of its own");

  private static final Decoded.Ignored NO_FACT_MOVED =
      new Decoded.Ignored("a ticker in which no fact moved");

  /// More symbols than Bybit lists; past it, facts of new ones that arrive in parts wait in vain.
  private static final int MOST_MARKETS = 8_000;

  private static final int TOPIC = 0;
  private static final int TYPE = 1;
  private static final int TS = 2;
  private static final int DATA = 3;
  private static final int SUCCESS = 4;
  private static final int RET_MSG = 5;
  private static final int OP = 6;
  private static final int RET_CODE = 7;
  private static final int RET_MESSAGE = 8;
  private static final int RESULT = 9;
  private static final int TIME = 10;
  private static final int OLD_RET_CODE = 11;

  private static final Names ENVELOPE =
      Names.of(
          "topic",
          "type",
          "ts",
          "data",
          "success",
          "ret_msg",
          "op",
          "retCode",
          "retMsg",
          "result",
          "time",
          "ret_code");

  private static final int FAILED = 0;
  private static final Names TOPICS = Names.of("failTopics");

  private final VenueId venue;

  /// Whether it reads spot, which has topics and symbols of the same spelling, instead of
  /// contracts.
  private final boolean spot;

  private final JsonReader json = new JsonReader();
  private final Map<String, Market> marketBySymbol = new HashMap<>();
  private final Interned<Market> markets = new Interned<>(this::market);
  private final Interned<Topic> topics = new Interned<>(text -> Topic.of(text, this::market));
  private final Interned<String> words = new Interned<>(text -> text);
  private final Ticker ticker;
  private final Streams streams;
  private final Rest rest;

  /// Counts connections, so that partial facts of an earlier one are seen to be old.
  private int connection = 1;

  // the envelope of the message being read
  private @Nullable Topic topic;
  private @Nullable String type;
  private @Nullable Instant ts;
  private @Nullable Decoded decoded;
  private boolean tickerRead;
  private int dataAt;
  private int resultAt;
  private @Nullable Boolean success;
  private @Nullable String op;
  private @Nullable Long retCode;
  private String said = "";
  private @Nullable Instant time;
  private boolean old;

  BybitCodec(VenueId venue, boolean spot, Instruments listed) {
    this.venue = venue;
    this.spot = spot;
    LevelReader levels = new LevelReader();
    this.ticker = new Ticker(markets, listed);
    this.streams = new Streams(json, markets, listed, levels);
    this.rest = new Rest(json, spot, markets, words, listed, levels, ticker);
  }

  @Override
  public Decoded decode(Frame frame) {
    try {
      json.open(frame.bytes(), frame.offset(), frame.length());
      readEnvelope(frame);
      return answer(frame);
    } catch (MalformedJson e) {
      return new Decoded.Rejected("malformed message", String.valueOf(e.getMessage()));
    } catch (ArithmeticException | DateTimeException | IllegalArgumentException e) {
      return new Decoded.Rejected("impossible message", String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void reset() {
    connection++;
  }

  private Market market(String symbol) {
    Market known = marketBySymbol.get(symbol);
    if (known != null) {
      return known;
    }
    Market made = new Market(venue, symbol, spot);
    if (marketBySymbol.size() < MOST_MARKETS) {
      marketBySymbol.put(symbol, made);
    }
    return made;
  }

  private void readEnvelope(Frame frame) {
    topic = null;
    type = null;
    ts = null;
    decoded = null;
    tickerRead = false;
    dataAt = -1;
    resultAt = -1;
    success = null;
    op = null;
    retCode = null;
    said = "";
    time = null;
    old = false;
    json.beginObject();
    for (int field; (field = json.nextField(ENVELOPE)) != JsonReader.END; ) {
      switch (field) {
        case TOPIC -> topic = json.interned(topics);
        case TYPE -> type = json.interned(words);
        case TS -> ts = json.millis();
        case DATA -> data(frame);
        case SUCCESS -> success = json.bool();
        case RET_MSG, RET_MESSAGE -> said = orEmpty(json.string());
        case OP -> op = json.interned(words);
        case RET_CODE -> retCode = json.wholeNumber();
        case RESULT -> {
          resultAt = json.position();
          json.skip();
        }
        case TIME -> time = json.peek() == '{' ? skipped() : json.millis();
        case OLD_RET_CODE -> {
          old = true;
          json.skip();
        }
        default -> json.skip();
      }
    }
    json.finish();
  }

  private @Nullable Instant skipped() {
    json.skip();
    return null;
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  /// Read at once where what explains it came before, else passed over and read at the end.
  private void data(Frame frame) {
    dataAt = json.position();
    Topic of = topic;
    if (of != null && of.kind() == Topic.Kind.TICKER) {
      ticker.read(json);
      tickerRead = true;
    } else if (of != null && ts != null && type != null && of.market() != null) {
      decoded = stream(of, of.market(), frame);
    } else {
      json.skip();
    }
  }

  private Decoded answer(Frame frame) {
    Topic of = topic;
    if (of != null) {
      return topicMessage(of, frame);
    }
    if (old) {
      return BEFORE_V5;
    }
    if (op != null || success != null) {
      return control();
    }
    if (retCode != null) {
      return restAnswer(frame, retCode);
    }
    return new Decoded.Ignored("neither a topic nor an answer of the v5 API");
  }

  // --- sockets -----------------------------------------------------------------------------

  private Decoded topicMessage(Topic of, Frame frame) {
    if (of.kind() == Topic.Kind.BEFORE_V5) {
      return BEFORE_V5;
    }
    Market market = of.market();
    if (market == null) {
      return new Decoded.Ignored("topic " + of.family() + " states no fact read here");
    }
    if (decoded != null) {
      return decoded;
    }
    if (dataAt < 0) {
      return new Decoded.Rejected("a topic without data", of.family() + "." + market.id.symbol());
    }
    if (!tickerRead) {
      json.rewind(dataAt);
      if (of.kind() == Topic.Kind.TICKER) {
        ticker.read(json);
      }
    }
    return stream(of, market, frame);
  }

  /// The facts of a topic's data; the reader stands before it, or it is a ticker read already.
  private Decoded stream(Topic of, Market market, Frame frame) {
    if (market.option) {
      skipUnread(of);
      return OPTION;
    }
    if (isOther(frame.stream())) {
      skipUnread(of);
      return other();
    }
    market.on(connection);
    return switch (of.kind()) {
      case TICKER -> tickerFacts(market, frame);
      case BOOK -> streams.book(of, market, isSnapshot(), ts, frame.receivedAt());
      case TRADES -> streams.trades(frame.receivedAt());
      case LIQUIDATIONS -> streams.liquidations(frame.receivedAt());
      case LIQUIDATION_SAMPLE -> streams.sample(frame.receivedAt());
      case CANDLES -> streams.candles(market, ts, frame.receivedAt());
      case BEFORE_V5, OTHER -> throw new IllegalArgumentException("topic " + of.family());
    };
  }

  /// Whether the connection tells that a message is of the other venue. Recordings of contracts
  /// name them otherwise, and are then told by their fields.
  private boolean isOther(String stream) {
    return spot
        ? stream.startsWith("linear") || stream.startsWith("inverse")
        : stream.contains("spot");
  }

  private Decoded other() {
    return spot ? CONTRACT : SPOT;
  }

  private void skipUnread(Topic of) {
    if (of.kind() != Topic.Kind.TICKER) {
      json.skip();
    }
  }

  private boolean isSnapshot() {
    if ("snapshot".equals(type)) {
      return true;
    }
    if ("delta".equals(type)) {
      return false;
    }
    throw new IllegalArgumentException("field type: snapshot or delta, found " + type);
  }

  private Decoded tickerFacts(Market market, Frame frame) {
    Market named = ticker.market();
    if (ticker.isOption() || (named != null && named.option)) {
      return OPTION;
    }
    if (spot ? ticker.isContract() : ticker.isSpot()) {
      return other();
    }
    if (named != null && named != market) {
      return new Decoded.Rejected(
          "a ticker of another symbol than its topic's",
          "topic " + market.id.symbol() + ", data " + named.id.symbol());
    }
    if (isSnapshot()) {
      market.ticker.clear();
    }
    Rows rows = new Rows();
    ticker.facts(market, market.ticker, ts, frame.receivedAt(), rows);
    return rows.isEmpty() ? NO_FACT_MOVED : rows.decoded();
  }

  // --- control and REST --------------------------------------------------------------------

  private Decoded control() {
    if ("ping".equals(op) || "pong".equals(op) || said.equals("pong")) {
      return Decoded.Control.of(Decoded.Control.What.HEARTBEAT, "");
    }
    String refusedTopics = refusedTopics();
    boolean refused = Boolean.FALSE.equals(success) || (retCode != null && retCode != 0);
    if (refused || !refusedTopics.isEmpty()) {
      String code = retCode == null ? "" : retCode + ": ";
      String detail = code + said + refusedTopics;
      return Decoded.Control.of(
          Decoded.Control.What.REFUSED, detail.isEmpty() ? "without a reason" : detail);
    }
    if (success == null) {
      return new Decoded.Ignored("a request, not an answer");
    }
    return Decoded.Control.of(Decoded.Control.What.ACK, orEmpty(op));
  }

  /// The options socket acknowledges with the lists of topics it took and did not take.
  private String refusedTopics() {
    StringBuilder refused = new StringBuilder();
    if (dataAt >= 0) {
      json.rewind(dataAt);
      if (json.peek() == '{') {
        json.beginObject();
        for (int field; (field = json.nextField(TOPICS)) != JsonReader.END; ) {
          if (field == FAILED && json.peek() == '[') {
            json.beginArray();
            while (json.nextElement()) {
              refused.append(refused.isEmpty() ? "" : ", ").append(json.string());
            }
          } else {
            json.skip();
          }
        }
      }
    }
    return refused.toString();
  }

  private Decoded restAnswer(Frame frame, long code) {
    if (code != 0) {
      return Decoded.Control.of(Decoded.Control.What.REFUSED, code + ": " + said);
    }
    if (resultAt < 0) {
      return new Decoded.Rejected("an answer without a result", "retCode 0, no field result");
    }
    json.rewind(resultAt);
    return rest.read(frame, time);
  }
}
