package dev.carry.venue.bitmex;

import dev.carry.model.InstrumentId;
import dev.carry.venue.Decoded;
import dev.carry.venue.Frame;
import dev.carry.venue.Rows;
import dev.carry.venue.VenueCodec;
import dev.carry.venue.json.JsonFields;
import dev.carry.venue.json.JsonReader;
import dev.carry.venue.json.MalformedJson;
import dev.carry.venue.json.Names;
import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// BitMEX frames to facts: messages of tables, and answers whose rows are told by their fields.
final class BitmexCodec implements VenueCodec {
  /// What a message does to its table.
  enum Action {
    PARTIAL,
    INSERT,
    UPDATE,
    DELETE,
    /// A row of an answer: whole, and no part of a table.
    ANSWER
  }

  private static final Names ENVELOPE =
      Names.of("table", "action", "data", "filter", "info", "success", "error", "symbol");
  private static final int TABLE = 0;
  private static final int ACTION = 1;
  private static final int DATA = 2;
  private static final int FILTER = 3;
  private static final int INFO = 4;
  private static final int SUCCESS = 5;
  private static final int ERROR = 6;
  private static final int SYMBOL = 7;

  private static final Names ACTIONS = Names.of("partial", "insert", "update", "delete");
  private static final Names FILTER_FIELDS = Names.of("symbol");
  private static final Names ERROR_FIELDS = Names.of("message");

  /// What tells the rows of an answer apart.
  private static final Names ROW =
      Names.of(
          "typ",
          "fundingRateDaily",
          "trdMatchID",
          "leavesQty",
          "open",
          "id",
          "bidPrice",
          "bids",
          "markPrice",
          "indicativeSettlePrice");
  private static final int TYP = 0;
  private static final int DAILY_RATE = 1;
  private static final int TRADE_ID = 2;
  private static final int LEAVES = 3;
  private static final int OPEN = 4;
  private static final int LEVEL_ID = 5;
  private static final int BID = 6;
  private static final int BIDS = 7;
  private static final int MARK = 8;
  private static final int INDEX = 9;

  private static final Decoded.Ignored NO_FACT_TABLE =
      new Decoded.Ignored("a table that gives no fact: settlements, insurance, chat and the like");
  private static final Decoded.Ignored NO_FACT_ANSWER =
      new Decoded.Ignored("an answer that gives no fact");

  private final JsonReader json = new JsonReader();
  private final JsonFields envelope = new JsonFields(ENVELOPE);
  private final JsonFields filter = new JsonFields(FILTER_FIELDS);
  private final JsonFields error = new JsonFields(ERROR_FIELDS);
  private final JsonFields row = new JsonFields(ROW);
  private final InstrumentRows instruments = new InstrumentRows(json);
  private final BookRows books = new BookRows(json);
  private final TapeRows tape = new TapeRows(json);

  @Override
  public Decoded decode(Frame frame) {
    json.open(frame.bytes(), frame.offset(), frame.length());
    try {
      return switch (json.peek()) {
        case 'p' -> pong(frame);
        case '[' -> answers(frame.receivedAt());
        default -> object(frame.receivedAt());
      };
    } catch (MalformedJson e) {
      return new Decoded.Rejected("malformed JSON", String.valueOf(e.getMessage()));
    } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
      return new Decoded.Rejected("an impossible value", String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void reset() {
    instruments.reset();
    books.reset();
  }

  static InstrumentId id(String symbol) {
    return InstrumentId.of(Bitmex.ID, symbol);
  }

  private static Decoded pong(Frame frame) {
    return frame.text().equals("pong")
        ? Decoded.Control.of(Decoded.Control.What.HEARTBEAT, "")
        : new Decoded.Rejected("malformed JSON", "a text that is neither JSON nor pong");
  }

  private Decoded object(Instant receivedAt) {
    envelope.read(json);
    json.finish();
    if (envelope.has(TABLE) && envelope.has(DATA)) {
      return table(receivedAt);
    }
    if (envelope.has(ERROR)) {
      return Decoded.Control.of(Decoded.Control.What.REFUSED, errorText());
    }
    if (envelope.has(SUCCESS)) {
      return Decoded.Control.of(Decoded.Control.What.ACK, "");
    }
    if (envelope.has(INFO)) {
      return Decoded.Control.of(Decoded.Control.What.NOTICE, String.valueOf(envelope.text(INFO)));
    }
    if (envelope.has(SYMBOL)) {
      json.rewind(0);
      Rows rows = new Rows();
      answer(receivedAt, rows);
      instruments.end(rows);
      return rows.decoded();
    }
    return NO_FACT_ANSWER;
  }

  /// An error is a text on sockets and an object in answers.
  private String errorText() {
    if (envelope.at(ERROR).peek() == '{') {
      error.read(envelope.at(ERROR));
      return String.valueOf(error.text(0));
    }
    return String.valueOf(envelope.text(ERROR));
  }

  private Decoded table(Instant receivedAt) {
    String table = envelope.text(TABLE);
    int number = envelope.oneOf(ACTION, ACTIONS);
    if (table == null || number < 0) {
      return new Decoded.Rejected(
          "a table without its name or action", table + ": " + envelope.text(ACTION));
    }
    Action action = Action.values()[number];
    String only = filterSymbol();
    Rows rows = new Rows();
    switch (table) {
      case "instrument" -> {
        instruments.begin(action, only);
        each(DATA, rows, table, () -> instruments.row(action, receivedAt, rows));
        instruments.end(rows);
      }
      case "orderBookL2", "orderBookL2_25" -> {
        books.begin(table, action, only);
        each(DATA, rows, table, () -> books.level(table, action, rows));
        books.end(action, receivedAt, rows);
      }
      case "orderBook10" -> each(DATA, rows, table, () -> books.ten(receivedAt, rows));
      case "quote" -> each(DATA, rows, table, () -> tape.quote(receivedAt, rows));
      case "trade" -> each(DATA, rows, table, () -> tape.trade(action, receivedAt, rows));
      case "funding" -> each(DATA, rows, table, () -> tape.funding(receivedAt, rows));
      case "liquidation" ->
          each(DATA, rows, table, () -> tape.liquidation(action, receivedAt, rows));
      case "tradeBin1m", "tradeBin5m", "tradeBin1h", "tradeBin1d" ->
          each(DATA, rows, table, () -> tape.bin(table, receivedAt, rows));
      default -> {
        return NO_FACT_TABLE;
      }
    }
    return rows.decoded();
  }

  private void each(int field, Rows rows, String what, Runnable read) {
    envelope.at(field);
    rows.each(json, what, read);
  }

  /// The one symbol a partial is of; absent: it is of all.
  private @Nullable String filterSymbol() {
    if (!envelope.has(FILTER) || envelope.at(FILTER).peek() != '{') {
      return null;
    }
    filter.read(envelope.at(FILTER));
    return filter.text(0);
  }

  /// Answers are lists of rows; rows of levels are one whole book.
  private Decoded answers(Instant receivedAt) {
    Rows rows = new Rows();
    instruments.begin(Action.ANSWER, null);
    books.begin("orderBookL2", Action.ANSWER, null);
    int count = rows.each(json, "answer", () -> answer(receivedAt, rows));
    books.end(Action.ANSWER, receivedAt, rows);
    instruments.end(rows);
    json.finish();
    return count == 0
        ? new Decoded.Ignored("an empty list: nothing there for what was asked")
        : rows.decoded();
  }

  /// One row; the reader stands in front of it and is left behind it.
  private void answer(Instant receivedAt, Rows rows) {
    int begin = json.position();
    row.read(json);
    int end = json.position();
    json.rewind(begin);
    if (row.has(TYP)) {
      instruments.row(Action.ANSWER, receivedAt, rows);
    } else if (row.has(DAILY_RATE)) {
      tape.funding(receivedAt, rows);
    } else if (row.has(TRADE_ID)) {
      tape.trade(Action.ANSWER, receivedAt, rows);
    } else if (row.has(LEAVES)) {
      tape.liquidation(Action.ANSWER, receivedAt, rows);
    } else if (row.has(OPEN)) {
      rows.ignore("candles whose width nobody says");
    } else if (row.has(LEVEL_ID)) {
      books.level("orderBookL2", Action.ANSWER, rows);
    } else if (row.has(BIDS)) {
      books.ten(receivedAt, rows);
    } else if (row.has(MARK) || row.has(INDEX)) {
      instruments.row(Action.ANSWER, receivedAt, rows);
    } else if (row.has(BID)) {
      tape.quote(receivedAt, rows);
    } else {
      rows.take(NO_FACT_ANSWER);
    }
    json.rewind(end);
  }
}
