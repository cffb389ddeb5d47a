package dev.carry.venue.krakenfutures;

import static dev.carry.venue.Rows.need;

import dev.carry.model.Instrument;
import dev.carry.model.Instrument.Kind;
import dev.carry.model.Instrument.Payoff;
import dev.carry.model.Instrument.Settles;
import dev.carry.model.Instrument.SizeIn;
import dev.carry.model.Instrument.Status;
import dev.carry.model.InstrumentBuilder;
import dev.carry.model.Listing;
import dev.carry.venue.IsoTime;
import dev.carry.venue.ListedAsset;
import dev.carry.venue.Rows;
import dev.carry.venue.json.Interned;
import dev.carry.venue.json.JsonReader;
import dev.carry.venue.json.MalformedJson;
import dev.carry.venue.json.Names;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Rows of `instruments`.
final class ContractRows {
  private static final int QUOTE_LETTERS = 3;

  private static final Names NAMES =
      Names.of(
          "symbol",
          "type",
          "base",
          "quote",
          "tickSize",
          "contractSize",
          "tradeable",
          "postOnly",
          "openingDate",
          "lastTradingTime",
          "maxRelativeFundingRate");

  private final JsonReader json;
  private final Interned<KrakenSymbol> symbols;

  ContractRows(JsonReader json, Interned<KrakenSymbol> symbols) {
    this.json = json;
    this.symbols = symbols;
  }

  private static final class Row {
    @Nullable KrakenSymbol symbol;
    String type = "";
    @Nullable String base;
    @Nullable String quote;
    @Nullable BigDecimal tick;
    @Nullable BigDecimal contract;
    boolean tradeable;
    boolean postOnly;
    @Nullable Instant opens;
    @Nullable Instant lastTrading;
    @Nullable BigDecimal cap;
  }

  void read(@Nullable Instant at, Instant receivedAt, Rows rows) {
    Row row = row();
    KrakenSymbol symbol = need(row.symbol, "symbol");
    if (!symbol.contract()) {
      rows.ignore("an index, or a product that is not read");
      return;
    }
    Instrument instrument = contract(symbol, row, at == null ? receivedAt : at);
    rows.add(new Listing(instrument, at, receivedAt));
  }

  private Row row() {
    Row row = new Row();
    json.beginObject();
    for (int field; (field = json.nextField(NAMES)) != JsonReader.END; ) {
      switch (field) {
        case 0 -> row.symbol = json.interned(symbols);
        case 1 -> row.type = String.valueOf(json.string());
        case 2 -> row.base = json.text();
        case 3 -> row.quote = json.text();
        case 4 -> row.tick = json.decimal();
        case 5 -> row.contract = json.decimal();
        case 6 -> row.tradeable = json.bool();
        case 7 -> row.postOnly = json.bool();
        case 8 -> row.opens = IsoTime.parse(json.text());
        case 9 -> row.lastTrading = IsoTime.parse(json.text());
        case 10 -> row.cap = json.decimal();
        default -> json.skip();
      }
    }
    return row;
  }

  private static Instrument contract(KrakenSymbol symbol, Row row, Instant now) {
    String pair = symbol.pair();
    int cut = Math.max(0, pair.length() - QUOTE_LETTERS);
    String coin = row.base == null ? pair.substring(0, cut) : row.base;
    String quote = canonical(row.quote == null ? pair.substring(cut) : row.quote);
    ListedAsset asset = ListedAsset.of(canonical(coin));
    Payoff payoff = payoff(row.type);
    InstrumentBuilder contract =
        Instrument.perpetual(symbol.id(), asset.name(), quote)
            .settle(payoff == Payoff.INVERSE ? asset.name() : quote)
            .payoff(payoff)
            .sizeIn(SizeIn.CONTRACTS)
            .contractValue(need(row.contract, "contractSize"))
            .priceMultiplier(asset.multiplier())
            .tickSize(row.tick)
            .status(status(row, now));
    if (symbol.kind() == KrakenSymbol.Kind.DATED_FUTURE) {
      return contract.kind(Kind.DATED_FUTURE).settles(Settles.NONE).expiry(row.lastTrading).build();
    }
    Duration period = FundingPeriod.at(now);
    BigDecimal cap = row.cap == null ? null : FundingPeriod.charged(row.cap, period);
    return contract
        .fundingPeriod(period)
        .fundingCap(cap)
        .fundingFloor(cap == null ? null : cap.negate())
        .build();
  }

  private static String canonical(String currency) {
    return currency.equals("XBT") ? "BTC" : currency;
  }

  private static Payoff payoff(String type) {
    return switch (type) {
      case "futures_inverse" -> Payoff.INVERSE;
      case "flexible_futures", "futures_vanilla" -> Payoff.LINEAR;
      default ->
          throw new MalformedJson(
              "expected type futures_inverse, flexible_futures or futures_vanilla, found " + type);
    };
  }

  /// Post-only takes orders and makes no trades: at the beginning of a contract, and at its end.
  private static Status status(Row row, Instant now) {
    if (row.opens != null && row.opens.isAfter(now)) {
      return Status.PRE_LAUNCH;
    }
    return row.tradeable && !row.postOnly ? Status.TRADING : Status.HALTED;
  }
}
