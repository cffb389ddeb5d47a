package dev.carry.venue.bybit;

import static dev.carry.venue.Rows.need;

import dev.carry.model.Instrument;
import dev.carry.model.InstrumentBuilder;
import dev.carry.model.Listing;
import dev.carry.venue.ListedAsset;
import dev.carry.venue.Rows;
import dev.carry.venue.json.Interned;
import dev.carry.venue.json.JsonReader;
import dev.carry.venue.json.Names;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One row of `instruments-info`, linear, inverse or spot.
final class InstrumentRows {
  private static final int SYMBOL = 0;
  private static final int CONTRACT_TYPE = 1;
  private static final int STATUS = 2;
  private static final int BASE = 3;
  private static final int QUOTE = 4;
  private static final int SETTLE = 5;
  private static final int DELIVERY = 6;
  private static final int PRICE_FILTER = 7;
  private static final int MINUTES = 8;
  private static final int CAP = 9;
  private static final int FLOOR = 10;
  private static final int PRE_LISTING = 11;
  private static final Names NAMES =
      Names.of(
          "symbol",
          "contractType",
          "status",
          "baseCoin",
          "quoteCoin",
          "settleCoin",
          "deliveryTime",
          "priceFilter",
          "fundingInterval",
          "upperFundingRate",
          "lowerFundingRate",
          "isPreListing");

  private static final Names FILTER = Names.of("tickSize");

  private final JsonReader json;
  private final Interned<Market> markets;
  private final Interned<String> words;

  // the row being read
  private @Nullable Market market;
  private @Nullable String contractType;
  private @Nullable String status;
  private @Nullable String base;
  private @Nullable String quote;
  private @Nullable String settle;
  private @Nullable Instant delivery;
  private @Nullable BigDecimal tickSize;
  private @Nullable Long minutes;
  private @Nullable BigDecimal cap;
  private @Nullable BigDecimal floor;
  private boolean preListing;

  InstrumentRows(JsonReader json, Interned<Market> markets, Interned<String> words) {
    this.json = json;
    this.markets = markets;
    this.words = words;
  }

  void read(@Nullable Instant time, Instant at, Rows rows) {
    readRow();
    Market of = need(market, "symbol");
    String type = need(contractType, "contractType");
    switch (type) {
      case "LinearPerpetual", "InversePerpetual", "LinearFutures", "InverseFutures" ->
          rows.add(new Listing(instrument(of, type, rows), time, at));
      // The four shapes of a spread: its legs are listed on their own.
      case "FundingRateArb", "CarryTrade", "FutureSpread", "PerpBasis" ->
          rows.take(BybitCodec.COMBINATION);
      default -> rows.reject("unknown contract type", of.id + ": " + type);
    }
  }

  /// A pair: none of the fields of contracts.
  void spot(@Nullable Instant time, Instant at, Rows rows) {
    readRow();
    Market of = need(market, "symbol");
    ListedAsset asset = ListedAsset.of(need(base, "baseCoin"));
    Instrument pair =
        Instrument.spot(of.id, asset.name(), need(quote, "quoteCoin"))
            .priceMultiplier(asset.multiplier())
            .tickSize(tickSize)
            .status(status(of, false, rows))
            .build();
    rows.add(new Listing(pair, time, at));
  }

  private void readRow() {
    market = null;
    contractType = null;
    status = null;
    base = null;
    quote = null;
    settle = null;
    delivery = null;
    tickSize = null;
    minutes = null;
    cap = null;
    floor = null;
    preListing = false;
    json.beginObject();
    for (int field; (field = json.nextField(NAMES)) != JsonReader.END; ) {
      switch (field) {
        case SYMBOL -> market = json.interned(markets);
        case CONTRACT_TYPE -> contractType = json.interned(words);
        case STATUS -> status = json.interned(words);
        case BASE -> base = json.text();
        case QUOTE -> quote = json.text();
        case SETTLE -> settle = json.text();
        case DELIVERY -> delivery = json.millis();
        case PRICE_FILTER -> tickSize = tickSize();
        case MINUTES -> minutes = json.wholeNumber();
        case CAP -> cap = json.decimal();
        case FLOOR -> floor = json.decimal();
        case PRE_LISTING -> preListing = json.peek() == 't' ? json.bool() : skipped();
        default -> json.skip();
      }
    }
  }

  private boolean skipped() {
    json.skip();
    return false;
  }

  private @Nullable BigDecimal tickSize() {
    BigDecimal size = null;
    json.beginObject();
    for (int field; (field = json.nextField(FILTER)) != JsonReader.END; ) {
      if (field == 0) {
        size = json.decimal();
      } else {
        json.skip();
      }
    }
    return size;
  }

  private Instrument instrument(Market of, String type, Rows rows) {
    boolean perpetual = type.endsWith("Perpetual");
    boolean inverse = type.startsWith("Inverse");
    String coin = need(base, "baseCoin");
    ListedAsset asset = ListedAsset.of(coin);
    InstrumentBuilder builder =
        Instrument.perpetual(of.id, asset.name(), need(quote, "quoteCoin"))
            .settle(need(settle, "settleCoin"))
            .payoff(inverse ? Instrument.Payoff.INVERSE : Instrument.Payoff.LINEAR)
            .sizeIn(inverse ? Instrument.SizeIn.QUOTE : Instrument.SizeIn.BASE)
            .priceMultiplier(asset.multiplier())
            .tickSize(tickSize)
            .status(status(of, perpetual, rows));
    if (!perpetual) {
      return builder
          .kind(Instrument.Kind.DATED_FUTURE)
          .settles(Instrument.Settles.NONE)
          .expiry(need(delivery, "deliveryTime"))
          .build();
    }
    return builder.fundingPeriod(period(of, rows)).fundingCap(cap).fundingFloor(floor).build();
  }

  /// Minutes here, hours in tickers. Bybit's intervals are whole hours; anything else is a mistake
  /// of unit, and a rate over an interval misread would be wrong by that factor.
  private @Nullable Duration period(Market of, Rows rows) {
    Long interval = minutes;
    if (interval == null || interval == 0) {
      return null;
    }
    if (interval < 0 || interval > 1_440 || interval % 60 != 0) {
      rows.reject(
          "impossible funding interval",
          of.id + ": fundingInterval " + interval + " minutes, allowed are whole hours up to 1440");
      return null;
    }
    return Duration.ofMinutes(interval);
  }

  /// A perpetual with a delivery time has its delisting announced.
  private Instrument.Status status(Market of, boolean perpetual, Rows rows) {
    return switch (need(status, "status")) {
      case "Trading" -> {
        if (preListing) {
          yield Instrument.Status.PRE_LAUNCH;
        }
        yield perpetual && delivery != null
            ? Instrument.Status.DELISTING
            : Instrument.Status.TRADING;
      }
      case "PreLaunch" -> Instrument.Status.PRE_LAUNCH;
      case "Delivering" -> Instrument.Status.DELISTING;
      case "Closed" -> Instrument.Status.DELISTED;
      case "Settling" -> Instrument.Status.HALTED;
      default -> {
        rows.reject("unknown status, held as halted", of.id + ": " + status);
        yield Instrument.Status.HALTED;
      }
    };
  }
}
