package dev.carry.venue.dydx;

import static dev.carry.venue.Rows.need;

import dev.carry.model.Candle;
import dev.carry.model.FundingSettled;
import dev.carry.model.Instrument.SizeIn;
import dev.carry.model.InstrumentId;
import dev.carry.model.Liquidation;
import dev.carry.model.OpenInterest;
import dev.carry.model.Side;
import dev.carry.model.Trade;
import dev.carry.venue.IsoTime;
import dev.carry.venue.Rows;
import dev.carry.venue.json.Interned;
import dev.carry.venue.json.JsonReader;
import dev.carry.venue.json.MalformedJson;
import dev.carry.venue.json.Names;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Trades with the liquidations among them, candles and settled funding.
final class DydxRows {
  private static final Names TRADE = Names.of("id", "side", "price", "size", "type", "createdAt");
  private static final Names CANDLE =
      Names.of(
          "startedAt",
          "ticker",
          "resolution",
          "open",
          "high",
          "low",
          "close",
          "startingOpenInterest");
  private static final Names SETTLED = Names.of("ticker", "rate", "price", "effectiveAt");

  private final JsonReader json;
  private final Interned<Side> sides = new Interned<>(DydxRows::side);

  // the page of settled funding being read
  private int settledRows;
  private @Nullable Instant oldest;

  DydxRows(JsonReader json) {
    this.json = json;
  }

  void begin() {
    settledRows = 0;
    oldest = null;
  }

  /// History comes newest first: a full page may have an older one.
  @Nullable String nextPage() {
    return settledRows < Dydx.MOST_ROWS || oldest == null
        ? null
        : "effectiveBeforeOrAt=" + oldest.minusMillis(1);
  }

  /// `side` is the taker's. Of a liquidation the taker is the position that is closed: who is sold
  /// was long.
  void trade(InstrumentId id, Instant receivedAt, Rows rows) {
    String tradeId = null;
    Side side = null;
    BigDecimal price = null;
    BigDecimal size = null;
    String type = null;
    Instant at = null;
    json.beginObject();
    for (int field; (field = json.nextField(TRADE)) != JsonReader.END; ) {
      switch (field) {
        case 0 -> tradeId = json.idText();
        case 1 -> side = json.interned(sides);
        case 2 -> price = json.decimal();
        case 3 -> size = json.decimal();
        case 4 -> type = json.text();
        case 5 -> at = IsoTime.parse(json.text());
        default -> json.skip();
      }
    }
    if ("DELEVERAGED".equals(type)) {
      rows.ignore("a position offset against another by force: no market price");
      return;
    }
    Side taker = need(side, "side");
    BigDecimal paid = need(price, "price");
    BigDecimal amount = need(size, "size");
    rows.add(new Trade(id, at, receivedAt, tradeId, paid, amount, SizeIn.BASE, taker));
    if ("LIQUIDATED".equals(type)) {
      rows.add(
          new Liquidation(
              id,
              at,
              receivedAt,
              paid,
              amount,
              SizeIn.BASE,
              taker == Side.SELL ? Liquidation.Position.LONG : Liquidation.Position.SHORT,
              Liquidation.PriceIs.FILL,
              true));
    }
  }

  /// A closed candle, and the open interest when it began.
  void candle(Instant receivedAt, Rows rows) {
    Instant opens = null;
    String ticker = null;
    Duration bar = null;
    @Nullable BigDecimal[] prices = new @Nullable BigDecimal[4];
    BigDecimal open = null;
    json.beginObject();
    for (int field; (field = json.nextField(CANDLE)) != JsonReader.END; ) {
      switch (field) {
        case 0 -> opens = IsoTime.parse(json.text());
        case 1 -> ticker = json.text();
        case 2 -> bar = bar(json.text());
        case 3, 4, 5, 6 -> prices[field - 3] = json.decimal();
        case 7 -> open = json.decimal();
        default -> json.skip();
      }
    }
    Instant from = need(opens, "startedAt");
    Instant closes = from.plus(need(bar, "resolution"));
    InstrumentId id = InstrumentId.of(Dydx.ID, need(ticker, "ticker"));
    if (closes.isAfter(receivedAt)) {
      rows.ignore("a candle that is still open");
      return;
    }
    rows.add(
        new Candle(
            id,
            null,
            receivedAt,
            Candle.Of.TRADE,
            need(prices[0], "open"),
            need(prices[1], "high"),
            need(prices[2], "low"),
            need(prices[3], "close"),
            from,
            closes));
    if (open != null) {
      rows.add(new OpenInterest(id, from, receivedAt, open, SizeIn.BASE, null));
    }
  }

  private static @Nullable Duration bar(@Nullable String resolution) {
    return switch (resolution) {
      case null -> null;
      case "1MIN" -> Duration.ofMinutes(1);
      case "5MINS" -> Duration.ofMinutes(5);
      case "15MINS" -> Duration.ofMinutes(15);
      case "30MINS" -> Duration.ofMinutes(30);
      case "1HOUR" -> Duration.ofHours(1);
      case "4HOURS" -> Duration.ofHours(4);
      case "1DAY" -> Duration.ofDays(1);
      default ->
          throw new MalformedJson("expected a resolution such as 1HOUR, found " + resolution);
    };
  }

  /// `price` is the oracle's, which the payment was computed on.
  void settled(Instant receivedAt, Rows rows) {
    String ticker = null;
    BigDecimal rate = null;
    BigDecimal price = null;
    Instant at = null;
    json.beginObject();
    for (int field; (field = json.nextField(SETTLED)) != JsonReader.END; ) {
      switch (field) {
        case 0 -> ticker = json.text();
        case 1 -> rate = json.decimal();
        case 2 -> price = json.positive();
        case 3 -> at = IsoTime.parse(json.text());
        default -> json.skip();
      }
    }
    Instant settledAt = need(at, "effectiveAt");
    settledRows++;
    oldest = oldest == null || settledAt.isBefore(oldest) ? settledAt : oldest;
    rows.add(
        new FundingSettled(
            InstrumentId.of(Dydx.ID, need(ticker, "ticker")),
            null,
            receivedAt,
            need(rate, "rate"),
            Dydx.HOUR,
            settledAt,
            price));
  }

  private static Side side(String text) {
    return switch (text) {
      case "BUY" -> Side.BUY;
      case "SELL" -> Side.SELL;
      default -> throw new MalformedJson("expected side BUY or SELL, found " + text);
    };
  }
}
