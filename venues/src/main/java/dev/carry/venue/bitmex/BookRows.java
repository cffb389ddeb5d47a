package dev.carry.venue.bitmex;

import dev.carry.model.Book;
import dev.carry.model.Instrument.SizeIn;
import dev.carry.model.Levels;
import dev.carry.venue.IsoTime;
import dev.carry.venue.Rows;
import dev.carry.venue.bitmex.BitmexCodec.Action;
import dev.carry.venue.json.JsonFields;
import dev.carry.venue.json.JsonReader;
import dev.carry.venue.json.LevelReader;
import dev.carry.venue.json.Names;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Order books: levels one by one, which later messages name by their ids alone, and the best ten
/// whole. Remembers prices by id.
final class BookRows {
  /// More levels than all its books together ever had; beyond them the table begins anew.
  private static final int MOST_LEVELS = 1_000_000;

  /// More books than it ever had.
  private static final int MOST_BOOKS = 20_000;

  private static final Names NAMES =
      Names.of("symbol", "id", "side", "size", "price", "timestamp", "bids", "asks");
  private static final int SYMBOL = 0;
  private static final int ID = 1;
  private static final int SIDE = 2;
  private static final int SIZE = 3;
  private static final int PRICE = 4;
  private static final int TIMESTAMP = 5;
  private static final int BIDS = 6;
  private static final int ASKS = 7;

  private static final Names SIDES = Names.of("Buy", "Sell");
  private static final int BUY = 0;

  private static final Comparator<Level> BY_PRICE = Comparator.comparing(Level::price);

  private record Level(BigDecimal price, BigDecimal size) {}

  /// A level of one table: the ids of two tables are not each other's.
  private record Place(String table, String symbol, String id) {}

  /// What one message says of one book.
  private static final class Change {
    final List<Level> bids = new ArrayList<>();
    final List<Level> asks = new ArrayList<>();
    @Nullable Instant time;
  }

  private final JsonReader json;
  private final JsonFields fields = new JsonFields(NAMES);
  private final LevelReader levels = new LevelReader();
  private final Map<Place, BigDecimal> prices = new HashMap<>();

  /// `table` for one that began as a whole, `table:symbol` for a book that did.
  private final Set<String> begun = new HashSet<>();

  /// By symbol, in the order of the message.
  private final Map<String, Change> changes = new LinkedHashMap<>();

  BookRows(JsonReader json) {
    this.json = json;
  }

  void reset() {
    prices.clear();
    begun.clear();
    changes.clear();
  }

  /// Begins a message about levels.
  ///
  /// @param only the symbol that a partial is of; absent: all
  void begin(String table, Action action, @Nullable String only) {
    changes.clear();
    if (action == Action.PARTIAL) {
      if (begun.size() >= MOST_BOOKS) {
        begun.clear();
      }
      begun.add(only == null ? table : table + ":" + only);
      prices
          .keySet()
          .removeIf(
              place ->
                  place.table().equals(table) && (only == null || place.symbol().equals(only)));
      if (only != null) {
        changes.put(only, new Change());
      }
    }
  }

  /// One level; the reader is left behind its row.
  void level(String table, Action action, Rows rows) {
    fields.read(json);
    String symbol = Rows.need(fields.text(SYMBOL), "symbol");
    String id = Rows.need(fields.idText(ID), "id");
    boolean bid = side(symbol) == BUY;
    BigDecimal size = action == Action.DELETE ? BigDecimal.ZERO : fields.positive(SIZE);
    BigDecimal price = fields.positive(PRICE);
    Instant time = IsoTime.parse(fields.text(TIMESTAMP));
    fields.leave();
    if (action != Action.ANSWER
        && !begun.contains(table)
        && !begun.contains(table + ":" + symbol)) {
      rows.ignore("rows before their partial: changes of something unknown");
      return;
    }
    Place place = new Place(table, symbol, id);
    BigDecimal known = price != null ? price : prices.get(place);
    if (known == null) {
      rows.reject("a level whose price nobody said", symbol + ": id " + id);
      return;
    }
    keep(action, place, known);
    Change change = changes.computeIfAbsent(symbol, s -> new Change());
    (bid ? change.bids : change.asks).add(new Level(known, Rows.need(size, "size")));
    change.time = time == null ? change.time : time;
  }

  private int side(String symbol) {
    int side = fields.oneOf(SIDE, SIDES);
    if (side < 0) {
      throw new IllegalArgumentException(symbol + ": side is neither Buy nor Sell");
    }
    return side;
  }

  private void keep(Action action, Place place, BigDecimal price) {
    switch (action) {
      case PARTIAL, INSERT, UPDATE -> {
        if (prices.size() >= MOST_LEVELS) {
          prices.clear();
        }
        prices.put(place, price);
      }
      case DELETE -> prices.remove(place);
      case ANSWER -> {}
    }
  }

  /// Tells what the levels of a message amount to, a book each.
  void end(Action action, Instant receivedAt, Rows rows) {
    boolean whole = action == Action.PARTIAL || action == Action.ANSWER;
    changes.forEach(
        (symbol, change) -> {
          if (whole) {
            change.bids.sort(BY_PRICE.reversed());
            change.asks.sort(BY_PRICE);
          }
          rows.add(
              new Book(
                  BitmexCodec.id(symbol),
                  change.time,
                  receivedAt,
                  whole,
                  levels(change.bids),
                  levels(change.asks),
                  SizeIn.CONTRACTS));
        });
    changes.clear();
  }

  private static Levels levels(List<Level> side) {
    List<BigDecimal> values = new ArrayList<>(2 * side.size());
    for (Level level : side) {
      values.add(level.price());
      values.add(level.size());
    }
    return Levels.of(values);
  }

  /// The best ten of both sides, always whole: a side that is not there is empty.
  void ten(Instant receivedAt, Rows rows) {
    fields.read(json);
    String symbol = Rows.need(fields.text(SYMBOL), "symbol");
    Instant time = IsoTime.parse(fields.text(TIMESTAMP));
    Levels bids = read(BIDS);
    Levels asks = read(ASKS);
    fields.leave();
    rows.add(
        new Book(BitmexCodec.id(symbol), time, receivedAt, true, bids, asks, SizeIn.CONTRACTS));
  }

  private Levels read(int field) {
    if (!fields.has(field)) {
      return Levels.NONE;
    }
    fields.at(field);
    return levels.read(json);
  }
}
