package dev.carry.venue.okx;

import static dev.carry.venue.Rows.need;

import dev.carry.model.FundingEstimate;
import dev.carry.model.FundingSettled;
import dev.carry.model.Instrument;
import dev.carry.model.Instrument.Kind;
import dev.carry.model.InstrumentId;
import dev.carry.model.Listing;
import dev.carry.model.PremiumIndex;
import dev.carry.model.VenueId;
import dev.carry.venue.Instruments;
import dev.carry.venue.Rows;
import dev.carry.venue.json.Interned;
import dev.carry.venue.json.JsonReader;
import dev.carry.venue.json.Names;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Rows that come now and then: funding and its history, instruments, maintenance.
final class OkxReference {
  /// A page with fewer rows than any limit the endpoint has had is the last.
  private static final int SMALLEST_FULL_PAGE = 100;

  private static final Names FUNDING =
      Names.of(
          "instId",
          "fundingRate",
          "fundingTime",
          "nextFundingRate",
          "nextFundingTime",
          "prevFundingTime",
          "settState",
          "settFundingRate",
          "minFundingRate",
          "maxFundingRate",
          "interestRate",
          "premium",
          "ts");
  private static final Names SETTLED = Names.of("instId", "realizedRate", "fundingTime");
  private static final Names MAINTENANCE = Names.of("title", "state", "begin", "end");

  private final JsonReader json;
  private final Interned<OkxSymbol> symbols;
  private final Instruments listed;
  private final OkxListing listing;

  private final Map<InstrumentId, Boundaries> boundaries = new HashMap<>();

  // the page being read
  private int settledRows;
  private @Nullable Instant oldest;

  OkxReference(JsonReader json, VenueId venue, Interned<OkxSymbol> symbols, Instruments listed) {
    this.json = json;
    this.symbols = symbols;
    this.listed = listed;
    this.listing = new OkxListing(json, venue, listed);
  }

  void begin() {
    settledRows = 0;
    oldest = null;
  }

  /// History comes newest first; `after` asks for what is older.
  @Nullable String nextPage() {
    return settledRows < SMALLEST_FULL_PAGE || oldest == null
        ? null
        : "after=" + oldest.toEpochMilli();
  }

  void instrument(OkxMessage message, Rows rows) {
    listing.read(message, rows);
  }

  /// A settlement and the time since the one before it, as the venue named both.
  private record Boundary(Instant at, Duration period) {}

  /// The coming settlement as a row names it, and the one that was coming before it.
  private record Boundaries(Boundary coming, @Nullable Boundary before) {
    Boundaries then(Boundary next) {
      return new Boundaries(next, next.at.equals(coming.at) ? before : coming);
    }
  }

  /// What `funding-rate` says of one perpetual.
  private static final class Funding {
    @Nullable OkxSymbol symbol;
    @Nullable BigDecimal rate;
    @Nullable Instant settlesAt;
    @Nullable BigDecimal nextRate;
    @Nullable Instant nextSettlesAt;
    @Nullable Instant previousAt;
    boolean settled;
    @Nullable BigDecimal settledRate;
    @Nullable BigDecimal floor;
    @Nullable BigDecimal cap;
    @Nullable BigDecimal interest;
    @Nullable BigDecimal premium;
    @Nullable Instant at;

    /// The documented interval: the difference of the coming two settlements.
    @Nullable Duration period() {
      if (settlesAt == null || nextSettlesAt == null || !nextSettlesAt.isAfter(settlesAt)) {
        return null;
      }
      return Duration.between(settlesAt, nextSettlesAt);
    }
  }

  void funding(OkxMessage message, Rows rows) {
    Funding row = fundingRow();
    OkxSymbol symbol = row.symbol == null ? message.symbol() : row.symbol;
    InstrumentId id = need(symbol, "instId").id();
    Instant receivedAt = message.receivedAt();
    boolean any = false;
    if (row.rate != null) {
      terms(id, row, receivedAt, rows);
      any = true;
      rows.add(
          new FundingEstimate(
              id,
              row.at,
              receivedAt,
              row.rate,
              row.period(),
              row.settlesAt,
              FundingEstimate.Which.COMING));
    }
    if (row.nextRate != null) {
      any = true;
      rows.add(
          new FundingEstimate(
              id,
              row.at,
              receivedAt,
              row.nextRate,
              row.period(),
              row.nextSettlesAt,
              FundingEstimate.Which.NEXT));
    }
    Boundary settled = remember(id, row);
    if (row.settled && row.settledRate != null && isPast(row)) {
      any = true;
      Instant at = need(row.previousAt, "time");
      Duration period = settled != null && settled.at.equals(at) ? settled.period : null;
      rows.add(new FundingSettled(id, row.at, receivedAt, row.settledRate, period, at, null));
    }
    if (row.premium != null) {
      any = true;
      rows.add(new PremiumIndex(id, row.at, receivedAt, row.premium));
    }
    if (!any) {
      rows.ignore("a funding row without a rate");
    }
  }

  /// The settlement before the coming one, where an earlier row named it as the coming one.
  private @Nullable Boundary remember(InstrumentId id, Funding row) {
    Boundaries known = boundaries.get(id);
    Instant at = row.settlesAt;
    Instant before = row.previousAt;
    if (at != null && before != null && before.isBefore(at)) {
      Boundary next = new Boundary(at, Duration.between(before, at));
      known = known == null ? new Boundaries(next, null) : known.then(next);
      boundaries.put(id, known);
    }
    return known == null ? null : known.before;
  }

  /// The settled rate can be tied to its instant only where the row names the settlement before
  /// the coming one.
  private static boolean isPast(Funding row) {
    return row.previousAt != null
        && (row.settlesAt == null || row.previousAt.isBefore(row.settlesAt))
        && (row.at == null || !row.previousAt.isAfter(row.at));
  }

  private Funding fundingRow() {
    Funding row = new Funding();
    json.beginObject();
    for (int field; (field = json.nextField(FUNDING)) != JsonReader.END; ) {
      switch (field) {
        case 0 -> row.symbol = json.interned(symbols);
        case 1 -> row.rate = json.decimal();
        case 2 -> row.settlesAt = json.millis();
        case 3 -> row.nextRate = json.decimal();
        case 4 -> row.nextSettlesAt = json.millis();
        case 5 -> row.previousAt = json.millis();
        case 6 -> row.settled = "settled".equals(json.string());
        case 7 -> row.settledRate = json.decimal();
        case 8 -> row.floor = json.decimal();
        case 9 -> row.cap = json.decimal();
        case 10 -> row.interest = json.decimal();
        case 11 -> row.premium = json.decimal();
        case 12 -> row.at = json.millis();
        default -> json.skip();
      }
    }
    return row;
  }

  /// Instruments are listed without their funding terms, which only this row states: a change
  /// lists the instrument again. What publishes a funding rate is a perpetual, whatever its type
  /// is called.
  private void terms(InstrumentId id, Funding row, Instant receivedAt, Rows rows) {
    Instrument known = listed.find(id);
    if (known == null || known.kind() == Kind.SPOT) {
      return;
    }
    Duration period = row.period();
    Instrument now =
        known.toBuilder()
            .kind(Kind.PERPETUAL)
            .settles(Instrument.Settles.PERIODIC)
            .fundingPeriod(period == null ? known.fundingPeriod() : period)
            .fundingCap(row.cap == null ? known.fundingCap() : row.cap)
            .fundingFloor(row.floor == null ? known.fundingFloor() : row.floor)
            .interestRate(row.interest == null ? known.interestRate() : row.interest)
            .build();
    if (!now.equals(known)) {
      rows.add(new Listing(now, row.at, receivedAt));
    }
  }

  /// `realizedRate` was charged; `fundingRate` of the same row was only predicted.
  void settled(OkxMessage message, Rows rows) {
    OkxSymbol symbol = message.symbol();
    BigDecimal rate = null;
    Instant settledAt = null;
    json.beginObject();
    for (int field; (field = json.nextField(SETTLED)) != JsonReader.END; ) {
      switch (field) {
        case 0 -> symbol = json.interned(symbols);
        case 1 -> rate = json.decimal();
        case 2 -> settledAt = json.millis();
        default -> json.skip();
      }
    }
    Instant at = need(settledAt, "fundingTime");
    settledRows++;
    oldest = oldest == null || at.isBefore(oldest) ? at : oldest;
    if (rate == null) {
      rows.ignore("a history row without the rate that was charged");
      return;
    }
    rows.add(
        new FundingSettled(
            need(symbol, "instId").id(), null, message.receivedAt(), rate, null, at, null));
  }

  /// Announced maintenance, in the venue's words.
  String maintenance() {
    StringBuilder words = new StringBuilder();
    json.beginArray();
    while (json.nextElement()) {
      json.beginObject();
      for (int field; (field = json.nextField(MAINTENANCE)) != JsonReader.END; ) {
        switch (field) {
          case 0, 1 -> words.append(json.string()).append(' ');
          case 2 -> words.append("from ").append(json.millis()).append(' ');
          case 3 -> words.append("to ").append(json.millis()).append(' ');
          default -> json.skip();
        }
      }
    }
    return words.toString().strip();
  }

  // --- answers that do not say what they are -------------------------------------------------

  private static final Names TELLING =
      Names.of(
          "sprdId",
          "fillVol",
          "markVol",
          "lotSz",
          "realizedRate",
          "fundingRate",
          "markPx",
          "idxPx",
          "bidPx",
          "oi",
          "asks",
          "tradeId",
          "details",
          "premium",
          "instId");

  /// What an answer is, told by the fields of its first row; the reader stays before the rows.
  OkxChannel recognise() {
    int rows = json.position();
    long seen = 0;
    json.beginArray();
    if (json.nextElement() && json.peek() == '{') {
      json.beginObject();
      for (int field; (field = json.nextField(TELLING)) != JsonReader.END; ) {
        seen |= field >= 0 ? 1L << field : 0;
        json.skip();
      }
    }
    json.rewind(rows);
    return OkxChannel.of(nameOf(seen));
  }

  /// The first of these fields that is there decides; `details` alone is no liquidation.
  private static String nameOf(long seen) {
    boolean named = (seen & 1L << 14) != 0;
    return switch (Long.numberOfTrailingZeros(seen)) {
      case 0 -> "sprd-tickers";
      case 1 -> "block-trades";
      case 2 -> "opt-summary";
      case 3 -> "instruments";
      case 4 -> "funding-rate-history";
      case 5 -> "funding-rate";
      case 6 -> "mark-price";
      case 7 -> "index-tickers";
      case 8 -> "tickers";
      case 9 -> "open-interest";
      case 10 -> "books5";
      case 11 -> "trades";
      case 12 -> named ? "liquidation-orders" : "";
      case 13 -> named ? "premium-history" : "";
      default -> "";
    };
  }
}
