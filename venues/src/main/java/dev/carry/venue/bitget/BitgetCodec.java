package dev.carry.venue.bitget;

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
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Bitget: the envelope of a message (v1 of 2022, v2, v3), and which rows it holds.
final class BitgetCodec implements VenueCodec {
  private static final String NO_FACT = "a Bitget channel or answer that we do not read";
  private static final byte[] PONG = "pong".getBytes(StandardCharsets.US_ASCII);

  private static final Names ENVELOPE =
      Names.of("action", "arg", "data", "ts", "event", "code", "msg", "table", "op");
  private static final Names ARGUMENT =
      Names.of("instType", "channel", "instId", "topic", "symbol");

  private final JsonReader json = new JsonReader();
  private final Interned<BitgetSymbol> symbols = new Interned<>(BitgetSymbol::of);
  private final Interned<BitgetChannel> channels = new Interned<>(BitgetChannel::of);
  private final BitgetStream stream;
  private final BitgetReference reference;

  // the message being read
  private @Nullable BitgetChannel channel;
  private @Nullable BitgetSymbol symbol;
  private String family = "";
  private boolean snapshot;
  private @Nullable Instant sentAt;
  private @Nullable String event;
  private @Nullable String code;
  private @Nullable String text;
  private boolean table;
  private boolean request;

  BitgetCodec(Instruments listed) {
    this.stream = new BitgetStream(json, symbols, listed);
    this.reference = new BitgetReference(json, symbols, listed);
  }

  @Override
  public Decoded decode(Frame frame) {
    json.open(frame.bytes(), frame.offset(), frame.length());
    try {
      if (json.peek() != '{') {
        return noObject(frame);
      }
      return message(frame);
    } catch (MalformedJson e) {
      return new Rejected("a message that is no JSON of Bitget", String.valueOf(e.getMessage()));
    } catch (IllegalArgumentException | ArithmeticException | DateTimeException e) {
      return new Rejected("a message with an impossible value", String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void reset() {
    // Pushed messages are whole, and pages of a history tell by themselves where they begin anew.
  }

  private Decoded noObject(Frame frame) {
    int end = frame.offset() + frame.length();
    if (Arrays.equals(frame.bytes(), frame.offset(), end, PONG, 0, PONG.length)) {
      return Control.of(What.HEARTBEAT, "");
    }
    if (json.peek() == '[') {
      json.skip();
      json.finish();
      return new Ignored("a list that no Bitget channel or endpoint sends");
    }
    throw json.malformed("'{' or pong");
  }

  private Decoded message(Frame frame) {
    forget();
    int data = -1;
    json.beginObject();
    for (int field; (field = json.nextField(ENVELOPE)) != JsonReader.END; ) {
      switch (field) {
        case 0 -> snapshot = "snapshot".equals(json.string());
        case 1 -> argument();
        case 2 -> {
          // The time stands behind the rows.
          data = json.position();
          json.skip();
        }
        case 3 -> sentAt = json.millis();
        case 4 -> event = json.string();
        case 5 -> code = json.idText();
        case 6 -> text = json.string();
        case 7 -> table = json.string() != null;
        case 8 -> request = json.string() != null;
        default -> json.skip();
      }
    }
    json.finish();
    if (event != null) {
      return control(event);
    }
    if (table) {
      return new Ignored("a message of the API of before 2022-04-29");
    }
    if (code != null && !code.equals("00000")) {
      return Control.of(What.REFUSED, words(code, text));
    }
    if (request || data < 0) {
      return new Ignored(request ? "a request, not an answer" : NO_FACT);
    }
    json.rewind(data);
    return channel == null ? answer(frame) : pushed(channel, frame);
  }

  private void forget() {
    channel = null;
    symbol = null;
    family = "";
    snapshot = false;
    sentAt = null;
    event = null;
    code = null;
    text = null;
    table = false;
    request = false;
  }

  /// Of a push or an acknowledgement: v2 names a channel and an `instId`, v3 a topic and a symbol.
  private void argument() {
    json.beginObject();
    for (int field; (field = json.nextField(ARGUMENT)) != JsonReader.END; ) {
      switch (field) {
        case 0 -> family = String.valueOf(json.string()).toLowerCase(Locale.ROOT);
        case 1, 3 -> channel = json.interned(channels);
        case 2, 4 -> symbol = json.interned(symbols);
        default -> json.skip();
      }
    }
  }

  private Decoded control(String event) {
    String whose = symbol == null ? family : symbol.id().symbol();
    String what = words(channel == null ? "" : channel.name(), whose);
    return switch (event) {
      case "subscribe", "unsubscribe" -> Control.of(What.ACK, words(event, what));
      case "error" -> Control.of(What.REFUSED, words(words(code, text), what));
      default -> Control.of(What.NOTICE, words(event, text));
    };
  }

  private static String words(@Nullable String first, @Nullable String second) {
    return ((first == null ? "" : first) + " " + (second == null ? "" : second)).strip();
  }

  // --- rows --------------------------------------------------------------------------------

  private Decoded pushed(BitgetChannel rowsOf, Frame frame) {
    if (family.equals("spot") || family.equals("sp")) {
      return new Ignored("spot of Bitget is not read");
    }
    return rows(
        rowsOf, new BitgetMessage(symbol, snapshot, sentAt, frame.receivedAt()), frame.stream());
  }

  /// A REST answer: the call's name tells what it is, `history-mark-candles/1H/BTCUSDT`, else its
  /// first row does.
  private Decoded answer(Frame frame) {
    String[] name = frame.stream().split("/", -1);
    BitgetChannel called = BitgetChannel.of(name[0]);
    if (called.kind() == BitgetChannel.Kind.IGNORED) {
      called = reference.recognise();
    }
    if (called.kind() == BitgetChannel.Kind.CANDLE && name.length > 2) {
      called = called.withBar(name[1]);
    }
    boolean unnamed =
        called.kind() == BitgetChannel.Kind.BOOK || called.kind() == BitgetChannel.Kind.CANDLE;
    if (unnamed && name.length < 2) {
      return new Ignored("an answer that does not say whose it is");
    }
    BitgetSymbol whose = unnamed ? BitgetSymbol.of(name[name.length - 1]) : null;
    return rows(called, new BitgetMessage(whose, true, null, frame.receivedAt()), frame.stream());
  }

  private Decoded rows(BitgetChannel rowsOf, BitgetMessage message, String call) {
    switch (rowsOf.kind()) {
      case IGNORED -> {
        return new Ignored(rowsOf.ignored());
      }
      case BOOK_CHANGES -> {
        return stream.changes(message);
      }
      case TRADE -> {
        if (message.snapshot()) {
          return new Ignored("trades of before the subscription");
        }
      }
      default -> {}
    }
    Rows rows = new Rows();
    if (json.peek() == '{') {
      row(rowsOf, message, rows);
    } else {
      reference.begin();
      rows.each(json, rowsOf.name(), () -> row(rowsOf, message, rows));
    }
    if (rowsOf.kind() != BitgetChannel.Kind.HISTORY) {
      return rows.decoded();
    }
    rows.completePeriods();
    return rows.decoded(reference.nextPage(call));
  }

  private void row(BitgetChannel rowsOf, BitgetMessage message, Rows rows) {
    switch (rowsOf.kind()) {
      case CONTRACTS -> reference.contract(message, rows);
      case FUNDING -> reference.funding(message, rows);
      case HISTORY -> reference.settled(message, rows);
      case CANDLE -> reference.candle(rowsOf, message, rows);
      case TICKER -> stream.ticker(message, rows);
      case TOP -> stream.top(message, rows);
      case BOOK -> stream.book(message, rows);
      case TRADE -> stream.trade(message, rows);
      case LIQUIDATION -> stream.liquidation(message, rows);
      case BOOK_CHANGES, IGNORED -> json.skip();
    }
  }
}
