package dev.carry.venue.bybit;

import static dev.carry.venue.Rows.need;

import dev.carry.model.Book;
import dev.carry.model.Candle;
import dev.carry.model.Instrument;
import dev.carry.model.Levels;
import dev.carry.model.Liquidation;
import dev.carry.model.MarketEvent;
import dev.carry.model.Quote;
import dev.carry.model.Side;
import dev.carry.model.Trade;
import dev.carry.venue.Decoded;
import dev.carry.venue.Instruments;
import dev.carry.venue.Rows;
import dev.carry.venue.json.Interned;
import dev.carry.venue.json.JsonReader;
import dev.carry.venue.json.LevelReader;
import dev.carry.venue.json.Names;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The `data` of the socket topics apart from tickers. The reader stands before the value.
final class Streams {
  static final Names SIDES = Names.of("Buy", "Sell");
  private static final int BUY = 0;

  private static final int SYMBOL = 0;
  private static final int SIDE = 1;
  private static final int PRICE = 2;
  private static final int SIZE = 3;
  private static final int TIME = 4;
  private static final int ID = 5;

  /// Trades and liquidations share their short names.
  private static final Names ROW = Names.of("s", "S", "p", "v", "T", "i");

  private static final Names SAMPLE = Names.of("symbol", "side", "price", "size", "updatedTime");

  private static final int BIDS = 0;
  private static final int ASKS = 1;
  private static final int UPDATE = 2;
  private static final Names BOOK = Names.of("b", "a", "u");

  /// The number of the first book after the service was restarted: whatever its type, a whole one.
  private static final long RESTARTED = 1;

  private static final int START = 0;
  private static final int LAST = 1;
  private static final int OPEN = 2;
  private static final int HIGH = 3;
  private static final int LOW = 4;
  private static final int CLOSE = 5;
  private static final int CONFIRM = 6;
  private static final Names CANDLE =
      Names.of("start", "end", "open", "high", "low", "close", "confirm");

  private final JsonReader json;
  private final Interned<Market> markets;
  private final Instruments listed;
  private final LevelReader levels;

  Streams(JsonReader json, Interned<Market> markets, Instruments listed, LevelReader levels) {
    this.json = json;
    this.markets = markets;
    this.listed = listed;
    this.levels = levels;
  }

  // --- order book --------------------------------------------------------------------------

  Decoded book(Topic topic, Market market, boolean snapshot, @Nullable Instant time, Instant at) {
    Levels bids = Levels.NONE;
    Levels asks = Levels.NONE;
    Long number = null;
    json.beginObject();
    for (int field; (field = json.nextField(BOOK)) != JsonReader.END; ) {
      switch (field) {
        case BIDS -> bids = levels.read(json);
        case ASKS -> asks = levels.read(json);
        case UPDATE -> number = json.wholeNumber();
        default -> json.skip();
      }
    }
    Instrument.SizeIn sizeIn = market.sizeIn(listed);
    if (topic.depth() == 1) {
      return touch(market, snapshot, bids, asks, time, at, sizeIn);
    }
    boolean whole = snapshot || (number != null && number == RESTARTED);
    Book book = new Book(market.id, time, at, whole, bids, asks, sizeIn);
    // No chain: `u` is not promised to be consecutive, and nothing tells of a lost message.
    return number == null
        ? Decoded.Facts.of(book)
        : new Decoded.Depth(book, number, number, null, null);
  }

  /// The first level is the quote. A delta names the new level and deletes the old one; a side it
  /// leaves out has not changed.
  private Decoded touch(
      Market market,
      boolean snapshot,
      Levels bids,
      Levels asks,
      @Nullable Instant time,
      Instant at,
      Instrument.SizeIn sizeIn) {
    Partial top = market.top;
    if (snapshot || bids.count() > 0) {
      int best = best(bids, +1);
      top.bid(best < 0 ? null : bids.price(best));
      top.bidSize(best < 0 ? null : bids.size(best));
    }
    if (snapshot || asks.count() > 0) {
      int best = best(asks, -1);
      top.ask(best < 0 ? null : asks.price(best));
      top.askSize(best < 0 ? null : asks.size(best));
    }
    Quote quote = top.quote(market.id, time, at, sizeIn);
    return quote == null
        ? new Decoded.Ignored("first level of which a side was not seen yet")
        : Decoded.Facts.of(quote);
  }

  /// The highest (+1) or lowest (−1) level with a size, or −1.
  private static int best(Levels levels, int highest) {
    int best = -1;
    for (int i = 0; i < levels.count(); i++) {
      if (levels.size(i).signum() > 0
          && (best < 0 || highest * levels.price(i).compareTo(levels.price(best)) > 0)) {
        best = i;
      }
    }
    return best;
  }

  // --- trades and liquidations -------------------------------------------------------------

  Decoded trades(Instant at) {
    return rows("trade", () -> trade(at));
  }

  Decoded liquidations(Instant at) {
    return rows("liquidation", () -> liquidation(at));
  }

  /// @param row reads one row; null where it is about an option
  private Decoded rows(String what, Supplier<@Nullable MarketEvent> row) {
    Rows rows = new Rows();
    rows.each(
        json,
        what,
        () -> {
          MarketEvent event = row.get();
          if (event == null) {
            rows.take(BybitCodec.OPTION);
          } else {
            rows.add(event);
          }
        });
    return rows.decoded();
  }

  private @Nullable MarketEvent trade(Instant at) {
    readRow(ROW);
    Market market = need(rowMarket, "s");
    if (market.option) {
      return null;
    }
    return new Trade(
        market.id,
        rowTime,
        at,
        rowId,
        positive(rowPrice, "p"),
        positive(rowSize, "v"),
        market.sizeIn(listed),
        isBuy() ? Side.BUY : Side.SELL);
  }

  private @Nullable MarketEvent liquidation(Instant at) {
    readRow(ROW);
    return liquidation(at, true);
  }

  /// The side is the position's: a buy means that a long was liquidated. Other venues send the
  /// side of the order that closes it.
  private @Nullable MarketEvent liquidation(Instant at, boolean complete) {
    Market market = need(rowMarket, "s");
    if (market.option) {
      return null;
    }
    return new Liquidation(
        market.id,
        rowTime,
        at,
        positive(rowPrice, "p"),
        positive(rowSize, "v"),
        market.sizeIn(listed),
        isBuy() ? Liquidation.Position.LONG : Liquidation.Position.SHORT,
        Liquidation.PriceIs.BANKRUPTCY,
        complete);
  }

  /// The retired topic of v5: one object, and at most one a second and symbol.
  Decoded sample(Instant at) {
    if (json.peek() != '{') {
      return BybitCodec.BEFORE_V5;
    }
    readRow(SAMPLE);
    if (rowTime == null) {
      return BybitCodec.BEFORE_V5;
    }
    MarketEvent event = liquidation(at, false);
    return event == null ? BybitCodec.OPTION : Decoded.Facts.of(event);
  }

  private @Nullable Market rowMarket;
  private int rowSide;
  private @Nullable BigDecimal rowPrice;
  private @Nullable BigDecimal rowSize;
  private @Nullable Instant rowTime;
  private @Nullable String rowId;

  private void readRow(Names names) {
    rowMarket = null;
    rowSide = JsonReader.ABSENT;
    rowPrice = null;
    rowSize = null;
    rowTime = null;
    rowId = null;
    json.beginObject();
    for (int field; (field = json.nextField(names)) != JsonReader.END; ) {
      switch (field) {
        case SYMBOL -> rowMarket = json.interned(markets);
        case SIDE -> rowSide = json.oneOf(SIDES);
        case PRICE -> rowPrice = json.decimal();
        case SIZE -> rowSize = json.decimal();
        case TIME -> rowTime = json.millis();
        case ID -> rowId = json.text();
        default -> json.skip();
      }
    }
  }

  private boolean isBuy() {
    return isBuy(rowSide);
  }

  /// @param side what stood in the field, as its number in [#SIDES]
  static boolean isBuy(int side) {
    if (side < 0) {
      throw new IllegalArgumentException("the side is neither Buy nor Sell");
    }
    return side == BUY;
  }

  static BigDecimal positive(@Nullable BigDecimal value, String field) {
    if (!Partial.isPositive(value)) {
      throw new IllegalArgumentException("field " + field + ": above zero, found " + value);
    }
    return need(value, field);
  }

  // --- candles -----------------------------------------------------------------------------

  /// Trade candles; one that still moves is no candle yet.
  Decoded candles(Market market, @Nullable Instant time, Instant at) {
    Rows rows = new Rows();
    rows.each(json, "candle", () -> candle(market, time, at, rows));
    return rows.decoded();
  }

  private void candle(Market market, @Nullable Instant time, Instant at, Rows rows) {
    @Nullable BigDecimal[] prices = new @Nullable BigDecimal[CLOSE + 1];
    Instant start = null;
    Instant last = null;
    boolean confirmed = false;
    json.beginObject();
    for (int field; (field = json.nextField(CANDLE)) != JsonReader.END; ) {
      switch (field) {
        case START -> start = json.millis();
        case LAST -> last = json.millis();
        case CONFIRM -> confirmed = json.bool();
        case JsonReader.OTHER -> json.skip();
        default -> prices[field] = json.decimal();
      }
    }
    if (!confirmed) {
      rows.ignore("a candle that still moves");
      return;
    }
    rows.add(
        new Candle(
            market.id,
            time,
            at,
            Candle.Of.TRADE,
            need(prices[OPEN], "open"),
            need(prices[HIGH], "high"),
            need(prices[LOW], "low"),
            need(prices[CLOSE], "close"),
            need(start, "start"),
            // `end` is the last millisecond of the candle, not the first of the next one.
            need(last, "end").plusMillis(1)));
  }
}
