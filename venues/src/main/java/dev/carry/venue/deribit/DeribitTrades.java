package dev.carry.venue.deribit;

import static dev.carry.venue.Rows.need;

import dev.carry.model.InstrumentId;
import dev.carry.model.Liquidation;
import dev.carry.model.Liquidation.Position;
import dev.carry.model.Side;
import dev.carry.model.Trade;
import dev.carry.venue.Rows;
import dev.carry.venue.json.Interned;
import dev.carry.venue.json.JsonReader;
import dev.carry.venue.json.MalformedJson;
import dev.carry.venue.json.Names;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Trades with their liquidations. Deribit numbers the trades of an instrument one by one
/// (`trade_seq`): a number left out is a trade, and perhaps a liquidation, that never came.
final class DeribitTrades {
  private static final Names TRADE =
      Names.of(
          "instrument_name",
          "trade_id",
          "timestamp",
          "price",
          "amount",
          "direction",
          "liquidation",
          "trade_seq");

  /// More instruments than one connection subscribes to; of further ones no hole is seen.
  private static final int LIMIT = 2_000;

  private final JsonReader json;
  private final Interned<DeribitSymbol> symbols;
  private final Interned<Side> sides = new Interned<>(DeribitTrades::side);

  /// The newest number of each instrument on this connection.
  private final Map<InstrumentId, Long> newest = new HashMap<>();

  /// Those of the message being read.
  private final Map<InstrumentId, TreeSet<Long>> numbers = new TreeMap<>();

  DeribitTrades(JsonReader json, Interned<DeribitSymbol> symbols) {
    this.json = json;
    this.symbols = symbols;
  }

  /// Another message begins.
  void begin() {
    numbers.clear();
  }

  /// Another connection begins.
  void reset() {
    newest.clear();
  }

  /// Which trades are missing before those of the message just read, a socket's; absent: none, or
  /// it is an instrument's first message on this connection.
  @Nullable String gap() {
    String gap = null;
    for (Map.Entry<InstrumentId, TreeSet<Long>> entry : numbers.entrySet()) {
      Long last = newest.get(entry.getKey());
      for (long number : entry.getValue()) {
        if (last != null && number > last + 1) {
          gap = "trades of " + entry.getKey() + " after number " + last + " and before " + number;
        }
        last = last == null ? number : Math.max(last, number);
      }
      if (last != null && (newest.size() < LIMIT || newest.containsKey(entry.getKey()))) {
        newest.put(entry.getKey(), last);
      }
    }
    return gap;
  }

  /// A trade, and the liquidations it was part of: `T` the taker's, `M` the maker's, whose side is
  /// the other one, `MT` both.
  void read(Instant receivedAt, Rows rows) {
    DeribitSymbol whose = null;
    String id = null;
    Instant time = null;
    BigDecimal price = null;
    BigDecimal size = null;
    Side taker = null;
    String liquidation = null;
    Long number = null;
    json.beginObject();
    for (int field; (field = json.nextField(TRADE)) != JsonReader.END; ) {
      switch (field) {
        case 0 -> whose = json.interned(symbols);
        case 1 -> id = json.text();
        case 2 -> time = json.millis();
        case 3 -> price = json.decimal();
        case 4 -> size = json.decimal();
        case 5 -> taker = json.interned(sides);
        case 6 -> liquidation = json.text();
        case 7 -> number = json.wholeNumber();
        default -> json.skip();
      }
    }
    DeribitSymbol of = need(whose, "instrument_name");
    if (!DeribitStream.isRead(of, rows)) {
      return;
    }
    if (number != null) {
      numbers.computeIfAbsent(of.id(), _ -> new TreeSet<>()).add(number);
    }
    Trade trade =
        new Trade(
            of.id(),
            time,
            receivedAt,
            id,
            need(price, "price"),
            need(size, "amount"),
            of.sizeIn(),
            need(taker, "direction"));
    rows.add(trade);
    if (liquidation != null) {
      liquidations(trade, liquidation, rows);
    }
  }

  private static void liquidations(Trade trade, String who, Rows rows) {
    switch (who) {
      case "T" -> rows.add(liquidation(trade, trade.taker()));
      case "M" -> rows.add(liquidation(trade, trade.taker().opposite()));
      case "MT" -> {
        rows.add(liquidation(trade, trade.taker()));
        rows.add(liquidation(trade, trade.taker().opposite()));
      }
      default -> rows.reject("an unknown liquidation", "expected M, T or MT, found " + who);
    }
  }

  /// @param order the side of the forced order: selling closes a long
  private static Liquidation liquidation(Trade trade, Side order) {
    return new Liquidation(
        trade.id(),
        trade.venueTime(),
        trade.receivedAt(),
        trade.price(),
        trade.size(),
        trade.sizeIn(),
        order == Side.SELL ? Position.LONG : Position.SHORT,
        Liquidation.PriceIs.FILL,
        true);
  }

  private static Side side(String text) {
    return switch (text) {
      case "buy" -> Side.BUY;
      case "sell" -> Side.SELL;
      default -> throw new MalformedJson("expected direction buy or sell, found " + text);
    };
  }
}
