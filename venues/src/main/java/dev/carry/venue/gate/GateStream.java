package dev.carry.venue.gate;

import static dev.carry.venue.Rows.need;

import dev.carry.model.Book;
import dev.carry.model.Instrument.SizeIn;
import dev.carry.model.Levels;
import dev.carry.model.Liquidation;
import dev.carry.model.Liquidation.Position;
import dev.carry.model.Side;
import dev.carry.model.Trade;
import dev.carry.venue.Decoded;
import dev.carry.venue.Decoded.Depth;
import dev.carry.venue.Rows;
import dev.carry.venue.Touch;
import dev.carry.venue.json.Interned;
import dev.carry.venue.json.JsonReader;
import dev.carry.venue.json.LevelReader;
import dev.carry.venue.json.MalformedJson;
import dev.carry.venue.json.Names;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Rows that come many times a second: quotes, books, trades, liquidations.
final class GateStream {
  /// Since then every liquidation of the aggregated second is sent, before only one of them.
  private static final Instant ALL_LIQUIDATIONS_SINCE = Instant.parse("2026-08-20T00:00:00Z");

  private static final Names TOUCH = Names.of("t", "s", "b", "B", "a", "A");
  private static final Names BOOK =
      Names.of("t", "s", "U", "u", "b", "a", "full", "contract", "id", "bids", "asks", "update");
  private static final Names LEVEL = Names.of("p", "s");
  private static final Names TRADE =
      Names.of("contract", "id", "price", "size", "create_time", "create_time_ms", "is_internal");
  private static final Names LIQUIDATION = Names.of("contract", "price", "size", "time", "time_ms");

  private final JsonReader json;
  private final Interned<GateSymbol> symbols;
  private final Interned<GateSymbol> topics = new Interned<>(GateStream::ofTopic);
  private final LevelReader levelReader = new LevelReader();

  // the book being read
  private @Nullable GateSymbol symbol;
  private @Nullable Instant at;
  private @Nullable Long first;
  private @Nullable Long last;
  private boolean full;
  private Levels bids = Levels.NONE;
  private Levels asks = Levels.NONE;

  GateStream(JsonReader json, Interned<GateSymbol> symbols) {
    this.json = json;
    this.symbols = symbols;
  }

  /// `ob.BTC_USDT.50`.
  private static GateSymbol ofTopic(String topic) {
    int end = topic.lastIndexOf('.');
    if (!topic.startsWith("ob.") || end <= 3) {
      throw new MalformedJson("expected a stream such as ob.BTC_USDT.50, found " + topic);
    }
    return GateSymbol.of(topic.substring(3, end));
  }

  /// Where sizes are rounded down to whole contracts, 0 beside a price is less than one contract;
  /// a side that is empty has no price.
  void touch(GateMessage message, Rows rows) {
    GateSymbol whose = null;
    Instant time = null;
    BigDecimal bid = null;
    BigDecimal bidSize = null;
    BigDecimal ask = null;
    BigDecimal askSize = null;
    json.beginObject();
    for (int field; (field = json.nextField(TOUCH)) != JsonReader.END; ) {
      switch (field) {
        case 0 -> time = GateTime.read(json);
        case 1 -> whose = json.interned(symbols);
        case 2 -> bid = json.decimal();
        case 3 -> bidSize = json.positive();
        case 4 -> ask = json.decimal();
        case 5 -> askSize = json.positive();
        default -> json.skip();
      }
    }
    rows.add(
        Touch.quote(
            need(whose, "s").id(),
            time == null ? message.sentAt() : time,
            message.receivedAt(),
            bid,
            bidSize,
            ask,
            askSize,
            SizeIn.CONTRACTS));
  }

  // --- books -------------------------------------------------------------------------------

  /// `futures.obu`: a message with `full` replaces the book, whenever it comes; each other one
  /// begins with the number after the last one's.
  Decoded linkedBook(GateMessage message) {
    readBook(true);
    return depth(message);
  }

  /// `futures.order_book_update`: changes only.
  Decoded bookUpdate(GateMessage message) {
    readBook(false);
    return depth(message);
  }

  private Decoded depth(GateMessage message) {
    long to = need(last, "u");
    long from = full || first == null ? to : first;
    return new Depth(book(message, full), from, to, full ? null : from - 1, null);
  }

  /// By REST; without `with_id` it has no number, and nothing can be linked to it.
  Decoded bookAnswer(GateMessage message) {
    readBook(false);
    symbol = message.symbol();
    Book book = book(message, true);
    return last == null ? Decoded.Facts.of(book) : new Depth(book, last, last, null, null);
  }

  /// `futures.order_book`: the whole book each time.
  void wholeBook(GateMessage message, Rows rows) {
    readBook(false);
    rows.add(book(message, true));
  }

  private void readBook(boolean ofTopic) {
    symbol = null;
    at = null;
    first = null;
    last = null;
    full = false;
    bids = Levels.NONE;
    asks = Levels.NONE;
    json.beginObject();
    for (int field; (field = json.nextField(BOOK)) != JsonReader.END; ) {
      switch (field) {
        case 0, 11 -> at = GateTime.read(json);
        case 1 -> symbol = json.interned(ofTopic ? topics : symbols);
        case 2 -> first = json.wholeNumber();
        case 3, 8 -> last = json.wholeNumber();
        case 4, 9 -> bids = ofTopic ? levelReader.read(json) : levelReader.read(json, LEVEL);
        case 5, 10 -> asks = ofTopic ? levelReader.read(json) : levelReader.read(json, LEVEL);
        case 6 -> full = json.bool();
        case 7 -> symbol = json.interned(symbols);
        default -> json.skip();
      }
    }
  }

  private Book book(GateMessage message, boolean whole) {
    return new Book(
        need(symbol, "the contract").id(),
        at == null ? message.sentAt() : at,
        message.receivedAt(),
        whole,
        bids,
        asks,
        SizeIn.CONTRACTS);
  }

  /// Until 2021 `futures.order_book` sent single levels, whose side is the sign of their size: one
  /// that is gone has none, so it is taken off both sides. Numbers by contract, but no chain.
  void oldChanges(GateMessage message, Rows rows) {
    GateOldChanges changes = new GateOldChanges();
    rows.each(json, "futures.order_book", () -> changes.read(json, symbols));
    GateSymbol whose = changes.symbol();
    if (whose == null) {
      rows.ignore("a book's message without levels");
      return;
    }
    rows.add(
        new Book(
            whose.id(),
            message.sentAt(),
            message.receivedAt(),
            false,
            changes.bids(),
            changes.asks(),
            SizeIn.CONTRACTS));
  }

  // --- trades ------------------------------------------------------------------------------

  /// The taker bought where the size is positive.
  void trade(GateMessage message, Rows rows) {
    GateSymbol whose = null;
    String id = null;
    BigDecimal price = null;
    BigDecimal size = null;
    Instant seconds = null;
    Instant millis = null;
    boolean internal = false;
    json.beginObject();
    for (int field; (field = json.nextField(TRADE)) != JsonReader.END; ) {
      switch (field) {
        case 0 -> whose = json.interned(symbols);
        case 1 -> id = json.idText();
        case 2 -> price = json.positive();
        case 3 -> size = json.decimal();
        case 4 -> seconds = GateTime.read(json);
        case 5 -> millis = GateTime.read(json);
        case 6 -> internal = json.bool();
        default -> json.skip();
      }
    }
    if (internal) {
      rows.ignore("a trade with the insurance fund or by ADL: no market price");
      return;
    }
    BigDecimal signed = need(size, "size");
    if (signed.signum() == 0) {
      rows.ignore("a trade of less than one contract, rounded down to none");
      return;
    }
    rows.add(
        new Trade(
            need(whose, "contract").id(),
            millis == null ? seconds : millis,
            message.receivedAt(),
            id,
            need(price, "price"),
            signed.abs(),
            SizeIn.CONTRACTS,
            signed.signum() > 0 ? Side.BUY : Side.SELL));
  }

  /// The sign is that of the order that closes: selling, negative, closes a long.
  void liquidation(GateMessage message, Rows rows) {
    GateSymbol whose = null;
    BigDecimal price = null;
    BigDecimal size = null;
    Instant time = null;
    json.beginObject();
    for (int field; (field = json.nextField(LIQUIDATION)) != JsonReader.END; ) {
      switch (field) {
        case 0 -> whose = json.interned(symbols);
        case 1 -> price = json.positive();
        case 2 -> size = json.decimal();
        case 3, 4 -> {
          Instant read = GateTime.read(json);
          time = read == null ? time : read;
        }
        default -> json.skip();
      }
    }
    BigDecimal signed = need(size, "size");
    if (price == null || signed.signum() == 0) {
      rows.ignore("a liquidation without a price, or of less than one contract");
      return;
    }
    rows.add(
        new Liquidation(
            need(whose, "contract").id(),
            time == null ? message.sentAt() : time,
            message.receivedAt(),
            price,
            signed.abs(),
            SizeIn.CONTRACTS,
            signed.signum() < 0 ? Position.LONG : Position.SHORT,
            Liquidation.PriceIs.ORDER,
            !message.at().isBefore(ALL_LIQUIDATIONS_SINCE)));
  }
}
