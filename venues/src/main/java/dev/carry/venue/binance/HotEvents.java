package dev.carry.venue.binance;

import dev.carry.model.Book;
import dev.carry.model.FundingEstimate;
import dev.carry.model.IndexPrice;
import dev.carry.model.Instrument;
import dev.carry.model.InstrumentId;
import dev.carry.model.Levels;
import dev.carry.model.MarkPrice;
import dev.carry.model.MarketEvent;
import dev.carry.model.Side;
import dev.carry.model.Trade;
import dev.carry.venue.Decoded;
import dev.carry.venue.Instruments;
import dev.carry.venue.Touch;
import dev.carry.venue.json.Interned;
import dev.carry.venue.json.JsonReader;
import dev.carry.venue.json.LevelReader;
import dev.carry.venue.json.Names;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Quotes, trades, marks and books: nearly all that comes, read in the order their fields stand.
/// The reader stands in front of a field's name; each method leaves it behind the object.
final class HotEvents {
  private static final Decoded.Ignored NO_MARKET_TRADE =
      new Decoded.Ignored("a trade against the insurance fund or by ADL: no market price");
  static final Decoded.Ignored NO_PRICE =
      new Decoded.Ignored("no price, rate or size above 0: the symbol does not trade");
  private static final Decoded.Ignored RPI =
      new Decoded.Ignored("a book with retail price improvement orders: nobody else can hit them");

  /// `MARKET` is an ordinary trade; older ones carry no type.
  private static final Names TRADE_TYPES = Names.of("MARKET");

  private final Family family;
  private final JsonReader json;
  private final Instruments listed;
  private final Interned<InstrumentId> ids;
  private final LevelReader levels = new LevelReader();

  HotEvents(Family family, JsonReader json, Instruments listed, Interned<InstrumentId> ids) {
    this.family = family;
    this.json = json;
    this.listed = listed;
    this.ids = ids;
  }

  /// Best bid and ask; `T` is when the matching engine changed them.
  Decoded quote(Instant receivedAt) {
    InstrumentId id = null;
    BigDecimal bid = null;
    BigDecimal bidSize = null;
    BigDecimal ask = null;
    BigDecimal askSize = null;
    long time = 0;
    long eventTime = 0;
    boolean hasBid = false;
    boolean hasAsk = false;
    long st = 0;
    for (int field; (field = json.nextField(Fields.OF_EVENT)) != JsonReader.END; ) {
      switch (field) {
        case Fields.SYMBOL -> id = json.interned(ids);
        case Fields.BID -> {
          bid = json.decimal();
          hasBid = true;
        }
        case Fields.BID_SIZE -> bidSize = json.decimal();
        case Fields.ASK -> {
          ask = json.decimal();
          hasAsk = true;
        }
        case Fields.ASK_SIZE -> askSize = json.decimal();
        case Fields.TIME -> time = json.epochMillis();
        case Fields.EVENT_TIME -> eventTime = json.epochMillis();
        case Fields.FAMILY -> st = json.wholeOr(0);
        default -> json.skip();
      }
    }
    if (family.isForeign(st)) {
      return family.foreign();
    }
    if (id == null) {
      return noSymbol("bookTicker");
    }
    if (!hasBid || !hasAsk) {
      return new Decoded.Rejected("a quote without its prices", id + ": field b or a is absent");
    }
    Instant at = instant(time, eventTime);
    return Decoded.Facts.of(
        Touch.quote(id, at, receivedAt, bid, bidSize, ask, askSize, family.sizeIn()));
  }

  /// A trade, or several of one order at one price.
  ///
  /// @param idField `t` of single trades, `a` of aggregated ones
  Decoded trade(Instant receivedAt, int idField) {
    InstrumentId id = null;
    String tradeId = null;
    BigDecimal price = null;
    BigDecimal size = null;
    long time = 0;
    long eventTime = 0;
    Side taker = null;
    int type = JsonReader.ABSENT;
    long st = 0;
    for (int field; (field = json.nextField(Fields.OF_EVENT)) != JsonReader.END; ) {
      switch (field) {
        case Fields.SYMBOL -> id = json.interned(ids);
        case Fields.PRICE -> price = json.positive();
        case Fields.QUANTITY -> size = json.positive();
        case Fields.TRADE_ID, Fields.ASK -> {
          if (field == idField) {
            tradeId = json.idText();
          } else {
            json.skip();
          }
        }
        case Fields.TIME -> time = json.epochMillis();
        case Fields.EVENT_TIME -> eventTime = json.epochMillis();
        case Fields.BUYER_IS_MAKER -> taker = json.bool() ? Side.SELL : Side.BUY;
        case Fields.ORDER_TYPE -> type = json.oneOf(TRADE_TYPES);
        case Fields.FAMILY -> st = json.wholeOr(0);
        default -> json.skip();
      }
    }
    if (family.isForeign(st)) {
      return family.foreign();
    }
    if (id == null) {
      return noSymbol("trade");
    }
    if (type == JsonReader.OTHER) {
      return NO_MARKET_TRADE;
    }
    if (price == null || size == null) {
      return NO_PRICE;
    }
    if (taker == null) {
      return new Decoded.Rejected("a trade without its side", id + ": field m is absent");
    }
    Instant at = instant(time, eventTime);
    return Decoded.Facts.of(
        new Trade(id, at, receivedAt, tradeId, price, size, family.sizeIn(), taker));
  }

  /// Mark, index and the running funding rate.
  Decoded mark(Instant receivedAt) {
    InstrumentId id = null;
    BigDecimal mark = null;
    BigDecimal index = null;
    BigDecimal rate = null;
    long settlesAt = 0;
    long eventTime = 0;
    long st = 0;
    for (int field; (field = json.nextField(Fields.OF_EVENT)) != JsonReader.END; ) {
      switch (field) {
        case Fields.SYMBOL -> id = json.interned(ids);
        case Fields.PRICE -> mark = json.positive();
        case Fields.INDEX -> index = json.positive();
        case Fields.RATE -> rate = json.decimal();
        case Fields.TIME -> settlesAt = json.epochMillis();
        case Fields.EVENT_TIME -> eventTime = json.epochMillis();
        case Fields.FAMILY -> st = json.wholeOr(0);
        default -> json.skip();
      }
    }
    if (family.isForeign(st)) {
      return family.foreign();
    }
    if (id == null) {
      return noSymbol("markPriceUpdate");
    }
    Instant next = settlesAt == 0 ? null : Instant.ofEpochMilli(settlesAt);
    Instant time = instant(eventTime, 0);
    return mark(id, time, receivedAt, family.indexOf(id, null), index, mark, rate, next);
  }

  /// A rate counts only with the settlement it is for: dated futures and symbols that were settled
  /// carry `""` or zero with time 0.
  ///
  /// @param indexId the name the index is told under
  Decoded mark(
      InstrumentId id,
      @Nullable Instant time,
      Instant receivedAt,
      InstrumentId indexId,
      @Nullable BigDecimal index,
      @Nullable BigDecimal mark,
      @Nullable BigDecimal rate,
      @Nullable Instant settlesAt) {
    List<MarketEvent> events = new ArrayList<>(3);
    if (index != null) {
      events.add(new IndexPrice(indexId, time, receivedAt, index));
    }
    if (mark != null) {
      events.add(new MarkPrice(id, time, receivedAt, mark));
    }
    if (rate != null && settlesAt != null) {
      Instrument instrument = listed.find(id);
      if (instrument == null || instrument.kind() == Instrument.Kind.PERPETUAL) {
        Duration period = instrument == null ? null : instrument.fundingPeriod();
        events.add(
            new FundingEstimate(
                id, time, receivedAt, rate, period, settlesAt, FundingEstimate.Which.COMING));
      }
    }
    return events.isEmpty() ? NO_PRICE : Decoded.Facts.of(events);
  }

  /// The index of a pair, which COIN-M tells apart from the marks that stand on it.
  Decoded index(Instant receivedAt) {
    String pair = null;
    BigDecimal price = null;
    long eventTime = 0;
    long st = 0;
    for (int field; (field = json.nextField(Fields.OF_EVENT)) != JsonReader.END; ) {
      switch (field) {
        case Fields.INDEX -> pair = json.text();
        case Fields.PRICE -> price = json.positive();
        case Fields.EVENT_TIME -> eventTime = json.epochMillis();
        case Fields.FAMILY -> st = json.wholeOr(0);
        default -> json.skip();
      }
    }
    if (family.isForeign(st)) {
      return family.foreign();
    }
    if (pair == null) {
      return noSymbol("indexPriceUpdate");
    }
    return price == null
        ? NO_PRICE
        : Decoded.Facts.of(
            new IndexPrice(family.id(pair), instant(eventTime, 0), receivedAt, price));
  }

  /// Changes to a book, or its top levels whole. Changes count even where they hold no level: the
  /// next ones follow them.
  ///
  /// @param stream the stream's name, which alone tells the two apart; empty where nobody said
  Decoded book(Instant receivedAt, String stream) {
    InstrumentId id = null;
    Levels bids = Levels.NONE;
    Levels asks = Levels.NONE;
    long time = 0;
    long eventTime = 0;
    Long first = null;
    Long last = null;
    Long after = null;
    long st = 0;
    for (int field; (field = json.nextField(Fields.OF_EVENT)) != JsonReader.END; ) {
      switch (field) {
        case Fields.SYMBOL -> id = json.interned(ids);
        case Fields.BID -> bids = levels.read(json);
        case Fields.ASK -> asks = levels.read(json);
        case Fields.TIME -> time = json.epochMillis();
        case Fields.EVENT_TIME -> eventTime = json.epochMillis();
        case Fields.FIRST -> first = json.wholeNumber();
        case Fields.LAST -> last = json.wholeNumber();
        case Fields.AFTER -> after = json.wholeNumber();
        case Fields.FAMILY -> st = json.wholeOr(0);
        default -> json.skip();
      }
    }
    if (family.isForeign(st)) {
      return family.foreign();
    }
    if (id == null) {
      return noSymbol("depthUpdate");
    }
    if (stream.contains("@rpiDepth")) {
      return RPI;
    }
    boolean whole = isWhole(stream);
    Book book =
        new Book(id, instant(time, eventTime), receivedAt, whole, bids, asks, family.sizeIn());
    if (whole) {
      return Decoded.Facts.of(book);
    }
    if (first == null || last == null) {
      return new Decoded.Rejected(
          "changes of a book without their numbers", id + ": field U or u is absent");
    }
    return new Decoded.Depth(book, first, last, family.after(first, after), null);
  }

  /// One side of a book.
  Levels side() {
    return levels.read(json);
  }

  /// `btcusdt@depth20@100ms` carries the top 20 levels whole, `btcusdt@depth@100ms` changes.
  static boolean isWhole(String stream) {
    int at = stream.indexOf("@depth");
    int next = at + "@depth".length();
    return at >= 0 && next < stream.length() && Character.isDigit(stream.charAt(next));
  }

  static Decoded.Rejected noSymbol(String event) {
    return new Decoded.Rejected("a fact without a symbol", event + ": the symbol is absent");
  }

  /// The first of two times that is there.
  static @Nullable Instant instant(long millis, long otherwise) {
    long time = millis == 0 ? otherwise : millis;
    return time == 0 ? null : Instant.ofEpochMilli(time);
  }
}
