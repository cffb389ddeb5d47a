package dev.carry.venue.deribit;

import static dev.carry.venue.Rows.need;

import dev.carry.model.FundingSettled;
import dev.carry.model.Instrument;
import dev.carry.model.Instrument.Kind;
import dev.carry.model.Instrument.OptionType;
import dev.carry.model.Instrument.Payoff;
import dev.carry.model.Instrument.Settles;
import dev.carry.model.Instrument.Status;
import dev.carry.model.InstrumentBuilder;
import dev.carry.model.InstrumentId;
import dev.carry.model.Listing;
import dev.carry.venue.Instruments;
import dev.carry.venue.ListedAsset;
import dev.carry.venue.Rows;
import dev.carry.venue.json.JsonReader;
import dev.carry.venue.json.MalformedJson;
import dev.carry.venue.json.Names;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What comes now and then: instruments and their states, funding history, the platform's state.
final class DeribitReference {
  private static final Names INSTRUMENT =
      Names.of(
          "instrument_name",
          "kind",
          "settlement_period",
          "base_currency",
          "quote_currency",
          "counter_currency",
          "settlement_currency",
          "tick_size",
          "price_index",
          "expiration_timestamp",
          "is_active",
          "state",
          "instrument_type",
          "strike",
          "option_type");
  private static final Names OPTION_TYPES = Names.of("call", "put");
  private static final Names SETTLED = Names.of("timestamp", "interest_1h");
  private static final Names STATE = Names.of("instrument_name", "state", "timestamp");
  private static final Names PLATFORM = Names.of("price_index", "locked", "maintenance");

  /// What one row of history is expressed over.
  private static final Duration HOUR = Duration.ofHours(1);

  private final JsonReader json;
  private final Instruments listed;

  // the page being read
  private @Nullable Instant oldest;

  DeribitReference(JsonReader json, Instruments listed) {
    this.json = json;
    this.listed = listed;
  }

  void begin() {
    oldest = null;
  }

  /// The window before this page's, as long as one answer can be.
  ///
  /// @param from milliseconds since 1970: where the history asked for begins
  @Nullable String nextPage(String from) {
    if (oldest == null) {
      return null;
    }
    Instant begin = Instant.ofEpochMilli(Long.parseLong(from));
    if (!oldest.isAfter(begin.plus(HOUR))) {
      return null;
    }
    Instant end = oldest.minusMillis(1);
    Instant start = end.minus(Deribit.LONGEST_ANSWER);
    return "start_timestamp="
        + (start.isBefore(begin) ? begin : start).toEpochMilli()
        + "&end_timestamp="
        + end.toEpochMilli();
  }

  /// `interest_1h` is what accrued in the hour; `interest_8h` beside it trails and is not read.
  void settled(DeribitSymbol symbol, Instant receivedAt, Rows rows) {
    Instant hour = null;
    BigDecimal rate = null;
    json.beginObject();
    for (int field; (field = json.nextField(SETTLED)) != JsonReader.END; ) {
      switch (field) {
        case 0 -> hour = json.millis();
        case 1 -> rate = json.decimal();
        default -> json.skip();
      }
    }
    Instant settledAt = need(hour, "timestamp");
    oldest = oldest == null || settledAt.isBefore(oldest) ? settledAt : oldest;
    if (rate == null) {
      rows.ignore("an hour without a rate");
      return;
    }
    rows.add(new FundingSettled(symbol.id(), null, receivedAt, rate, HOUR, settledAt, null));
  }

  private static final class Row {
    @Nullable String name;
    String kind = "";
    String period = "";
    @Nullable String base;
    @Nullable String quote;
    @Nullable String counter;
    @Nullable String settle;
    @Nullable BigDecimal tick;
    @Nullable String index;
    @Nullable Instant expiry;
    boolean active = true;
    @Nullable String state;
    @Nullable String type;
    @Nullable BigDecimal strike;
    @Nullable OptionType optionType;
  }

  void instrument(Instant receivedAt, Rows rows) {
    Row row = row();
    DeribitSymbol symbol = DeribitSymbol.of(need(row.name, "instrument_name"));
    switch (row.kind) {
      case "option" -> rows.add(new Listing(option(symbol, row), null, receivedAt));
      case "future_combo", "option_combo" -> rows.ignore(DeribitCodec.COMBINATION);
      case "future" -> rows.add(new Listing(future(symbol, row), null, receivedAt));
      case "spot" -> rows.add(new Listing(spot(symbol, row), null, receivedAt));
      default ->
          throw new MalformedJson(
              "expected kind future, spot, option, future_combo or option_combo, found "
                  + row.kind);
    }
  }

  private Row row() {
    Row row = new Row();
    json.beginObject();
    for (int field; (field = json.nextField(INSTRUMENT)) != JsonReader.END; ) {
      switch (field) {
        case 0 -> row.name = json.text();
        case 1 -> row.kind = String.valueOf(json.string());
        case 2 -> row.period = String.valueOf(json.string());
        case 3 -> row.base = json.text();
        case 4 -> row.quote = json.text();
        case 5 -> row.counter = json.text();
        case 6 -> row.settle = json.text();
        case 7 -> row.tick = json.decimal();
        case 8 -> row.index = json.text();
        case 9 -> row.expiry = json.millis();
        case 10 -> row.active = json.bool();
        case 11 -> row.state = json.text();
        case 12 -> row.type = json.text();
        case 13 -> row.strike = json.decimal();
        case 14 -> row.optionType = optionType();
        default -> json.skip();
      }
    }
    return row;
  }

  private OptionType optionType() {
    return switch (json.oneOf(OPTION_TYPES)) {
      case 0 -> OptionType.CALL;
      case 1 -> OptionType.PUT;
      default -> throw json.malformed("option_type call or put");
    };
  }

  /// Amounts are in dollars (inverse) or base (linear) already: `contract_size` is the step they
  /// move in, and is never multiplied in.
  private static Instrument future(DeribitSymbol symbol, Row row) {
    String base = need(row.base, "base_currency");
    String quote = need(row.counter == null ? row.quote : row.counter, "quote_currency");
    // Amounts are valued by what the name says: a type that says otherwise must not pass.
    String type = symbol.inverse() ? "reversed" : "linear";
    if (row.type != null && !row.type.equals(type)) {
      throw new MalformedJson(
          "expected instrument_type " + type + " of " + row.name + ", found " + row.type);
    }
    boolean perpetual = row.period.equals("perpetual");
    InstrumentBuilder future =
        common(symbol, row, base, quote)
            .payoff(symbol.inverse() ? Payoff.INVERSE : Payoff.LINEAR)
            .settle(row.settle != null ? row.settle : symbol.inverse() ? base : quote);
    // A perpetual's expiry is the year 3000.
    return perpetual
        ? future.settles(Settles.CONTINUOUS).fundingPeriod(Deribit.RATE_PERIOD).build()
        : future.kind(Kind.DATED_FUTURE).settles(Settles.NONE).expiry(row.expiry).build();
  }

  /// The quote currency of an inverse option is what its premium is written in: the coin. What its
  /// strike is written in is the counter currency; rows of 2021 have none, and it is the dollar.
  private static Instrument option(DeribitSymbol symbol, Row row) {
    String base = need(row.base, "base_currency");
    boolean inverse = symbol.inverse();
    String quote = inverse ? "USD" : need(row.quote, "quote_currency");
    return common(symbol, row, base, row.counter == null ? quote : row.counter)
        .kind(Kind.OPTION)
        .payoff(inverse ? Payoff.INVERSE : Payoff.LINEAR)
        .settle(row.settle != null ? row.settle : inverse ? base : quote)
        .settles(Settles.NONE)
        .expiry(row.expiry)
        .strike(row.strike)
        .optionType(row.optionType)
        .build();
  }

  private static Instrument spot(DeribitSymbol symbol, Row row) {
    String base = need(row.base, "base_currency");
    return common(symbol, row, base, need(row.quote, "quote_currency"))
        .kind(Kind.SPOT)
        .settles(Settles.NONE)
        .build();
  }

  private static InstrumentBuilder common(
      DeribitSymbol symbol, Row row, String base, String quote) {
    ListedAsset asset = ListedAsset.of(base);
    return Instrument.perpetual(symbol.id(), asset.name(), quote)
        .sizeIn(symbol.sizeIn())
        .priceMultiplier(asset.multiplier())
        .tickSize(row.tick)
        .indexSymbol(row.index == null ? symbol.indexName() : row.index)
        .status(status(row.state, row.active));
  }

  /// Until 2025 rows had no state, only whether the instrument is active.
  private static Status status(@Nullable String state, boolean active) {
    return switch (state == null ? (active ? "open" : "closed") : state) {
      case "open", "started" -> active ? Status.TRADING : Status.HALTED;
      case "created" -> Status.PRE_LAUNCH;
      case "settled",
          "delivered",
          "inactive",
          "deactivated",
          "closed",
          "terminated",
          "archivized" ->
          Status.DELISTED;
      default -> Status.HALTED;
    };
  }

  /// `instrument.state.*`: only the status of an instrument that is listed can change.
  void state(Instant receivedAt, Rows rows) {
    String name = null;
    String state = null;
    Instant at = null;
    json.beginObject();
    for (int field; (field = json.nextField(STATE)) != JsonReader.END; ) {
      switch (field) {
        case 0 -> name = json.text();
        case 1 -> state = json.text();
        case 2 -> at = json.millis();
        default -> json.skip();
      }
    }
    InstrumentId id = InstrumentId.of(Deribit.ID, need(name, "instrument_name"));
    Instrument known = listed.find(id);
    if (known == null) {
      rows.ignore("the state of an instrument that is not listed yet");
      return;
    }
    Status status = status(need(state, "state"), true);
    rows.add(new Listing(known.toBuilder().status(status).build(), at, receivedAt));
  }

  /// Maintenance and locked indexes, in words.
  String platform() {
    StringBuilder words = new StringBuilder();
    json.beginObject();
    for (int field; (field = json.nextField(PLATFORM)) != JsonReader.END; ) {
      switch (field) {
        case 0 -> words.append(json.string()).append(' ');
        case 1 -> words.append(locked()).append(' ');
        case 2 -> words.append(json.bool() ? "maintenance" : "no maintenance").append(' ');
        default -> json.skip();
      }
    }
    return words.toString().strip();
  }

  /// `true` and `false` of one index; `"true"`, `"partial"` and `"false"` of the platform.
  private String locked() {
    if (json.peek() == '"') {
      return "locked " + json.string();
    }
    return json.bool() ? "locked" : "unlocked";
  }
}
