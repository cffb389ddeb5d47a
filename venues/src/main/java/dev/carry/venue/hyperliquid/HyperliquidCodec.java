package dev.carry.venue.hyperliquid;

import dev.carry.venue.Decoded;
import dev.carry.venue.Decoded.Control;
import dev.carry.venue.Decoded.Control.What;
import dev.carry.venue.Decoded.Ignored;
import dev.carry.venue.Decoded.Rejected;
import dev.carry.venue.Frame;
import dev.carry.venue.Instruments;
import dev.carry.venue.Rows;
import dev.carry.venue.VenueCodec;
import dev.carry.venue.json.Interned;
import dev.carry.venue.json.JsonReader;
import dev.carry.venue.json.MalformedJson;
import dev.carry.venue.json.Names;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Hyperliquid: the envelope of a socket's message, and which answer of `/info` a body is, told by
/// its shape. Remembers the order in which each dex lists its coins, and the names of tokens.
final class HyperliquidCodec implements VenueCodec {
  private static final String NO_FACT = "a channel or answer without a fact we read";

  private static final Names TOP =
      Names.of("channel", "data", "coin", "levels", "universe", "tokens", "method");
  private static final int CHANNEL = 0;
  private static final int DATA = 1;
  private static final int COIN = 2;
  private static final int LEVELS = 3;
  private static final int UNIVERSE = 4;
  private static final int TOKENS = 5;
  private static final int METHOD = 6;

  private static final Names CHANNELS =
      Names.of(
          "activeAssetCtx",
          "bbo",
          "l2Book",
          "trades",
          "allDexsAssetCtxs",
          "candle",
          "post",
          "subscriptionResponse",
          "pong",
          "error",
          "allMids",
          "activeSpotAssetCtx",
          "fastAssetCtxs");

  private static final Names CONTEXTS = Names.of("ctxs");
  private static final Names POST = Names.of("response");
  private static final Names RESPONSE = Names.of("type", "payload");
  private static final Names PAYLOAD = Names.of("type", "data");
  private static final byte[] ERROR = "error".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] METAS = "allPerpMetas".getBytes(StandardCharsets.US_ASCII);

  private final JsonReader json = new JsonReader();
  private final Interned<HyperliquidCoin> coins = new Interned<>(HyperliquidCoin::of);
  private final HyperliquidUniverse universe = new HyperliquidUniverse(json, coins);
  private final HyperliquidMarket market = new HyperliquidMarket(json, coins);
  private final HyperliquidContexts contexts;

  HyperliquidCodec(Instruments listed) {
    this.contexts = new HyperliquidContexts(json, coins, universe, listed);
  }

  @Override
  public Decoded decode(Frame frame) {
    json.open(frame.bytes(), frame.offset(), frame.length());
    try {
      Decoded decoded =
          switch (json.peek()) {
            case '{' -> object(frame.receivedAt());
            case '[' -> list(frame.receivedAt());
            case 'n' -> nothing();
            default -> throw json.malformed("'{', '[' or null");
          };
      json.finish();
      return decoded;
    } catch (MalformedJson e) {
      return new Rejected(
          "a message that is no JSON of Hyperliquid", String.valueOf(e.getMessage()));
    } catch (IllegalArgumentException | ArithmeticException | DateTimeException e) {
      return new Rejected("a message with an impossible value", String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void reset() {
    universe.forget();
  }

  /// What `/info` answers of a coin or dex that it does not know.
  private Decoded nothing() {
    json.skip();
    return Control.of(What.REFUSED, "null: a coin or dex that is not known");
  }

  // --- messages of a socket, and answers that are objects ---------------------------------------

  private Decoded object(Instant receivedAt) {
    int begin = json.position();
    int channel = JsonReader.ABSENT;
    int data = -1;
    int tokens = -1;
    int seen = 0;
    Decoded decoded = null;
    json.beginObject();
    for (int field; (field = json.nextField(TOP)) != JsonReader.END; ) {
      seen |= field >= 0 ? 1 << field : 0;
      switch (field) {
        case CHANNEL -> channel = json.oneOf(CHANNELS);
        case DATA -> {
          data = json.position();
          if (channel == JsonReader.ABSENT) {
            json.skip();
          } else {
            decoded = data(channel, receivedAt);
          }
        }
        case TOKENS -> {
          tokens = json.position();
          json.skip();
        }
        default -> json.skip();
      }
    }
    if (decoded != null) {
      return decoded;
    }
    int end = json.position();
    decoded = withoutDataYet(begin, channel, data, tokens, seen, receivedAt);
    json.rewind(end);
    return decoded;
  }

  private Decoded withoutDataYet(
      int begin, int channel, int data, int tokens, int seen, Instant receivedAt) {
    if (channel == Channel.PONG) {
      return Control.of(What.HEARTBEAT, "");
    }
    if (channel != JsonReader.ABSENT && data >= 0) {
      json.rewind(data);
      return data(channel, receivedAt);
    }
    if (has(seen, METHOD)) {
      return new Ignored("a request, not an answer");
    }
    if (tokens >= 0) {
      json.rewind(tokens);
      universe.tokens();
      return new Ignored("spot tokens: kept as names of what builder dexes settle in");
    }
    json.rewind(begin);
    Rows rows = new Rows();
    if (has(seen, UNIVERSE)) {
      universe.dex(receivedAt, rows);
      return rows.decoded();
    }
    if (has(seen, COIN) && has(seen, LEVELS)) {
      market.book(receivedAt, rows);
      return rows.decoded();
    }
    return new Ignored(NO_FACT);
  }

  private static boolean has(int seen, int field) {
    return (seen & 1 << field) != 0;
  }

  /// The numbers of [#CHANNELS].
  private static final class Channel {
    static final int CONTEXT = 0;
    static final int TOUCH = 1;
    static final int BOOK = 2;
    static final int TRADES = 3;
    static final int ALL_CONTEXTS = 4;
    static final int CANDLE = 5;
    static final int POST = 6;
    static final int ACKNOWLEDGED = 7;
    static final int PONG = 8;
    static final int ERROR = 9;
    static final int MIDS = 10;
    static final int SPOT = 11;
    static final int COMPRESSED = 12;
  }

  private Decoded data(int channel, Instant receivedAt) {
    Rows rows = new Rows();
    switch (channel) {
      case Channel.CONTEXT -> contexts.push(receivedAt, rows);
      case Channel.TOUCH -> market.touch(receivedAt, rows);
      case Channel.BOOK -> market.book(receivedAt, rows);
      case Channel.TRADES -> rows.each(json, "trades", () -> market.trade(receivedAt, rows));
      case Channel.CANDLE -> market.candle(receivedAt, rows);
      case Channel.ALL_CONTEXTS -> {
        return allContexts(receivedAt);
      }
      case Channel.POST -> {
        return posted(receivedAt);
      }
      case Channel.ACKNOWLEDGED -> {
        return Control.of(What.ACK, words());
      }
      case Channel.ERROR -> {
        return Control.of(What.REFUSED, String.valueOf(json.string()));
      }
      case Channel.PONG -> {
        json.skip();
        return Control.of(What.HEARTBEAT, "");
      }
      default -> {
        return ignored(why(channel));
      }
    }
    return rows.decoded();
  }

  private static String why(int channel) {
    return switch (channel) {
      case Channel.MIDS -> "mids are no prices that anybody offers";
      case Channel.SPOT -> "spot is not read";
      case Channel.COMPRESSED -> "compressed contexts, which carry no rates";
      default -> NO_FACT;
    };
  }

  /// `{"method":"subscribe","subscription":{"type":"bbo","coin":"BTC",…}}`, without what is null.
  private String words() {
    StringBuilder words = new StringBuilder();
    words(words);
    return words.toString().strip();
  }

  private void words(StringBuilder words) {
    json.beginObject();
    while (json.nextField() != null) {
      switch (json.peek()) {
        case '{' -> words(words);
        case '"' -> words.append(json.string()).append(' ');
        default -> json.skip();
      }
    }
  }

  /// Contexts of every dex. Where a position is beyond what is known the order is asked for again,
  /// and this message is of no use: a context under another coin's name would be a false fact.
  private Decoded allContexts(Instant receivedAt) {
    Rows rows = new Rows();
    String missing = null;
    json.beginObject();
    for (int field; (field = json.nextField(CONTEXTS)) != JsonReader.END; ) {
      if (field == 0) {
        missing = contexts.allDexes(receivedAt, rows);
      } else {
        json.skip();
      }
    }
    return missing == null
        ? rows.decoded()
        : new Control(What.NOTICE, missing, HyperliquidSockets.ORDER);
  }

  /// An answer of `/info` that was asked for on the socket.
  private Decoded posted(Instant receivedAt) {
    Decoded decoded = new Ignored(NO_FACT);
    json.beginObject();
    for (int field; (field = json.nextField(POST)) != JsonReader.END; ) {
      if (field == 0) {
        decoded = response(receivedAt);
      } else {
        json.skip();
      }
    }
    return decoded;
  }

  private Decoded response(Instant receivedAt) {
    Decoded decoded = new Ignored(NO_FACT);
    boolean error = false;
    json.beginObject();
    for (int field; (field = json.nextField(RESPONSE)) != JsonReader.END; ) {
      switch (field) {
        case 0 -> error = json.stringIs(ERROR);
        case 1 -> {
          if (error || json.peek() != '{') {
            decoded = Control.of(What.REFUSED, said());
          } else {
            decoded = payload(receivedAt);
          }
        }
        default -> json.skip();
      }
    }
    return decoded;
  }

  private String said() {
    if (json.peek() == '"') {
      return String.valueOf(json.string());
    }
    json.skip();
    return "a request on the socket";
  }

  private Decoded payload(Instant receivedAt) {
    boolean metas = false;
    json.beginObject();
    for (int field; (field = json.nextField(PAYLOAD)) != JsonReader.END; ) {
      switch (field) {
        case 0 -> metas = json.stringIs(METAS);
        case 1 -> {
          if (metas) {
            universe.forget();
            dexes(receivedAt, null);
          } else {
            json.skip();
          }
        }
        default -> json.skip();
      }
    }
    return new Ignored(metas ? "the order of each dex, kept for contexts by position" : NO_FACT);
  }

  // --- answers that are lists --------------------------------------------------------------------

  private Decoded list(Instant receivedAt) {
    int begin = json.position();
    HyperliquidShape shape = HyperliquidShape.of(json);
    json.rewind(begin);
    Rows rows = new Rows();
    market.begin();
    switch (shape) {
      case METAS -> dexes(receivedAt, rows);
      case SETTLED -> rows.each(json, "funding", () -> market.settled(receivedAt, rows));
      case TRADES -> rows.each(json, "trades", () -> market.trade(receivedAt, rows));
      case CANDLES -> rows.each(json, "candles", () -> market.candle(receivedAt, rows));
      case SPOT -> {
        return ignored(why(Channel.SPOT));
      }
      case DEXES -> {
        return ignored("names of dexes: each coin says its own");
      }
      case PREDICTED -> {
        return ignored("rates of several venues second hand: context, never an input");
      }
      case EMPTY -> {
        return ignored("a list without rows");
      }
      case UNKNOWN -> {
        return ignored(NO_FACT);
      }
    }
    return rows.decoded(market.nextPage());
  }

  private Ignored ignored(String why) {
    json.skip();
    return new Ignored(why);
  }

  /// `[meta,…]` of all dexes, or `[meta, contexts]` of one.
  private void dexes(Instant receivedAt, @Nullable Rows rows) {
    List<HyperliquidUniverse.Place> places = null;
    json.beginArray();
    while (json.nextElement()) {
      switch (json.peek()) {
        case '{' -> places = universe.dex(receivedAt, rows);
        case '[' -> {
          if (places == null || rows == null) {
            throw json.malformed("the universe of these contexts before them");
          }
          contexts.ofDex(places, receivedAt, rows);
        }
        default -> json.skip();
      }
    }
  }
}
