package dev.carry.venue.gate;

import static dev.carry.venue.Rows.need;

import dev.carry.model.Candle;
import dev.carry.model.FundingSettled;
import dev.carry.model.Instrument.SizeIn;
import dev.carry.model.OpenInterest;
import dev.carry.venue.Rows;
import dev.carry.venue.json.Interned;
import dev.carry.venue.json.JsonReader;
import dev.carry.venue.json.Names;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Rows of the past: settled funding, open interest, candles.
final class GateHistory {
  static final String LIQUIDATION_ORDERS =
      "liquidation orders by REST, whose sign is documented as the position's and read as the"
          + " order's";

  /// A page with fewer rows than the smallest limit in use is the last.
  private static final int SMALLEST_FULL_PAGE = 100;

  private static final Names SETTLED = Names.of("r", "t");
  private static final Names STATS =
      Names.of("contract", "time", "open_interest", "open_interest_usd");
  private static final Names CANDLE = Names.of("t", "o", "h", "l", "c", "n", "w");

  private final JsonReader json;
  private final Interned<GateSymbol> symbols;

  // the page being read
  private int settledRows;
  private @Nullable Instant oldest;

  GateHistory(JsonReader json, Interned<GateSymbol> symbols) {
    this.json = json;
    this.symbols = symbols;
  }

  void begin() {
    settledRows = 0;
    oldest = null;
  }

  /// History comes newest first; `to` is inclusive.
  @Nullable String nextPage() {
    return settledRows < SMALLEST_FULL_PAGE || oldest == null
        ? null
        : "to=" + (oldest.getEpochSecond() - 1);
  }

  /// `t` is a second or two after the settlement.
  void settled(GateMessage message, Rows rows) {
    BigDecimal rate = null;
    Instant time = null;
    json.beginObject();
    for (int field; (field = json.nextField(SETTLED)) != JsonReader.END; ) {
      switch (field) {
        case 0 -> rate = json.decimal();
        case 1 -> time = GateTime.read(json);
        default -> json.skip();
      }
    }
    Instant settledAt = need(time, "t");
    settledRows++;
    oldest = oldest == null || settledAt.isBefore(oldest) ? settledAt : oldest;
    rows.add(
        new FundingSettled(
            need(message.symbol(), "the contract").id(),
            null,
            message.receivedAt(),
            need(rate, "r"),
            null,
            settledAt,
            null));
  }

  /// `open_interest_usd` is documented to be in the quote currency.
  void openInterest(GateMessage message, Rows rows) {
    GateSymbol whose = message.symbol();
    Instant time = null;
    BigDecimal contracts = null;
    BigDecimal notional = null;
    json.beginObject();
    for (int field; (field = json.nextField(STATS)) != JsonReader.END; ) {
      switch (field) {
        case 0 -> whose = json.interned(symbols);
        case 1 -> time = GateTime.read(json);
        case 2 -> contracts = json.decimal();
        case 3 -> notional = json.decimal();
        default -> json.skip();
      }
    }
    rows.add(
        new OpenInterest(
            need(whose, "contract").id(),
            need(time, "time"),
            message.receivedAt(),
            need(contracts, "open_interest"),
            SizeIn.CONTRACTS,
            notional));
  }

  // --- candles -----------------------------------------------------------------------------

  private static final class Row {
    @Nullable Instant opens;
    @Nullable BigDecimal open;
    @Nullable BigDecimal high;
    @Nullable BigDecimal low;
    @Nullable BigDecimal close;
    String name = "";
    @Nullable Boolean closed;
  }

  private Row row() {
    Row row = new Row();
    json.beginObject();
    for (int field; (field = json.nextField(CANDLE)) != JsonReader.END; ) {
      switch (field) {
        case 0 -> row.opens = GateTime.read(json);
        case 1 -> row.open = json.decimal();
        case 2 -> row.high = json.decimal();
        case 3 -> row.low = json.decimal();
        case 4 -> row.close = json.decimal();
        case 5 -> row.name = String.valueOf(json.string());
        case 6 -> row.closed = json.bool();
        default -> json.skip();
      }
    }
    return row;
  }

  void candle(GateMessage message, Candle.Of of, @Nullable Duration bar, Rows rows) {
    add(message, row(), need(message.symbol(), "the contract"), of, bar, rows);
  }

  /// `n` is `1m_BTC_USDT`, or `1m_mark_BTC_USDT` of the mark.
  void pushedCandle(GateMessage message, Rows rows) {
    Row row = row();
    int mark = row.name.indexOf('_');
    String whose = row.name.substring(mark + 1);
    Candle.Of of = Candle.Of.TRADE;
    if (whose.startsWith("mark_")) {
      of = Candle.Of.MARK;
      whose = whose.substring("mark_".length());
    } else if (whose.startsWith("index_")) {
      of = Candle.Of.INDEX;
      whose = whose.substring("index_".length());
    }
    Duration bar = mark < 0 ? null : GateBar.of(row.name.substring(0, mark));
    add(message, row, GateSymbol.of(whose), of, bar, rows);
  }

  private static void add(
      GateMessage message,
      Row row,
      GateSymbol whose,
      Candle.Of of,
      @Nullable Duration bar,
      Rows rows) {
    if (bar == null) {
      rows.ignore("candles whose length is not known");
      return;
    }
    Instant opens = need(row.opens, "t");
    Instant closes = opens.plus(bar);
    boolean closed = row.closed == null ? !closes.isAfter(message.at()) : row.closed;
    if (!closed) {
      rows.ignore("a candle that is still open");
      return;
    }
    rows.add(
        new Candle(
            whose.id(),
            message.sentAt(),
            message.receivedAt(),
            of,
            need(row.open, "o"),
            need(row.high, "h"),
            need(row.low, "l"),
            need(row.close, "c"),
            opens,
            closes));
  }
}
