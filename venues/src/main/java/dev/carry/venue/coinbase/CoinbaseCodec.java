package dev.carry.venue.coinbase;

import static dev.carry.venue.Rows.need;

import dev.carry.model.Book;
import dev.carry.model.Instrument.SizeIn;
import dev.carry.model.InstrumentId;
import dev.carry.model.Levels;
import dev.carry.model.Side;
import dev.carry.model.Trade;
import dev.carry.model.Volume;
import dev.carry.venue.Decoded;
import dev.carry.venue.Decoded.Control;
import dev.carry.venue.Decoded.Control.What;
import dev.carry.venue.Decoded.Ignored;
import dev.carry.venue.Decoded.Rejected;
import dev.carry.venue.Frame;
import dev.carry.venue.IsoTime;
import dev.carry.venue.Rows;
import dev.carry.venue.Touch;
import dev.carry.venue.VenueCodec;
import dev.carry.venue.json.Interned;
import dev.carry.venue.json.JsonReader;
import dev.carry.venue.json.LevelList;
import dev.carry.venue.json.LevelReader;
import dev.carry.venue.json.MalformedJson;
import dev.carry.venue.json.Names;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Messages of Coinbase Exchange, whose fields stand in any order. Remembers nothing between them.
final class CoinbaseCodec implements VenueCodec {
  private static final String UNNAMED = "an answer that does not say whose it is";

  /// Books of Coinbase have no numbers.
  private static final long UNNUMBERED = 0;

  private static final Names FIELDS =
      Names.of(
          "type",
          "product_id",
          "time",
          "price",
          "size",
          "side",
          "trade_id",
          "best_bid",
          "best_bid_size",
          "best_ask",
          "best_ask_size",
          "volume_24h",
          "bids",
          "asks",
          "changes",
          "message",
          "reason",
          "channels",
          "channel",
          "bid",
          "ask",
          "volume");
  private static final Names CHANNEL = Names.of("name");
  private static final Names SIDES = Names.of("buy", "sell");
  private static final int BUY = 0;

  private final JsonReader json = new JsonReader();
  private final Interned<InstrumentId> symbols =
      new Interned<>(symbol -> InstrumentId.of(CoinbaseSpot.ID, symbol));
  private final LevelReader levels = new LevelReader();
  private final LevelList bidChanges = new LevelList();
  private final LevelList askChanges = new LevelList();
  private final CoinbaseRows rows = new CoinbaseRows(json);

  // the message being read
  private @Nullable String type;
  private @Nullable InstrumentId id;
  private @Nullable Instant time;
  private @Nullable BigDecimal price;
  private @Nullable BigDecimal size;
  private int side;
  private @Nullable String tradeId;
  private @Nullable BigDecimal bid;
  private @Nullable BigDecimal bidSize;
  private @Nullable BigDecimal ask;
  private @Nullable BigDecimal askSize;
  private @Nullable BigDecimal volume;
  private @Nullable Levels bids;
  private @Nullable Levels asks;
  private @Nullable String said;
  private @Nullable String reason;
  private String channels = "";
  private boolean advanced;

  @Override
  public Decoded decode(Frame frame) {
    json.open(frame.bytes(), frame.offset(), frame.length());
    try {
      if (json.peek() == '[') {
        return rows.read(frame);
      }
      read();
      return type == null ? answer(frame) : message(type, frame.receivedAt());
    } catch (MalformedJson e) {
      return new Rejected("a message that is no JSON of Coinbase", String.valueOf(e.getMessage()));
    } catch (IllegalArgumentException | ArithmeticException | DateTimeException e) {
      return new Rejected("a message with an impossible value", String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void reset() {
    // Every message is whole, or to be merged by who asked for it.
  }

  private void read() {
    forget();
    json.beginObject();
    for (int field; (field = json.nextField(FIELDS)) != JsonReader.END; ) {
      switch (field) {
        case 0 -> type = json.text();
        case 1 -> id = json.interned(symbols);
        case 2 -> time = IsoTime.parse(json.string());
        case 3 -> price = json.decimal();
        case 4 -> size = json.decimal();
        case 5 -> side = json.oneOf(SIDES);
        case 6 -> tradeId = json.idText();
        case 7, 19 -> bid = json.decimal();
        case 8 -> bidSize = json.decimal();
        case 9, 20 -> ask = json.decimal();
        case 10 -> askSize = json.decimal();
        case 11, 21 -> volume = json.decimal();
        case 12 -> bids = levels.read(json);
        case 13 -> asks = levels.read(json);
        case 14 -> changes();
        case 15 -> said = json.string();
        case 16 -> reason = json.string();
        case 17 -> channels();
        case 18 -> {
          advanced = true;
          json.skip();
        }
        default -> json.skip();
      }
    }
    json.finish();
  }

  private void forget() {
    type = null;
    id = null;
    time = null;
    price = size = null;
    side = JsonReader.ABSENT;
    tradeId = null;
    bid = bidSize = ask = askSize = volume = null;
    bids = asks = null;
    said = reason = null;
    channels = "";
    advanced = false;
  }

  /// `[["buy", price, size], …]`
  private void changes() {
    bidChanges.clear();
    askChanges.clear();
    json.beginArray();
    while (json.nextElement()) {
      json.beginArray();
      if (!json.nextElement()) {
        throw json.malformed("a side before this");
      }
      LevelList of = isBuy(json.oneOf(SIDES)) ? bidChanges : askChanges;
      if (!json.nextElement() || !of.price(json) || !json.nextElement() || !of.size(json)) {
        throw json.malformed("price and size of a change before this");
      }
      of.add();
      while (json.nextElement()) {
        json.skip();
      }
    }
    bids = bidChanges.levels();
    asks = askChanges.levels();
  }

  /// What a subscription holds now, by channel.
  private void channels() {
    StringBuilder names = new StringBuilder();
    json.beginArray();
    while (json.nextElement()) {
      if (json.peek() == '"') {
        names.append(names.isEmpty() ? "" : " ").append(json.string());
        continue;
      }
      json.beginObject();
      for (int field; (field = json.nextField(CHANNEL)) != JsonReader.END; ) {
        if (field == 0) {
          names.append(names.isEmpty() ? "" : " ").append(json.string());
        } else {
          json.skip();
        }
      }
    }
    channels = names.toString();
  }

  private Decoded message(String type, Instant receivedAt) {
    return switch (type) {
      case "ticker" -> ticker(need(id, "product_id"), receivedAt);
      case "match" -> trade(receivedAt);
      case "snapshot" -> depth(true, receivedAt);
      case "l2update" -> depth(false, receivedAt);
      case "heartbeat" -> Control.of(What.HEARTBEAT, "");
      case "subscriptions" -> Control.of(What.ACK, channels);
      case "error" -> Control.of(What.REFUSED, words());
      case "last_match" -> new Ignored("a trade of before the subscription");
      case "status" -> new Ignored("products are listed over REST");
      case "received", "open", "done", "change", "activate" ->
          new Ignored("single orders are not read");
      case "subscribe", "unsubscribe" -> new Ignored("a request, not an answer");
      default -> new Ignored("a Coinbase message without a fact we read");
    };
  }

  private String words() {
    return ((said == null ? "" : said) + (reason == null ? "" : ": " + reason)).strip();
  }

  private Decoded ticker(InstrumentId of, Instant receivedAt) {
    Rows facts = new Rows();
    facts.add(Touch.quote(of, time, receivedAt, bid, bidSize, ask, askSize, SizeIn.BASE));
    if (volume != null) {
      facts.add(new Volume(of, time, receivedAt, volume, null));
    }
    return facts.decoded();
  }

  /// `side` is the order that stood in the book.
  private Decoded trade(Instant receivedAt) {
    return Decoded.Facts.of(
        new Trade(
            need(id, "product_id"),
            time,
            receivedAt,
            tradeId,
            need(price, "price"),
            need(size, "size"),
            SizeIn.BASE,
            isBuy(side) ? Side.SELL : Side.BUY));
  }

  static boolean isBuy(int side) {
    if (side < 0) {
      throw new IllegalArgumentException("the side is neither buy nor sell");
    }
    return side == BUY;
  }

  private Decoded depth(boolean whole, Instant receivedAt) {
    if (!whole && bids == null) {
      throw new MalformedJson("without changes");
    }
    Book book =
        new Book(
            need(id, "product_id"),
            time,
            receivedAt,
            whole,
            bids == null ? Levels.NONE : bids,
            asks == null ? Levels.NONE : asks,
            SizeIn.BASE);
    return new Decoded.Depth(book, UNNUMBERED, UNNUMBERED, null, null);
  }

  /// A REST answer that is one object: the call's name says what, and whose.
  private Decoded answer(Frame frame) {
    String[] call = frame.stream().split("/", -1);
    if (said != null) {
      return Control.of(What.REFUSED, words());
    }
    if (advanced) {
      return new Ignored("Advanced Trade is an API of its own");
    }
    if (call.length < 2) {
      return new Ignored(UNNAMED);
    }
    InstrumentId of = InstrumentId.of(CoinbaseSpot.ID, call[1]);
    return switch (call[0]) {
      case "ticker" -> ticker(of, frame.receivedAt());
      case "book" ->
          Decoded.Facts.of(
              new Book(
                  of,
                  time,
                  frame.receivedAt(),
                  true,
                  need(bids, "bids"),
                  need(asks, "asks"),
                  SizeIn.BASE));
      default -> new Ignored(UNNAMED);
    };
  }
}
