package dev.carry.venue.backpack;

import static dev.carry.venue.Rows.need;

import dev.carry.model.Instrument;
import dev.carry.model.Instrument.Status;
import dev.carry.model.InstrumentBuilder;
import dev.carry.model.InstrumentId;
import dev.carry.model.Listing;
import dev.carry.venue.ListedAsset;
import dev.carry.venue.Rows;
import dev.carry.venue.json.JsonReader;
import dev.carry.venue.json.Names;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Rows of `markets`.
final class MarketRows {
  static final String NOT_READ = "a type of market that is not read; new ones may come";

  /// Bounds are in basis points, rates are fractions.
  private static final int BASIS_POINTS = 4;

  private static final Names NAMES =
      Names.of(
          "symbol",
          "baseSymbol",
          "quoteSymbol",
          "marketType",
          "orderBookState",
          "fundingInterval",
          "fundingRateUpperBound",
          "fundingRateLowerBound",
          "filters");
  private static final Names FILTERS = Names.of("price");
  private static final Names PRICE = Names.of("tickSize");

  private final JsonReader json;

  MarketRows(JsonReader json) {
    this.json = json;
  }

  private static final class Row {
    @Nullable String symbol;
    @Nullable String base;
    @Nullable String quote;
    String type = "";
    String state = "";
    long intervalMillis;
    @Nullable BigDecimal cap;
    @Nullable BigDecimal floor;
    @Nullable BigDecimal tick;
  }

  void read(Instant receivedAt, Rows rows) {
    Row row = row();
    InstrumentId id = InstrumentId.of(Backpack.ID, need(row.symbol, "symbol"));
    ListedAsset asset = asset(need(row.base, "baseSymbol"));
    String quote = need(row.quote, "quoteSymbol");
    InstrumentBuilder market;
    switch (row.type) {
      case "SPOT" -> market = Instrument.spot(id, asset.name(), quote);
      case "PERP" ->
          market =
              Instrument.perpetual(id, asset.name(), quote)
                  .fundingPeriod(
                      row.intervalMillis > 0 ? Duration.ofMillis(row.intervalMillis) : null)
                  .fundingCap(row.cap)
                  .fundingFloor(row.floor);
      default -> {
        rows.ignore(NOT_READ);
        return;
      }
    }
    Instrument instrument =
        market
            .priceMultiplier(asset.multiplier())
            .tickSize(row.tick)
            .status(status(row.state))
            .build();
    rows.add(new Listing(instrument, null, receivedAt));
  }

  private Row row() {
    Row row = new Row();
    json.beginObject();
    for (int field; (field = json.nextField(NAMES)) != JsonReader.END; ) {
      switch (field) {
        case 0 -> row.symbol = json.text();
        case 1 -> row.base = json.text();
        case 2 -> row.quote = json.text();
        case 3 -> row.type = String.valueOf(json.string());
        case 4 -> row.state = String.valueOf(json.string());
        case 5 -> row.intervalMillis = json.wholeOr(0);
        case 6 -> row.cap = bound();
        case 7 -> row.floor = bound();
        case 8 -> row.tick = tick();
        default -> json.skip();
      }
    }
    return row;
  }

  private @Nullable BigDecimal bound() {
    BigDecimal basisPoints = json.decimal();
    return basisPoints == null ? null : basisPoints.movePointLeft(BASIS_POINTS);
  }

  private @Nullable BigDecimal tick() {
    BigDecimal tick = null;
    json.beginObject();
    for (int field; (field = json.nextField(FILTERS)) != JsonReader.END; ) {
      if (field != 0) {
        json.skip();
        continue;
      }
      json.beginObject();
      for (int inner; (inner = json.nextField(PRICE)) != JsonReader.END; ) {
        if (inner == 0) {
          tick = json.decimal();
        } else {
          json.skip();
        }
      }
    }
    return tick;
  }

  /// Cheap coins are priced by the thousand and marked by a small letter: `kPEPE`.
  private static ListedAsset asset(String coin) {
    boolean byThousand =
        coin.length() > 1 && coin.charAt(0) == 'k' && Character.isUpperCase(coin.charAt(1));
    return byThousand
        ? new ListedAsset(coin.substring(1), BigDecimal.valueOf(1_000))
        : ListedAsset.of(coin);
  }

  /// Where takers cannot trade counts as halted, states not known to us too.
  private static Status status(String state) {
    return switch (state) {
      case "Open", "LimitOnly" -> Status.TRADING;
      case "Closed" -> Status.DELISTED;
      default -> Status.HALTED;
    };
  }
}
