package dev.carry.venue.kraken;

import static dev.carry.venue.Rows.need;

import dev.carry.model.Book;
import dev.carry.model.Instrument.SizeIn;
import dev.carry.model.InstrumentId;
import dev.carry.model.Levels;
import dev.carry.model.Side;
import dev.carry.model.Trade;
import dev.carry.model.Volume;
import dev.carry.venue.Decoded;
import dev.carry.venue.Decoded.Ignored;
import dev.carry.venue.Rows;
import dev.carry.venue.Touch;
import dev.carry.venue.json.Interned;
import dev.carry.venue.json.JsonReader;
import dev.carry.venue.json.LevelReader;
import dev.carry.venue.json.Names;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Messages of version 1, as recorded until it gave way: `[channel number, …, name, pair]`, with
/// one value in between, or two for a book of which both sides changed.
final class KrakenV1 {
  private static final int MOST_VALUES = 3;

  private static final Names BOOK = Names.of("as", "bs", "a", "b", "c");
  private static final Names TICKER = Names.of("a", "b", "v");
  private static final Names SIDES = Names.of("b", "s");

  private final JsonReader json;
  private final Interned<InstrumentId> symbols;
  private final LevelReader levels = new LevelReader();

  /// Where the values begin that are no texts; the first is the channel's number.
  private final int[] values = new int[MOST_VALUES];

  // the book being read
  private boolean snapshot;
  private Levels bids = Levels.NONE;
  private Levels asks = Levels.NONE;
  private @Nullable Long checksum;

  KrakenV1(JsonReader json, Interned<InstrumentId> symbols) {
    this.json = json;
    this.symbols = symbols;
  }

  Decoded read(Instant receivedAt) {
    int count = 0;
    String name = null;
    InstrumentId id = null;
    json.beginArray();
    while (json.nextElement()) {
      if (json.peek() == '"' && name == null) {
        name = json.string();
      } else if (json.peek() == '"') {
        id = json.interned(symbols);
      } else {
        if (json.peek() != 'n' && count < MOST_VALUES) {
          values[count++] = json.position();
        }
        json.skip();
      }
    }
    json.finish();
    if (name == null || id == null || count < 2) {
      return new Ignored("a list that is no message of version 1");
    }
    json.rewind(values[1]);
    Rows rows = new Rows();
    int dash = name.indexOf('-');
    switch (dash < 0 ? name : name.substring(0, dash)) {
      case "trade" -> {
        InstrumentId of = id;
        rows.each(json, name, () -> trade(of, receivedAt, rows));
      }
      case "ticker" -> ticker(id, receivedAt, rows);
      case "spread" -> spread(id, receivedAt, rows);
      case "book" -> {
        return book(id, count, receivedAt);
      }
      case "ohlc" -> {
        return new Ignored("a candle that is still open");
      }
      default -> {
        return new Ignored("a Kraken channel without a fact we read");
      }
    }
    return rows.decoded();
  }

  /// `[price, size, time, side, order type, …]`
  private void trade(InstrumentId id, Instant receivedAt, Rows rows) {
    json.beginArray();
    BigDecimal price = next();
    BigDecimal size = next();
    Instant time = seconds(next());
    int side = json.nextElement() ? json.oneOf(SIDES) : JsonReader.ABSENT;
    rest();
    if (side < 0) {
      throw new IllegalArgumentException("the side is neither b nor s");
    }
    rows.add(
        new Trade(
            id,
            time,
            receivedAt,
            null,
            need(price, "price"),
            need(size, "volume"),
            SizeIn.BASE,
            side == 0 ? Side.BUY : Side.SELL));
  }

  /// Sides are `[price, whole lots, size]`, the volume is `[today, 24 hours]`.
  private void ticker(InstrumentId id, Instant receivedAt, Rows rows) {
    @Nullable BigDecimal[] ask = new @Nullable BigDecimal[3];
    @Nullable BigDecimal[] bid = new @Nullable BigDecimal[3];
    @Nullable BigDecimal[] volume = new @Nullable BigDecimal[3];
    json.beginObject();
    for (int field; (field = json.nextField(TICKER)) != JsonReader.END; ) {
      switch (field) {
        case 0 -> read(ask);
        case 1 -> read(bid);
        case 2 -> read(volume);
        default -> json.skip();
      }
    }
    rows.add(Touch.quote(id, null, receivedAt, bid[0], bid[2], ask[0], ask[2], SizeIn.BASE));
    if (volume[1] != null) {
      rows.add(new Volume(id, null, receivedAt, volume[1], null));
    }
  }

  private void read(@Nullable BigDecimal[] into) {
    json.beginArray();
    for (int i = 0; json.nextElement(); i++) {
      if (i < into.length) {
        into[i] = json.decimal();
      } else {
        json.skip();
      }
    }
  }

  /// `[bid, ask, time, bid size, ask size]`
  private void spread(InstrumentId id, Instant receivedAt, Rows rows) {
    json.beginArray();
    BigDecimal bid = next();
    BigDecimal ask = next();
    Instant time = seconds(next());
    BigDecimal bidSize = next();
    BigDecimal askSize = next();
    rest();
    rows.add(Touch.quote(id, time, receivedAt, bid, bidSize, ask, askSize, SizeIn.BASE));
  }

  private Decoded book(InstrumentId id, int count, Instant receivedAt) {
    snapshot = false;
    bids = Levels.NONE;
    asks = Levels.NONE;
    checksum = null;
    for (int i = 1; i < count; i++) {
      json.rewind(values[i]);
      side();
    }
    Book book = new Book(id, null, receivedAt, snapshot, bids, asks, SizeIn.BASE);
    return new Decoded.Depth(
        book, KrakenStream.UNNUMBERED, KrakenStream.UNNUMBERED, null, checksum);
  }

  /// `as` and `bs` are a whole book, `a` and `b` its changes.
  private void side() {
    json.beginObject();
    for (int field; (field = json.nextField(BOOK)) != JsonReader.END; ) {
      switch (field) {
        case 0 -> {
          asks = levels.read(json);
          snapshot = true;
        }
        case 1 -> {
          bids = levels.read(json);
          snapshot = true;
        }
        case 2 -> asks = levels.read(json);
        case 3 -> bids = levels.read(json);
        case 4 -> checksum = json.wholeNumber();
        default -> json.skip();
      }
    }
  }

  private @Nullable BigDecimal next() {
    if (!json.nextElement()) {
      throw json.malformed("another number before this");
    }
    return json.decimal();
  }

  private void rest() {
    while (json.nextElement()) {
      json.skip();
    }
  }

  /// Seconds since 1970 with a fraction; 0 is no time.
  static @Nullable Instant seconds(@Nullable BigDecimal seconds) {
    if (seconds == null || seconds.signum() <= 0) {
      return null;
    }
    long whole = seconds.longValue();
    BigDecimal fraction = seconds.subtract(BigDecimal.valueOf(whole));
    return Instant.ofEpochSecond(whole, fraction.movePointRight(9).longValue());
  }
}
