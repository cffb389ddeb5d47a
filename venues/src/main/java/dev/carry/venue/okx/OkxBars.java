package dev.carry.venue.okx;

import static dev.carry.venue.Rows.need;

import dev.carry.model.Candle;
import dev.carry.model.OpenInterest;
import dev.carry.venue.Rows;
import dev.carry.venue.json.JsonReader;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Rows of one stretch of time each: candles, and open interest of the past. What still changes is
/// no fact.
final class OkxBars {
  private static final String OPEN = "a candle that is still open";
  private static final String UNKNOWN_LENGTH = "candles whose length is not known";

  private final JsonReader json;

  OkxBars(JsonReader json) {
    this.json = json;
  }

  /// `[opens, open, high, low, close, …, confirmed]`; until 2022 trade candles ended without the
  /// last. A candle that still changes is no fact.
  void candle(OkxMessage message, Rows rows) {
    json.beginArray();
    @Nullable BigDecimal[] numbers = new @Nullable BigDecimal[9];
    int count = 0;
    Instant opensAt = null;
    while (json.nextElement()) {
      if (count == 0) {
        opensAt = json.millis();
      } else if (count < numbers.length) {
        numbers[count] = json.decimal();
      } else {
        json.skip();
      }
      count++;
    }
    Duration bar = message.channel().bar();
    if (bar == null) {
      rows.ignore(UNKNOWN_LENGTH);
      return;
    }
    Instant opens = need(opensAt, "the candle's time");
    Instant closes = opens.plus(bar);
    boolean says = count == 6 || count == 9;
    BigDecimal confirmed = says ? numbers[count - 1] : null;
    boolean closed =
        confirmed != null ? confirmed.signum() > 0 : !closes.isAfter(message.receivedAt());
    if (!closed) {
      rows.ignore(OPEN);
      return;
    }
    rows.add(
        new Candle(
            need(message.symbol(), "instId").id(),
            null,
            message.receivedAt(),
            need(message.channel().of(), "the kind of candle"),
            need(numbers[1], "open"),
            need(numbers[2], "high"),
            need(numbers[3], "low"),
            need(numbers[4], "close"),
            opens,
            closes));
  }

  /// `[begins, contracts, coins, dollars]`. The numbers of a stretch are those of its end: until
  /// then they follow the market.
  void interest(OkxMessage message, Rows rows) {
    Instant begins = null;
    BigDecimal contracts = null;
    BigDecimal dollars = null;
    json.beginArray();
    for (int column = 0; json.nextElement(); column++) {
      switch (column) {
        case 0 -> begins = json.millis();
        case 1 -> contracts = json.decimal();
        case 3 -> dollars = json.decimal();
        default -> json.skip();
      }
    }
    Duration bar = message.channel().bar();
    if (bar == null) {
      rows.ignore(UNKNOWN_LENGTH);
      return;
    }
    Instant ends = need(begins, "the row's time").plus(bar);
    if (ends.isAfter(message.receivedAt())) {
      rows.ignore(OPEN);
      return;
    }
    OkxSymbol whose = need(message.symbol(), "instId");
    rows.add(
        new OpenInterest(
            whose.id(),
            ends,
            message.receivedAt(),
            need(contracts, "oi"),
            whose.sizeIn(),
            whose.quotedInUsd() ? dollars : null));
  }
}
