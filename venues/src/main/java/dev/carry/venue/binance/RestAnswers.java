package dev.carry.venue.binance;

import dev.carry.model.Book;
import dev.carry.model.FundingSettled;
import dev.carry.model.Instrument;
import dev.carry.model.InstrumentId;
import dev.carry.model.Levels;
import dev.carry.model.Listing;
import dev.carry.model.MarketEvent;
import dev.carry.model.OpenInterest;
import dev.carry.venue.Decoded;
import dev.carry.venue.Frame;
import dev.carry.venue.Instruments;
import dev.carry.venue.Touch;
import dev.carry.venue.json.Interned;
import dev.carry.venue.json.JsonFields;
import dev.carry.venue.json.JsonReader;
import dev.carry.venue.json.Names;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The answers of REST calls, told apart by the fields they have: recordings do not say what was
/// asked. Only candles and order books, which name no symbol, need the name of the call.
final class RestAnswers {
  private static final Names NAMES =
      Names.of(
          "symbol",
          "time",
          "symbols",
          "serverTime",
          "markPrice",
          "indexPrice",
          "lastFundingRate",
          "nextFundingTime",
          "interestRate",
          "fundingRate",
          "fundingTime",
          "bidPrice",
          "bidQty",
          "askPrice",
          "askQty",
          "openInterest",
          "sumOpenInterest",
          "sumOpenInterestValue",
          "timestamp",
          "volume",
          "quoteVolume",
          "closeTime",
          "lastUpdateId",
          "bids",
          "asks",
          "E",
          "T",
          "code",
          "msg",
          "result",
          "error",
          "id",
          "fundingIntervalHours",
          "contractType",
          "isBuyerMaker",
          "m",
          "pair",
          "baseVolume");
  private static final int SYMBOL = 0;
  private static final int TIME = 1;
  private static final int SYMBOLS = 2;
  private static final int SERVER_TIME = 3;
  private static final int MARK = 4;
  private static final int INDEX = 5;
  private static final int RATE = 6;
  private static final int NEXT = 7;
  private static final int INTEREST = 8;
  private static final int SETTLED_RATE = 9;
  private static final int SETTLED_AT = 10;
  private static final int BID = 11;
  private static final int BID_SIZE = 12;
  private static final int ASK = 13;
  private static final int ASK_SIZE = 14;
  private static final int OPEN_INTEREST = 15;
  private static final int SUM_OPEN_INTEREST = 16;
  private static final int SUM_VALUE = 17;
  private static final int TIMESTAMP = 18;
  private static final int VOLUME = 19;
  private static final int QUOTE_VOLUME = 20;
  private static final int CLOSE_TIME = 21;
  private static final int UPDATE_ID = 22;
  private static final int BIDS = 23;
  private static final int ASKS = 24;
  private static final int EVENT_TIME = 25;
  private static final int ENGINE_TIME = 26;
  private static final int CODE = 27;
  private static final int MESSAGE = 28;
  private static final int RESULT = 29;
  private static final int ERROR = 30;
  private static final int ID = 31;
  static final int INTERVAL = 32;
  private static final int BUYER_IS_MAKER = 34;
  private static final int BUYER_IS_MAKER_SHORT = 35;
  private static final int PAIR = 36;
  private static final int BASE_VOLUME = 37;

  private static final Decoded.Ignored NO_SYMBOL_OF_BOOK =
      new Decoded.Ignored("an order book of a symbol that neither it nor its name says");
  private static final Decoded.Ignored NO_SYMBOL_OF_TRADES =
      new Decoded.Ignored("trades by REST: they name no symbol, and the sockets carry them");
  private static final Decoded.Ignored NO_SYMBOL_OF_INTEREST =
      new Decoded.Ignored("an open interest of a pair whose contract nobody says");
  private static final Decoded.Ignored NO_RATE =
      new Decoded.Ignored("a settlement without a rate: nothing was charged");
  private static final Decoded.Ignored CLOCK = new Decoded.Ignored("the server's clock");
  private static final Decoded.Ignored OTHER_ANSWER =
      new Decoded.Ignored(
          "an answer that gives no fact: ratios, baskets, last prices and the like");

  private final Family family;
  private final JsonReader json;
  private final Instruments listed;
  private final Interned<InstrumentId> ids;
  private final HotEvents events;
  private final ContractLists contracts;
  private final JsonFields fields = new JsonFields(NAMES);
  private final JsonFields error = new JsonFields(NAMES);

  RestAnswers(
      Family family,
      JsonReader json,
      Instruments listed,
      Interned<InstrumentId> ids,
      HotEvents events,
      ContractLists contracts) {
    this.family = family;
    this.json = json;
    this.listed = listed;
    this.ids = ids;
    this.events = events;
    this.contracts = contracts;
  }

  /// One object; the reader stands in front of it and is left behind it.
  ///
  /// @param stream the name of the call or of the stream
  Decoded object(Frame frame, String stream) {
    fields.read(json);
    Decoded decoded = decode(frame.receivedAt(), stream);
    fields.leave();
    return decoded;
  }

  /// Whether the array in front of the reader holds funding terms. The reader stays.
  boolean holdsTerms() {
    int begin = json.position();
    json.beginArray();
    boolean terms = false;
    if (json.nextElement() && json.peek() == '{') {
      fields.read(json);
      terms = fields.has(INTERVAL);
    }
    json.rewind(begin);
    return terms;
  }

  private Decoded decode(Instant receivedAt, String stream) {
    if (fields.has(SYMBOLS) && fields.has(SERVER_TIME)) {
      Instant time = fields.millis(SERVER_TIME);
      fields.at(SYMBOLS);
      return contracts.contracts(time, receivedAt);
    }
    if (fields.has(UPDATE_ID) && fields.has(BIDS) && fields.has(ASKS)) {
      return book(receivedAt, stream);
    }
    if (fields.has(CODE) && fields.has(MESSAGE)) {
      return refused(fields);
    }
    if (fields.has(ERROR)) {
      error.read(fields.at(ERROR));
      return refused(error);
    }
    if (fields.has(ID) && fields.has(RESULT)) {
      return Decoded.Control.of(Decoded.Control.What.ACK, "id " + fields.idText(ID));
    }
    if (fields.has(BUYER_IS_MAKER) || fields.has(BUYER_IS_MAKER_SHORT)) {
      return NO_SYMBOL_OF_TRADES;
    }
    InstrumentId id = fields.interned(SYMBOL, ids);
    if (fields.has(SUM_OPEN_INTEREST)) {
      return openInterestThen(id, receivedAt, stream);
    }
    if (id == null) {
      return fields.has(SERVER_TIME) ? CLOCK : OTHER_ANSWER;
    }
    return ofSymbol(id, receivedAt);
  }

  private Decoded ofSymbol(InstrumentId id, Instant receivedAt) {
    if (fields.has(RATE)) {
      return premiumIndex(id, receivedAt);
    }
    if (fields.has(SETTLED_RATE)) {
      return settled(id, receivedAt);
    }
    if (fields.has(BID) && fields.has(ASK)) {
      return Decoded.Facts.of(
          Touch.quote(
              id,
              fields.millis(TIME),
              receivedAt,
              fields.decimal(BID),
              fields.decimal(BID_SIZE),
              fields.decimal(ASK),
              fields.decimal(ASK_SIZE),
              family.sizeIn()));
    }
    if (fields.has(OPEN_INTEREST)) {
      return openInterest(id, fields.millis(TIME), receivedAt, fields.decimal(OPEN_INTEREST), null);
    }
    int value = family == Family.COIN_M ? BASE_VOLUME : QUOTE_VOLUME;
    if (fields.has(VOLUME) && fields.has(value)) {
      Instant time = fields.millis(CLOSE_TIME);
      BigDecimal traded = fields.decimal(VOLUME);
      return RareEvents.volume(family, id, time, receivedAt, traded, fields.decimal(value));
    }
    return OTHER_ANSWER;
  }

  private static Decoded.Control refused(JsonFields error) {
    return Decoded.Control.of(
        Decoded.Control.What.REFUSED, error.idText(CODE) + " " + error.text(MESSAGE));
  }

  private Decoded premiumIndex(InstrumentId id, Instant receivedAt) {
    Instant time = fields.millis(TIME);
    Instant next = fields.millis(NEXT);
    Decoded decoded =
        events.mark(
            id,
            time,
            receivedAt,
            family.indexOf(id, fields.text(PAIR)),
            fields.positive(INDEX),
            fields.positive(MARK),
            fields.decimal(RATE),
            next);
    BigDecimal interest = next == null ? null : fields.decimal(INTEREST);
    Instrument known = listed.find(id);
    if (interest != null
        && known != null
        && known.kind() == Instrument.Kind.PERPETUAL
        && (known.interestRate() == null || known.interestRate().compareTo(interest) != 0)
        && decoded instanceof Decoded.Facts facts) {
      List<MarketEvent> all = new ArrayList<>();
      all.add(new Listing(known.toBuilder().interestRate(interest).build(), time, receivedAt));
      all.addAll(facts.events());
      return Decoded.Facts.of(all);
    }
    return decoded;
  }

  private Decoded settled(InstrumentId id, Instant receivedAt) {
    BigDecimal rate = fields.decimal(SETTLED_RATE);
    Instant at = fields.millis(SETTLED_AT);
    if (rate == null) {
      return NO_RATE;
    }
    if (at == null) {
      return new Decoded.Rejected(
          "a settled rate without its time", id + ": fundingTime is absent");
    }
    return Decoded.Facts.of(
        new FundingSettled(id, at, receivedAt, rate, null, at, fields.positive(MARK)));
  }

  /// What COIN-M answers names a pair and a type of contract, no symbol; and its value is in coin.
  private Decoded openInterestThen(@Nullable InstrumentId id, Instant receivedAt, String stream) {
    String named = id == null ? symbolOf(stream) : id.symbol();
    if (named == null) {
      return NO_SYMBOL_OF_INTEREST;
    }
    BigDecimal value = family == Family.COIN_M ? null : fields.decimal(SUM_VALUE);
    Instant time = fields.millis(TIMESTAMP);
    return openInterest(
        family.id(named), time, receivedAt, fields.decimal(SUM_OPEN_INTEREST), value);
  }

  private Decoded openInterest(
      InstrumentId id,
      @Nullable Instant time,
      Instant receivedAt,
      @Nullable BigDecimal size,
      @Nullable BigDecimal notional) {
    if (size == null || size.signum() < 0) {
      return new Decoded.Rejected("an open interest that is none", id + ": " + size);
    }
    return Decoded.Facts.of(
        new OpenInterest(id, time, receivedAt, size, family.sizeIn(), notional));
  }

  /// A whole book: the one that changes by socket begin with.
  private Decoded book(Instant receivedAt, String stream) {
    InstrumentId id = fields.interned(SYMBOL, ids);
    if (id == null) {
      String symbol = symbolOf(stream);
      if (symbol == null) {
        return NO_SYMBOL_OF_BOOK;
      }
      id = family.id(symbol);
    }
    Instant time = fields.millis(ENGINE_TIME);
    time = time == null ? fields.millis(EVENT_TIME) : time;
    long number = fields.wholeOr(UPDATE_ID, 0);
    fields.at(BIDS);
    Levels bids = events.side();
    fields.at(ASKS);
    Levels asks = events.side();
    Book book = new Book(id, time, receivedAt, true, bids, asks, family.sizeIn());
    // on spot the best levels come in the same form as an answer
    return HotEvents.isWhole(stream)
        ? Decoded.Facts.of(book)
        : new Decoded.Depth(book, number, number, null, null);
  }

  /// The symbol in `depth/BTCUSDT` and in `btcusdt@depthSnapshot`.
  static @Nullable String symbolOf(String stream) {
    int slash = stream.indexOf('/');
    if (slash > 0 && slash < stream.length() - 1) {
      return stream.substring(slash + 1);
    }
    int at = stream.indexOf('@');
    return at > 0 ? stream.substring(0, at).toUpperCase(Locale.ROOT) : null;
  }
}
