package dev.carry.venue.okx;

import static dev.carry.venue.Rows.need;

import dev.carry.model.Book;
import dev.carry.model.IndexPrice;
import dev.carry.model.Instrument.SizeIn;
import dev.carry.model.Levels;
import dev.carry.model.Liquidation;
import dev.carry.model.Liquidation.Position;
import dev.carry.model.MarkPrice;
import dev.carry.model.OpenInterest;
import dev.carry.model.PremiumIndex;
import dev.carry.model.Side;
import dev.carry.model.Trade;
import dev.carry.model.Volume;
import dev.carry.venue.Decoded;
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

/// Rows that come many times a second: prices, quotes, books, trades, liquidations, open interest.
final class OkxStream {
  private static final String NO_PRICE = "a row without a price";

  private static final Names MARK = Names.of("instId", "markPx", "ts");
  private static final Names INDEX = Names.of("instId", "idxPx", "ts");
  private static final Names PREMIUM = Names.of("instId", "premium", "ts");
  private static final Names TICKER =
      Names.of("instId", "bidPx", "bidSz", "askPx", "askSz", "vol24h", "volCcy24h", "ts");
  private static final Names BOOK = Names.of("asks", "bids", "ts", "prevSeqId", "seqId");
  private static final Names TRADE = Names.of("instId", "tradeId", "px", "sz", "side", "ts");
  private static final Names LIQUIDATIONS = Names.of("instId", "details");
  private static final Names LIQUIDATION = Names.of("side", "posSide", "bkPx", "sz", "ts");
  private static final Names OPEN_INTEREST = Names.of("instId", "oi", "oiUsd", "ts");

  private final JsonReader json;
  private final Interned<OkxSymbol> symbols;
  private final Interned<Side> sides = new Interned<>(OkxStream::side);
  private final LevelReader levelReader = new LevelReader();

  // the row of one value being read
  private @Nullable OkxSymbol symbol;
  private @Nullable BigDecimal value;
  private @Nullable Instant valueAt;

  // the book being read
  private Levels asks = Levels.NONE;
  private Levels bids = Levels.NONE;

  private @Nullable Long number;

  /// The number of the book it changes; −1 where it changes none.
  private @Nullable Long previous;

  private Decoded.@Nullable Depth depth;

  OkxStream(JsonReader json, Interned<OkxSymbol> symbols) {
    this.json = json;
    this.symbols = symbols;
  }

  /// Another message begins.
  void begin() {
    depth = null;
  }

  /// The book of a message that counts only together with those before it.
  Decoded.@Nullable Depth depth() {
    return depth;
  }

  void mark(OkxMessage message, Rows rows) {
    readValue(message, MARK);
    OkxSymbol whose = symbol;
    BigDecimal price = value;
    if (unread(whose, rows)) {
      return;
    }
    if (price == null || price.signum() <= 0) {
      rows.ignore(NO_PRICE);
      return;
    }
    rows.add(new MarkPrice(need(whose, "instId").id(), valueAt, message.receivedAt(), price));
  }

  void index(OkxMessage message, Rows rows) {
    readValue(message, INDEX);
    BigDecimal price = value;
    if (price == null || price.signum() <= 0) {
      rows.ignore(NO_PRICE);
      return;
    }
    rows.add(new IndexPrice(need(symbol, "instId").id(), valueAt, message.receivedAt(), price));
  }

  void premium(OkxMessage message, Rows rows) {
    readValue(message, PREMIUM);
    rows.add(
        new PremiumIndex(
            need(symbol, "instId").id(), valueAt, message.receivedAt(), need(value, "premium")));
  }

  /// @param names whose, the value, and its time
  private void readValue(OkxMessage message, Names names) {
    symbol = message.symbol();
    value = null;
    valueAt = null;
    json.beginObject();
    for (int field; (field = json.nextField(names)) != JsonReader.END; ) {
      switch (field) {
        case 0 -> symbol = json.interned(symbols);
        case 1 -> value = json.decimal();
        case 2 -> valueAt = json.millis();
        default -> json.skip();
      }
    }
  }

  /// Best bid and ask, and the volume of 24 hours: of spot in base (`vol24h`) and quote
  /// (`volCcy24h`), of all else in contracts and base.
  void ticker(OkxMessage message, Rows rows) {
    OkxSymbol symbol = message.symbol();
    BigDecimal bid = null;
    BigDecimal bidSize = null;
    BigDecimal ask = null;
    BigDecimal askSize = null;
    BigDecimal volume = null;
    BigDecimal volumeInCurrency = null;
    Instant at = null;
    boolean quoted = false;
    json.beginObject();
    for (int field; (field = json.nextField(TICKER)) != JsonReader.END; ) {
      switch (field) {
        case 0 -> symbol = json.interned(symbols);
        case 1 -> {
          bid = json.decimal();
          quoted = true;
        }
        case 2 -> bidSize = json.decimal();
        case 3 -> {
          ask = json.decimal();
          quoted = true;
        }
        case 4 -> askSize = json.decimal();
        case 5 -> volume = json.decimal();
        case 6 -> volumeInCurrency = json.decimal();
        case 7 -> at = json.millis();
        default -> json.skip();
      }
    }
    if (unread(symbol, rows)) {
      return;
    }
    OkxSymbol whose = need(symbol, "instId");
    if (quoted) {
      rows.add(
          Touch.quote(
              whose.id(), at, message.receivedAt(), bid, bidSize, ask, askSize, whose.sizeIn()));
    }
    boolean spot = whose.sizeIn() == SizeIn.BASE;
    BigDecimal base = spot ? volume : volumeInCurrency;
    BigDecimal quote = spot ? volumeInCurrency : null;
    if (base != null || quote != null) {
      rows.add(new Volume(whose.id(), at, message.receivedAt(), base, quote));
    }
  }

  /// `bbo-tbt`: one level a side, none where a side is empty.
  void top(OkxMessage message, Rows rows) {
    Instant at = levels();
    OkxSymbol symbol = need(message.symbol(), "instId");
    boolean noBid = bids.count() == 0;
    boolean noAsk = asks.count() == 0;
    rows.add(
        Touch.quote(
            symbol.id(),
            at,
            message.receivedAt(),
            noBid ? null : bids.price(0),
            noBid ? null : bids.size(0),
            noAsk ? null : asks.price(0),
            noAsk ? null : asks.size(0),
            symbol.sizeIn()));
  }

  /// Changes chain by their numbers. Those recorded before there were numbers pass as sent.
  void book(OkxMessage message, Rows rows) {
    Instant at = levels();
    OkxSymbol symbol = need(message.symbol(), "instId");
    boolean chained = message.channel().kind() == OkxChannel.Kind.BOOK && !message.answer();
    boolean first = previous != null && previous == -1;
    boolean whole = message.snapshot() || first || !chained;
    boolean moves = number == null || !number.equals(previous);
    if (!whole && bids.count() == 0 && asks.count() == 0 && !(moves && number != null)) {
      rows.ignore("a book's sign of life, without changes");
      return;
    }
    Book book = new Book(symbol.id(), at, message.receivedAt(), whole, bids, asks, symbol.sizeIn());
    rows.add(book);
    if (chained && number != null) {
      depth = new Decoded.Depth(book, number, number, whole ? null : previous, null);
    }
  }

  private @Nullable Instant levels() {
    Instant at = null;
    asks = Levels.NONE;
    bids = Levels.NONE;
    number = null;
    previous = null;
    json.beginObject();
    for (int field; (field = json.nextField(BOOK)) != JsonReader.END; ) {
      switch (field) {
        case 0 -> asks = levelReader.read(json);
        case 1 -> bids = levelReader.read(json);
        case 2 -> at = json.millis();
        case 3 -> previous = json.wholeNumber();
        case 4 -> number = json.wholeNumber();
        default -> json.skip();
      }
    }
    return at;
  }

  void trade(OkxMessage message, Rows rows) {
    OkxSymbol symbol = message.symbol();
    String id = null;
    BigDecimal price = null;
    BigDecimal size = null;
    Side side = null;
    Instant at = null;
    json.beginObject();
    for (int field; (field = json.nextField(TRADE)) != JsonReader.END; ) {
      switch (field) {
        case 0 -> symbol = json.interned(symbols);
        case 1 -> id = json.text();
        case 2 -> price = json.decimal();
        case 3 -> size = json.decimal();
        case 4 -> side = json.interned(sides);
        case 5 -> at = json.millis();
        default -> json.skip();
      }
    }
    if (unread(symbol, rows)) {
      return;
    }
    OkxSymbol whose = need(symbol, "instId");
    rows.add(
        new Trade(
            whose.id(),
            at,
            message.receivedAt(),
            id,
            need(price, "px"),
            need(size, "sz"),
            whose.sizeIn(),
            need(side, "side")));
  }

  /// One instrument's liquidations, in `details`.
  void liquidations(OkxMessage message, Rows rows) {
    OkxSymbol symbol = message.symbol();
    int details = -1;
    json.beginObject();
    for (int field; (field = json.nextField(LIQUIDATIONS)) != JsonReader.END; ) {
      switch (field) {
        case 0 -> symbol = json.interned(symbols);
        case 1 -> {
          details = json.position();
          json.skip();
        }
        default -> json.skip();
      }
    }
    if (unread(symbol, rows)) {
      return;
    }
    if (details < 0) {
      throw new MalformedJson("without details");
    }
    int end = json.position();
    json.rewind(details);
    OkxSymbol whose = symbol;
    rows.each(json, "details", () -> liquidation(message, whose, rows));
    json.rewind(end);
  }

  /// `posSide` is the position that was closed, `side` the order that closed it: buying closes a
  /// short. In net mode only the order's side is stated.
  void liquidation(OkxMessage message, @Nullable OkxSymbol symbol, Rows rows) {
    Side order = null;
    String position = null;
    BigDecimal price = null;
    BigDecimal size = null;
    Instant at = null;
    json.beginObject();
    for (int field; (field = json.nextField(LIQUIDATION)) != JsonReader.END; ) {
      switch (field) {
        case 0 -> order = json.interned(sides);
        case 1 -> position = json.text();
        case 2 -> price = json.decimal();
        case 3 -> size = json.decimal();
        case 4 -> at = json.millis();
        default -> json.skip();
      }
    }
    OkxSymbol whose = need(symbol, "instId");
    if (price == null || price.signum() <= 0) {
      rows.ignore(NO_PRICE);
      return;
    }
    rows.add(
        new Liquidation(
            whose.id(),
            at,
            message.receivedAt(),
            price,
            need(size, "sz"),
            whose.sizeIn(),
            liquidated(position, order),
            Liquidation.PriceIs.BANKRUPTCY,
            false));
  }

  private static Position liquidated(@Nullable String position, @Nullable Side order) {
    if ("long".equals(position)) {
      return Position.LONG;
    }
    if ("short".equals(position)) {
      return Position.SHORT;
    }
    return need(order, "posSide or side") == Side.BUY ? Position.SHORT : Position.LONG;
  }

  /// `oiUsd` is the venue's value in US dollars: the notional only where prices are in dollars.
  void openInterest(OkxMessage message, Rows rows) {
    OkxSymbol symbol = message.symbol();
    BigDecimal contracts = null;
    BigDecimal dollars = null;
    Instant at = null;
    json.beginObject();
    for (int field; (field = json.nextField(OPEN_INTEREST)) != JsonReader.END; ) {
      switch (field) {
        case 0 -> symbol = json.interned(symbols);
        case 1 -> contracts = json.decimal();
        case 2 -> dollars = json.decimal();
        case 3 -> at = json.millis();
        default -> json.skip();
      }
    }
    if (unread(symbol, rows)) {
      return;
    }
    OkxSymbol whose = need(symbol, "instId");
    rows.add(
        new OpenInterest(
            whose.id(),
            at,
            message.receivedAt(),
            need(contracts, "oi"),
            whose.sizeIn(),
            whose.quotedInUsd() ? dollars : null));
  }

  /// Whether nothing is read of it; told where not.
  private static boolean unread(@Nullable OkxSymbol symbol, Rows rows) {
    String why = symbol == null ? null : symbol.ignored();
    if (why != null) {
      rows.ignore(why);
    }
    return why != null;
  }

  private static Side side(String text) {
    return switch (text) {
      case "buy" -> Side.BUY;
      case "sell" -> Side.SELL;
      default -> throw new MalformedJson("expected side buy or sell, found " + text);
    };
  }
}
