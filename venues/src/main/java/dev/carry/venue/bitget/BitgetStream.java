package dev.carry.venue.bitget;

import static dev.carry.venue.Rows.need;

import dev.carry.model.Book;
import dev.carry.model.FundingEstimate;
import dev.carry.model.IndexPrice;
import dev.carry.model.Instrument;
import dev.carry.model.Instrument.SizeIn;
import dev.carry.model.InstrumentId;
import dev.carry.model.Levels;
import dev.carry.model.Liquidation;
import dev.carry.model.Liquidation.Position;
import dev.carry.model.MarkPrice;
import dev.carry.model.OpenInterest;
import dev.carry.model.Side;
import dev.carry.model.Trade;
import dev.carry.model.Volume;
import dev.carry.venue.Decoded;
import dev.carry.venue.Decoded.Depth;
import dev.carry.venue.Decoded.Ignored;
import dev.carry.venue.Instruments;
import dev.carry.venue.Rows;
import dev.carry.venue.Touch;
import dev.carry.venue.json.Interned;
import dev.carry.venue.json.JsonReader;
import dev.carry.venue.json.LevelReader;
import dev.carry.venue.json.MalformedJson;
import dev.carry.venue.json.Names;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Rows that come many times a second: tickers, books, trades, liquidations.
final class BitgetStream {
  static final String JUST_SETTLED =
      "right after a settlement a ticker still has the rate that was charged";

  /// The ticker was seen a second behind the funding call.
  private static final Duration TICKER_LAGS = Duration.ofSeconds(3);

  /// Of one fact the names of v2, v3 and v1 in turn.
  private static final Names TICKER =
      Names.of(
          "instId",
          "symbol", // 0
          "bidPr",
          "bid1Price",
          "bestBid", // 2
          "bidSz",
          "bid1Size", // 5
          "askPr",
          "ask1Price",
          "bestAsk", // 7
          "askSz",
          "ask1Size", // 10
          "fundingRate",
          "capitalRate", // 12
          "nextFundingTime",
          "nextSettleTime", // 14
          "markPrice",
          "indexPrice", // 16
          "holdingAmount",
          "openInterest",
          "holding", // 18
          "baseVolume",
          "volume24h", // 21
          "quoteVolume",
          "turnover24h", // 23
          "ts",
          "systemTime"); // 25
  private static final Names BOOK =
      Names.of("asks", "a", "bids", "b", "ts", "timestamp", "seq", "pseq", "checksum");
  private static final Names TRADE =
      Names.of(
          "ts", "T", "price", "p", "size", "v", "side", "S", "tradeId", "i", "instId", "symbol");
  private static final Names LIQUIDATION = Names.of("symbol", "side", "price", "amount", "ts");

  private final JsonReader json;
  private final Interned<BitgetSymbol> symbols;
  private final Instruments listed;
  private final Interned<Side> sides = new Interned<>(BitgetStream::side);
  private final LevelReader levelReader = new LevelReader();

  private static final class Ticker {
    @Nullable BitgetSymbol symbol;
    @Nullable BigDecimal bid;
    @Nullable BigDecimal bidSize;
    @Nullable BigDecimal ask;
    @Nullable BigDecimal askSize;
    @Nullable BigDecimal rate;
    @Nullable Instant settlesAt;
    @Nullable BigDecimal mark;
    @Nullable BigDecimal index;
    @Nullable BigDecimal interest;
    @Nullable BigDecimal base;
    @Nullable BigDecimal quote;
    @Nullable Instant at;
  }

  // the book being read
  private Levels bids = Levels.NONE;
  private Levels asks = Levels.NONE;
  private @Nullable Instant at;
  private @Nullable Long seq;
  private @Nullable Long pseq;
  private @Nullable Long checksum;

  BitgetStream(JsonReader json, Interned<BitgetSymbol> symbols, Instruments listed) {
    this.json = json;
    this.symbols = symbols;
    this.listed = listed;
  }

  private static Side side(String text) {
    return switch (text) {
      case "buy", "Buy" -> Side.BUY;
      case "sell", "Sell" -> Side.SELL;
      default -> throw new MalformedJson("expected side buy or sell, found " + text);
    };
  }

  // --- tickers -----------------------------------------------------------------------------

  void ticker(BitgetMessage message, Rows rows) {
    Ticker row = tickerRow();
    BitgetSymbol whose = row.symbol == null ? message.symbol() : row.symbol;
    InstrumentId id = need(whose, "instId").id();
    Instant time = row.at == null ? message.sentAt() : row.at;
    estimate(message, row, id, time, rows);
    if (row.index != null) {
      rows.add(new IndexPrice(id, time, message.receivedAt(), row.index));
    }
    if (row.mark != null) {
      rows.add(new MarkPrice(id, time, message.receivedAt(), row.mark));
    }
    if (row.bid != null || row.ask != null) {
      rows.add(
          Touch.quote(
              id,
              time,
              message.receivedAt(),
              row.bid,
              row.bidSize,
              row.ask,
              row.askSize,
              SizeIn.BASE));
    }
    if (row.interest != null) {
      rows.add(new OpenInterest(id, time, message.receivedAt(), row.interest, SizeIn.BASE, null));
    }
    if (row.base != null || row.quote != null) {
      rows.add(new Volume(id, time, message.receivedAt(), row.base, row.quote));
    }
  }

  private Ticker tickerRow() {
    Ticker row = new Ticker();
    json.beginObject();
    for (int field; (field = json.nextField(TICKER)) != JsonReader.END; ) {
      switch (field) {
        case 0, 1 -> row.symbol = json.interned(symbols);
        case 2, 3, 4 -> row.bid = json.decimal();
        case 5, 6 -> row.bidSize = json.decimal();
        case 7, 8, 9 -> row.ask = json.decimal();
        case 10, 11 -> row.askSize = json.decimal();
        case 12, 13 -> row.rate = json.decimal();
        case 14, 15 -> row.settlesAt = json.millis();
        case 16 -> row.mark = json.positive();
        case 17 -> row.index = json.positive();
        case 18, 19, 20 -> row.interest = json.decimal();
        case 21, 22 -> row.base = json.decimal();
        case 23, 24 -> row.quote = json.decimal();
        case 25, 26 -> row.at = json.millis();
        default -> json.skip();
      }
    }
    return row;
  }

  /// A rate whose settlement is not named (`""`, `"0"`, or by REST not at all) is of no
  /// settlement: dated futures have it as 0, and of perpetuals the funding call says it whole.
  private void estimate(
      BitgetMessage message, Ticker row, InstrumentId id, @Nullable Instant time, Rows rows) {
    if (row.rate == null || row.settlesAt == null) {
      return;
    }
    Instrument known = listed.find(id);
    Duration period = known == null ? null : known.fundingPeriod();
    Instant now = time == null ? message.receivedAt() : time;
    if (period != null) {
      Duration since = Duration.between(row.settlesAt.minus(period), now);
      if (!since.isNegative() && since.compareTo(TICKER_LAGS) < 0) {
        rows.ignore(JUST_SETTLED);
        return;
      }
    }
    rows.add(
        new FundingEstimate(
            id,
            time,
            message.receivedAt(),
            row.rate,
            period,
            row.settlesAt,
            FundingEstimate.Which.COMING));
  }

  // --- books -------------------------------------------------------------------------------

  void top(BitgetMessage message, Rows rows) {
    readBook();
    boolean noBid = bids.count() == 0;
    boolean noAsk = asks.count() == 0;
    rows.add(
        Touch.quote(
            need(message.symbol(), "instId").id(),
            at == null ? message.sentAt() : at,
            message.receivedAt(),
            noBid ? null : bids.price(0),
            noBid ? null : bids.size(0),
            noAsk ? null : asks.price(0),
            noAsk ? null : asks.size(0),
            SizeIn.BASE));
  }

  void book(BitgetMessage message, Rows rows) {
    readBook();
    rows.add(book(message, true));
  }

  /// `books`: the whole book, then changes. Each names the number of the one before it (`pseq`);
  /// until 2025 none did, and a checksum took its place.
  Decoded changes(BitgetMessage message) {
    json.beginArray();
    if (!json.nextElement()) {
      return new Ignored("a message without rows");
    }
    readBook();
    if (json.nextElement()) {
      throw json.malformed("one book in one message");
    }
    Book book = book(message, message.snapshot());
    Instant time = book.venueTime() == null ? book.receivedAt() : book.venueTime();
    long number = seq == null ? time.toEpochMilli() : seq;
    boolean linked = !message.snapshot() && seq != null && pseq != null;
    return new Depth(book, number, number, linked ? pseq : null, checksum);
  }

  private Book book(BitgetMessage message, boolean whole) {
    return new Book(
        need(message.symbol(), "instId").id(),
        at == null ? message.sentAt() : at,
        message.receivedAt(),
        whole,
        bids,
        asks,
        SizeIn.BASE);
  }

  private void readBook() {
    bids = Levels.NONE;
    asks = Levels.NONE;
    at = null;
    seq = null;
    pseq = null;
    checksum = null;
    json.beginObject();
    for (int field; (field = json.nextField(BOOK)) != JsonReader.END; ) {
      switch (field) {
        case 0, 1 -> asks = levelReader.read(json);
        case 2, 3 -> bids = levelReader.read(json);
        case 4, 5 -> at = json.millis();
        case 6 -> seq = json.wholeNumber();
        case 7 -> pseq = json.wholeNumber();
        case 8 -> {
          Long said = json.wholeNumber();
          checksum = said == null || said == 0 ? null : said;
        }
        default -> json.skip();
      }
    }
  }

  // --- trades ------------------------------------------------------------------------------

  /// An object; in 2022 a list of time, price, size and side.
  void trade(BitgetMessage message, Rows rows) {
    BitgetSymbol whose = message.symbol();
    Instant time = null;
    BigDecimal price = null;
    BigDecimal size = null;
    Side taker = null;
    String id = null;
    if (json.peek() == '[') {
      json.beginArray();
      for (int i = 0; json.nextElement(); i++) {
        switch (i) {
          case 0 -> time = json.millis();
          case 1 -> price = json.decimal();
          case 2 -> size = json.decimal();
          case 3 -> taker = json.interned(sides);
          default -> json.skip();
        }
      }
    } else {
      json.beginObject();
      for (int field; (field = json.nextField(TRADE)) != JsonReader.END; ) {
        switch (field) {
          case 0, 1 -> time = json.millis();
          case 2, 3 -> price = json.decimal();
          case 4, 5 -> size = json.decimal();
          case 6, 7 -> taker = json.interned(sides);
          case 8, 9 -> id = json.idText();
          case 10, 11 -> whose = json.interned(symbols);
          default -> json.skip();
        }
      }
    }
    rows.add(
        new Trade(
            need(whose, "instId").id(),
            time,
            message.receivedAt(),
            id,
            need(price, "price"),
            need(size, "size"),
            SizeIn.BASE,
            need(taker, "side")));
  }

  /// `side` is the position's: `buy` was a long. `amount` is money, price times coins.
  void liquidation(BitgetMessage message, Rows rows) {
    BitgetSymbol whose = null;
    Side position = null;
    BigDecimal price = null;
    BigDecimal amount = null;
    Instant time = null;
    json.beginObject();
    for (int field; (field = json.nextField(LIQUIDATION)) != JsonReader.END; ) {
      switch (field) {
        case 0 -> whose = json.interned(symbols);
        case 1 -> position = json.interned(sides);
        case 2 -> price = json.positive();
        case 3 -> amount = json.positive();
        case 4 -> time = json.millis();
        default -> json.skip();
      }
    }
    if (price == null || amount == null) {
      rows.ignore("a liquidation without a price or an amount");
      return;
    }
    rows.add(
        new Liquidation(
            need(whose, "symbol").id(),
            time,
            message.receivedAt(),
            price,
            amount,
            SizeIn.QUOTE,
            need(position, "side") == Side.BUY ? Position.LONG : Position.SHORT,
            Liquidation.PriceIs.BANKRUPTCY,
            false));
  }
}
