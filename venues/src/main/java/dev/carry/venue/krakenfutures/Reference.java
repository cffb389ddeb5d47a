package dev.carry.venue.krakenfutures;

import static dev.carry.venue.Rows.need;

import dev.carry.model.Book;
import dev.carry.model.Candle;
import dev.carry.model.FundingSettled;
import dev.carry.model.Instrument.SizeIn;
import dev.carry.model.Levels;
import dev.carry.model.OpenInterest;
import dev.carry.venue.Decoded;
import dev.carry.venue.Instruments;
import dev.carry.venue.IsoTime;
import dev.carry.venue.Rows;
import dev.carry.venue.json.Interned;
import dev.carry.venue.json.JsonFields;
import dev.carry.venue.json.JsonReader;
import dev.carry.venue.json.LevelReader;
import dev.carry.venue.json.MalformedJson;
import dev.carry.venue.json.Names;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Answers of REST: contracts, tickers, funding history, order books, candles, past open interest.
final class Reference {
  private static final String NOT_READ = "an index, or a product that is not read";
  private static final String STILL_OPEN = "a candle that is still open";

  private static final int TICKER_FIELDS = 12;
  private static final Names TICKER =
      Names.of(
          "symbol",
          "markPrice",
          "indexPrice",
          "bid",
          "bidSize",
          "ask",
          "askSize",
          "vol24h",
          "volumeQuote",
          "openInterest",
          "fundingRate",
          "fundingRatePrediction");
  private static final Names RATE = Names.of("timestamp", "relativeFundingRate");
  private static final Names SIDES = Names.of("bids", "asks");
  private static final Names CANDLE = Names.of("time", "open", "high", "low", "close");
  private static final Names SERIES = Names.of("timestamp", "data", "more");

  private final JsonReader json;
  private final JsonFields fields;
  private final Interned<KrakenSymbol> symbols;
  private final Instruments listed;
  private final ContractRows contracts;
  private final LevelReader levels = new LevelReader();

  Reference(
      JsonReader json, JsonFields fields, Interned<KrakenSymbol> symbols, Instruments listed) {
    this.json = json;
    this.fields = fields;
    this.symbols = symbols;
    this.listed = listed;
    this.contracts = new ContractRows(json, symbols);
  }

  Decoded instruments(Instant receivedAt) {
    Instant at = serverTime();
    fields.at(Fields.INSTRUMENTS);
    Rows rows = new Rows();
    rows.each(json, "instruments", () -> contracts.read(at, receivedAt, rows));
    return rows.decoded();
  }

  private @Nullable Instant serverTime() {
    return IsoTime.parse(fields.text(Fields.SERVER_TIME));
  }

  // --- tickers -----------------------------------------------------------------------------

  Decoded tickers(Instant receivedAt) {
    Instant at = serverTime();
    fields.at(Fields.TICKERS);
    Rows rows = new Rows();
    rows.each(json, "tickers", () -> ticker(at, receivedAt, rows));
    return rows.decoded();
  }

  private void ticker(@Nullable Instant at, Instant receivedAt, Rows rows) {
    KrakenSymbol symbol = null;
    @Nullable BigDecimal[] numbers = new @Nullable BigDecimal[TICKER_FIELDS];
    json.beginObject();
    for (int field; (field = json.nextField(TICKER)) != JsonReader.END; ) {
      switch (field) {
        case 0 -> symbol = json.interned(symbols);
        case JsonReader.OTHER -> json.skip();
        default -> numbers[field] = json.decimal();
      }
    }
    TickerRow row = new TickerRow(need(symbol, "symbol"), at, receivedAt);
    if (!row.symbol().contract()) {
      rows.ignore(NOT_READ);
      return;
    }
    row.mark = numbers[1];
    row.index = numbers[2];
    row.bid = numbers[3];
    row.bidSize = numbers[4];
    row.ask = numbers[5];
    row.askSize = numbers[6];
    row.volume = numbers[7];
    row.quoteVolume = numbers[8];
    row.openInterest = numbers[9];
    row.prices(rows);
    if (row.symbol().kind() == KrakenSymbol.Kind.PERPETUAL) {
      row.absoluteFunding(numbers[10], numbers[11], listed.find(row.symbol().id()), rows);
    }
    row.quote(rows);
    row.sizes(rows);
  }

  // --- funding -----------------------------------------------------------------------------

  /// A row is stamped with the beginning of the period it is charged over: the newest one runs on.
  Decoded history(KrakenSymbol symbol, Instant receivedAt) {
    fields.at(Fields.RATES);
    Rows rows = new Rows();
    rows.each(json, "rates", () -> rate(symbol, receivedAt, rows));
    return rows.decoded();
  }

  private void rate(KrakenSymbol symbol, Instant receivedAt, Rows rows) {
    String stamp = null;
    BigDecimal perHour = null;
    json.beginObject();
    for (int field; (field = json.nextField(RATE)) != JsonReader.END; ) {
      switch (field) {
        case 0 -> stamp = json.text();
        case 1 -> perHour = json.decimal();
        default -> json.skip();
      }
    }
    Instant begins = Instant.parse(need(stamp, "timestamp"));
    if (perHour == null) {
      rows.ignore("a history row without its relative rate");
      return;
    }
    Duration period = FundingPeriod.at(begins);
    Instant settledAt = begins.plus(period);
    if (settledAt.isAfter(receivedAt)) {
      rows.ignore("a period that still runs: nothing is settled yet");
      return;
    }
    BigDecimal rate = FundingPeriod.charged(perHour, period);
    rows.add(new FundingSettled(symbol.id(), null, receivedAt, rate, period, settledAt, null));
  }

  // --- order books -------------------------------------------------------------------------

  /// Whole, without a number: it begins no chain of changes.
  Decoded orderBook(KrakenSymbol symbol, Instant receivedAt) {
    Instant at = serverTime();
    fields.at(Fields.ORDER_BOOK);
    Levels bids = null;
    Levels asks = null;
    json.beginObject();
    for (int field; (field = json.nextField(SIDES)) != JsonReader.END; ) {
      switch (field) {
        case 0 -> bids = levels.read(json);
        case 1 -> asks = levels.read(json);
        default -> json.skip();
      }
    }
    return Decoded.Facts.of(
        new Book(
            symbol.id(),
            at,
            receivedAt,
            true,
            need(bids, "bids"),
            need(asks, "asks"),
            SizeIn.CONTRACTS));
  }

  // --- candles -----------------------------------------------------------------------------

  /// The first instant of a page that the rows read so far ask for.
  private @Nullable Instant newest;

  /// @param tick `trade`, `mark`, or `spot`, which is the index
  Decoded candles(KrakenSymbol symbol, String tick, String resolution, Instant receivedAt) {
    Candle.Of of =
        switch (tick) {
          case "trade" -> Candle.Of.TRADE;
          case "mark" -> Candle.Of.MARK;
          case "spot" -> Candle.Of.INDEX;
          default -> throw new MalformedJson("expected candles of trade, mark or spot: " + tick);
        };
    Duration bar = KrakenFutures.bar(resolution);
    if (bar == null) {
      throw new MalformedJson("candles of no known resolution: " + resolution);
    }
    boolean more = fields.has(Fields.MORE_CANDLES) && fields.at(Fields.MORE_CANDLES).bool();
    fields.at(Fields.CANDLES);
    newest = null;
    Rows rows = new Rows();
    rows.each(json, "candles", () -> candle(symbol, of, bar, receivedAt, rows));
    return rows.decoded(more ? next("from=", bar) : null);
  }

  /// Pages go from older to newer.
  private @Nullable String next(String parameter, Duration bar) {
    return newest == null ? null : parameter + newest.plus(bar).getEpochSecond();
  }

  private void candle(
      KrakenSymbol symbol, Candle.Of of, Duration bar, Instant receivedAt, Rows rows) {
    Instant time = null;
    @Nullable BigDecimal[] prices = new @Nullable BigDecimal[5];
    json.beginObject();
    for (int field; (field = json.nextField(CANDLE)) != JsonReader.END; ) {
      switch (field) {
        case 0 -> time = json.millis();
        case JsonReader.OTHER -> json.skip();
        default -> prices[field] = json.decimal();
      }
    }
    Instant opens = need(time, "time");
    newest = newest == null || opens.isAfter(newest) ? opens : newest;
    Instant closes = opens.plus(bar);
    if (closes.isAfter(receivedAt)) {
      rows.ignore(STILL_OPEN);
      return;
    }
    rows.add(
        new Candle(
            symbol.id(),
            null,
            receivedAt,
            of,
            need(prices[1], "open"),
            need(prices[2], "high"),
            need(prices[3], "low"),
            need(prices[4], "close"),
            opens,
            closes));
  }

  // --- past open interest ------------------------------------------------------------------

  /// `timestamp` and `data` stand side by side; a datum is open, high, low and close of the
  /// interval that begins at its time: the close is what was open at its end.
  ///
  /// @param interval in seconds
  Decoded openInterest(KrakenSymbol symbol, String interval, Instant receivedAt) {
    Duration bar = Duration.ofSeconds(Long.parseLong(interval));
    List<Instant> times = new ArrayList<>();
    List<@Nullable BigDecimal> closes = new ArrayList<>();
    boolean more = false;
    fields.at(Fields.RESULT);
    json.beginObject();
    for (int field; (field = json.nextField(SERIES)) != JsonReader.END; ) {
      switch (field) {
        case 0 -> readTimes(times);
        case 1 -> readCloses(closes);
        case 2 -> more = json.bool();
        default -> json.skip();
      }
    }
    if (times.size() != closes.size()) {
      throw new MalformedJson(times.size() + " times of " + closes.size() + " values");
    }
    newest = times.isEmpty() ? null : times.getLast();
    Rows rows = new Rows();
    for (int i = 0; i < times.size(); i++) {
      BigDecimal close = closes.get(i);
      Instant end = times.get(i).plus(bar);
      if (close == null || end.isAfter(receivedAt)) {
        rows.ignore(close == null ? "an interval without a value" : STILL_OPEN);
      } else {
        rows.add(new OpenInterest(symbol.id(), end, receivedAt, close, SizeIn.CONTRACTS, null));
      }
    }
    return rows.decoded(more ? next("since=", bar) : null);
  }

  private void readTimes(List<Instant> times) {
    json.beginArray();
    while (json.nextElement()) {
      times.add(Instant.ofEpochSecond(need(json.wholeNumber(), "a time")));
    }
  }

  private void readCloses(List<@Nullable BigDecimal> closes) {
    json.beginArray();
    while (json.nextElement()) {
      if (json.peek() != '[') {
        closes.add(json.decimal());
        continue;
      }
      BigDecimal last = null;
      json.beginArray();
      while (json.nextElement()) {
        last = json.decimal();
      }
      closes.add(last);
    }
  }
}
