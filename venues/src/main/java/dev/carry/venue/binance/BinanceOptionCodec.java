package dev.carry.venue.binance;

import dev.carry.venue.Decoded;
import dev.carry.venue.Frame;
import dev.carry.venue.Instruments;
import dev.carry.venue.Rows;
import dev.carry.venue.VenueCodec;
import dev.carry.venue.json.JsonReader;
import dev.carry.venue.json.MalformedJson;
import dev.carry.venue.json.Names;
import java.time.DateTimeException;
import java.util.Locale;

/// Binance's options: events of two generations of sockets (the second since 2025-12-17), and
/// answers. Events say what they are in `e`, which may stand anywhere; it keeps nothing between
/// frames.
final class BinanceOptionCodec implements VenueCodec {
  private static final int EVENT = 0;
  private static final int STREAM = 1;
  private static final int DATA = 2;
  private static final int SYMBOLS = 3;
  private static final int MARK_IV = 4;
  private static final int RESULT = 5;
  private static final int CODE = 6;
  private static final Names ENVELOPE =
      Names.of("e", "stream", "data", "optionSymbols", "markIV", "result", "code");

  private static final Names EVENTS =
      Names.of(
          "markPrice",
          "24hrTicker",
          "openInterest",
          "index",
          "bookTicker",
          "trade",
          "depth",
          "depthUpdate",
          "ticker_all",
          "trade_all");
  private static final Decoded.Ignored FIRST_OPTIONS =
      new Decoded.Ignored("a message of Binance's first options, which ended in 2022");
  private static final Decoded.Ignored NO_FACT =
      new Decoded.Ignored("an event or answer that states no fact read here");

  private final JsonReader json = new JsonReader();
  private final BinanceOptionRows rowsOf;

  BinanceOptionCodec(Instruments listed) {
    this.rowsOf = new BinanceOptionRows(json, listed);
  }

  @Override
  public Decoded decode(Frame frame) {
    json.open(frame.bytes(), frame.offset(), frame.length());
    try {
      Decoded decoded = json.peek() == '[' ? list(frame, "") : object(frame);
      json.finish();
      return decoded;
    } catch (MalformedJson e) {
      return new Decoded.Rejected("malformed JSON", String.valueOf(e.getMessage()));
    } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
      return new Decoded.Rejected("an impossible value", String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void reset() {
    // every message is whole: there is nothing to forget
  }

  /// What the fields of an object tell: where its rows are, or that it is one itself.
  private Decoded object(Frame frame) {
    int begin = json.position();
    String stream = "";
    int data = -1;
    int symbols = -1;
    boolean row = false;
    boolean answered = false;
    boolean refused = false;
    json.beginObject();
    for (int field; (field = json.nextField(ENVELOPE)) != JsonReader.END; ) {
      switch (field) {
        case STREAM -> stream = String.valueOf(json.string());
        case DATA, SYMBOLS -> {
          json.peek();
          data = field == DATA ? json.position() : data;
          symbols = field == SYMBOLS ? json.position() : symbols;
          json.skip();
        }
        case EVENT, MARK_IV -> {
          row = true;
          json.skip();
        }
        case RESULT -> {
          answered = true;
          json.skip();
        }
        case CODE -> {
          refused = true;
          json.skip();
        }
        default -> json.skip();
      }
    }
    int end = json.position();
    Decoded decoded;
    if (data >= 0) {
      json.rewind(data);
      decoded = json.peek() == '[' ? list(frame, stream) : one(frame, stream);
    } else if (symbols >= 0) {
      json.rewind(symbols);
      Rows rows = new Rows();
      rows.each(json, "instrument", () -> rowsOf.instrument(frame.receivedAt(), rows));
      decoded = rows.decoded();
    } else if (row) {
      json.rewind(begin);
      decoded = one(frame, stream);
    } else if (answered) {
      decoded = Decoded.Control.of(Decoded.Control.What.ACK, "");
    } else {
      decoded = refused ? Decoded.Control.of(Decoded.Control.What.REFUSED, frame.text()) : NO_FACT;
    }
    json.rewind(end);
    return decoded;
  }

  private Decoded list(Frame frame, String stream) {
    Rows rows = new Rows();
    rows.each(json, "row", () -> row(frame, stream, rows));
    return rows.decoded();
  }

  private Decoded one(Frame frame, String stream) {
    Rows rows = new Rows();
    row(frame, stream, rows);
    return rows.decoded();
  }

  /// One event, or a row of an answer; left behind it.
  private void row(Frame frame, String stream, Rows rows) {
    int begin = json.position();
    int event = JsonReader.ABSENT;
    boolean mark = false;
    json.beginObject();
    for (int field; (field = json.nextField(ENVELOPE)) != JsonReader.END; ) {
      switch (field) {
        case EVENT -> event = json.oneOf(EVENTS);
        case MARK_IV -> {
          mark = true;
          json.skip();
        }
        default -> json.skip();
      }
    }
    int end = json.position();
    json.rewind(begin);
    var at = frame.receivedAt();
    switch (event) {
      case 0 -> rowsOf.mark(underlying(stream), at, rows);
      case 1 -> rowsOf.ticker(at, rows);
      case 2 -> rowsOf.openInterest(at, rows);
      case 3 -> rowsOf.index(at, rows);
      case 4 -> rowsOf.quote(at, rows);
      case 5 -> rowsOf.trade(at, rows);
      case 6, 7 -> rowsOf.book(at, rows);
      case 8, 9 -> rows.take(FIRST_OPTIONS);
      default -> {
        if (mark) {
          rowsOf.answeredMark(at, rows);
        } else {
          rows.take(NO_FACT);
        }
      }
    }
    json.rewind(end);
  }

  /// `BTCUSDT` of `btcusdt@optionMarkPrice`.
  private static String underlying(String stream) {
    int at = stream.indexOf('@');
    return at <= 0 ? "" : stream.substring(0, at).toUpperCase(Locale.ROOT);
  }
}
