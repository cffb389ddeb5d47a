package dev.carry.venue.dydx;

import dev.carry.model.Book;
import dev.carry.model.Instrument.SizeIn;
import dev.carry.model.InstrumentId;
import dev.carry.model.Levels;
import dev.carry.model.Quote;
import dev.carry.venue.Decoded;
import dev.carry.venue.Decoded.Control;
import dev.carry.venue.Decoded.Control.What;
import dev.carry.venue.Decoded.Depth;
import dev.carry.venue.Decoded.Facts;
import dev.carry.venue.Decoded.Ignored;
import dev.carry.venue.json.JsonReader;
import dev.carry.venue.json.LevelReader;
import dev.carry.venue.json.MalformedJson;
import dev.carry.venue.json.Names;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The order books of one connection.
final class DydxBooks {
  /// More markets than the venue lists.
  private static final int MOST_BOOKS = 5_000;

  private static final Names SIDES = Names.of("bids", "asks");
  private static final Names LEVEL = Names.of("price", "size");

  private final JsonReader json;
  private final LevelReader levels = new LevelReader();
  private final Map<String, DydxBook> books = new HashMap<>();

  /// The touch as it was told last.
  private final Map<String, Quote> told = new HashMap<>();

  /// Books that are void and asked for anew.
  private final Set<String> asked = new HashSet<>();

  DydxBooks(JsonReader json) {
    this.json = json;
  }

  /// All books are void, and the connection lives on.
  void forget() {
    books.clear();
    told.clear();
  }

  void reset() {
    forget();
    asked.clear();
  }

  boolean isAsked(String ticker) {
    return asked.contains(ticker);
  }

  /// A whole book by REST.
  Book answer(InstrumentId id, Instant receivedAt) {
    Sides sides = sides();
    DydxBook.Change book = new DydxBook().replace(sides.bids, sides.asks, 0);
    return new Book(id, null, receivedAt, true, book.bids(), book.asks(), SizeIn.BASE);
  }

  /// Both sides of a message.
  private record Sides(Levels bids, Levels asks) {}

  /// The changes of a message, or the whole book, uncrossed.
  ///
  /// @param number of the message on its connection
  Decoded depth(InstrumentId id, boolean whole, long number, Instant receivedAt) {
    DydxBook known = books.get(id.symbol());
    Long after = whole ? null : Long.valueOf(known == null ? number - 1 : known.last());
    DydxBook book = whole || known == null ? new DydxBook() : known;
    if (whole) {
      keep(id.symbol(), book);
    }
    DydxBook.Change change = take(book, whole, number);
    Book event = new Book(id, null, receivedAt, whole, change.bids(), change.asks(), SizeIn.BASE);
    return new Depth(event, number, number, after, null);
  }

  private DydxBook.Change take(DydxBook book, boolean whole, long number) {
    Sides sides = sides();
    return whole
        ? book.replace(sides.bids, sides.asks, number)
        : book.change(sides.bids, sides.asks, number);
  }

  private void keep(String ticker, DydxBook book) {
    if (books.size() >= MOST_BOOKS && !books.containsKey(ticker)) {
      throw new MalformedJson("more than " + MOST_BOOKS + " books on one connection");
    }
    books.put(ticker, book);
  }

  /// The touch of the merged book, where it changed. A book that is void is asked for anew.
  Decoded touch(InstrumentId id, boolean whole, long number, Instant receivedAt) {
    String ticker = id.symbol();
    DydxBook book = whole ? new DydxBook() : books.get(ticker);
    if (book == null) {
      return asked.add(ticker)
          ? new Control(
              What.NOTICE,
              "the book of " + ticker + " is void: asked for anew",
              DydxSockets.leaveBook(ticker))
          : new Ignored("a change of a book that is asked for anew");
    }
    take(book, whole, number);
    keep(ticker, book);
    asked.remove(ticker);
    Quote now = book.touch(id, receivedAt);
    Quote before = told.put(ticker, now);
    return before != null && isSame(before, now)
        ? new Ignored("a change of a book behind its touch")
        : Facts.of(now);
  }

  private static boolean isSame(Quote a, Quote b) {
    return isSame(a.bid(), b.bid())
        && isSame(a.bidSize(), b.bidSize())
        && isSame(a.ask(), b.ask())
        && isSame(a.askSize(), b.askSize());
  }

  private static boolean isSame(@Nullable BigDecimal a, @Nullable BigDecimal b) {
    if (a == null || b == null) {
      return a == null && b == null;
    }
    return a.compareTo(b) == 0;
  }

  /// Contents are one object, or a list of such: later levels stand behind earlier ones.
  private Sides sides() {
    List<BigDecimal> bids = new ArrayList<>();
    List<BigDecimal> asks = new ArrayList<>();
    DydxCodec.each(
        json,
        () -> {
          json.beginObject();
          for (int field; (field = json.nextField(SIDES)) != JsonReader.END; ) {
            switch (field) {
              case 0 -> add(side(), bids);
              case 1 -> add(side(), asks);
              default -> json.skip();
            }
          }
        });
    return new Sides(Levels.of(bids), Levels.of(asks));
  }

  private static void add(Levels levels, List<BigDecimal> to) {
    for (int i = 0; i < levels.count(); i++) {
      to.add(levels.price(i));
      to.add(levels.size(i));
    }
  }

  /// A whole book's levels are objects, those of changes are pairs.
  private Levels side() {
    int begin = json.position();
    json.beginArray();
    boolean objects = json.nextElement() && json.peek() == '{';
    json.rewind(begin);
    return objects ? levels.read(json, LEVEL) : levels.read(json);
  }
}
