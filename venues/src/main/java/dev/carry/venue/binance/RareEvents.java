package dev.carry.venue.binance;

import dev.carry.model.Candle;
import dev.carry.model.InstrumentId;
import dev.carry.model.Liquidation;
import dev.carry.model.Volume;
import dev.carry.venue.Decoded;
import dev.carry.venue.json.Interned;
import dev.carry.venue.json.JsonReader;
import dev.carry.venue.json.Names;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Liquidations, candles and volumes of the sockets. The reader stands in front of a field's name;
/// each method leaves it behind the object.
final class RareEvents {
  static final Decoded.Ignored OPEN_CANDLE =
      new Decoded.Ignored("a candle still open: its high, low and close may move");

  private static final Names SIDES = Names.of("BUY", "SELL");
  private static final int BUY = 0;
  private static final int SELL = 1;

  private static final Names ORDER_FIELDS = Names.of("s", "S", "q", "p", "ap", "z", "T");
  private static final Names CANDLE_FIELDS = Names.of("t", "T", "o", "h", "l", "c", "x");

  private final Family family;
  private final JsonReader json;
  private final Interned<InstrumentId> ids;

  RareEvents(Family family, JsonReader json, Interned<InstrumentId> ids) {
    this.family = family;
    this.json = json;
    this.ids = ids;
  }

  /// The side is the liquidation order's: a long is closed by selling.
  Decoded liquidation(Instant receivedAt) {
    Decoded order = null;
    long st = 0;
    for (int field; (field = json.nextField(Fields.OF_EVENT)) != JsonReader.END; ) {
      switch (field) {
        case Fields.ORDER -> order = order(receivedAt);
        case Fields.FAMILY -> st = json.wholeOr(0);
        default -> json.skip();
      }
    }
    if (family.isForeign(st)) {
      return family.foreign();
    }
    return order == null
        ? new Decoded.Rejected("a liquidation without its order", "forceOrder: field o is absent")
        : order;
  }

  private Decoded order(Instant receivedAt) {
    InstrumentId id = null;
    int side = JsonReader.ABSENT;
    BigDecimal ordered = null;
    BigDecimal limit = null;
    BigDecimal average = null;
    BigDecimal filled = null;
    long time = 0;
    json.beginObject();
    for (int field; (field = json.nextField(ORDER_FIELDS)) != JsonReader.END; ) {
      switch (field) {
        case 0 -> id = json.interned(ids);
        case 1 -> side = json.oneOf(SIDES);
        case 2 -> ordered = json.positive();
        case 3 -> limit = json.positive();
        case 4 -> average = json.positive();
        case 5 -> filled = json.positive();
        case 6 -> time = json.epochMillis();
        default -> json.skip();
      }
    }
    if (id == null) {
      return HotEvents.noSymbol("forceOrder");
    }
    if (side != BUY && side != SELL) {
      return new Decoded.Rejected(
          "a liquidation without its side", id + ": field S is neither BUY nor SELL");
    }
    boolean fill = average != null && filled != null;
    BigDecimal price = fill ? average : limit;
    BigDecimal size = fill ? filled : ordered;
    if (price == null || size == null) {
      return HotEvents.NO_PRICE;
    }
    return Decoded.Facts.of(
        new Liquidation(
            id,
            HotEvents.instant(time, 0),
            receivedAt,
            price,
            size,
            family.sizeIn(),
            side == SELL ? Liquidation.Position.LONG : Liquidation.Position.SHORT,
            fill ? Liquidation.PriceIs.FILL : Liquidation.PriceIs.ORDER,
            false));
  }

  /// A trade candle, once it is closed. Binance writes the last millisecond; ours ends after it.
  Decoded candle(Instant receivedAt) {
    InstrumentId id = null;
    long eventTime = 0;
    Decoded candle = null;
    int at = -1;
    for (int field; (field = json.nextField(Fields.OF_EVENT)) != JsonReader.END; ) {
      switch (field) {
        case Fields.SYMBOL -> id = json.interned(ids);
        case Fields.EVENT_TIME -> eventTime = json.epochMillis();
        case Fields.CANDLE -> {
          at = json.position();
          json.skip();
        }
        default -> json.skip();
      }
    }
    if (id == null) {
      return HotEvents.noSymbol("kline");
    }
    if (at >= 0) {
      int end = json.position();
      json.rewind(at);
      candle = candleOf(id, HotEvents.instant(eventTime, 0), receivedAt);
      json.rewind(end);
    }
    return candle == null ? incompleteCandle(id) : candle;
  }

  private @Nullable Decoded candleOf(InstrumentId id, @Nullable Instant time, Instant receivedAt) {
    long opens = 0;
    long closes = 0;
    BigDecimal open = null;
    BigDecimal high = null;
    BigDecimal low = null;
    BigDecimal close = null;
    boolean closed = false;
    json.beginObject();
    for (int field; (field = json.nextField(CANDLE_FIELDS)) != JsonReader.END; ) {
      switch (field) {
        case 0 -> opens = json.epochMillis();
        case 1 -> closes = json.epochMillis();
        case 2 -> open = json.positive();
        case 3 -> high = json.positive();
        case 4 -> low = json.positive();
        case 5 -> close = json.positive();
        case 6 -> closed = json.bool();
        default -> json.skip();
      }
    }
    if (!closed) {
      return OPEN_CANDLE;
    }
    if (open == null || high == null || low == null || close == null || opens == 0 || closes == 0) {
      return null;
    }
    Instant from = Instant.ofEpochMilli(opens);
    Instant to = Instant.ofEpochMilli(closes + 1);
    return Decoded.Facts.of(
        new Candle(id, time, receivedAt, Candle.Of.TRADE, open, high, low, close, from, to));
  }

  static Decoded.Rejected incompleteCandle(InstrumentId id) {
    return new Decoded.Rejected("an incomplete candle", id + ": a price or a time is absent");
  }

  /// Volume of the last 24 hours, of the full ticker and the small one alike.
  Decoded volume(Instant receivedAt) {
    InstrumentId id = null;
    BigDecimal traded = null;
    BigDecimal value = null;
    long eventTime = 0;
    long st = 0;
    for (int field; (field = json.nextField(Fields.OF_EVENT)) != JsonReader.END; ) {
      switch (field) {
        case Fields.SYMBOL -> id = json.interned(ids);
        case Fields.VOLUME -> traded = json.decimal();
        case Fields.QUANTITY -> value = json.decimal();
        case Fields.EVENT_TIME -> eventTime = json.epochMillis();
        case Fields.FAMILY -> st = json.wholeOr(0);
        default -> json.skip();
      }
    }
    if (family.isForeign(st)) {
      return family.foreign();
    }
    if (id == null) {
      return HotEvents.noSymbol("24hrTicker");
    }
    return volume(family, id, HotEvents.instant(eventTime, 0), receivedAt, traded, value);
  }

  /// Linear markets tell base and quote; inverse ones tell contracts, which are neither, and base.
  ///
  /// @param traded in the unit of sizes
  /// @param value in the currency of profits
  static Decoded volume(
      Family family,
      InstrumentId id,
      @Nullable Instant time,
      Instant receivedAt,
      @Nullable BigDecimal traded,
      @Nullable BigDecimal value) {
    boolean inverse = family == Family.COIN_M;
    BigDecimal base = inverse ? value : traded;
    BigDecimal quote = inverse ? null : value;
    return base == null && quote == null
        ? HotEvents.NO_PRICE
        : Decoded.Facts.of(new Volume(id, time, receivedAt, base, quote));
  }
}
