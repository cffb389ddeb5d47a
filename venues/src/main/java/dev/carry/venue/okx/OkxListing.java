package dev.carry.venue.okx;

import static dev.carry.venue.Rows.need;

import dev.carry.model.Instrument;
import dev.carry.model.Instrument.Kind;
import dev.carry.model.Instrument.OptionType;
import dev.carry.model.Instrument.Payoff;
import dev.carry.model.Instrument.Settles;
import dev.carry.model.Instrument.SizeIn;
import dev.carry.model.Instrument.Status;
import dev.carry.model.InstrumentBuilder;
import dev.carry.model.InstrumentId;
import dev.carry.model.Listing;
import dev.carry.model.VenueId;
import dev.carry.venue.Instruments;
import dev.carry.venue.ListedAsset;
import dev.carry.venue.Rows;
import dev.carry.venue.json.JsonReader;
import dev.carry.venue.json.MalformedJson;
import dev.carry.venue.json.Names;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Rows of `instruments`.
final class OkxListing {
  private static final Names NAMES =
      Names.of(
          "instId",
          "instType",
          "uly",
          "instFamily",
          "baseCcy",
          "quoteCcy",
          "settleCcy",
          "ctVal",
          "ctMult",
          "ctValCcy",
          "ctType",
          "tickSz",
          "expTime",
          "state",
          "ruleType",
          "stk",
          "optType");
  private static final Names OPTION_TYPES = Names.of("C", "P");

  private final JsonReader json;
  private final VenueId venue;
  private final Instruments listed;

  OkxListing(JsonReader json, VenueId venue, Instruments listed) {
    this.json = json;
    this.venue = venue;
    this.listed = listed;
  }

  private static final class Row {
    @Nullable String instId;
    String instType = "";
    @Nullable String uly;
    @Nullable String family;
    @Nullable String base;
    @Nullable String quote;
    @Nullable String settle;
    @Nullable BigDecimal value;
    @Nullable BigDecimal multiplier;
    @Nullable String valueIn;
    @Nullable String payoff;
    @Nullable BigDecimal tick;
    @Nullable Instant expiry;
    String state = "";
    String rule = "";
    @Nullable BigDecimal strike;
    @Nullable OptionType optionType;
  }

  void read(OkxMessage message, Rows rows) {
    Row row = row();
    InstrumentId id = InstrumentId.of(venue, need(row.instId, "instId"));
    String why = OkxSymbol.of(venue, id.symbol()).ignored();
    if (why != null && !row.instType.equals("MARGIN") && !row.instType.equals("EVENTS")) {
      rows.ignore(why);
      return;
    }
    switch (row.instType) {
      case "SPOT" -> rows.add(new Listing(spot(id, row), null, message.receivedAt()));
      case "SWAP", "FUTURES" -> {
        if (row.value == null || row.uly == null) {
          rows.ignore("an announced instrument whose terms are not published yet");
          return;
        }
        rows.add(new Listing(contract(id, row, row.uly, row.value), null, message.receivedAt()));
      }
      case "OPTION" -> rows.add(new Listing(option(id, row), null, message.receivedAt()));
      case "MARGIN" -> rows.ignore("a margin row, which repeats its spot pair");
      case "EVENTS" -> rows.ignore("event contracts are not read");
      default ->
          throw new MalformedJson(
              "expected instType SPOT, MARGIN, SWAP, FUTURES, OPTION or EVENTS, found "
                  + row.instType);
    }
  }

  private Row row() {
    Row row = new Row();
    json.beginObject();
    for (int field; (field = json.nextField(NAMES)) != JsonReader.END; ) {
      switch (field) {
        case 0 -> row.instId = json.text();
        case 1 -> row.instType = String.valueOf(json.string());
        case 2 -> row.uly = json.text();
        case 3 -> row.family = json.text();
        case 4 -> row.base = json.text();
        case 5 -> row.quote = json.text();
        case 6 -> row.settle = json.text();
        case 7 -> row.value = json.decimal();
        case 8 -> row.multiplier = json.decimal();
        case 9 -> row.valueIn = json.text();
        case 10 -> row.payoff = json.text();
        case 11 -> row.tick = json.decimal();
        case 12 -> row.expiry = json.millis();
        case 13 -> row.state = String.valueOf(json.string());
        case 14 -> row.rule = String.valueOf(json.string());
        case 15 -> row.strike = json.positive();
        case 16 -> row.optionType = optionType();
        default -> json.skip();
      }
    }
    if (row.uly == null) {
      row.uly = row.family;
    }
    return row;
  }

  /// Of all other instruments it is empty.
  private @Nullable OptionType optionType() {
    return switch (json.oneOf(OPTION_TYPES)) {
      case 0 -> OptionType.CALL;
      case 1 -> OptionType.PUT;
      default -> null;
    };
  }

  /// A contract is of `ctVal × ctMult` coins (0.01 BTC), and its premium is in the coin where that
  /// is what it settles in.
  private static Instrument option(InstrumentId id, Row row) {
    String uly = need(row.uly, "uly");
    int dash = uly.indexOf('-');
    String coin = uly.substring(0, Math.max(0, dash));
    if (coin.isEmpty() || !coin.equals(row.valueIn)) {
      throw new MalformedJson(
          "expected ctValCcy " + coin + " of " + uly + ", found " + row.valueIn);
    }
    BigDecimal times = row.multiplier == null ? BigDecimal.ONE : row.multiplier;
    String settle = need(row.settle, "settleCcy");
    return Instrument.perpetual(id, coin, uly.substring(dash + 1))
        .kind(Kind.OPTION)
        .settle(settle)
        .payoff(settle.equals(coin) ? Payoff.INVERSE : Payoff.LINEAR)
        .sizeIn(SizeIn.CONTRACTS)
        .contractValue(need(row.value, "ctVal").multiply(times))
        .tickSize(row.tick)
        .indexSymbol(uly)
        .settles(Settles.NONE)
        .expiry(row.expiry)
        .strike(row.strike)
        .optionType(row.optionType)
        .status(row.state.equals("live") ? Status.TRADING : status(row))
        .build();
  }

  private static Instrument spot(InstrumentId id, Row row) {
    ListedAsset asset = ListedAsset.of(need(row.base, "baseCcy"));
    return Instrument.spot(id, asset.name(), need(row.quote, "quoteCcy"))
        .priceMultiplier(asset.multiplier())
        .tickSize(row.tick)
        .expiry(row.expiry)
        .status(status(row))
        .build();
  }

  private Instrument contract(InstrumentId id, Row row, String uly, BigDecimal value) {
    int dash = uly.indexOf('-');
    if (dash <= 0 || dash == uly.length() - 1) {
      throw new MalformedJson("expected uly such as BTC-USDT, found " + uly);
    }
    String coin = uly.substring(0, dash);
    String quote = uly.substring(dash + 1);
    Payoff payoff = payoff(need(row.payoff, "ctType"));
    // Sizes are valued as base (linear) or quote (inverse): any other unit would be valued wrongly.
    String unit = payoff == Payoff.LINEAR ? coin : quote;
    if (!unit.equals(row.valueIn)) {
      throw new MalformedJson(
          "expected ctValCcy " + unit + " of " + row.payoff + " " + uly + ", found " + row.valueIn);
    }
    ListedAsset asset = ListedAsset.of(coin);
    BigDecimal times = row.multiplier == null ? BigDecimal.ONE : row.multiplier;
    InstrumentBuilder contract =
        Instrument.perpetual(id, asset.name(), quote)
            .settle(need(row.settle, "settleCcy"))
            .payoff(payoff)
            .sizeIn(SizeIn.CONTRACTS)
            .contractValue(value.multiply(times))
            .priceMultiplier(asset.multiplier())
            .tickSize(row.tick)
            .indexSymbol(uly)
            .expiry(row.expiry)
            .status(status(row));
    Instrument known = listed.find(id);
    boolean perpetual =
        row.instType.equals("SWAP")
            || row.rule.equals("xperp")
            || (known != null && known.kind() == Kind.PERPETUAL);
    if (!perpetual) {
      return contract.kind(Kind.DATED_FUTURE).settles(Settles.NONE).build();
    }
    // Rows state no funding terms: what funding-rate said stays.
    return listed.keepTerms(contract, id.symbol()).build();
  }

  private static Payoff payoff(String type) {
    return switch (type) {
      case "linear" -> Payoff.LINEAR;
      case "inverse" -> Payoff.INVERSE;
      default -> throw new MalformedJson("expected ctType linear or inverse, found " + type);
    };
  }

  /// What takers cannot trade counts as halted, states not known to us too. An expiry on what has
  /// none is a delisting announced.
  private static Status status(Row row) {
    return switch (row.state) {
      case "live" -> {
        if (row.rule.equals("pre_market") || row.rule.equals("rebase_contract")) {
          yield Status.PRE_LAUNCH;
        }
        yield row.expiry != null && !row.instType.equals("FUTURES")
            ? Status.DELISTING
            : Status.TRADING;
      }
      case "preopen" -> Status.PRE_LAUNCH;
      case "expired" -> Status.DELISTED;
      default -> Status.HALTED;
    };
  }
}
