package dev.carry.venue.okx;

import dev.carry.model.VenueId;
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
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// OKX v5, contracts, spot or options: the envelope of a message, and which rows it holds. Of one
/// message it remembers for the next only which settlements it named.
final class OkxCodec implements VenueCodec {
  private static final String NO_FACT = "an OKX channel or answer without a fact we read";
  private static final String UNNAMED = "an answer that does not say whose it is";

  private static final byte[] PONG = ascii("pong");
  private static final byte[] SNAPSHOT = ascii("snapshot");

  private static final Names TOP =
      Names.of("arg", "data", "action", "event", "code", "msg", "table", "channel", "op");
  private static final int ARG = 0;
  private static final int DATA = 1;
  private static final int ACTION = 2;
  private static final int EVENT = 3;
  private static final int CODE = 4;
  private static final int MSG = 5;
  private static final int TABLE = 6;
  private static final int CHANNEL = 7;
  private static final int OP = 8;

  private static final Names ARGUMENT =
      Names.of("channel", "instId", "instType", "sprdId", "uly", "instFamily");

  private final JsonReader json = new JsonReader();
  private final VenueId venue;
  private final Interned<OkxSymbol> symbols;
  private final Interned<OkxChannel> channels = new Interned<>(OkxChannel::of);
  private final OkxStream stream;
  private final OkxReference reference;
  private final OkxBars bars = new OkxBars(json);
  private final OkxOptionRows options;

  // the message being read
  private @Nullable OkxChannel channel;
  private @Nullable OkxSymbol symbol;
  private String subject = "";
  private boolean action;
  private boolean snapshot;
  private @Nullable String event;
  private @Nullable String code;
  private @Nullable String text;
  private @Nullable String table;
  private boolean request;

  OkxCodec(VenueId venue, Instruments listed) {
    this.venue = venue;
    this.symbols = new Interned<>(symbol -> OkxSymbol.of(venue, symbol));
    this.stream = new OkxStream(json, symbols);
    this.options = new OkxOptionRows(json, symbols);
    this.reference = new OkxReference(json, venue, symbols, listed);
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
      return new Rejected("a message that is no JSON of OKX", String.valueOf(e.getMessage()));
    } catch (IllegalArgumentException | ArithmeticException | DateTimeException e) {
      return new Rejected("a message with an impossible value", String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void reset() {
    // Every message is whole; nothing is kept from one to the next.
  }

  private Decoded noObject(Frame frame) {
    int end = frame.offset() + frame.length();
    if (Arrays.equals(frame.bytes(), frame.offset(), end, PONG, 0, PONG.length)) {
      return Control.of(What.HEARTBEAT, "");
    }
    if (json.peek() == '[') {
      json.skip();
      json.finish();
      return new Ignored("a list that no OKX channel or endpoint sends");
    }
    throw json.malformed("'{' or pong");
  }

  private Decoded message(Frame frame) {
    forget();
    Decoded decoded = null;
    int data = -1;
    json.beginObject();
    for (int field; (field = json.nextField(TOP)) != JsonReader.END; ) {
      switch (field) {
        case ARG -> argument();
        case DATA -> {
          // Usually all that is needed to read the rows stands before them.
          if (channel != null && (action || channel.kind() != OkxChannel.Kind.BOOK)) {
            decoded = rows(new OkxMessage(channel, symbol, frame.receivedAt(), snapshot, false));
          } else {
            data = json.position();
            json.skip();
          }
        }
        case ACTION -> {
          action = true;
          snapshot = json.stringIs(SNAPSHOT);
        }
        case EVENT -> event = json.string();
        case CODE -> code = scalar();
        case MSG -> text = json.string();
        case OP -> request = json.string() != null;
        case TABLE -> table = json.string();
        case CHANNEL -> subject = String.valueOf(json.string());
        default -> json.skip();
      }
    }
    json.finish();
    return decoded != null ? decoded : withoutRowsYet(frame, data);
  }

  private void forget() {
    channel = null;
    symbol = null;
    subject = "";
    action = false;
    snapshot = false;
    event = null;
    code = null;
    text = null;
    table = null;
    request = false;
  }

  /// What the message is when its rows were not read on the way.
  private Decoded withoutRowsYet(Frame frame, int data) {
    if (event != null) {
      return control(event);
    }
    if (table != null) {
      return new Ignored("a message of OKEx API v3, which v5 replaced in 2021");
    }
    if (code != null && !code.equals("0")) {
      return Control.of(What.REFUSED, words(code, text));
    }
    if (request) {
      return new Ignored("a request, not an answer");
    }
    if (data < 0) {
      return new Ignored(NO_FACT);
    }
    json.rewind(data);
    if (channel != null) {
      return rows(new OkxMessage(channel, symbol, frame.receivedAt(), snapshot, false));
    }
    return answer(frame);
  }

  /// `{"channel":…,"instId":…}` of a push or an acknowledgement.
  private void argument() {
    int begin = json.position();
    json.beginObject();
    for (int field; (field = json.nextField(ARGUMENT)) != JsonReader.END; ) {
      switch (field) {
        case 0 -> channel = json.interned(channels);
        case 1 -> symbol = json.interned(symbols);
        case 2, 3, 4, 5 -> subject = String.valueOf(json.string());
        default -> json.skip();
      }
    }
    if (channel == null) {
      throw new MalformedJson("at byte " + begin + ": expected arg to name its channel");
    }
  }

  private Decoded control(String event) {
    return switch (event) {
      case "subscribe", "unsubscribe" -> Control.of(What.ACK, words(event, acknowledged()));
      case "error", "channel-conn-count-error" -> Control.of(What.REFUSED, words(code, text));
      case "notice" ->
          Control.of("64008".equals(code) ? What.CLOSING_SOON : What.NOTICE, words(code, text));
      default -> Control.of(What.NOTICE, words(event, text == null ? subject : text));
    };
  }

  private String acknowledged() {
    String name = channel == null ? "" : channel.name();
    return words(name, symbol == null ? subject : symbol.id().symbol());
  }

  private static String words(@Nullable String first, @Nullable String second) {
    return ((first == null ? "" : first) + " " + (second == null ? "" : second)).strip();
  }

  // --- rows --------------------------------------------------------------------------------

  /// A REST answer: the call's name tells what it is, else its first row does.
  private Decoded answer(Frame frame) {
    if (json.peek() != '[') {
      return new Ignored(NO_FACT);
    }
    String[] name = frame.stream().split("/", -1);
    OkxChannel called = OkxChannel.of(name[0]);
    if (called.kind() == OkxChannel.Kind.IGNORED) {
      called = reference.recognise();
    } else if (called.ofBars() && name.length > 2) {
      called =
          new OkxChannel(called.name(), called.kind(), "", called.of(), OkxChannel.bar(name[2]));
    }
    // Only these rows do not name their instrument; elsewhere the name's second part is a filter.
    boolean named =
        switch (called.kind()) {
          case BOOK, BOOK_SNAPSHOT, CANDLE, TOP, INTEREST_HISTORY -> false;
          default -> true;
        };
    if (!named && name.length < 2) {
      return new Ignored(UNNAMED);
    }
    OkxSymbol whose = named ? null : OkxSymbol.of(venue, name[1]);
    return rows(new OkxMessage(called, whose, frame.receivedAt(), true, true));
  }

  private Decoded rows(OkxMessage message) {
    OkxChannel rowsOf = message.channel();
    OkxSymbol whose = message.symbol();
    if (rowsOf.kind() == OkxChannel.Kind.IGNORED) {
      json.skip();
      return new Ignored(rowsOf.ignored());
    }
    String why = whose == null || rowsOf.ofIndex() ? null : whose.ignored();
    if (rowsOf.ofContracts() && venue.equals(OkxSpot.ID)) {
      why = OkxSymbol.CONTRACT;
    }
    if (why != null) {
      json.skip();
      return new Ignored(why);
    }
    if (rowsOf.kind() == OkxChannel.Kind.STATUS) {
      return Control.of(What.NOTICE, reference.maintenance());
    }
    Rows rows = new Rows();
    reference.begin();
    stream.begin();
    int count = rows.each(json, rowsOf.name(), () -> row(message, rows));
    Decoded.Depth depth = stream.depth();
    if (depth != null && count == 1) {
      return depth;
    }
    if (rowsOf.kind() == OkxChannel.Kind.HISTORY) {
      rows.completePeriods();
    }
    return rows.decoded(reference.nextPage());
  }

  private void row(OkxMessage message, Rows rows) {
    switch (message.channel().kind()) {
      case INSTRUMENT -> reference.instrument(message, rows);
      case FUNDING -> reference.funding(message, rows);
      case HISTORY -> reference.settled(message, rows);
      case PREMIUM -> stream.premium(message, rows);
      case MARK -> stream.mark(message, rows);
      case INDEX -> stream.index(message, rows);
      case TICKER -> stream.ticker(message, rows);
      case TOP -> stream.top(message, rows);
      case BOOK, BOOK_SNAPSHOT -> stream.book(message, rows);
      case TRADE -> stream.trade(message, rows);
      case LIQUIDATION -> stream.liquidations(message, rows);
      case LIQUIDATION_FLAT -> stream.liquidation(message, message.symbol(), rows);
      case OPEN_INTEREST -> stream.openInterest(message, rows);
      case INTEREST_HISTORY -> bars.interest(message, rows);
      case CANDLE -> bars.candle(message, rows);
      case OPTION_SUMMARY -> options.summary(message, rows);
      case STATUS, IGNORED -> json.skip();
    }
  }

  /// OKX writes codes as strings; a number would say the same.
  private @Nullable String scalar() {
    if (json.peek() == '"') {
      return json.string();
    }
    Long number = json.wholeNumber();
    return number == null ? null : number.toString();
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
