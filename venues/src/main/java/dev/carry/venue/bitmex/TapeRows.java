package dev.carry.venue.bitmex;

import dev.carry.model.Candle;
import dev.carry.model.FundingSettled;
import dev.carry.model.Instrument.SizeIn;
import dev.carry.model.Liquidation;
import dev.carry.model.Side;
import dev.carry.model.Trade;
import dev.carry.venue.IsoTime;
import dev.carry.venue.Rows;
import dev.carry.venue.Touch;
import dev.carry.venue.bitmex.BitmexCodec.Action;
import dev.carry.venue.json.JsonFields;
import dev.carry.venue.json.JsonReader;
import dev.carry.venue.json.Names;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Rows that stand by themselves: trades, quotes, bins, settled rates and liquidations. Each method
/// reads the row the reader stands in front of, and leaves the reader behind it.
final class TapeRows {
  private static final Names NAMES =
      Names.of(
          "symbol",
          "timestamp",
          "side",
          "size",
          "price",
          "trdMatchID",
          "trdType",
          "bidPrice",
          "bidSize",
          "askPrice",
          "askSize",
          "fundingRate",
          "fundingInterval",
          "leavesQty",
          "open",
          "high",
          "low",
          "close");
  private static final int SYMBOL = 0;
  private static final int TIMESTAMP = 1;
  private static final int SIDE = 2;
  private static final int SIZE = 3;
  private static final int PRICE = 4;
  private static final int TRADE_ID = 5;
  private static final int TRADE_TYPE = 6;
  private static final int BID = 7;
  private static final int BID_SIZE = 8;
  private static final int ASK = 9;
  private static final int ASK_SIZE = 10;
  private static final int RATE = 11;
  private static final int INTERVAL = 12;
  private static final int LEAVES = 13;
  private static final int OPEN = 14;
  private static final int HIGH = 15;
  private static final int LOW = 16;
  private static final int CLOSE = 17;

  private static final Names SIDES = Names.of("Buy", "Sell");
  private static final int BUY = 0;

  private static final Names TRADE_TYPES = Names.of("Regular");

  /// What a period is written as the distance from.
  private static final Instant PERIODS_BEGIN = Instant.parse("2000-01-01T00:00:00Z");

  private final JsonReader json;
  private final JsonFields fields = new JsonFields(NAMES);

  TapeRows(JsonReader json) {
    this.json = json;
  }

  /// The period that a date-time of 2000 stands for.
  static @Nullable Duration period(@Nullable String dateTime) {
    if (dateTime == null) {
      return null;
    }
    Duration period = Duration.between(PERIODS_BEGIN, Instant.parse(dateTime));
    if (!period.isPositive() || period.compareTo(Duration.ofDays(1)) > 0) {
      throw new IllegalArgumentException("fundingInterval is no period: " + dateTime);
    }
    return period;
  }

  private String read() {
    fields.read(json);
    return Rows.need(fields.text(SYMBOL), "symbol");
  }

  void quote(Instant receivedAt, Rows rows) {
    String symbol = read();
    rows.add(
        Touch.quote(
            BitmexCodec.id(symbol),
            IsoTime.parse(fields.text(TIMESTAMP)),
            receivedAt,
            fields.decimal(BID),
            fields.decimal(BID_SIZE),
            fields.decimal(ASK),
            fields.decimal(ASK_SIZE),
            SizeIn.CONTRACTS));
    fields.leave();
  }

  void trade(Action action, Instant receivedAt, Rows rows) {
    String symbol = read();
    int side = fields.oneOf(SIDE, SIDES);
    BigDecimal price = fields.positive(PRICE);
    BigDecimal size = fields.positive(SIZE);
    if (action == Action.PARTIAL) {
      rows.ignore("the last trades before the subscription: told before, or not ours to tell");
    } else if (side < 0 || fields.oneOf(TRADE_TYPE, TRADE_TYPES) == JsonReader.OTHER) {
      rows.ignore("a settlement or reference price: nobody traded");
    } else if (price == null || size == null) {
      rows.ignore("a trade without price or size above 0");
    } else {
      rows.add(
          new Trade(
              BitmexCodec.id(symbol),
              IsoTime.parse(fields.text(TIMESTAMP)),
              receivedAt,
              fields.text(TRADE_ID),
              price,
              size,
              SizeIn.CONTRACTS,
              side == BUY ? Side.BUY : Side.SELL));
    }
    fields.leave();
  }

  void funding(Instant receivedAt, Rows rows) {
    String symbol = read();
    Instant at = Rows.need(IsoTime.parse(fields.text(TIMESTAMP)), "timestamp");
    BigDecimal rate = Rows.need(fields.decimal(RATE), "fundingRate");
    Duration period = period(fields.text(INTERVAL));
    rows.add(new FundingSettled(BitmexCodec.id(symbol), at, receivedAt, rate, period, at, null));
    fields.leave();
  }

  /// The side is the order's: one that buys closes a short.
  void liquidation(Action action, Instant receivedAt, Rows rows) {
    String symbol = read();
    int side = fields.oneOf(SIDE, SIDES);
    BigDecimal price = fields.positive(PRICE);
    BigDecimal size = fields.positive(LEAVES);
    if (action != Action.INSERT) {
      rows.ignore("a liquidation that was told when it began, or its end");
    } else if (side < 0 || price == null || size == null) {
      rows.reject("a liquidation without its order", symbol + ": side, price or size is absent");
    } else {
      rows.add(
          new Liquidation(
              BitmexCodec.id(symbol),
              null,
              receivedAt,
              price,
              size,
              SizeIn.CONTRACTS,
              side == BUY ? Liquidation.Position.SHORT : Liquidation.Position.LONG,
              Liquidation.PriceIs.BANKRUPTCY,
              true));
    }
    fields.leave();
  }

  /// @param table `tradeBin1m` and the like, which says how wide the bin is
  void bin(String table, Instant receivedAt, Rows rows) {
    String symbol = read();
    Instant closes = Rows.need(IsoTime.parse(fields.text(TIMESTAMP)), "timestamp");
    Duration width =
        switch (table) {
          case "tradeBin1m" -> Duration.ofMinutes(1);
          case "tradeBin5m" -> Duration.ofMinutes(5);
          case "tradeBin1h" -> Duration.ofHours(1);
          default -> Duration.ofDays(1);
        };
    BigDecimal open = fields.positive(OPEN);
    BigDecimal high = fields.positive(HIGH);
    BigDecimal low = fields.positive(LOW);
    BigDecimal close = fields.positive(CLOSE);
    if (open == null || high == null || low == null || close == null) {
      rows.ignore("a bin in which nobody traded");
    } else {
      rows.add(
          new Candle(
              BitmexCodec.id(symbol),
              null,
              receivedAt,
              Candle.Of.TRADE,
              open,
              high,
              low,
              close,
              closes.minus(width),
              closes));
    }
    fields.leave();
  }
}
