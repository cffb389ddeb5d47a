package dev.carry.venue.bybit;

import static dev.carry.venue.Rows.need;

import dev.carry.model.Book;
import dev.carry.model.FundingSettled;
import dev.carry.model.Levels;
import dev.carry.model.MarketEvent;
import dev.carry.model.OpenInterest;
import dev.carry.model.Side;
import dev.carry.model.Trade;
import dev.carry.venue.Decoded;
import dev.carry.venue.Frame;
import dev.carry.venue.Instruments;
import dev.carry.venue.Rows;
import dev.carry.venue.json.Interned;
import dev.carry.venue.json.JsonReader;
import dev.carry.venue.json.LevelReader;
import dev.carry.venue.json.Names;
import java.math.BigDecimal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The `result` of REST answers. Which call an answer answers is seen from the fields of its first
/// row, so recorded answers need no name; only candles do not say whose price they are.
final class Rest {
  private static final Decoded.Ignored NO_FACT =
      new Decoded.Ignored("an answer that states no fact read here");

  private static final int CATEGORY = 0;
  private static final int SYMBOL = 1;
  private static final int LIST = 2;
  private static final int CURSOR = 3;
  private static final int BOOK_SYMBOL = 4;
  private static final int BIDS = 5;
  private static final int ASKS = 6;
  private static final int BOOK_TIME = 7;
  private static final Names RESULT =
      Names.of("category", "symbol", "list", "nextPageCursor", "s", "b", "a", "ts");

  private static final int CONTRACT_TYPE = 0;
  private static final int OPTIONS_TYPE = 1;
  private static final int MARGIN_TRADING = 2;
  private static final int SETTLED_TIME = 3;
  private static final int TRADE_ID = 4;
  private static final int LAST_PRICE = 5;
  private static final int INTEREST = 6;

  /// Fields that tell what a row is, the most telling first.
  private static final Names TELLING =
      Names.of(
          "contractType",
          "optionsType",
          "marginTrading",
          "fundingRateTimestamp",
          "execId",
          "lastPrice",
          "openInterest");

  private static final Names SETTLED_ROW =
      Names.of("symbol", "fundingRate", "fundingRateTimestamp");
  private static final Names TRADE_ROW =
      Names.of("symbol", "execId", "price", "size", "side", "time");
  private static final Names INTEREST_ROW = Names.of("openInterest", "timestamp");

  private final JsonReader json;
  private final boolean spot;
  private final Interned<Market> markets;
  private final Interned<String> words;
  private final Instruments listed;
  private final LevelReader levels;
  private final Ticker ticker;
  private final InstrumentRows instruments;

  /// A REST ticker is whole: it neither needs nor touches what sockets remember.
  private final Partial whole = new Partial();

  // the result being read
  private @Nullable String category;
  private @Nullable Market symbol;
  private @Nullable String cursor;
  private @Nullable Instant bookTime;
  private int listAt;
  private @Nullable Levels bids;
  private @Nullable Levels asks;

  Rest(
      JsonReader json,
      boolean spot,
      Interned<Market> markets,
      Interned<String> words,
      Instruments listed,
      LevelReader levels,
      Ticker ticker) {
    this.json = json;
    this.spot = spot;
    this.markets = markets;
    this.words = words;
    this.listed = listed;
    this.levels = levels;
    this.ticker = ticker;
    this.instruments = new InstrumentRows(json, markets, words);
  }

  /// Reads the value the reader stands before.
  ///
  /// @param time when Bybit answered
  Decoded read(Frame frame, @Nullable Instant time) {
    if (json.peek() != '{') {
      return NO_FACT;
    }
    readResult();
    if (!spot && BybitSpot.CATEGORY.equals(category)) {
      return BybitCodec.SPOT;
    }
    if (spot && ("linear".equals(category) || "inverse".equals(category))) {
      return BybitCodec.CONTRACT;
    }
    if ("option".equals(category)) {
      return BybitCodec.OPTION;
    }
    Market of = symbol;
    if (of != null && of.combination) {
      return BybitCodec.COMBINATION;
    }
    if (of != null && bids != null && asks != null) {
      return Decoded.Facts.of(
          new Book(of.id, bookTime, frame.receivedAt(), true, bids, asks, of.sizeIn(listed)));
    }
    if (listAt < 0) {
      return NO_FACT;
    }
    json.rewind(listAt);
    return json.peek() == '[' ? list(frame, time) : NO_FACT;
  }

  private void readResult() {
    category = null;
    symbol = null;
    cursor = null;
    bookTime = null;
    listAt = -1;
    bids = null;
    asks = null;
    json.beginObject();
    for (int field; (field = json.nextField(RESULT)) != JsonReader.END; ) {
      switch (field) {
        case CATEGORY -> category = json.interned(words);
        case SYMBOL, BOOK_SYMBOL -> symbol = json.interned(markets);
        case LIST -> {
          listAt = json.position();
          json.skip();
        }
        case CURSOR -> cursor = json.text();
        case BIDS -> bids = levels.read(json);
        case ASKS -> asks = levels.read(json);
        case BOOK_TIME -> bookTime = json.millis();
        default -> json.skip();
      }
    }
  }

  private Decoded list(Frame frame, @Nullable Instant time) {
    json.beginArray();
    if (!json.nextElement()) {
      return new Decoded.Ignored("an answer with an empty list");
    }
    int first = json.peek();
    int telling = first == '{' ? tellingField() : -1;
    json.rewind(listAt);
    if (first == '[') {
      return CandleRows.read(json, symbol, frame, time);
    }
    Instant at = frame.receivedAt();
    Rows rows = new Rows();
    return switch (telling) {
      case CONTRACT_TYPE -> {
        rows.each(json, "instrument", () -> instruments.read(time, at, rows));
        yield rows.decoded(nextCursor());
      }
      case LAST_PRICE -> {
        rows.each(json, "ticker", () -> ticker(time, at, rows));
        yield rows.isEmpty() ? NO_FACT : rows.decoded();
      }
      case SETTLED_TIME -> settled(at, rows);
      case TRADE_ID -> {
        rows.each(json, "trade", () -> trade(at, rows));
        yield rows.decoded();
      }
      case INTEREST -> {
        rows.each(json, "open interest", () -> interest(at, rows));
        yield rows.decoded(nextCursor());
      }
      case OPTIONS_TYPE -> BybitCodec.OPTION;
      case MARGIN_TRADING -> {
        if (!spot) {
          yield BybitCodec.SPOT;
        }
        rows.each(json, "instrument", () -> instruments.spot(time, at, rows));
        yield rows.decoded(nextCursor());
      }
      default -> NO_FACT;
    };
  }

  /// The most telling field of the row the reader stands before, or −1.
  private int tellingField() {
    int telling = Integer.MAX_VALUE;
    json.beginObject();
    for (int field; (field = json.nextField(TELLING)) != JsonReader.END; ) {
      telling = field >= 0 ? Math.min(telling, field) : telling;
      json.skip();
    }
    return telling == Integer.MAX_VALUE ? -1 : telling;
  }

  private @Nullable String nextCursor() {
    return cursor == null ? null : "cursor=" + URLEncoder.encode(cursor, StandardCharsets.UTF_8);
  }

  // --- rows --------------------------------------------------------------------------------

  private void ticker(@Nullable Instant time, Instant at, Rows rows) {
    ticker.read(json);
    Market market = need(ticker.market(), "symbol");
    if (market.combination) {
      rows.take(BybitCodec.COMBINATION);
    } else if (market.option || ticker.isOption()) {
      rows.take(BybitCodec.OPTION);
    } else if (spot ? ticker.isContract() : ticker.isSpot()) {
      rows.take(spot ? BybitCodec.CONTRACT : BybitCodec.SPOT);
    } else {
      whole.clear();
      ticker.facts(market, whole, time, at, rows);
    }
  }

  /// Newest first; a full page ends where the next one begins.
  private Decoded settled(Instant at, Rows rows) {
    int count = rows.each(json, "settled funding", () -> rows.add(settledRow(at)));
    rows.completePeriods();
    Instant oldest = null;
    for (MarketEvent event : rows.events()) {
      Instant settledAt = ((FundingSettled) event).settledAt();
      oldest = oldest == null || settledAt.isBefore(oldest) ? settledAt : oldest;
    }
    return rows.decoded(
        count < Bybit.SETTLED_PAGE || oldest == null
            ? null
            : "endTime=" + (oldest.toEpochMilli() - 1));
  }

  private FundingSettled settledRow(Instant at) {
    Market market = null;
    BigDecimal rate = null;
    Instant settledAt = null;
    json.beginObject();
    for (int field; (field = json.nextField(SETTLED_ROW)) != JsonReader.END; ) {
      switch (field) {
        case 0 -> market = json.interned(markets);
        case 1 -> rate = json.decimal();
        case 2 -> settledAt = json.millis();
        default -> json.skip();
      }
    }
    return new FundingSettled(
        need(market, "symbol").id,
        settledAt,
        at,
        need(rate, "fundingRate"),
        null,
        need(settledAt, "fundingRateTimestamp"),
        null);
  }

  private void trade(Instant at, Rows rows) {
    Market market = null;
    String id = null;
    BigDecimal price = null;
    BigDecimal size = null;
    int side = JsonReader.ABSENT;
    Instant time = null;
    json.beginObject();
    for (int field; (field = json.nextField(TRADE_ROW)) != JsonReader.END; ) {
      switch (field) {
        case 0 -> market = json.interned(markets);
        case 1 -> id = json.text();
        case 2 -> price = json.decimal();
        case 3 -> size = json.decimal();
        case 4 -> side = json.oneOf(Streams.SIDES);
        case 5 -> time = json.millis();
        default -> json.skip();
      }
    }
    Market of = need(market, "symbol");
    if (of.combination) {
      rows.take(BybitCodec.COMBINATION);
    } else if (of.option) {
      rows.take(BybitCodec.OPTION);
    } else {
      rows.add(
          new Trade(
              of.id,
              time,
              at,
              id,
              Streams.positive(price, "price"),
              Streams.positive(size, "size"),
              of.sizeIn(listed),
              Streams.isBuy(side) ? Side.BUY : Side.SELL));
    }
  }

  private void interest(Instant at, Rows rows) {
    BigDecimal size = null;
    Instant time = null;
    json.beginObject();
    for (int field; (field = json.nextField(INTEREST_ROW)) != JsonReader.END; ) {
      switch (field) {
        case 0 -> size = json.decimal();
        case 1 -> time = json.millis();
        default -> json.skip();
      }
    }
    Market of = need(symbol, "symbol of the answer");
    BigDecimal openInterest = need(size, "openInterest");
    rows.add(
        new OpenInterest(
            of.id, need(time, "timestamp"), at, openInterest, of.sizeIn(listed), null));
  }
}
