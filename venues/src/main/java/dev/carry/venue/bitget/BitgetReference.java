package dev.carry.venue.bitget;

import static dev.carry.venue.Rows.need;

import dev.carry.model.Candle;
import dev.carry.model.FundingEstimate;
import dev.carry.model.FundingSettled;
import dev.carry.model.Instrument;
import dev.carry.model.Instrument.Kind;
import dev.carry.model.Instrument.Payoff;
import dev.carry.model.Instrument.Settles;
import dev.carry.model.Instrument.Status;
import dev.carry.model.InstrumentBuilder;
import dev.carry.model.InstrumentId;
import dev.carry.model.Listing;
import dev.carry.venue.Instruments;
import dev.carry.venue.ListedAsset;
import dev.carry.venue.Rows;
import dev.carry.venue.json.Interned;
import dev.carry.venue.json.JsonReader;
import dev.carry.venue.json.Names;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Rows that come now and then: contracts, funding and its history, candles.
final class BitgetReference {
  static final int PAGE = 100;

  /// Of demo products they are `SUSDT`, `SUSDC` and `SUSD`.
  private static final Set<String> QUOTES = Set.of("USDT", "USDC", "USD");

  private static final Names CONTRACT =
      Names.of(
          "symbol",
          "baseCoin",
          "quoteCoin",
          "pricePlace",
          "priceEndStep",
          "symbolType",
          "symbolStatus",
          "offTime",
          "deliveryTime",
          "fundInterval");
  private static final Names FUNDING =
      Names.of(
          "symbol",
          "fundingRate",
          "fundingRateInterval",
          "nextUpdate",
          "minFundingRate",
          "maxFundingRate");
  private static final Names SETTLED =
      Names.of("symbol", "fundingRate", "fundingTime", "fundingRateTimestamp");

  private final JsonReader json;
  private final Interned<BitgetSymbol> symbols;
  private final Instruments listed;

  // the page of a history being read, and the one before it
  private int settledRows;
  private @Nullable Instant newest;
  private @Nullable Instant oldest;
  private String lastCall = "";
  private @Nullable Instant lastOldest;
  private int lastPage;

  BitgetReference(JsonReader json, Interned<BitgetSymbol> symbols, Instruments listed) {
    this.json = json;
    this.symbols = symbols;
    this.listed = listed;
  }

  void begin() {
    settledRows = 0;
    newest = null;
    oldest = null;
  }

  // --- contracts ---------------------------------------------------------------------------

  private static final class Contract {
    @Nullable BitgetSymbol symbol;
    @Nullable String base;
    @Nullable String quote;
    @Nullable Long places;
    @Nullable BigDecimal step;
    String type = "";
    String status = "";
    long offTime;
    @Nullable Instant expiry;
    @Nullable Long interval;
  }

  void contract(BitgetMessage message, Rows rows) {
    Contract row = contractRow();
    InstrumentId id = need(row.symbol, "symbol").id();
    String coin = need(row.base, "baseCoin");
    String quote = need(row.quote, "quoteCoin");
    if (id.symbol().indexOf('_') > 0) {
      rows.ignore("a contract of API v1");
      return;
    }
    if (!QUOTES.contains(quote) || coin.endsWith("TESTME")) {
      rows.ignore("a demo or test contract");
      return;
    }
    boolean inverse = quote.equals("USD");
    ListedAsset asset = ListedAsset.of(coin);
    InstrumentBuilder contract =
        Instrument.perpetual(id, asset.name(), quote)
            .settle(inverse ? asset.name() : quote)
            .payoff(inverse ? Payoff.INVERSE : Payoff.LINEAR)
            .priceMultiplier(asset.multiplier())
            .tickSize(tick(row))
            .status(status(row));
    if (row.type.equals("delivery")) {
      contract.kind(Kind.DATED_FUTURE).settles(Settles.NONE).expiry(row.expiry);
    } else {
      listed.keepTerms(contract, id.symbol());
      if (row.interval != null && row.interval > 0) {
        contract.fundingPeriod(Duration.ofHours(row.interval));
      }
    }
    rows.add(new Listing(contract.build(), null, message.receivedAt()));
  }

  private Contract contractRow() {
    Contract row = new Contract();
    json.beginObject();
    for (int field; (field = json.nextField(CONTRACT)) != JsonReader.END; ) {
      switch (field) {
        case 0 -> row.symbol = json.interned(symbols);
        case 1 -> row.base = json.text();
        case 2 -> row.quote = json.text();
        case 3 -> row.places = json.wholeNumber();
        case 4 -> row.step = json.positive();
        case 5 -> row.type = String.valueOf(json.string());
        case 6 -> row.status = String.valueOf(json.string());
        case 7 -> row.offTime = json.wholeOr(-1);
        case 8 -> row.expiry = json.millis();
        case 9 -> row.interval = json.wholeNumber();
        default -> json.skip();
      }
    }
    return row;
  }

  /// `priceEndStep` counts in the last of `pricePlace` decimals.
  private static @Nullable BigDecimal tick(Contract row) {
    return row.step == null || row.places == null || row.places < 0 || row.places > 18
        ? null
        : row.step.movePointLeft(row.places.intValue());
  }

  /// `limit_open` lets nobody open a position; a time to be taken off announces a delisting.
  private static Status status(Contract row) {
    return switch (row.status) {
      case "listed" -> Status.PRE_LAUNCH;
      case "normal", "online", "" -> row.offTime > 0 ? Status.DELISTING : Status.TRADING;
      case "limit_open" -> Status.DELISTING;
      case "off", "offline" -> Status.DELISTED;
      default -> Status.HALTED;
    };
  }

  // --- funding -----------------------------------------------------------------------------

  void funding(BitgetMessage message, Rows rows) {
    BitgetSymbol whose = null;
    BigDecimal rate = null;
    Long hours = null;
    Instant settlesAt = null;
    BigDecimal floor = null;
    BigDecimal cap = null;
    json.beginObject();
    for (int field; (field = json.nextField(FUNDING)) != JsonReader.END; ) {
      switch (field) {
        case 0 -> whose = json.interned(symbols);
        case 1 -> rate = json.decimal();
        case 2 -> hours = json.wholeNumber();
        case 3 -> settlesAt = json.millis();
        case 4 -> floor = json.decimal();
        case 5 -> cap = json.decimal();
        default -> json.skip();
      }
    }
    InstrumentId id = need(whose, "symbol").id();
    Instrument known = listed.find(id);
    if (known == null && !listed.isEmpty()) {
      rows.ignore("funding of a contract that is not listed: not opened yet, or a test");
      return;
    }
    if (rate == null || (known != null && known.kind() != Kind.PERPETUAL)) {
      rows.ignore("a funding row without a rate, or of a dated future");
      return;
    }
    Duration period = hours == null || hours <= 0 ? null : Duration.ofHours(hours);
    if (known != null) {
      terms(message, known, period, floor, cap, rows);
    }
    rows.add(
        new FundingEstimate(
            id, null, message.receivedAt(), rate, period, settlesAt, FundingEstimate.Which.COMING));
  }

  /// Contracts are listed without their limits, which only this row states, and the interval
  /// changes here first: a change lists the contract again.
  private static void terms(
      BitgetMessage message,
      Instrument known,
      @Nullable Duration period,
      @Nullable BigDecimal floor,
      @Nullable BigDecimal cap,
      Rows rows) {
    Instrument now =
        known.toBuilder()
            .fundingPeriod(period == null ? known.fundingPeriod() : period)
            .fundingCap(cap == null ? known.fundingCap() : cap)
            .fundingFloor(floor == null ? known.fundingFloor() : floor)
            .build();
    if (!now.equals(known)) {
      rows.add(new Listing(now, null, message.receivedAt()));
    }
  }

  void settled(BitgetMessage message, Rows rows) {
    BitgetSymbol whose = null;
    BigDecimal rate = null;
    Instant time = null;
    json.beginObject();
    for (int field; (field = json.nextField(SETTLED)) != JsonReader.END; ) {
      switch (field) {
        case 0 -> whose = json.interned(symbols);
        case 1 -> rate = json.decimal();
        case 2, 3 -> time = json.millis();
        default -> json.skip();
      }
    }
    Instant settledAt = need(time, "fundingTime");
    settledRows++;
    newest = newest == null || settledAt.isAfter(newest) ? settledAt : newest;
    oldest = oldest == null || settledAt.isBefore(oldest) ? settledAt : oldest;
    rows.add(
        new FundingSettled(
            need(whose, "symbol").id(),
            null,
            message.receivedAt(),
            need(rate, "fundingRate"),
            null,
            settledAt,
            null));
  }

  /// Pages are numbered from the newest row on, and an answer does not say which it is: it follows
  /// the page before it if it is older, else it is the first. The name of the call ends with the
  /// time that is asked for: older pages are not read.
  @Nullable String nextPage(String call) {
    boolean follows =
        call.equals(lastCall)
            && newest != null
            && lastOldest != null
            && newest.isBefore(lastOldest);
    lastPage = follows ? lastPage + 1 : 1;
    lastCall = call;
    lastOldest = oldest;
    boolean more = settledRows >= PAGE && oldest != null && oldest.isAfter(askedFrom(call));
    return more ? "pageNo=" + (lastPage + 1) : null;
  }

  /// The far future where the call names no time: then one page is all that is asked for.
  private static Instant askedFrom(String call) {
    String last = call.substring(call.lastIndexOf('/') + 1);
    try {
      return Instant.ofEpochMilli(Long.parseLong(last));
    } catch (NumberFormatException e) {
      return Instant.MAX;
    }
  }

  // --- candles -----------------------------------------------------------------------------

  /// `[opens, open, high, low, close, …]`, without a word whether it is closed.
  void candle(BitgetChannel channel, BitgetMessage message, Rows rows) {
    Instant opensAt = null;
    @Nullable BigDecimal[] prices = new @Nullable BigDecimal[4];
    json.beginArray();
    for (int i = 0; json.nextElement(); i++) {
      if (i == 0) {
        opensAt = json.millis();
      } else if (i <= prices.length) {
        prices[i - 1] = json.decimal();
      } else {
        json.skip();
      }
    }
    Duration bar = channel.bar();
    if (bar == null) {
      rows.ignore("candles whose length is not known");
      return;
    }
    Instant opens = need(opensAt, "the candle's time");
    Instant closes = opens.plus(bar);
    // A pushed candle may be told for the last time before it is closed.
    Instant now = message.sentAt() == null ? message.receivedAt() : message.sentAt();
    if (closes.isAfter(now)) {
      rows.ignore("a candle that is still open");
      return;
    }
    rows.add(
        new Candle(
            need(message.symbol(), "instId").id(),
            message.sentAt(),
            message.receivedAt(),
            channel.of(),
            need(prices[0], "open"),
            need(prices[1], "high"),
            need(prices[2], "low"),
            need(prices[3], "close"),
            opens,
            closes));
  }

  // --- answers that do not say what they are -------------------------------------------------

  private static final Names TELLING =
      Names.of(
          "pricePlace",
          "fundingRateInterval",
          "fundingTime",
          "lastPr",
          "asks",
          "fundingRateTimestamp");

  /// What an answer is, told by the fields of its first row; the reader stays before the rows.
  BitgetChannel recognise() {
    int rows = json.position();
    long seen = 0;
    if (json.peek() == '[') {
      json.beginArray();
      if (!json.nextElement()) {
        json.rewind(rows);
        return BitgetChannel.of("");
      }
    }
    if (json.peek() == '{') {
      json.beginObject();
      for (int field; (field = json.nextField(TELLING)) != JsonReader.END; ) {
        seen |= field >= 0 ? 1L << field : 0;
        json.skip();
      }
    }
    json.rewind(rows);
    return BitgetChannel.of(
        switch (Long.numberOfTrailingZeros(seen)) {
          case 0 -> "contracts";
          case 1 -> "current-fund-rate";
          case 2, 5 -> "history-fund-rate";
          case 3 -> "tickers";
          case 4 -> "merge-depth";
          default -> "";
        });
  }
}
