package dev.carry.venue.dydx;

import static dev.carry.venue.Rows.need;

import dev.carry.model.FundingEstimate;
import dev.carry.model.IndexPrice;
import dev.carry.model.Instrument;
import dev.carry.model.Instrument.SizeIn;
import dev.carry.model.Instrument.Status;
import dev.carry.model.InstrumentId;
import dev.carry.model.Listing;
import dev.carry.model.MarkPrice;
import dev.carry.model.OpenInterest;
import dev.carry.model.Volume;
import dev.carry.venue.Instruments;
import dev.carry.venue.IsoTime;
import dev.carry.venue.ListedAsset;
import dev.carry.venue.Rows;
import dev.carry.venue.json.JsonReader;
import dev.carry.venue.json.MalformedJson;
import dev.carry.venue.json.Names;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/// Rows of markets: whole ones, and those that hold only what changed.
final class DydxMarkets {
  private static final Names MARKET =
      Names.of(
          "status",
          "oraclePrice",
          "nextFundingRate",
          "openInterest",
          "volume24H",
          "tickSize",
          "defaultFundingRate1H");
  private static final Names ORACLE = Names.of("oraclePrice", "effectiveAt");

  private final JsonReader json;
  private final Instruments listed;

  DydxMarkets(JsonReader json, Instruments listed) {
    this.json = json;
    this.listed = listed;
  }

  private static final class Row {
    @Nullable String status;
    @Nullable BigDecimal oracle;
    @Nullable BigDecimal rate;
    @Nullable BigDecimal openInterest;
    @Nullable BigDecimal volume;
    @Nullable BigDecimal tick;
    @Nullable BigDecimal interest;
  }

  /// A market as it is, by REST or in the first message of a subscription. There a rate of 0 may be
  /// one that was not computed yet.
  void whole(String ticker, Instant receivedAt, Rows rows) {
    Row row = row();
    InstrumentId id = InstrumentId.of(Dydx.ID, ticker);
    Instrument market = market(id, row, need(row.status, "status"));
    rows.add(new Listing(market, null, receivedAt));
    if (market.status() == Status.DELISTED) {
      rows.ignore("a market in final settlement");
      return;
    }
    if (row.rate != null && row.rate.signum() == 0) {
      row.rate = null;
      rows.ignore("a rate of 0 in a first picture: unknown until a change states it");
    }
    facts(id, row, receivedAt, rows);
  }

  /// What changed of a market.
  void changed(String ticker, Instant receivedAt, Rows rows) {
    Row row = row();
    InstrumentId id = InstrumentId.of(Dydx.ID, ticker);
    Instrument known = listed.find(id);
    int before = rows.events().size();
    if (row.status != null) {
      if (known != null) {
        Instrument now = known.toBuilder().status(status(row.status)).build();
        if (!now.equals(known)) {
          rows.add(new Listing(now, null, receivedAt));
        }
      } else if (row.tick != null) {
        rows.add(new Listing(market(id, row, row.status), null, receivedAt));
      }
    }
    facts(id, row, receivedAt, rows);
    if (rows.events().size() == before) {
      rows.ignore("a change of a market that is no fact here");
    }
  }

  /// A new price of the oracle, which is mark and index alike.
  void oracle(String ticker, Instant receivedAt, Rows rows) {
    BigDecimal price = null;
    Instant at = null;
    json.beginObject();
    for (int field; (field = json.nextField(ORACLE)) != JsonReader.END; ) {
      switch (field) {
        case 0 -> price = json.positive();
        case 1 -> at = IsoTime.parse(json.text());
        default -> json.skip();
      }
    }
    prices(InstrumentId.of(Dydx.ID, ticker), at, receivedAt, need(price, "oraclePrice"), rows);
  }

  private Row row() {
    Row row = new Row();
    json.beginObject();
    for (int field; (field = json.nextField(MARKET)) != JsonReader.END; ) {
      switch (field) {
        case 0 -> row.status = json.text();
        case 1 -> row.oracle = json.positive();
        case 2 -> row.rate = json.decimal();
        case 3 -> row.openInterest = json.decimal();
        case 4 -> row.volume = json.decimal();
        case 5 -> row.tick = json.positive();
        case 6 -> row.interest = json.decimal();
        default -> json.skip();
      }
    }
    return row;
  }

  private static void prices(
      InstrumentId id, @Nullable Instant at, Instant receivedAt, BigDecimal price, Rows rows) {
    rows.add(new IndexPrice(id, at, receivedAt, price));
    rows.add(new MarkPrice(id, at, receivedAt, price));
  }

  private static void facts(InstrumentId id, Row row, Instant receivedAt, Rows rows) {
    if (row.oracle != null) {
      prices(id, null, receivedAt, row.oracle, rows);
    }
    if (row.rate != null) {
      Instant settlesAt = receivedAt.truncatedTo(ChronoUnit.HOURS).plus(Dydx.HOUR);
      rows.add(
          new FundingEstimate(
              id, null, receivedAt, row.rate, Dydx.HOUR, settlesAt, FundingEstimate.Which.COMING));
    }
    if (row.openInterest != null) {
      rows.add(new OpenInterest(id, null, receivedAt, row.openInterest, SizeIn.BASE, null));
    }
    if (row.volume != null) {
      rows.add(new Volume(id, null, receivedAt, null, row.volume));
    }
  }

  /// `BTC-USD`; markets of one pool bear its name and the token's address behind a comma:
  /// `FARTCOIN,RAYDIUM,9BB6…PUMP-USD`.
  private static Instrument market(InstrumentId id, Row row, String status) {
    String ticker = id.symbol();
    int dash = ticker.lastIndexOf('-');
    int comma = ticker.indexOf(',');
    int end = comma < 0 ? dash : comma;
    if (end <= 0 || dash == ticker.length() - 1) {
      throw new MalformedJson("expected a ticker such as BTC-USD, found " + ticker);
    }
    ListedAsset asset = ListedAsset.of(ticker.substring(0, end));
    return Instrument.perpetual(id, asset.name(), ticker.substring(dash + 1))
        .settle("USDC")
        .priceMultiplier(asset.multiplier())
        .tickSize(row.tick)
        .fundingPeriod(Dydx.HOUR)
        .interestRate(row.interest)
        .status(status(status))
        .build();
  }

  /// What takers cannot trade counts as halted, states not known to us too.
  private static Status status(String status) {
    return switch (status) {
      case "ACTIVE" -> Status.TRADING;
      case "INITIALIZING" -> Status.PRE_LAUNCH;
      case "FINAL_SETTLEMENT" -> Status.DELISTED;
      default -> Status.HALTED; // PAUSED, CANCEL_ONLY, POST_ONLY
    };
  }
}
