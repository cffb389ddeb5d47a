package dev.carry.venue.binance;

import dev.carry.model.Candle;
import dev.carry.model.InstrumentId;
import dev.carry.venue.Decoded;
import dev.carry.venue.Frame;
import dev.carry.venue.json.JsonReader;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Candles of REST: bare arrays, of which only the call's name says whose they are and of what.
final class CandleRows {
  private static final Decoded.Ignored NO_NAME =
      new Decoded.Ignored("candles whose symbol and price neither they nor their name says");

  private final Family family;
  private final JsonReader json;

  CandleRows(Family family, JsonReader json) {
    this.family = family;
    this.json = json;
  }

  /// One candle, an array; the reader stands in front of it and is left behind it.
  ///
  /// @param stream `markPriceKlines/BTCUSDT` and the like
  Decoded candle(Frame frame, String stream) {
    Candle.Of of = priceOf(stream);
    String symbol = RestAnswers.symbolOf(stream);
    if (of == null || symbol == null) {
      json.skip();
      return NO_NAME;
    }
    InstrumentId id = family.id(symbol);
    json.beginArray();
    Instant opens = json.nextElement() ? json.millis() : null;
    BigDecimal[] prices = new BigDecimal[4];
    for (int i = 0; i < prices.length; i++) {
      BigDecimal price = json.nextElement() ? json.decimal() : null;
      if (price == null || (of != Candle.Of.PREMIUM && price.signum() <= 0)) {
        throw new IllegalArgumentException(id + ": a candle's price is absent, 0 or below");
      }
      prices[i] = price;
    }
    if (json.nextElement()) {
      json.skip();
    }
    long closes = json.nextElement() ? json.epochMillis() : 0;
    while (json.nextElement()) {
      json.skip();
    }
    if (opens == null || closes == 0) {
      return RareEvents.incompleteCandle(id);
    }
    Instant to = Instant.ofEpochMilli(closes + 1);
    if (to.isAfter(frame.receivedAt())) {
      return RareEvents.OPEN_CANDLE;
    }
    return Decoded.Facts.of(
        new Candle(
            id,
            null,
            frame.receivedAt(),
            of,
            prices[0],
            prices[1],
            prices[2],
            prices[3],
            opens,
            to));
  }

  private static Candle.@Nullable Of priceOf(String stream) {
    int slash = stream.indexOf('/');
    return switch (slash < 0 ? "" : stream.substring(0, slash)) {
      case "markPriceKlines" -> Candle.Of.MARK;
      case "indexPriceKlines" -> Candle.Of.INDEX;
      case "premiumIndexKlines" -> Candle.Of.PREMIUM;
      case "klines" -> Candle.Of.TRADE;
      default -> null;
    };
  }
}
