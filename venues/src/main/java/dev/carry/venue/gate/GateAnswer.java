package dev.carry.venue.gate;

import dev.carry.model.Candle;
import dev.carry.venue.json.JsonReader;
import dev.carry.venue.json.Names;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What a REST answer is: told by the name of the call, `candlesticks/mark/1h/BTC_USDT`, else by
/// the fields of its first row.
///
/// @param kind how it is read
/// @param symbol whose it is, where the call says so
/// @param of whose candles
/// @param bar how long a candle lasts; absent where the call does not say
/// @param ignored why it is of no use; only with [Kind#OTHER]
record GateAnswer(
    Kind kind, @Nullable GateSymbol symbol, Candle.Of of, @Nullable Duration bar, String ignored) {

  enum Kind {
    /// The list, told whole.
    CONTRACTS,
    /// The same answer, read for its prices: a contract is listed again only if it changed.
    ANCHORS,
    TICKERS,
    FUNDING,
    STATS,
    CANDLES,
    ORDER_BOOK,
    OTHER
  }

  private static final Names TELLING =
      Names.of(
          "fill_price",
          "quanto_multiplier",
          "asks",
          "open_interest",
          "r",
          "highest_bid",
          "total_size",
          "o");
  private static final Kind[] TOLD = {
    Kind.OTHER,
    Kind.CONTRACTS,
    Kind.ORDER_BOOK,
    Kind.STATS,
    Kind.FUNDING,
    Kind.TICKERS,
    Kind.TICKERS,
    Kind.CANDLES
  };

  static GateAnswer of(String stream) {
    String[] name = stream.split("/", -1);
    String last = name[name.length - 1];
    GateSymbol symbol = name.length > 1 ? GateSymbol.of(last) : null;
    return switch (name[0]) {
      case "contracts" -> of(Kind.CONTRACTS, null);
      case "anchors" -> of(Kind.ANCHORS, null);
      case "tickers" -> of(Kind.TICKERS, null);
      case "funding_rate" -> of(Kind.FUNDING, symbol);
      case "contract_stats" -> of(Kind.STATS, symbol);
      case "order_book" -> of(Kind.ORDER_BOOK, symbol);
      case "premium_index", "candlesticks" -> candles(name, symbol);
      default -> new GateAnswer(Kind.OTHER, symbol, Candle.Of.TRADE, null, "");
    };
  }

  private static GateAnswer of(Kind kind, @Nullable GateSymbol symbol) {
    return new GateAnswer(kind, symbol, Candle.Of.TRADE, null, "");
  }

  private static GateAnswer candles(String[] name, @Nullable GateSymbol symbol) {
    Candle.Of of =
        name[0].equals("premium_index")
            ? Candle.Of.PREMIUM
            : switch (name[1 % name.length]) {
              case "mark" -> Candle.Of.MARK;
              case "index" -> Candle.Of.INDEX;
              default -> Candle.Of.TRADE;
            };
    Duration bar = name.length > 2 ? GateBar.of(name[name.length - 2]) : null;
    return new GateAnswer(Kind.CANDLES, symbol, of, bar, "");
  }

  /// This, or where the call's name is not known what the first row looks like; the reader stays
  /// before the answer.
  GateAnswer orByFields(JsonReader json) {
    if (kind != Kind.OTHER) {
      return this;
    }
    int begin = json.position();
    long seen = 0;
    if (json.peek() == '[') {
      json.beginArray();
      if (!json.nextElement()) {
        json.rewind(begin);
        return this;
      }
    }
    if (json.peek() == '{') {
      json.beginObject();
      for (int field; (field = json.nextField(TELLING)) != JsonReader.END; ) {
        seen |= field >= 0 ? 1L << field : 0;
        json.skip();
      }
    }
    json.rewind(begin);
    int first = Long.numberOfTrailingZeros(seen);
    if (first == 0) {
      return new GateAnswer(Kind.OTHER, symbol, of, null, GateHistory.LIQUIDATION_ORDERS);
    }
    // A name that is no call of ours is no symbol either.
    return first < TOLD.length ? of(TOLD[first], null) : this;
  }

  /// Whether its rows do not name the contract, and the call did not either.
  boolean isUnnamed() {
    return switch (kind) {
      case FUNDING, STATS, CANDLES, ORDER_BOOK -> symbol == null;
      case CONTRACTS, ANCHORS, TICKERS, OTHER -> false;
    };
  }
}
