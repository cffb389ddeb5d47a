package dev.carry.venue.deribit;

import static dev.carry.venue.Rows.need;

import dev.carry.model.Candle;
import dev.carry.venue.Rows;
import dev.carry.venue.json.JsonReader;
import dev.carry.venue.json.MalformedJson;
import dev.carry.venue.json.Names;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Candles of trades: one at a time by socket, in columns by REST. Deribit does not say when a
/// candle is final: it is when its time was over before we received it.
final class DeribitCharts {
  private static final Names CANDLE = Names.of("tick", "open", "high", "low", "close");
  private static final Names COLUMNS = Names.of("ticks", "open", "high", "low", "close");

  /// More rows than an answer has.
  private static final int LIMIT = 20_000;

  private final JsonReader json;

  DeribitCharts(JsonReader json) {
    this.json = json;
  }

  void candle(
      @Nullable DeribitSymbol symbol, @Nullable Duration bar, Instant receivedAt, Rows rows) {
    Instant opensAt = null;
    @Nullable BigDecimal[] prices = new @Nullable BigDecimal[4];
    json.beginObject();
    for (int field; (field = json.nextField(CANDLE)) != JsonReader.END; ) {
      switch (field) {
        case 0 -> opensAt = json.millis();
        case 1, 2, 3, 4 -> prices[field - 1] = json.decimal();
        default -> json.skip();
      }
    }
    add(need(symbol, "instrument"), bar, opensAt, prices, receivedAt, rows);
  }

  void columns(DeribitSymbol symbol, @Nullable Duration bar, Instant receivedAt, Rows rows) {
    List<List<@Nullable BigDecimal>> columns = new ArrayList<>();
    for (int i = 0; i <= 4; i++) {
      columns.add(List.of());
    }
    json.beginObject();
    for (int field; (field = json.nextField(COLUMNS)) != JsonReader.END; ) {
      if (field >= 0) {
        columns.set(field, column());
      } else {
        json.skip();
      }
    }
    List<@Nullable BigDecimal> ticks = columns.getFirst();
    for (List<@Nullable BigDecimal> column : columns) {
      if (column.size() != ticks.size()) {
        throw new MalformedJson("columns of " + ticks.size() + " and " + column.size() + " rows");
      }
    }
    for (int row = 0; row < ticks.size(); row++) {
      @Nullable BigDecimal[] prices = new @Nullable BigDecimal[4];
      for (int i = 0; i < 4; i++) {
        prices[i] = columns.get(i + 1).get(row);
      }
      BigDecimal tick = need(ticks.get(row), "ticks");
      add(symbol, bar, Instant.ofEpochMilli(tick.longValueExact()), prices, receivedAt, rows);
    }
  }

  private List<@Nullable BigDecimal> column() {
    List<@Nullable BigDecimal> column = new ArrayList<>();
    json.beginArray();
    while (json.nextElement()) {
      if (column.size() == LIMIT) {
        throw json.malformed("at most " + LIMIT + " rows");
      }
      column.add(json.decimal());
    }
    return column;
  }

  private static void add(
      DeribitSymbol symbol,
      @Nullable Duration bar,
      @Nullable Instant opensAt,
      @Nullable BigDecimal[] prices,
      Instant receivedAt,
      Rows rows) {
    String why = symbol.ignored();
    if (why != null) {
      rows.ignore(why);
      return;
    }
    if (bar == null) {
      rows.ignore("candles whose length is not known");
      return;
    }
    Instant opens = need(opensAt, "tick");
    Instant closes = opens.plus(bar);
    if (closes.isAfter(receivedAt)) {
      rows.ignore("a candle that is still open");
      return;
    }
    rows.add(
        new Candle(
            symbol.id(),
            null,
            receivedAt,
            Candle.Of.TRADE,
            need(prices[0], "open"),
            need(prices[1], "high"),
            need(prices[2], "low"),
            need(prices[3], "close"),
            opens,
            closes));
  }
}
