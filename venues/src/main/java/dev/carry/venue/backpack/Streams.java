package dev.carry.venue.backpack;

import static dev.carry.venue.Rows.need;

import dev.carry.model.Book;
import dev.carry.model.Candle;
import dev.carry.model.FundingEstimate;
import dev.carry.model.IndexPrice;
import dev.carry.model.Instrument;
import dev.carry.model.Instrument.SizeIn;
import dev.carry.model.InstrumentId;
import dev.carry.model.Levels;
import dev.carry.model.Liquidation;
import dev.carry.model.Liquidation.Position;
import dev.carry.model.MarkPrice;
import dev.carry.model.OpenInterest;
import dev.carry.model.Side;
import dev.carry.model.Trade;
import dev.carry.model.Volume;
import dev.carry.venue.Decoded;
import dev.carry.venue.Decoded.Ignored;
import dev.carry.venue.Instruments;
import dev.carry.venue.Rows;
import dev.carry.venue.Touch;
import dev.carry.venue.json.Interned;
import dev.carry.venue.json.JsonFields;
import dev.carry.venue.json.JsonReader;
import dev.carry.venue.json.LevelReader;
import dev.carry.venue.json.MalformedJson;
import dev.carry.venue.json.Names;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The `data` of a socket's message.
final class Streams {
  private static final Names NAMES =
      Names.of(
          "e", "E", "T", "s", "U", "u", "a", "b", "A", "B", "p", "i", "f", "n", "o", "c", "h", "l",
          "v", "V", "q", "S", "t", "m", "X");
  private static final int EVENT = 0;
  private static final int EVENT_TIME = 1;
  private static final int ENGINE_TIME = 2;
  private static final int SYMBOL = 3;
  private static final int FIRST = 4;
  private static final int LAST = 5;
  private static final int ASK = 6;
  private static final int BID = 7;
  private static final int ASK_SIZE = 8;
  private static final int BID_SIZE = 9;
  private static final int PRICE = 10;
  private static final int INDEX = 11;
  private static final int FUNDING = 12;
  private static final int NEXT = 13;
  private static final int OPEN = 14;
  private static final int CLOSE = 15;
  private static final int HIGH = 16;
  private static final int LOW = 17;
  private static final int VOLUME = 18;
  private static final int QUOTE_VOLUME = 19;
  private static final int QUANTITY = 20;
  private static final int SIDE = 21;
  private static final int ID_OR_START = 22;
  private static final int BUYER_IS_MAKER = 23;
  private static final int CLOSED = 24;

  private static final Names SIDES = Names.of("Bid", "Ask");

  private final JsonReader json;
  private final Instruments listed;
  private final JsonFields fields = new JsonFields(NAMES);
  private final Interned<InstrumentId> symbols =
      new Interned<>(symbol -> InstrumentId.of(Backpack.ID, symbol));
  private final LevelReader levels = new LevelReader();

  Streams(JsonReader json, Instruments listed) {
    this.json = json;
    this.listed = listed;
  }

  /// @param stream its name: only candles need it, which do not state their length
  Decoded read(String stream, Instant receivedAt) {
    fields.read(json);
    String event = fields.text(EVENT);
    if (event == null) {
      return new Ignored("a stream without a fact we read");
    }
    Rows rows = new Rows();
    switch (event) {
      case "markPrice" -> markPrice(receivedAt, rows);
      case "bookTicker" -> bookTicker(receivedAt, rows);
      case "depth" -> {
        return depth(receivedAt);
      }
      case "trade" -> trade(receivedAt, rows);
      case "liquidation" -> liquidation(receivedAt, rows);
      case "openInterest" ->
          rows.add(
              new OpenInterest(id(), time(), receivedAt, decimal(OPEN, "o"), SizeIn.BASE, null));
      case "ticker" -> ticker(receivedAt, rows);
      case "kline" -> candle(stream, receivedAt, rows);
      default -> {
        return new Ignored("a stream without a fact we read");
      }
    }
    return rows.decoded();
  }

  private InstrumentId id() {
    return need(fields.interned(SYMBOL, symbols), "s");
  }

  /// The engine's time where it is stated, else the event's.
  private @Nullable Instant time() {
    int field = fields.has(ENGINE_TIME) ? ENGINE_TIME : EVENT_TIME;
    return fields.has(field) ? BackpackTime.micros(fields.at(field)) : null;
  }

  private BigDecimal decimal(int field, String name) {
    return need(fields.decimal(field), name);
  }

  private void markPrice(Instant receivedAt, Rows rows) {
    InstrumentId id = id();
    Instant at = time();
    BigDecimal index = fields.positive(INDEX);
    BigDecimal mark = fields.positive(PRICE);
    BigDecimal rate = fields.decimal(FUNDING);
    if (index != null) {
      rows.add(new IndexPrice(id, at, receivedAt, index));
    }
    if (mark != null) {
      rows.add(new MarkPrice(id, at, receivedAt, mark));
    }
    if (rate != null) {
      Instant next = fields.has(NEXT) ? BackpackTime.microsOrMillis(fields.at(NEXT)) : null;
      rows.add(estimate(id, at, receivedAt, rate, next, listed));
    }
    if (rows.isEmpty()) {
      rows.ignore("a mark price without a price");
    }
  }

  /// A rate states no period: the market's own is taken, absent where it is not listed.
  static FundingEstimate estimate(
      InstrumentId id,
      @Nullable Instant at,
      Instant receivedAt,
      BigDecimal rate,
      @Nullable Instant settlesAt,
      Instruments listed) {
    Instrument market = listed.find(id);
    return new FundingEstimate(
        id,
        at,
        receivedAt,
        rate,
        market == null ? null : market.fundingPeriod(),
        settlesAt,
        FundingEstimate.Which.COMING);
  }

  private void bookTicker(Instant receivedAt, Rows rows) {
    rows.add(
        Touch.quote(
            id(),
            time(),
            receivedAt,
            fields.decimal(BID),
            fields.decimal(BID_SIZE),
            fields.decimal(ASK),
            fields.decimal(ASK_SIZE),
            SizeIn.BASE));
  }

  /// Changes: the first is always the one after the last of the message before.
  private Decoded depth(Instant receivedAt) {
    long first = fields.wholeOr(FIRST, -1);
    long last = fields.wholeOr(LAST, -1);
    if (first < 1 || last < first) {
      throw new MalformedJson("expected U and u with U at most u, found " + first + ", " + last);
    }
    Levels bids = side(BID);
    Levels asks = side(ASK);
    Book book = new Book(id(), time(), receivedAt, false, bids, asks, SizeIn.BASE);
    return new Decoded.Depth(book, first, last, first - 1, null);
  }

  private Levels side(int field) {
    return fields.has(field) ? levels.read(fields.at(field)) : Levels.NONE;
  }

  private void trade(Instant receivedAt, Rows rows) {
    if (!fields.has(BUYER_IS_MAKER)) {
      throw new MalformedJson("without m");
    }
    boolean buyerIsMaker = fields.at(BUYER_IS_MAKER).bool();
    rows.add(
        new Trade(
            id(),
            time(),
            receivedAt,
            fields.idText(ID_OR_START),
            need(fields.positive(PRICE), "p"),
            need(fields.positive(QUANTITY), "q"),
            SizeIn.BASE,
            buyerIsMaker ? Side.SELL : Side.BUY));
  }

  /// `S` is the side of an order everywhere else in this API: buying closes a short.
  private void liquidation(Instant receivedAt, Rows rows) {
    int side = fields.oneOf(SIDE, SIDES);
    if (side < 0) {
      throw new MalformedJson("expected S Bid or Ask");
    }
    rows.add(
        new Liquidation(
            id(),
            time(),
            receivedAt,
            need(fields.positive(PRICE), "p"),
            need(fields.positive(QUANTITY), "q"),
            SizeIn.BASE,
            side == 0 ? Position.SHORT : Position.LONG,
            Liquidation.PriceIs.FILL,
            true));
  }

  private void ticker(Instant receivedAt, Rows rows) {
    BigDecimal base = fields.decimal(VOLUME);
    BigDecimal quote = fields.decimal(QUOTE_VOLUME);
    if (base == null && quote == null) {
      rows.ignore("a ticker without a volume");
    } else {
      rows.add(new Volume(id(), time(), receivedAt, base, quote));
    }
  }

  /// `kline.1m.SOL_USDC_PERP`; its own time is in seconds or text, its event's in microseconds.
  private void candle(String stream, Instant receivedAt, Rows rows) {
    String[] name = stream.split("\\.", 3);
    Duration bar = name.length < 3 ? null : Answers.bar(name[1]);
    if (bar == null) {
      rows.ignore(Answers.NO_LENGTH);
      return;
    }
    if (!fields.has(CLOSED) || !fields.at(CLOSED).bool()) {
      rows.ignore(Answers.STILL_OPEN);
      return;
    }
    Instant opens =
        need(
            fields.has(ID_OR_START) ? BackpackTime.secondsOrText(fields.at(ID_OR_START)) : null,
            "t");
    Instant at = fields.has(EVENT_TIME) ? BackpackTime.micros(fields.at(EVENT_TIME)) : null;
    rows.add(
        new Candle(
            id(),
            at,
            receivedAt,
            Candle.Of.TRADE,
            decimal(OPEN, "o"),
            decimal(HIGH, "h"),
            decimal(LOW, "l"),
            decimal(CLOSE, "c"),
            opens,
            opens.plus(bar)));
  }
}
