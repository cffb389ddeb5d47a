package dev.carry.venue.kraken;

import static dev.carry.venue.Rows.need;

import dev.carry.model.Book;
import dev.carry.model.Candle;
import dev.carry.model.Instrument;
import dev.carry.model.Instrument.SizeIn;
import dev.carry.model.InstrumentId;
import dev.carry.model.Listing;
import dev.carry.model.Side;
import dev.carry.model.Trade;
import dev.carry.model.Volume;
import dev.carry.venue.Decoded;
import dev.carry.venue.Decoded.Ignored;
import dev.carry.venue.IsoTime;
import dev.carry.venue.ListedAsset;
import dev.carry.venue.Rows;
import dev.carry.venue.Touch;
import dev.carry.venue.json.Interned;
import dev.carry.venue.json.JsonReader;
import dev.carry.venue.json.LevelList;
import dev.carry.venue.json.Names;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The `data` of the channels of version 2.
final class KrakenStream {
  /// Books of Kraken have no numbers.
  static final long UNNUMBERED = 0;

  private static final Names TICKER =
      Names.of("symbol", "bid", "bid_qty", "ask", "ask_qty", "volume", "timestamp");
  private static final Names TRADE =
      Names.of("symbol", "side", "price", "qty", "trade_id", "timestamp");
  private static final Names BOOK = Names.of("symbol", "bids", "asks", "checksum", "timestamp");
  private static final Names LEVEL = Names.of("price", "qty");
  private static final Names CANDLE =
      Names.of("symbol", "open", "high", "low", "close", "interval_begin", "interval");
  private static final Names LISTS = Names.of("pairs");
  private static final Names PAIR =
      Names.of(
          "symbol",
          "base",
          "quote",
          "status",
          "price_precision",
          "qty_precision",
          "price_increment");
  private static final Names STATUS = Names.of("system");
  private static final Names SIDES = Names.of("buy", "sell");

  /// How many decimals the numbers of a pair's book have.
  private record Decimals(int price, int size) {
    private static final Decimals AS_SENT = new Decimals(0, 0);
  }

  private final JsonReader json;
  private final Interned<InstrumentId> symbols;
  private final LevelList bids = new LevelList();
  private final LevelList asks = new LevelList();
  private final Map<InstrumentId, Decimals> decimals = new HashMap<>();

  KrakenStream(JsonReader json, Interned<InstrumentId> symbols) {
    this.json = json;
    this.symbols = symbols;
  }

  void reset() {
    decimals.clear();
  }

  Decoded read(String channel, boolean snapshot, Instant receivedAt) {
    Rows rows = new Rows();
    switch (channel) {
      case "ticker" -> rows.each(json, channel, () -> ticker(receivedAt, rows));
      case "trade" -> rows.each(json, channel, () -> trade(receivedAt, rows));
      case "ohlc" -> rows.each(json, channel, () -> candle(snapshot, receivedAt, rows));
      case "book" -> {
        return book(snapshot, receivedAt);
      }
      case "instrument" -> instruments(receivedAt, rows);
      case "level3" -> {
        return new Ignored("single orders are not read");
      }
      default -> {
        return new Ignored("a Kraken channel without a fact we read");
      }
    }
    return rows.decoded();
  }

  /// The state of the venue in its own word, `online` or `maintenance`.
  String status() {
    StringBuilder words = new StringBuilder();
    json.beginArray();
    while (json.nextElement()) {
      json.beginObject();
      for (int field; (field = json.nextField(STATUS)) != JsonReader.END; ) {
        if (field == 0) {
          words.append(words.isEmpty() ? "" : " ").append(json.string());
        } else {
          json.skip();
        }
      }
    }
    return words.toString();
  }

  private void ticker(Instant receivedAt, Rows rows) {
    InstrumentId id = null;
    BigDecimal bid = null;
    BigDecimal bidSize = null;
    BigDecimal ask = null;
    BigDecimal askSize = null;
    BigDecimal volume = null;
    Instant time = null;
    json.beginObject();
    for (int field; (field = json.nextField(TICKER)) != JsonReader.END; ) {
      switch (field) {
        case 0 -> id = json.interned(symbols);
        case 1 -> bid = json.decimal();
        case 2 -> bidSize = json.decimal();
        case 3 -> ask = json.decimal();
        case 4 -> askSize = json.decimal();
        case 5 -> volume = json.decimal();
        case 6 -> time = IsoTime.parse(json.string());
        default -> json.skip();
      }
    }
    InstrumentId of = need(id, "symbol");
    rows.add(Touch.quote(of, time, receivedAt, bid, bidSize, ask, askSize, SizeIn.BASE));
    if (volume != null) {
      rows.add(new Volume(of, time, receivedAt, volume, null));
    }
  }

  private void trade(Instant receivedAt, Rows rows) {
    InstrumentId id = null;
    int side = JsonReader.ABSENT;
    BigDecimal price = null;
    BigDecimal size = null;
    String tradeId = null;
    Instant time = null;
    json.beginObject();
    for (int field; (field = json.nextField(TRADE)) != JsonReader.END; ) {
      switch (field) {
        case 0 -> id = json.interned(symbols);
        case 1 -> side = json.oneOf(SIDES);
        case 2 -> price = json.decimal();
        case 3 -> size = json.decimal();
        case 4 -> tradeId = json.idText();
        case 5 -> time = IsoTime.parse(json.string());
        default -> json.skip();
      }
    }
    if (side < 0) {
      throw new IllegalArgumentException("the side is neither buy nor sell");
    }
    rows.add(
        new Trade(
            need(id, "symbol"),
            time,
            receivedAt,
            tradeId,
            need(price, "price"),
            need(size, "qty"),
            SizeIn.BASE,
            side == 0 ? Side.BUY : Side.SELL));
  }

  /// One book a message.
  private Decoded book(boolean snapshot, Instant receivedAt) {
    json.beginArray();
    if (!json.nextElement()) {
      return new Ignored("a message without rows");
    }
    Decoded.Depth depth = depth(snapshot, receivedAt);
    if (json.nextElement()) {
      throw json.malformed("one book");
    }
    return depth;
  }

  /// The symbol stands before its levels, or their decimals are those that were sent.
  private Decoded.Depth depth(boolean snapshot, Instant receivedAt) {
    InstrumentId id = null;
    Long checksum = null;
    Instant time = null;
    bids.clear();
    asks.clear();
    json.beginObject();
    for (int field; (field = json.nextField(BOOK)) != JsonReader.END; ) {
      switch (field) {
        case 0 -> id = json.interned(symbols);
        case 1 -> levels(bids, of(id));
        case 2 -> levels(asks, of(id));
        case 3 -> checksum = json.wholeNumber();
        case 4 -> time = IsoTime.parse(json.string());
        default -> json.skip();
      }
    }
    Book book =
        new Book(
            need(id, "symbol"),
            time,
            receivedAt,
            snapshot,
            bids.levels(),
            asks.levels(),
            SizeIn.BASE);
    return new Decoded.Depth(book, UNNUMBERED, UNNUMBERED, null, checksum);
  }

  private Decimals of(@Nullable InstrumentId id) {
    return id == null ? Decimals.AS_SENT : decimals.getOrDefault(id, Decimals.AS_SENT);
  }

  private void levels(LevelList side, Decimals scale) {
    json.beginArray();
    while (json.nextElement()) {
      boolean price = false;
      boolean size = false;
      json.beginObject();
      for (int field; (field = json.nextField(LEVEL)) != JsonReader.END; ) {
        switch (field) {
          case 0 -> price = side.price(json);
          case 1 -> size = side.size(json);
          default -> json.skip();
        }
      }
      if (!price || !size) {
        throw json.malformed("price and qty of a level before this");
      }
      side.add(scale.price(), scale.size());
    }
  }

  /// Only the snapshot has candles that are over: while one grows it is sent, and never again.
  private void candle(boolean snapshot, Instant receivedAt, Rows rows) {
    InstrumentId id = null;
    @Nullable BigDecimal[] prices = new @Nullable BigDecimal[4];
    Instant opens = null;
    Long minutes = null;
    json.beginObject();
    for (int field; (field = json.nextField(CANDLE)) != JsonReader.END; ) {
      switch (field) {
        case 0 -> id = json.interned(symbols);
        case 1, 2, 3, 4 -> prices[field - 1] = json.decimal();
        case 5 -> opens = IsoTime.parse(json.string());
        case 6 -> minutes = json.wholeNumber();
        default -> json.skip();
      }
    }
    Instant begins = need(opens, "interval_begin");
    Instant closes = begins.plus(Duration.ofMinutes(need(minutes, "interval")));
    if (!snapshot || closes.isAfter(receivedAt)) {
      rows.ignore("a candle that is still open");
      return;
    }
    rows.add(
        new Candle(
            need(id, "symbol"),
            null,
            receivedAt,
            Candle.Of.TRADE,
            need(prices[0], "open"),
            need(prices[1], "high"),
            need(prices[2], "low"),
            need(prices[3], "close"),
            begins,
            closes));
  }

  private void instruments(Instant receivedAt, Rows rows) {
    json.beginObject();
    for (int field; (field = json.nextField(LISTS)) != JsonReader.END; ) {
      if (field == 0) {
        rows.each(json, "pair", () -> pair(receivedAt, rows));
      } else {
        json.skip();
      }
    }
  }

  private void pair(Instant receivedAt, Rows rows) {
    InstrumentId id = null;
    String base = null;
    String quote = null;
    String status = "";
    Long price = null;
    Long size = null;
    BigDecimal tick = null;
    json.beginObject();
    for (int field; (field = json.nextField(PAIR)) != JsonReader.END; ) {
      switch (field) {
        case 0 -> id = json.interned(symbols);
        case 1 -> base = json.text();
        case 2 -> quote = json.text();
        case 3 -> status = String.valueOf(json.string());
        case 4 -> price = json.wholeNumber();
        case 5 -> size = json.wholeNumber();
        case 6 -> tick = json.decimal();
        default -> json.skip();
      }
    }
    InstrumentId of = need(id, "symbol");
    if (price != null && size != null) {
      decimals.put(of, new Decimals(Math.toIntExact(price), Math.toIntExact(size)));
    }
    rows.add(
        new Listing(
            listing(of, need(base, "base"), need(quote, "quote"), tick, status), null, receivedAt));
  }

  static Instrument listing(
      InstrumentId id, String base, String quote, @Nullable BigDecimal tick, String status) {
    ListedAsset asset = ListedAsset.of(KrakenNames.coin(base));
    return Instrument.spot(id, asset.name(), KrakenNames.coin(quote))
        .priceMultiplier(asset.multiplier())
        .tickSize(tick)
        .status(status(status))
        .build();
  }

  /// What a taker cannot trade counts as halted; lists of 2021 have no status.
  private static Instrument.Status status(String status) {
    return switch (status) {
      case "online", "limit_only", "" -> Instrument.Status.TRADING;
      case "delisted" -> Instrument.Status.DELISTED;
      case "work_in_progress" -> Instrument.Status.PRE_LAUNCH;
      default -> Instrument.Status.HALTED;
    };
  }
}
