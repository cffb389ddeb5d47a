package dev.carry.venue.binance;

import dev.carry.model.Book;
import dev.carry.model.FundingEstimate;
import dev.carry.model.IndexPrice;
import dev.carry.model.Instrument;
import dev.carry.model.Instrument.SizeIn;
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
  static final Decoded.Ignored COIN_M =
      new Decoded.Ignored("a COIN-M row: coin-margined contracts are a venue of their own");
  private static final Decoded.Ignored NO_MARKET_TRADE =
      new Decoded.Ignored("a trade against the insurance fund or by ADL: no market price");
  static final Decoded.Ignored NO_PRICE =
      new Decoded.Ignored("no price, rate or size above 0: the symbol does not trade");
  private static final Decoded.Ignored NO_CHANGE =
      new Decoded.Ignored("a book change without a level");
  private static final Decoded.Ignored RPI =
      new Decoded.Ignored("a book with retail price improvement orders: nobody else can hit them");

  static final long COIN_MARGINED = 2;

  /// `MARKET` is an ordinary trade; older ones carry no type.
  private static final Names TRADE_TYPES = Names.of("MARKET");

  private final JsonReader json;
  private final Instruments listed;
  private final Interned<InstrumentId> ids;
  private final LevelReader levels = new LevelReader();

  HotEvents(JsonReader json, Instruments listed, Interned<InstrumentId> ids) {
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
    boolean coinMargined = false;
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
        case Fields.FAMILY -> coinMargined = coinMargined();
        default -> json.skip();
      }
    }
    if (coinMargined) {
      return COIN_M;
    }
    if (id == null) {
      return noSymbol("bookTicker");
    }
    if (!hasBid || !hasAsk) {
      return new Decoded.Rejected("a quote without its prices", id + ": field b or a is absent");
    }
    Instant at = instant(time, eventTime);
    return Decoded.Facts.of(
        Touch.quote(id, at, receivedAt, bid, bidSize, ask, askSize, SizeIn.BASE));
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
    boolean coinMargined = false;
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
        case Fields.FAMILY -> coinMargined = coinMargined();
        default -> json.skip();
      }
    }
    if (coinMargined) {
      return COIN_M;
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
        new Trade(id, at, receivedAt, tradeId, price, size, SizeIn.BASE, taker));
  }

  /// Mark, index and the running funding rate.
  Decoded mark(Instant receivedAt) {
    InstrumentId id = null;
    BigDecimal mark = null;
    BigDecimal index = null;
    BigDecimal rate = null;
    long settlesAt = 0;
    long eventTime = 0;
    boolean coinMargined = false;
    for (int field; (field = json.nextField(Fields.OF_EVENT)) != JsonReader.END; ) {
      switch (field) {
        case Fields.SYMBOL -> id = json.interned(ids);
        case Fields.PRICE -> mark = json.positive();
        case Fields.INDEX -> index = json.positive();
        case Fields.RATE -> rate = json.decimal();
        case Fields.TIME -> settlesAt = json.epochMillis();
        case Fields.EVENT_TIME -> eventTime = json.epochMillis();
        case Fields.FAMILY -> coinMargined = coinMargined();
        default -> json.skip();
      }
    }
    if (coinMargined) {
      return COIN_M;
    }
    if (id == null) {
      return noSymbol("markPriceUpdate");
    }
    Instant next = settlesAt == 0 ? null : Instant.ofEpochMilli(settlesAt);
    return mark(id, instant(eventTime, 0), receivedAt, mark, index, rate, next);
  }

  /// A rate counts only with the settlement it is for: dated futures and symbols that were settled
  /// carry `""` or zero with time 0.
  Decoded mark(
      InstrumentId id,
      @Nullable Instant time,
      Instant receivedAt,
      @Nullable BigDecimal mark,
      @Nullable BigDecimal index,
      @Nullable BigDecimal rate,
      @Nullable Instant settlesAt) {
    List<MarketEvent> events = new ArrayList<>(3);
    if (index != null) {
      events.add(new IndexPrice(id, time, receivedAt, index));
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

  /// Changes to a book, or its top levels whole.
  ///
  /// @param stream the stream's name, which alone tells the two apart; empty where nobody said
  Decoded book(Instant receivedAt, String stream) {
    InstrumentId id = null;
    Levels bids = Levels.NONE;
    Levels asks = Levels.NONE;
    long time = 0;
    long eventTime = 0;
    boolean coinMargined = false;
    for (int field; (field = json.nextField(Fields.OF_EVENT)) != JsonReader.END; ) {
      switch (field) {
        case Fields.SYMBOL -> id = json.interned(ids);
        case Fields.BID -> bids = levels.read(json);
        case Fields.ASK -> asks = levels.read(json);
        case Fields.TIME -> time = json.epochMillis();
        case Fields.EVENT_TIME -> eventTime = json.epochMillis();
        case Fields.FAMILY -> coinMargined = coinMargined();
        default -> json.skip();
      }
    }
    if (coinMargined) {
      return COIN_M;
    }
    if (id == null) {
      return noSymbol("depthUpdate");
    }
    if (stream.contains("@rpiDepth")) {
      return RPI;
    }
    return book(id, instant(time, eventTime), receivedAt, isWhole(stream), bids, asks);
  }

  static Decoded book(
      InstrumentId id,
      @Nullable Instant time,
      Instant receivedAt,
      boolean whole,
      Levels bids,
      Levels asks) {
    if (!whole && bids.count() == 0 && asks.count() == 0) {
      return NO_CHANGE;
    }
    return Decoded.Facts.of(new Book(id, time, receivedAt, whole, bids, asks, SizeIn.BASE));
  }

  /// One side of a book.
  Levels side() {
    return levels.read(json);
  }

  /// `btcusdt@depth20@100ms` carries the top 20 levels whole, `btcusdt@depth@100ms` changes.
  private static boolean isWhole(String stream) {
    int at = stream.indexOf("@depth");
    int next = at + "@depth".length();
    return at >= 0 && next < stream.length() && Character.isDigit(stream.charAt(next));
  }

  private boolean coinMargined() {
    return json.wholeOr(0) == COIN_MARGINED;
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
