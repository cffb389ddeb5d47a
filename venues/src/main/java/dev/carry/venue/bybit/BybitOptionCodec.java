package dev.carry.venue.bybit;

import static dev.carry.venue.Rows.need;

import dev.carry.model.Book;
import dev.carry.model.Instrument;
import dev.carry.model.Levels;
import dev.carry.model.Side;
import dev.carry.model.Trade;
import dev.carry.venue.Decoded;
import dev.carry.venue.Frame;
import dev.carry.venue.Instruments;
import dev.carry.venue.Rows;
import dev.carry.venue.VenueCodec;
import dev.carry.venue.json.Interned;
import dev.carry.venue.json.JsonReader;
import dev.carry.venue.json.LevelReader;
import dev.carry.venue.json.MalformedJson;
import dev.carry.venue.json.Names;
import java.math.BigDecimal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Bybit's options: topics and answers of their own shape. What is none of them, as an
/// acknowledgement, is read as all of Bybit's messages are. Every message is whole.
final class BybitOptionCodec implements VenueCodec {
  private static final int TOPIC = 0;
  private static final int TYPE = 1;
  private static final int TS = 2;
  private static final int DATA = 3;
  private static final int RESULT = 4;
  private static final int TIME = 5;
  private static final Names ENVELOPE = Names.of("topic", "type", "ts", "data", "result", "time");
  private static final Names ANSWER = Names.of("list", "nextPageCursor");
  private static final Names TELLING = Names.of("optionsType", "underlyingPrice");
  private static final Names BOOK = Names.of("s", "b", "a", "u");
  private static final Names TRADE = Names.of("s", "S", "p", "v", "T", "i");

  private final JsonReader json = new JsonReader();
  private final Interned<BybitOption> symbols = new Interned<>(BybitOption::of);
  private final Interned<String> words = new Interned<>(word -> word);
  private final LevelReader levels = new LevelReader();
  private final BybitOptionRows options = new BybitOptionRows(json, symbols, words);
  private final BybitCodec others;

  // the envelope of the message being read
  private String topic = "";
  private String type = "";
  private @Nullable Instant stamp;
  private int dataAt;
  private int resultAt;

  BybitOptionCodec(Instruments listed) {
    this.others = new BybitCodec(BybitOptions.ID, false, listed);
  }

  @Override
  public Decoded decode(Frame frame) {
    try {
      json.open(frame.bytes(), frame.offset(), frame.length());
      readEnvelope();
      Decoded decoded = ofOptions(frame.receivedAt());
      return decoded == null ? ofOthers(frame) : decoded;
    } catch (MalformedJson e) {
      return new Decoded.Rejected("malformed message", String.valueOf(e.getMessage()));
    } catch (ArithmeticException | DateTimeException | IllegalArgumentException e) {
      return new Decoded.Rejected("impossible message", String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void reset() {
    others.reset();
  }

  private Decoded ofOthers(Frame frame) {
    return switch (others.decode(frame)) {
      case Decoded.Facts _, Decoded.Depth _ -> BybitCodec.CONTRACT;
      case Decoded.Control control -> control;
      case Decoded.Unusable unusable -> unusable;
    };
  }

  private void readEnvelope() {
    topic = "";
    type = "";
    stamp = null;
    dataAt = -1;
    resultAt = -1;
    json.beginObject();
    for (int field; (field = json.nextField(ENVELOPE)) != JsonReader.END; ) {
      switch (field) {
        case TOPIC -> topic = String.valueOf(json.interned(words));
        case TYPE -> type = String.valueOf(json.interned(words));
        case TS -> stamp = json.millis();
        case TIME -> {
          if (json.peek() == '{') {
            json.skip();
          } else {
            stamp = json.millis();
          }
        }
        case DATA, RESULT -> {
          json.peek();
          dataAt = field == DATA ? json.position() : dataAt;
          resultAt = field == RESULT ? json.position() : resultAt;
          json.skip();
        }
        default -> json.skip();
      }
    }
    json.finish();
  }

  /// What the message says of options; null where it is about something else.
  private @Nullable Decoded ofOptions(Instant at) {
    if (resultAt >= 0) {
      json.rewind(resultAt);
      return json.peek() == '{' ? answer(at) : null;
    }
    if (dataAt < 0) {
      return null;
    }
    json.rewind(dataAt);
    boolean object = json.peek() == '{';
    Rows rows = new Rows();
    if (topic.startsWith("tickers.") && object) {
      options.ticker(stamp, at, rows);
      return rows.decoded();
    }
    if (topic.startsWith("orderbook.") && object) {
      return book(at);
    }
    if (topic.startsWith("publicTrade.") && !object) {
      rows.each(json, "trade", () -> trade(at, rows));
      return rows.decoded();
    }
    return null;
  }

  /// No chain: `u` is not promised to be consecutive.
  private Decoded book(Instant at) {
    BybitOption option = null;
    Levels bids = Levels.NONE;
    Levels asks = Levels.NONE;
    long number = 0;
    json.beginObject();
    for (int field; (field = json.nextField(BOOK)) != JsonReader.END; ) {
      switch (field) {
        case 0 -> option = json.interned(symbols);
        case 1 -> bids = levels.read(json);
        case 2 -> asks = levels.read(json);
        case 3 -> number = json.wholeOr(0);
        default -> json.skip();
      }
    }
    BybitOption of = need(option, "s");
    if (of.name() == null) {
      return BybitCodec.CONTRACT;
    }
    boolean whole = type.equals("snapshot");
    Book book = new Book(of.id(), stamp, at, whole, bids, asks, Instrument.SizeIn.BASE);
    return new Decoded.Depth(book, number, number, null, null);
  }

  private void trade(Instant at, Rows rows) {
    BybitOption option = null;
    int side = JsonReader.ABSENT;
    BigDecimal price = null;
    BigDecimal size = null;
    Instant time = null;
    String id = null;
    json.beginObject();
    for (int field; (field = json.nextField(TRADE)) != JsonReader.END; ) {
      switch (field) {
        case 0 -> option = json.interned(symbols);
        case 1 -> side = json.oneOf(Streams.SIDES);
        case 2 -> price = json.decimal();
        case 3 -> size = json.decimal();
        case 4 -> time = json.millis();
        case 5 -> id = json.text();
        default -> json.skip();
      }
    }
    BybitOption of = need(option, "s");
    if (of.name() == null) {
      rows.take(BybitCodec.CONTRACT);
      return;
    }
    rows.add(
        new Trade(
            of.id(),
            time,
            at,
            id,
            Streams.positive(price, "p"),
            Streams.positive(size, "v"),
            Instrument.SizeIn.BASE,
            Streams.isBuy(side) ? Side.BUY : Side.SELL));
  }

  /// Which call it answers is seen from its first row.
  private @Nullable Decoded answer(Instant at) {
    int list = -1;
    String cursor = null;
    json.beginObject();
    for (int field; (field = json.nextField(ANSWER)) != JsonReader.END; ) {
      switch (field) {
        case 0 -> {
          json.peek();
          list = json.position();
          json.skip();
        }
        case 1 -> cursor = json.text();
        default -> json.skip();
      }
    }
    int telling = list < 0 ? -1 : telling(list);
    if (telling < 0) {
      return null;
    }
    Rows rows = new Rows();
    json.rewind(list);
    rows.each(
        json,
        telling == 0 ? "instrument" : "ticker",
        () -> {
          if (telling == 0) {
            options.instrument(stamp, at, rows);
          } else {
            options.ticker(stamp, at, rows);
          }
        });
    return rows.decoded(
        cursor == null ? null : "cursor=" + URLEncoder.encode(cursor, StandardCharsets.UTF_8));
  }

  /// The telling field of the first row of a list, or −1.
  private int telling(int list) {
    json.rewind(list);
    if (json.peek() != '[') {
      return -1;
    }
    json.beginArray();
    if (!json.nextElement() || json.peek() != '{') {
      return -1;
    }
    int telling = -1;
    json.beginObject();
    for (int field; (field = json.nextField(TELLING)) != JsonReader.END; ) {
      telling = field >= 0 && telling < 0 ? field : telling;
      json.skip();
    }
    return telling;
  }
}
