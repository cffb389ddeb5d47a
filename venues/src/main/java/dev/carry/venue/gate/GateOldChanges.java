package dev.carry.venue.gate;

import static dev.carry.venue.Rows.need;

import dev.carry.model.Levels;
import dev.carry.venue.json.Interned;
import dev.carry.venue.json.JsonReader;
import dev.carry.venue.json.MalformedJson;
import dev.carry.venue.json.Names;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The levels of one message of the book's format until 2021, sorted to their sides.
final class GateOldChanges {
  private static final Names LEVEL = Names.of("p", "s", "c");

  private final List<BigDecimal> bids = new ArrayList<>();
  private final List<BigDecimal> asks = new ArrayList<>();
  private @Nullable GateSymbol symbol;

  void read(JsonReader json, Interned<GateSymbol> symbols) {
    BigDecimal price = null;
    BigDecimal size = null;
    GateSymbol whose = null;
    json.beginObject();
    for (int field; (field = json.nextField(LEVEL)) != JsonReader.END; ) {
      switch (field) {
        case 0 -> price = json.decimal();
        case 1 -> size = json.decimal();
        case 2 -> whose = json.interned(symbols);
        default -> json.skip();
      }
    }
    GateSymbol named = need(whose, "c");
    if (symbol != null && !symbol.equals(named)) {
      throw new MalformedJson("expected levels of " + symbol.id() + ", found one of " + named.id());
    }
    BigDecimal signed = need(size, "s");
    BigDecimal at = need(price, "p");
    symbol = named;
    if (signed.signum() >= 0) {
      add(bids, at, signed);
    }
    if (signed.signum() <= 0) {
      add(asks, at, signed.negate());
    }
  }

  private static void add(List<BigDecimal> side, BigDecimal price, BigDecimal size) {
    side.add(price);
    side.add(size);
  }

  @Nullable GateSymbol symbol() {
    return symbol;
  }

  Levels bids() {
    return Levels.of(bids);
  }

  Levels asks() {
    return Levels.of(asks);
  }
}
