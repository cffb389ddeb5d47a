package dev.carry.venue.coinbase;

import static dev.carry.venue.Rows.need;

import dev.carry.model.Candle;
import dev.carry.model.Instrument;
import dev.carry.model.InstrumentId;
import dev.carry.model.Listing;
import dev.carry.venue.Decoded;
import dev.carry.venue.Decoded.Ignored;
import dev.carry.venue.Frame;
import dev.carry.venue.ListedAsset;
import dev.carry.venue.Rows;
import dev.carry.venue.json.JsonReader;
import dev.carry.venue.json.Names;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// REST answers that are lists: products, and candles.
final class CoinbaseRows {
  private static final Names PRODUCT =
      Names.of(
          "id",
          "base_currency",
          "quote_currency",
          "quote_increment",
          "status",
          "trading_disabled",
          "cancel_only",
          "post_only");

  private final JsonReader json;

  CoinbaseRows(JsonReader json) {
    this.json = json;
  }

  /// Reads the list the reader stands before.
  Decoded read(Frame frame) {
    int begin = json.position();
    json.beginArray();
    int first = json.nextElement() ? json.peek() : 0;
    json.rewind(begin);
    String[] call = frame.stream().split("/", -1);
    Rows rows = new Rows();
    if (first == '{' && !call[0].equals("trades")) {
      rows.each(json, "product", () -> product(frame.receivedAt(), rows));
    } else if (first == '[' && call.length > 2 && call[0].equals("candles")) {
      Duration bar = Duration.ofSeconds(Long.parseLong(call[2]));
      InstrumentId id = InstrumentId.of(CoinbaseSpot.ID, call[1]);
      rows.each(json, "candle", () -> candle(id, bar, frame.receivedAt(), rows));
    } else {
      json.skip();
      json.finish();
      return new Ignored(
          first == 0 ? "an answer with an empty list" : "a list that does not say whose it is");
    }
    json.finish();
    return rows.decoded();
  }

  private void product(Instant receivedAt, Rows rows) {
    String id = null;
    String base = null;
    String quote = null;
    BigDecimal tick = null;
    String status = "";
    boolean halted = false;
    json.beginObject();
    for (int field; (field = json.nextField(PRODUCT)) != JsonReader.END; ) {
      switch (field) {
        case 0 -> id = json.idText();
        case 1 -> base = json.text();
        case 2 -> quote = json.text();
        case 3 -> tick = json.decimal();
        case 4 -> status = String.valueOf(json.string());
        case 5, 6, 7 -> halted |= json.bool();
        default -> json.skip();
      }
    }
    if (base == null || quote == null) {
      rows.ignore("a row that is no product");
      return;
    }
    ListedAsset asset = ListedAsset.of(base);
    Instrument pair =
        Instrument.spot(InstrumentId.of(CoinbaseSpot.ID, need(id, "id")), asset.name(), quote)
            .priceMultiplier(asset.multiplier())
            .tickSize(tick)
            .status(status(status, halted))
            .build();
    rows.add(new Listing(pair, null, receivedAt));
  }

  private static Instrument.Status status(String status, boolean halted) {
    return switch (status) {
      case "online" -> halted ? Instrument.Status.HALTED : Instrument.Status.TRADING;
      case "delisted" -> Instrument.Status.DELISTED;
      default -> Instrument.Status.HALTED;
    };
  }

  /// `[begins in seconds, low, high, open, close, volume]`, newest first.
  private void candle(InstrumentId id, Duration bar, Instant receivedAt, Rows rows) {
    @Nullable BigDecimal[] numbers = new @Nullable BigDecimal[5];
    json.beginArray();
    for (int column = 0; json.nextElement(); column++) {
      if (column < numbers.length) {
        numbers[column] = json.decimal();
      } else {
        json.skip();
      }
    }
    Instant opens = Instant.ofEpochSecond(need(numbers[0], "time").longValueExact());
    Instant closes = opens.plus(bar);
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
            need(numbers[3], "open"),
            need(numbers[2], "high"),
            need(numbers[1], "low"),
            need(numbers[4], "close"),
            opens,
            closes));
  }
}
