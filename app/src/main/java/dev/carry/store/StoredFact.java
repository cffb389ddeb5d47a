package dev.carry.store;

import static dev.carry.store.Column.Type.DECIMAL;
import static dev.carry.store.Column.Type.DURATION;
import static dev.carry.store.Column.Type.FLAG;
import static dev.carry.store.Column.Type.LONG;
import static dev.carry.store.Column.Type.TEXT;
import static dev.carry.store.Column.Type.TIME;

import dev.carry.model.InstrumentId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The kinds of rows the store keeps; each is a folder of segments.
///
/// Every row begins with the same columns: `sequence` of the input log and `ordinal` within that
/// step (absent for imported rows), `venue`, `symbol`, `venue_time` (absent where the venue sent
/// none), `known_at` (when Carry could first know it), `recorded_at`, `source` (`live`, or what it
/// was imported from).
public enum StoredFact {
  FUNDING_SETTLED(
      1,
      "boundary",
      new Column("rate", DECIMAL),
      new Column("period", DURATION),
      new Column("settled_at", TIME),
      // `settled_at` to the nearest minute: what makes a settlement unique.
      new Column("boundary", TIME),
      new Column("mark_price", DECIMAL)),
  FUNDING_ESTIMATED(
      2,
      "known_at",
      new Column("rate", DECIMAL),
      new Column("period", DURATION),
      new Column("settles_at", TIME),
      new Column("which", TEXT)),
  MARK(3, "known_at", new Column("price", DECIMAL)),
  INDEX(4, "known_at", new Column("price", DECIMAL)),
  PREMIUM_INDEX(5, "known_at", new Column("value", DECIMAL)),
  QUOTE(
      6,
      "known_at",
      new Column("bid", DECIMAL),
      new Column("bid_size", DECIMAL),
      new Column("ask", DECIMAL),
      new Column("ask_size", DECIMAL),
      new Column("size_in", TEXT)),
  OPEN_INTEREST(
      7,
      "known_at",
      new Column("size", DECIMAL),
      new Column("size_in", TEXT),
      new Column("notional", DECIMAL)),
  LIQUIDATION(
      8,
      "known_at",
      new Column("price", DECIMAL),
      new Column("size", DECIMAL),
      new Column("size_in", TEXT),
      new Column("liquidated", TEXT),
      new Column("price_is", TEXT),
      new Column("complete", FLAG)),
  CANDLE(
      9,
      "closes_at",
      new Column("of", TEXT),
      new Column("open", DECIMAL),
      new Column("high", DECIMAL),
      new Column("low", DECIMAL),
      new Column("close", DECIMAL),
      new Column("opens_at", TIME),
      new Column("closes_at", TIME)),
  INSTRUMENT(
      10,
      "known_at",
      new Column("kind", TEXT),
      new Column("base", TEXT),
      new Column("quote", TEXT),
      new Column("settle", TEXT),
      new Column("status", TEXT),
      // the listing as an event.
      new Column("json", TEXT)),
  /// `venue` alone, no symbol.
  FEED(
      11,
      "known_at",
      new Column("feed", TEXT),
      new Column("state", TEXT),
      new Column("reason", TEXT)),
  /// No venue, no symbol: a finding may be about several.
  FINDING(
      12,
      "last_seen",
      new Column("kind", TEXT),
      new Column("id", TEXT),
      new Column("revision", LONG),
      new Column("detector", TEXT),
      new Column("asset", TEXT),
      new Column("status", TEXT),
      new Column("first_seen", TIME),
      new Column("last_seen", TIME),
      new Column("json", TEXT)),
  OPTION(
      13,
      "known_at",
      new Column("bid", DECIMAL),
      new Column("bid_size", DECIMAL),
      new Column("bid_iv", DECIMAL),
      new Column("ask", DECIMAL),
      new Column("ask_size", DECIMAL),
      new Column("ask_iv", DECIMAL),
      new Column("last", DECIMAL),
      new Column("mark", DECIMAL),
      new Column("mark_iv", DECIMAL),
      new Column("delta", DECIMAL),
      new Column("gamma", DECIMAL),
      new Column("vega", DECIMAL),
      new Column("theta", DECIMAL),
      new Column("rho", DECIMAL),
      new Column("underlying_price", DECIMAL),
      new Column("underlying_index", TEXT),
      new Column("open_interest", DECIMAL),
      new Column("size_in", TEXT),
      new Column("premium_in", TEXT)),
  /// Whole books; a side is `[[price,size],…]` as JSON, best first.
  BOOK(
      14,
      "known_at",
      new Column("bids", TEXT),
      new Column("asks", TEXT),
      new Column("size_in", TEXT)),
  /// What happened in the account that trades on paper; of no single leg: no venue, no symbol.
  PAPER(
      15,
      "happened_at",
      new Column("kind", TEXT),
      new Column("number", LONG),
      new Column("happened_at", TIME),
      new Column("json", TEXT));

  static final int SEQUENCE = 0;
  static final int ORDINAL = 1;
  static final int VENUE = 2;
  static final int SYMBOL = 3;
  static final int VENUE_TIME = 4;
  static final int KNOWN_AT = 5;
  static final int RECORDED_AT = 6;
  static final int SOURCE = 7;

  /// An imported row stands in no log.
  private static final String NO_PLACE =
      "CAST(NULL AS BIGINT) AS sequence, CAST(NULL AS BIGINT) AS ordinal, ";

  /// In the tail's files; never given a second meaning.
  private final int code;

  private final String at;
  private final int atIndex;

  @SuppressWarnings("ImmutableEnumChecker") // a copy that cannot change
  private final Map<String, Integer> indexes;

  @SuppressWarnings("ImmutableEnumChecker") // a copy that cannot change
  private final List<Column> columns;

  StoredFact(int code, String at, Column... own) {
    this.code = code;
    this.at = at;
    List<Column> all = new ArrayList<>(Common.COLUMNS);
    all.addAll(List.of(own));
    this.columns = List.copyOf(all);
    Map<String, Integer> places = new HashMap<>();
    all.forEach(column -> places.put(column.name(), places.size()));
    this.indexes = Map.copyOf(places);
    this.atIndex = index(at);
  }

  /// Apart: an enum's constants are made before its static fields.
  private static final class Common {
    static final List<Column> COLUMNS =
        List.of(
            new Column("sequence", LONG),
            new Column("ordinal", LONG),
            new Column("venue", TEXT),
            new Column("symbol", TEXT),
            new Column("venue_time", TIME),
            new Column("known_at", TIME),
            new Column("recorded_at", TIME),
            new Column("source", TEXT));
  }

  int code() {
    return code;
  }

  static StoredFact ofCode(int code) {
    for (StoredFact fact : values()) {
      if (fact.code == code) {
        return fact;
      }
    }
    throw new IllegalStateException("a row of the unknown fact " + code);
  }

  /// All columns, the common ones first.
  public List<Column> columns() {
    return columns;
  }

  /// Whether it is a fact of the market; else Carry said it of itself, or of a connection.
  public boolean isOfMarket() {
    return switch (this) {
      case FEED, FINDING, PAPER -> false;
      default -> true;
    };
  }

  /// The column a period of time is asked by.
  public String at() {
    return at;
  }

  /// The name of its folder.
  public String folder() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// As part of a table's name.
  String table() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Where [#at()] stands among [#columns()].
  int atIndex() {
    return atIndex;
  }

  /// Where a column stands among [#columns()].
  int index(String column) {
    Integer index = indexes.get(column);
    if (index == null) {
      throw new IllegalArgumentException(folder() + " has no column " + column);
    }
    return index;
  }

  String declarations() {
    return columns.stream().map(Column::declaration).collect(Collectors.joining(", "));
  }

  String names() {
    return columns.stream().map(Column::names).collect(Collectors.joining(", "));
  }

  /// [#names()] of a segment of the past, whose times are microseconds: those every reader knows.
  String asStored() {
    return columns.stream().map(Column::asStored).collect(Collectors.joining(", "));
  }

  /// What to write to a segment of the past.
  String plain() {
    return columns.stream().map(Column::plain).collect(Collectors.joining(", "));
  }

  /// The columns of a table of a part of the past: without those no imported row has.
  String partDeclarations() {
    return ofPart().map(Column::partDeclaration).collect(Collectors.joining(", "));
  }

  /// [#names()] of such a table.
  String partNames() {
    return NO_PLACE + ofPart().map(Column::ofPart).collect(Collectors.joining(", "));
  }

  /// [#plain()] of such a table.
  String partPlain() {
    return NO_PLACE + ofPart().map(Column::plainOfPart).collect(Collectors.joining(", "));
  }

  private Stream<Column> ofPart() {
    return columns.stream().skip(VENUE);
  }

  String exact() {
    return columns.stream().map(Column::exact).collect(Collectors.joining(", "));
  }

  /// [#exact()] without what an event has no part of, and with what it is about as a place among
  /// these: of millions of rows each text that is read counts.
  String exactOfEvents(List<InstrumentId> ids) {
    List<String> wanted = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      wanted.add(isOfEvents(i) ? columns.get(i).exact() : i == VENUE ? place(ids) : "NULL");
    }
    return String.join(", ", wanted);
  }

  private static String place(List<InstrumentId> ids) {
    StringBuilder place = new StringBuilder("CASE");
    for (int i = 0; i < ids.size(); i++) {
      place.append(" WHEN ").append(Archive.isOf(ids.get(i))).append(" THEN ").append(i);
    }
    return place.append(" END").toString();
  }

  /// Whether an event has it: not where it stood, nor who told it.
  static boolean isOfEvents(int column) {
    return column == VENUE_TIME || column == KNOWN_AT || column > SOURCE;
  }
}
