package dev.carry.venue.gate;

import static dev.carry.venue.Rows.need;

import dev.carry.model.FundingEstimate;
import dev.carry.model.IndexPrice;
import dev.carry.model.Instrument;
import dev.carry.model.Instrument.Kind;
import dev.carry.model.Instrument.Payoff;
import dev.carry.model.Instrument.Settles;
import dev.carry.model.Instrument.SizeIn;
import dev.carry.model.Instrument.Status;
import dev.carry.model.InstrumentBuilder;
import dev.carry.model.InstrumentId;
import dev.carry.model.Listing;
import dev.carry.model.MarkPrice;
import dev.carry.model.OpenInterest;
import dev.carry.model.Volume;
import dev.carry.venue.Instruments;
import dev.carry.venue.ListedAsset;
import dev.carry.venue.Rows;
import dev.carry.venue.Touch;
import dev.carry.venue.json.Interned;
import dev.carry.venue.json.JsonReader;
import dev.carry.venue.json.Names;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Rows that state a contract's prices and funding together: `contracts` and `tickers`.
final class GateMarket {
  static final String JUST_SETTLED =
      "for a minute after a settlement the rate that was charged, under the next settlement's time";

  /// The rate is computed anew once a minute and told some seconds later.
  private static final Duration STILL_THE_OLD_RATE = Duration.ofSeconds(75);

  /// On that day both rates were recorded to be the same number for all of 302 contracts.
  private static final Instant ONE_RATE_SINCE = Instant.parse("2023-05-24T00:00:00Z");

  private static final Names CONTRACT =
      Names.of(
          "name",
          "type",
          "quanto_multiplier",
          "order_price_round",
          "status",
          "in_delisting",
          "is_pre_market",
          "interest_rate",
          "funding_rate_limit",
          "funding_interval",
          "funding_next_apply",
          "funding_rate",
          "index_price",
          "mark_price");

  private static final Names TICKER =
      Names.of(
          "contract",
          "funding_rate",
          "funding_rate_indicative",
          "funding_interval",
          "funding_next_apply",
          "index_price",
          "mark_price",
          "total_size",
          "volume_24h_base",
          "volume_24h_quote",
          "highest_bid",
          "highest_size",
          "lowest_ask",
          "lowest_size",
          "t");

  private final JsonReader json;
  private final Interned<GateSymbol> symbols;
  private final Instruments listed;

  /// What both kinds of row say.
  private static final class Prices {
    @Nullable GateSymbol symbol;
    @Nullable BigDecimal rate;
    @Nullable Duration interval;
    @Nullable Instant nextApply;
    @Nullable BigDecimal index;
    @Nullable BigDecimal mark;
  }

  private static final class Terms {
    String type = "";
    @Nullable BigDecimal multiplier;
    @Nullable BigDecimal tick;
    String status = "";
    boolean delisting;
    boolean preMarket;
    @Nullable BigDecimal interest;
    @Nullable BigDecimal limit;
  }

  private static final class Extras {
    @Nullable BigDecimal indicative;
    @Nullable BigDecimal interest;
    @Nullable BigDecimal base;
    @Nullable BigDecimal quote;
    @Nullable BigDecimal bid;
    @Nullable BigDecimal bidSize;
    @Nullable BigDecimal ask;
    @Nullable BigDecimal askSize;
    boolean quoted;
    @Nullable Instant at;
  }

  GateMarket(JsonReader json, Interned<GateSymbol> symbols, Instruments listed) {
    this.json = json;
    this.symbols = symbols;
    this.listed = listed;
  }

  // --- contracts ---------------------------------------------------------------------------

  /// @param always whether the contract is told although nothing about it changed
  void contract(GateMessage message, boolean always, Rows rows) {
    Prices prices = new Prices();
    Terms terms = terms(prices);
    GateSymbol symbol = need(prices.symbol, "name");
    Instrument contract = instrument(symbol, terms, prices.interval);
    if (contract == null) {
      rows.ignore("a quanto contract, which pays in a third coin, is not read");
      return;
    }
    if (always || !contract.equals(listed.find(contract.id()))) {
      rows.add(new Listing(contract, null, message.receivedAt()));
    }
    estimate(message, prices, prices.interval, null, rows);
    prices(message, prices, null, rows);
  }

  private Terms terms(Prices prices) {
    Terms terms = new Terms();
    json.beginObject();
    for (int field; (field = json.nextField(CONTRACT)) != JsonReader.END; ) {
      switch (field) {
        case 0 -> prices.symbol = json.interned(symbols);
        case 1 -> terms.type = String.valueOf(json.string());
        case 2 -> terms.multiplier = json.decimal();
        case 3 -> terms.tick = json.positive();
        case 4 -> terms.status = String.valueOf(json.string());
        case 5 -> terms.delisting = json.bool();
        case 6 -> terms.preMarket = json.bool();
        case 7 -> terms.interest = json.decimal();
        case 8 -> terms.limit = json.positive();
        case 9 -> prices.interval = interval();
        case 10 -> prices.nextApply = GateTime.read(json);
        case 11 -> prices.rate = json.decimal();
        case 12 -> prices.index = json.positive();
        case 13 -> prices.mark = json.positive();
        default -> json.skip();
      }
    }
    return terms;
  }

  /// Seconds; 0 is no interval.
  private @Nullable Duration interval() {
    Long seconds = json.wholeNumber();
    return seconds == null || seconds <= 0 ? null : Duration.ofSeconds(seconds);
  }

  /// A multiplier of 0 is Gate's way to say that a contract is of one US dollar.
  private static @Nullable Instrument instrument(
      GateSymbol symbol, Terms terms, @Nullable Duration interval) {
    BigDecimal multiplier = need(terms.multiplier, "quanto_multiplier");
    boolean inverse = terms.type.equals("inverse") || multiplier.signum() == 0;
    if (symbol.inUsd() && !inverse) {
      return null;
    }
    ListedAsset asset = ListedAsset.of(symbol.base());
    InstrumentBuilder contract =
        Instrument.perpetual(symbol.id(), asset.name(), symbol.quote())
            .settle(inverse ? symbol.base() : symbol.quote())
            .payoff(inverse ? Payoff.INVERSE : Payoff.LINEAR)
            .sizeIn(SizeIn.CONTRACTS)
            .contractValue(multiplier.signum() == 0 ? BigDecimal.ONE : multiplier)
            .priceMultiplier(asset.multiplier())
            .tickSize(terms.tick)
            .fundingPeriod(interval)
            .fundingCap(terms.limit)
            .fundingFloor(terms.limit == null ? null : terms.limit.negate())
            .interestRate(terms.interest)
            .status(status(terms));
    return symbol.dated()
        ? contract.kind(Kind.DATED_FUTURE).settles(Settles.NONE).fundingPeriod(null).build()
        : contract.build();
  }

  private static Status status(Terms terms) {
    if (terms.status.equals("delisted")) {
      return Status.DELISTED;
    }
    if (terms.delisting || terms.status.equals("delisting")) {
      return Status.DELISTING;
    }
    if (terms.preMarket || terms.status.equals("prelaunch")) {
      return Status.PRE_LAUNCH;
    }
    // Lists of before 2024 have no status: what they list trades.
    return terms.status.isEmpty() || terms.status.equals("trading")
        ? Status.TRADING
        : Status.HALTED;
  }

  // --- tickers -----------------------------------------------------------------------------

  void ticker(GateMessage message, Rows rows) {
    Prices prices = new Prices();
    Extras extras = extras(prices);
    GateSymbol symbol = need(prices.symbol, "contract");
    Instant at = extras.at == null ? message.sentAt() : extras.at;
    if (message.isPushed()) {
      // By REST they come without their settlement, which `contracts` states beside them.
      Instrument known = listed.find(symbol.id());
      Duration period = known == null ? null : known.fundingPeriod();
      estimate(message, prices, prices.interval == null ? period : prices.interval, at, rows);
      predicted(message, prices, extras, at, rows);
    }
    prices(message, prices, at, rows);
    InstrumentId id = symbol.id();
    if (extras.quoted) {
      rows.add(
          Touch.quote(
              id,
              at,
              message.receivedAt(),
              extras.bid,
              extras.bidSize,
              extras.ask,
              extras.askSize,
              SizeIn.CONTRACTS));
    }
    if (extras.interest != null && extras.interest.signum() >= 0) {
      rows.add(
          new OpenInterest(id, at, message.receivedAt(), extras.interest, SizeIn.CONTRACTS, null));
    }
    BigDecimal base = symbol.inUsd() ? null : extras.base;
    if (base != null || extras.quote != null) {
      rows.add(new Volume(id, at, message.receivedAt(), base, extras.quote));
    }
  }

  private Extras extras(Prices prices) {
    Extras extras = new Extras();
    json.beginObject();
    for (int field; (field = json.nextField(TICKER)) != JsonReader.END; ) {
      switch (field) {
        case 0 -> prices.symbol = json.interned(symbols);
        case 1 -> prices.rate = json.decimal();
        case 2 -> extras.indicative = json.decimal();
        case 3 -> prices.interval = interval();
        case 4 -> prices.nextApply = GateTime.read(json);
        case 5 -> prices.index = json.positive();
        case 6 -> prices.mark = json.positive();
        case 7 -> extras.interest = json.decimal();
        case 8 -> extras.base = json.decimal();
        case 9 -> extras.quote = json.decimal();
        case 10 -> {
          extras.bid = json.decimal();
          extras.quoted = true;
        }
        case 11 -> extras.bidSize = json.positive();
        case 12 -> {
          extras.ask = json.decimal();
          extras.quoted = true;
        }
        case 13 -> extras.askSize = json.positive();
        case 14 -> extras.at = GateTime.read(json);
        default -> json.skip();
      }
    }
    return extras;
  }

  // --- both --------------------------------------------------------------------------------

  private static void estimate(
      GateMessage message,
      Prices prices,
      @Nullable Duration period,
      @Nullable Instant at,
      Rows rows) {
    GateSymbol symbol = prices.symbol;
    if (symbol == null || symbol.dated() || prices.rate == null) {
      return;
    }
    if (justSettled(prices, at == null ? message.at() : at)) {
      rows.ignore(JUST_SETTLED);
      return;
    }
    rows.add(
        new FundingEstimate(
            symbol.id(),
            at,
            message.receivedAt(),
            prices.rate,
            period,
            prices.nextApply,
            FundingEstimate.Which.COMING));
  }

  private static boolean justSettled(Prices prices, Instant at) {
    if (prices.nextApply == null || prices.interval == null) {
      return false;
    }
    Duration sinceSettled = Duration.between(prices.nextApply.minus(prices.interval), at);
    return !sinceSettled.isNegative() && sinceSettled.compareTo(STILL_THE_OLD_RATE) < 0;
  }

  /// In 2022 `funding_rate` was fixed one settlement ahead, and the indicative one was the
  /// estimate for the settlement after.
  private static void predicted(
      GateMessage message, Prices prices, Extras extras, @Nullable Instant at, Rows rows) {
    BigDecimal indicative = extras.indicative;
    GateSymbol symbol = prices.symbol;
    if (symbol == null
        || indicative == null
        || prices.rate == null
        || !message.at().isBefore(ONE_RATE_SINCE)) {
      return;
    }
    rows.add(
        new FundingEstimate(
            symbol.id(),
            at,
            message.receivedAt(),
            indicative,
            null,
            null,
            FundingEstimate.Which.NEXT));
  }

  /// Premarket contracts have no index.
  private static void prices(GateMessage message, Prices prices, @Nullable Instant at, Rows rows) {
    InstrumentId id = need(prices.symbol, "contract").id();
    if (prices.index != null) {
      rows.add(new IndexPrice(id, at, message.receivedAt(), prices.index));
    }
    if (prices.mark != null) {
      rows.add(new MarkPrice(id, at, message.receivedAt(), prices.mark));
    }
  }
}
