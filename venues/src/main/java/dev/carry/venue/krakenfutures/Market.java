package dev.carry.venue.krakenfutures;

import static dev.carry.venue.Rows.need;

import dev.carry.model.Book;
import dev.carry.model.Instrument.SizeIn;
import dev.carry.model.Levels;
import dev.carry.model.Liquidation;
import dev.carry.model.Liquidation.Position;
import dev.carry.model.Side;
import dev.carry.model.Trade;
import dev.carry.venue.Decoded;
import dev.carry.venue.Rows;
import dev.carry.venue.json.JsonFields;
import dev.carry.venue.json.JsonReader;
import dev.carry.venue.json.MalformedJson;
import dev.carry.venue.json.Names;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The feeds: tickers, order books, trades.
final class Market {
  private static final int MOST_LEVELS = 100_000;

  private static final Names SIDES = Names.of("buy", "sell");
  private static final Names LEVEL = Names.of("price", "qty");

  private final JsonReader json;
  private final JsonFields fields;
  private long[] unscaled = new long[2 * 64];
  private byte[] scales = new byte[2 * 64];

  Market(JsonReader json, JsonFields fields) {
    this.json = json;
    this.fields = fields;
  }

  /// A contract that is listed and not yet open states zeros, its next funding time among them.
  void ticker(KrakenSymbol symbol, Instant receivedAt, Rows rows) {
    TickerRow row = new TickerRow(symbol, fields.millis(Fields.TIME), receivedAt);
    row.index = fields.decimal(Fields.INDEX);
    row.mark = fields.decimal(Fields.MARK_PRICE);
    row.openInterest = fields.decimal(Fields.OPEN_INTEREST);
    row.bidSize = fields.decimal(Fields.BID_SIZE);
    row.askSize = fields.decimal(Fields.ASK_SIZE);
    touchAndVolume(row);
    row.prices(rows);
    Instant settlesAt = fields.millis(Fields.NEXT_FUNDING_RATE_TIME);
    if (settlesAt != null) {
      row.relativeFunding(
          fields.decimal(Fields.RELATIVE_FUNDING_RATE),
          fields.decimal(Fields.RELATIVE_FUNDING_RATE_PREDICTION),
          settlesAt,
          rows);
    }
    row.quote(rows);
    row.sizes(rows);
  }

  /// States no time, no sizes and no funding.
  void tickerLite(KrakenSymbol symbol, Instant receivedAt, Rows rows) {
    TickerRow row = new TickerRow(symbol, null, receivedAt);
    touchAndVolume(row);
    row.quote(rows);
    row.sizes(rows);
  }

  private void touchAndVolume(TickerRow row) {
    row.bid = fields.decimal(Fields.BID);
    row.ask = fields.decimal(Fields.ASK);
    row.volume = fields.decimal(Fields.VOLUME);
    row.quoteVolume = fields.decimal(Fields.VOLUME_QUOTE);
  }

  // --- order books -------------------------------------------------------------------------

  Decoded snapshot(KrakenSymbol symbol, Instant receivedAt) {
    long number = number();
    Levels bids = levels(Fields.BIDS);
    Levels asks = levels(Fields.ASKS);
    return new Decoded.Depth(
        book(symbol, receivedAt, true, bids, asks), number, number, null, null);
  }

  /// One level. A product's messages are numbered one by one, the snapshot among them.
  Decoded change(KrakenSymbol symbol, Instant receivedAt) {
    long number = number();
    value(0, Fields.PRICE);
    value(1, Fields.QTY);
    deleteIfNegative(1);
    Levels level = Levels.of(unscaled, scales, 1);
    boolean buys = side() == Side.BUY;
    Book book =
        book(symbol, receivedAt, false, buys ? level : Levels.NONE, buys ? Levels.NONE : level);
    return new Decoded.Depth(book, number, number, number - 1, null);
  }

  private long number() {
    long number = fields.wholeOr(Fields.SEQ, -1);
    if (number < 0) {
      throw new MalformedJson("without seq");
    }
    return number;
  }

  private Book book(
      KrakenSymbol symbol, Instant receivedAt, boolean whole, Levels bids, Levels asks) {
    Instant time = fields.millis(Fields.TIMESTAMP);
    return new Book(symbol.id(), time, receivedAt, whole, bids, asks, SizeIn.CONTRACTS);
  }

  private void value(int slot, int field) {
    if (!fields.has(field) || !fields.at(field).decimalInto(unscaled, scales, slot)) {
      throw new MalformedJson("without price and qty");
    }
  }

  private Levels levels(int field) {
    if (!fields.has(field)) {
      throw new MalformedJson("without bids and asks");
    }
    fields.at(field);
    int values = 0;
    json.beginArray();
    while (json.nextElement()) {
      if (values == scales.length) {
        grow();
      }
      boolean priced = false;
      boolean sized = false;
      json.beginObject();
      for (int name; (name = json.nextField(LEVEL)) != JsonReader.END; ) {
        switch (name) {
          case 0 -> priced = json.decimalInto(unscaled, scales, values);
          case 1 -> sized = json.decimalInto(unscaled, scales, values + 1);
          default -> json.skip();
        }
      }
      if (!priced || !sized) {
        throw json.malformed("price and qty of a level before this");
      }
      deleteIfNegative(values + 1);
      values += 2;
    }
    return Levels.of(unscaled, scales, values / 2);
  }

  /// Sizes below 0 were sent once: nothing stands there.
  private void deleteIfNegative(int slot) {
    if (unscaled[slot] < 0) {
      unscaled[slot] = 0;
      scales[slot] = 0;
    }
  }

  private void grow() {
    if (scales.length >= 2 * MOST_LEVELS) {
      throw json.malformed("at most " + MOST_LEVELS + " levels");
    }
    unscaled = Arrays.copyOf(unscaled, 2 * unscaled.length);
    scales = Arrays.copyOf(scales, 2 * scales.length);
  }

  // --- trades ------------------------------------------------------------------------------

  /// `side` is the taker's, and the taker of a `liquidation` is the order that closes the position:
  /// selling closes a long. What was agreed or assigned outside the book has no market price.
  void trade(KrakenSymbol symbol, Instant receivedAt, Rows rows) {
    String type = fields.text(Fields.TYPE);
    boolean forced = "liquidation".equals(type);
    if (!forced && type != null && !type.equals("fill")) {
      rows.ignore("a block, an assignment or a termination: no trade of the book");
      return;
    }
    @Nullable Instant time = fields.millis(Fields.TIME);
    BigDecimal price = need(fields.positive(Fields.PRICE), "price");
    BigDecimal size = need(fields.positive(Fields.QTY), "qty");
    Side taker = side();
    rows.add(
        new Trade(
            symbol.id(),
            time,
            receivedAt,
            fields.text(Fields.UID),
            price,
            size,
            SizeIn.CONTRACTS,
            taker));
    if (forced) {
      rows.add(
          new Liquidation(
              symbol.id(),
              time,
              receivedAt,
              price,
              size,
              SizeIn.CONTRACTS,
              taker == Side.SELL ? Position.LONG : Position.SHORT,
              Liquidation.PriceIs.FILL,
              true));
    }
  }

  private Side side() {
    return switch (fields.oneOf(Fields.SIDE, SIDES)) {
      case 0 -> Side.BUY;
      case 1 -> Side.SELL;
      default -> throw new MalformedJson("expected side buy or sell");
    };
  }
}
