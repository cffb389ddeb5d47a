package dev.carry.venue.deribit;

import static dev.carry.venue.Rows.need;

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
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Deribit v2: the JSON-RPC envelope, and what stands in it. Remembers nothing between messages but
/// the numbers of trades.
final class DeribitCodec implements VenueCodec {
  static final String COMBINATION = "combinations are not read";
  private static final String UNNAMED = "an answer that does not say whose it is";
  private static final String NO_FACT = "a Deribit answer without a fact we read";

  /// The answer to a test request; without it Deribit closes the connection.
  static final String TEST =
      "{\"jsonrpc\":\"2.0\",\"id\":9,\"method\":\"public/test\",\"params\":{}}";

  private static final Names TOP = Names.of("method", "params", "result", "error");
  private static final int METHOD = 0;
  private static final int PARAMS = 1;
  private static final int RESULT = 2;
  private static final int ERROR = 3;

  private static final Names PARAMETERS = Names.of("channel", "data", "type");
  private static final Names FAILURE = Names.of("code", "message", "data");
  private static final Names REASON = Names.of("reason", "param");

  private final JsonReader json = new JsonReader();
  private final Interned<DeribitSymbol> symbols = new Interned<>(DeribitSymbol::of);
  private final Interned<DeribitChannel> channels = new Interned<>(DeribitChannel::of);
  private final DeribitStream stream;
  private final DeribitTrades trades;
  private final DeribitReference reference;
  private final DeribitCharts charts = new DeribitCharts(json);

  DeribitCodec(Instruments listed) {
    this.stream = new DeribitStream(json, symbols, listed);
    this.trades = new DeribitTrades(json, symbols);
    this.reference = new DeribitReference(json, listed);
  }

  @Override
  public Decoded decode(Frame frame) {
    json.open(frame.bytes(), frame.offset(), frame.length());
    try {
      return message(frame);
    } catch (MalformedJson e) {
      return new Rejected("a message that is no JSON of Deribit", String.valueOf(e.getMessage()));
    } catch (IllegalArgumentException | ArithmeticException | DateTimeException e) {
      return new Rejected("a message with an impossible value", String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void reset() {
    trades.reset();
  }

  private Decoded message(Frame frame) {
    Decoded decoded = null;
    String method = null;
    json.beginObject();
    for (int field; (field = json.nextField(TOP)) != JsonReader.END; ) {
      switch (field) {
        case PARAMS -> decoded = parameters(frame.receivedAt());
        case RESULT -> decoded = result(frame);
        case ERROR -> decoded = failure();
        case METHOD -> method = json.text();
        default -> json.skip();
      }
    }
    json.finish();
    if (method != null && method.startsWith("public/")) {
      return new Ignored("a request, not an answer");
    }
    return decoded == null ? new Ignored("no message of JSON-RPC") : decoded;
  }

  /// Of a notification or a heartbeat.
  private Decoded parameters(Instant receivedAt) {
    DeribitChannel channel = null;
    String type = null;
    Decoded decoded = null;
    int data = -1;
    json.beginObject();
    for (int field; (field = json.nextField(PARAMETERS)) != JsonReader.END; ) {
      switch (field) {
        case 0 -> channel = json.interned(channels);
        case 1 -> {
          if (channel != null) {
            decoded = data(channel, receivedAt);
          } else {
            data = json.position();
            json.skip();
          }
        }
        case 2 -> type = json.string();
        default -> json.skip();
      }
    }
    if (type != null) {
      return new Control(What.HEARTBEAT, type, type.equals("test_request") ? TEST : null);
    }
    if (decoded == null && channel != null && data >= 0) {
      int end = json.position();
      json.rewind(data);
      decoded = data(channel, receivedAt);
      json.rewind(end);
    }
    return decoded == null ? new Ignored("a notification without channel and data") : decoded;
  }

  private Decoded data(DeribitChannel channel, Instant receivedAt) {
    if (channel.kind() == DeribitChannel.Kind.IGNORED) {
      json.skip();
      return new Ignored(channel.ignored());
    }
    if (channel.kind() == DeribitChannel.Kind.PLATFORM) {
      return Control.of(What.NOTICE, reference.platform());
    }
    Rows rows = new Rows();
    DeribitSymbol symbol = channel.symbol();
    switch (channel.kind()) {
      case TICKER -> stream.ticker(symbol, receivedAt, rows);
      case PERPETUAL -> stream.perpetual(symbol, receivedAt, rows);
      case QUOTE -> stream.quote(symbol, receivedAt, rows);
      case BOOK -> {
        Decoded.Depth depth = stream.book(symbol, false, receivedAt, rows);
        if (depth != null) {
          return depth;
        }
      }
      case BOOK_SNAPSHOT -> stream.book(symbol, true, receivedAt, rows);
      case TRADES -> {
        each(DeribitAnswer.What.TRADE, null, receivedAt, rows);
        return rows.decoded(null, trades.gap());
      }
      case INDEX -> stream.index(receivedAt, rows);
      case OPTION_MARKS -> stream.optionMarks(receivedAt, rows);
      case STATE -> reference.state(receivedAt, rows);
      case CHART -> charts.candle(symbol, channel.bar(), receivedAt, rows);
      case PLATFORM, IGNORED -> json.skip();
    }
    return rows.decoded();
  }

  // --- answers -----------------------------------------------------------------------------

  private Decoded result(Frame frame) {
    return switch (json.peek()) {
      case '[' -> list(frame);
      case '{' -> object(frame);
      case '"' -> Control.of(What.ACK, String.valueOf(json.string()));
      default -> {
        json.skip();
        yield new Ignored(NO_FACT);
      }
    };
  }

  /// Rows, or the channels a subscription accepted. Channels Deribit does not know are missing
  /// from that list without a word, so the acknowledgement's detail holds all of it.
  private Decoded list(Frame frame) {
    int begin = json.position();
    String[] call = frame.stream().split("/", -1);
    json.beginArray();
    if (!json.nextElement()) {
      boolean rows = Deribit.CALLS.contains(call[0]);
      return rows ? new Rows().decoded() : Control.of(What.ACK, "");
    }
    int first = json.peek();
    if (first == '"') {
      StringBuilder accepted = new StringBuilder();
      do {
        accepted.append(accepted.isEmpty() ? "" : " ").append(json.string());
      } while (json.nextElement());
      return Control.of(What.ACK, accepted.toString());
    }
    DeribitAnswer.What what =
        first == '{' ? DeribitAnswer.read(json).what() : DeribitAnswer.What.UNKNOWN;
    json.rewind(begin);
    DeribitSymbol symbol = null;
    switch (what) {
      case HISTORY -> {
        if (call.length < 2) {
          json.skip();
          return new Ignored(UNNAMED);
        }
        symbol = DeribitSymbol.of(call[1]);
      }
      case INSTRUMENT, SUMMARY, TRADE -> {}
      case TRADES, CHART, TICKER, VERSION, UNKNOWN -> {
        json.skip();
        return new Ignored(NO_FACT);
      }
    }
    Rows rows = new Rows();
    reference.begin();
    each(what, symbol, frame.receivedAt(), rows);
    boolean windows = what == DeribitAnswer.What.HISTORY && call.length > 2;
    return rows.decoded(windows ? reference.nextPage(call[2]) : null);
  }

  private void each(
      DeribitAnswer.What what, @Nullable DeribitSymbol symbol, Instant receivedAt, Rows rows) {
    trades.begin();
    rows.each(
        json,
        what.name().toLowerCase(Locale.ROOT),
        () -> {
          switch (what) {
            case INSTRUMENT -> reference.instrument(receivedAt, rows);
            case HISTORY -> reference.settled(need(symbol, "instrument"), receivedAt, rows);
            case SUMMARY -> stream.summary(receivedAt, rows);
            case TRADE -> trades.read(receivedAt, rows);
            case TRADES, CHART, TICKER, VERSION, UNKNOWN -> json.skip();
          }
        });
  }

  private Decoded object(Frame frame) {
    int begin = json.position();
    Instant receivedAt = frame.receivedAt();
    DeribitAnswer answer = DeribitAnswer.read(json);
    int end = json.position();
    json.rewind(begin);
    Rows rows = new Rows();
    switch (answer.what()) {
      case INSTRUMENT -> reference.instrument(receivedAt, rows);
      case TICKER -> stream.ticker(null, receivedAt, rows);
      case TRADES -> {
        json.rewind(answer.at());
        each(DeribitAnswer.What.TRADE, null, receivedAt, rows);
        json.rewind(end);
      }
      case CHART -> {
        String[] call = frame.stream().split("/", -1);
        if (call.length < 3) {
          json.skip();
          return new Ignored(UNNAMED);
        }
        DeribitSymbol symbol = DeribitSymbol.of(call[1]);
        charts.columns(symbol, DeribitChannel.bar(call[2]), receivedAt, rows);
      }
      case VERSION -> {
        json.skip();
        return Control.of(What.HEARTBEAT, "test");
      }
      case HISTORY, SUMMARY, TRADE, UNKNOWN -> {
        json.skip();
        return new Ignored(NO_FACT);
      }
    }
    return rows.decoded();
  }

  private Decoded failure() {
    StringBuilder words = new StringBuilder();
    json.beginObject();
    for (int field; (field = json.nextField(FAILURE)) != JsonReader.END; ) {
      switch (field) {
        case 0 -> words.insert(0, json.wholeNumber() + " ");
        case 1 -> words.append(json.string()).append(' ');
        case 2 -> reason(words);
        default -> json.skip();
      }
    }
    return Control.of(What.REFUSED, words.toString().strip());
  }

  /// Which parameter was wrong and why, where an error says so.
  private void reason(StringBuilder words) {
    if (json.peek() != '{') {
      json.skip();
      return;
    }
    json.beginObject();
    for (int field; (field = json.nextField(REASON)) != JsonReader.END; ) {
      if (field >= 0) {
        words.append(json.string()).append(' ');
      } else {
        json.skip();
      }
    }
  }
}
