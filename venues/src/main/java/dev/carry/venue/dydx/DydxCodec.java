package dev.carry.venue.dydx;

import static dev.carry.venue.Rows.need;

import dev.carry.model.InstrumentId;
import dev.carry.venue.Decoded;
import dev.carry.venue.Decoded.Control;
import dev.carry.venue.Decoded.Control.What;
import dev.carry.venue.Decoded.Depth;
import dev.carry.venue.Decoded.Facts;
import dev.carry.venue.Decoded.Ignored;
import dev.carry.venue.Decoded.Rejected;
import dev.carry.venue.Decoded.Unusable;
import dev.carry.venue.Frame;
import dev.carry.venue.Instruments;
import dev.carry.venue.Rows;
import dev.carry.venue.VenueCodec;
import dev.carry.venue.json.JsonFields;
import dev.carry.venue.json.JsonReader;
import dev.carry.venue.json.MalformedJson;
import dev.carry.venue.json.Names;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// dYdX v4: the envelope of a message, and the sequence of a connection. Merges order books, to
/// uncross them and to tell their touch.
final class DydxCodec implements VenueCodec {
  private static final String NO_FACT = "a channel or answer without a fact we read";

  private static final Names TOP =
      Names.of(
          "type",
          "channel",
          "id",
          "message_id",
          "contents",
          "message",
          "markets",
          "historicalFunding",
          "candles",
          "trades",
          "bids",
          "errors");
  private static final int TYPE = 0;
  private static final int CHANNEL = 1;
  private static final int ID = 2;
  private static final int MESSAGE_ID = 3;
  private static final int CONTENTS = 4;
  private static final int MESSAGE = 5;
  private static final int MARKETS = 6;
  private static final int FUNDING = 7;
  private static final int CANDLES = 8;
  private static final int TRADES = 9;
  private static final int BIDS = 10;
  private static final int ERRORS = 11;

  private static final Names CONTENT =
      Names.of("markets", "trading", "oraclePrices", "trades", "candles");

  private final JsonReader json = new JsonReader();
  private final JsonFields top = new JsonFields(TOP);
  private final DydxMarkets markets;
  private final DydxRows rowsOf = new DydxRows(json);

  private final DydxBooks books = new DydxBooks(json);

  /// The number of the connection's last message; −1 before the first.
  private long last = -1;

  DydxCodec(Instruments listed) {
    this.markets = new DydxMarkets(json, listed);
  }

  @Override
  public Decoded decode(Frame frame) {
    json.open(frame.bytes(), frame.offset(), frame.length());
    try {
      top.read(json);
      json.finish();
      return top.has(TYPE) ? message(frame) : answer(frame);
    } catch (MalformedJson e) {
      return new Rejected("a message that is no JSON of dYdX", String.valueOf(e.getMessage()));
    } catch (IllegalArgumentException | ArithmeticException | DateTimeException e) {
      return new Rejected("a message with an impossible value", String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void reset() {
    last = -1;
    books.reset();
  }

  // --- messages of a socket ----------------------------------------------------------------------

  private Decoded message(Frame frame) {
    String type = String.valueOf(top.text(TYPE));
    String missing = sequence(top.wholeOr(MESSAGE_ID, -1));
    Decoded decoded =
        switch (type) {
          case "connected" -> Control.of(What.ACK, "connected");
          case "subscribed" -> contents(frame, true);
          case "channel_data", "channel_batch_data" -> contents(frame, false);
          case "unsubscribed" -> unsubscribed();
          case "error" -> Control.of(What.REFUSED, String.valueOf(top.text(MESSAGE)));
          case "subscribe", "unsubscribe" -> new Ignored("a request, not an answer");
          default -> new Ignored(NO_FACT);
        };
    return missing == null ? decoded : withGap(decoded, missing);
  }

  /// Numbers grow by one with every message of a connection, whatever its channel.
  ///
  /// @return what is missing before this message; absent: nothing
  private @Nullable String sequence(long number) {
    long before = last;
    if (number < 0) {
      return null;
    }
    last = number;
    if (before < 0 || number == before + 1) {
      return null;
    }
    // What was lost may have been of any book; a smaller number is another connection's.
    books.forget();
    return number <= before
        ? null
        : "messages " + (before + 1) + " to " + (number - 1) + " of the connection";
  }

  private static Decoded withGap(Decoded decoded, String gap) {
    return switch (decoded) {
      case Facts facts -> new Facts(facts.events(), facts.unusable(), facts.nextPage(), gap);
      case Unusable row -> new Facts(List.of(), List.of(row), null, gap);
      case Depth depth -> depth; // its chain is broken, which tells the same
      case Control control -> control;
    };
  }

  /// Left to be joined again: the first message then is the whole book.
  private Decoded unsubscribed() {
    String ticker = top.text(ID);
    boolean book = "v4_orderbook".equals(top.text(CHANNEL));
    String again = book && ticker != null && books.isAsked(ticker) ? ticker : null;
    return new Control(
        What.ACK,
        "unsubscribed " + top.text(CHANNEL) + " " + ticker,
        again == null ? null : DydxSockets.joinBook(again));
  }

  private Decoded contents(Frame frame, boolean first) {
    String channel = String.valueOf(top.text(CHANNEL));
    String ticker = top.text(ID);
    if (!top.has(CONTENTS)) {
      return new Ignored("a message without contents");
    }
    Instant at = frame.receivedAt();
    JsonReader contents = top.at(CONTENTS);
    Rows rows = new Rows();
    switch (channel) {
      case "v4_markets" -> each(json, () -> markets(at, rows));
      case "v4_trades" -> {
        if (first) {
          return new Ignored("trades before the subscription, told once more");
        }
        InstrumentId id = InstrumentId.of(Dydx.ID, need(ticker, "id"));
        each(json, () -> trades(id, at, rows));
      }
      case "v4_orderbook" -> {
        InstrumentId id = InstrumentId.of(Dydx.ID, need(ticker, "id"));
        return frame.stream().startsWith(DydxSockets.TOUCHES)
            ? books.touch(id, first, Math.max(last, 0), at)
            : books.depth(id, first, Math.max(last, 0), at);
      }
      case "v4_candles" -> each(json, () -> candles(at, rows));
      default -> {
        contents.skip();
        return new Ignored(NO_FACT);
      }
    }
    return rows.decoded();
  }

  /// Contents are one object, or a list of such where the subscription was batched.
  static void each(JsonReader json, Runnable one) {
    if (json.peek() != '[') {
      one.run();
      return;
    }
    json.beginArray();
    while (json.nextElement()) {
      one.run();
    }
  }

  private void markets(Instant at, Rows rows) {
    json.beginObject();
    for (int field; (field = json.nextField(CONTENT)) != JsonReader.END; ) {
      switch (field) {
        case 0 -> rows.eachField(json, "market", name -> markets.whole(name, at, rows));
        case 1 -> rows.eachField(json, "market", name -> markets.changed(name, at, rows));
        case 2 -> rows.eachField(json, "oracle price", name -> markets.oracle(name, at, rows));
        default -> json.skip();
      }
    }
  }

  private void trades(InstrumentId id, Instant at, Rows rows) {
    json.beginObject();
    for (int field; (field = json.nextField(CONTENT)) != JsonReader.END; ) {
      if (field == 3) {
        rows.each(json, "trades", () -> rowsOf.trade(id, at, rows));
      } else {
        json.skip();
      }
    }
  }

  /// The first message holds a list, the others one candle each.
  private void candles(Instant at, Rows rows) {
    int begin = json.position();
    boolean list = false;
    json.beginObject();
    for (int field; (field = json.nextField(CONTENT)) != JsonReader.END; ) {
      if (field == 4) {
        list = true;
        rows.each(json, "candles", () -> rowsOf.candle(at, rows));
      } else {
        json.skip();
      }
    }
    if (!list) {
      json.rewind(begin);
      rowsOf.candle(at, rows);
    }
  }

  // --- answers of REST ---------------------------------------------------------------------------

  /// Answers are told by their fields; whose a book or trades are, the call's name tells.
  private Decoded answer(Frame frame) {
    Instant at = frame.receivedAt();
    Rows rows = new Rows();
    rowsOf.begin();
    int slash = frame.stream().indexOf('/');
    String ticker = slash < 0 ? "" : frame.stream().substring(slash + 1);
    if (top.has(MARKETS)) {
      rows.eachField(top.at(MARKETS), "market", name -> markets.whole(name, at, rows));
    } else if (top.has(FUNDING)) {
      rows.each(top.at(FUNDING), "historicalFunding", () -> rowsOf.settled(at, rows));
    } else if (top.has(CANDLES)) {
      rows.each(top.at(CANDLES), "candles", () -> rowsOf.candle(at, rows));
    } else if (top.has(ERRORS)) {
      return Control.of(What.REFUSED, refusal());
    } else if (!top.has(TRADES) && !top.has(BIDS)) {
      return new Ignored(NO_FACT);
    } else if (ticker.isEmpty()) {
      return new Ignored("an answer that does not say whose it is");
    } else if (top.has(TRADES)) {
      InstrumentId id = InstrumentId.of(Dydx.ID, ticker);
      rows.each(top.at(TRADES), "trades", () -> rowsOf.trade(id, at, rows));
    } else {
      top.leave();
      json.rewind(0);
      rows.add(books.answer(InstrumentId.of(Dydx.ID, ticker), at));
    }
    return rows.decoded(rowsOf.nextPage());
  }

  /// `[{"msg":…},…]`.
  private String refusal() {
    StringBuilder words = new StringBuilder();
    JsonReader errors = top.at(ERRORS);
    errors.beginArray();
    while (errors.nextElement()) {
      errors.beginObject();
      for (String field; (field = errors.nextField()) != null; ) {
        if (field.equals("msg")) {
          words.append(errors.string()).append(' ');
        } else {
          errors.skip();
        }
      }
    }
    return words.toString().strip();
  }
}
