package dev.carry.venue.gate;

import dev.carry.venue.Decoded;
import dev.carry.venue.Decoded.Control;
import dev.carry.venue.Decoded.Control.What;
import dev.carry.venue.Decoded.Ignored;
import dev.carry.venue.Decoded.Rejected;
import dev.carry.venue.Frame;
import dev.carry.venue.Instruments;
import dev.carry.venue.Rows;
import dev.carry.venue.VenueCodec;
import dev.carry.venue.json.Interned;
import dev.carry.venue.json.JsonReader;
import dev.carry.venue.json.MalformedJson;
import dev.carry.venue.json.Names;
import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Gate futures v4: the envelope of a pushed message, and what a REST answer is. Remembers nothing
/// between messages.
final class GateCodec implements VenueCodec {
  private static final String NO_FACT = "a Gate channel or answer without a fact we read";

  private static final Names ENVELOPE =
      Names.of("time", "time_ms", "channel", "event", "result", "error", "label", "message");
  private static final Names STATUS = Names.of("status", "type", "msg");
  private static final Names ERROR = Names.of("code", "message");

  private final JsonReader json = new JsonReader();
  private final Interned<GateChannel> channels = new Interned<>(GateChannel::of);
  private final GateStream stream;
  private final GateMarket market;
  private final GateHistory history;

  // the message being read
  private @Nullable Instant sentAt;
  private @Nullable GateChannel channel;
  private @Nullable String event;
  private @Nullable String error;
  private @Nullable String label;

  GateCodec(Instruments listed) {
    Interned<GateSymbol> symbols = new Interned<>(GateSymbol::of);
    this.stream = new GateStream(json, symbols);
    this.market = new GateMarket(json, symbols, listed);
    this.history = new GateHistory(json, symbols);
  }

  @Override
  public Decoded decode(Frame frame) {
    json.open(frame.bytes(), frame.offset(), frame.length());
    try {
      return switch (json.peek()) {
        case '[' -> answer(frame, GateAnswer.of(frame.stream()).orByFields(json));
        case '{' -> object(frame);
        default -> throw json.malformed("'{' or '['");
      };
    } catch (MalformedJson e) {
      return new Rejected("a message that is no JSON of Gate", String.valueOf(e.getMessage()));
    } catch (IllegalArgumentException | ArithmeticException | DateTimeException e) {
      return new Rejected("a message with an impossible value", String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void reset() {
    // Every message is whole; nothing is kept from one to the next.
  }

  // --- pushed ------------------------------------------------------------------------------

  private Decoded object(Frame frame) {
    sentAt = null;
    channel = null;
    event = null;
    error = null;
    label = null;
    Decoded decoded = null;
    int result = -1;
    json.beginObject();
    for (int field; (field = json.nextField(ENVELOPE)) != JsonReader.END; ) {
      switch (field) {
        case 0 -> {
          Instant seconds = GateTime.read(json);
          sentAt = sentAt == null ? seconds : sentAt;
        }
        case 1 -> {
          Instant millis = GateTime.read(json);
          sentAt = millis == null ? sentAt : millis;
        }
        case 2 -> channel = json.interned(channels);
        case 3 -> event = json.string();
        case 4 -> {
          // Usually all that is needed to read the rows stands before them.
          if (channel != null && sentAt != null && isData()) {
            decoded = rows(channel, frame);
          } else {
            result = json.position();
            json.skip();
          }
        }
        case 5 -> error = error();
        case 6 -> label = json.string();
        case 7 -> error = json.string();
        default -> json.skip();
      }
    }
    json.finish();
    if (decoded != null) {
      return decoded;
    }
    if (channel == null) {
      return withoutChannel(frame);
    }
    if (isData() && result >= 0) {
      json.rewind(result);
      return rows(channel, frame);
    }
    return control(channel, result);
  }

  private boolean isData() {
    return error == null && ("update".equals(event) || "all".equals(event));
  }

  /// `{"code": 2, "message": "…"}`, or null where all went well.
  private @Nullable String error() {
    if (json.peek() != '{') {
      json.skip();
      return null;
    }
    StringBuilder words = new StringBuilder();
    json.beginObject();
    for (int field; (field = json.nextField(ERROR)) != JsonReader.END; ) {
      switch (field) {
        case 0 -> words.insert(0, json.idText() + " ");
        case 1 -> words.append(json.string());
        default -> json.skip();
      }
    }
    return words.toString().strip();
  }

  private Decoded control(GateChannel channel, int result) {
    String words = channel.name() + (event == null || event.isEmpty() ? "" : " " + event);
    if (error != null) {
      return Control.of(What.REFUSED, words + " " + error);
    }
    if (channel.name().equals("futures.pong")) {
      return Control.of(What.HEARTBEAT, "");
    }
    if ("subscribe".equals(event) || "unsubscribe".equals(event)) {
      boolean refused = result >= 0 && "fail".equals(status(result));
      return Control.of(refused ? What.REFUSED : What.ACK, words);
    }
    return Control.of(What.NOTICE, words);
  }

  private @Nullable String status(int result) {
    json.rewind(result);
    String status = null;
    if (json.peek() == '{') {
      json.beginObject();
      for (int field; (field = json.nextField(STATUS)) != JsonReader.END; ) {
        if (field == 0 || field == 1) {
          status = json.string();
        } else {
          json.skip();
        }
      }
    }
    return status;
  }

  private Decoded rows(GateChannel channel, Frame frame) {
    GateMessage message = new GateMessage(null, sentAt, frame.receivedAt());
    return switch (channel.kind()) {
      case OBU -> stream.linkedBook(message);
      case BOOK_UPDATE -> stream.bookUpdate(message);
      case SYSTEM -> system();
      case IGNORED -> {
        json.skip();
        yield new Ignored(channel.ignored());
      }
      case TICKERS, BOOK_TICKER, BOOK, TRADES, LIQUIDATIONS, STATS, CANDLES -> {
        Rows rows = new Rows();
        if (channel.kind() == GateChannel.Kind.BOOK && json.peek() == '[') {
          stream.oldChanges(message, rows);
        } else {
          each(channel.name(), rows, () -> row(channel, message, rows));
        }
        yield rows.decoded();
      }
    };
  }

  /// Results are one object, a list of them, or a list in a list, and change between these.
  private void each(String what, Rows rows, Runnable row) {
    if (json.peek() == '{') {
      row.run();
      return;
    }
    rows.each(
        json,
        what,
        () -> {
          if (json.peek() == '[') {
            rows.each(json, what, row);
          } else {
            row.run();
          }
        });
  }

  private void row(GateChannel channel, GateMessage message, Rows rows) {
    switch (channel.kind()) {
      case TICKERS -> market.ticker(message, rows);
      case BOOK_TICKER -> stream.touch(message, rows);
      case BOOK -> stream.wholeBook(message, rows);
      case TRADES -> stream.trade(message, rows);
      case LIQUIDATIONS -> stream.liquidation(message, rows);
      case STATS -> history.openInterest(message, rows);
      case CANDLES -> history.pushedCandle(message, rows);
      case OBU, BOOK_UPDATE, SYSTEM, IGNORED -> json.skip();
    }
  }

  private Decoded system() {
    String type = status(json.position());
    return "upgrade".equals(type)
        ? Control.of(What.CLOSING_SOON, "service upgrade")
        : Control.of(What.NOTICE, String.valueOf(type));
  }

  // --- REST --------------------------------------------------------------------------------

  private Decoded withoutChannel(Frame frame) {
    if (label != null) {
      return Control.of(What.REFUSED, (label + " " + (error == null ? "" : error)).strip());
    }
    json.open(frame.bytes(), frame.offset(), frame.length());
    return answer(frame, GateAnswer.of(frame.stream()).orByFields(json));
  }

  private Decoded answer(Frame frame, GateAnswer answer) {
    GateMessage message = new GateMessage(answer.symbol(), null, frame.receivedAt());
    if (answer.kind() == GateAnswer.Kind.OTHER) {
      json.skip();
      json.finish();
      return new Ignored(answer.ignored().isEmpty() ? NO_FACT : answer.ignored());
    }
    if (answer.isUnnamed()) {
      json.skip();
      json.finish();
      return new Ignored("an answer that does not say whose it is");
    }
    if (answer.kind() == GateAnswer.Kind.ORDER_BOOK) {
      return stream.bookAnswer(message);
    }
    Rows rows = new Rows();
    history.begin();
    each(answer.kind().name(), rows, () -> answered(answer, message, rows));
    json.finish();
    if (answer.kind() == GateAnswer.Kind.FUNDING) {
      rows.completePeriods();
    }
    return rows.decoded(history.nextPage());
  }

  private void answered(GateAnswer answer, GateMessage message, Rows rows) {
    switch (answer.kind()) {
      case CONTRACTS -> market.contract(message, true, rows);
      case ANCHORS -> market.contract(message, false, rows);
      case TICKERS -> market.ticker(message, rows);
      case FUNDING -> history.settled(message, rows);
      case STATS -> history.openInterest(message, rows);
      case CANDLES -> history.candle(message, answer.of(), answer.bar(), rows);
      case ORDER_BOOK, OTHER -> json.skip();
    }
  }
}
