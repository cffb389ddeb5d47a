package dev.carry.venue.binance;

import dev.carry.model.Instrument;
import dev.carry.model.InstrumentBuilder;
import dev.carry.model.InstrumentId;
import dev.carry.model.Listing;
import dev.carry.venue.Decoded;
import dev.carry.venue.Instruments;
import dev.carry.venue.ListedAsset;
import dev.carry.venue.Rows;
import dev.carry.venue.json.JsonFields;
import dev.carry.venue.json.JsonReader;
import dev.carry.venue.json.MalformedJson;
import dev.carry.venue.json.Names;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The list of contracts, the list of funding terms, and the announcements of changes to either.
///
/// Terms and contracts come apart: `fundingInfo` lists only symbols whose terms were ever adjusted,
/// so a symbol's absence there means 8 hours, but only once it has been read. A listing made from
/// the contract list alone therefore keeps the terms known before, and has none if there were none.
final class ContractLists {
  /// What a perpetual carries as its delivery date: there is none. An earlier date is a delisting.
  private static final long NEVER = 4_133_404_800_000L;

  /// Binance allows 1, 2, 4 and 8 hours; what is beyond a day is no period.
  private static final long LONGEST_HOURS = 24;

  static final Decoded.Ignored TERMS_TOO_EARLY =
      new Decoded.Ignored("funding terms before the contract list: asked again after it");
  private static final Decoded.Ignored TERMS_OF_NOTHING =
      new Decoded.Ignored("funding terms of a symbol that is not listed");
  private static final Decoded.Ignored UNNAMED_TYPE =
      new Decoded.Ignored("a contract without a type: announced, not yet open");
  private static final Decoded.Ignored UNKNOWN_CONTRACT =
      new Decoded.Ignored("a change to a contract not listed yet: the contract list tells it all");

  private static final Names CONTRACT =
      Names.of(
          "symbol",
          "contractType",
          "deliveryDate",
          "status",
          "baseAsset",
          "quoteAsset",
          "marginAsset",
          "underlyingType",
          "filters",
          "pair",
          "contractSize",
          "contractStatus");
  private static final int SYMBOL = 0;
  private static final int TYPE = 1;
  private static final int DELIVERY = 2;
  private static final int STATUS = 3;
  private static final int BASE = 4;
  private static final int QUOTE = 5;
  private static final int MARGIN = 6;
  private static final int UNDERLYING = 7;
  private static final int FILTERS = 8;
  private static final int PAIR = 9;
  private static final int CONTRACT_SIZE = 10;

  /// What COIN-M calls the status.
  private static final int CONTRACT_STATUS = 11;

  private static final Names FILTER = Names.of("filterType", "tickSize");
  private static final Names PRICE_FILTER = Names.of("PRICE_FILTER");

  private static final Names TERMS =
      Names.of(
          "symbol", "fundingIntervalHours", "adjustedFundingRateCap", "adjustedFundingRateFloor");

  private static final Names UNDERLYINGS = Names.of("PREMARKET");
  private static final int PREMARKET = 0;

  private final Family family;
  private final JsonReader json;
  private final Instruments listed;
  private final JsonFields contract = new JsonFields(CONTRACT);
  private final JsonFields filter = new JsonFields(FILTER);
  private final JsonFields terms = new JsonFields(TERMS);

  /// Funding terms of one symbol.
  ///
  /// @param period absent: the row did not say
  private record Terms(
      @Nullable Duration period, @Nullable BigDecimal cap, @Nullable BigDecimal floor) {}

  /// Of a symbol that `fundingInfo` does not list.
  private static final Terms STANDARD = new Terms(Duration.ofHours(8), null, null);

  /// Of a row that says nothing that can be read: what was known before stays.
  private static final Terms UNREADABLE = new Terms(null, null, null);

  ContractLists(Family family, JsonReader json, Instruments listed) {
    this.family = family;
    this.json = json;
    this.listed = listed;
  }

  /// The contracts of `exchangeInfo`; the reader stands in front of the array.
  Decoded contracts(@Nullable Instant time, Instant receivedAt) {
    Rows rows = new Rows();
    int count =
        rows.each(
            json,
            "symbols",
            () -> {
              contract.read(json);
              rows.take(contract(time, receivedAt));
              contract.leave();
            });
    return count == 0 ? BinanceCodec.EMPTY : rows.decoded();
  }

  /// The listing of the row read last, or why there is none.
  private Decoded contract(@Nullable Instant time, Instant receivedAt) {
    String symbol = contract.text(SYMBOL);
    String base = contract.text(BASE);
    String quote = contract.text(QUOTE);
    if (family == Family.SPOT && symbol != null && base != null && quote != null) {
      return pair(symbol, base, quote, time, receivedAt);
    }
    String margin = contract.text(MARGIN);
    if (symbol == null || base == null || quote == null || margin == null) {
      return new Decoded.Rejected(
          "a contract without its names", "symbol " + symbol + ": symbol or an asset is absent");
    }
    boolean inverse = margin.equals(base);
    if (inverse != (family == Family.COIN_M)) {
      return family.foreign();
    }
    String type = contract.text(TYPE);
    if (type == null) {
      return UNNAMED_TYPE;
    }
    Instrument.Kind kind = kind(type);
    if (kind == null) {
      return new Decoded.Rejected("an unknown contract type", symbol + ": " + type);
    }
    long delivery = contract.wholeOr(DELIVERY, 0);
    String word = contract.text(contract.has(STATUS) ? STATUS : CONTRACT_STATUS);
    Instrument.Status status = word == null ? null : status(word, kind, delivery);
    if (status == null) {
      return new Decoded.Rejected("an unknown contract status", symbol + ": " + word);
    }
    if (status == Instrument.Status.TRADING
        && contract.oneOf(UNDERLYING, UNDERLYINGS) == PREMARKET) {
      status = Instrument.Status.PRE_LAUNCH;
    }
    ListedAsset asset = ListedAsset.of(base);
    InstrumentId id = family.id(symbol);
    InstrumentBuilder builder =
        Instrument.perpetual(id, asset.name(), quote)
            .kind(kind)
            .indexSymbol(family.indexOf(id, contract.text(PAIR)).symbol())
            .settle(margin)
            .priceMultiplier(asset.multiplier())
            .tickSize(tickSize())
            .status(status);
    if (inverse) {
      BigDecimal value = contract.positive(CONTRACT_SIZE);
      if (value == null) {
        return new Decoded.Rejected(
            "an inverse contract without its size", symbol + ": contractSize is absent or 0");
      }
      builder
          .payoff(Instrument.Payoff.INVERSE)
          .sizeIn(Instrument.SizeIn.CONTRACTS)
          .contractValue(value);
    }
    if (kind == Instrument.Kind.PERPETUAL) {
      return listing(listed.keepTerms(builder, symbol), time, receivedAt);
    }
    boolean ends = delivery != 0 && delivery != NEVER;
    return listing(
        builder
            .settles(Instrument.Settles.NONE)
            .expiry(ends ? Instant.ofEpochMilli(delivery) : null),
        time,
        receivedAt);
  }

  /// A pair of spot: it has neither a type nor terms.
  private Decoded pair(
      String symbol, String base, String quote, @Nullable Instant time, Instant receivedAt) {
    String word = contract.text(STATUS);
    Instrument.Status status = word == null ? null : status(word, Instrument.Kind.SPOT, 0);
    if (status == null) {
      return new Decoded.Rejected("an unknown contract status", symbol + ": " + word);
    }
    ListedAsset asset = ListedAsset.of(base);
    return listing(
        Instrument.spot(family.id(symbol), asset.name(), quote)
            .priceMultiplier(asset.multiplier())
            .tickSize(tickSize())
            .status(status),
        time,
        receivedAt);
  }

  private static Decoded listing(
      InstrumentBuilder builder, @Nullable Instant time, Instant receivedAt) {
    return Decoded.Facts.of(new Listing(builder.build(), time, receivedAt));
  }

  private @Nullable BigDecimal tickSize() {
    if (!contract.has(FILTERS)) {
      return null;
    }
    contract.at(FILTERS).beginArray();
    while (json.nextElement()) {
      filter.read(json);
      if (filter.oneOf(0, PRICE_FILTER) == 0) {
        return filter.positive(1);
      }
      filter.leave();
    }
    return null;
  }

  private static Instrument.@Nullable Kind kind(String type) {
    return switch (type) {
      case "PERPETUAL", "TRADIFI_PERPETUAL", "PERPETUAL_DELIVERING", "PERPETUAL DELIVERING" ->
          Instrument.Kind.PERPETUAL;
      case "CURRENT_MONTH", "NEXT_MONTH", "CURRENT_QUARTER", "NEXT_QUARTER" ->
          Instrument.Kind.DATED_FUTURE;
      case "CURRENT_QUARTER DELIVERING", "CURRENT_QUARTER_DELIVERING" ->
          Instrument.Kind.DATED_FUTURE;
      default -> null;
    };
  }

  /// @param delivery milliseconds since 1970; 0 where unknown
  private static Instrument.@Nullable Status status(
      String word, Instrument.Kind kind, long delivery) {
    return switch (word) {
      case "TRADING" ->
          kind == Instrument.Kind.PERPETUAL && delivery != 0 && delivery < NEVER
              ? Instrument.Status.DELISTING
              : Instrument.Status.TRADING;
      case "PENDING_TRADING", "PRE_TRADING" -> Instrument.Status.PRE_LAUNCH;
      case "PRE_DELIVERING", "PRE_SETTLE" -> Instrument.Status.DELISTING;
      case "DELIVERING", "DELIVERED", "SETTLING", "CLOSE" -> Instrument.Status.DELISTED;
      case "HALT",
          "TRADING_HALT",
          "TRADING_CANCEL_ONLY",
          "BREAK",
          "AUCTION_MATCH",
          "END_OF_DAY",
          "POST_TRADING" ->
          Instrument.Status.HALTED;
      default -> null;
    };
  }

  /// The terms of `fundingInfo`, given to every perpetual listed; the reader stands in front of the
  /// array.
  Decoded terms(Instant receivedAt) {
    Rows rows = new Rows();
    Map<String, Terms> bySymbol = new HashMap<>();
    boolean allNamed = true;
    json.beginArray();
    while (json.nextElement()) {
      int row = json.position();
      try {
        terms.read(json);
        allNamed &= keepRow(bySymbol, rows);
        terms.leave();
      } catch (MalformedJson e) {
        rows.take(badRow(e));
        allNamed = false;
        json.rewind(row);
        json.skip();
      }
    }
    if (listed.isEmpty()) {
      return TERMS_TOO_EARLY;
    }
    // absence says nothing where a row did not say whose it is
    Terms ofAbsent = allNamed ? STANDARD : UNREADABLE;
    for (Instrument instrument : listed.all()) {
      Terms now = bySymbol.getOrDefault(instrument.id().symbol(), ofAbsent);
      if (!now.equals(UNREADABLE) && instrument.kind() == Instrument.Kind.PERPETUAL) {
        Instrument complete =
            instrument.toBuilder()
                .fundingPeriod(now.period())
                .fundingCap(now.cap())
                .fundingFloor(now.floor())
                .build();
        rows.add(new Listing(complete, null, receivedAt));
      }
    }
    return rows.decoded();
  }

  /// Keeps the row read last.
  ///
  /// @return whether it says whose terms it holds
  private boolean keepRow(Map<String, Terms> bySymbol, Rows rows) {
    String symbol = terms.text(0);
    if (symbol == null) {
      rows.take(HotEvents.noSymbol("fundingInfo"));
      return false;
    }
    if (listed.find(symbol) == null) {
      rows.take(TERMS_OF_NOTHING);
      return true;
    }
    bySymbol.put(symbol, UNREADABLE);
    try {
      bySymbol.put(symbol, termsOfRow());
    } catch (MalformedJson | IllegalArgumentException e) {
      rows.take(badRow(e));
    }
    return true;
  }

  private Terms termsOfRow() {
    long hours = terms.wholeOr(1, 0);
    if (hours < 0 || hours > LONGEST_HOURS) {
      throw new IllegalArgumentException(
          terms.text(0) + ": fundingIntervalHours is 1 to " + LONGEST_HOURS + ", found " + hours);
    }
    BigDecimal cap = terms.decimal(2);
    BigDecimal floor = terms.decimal(3);
    if (cap != null && floor != null && cap.compareTo(floor) < 0) {
      throw new IllegalArgumentException(
          terms.text(0) + ": cap " + cap + " is below its floor " + floor);
    }
    return new Terms(hours == 0 ? null : Duration.ofHours(hours), cap, floor);
  }

  /// A change announced by `contractInfo`; the reader stands in front of a field's name.
  Decoded change(Instant receivedAt) {
    String symbol = null;
    String word = null;
    long delivery = 0;
    long time = 0;
    long st = 0;
    for (int field; (field = json.nextField(Fields.OF_EVENT)) != JsonReader.END; ) {
      switch (field) {
        case Fields.SYMBOL -> symbol = json.text();
        case Fields.STATUS -> word = json.text();
        case Fields.DELIVERY -> delivery = json.wholeOr(0);
        case Fields.EVENT_TIME -> time = json.epochMillis();
        case Fields.FAMILY -> st = json.wholeOr(0);
        default -> json.skip();
      }
    }
    if (family.isForeign(st)) {
      return family.foreign();
    }
    if (symbol == null) {
      return HotEvents.noSymbol("contractInfo");
    }
    Instrument known = listed.find(symbol);
    if (known == null) {
      return UNKNOWN_CONTRACT;
    }
    Instrument.Status status = word == null ? null : status(word, known.kind(), delivery);
    if (status == null) {
      return new Decoded.Rejected("an unknown contract status", symbol + ": " + word);
    }
    Instrument changed = known.toBuilder().status(status).build();
    return Decoded.Facts.of(new Listing(changed, HotEvents.instant(time, 0), receivedAt));
  }

  private static Decoded.Rejected badRow(RuntimeException e) {
    return new Decoded.Rejected("a row that cannot be read", String.valueOf(e.getMessage()));
  }
}
