package dev.carry.venue.backpack;

import static dev.carry.venue.Rows.need;

import dev.carry.model.Book;
import dev.carry.model.Candle;
import dev.carry.model.FundingSettled;
import dev.carry.model.IndexPrice;
import dev.carry.model.Instrument.SizeIn;
import dev.carry.model.InstrumentId;
import dev.carry.model.Levels;
import dev.carry.model.MarkPrice;
import dev.carry.model.OpenInterest;
import dev.carry.model.Volume;
import dev.carry.venue.Decoded;
import dev.carry.venue.Decoded.Ignored;
import dev.carry.venue.Instruments;
import dev.carry.venue.Rows;
import dev.carry.venue.json.JsonReader;
import dev.carry.venue.json.LevelReader;
import dev.carry.venue.json.MalformedJson;
import dev.carry.venue.json.Names;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Answers of REST.
final class Answers {
  static final String STILL_OPEN = "a candle that is still open";
  static final String NO_LENGTH = "candles whose length is not known";
  private static final String UNNAMED = "an answer that does not say whose it is";
  private static final String NO_FACT = "a Backpack answer without a fact we read";

  private static final Names DEPTH = Names.of("bids", "asks", "lastUpdateId", "timestamp");
  private static final Names MARK =
      Names.of("symbol", "indexPrice", "markPrice", "fundingRate", "nextFundingTimestamp");
  private static final Names INTEREST = Names.of("symbol", "openInterest", "timestamp");
  private static final Names TICKER = Names.of("symbol", "volume", "quoteVolume");
  private static final Names RATE = Names.of("symbol", "fundingRate", "intervalEndTimestamp");
  private static final Names CANDLE = Names.of("start", "open", "high", "low", "close");

  /// The first of these that a row has tells what it is a row of.
  private static final Names TELLING =
      Names.of(
          "marketType",
          "intervalEndTimestamp",
          "nextFundingTimestamp",
          "openInterest",
          "firstPrice",
          "start");

  private final JsonReader json;
  private final Instruments listed;
  private final MarketRows markets;
  private final LevelReader levels = new LevelReader();

  Answers(JsonReader json, Instruments listed) {
    this.json = json;
    this.listed = listed;
    this.markets = new MarketRows(json);
  }

  /// @param name the call's, by its parts
  Decoded rows(String[] name, Instant receivedAt) {
    String kind =
        switch (name[0]) {
          case "markets", "fundingRates", "markPrices", "openInterest", "tickers", "klines" ->
              name[0];
          default -> recognise();
        };
    Rows rows = new Rows();
    switch (kind) {
      case "markets" -> rows.each(json, kind, () -> markets.read(receivedAt, rows));
      case "fundingRates" -> {
        rows.each(json, kind, () -> rate(receivedAt, rows));
        rows.completePeriods();
      }
      case "markPrices" -> rows.each(json, kind, () -> markPrice(receivedAt, rows));
      case "openInterest" -> rows.each(json, kind, () -> interest(receivedAt, rows));
      case "tickers" -> rows.each(json, kind, () -> ticker(receivedAt, rows));
      case "klines" -> {
        return candles(name, receivedAt, rows);
      }
      default -> {
        json.skip();
        json.finish();
        return new Ignored(NO_FACT);
      }
    }
    json.finish();
    return rows.decoded();
  }

  /// What an answer without a name is, told by the fields of its first row; the reader stays before
  /// the rows.
  private String recognise() {
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
    return switch (Long.numberOfTrailingZeros(seen)) {
      case 0 -> "markets";
      case 1 -> "fundingRates";
      case 2 -> "markPrices";
      case 3 -> "openInterest";
      case 4 -> "tickers";
      case 5 -> "klines";
      default -> "";
    };
  }

  private InstrumentId id() {
    return InstrumentId.of(Backpack.ID, need(json.text(), "symbol"));
  }

  /// States no time, and may have been kept on the way for seconds.
  private void markPrice(Instant receivedAt, Rows rows) {
    InstrumentId id = null;
    BigDecimal index = null;
    BigDecimal mark = null;
    BigDecimal rate = null;
    Instant next = null;
    json.beginObject();
    for (int field; (field = json.nextField(MARK)) != JsonReader.END; ) {
      switch (field) {
        case 0 -> id = id();
        case 1 -> index = json.positive();
        case 2 -> mark = json.positive();
        case 3 -> rate = json.decimal();
        case 4 -> next = BackpackTime.microsOrMillis(json);
        default -> json.skip();
      }
    }
    InstrumentId whose = need(id, "symbol");
    if (index != null) {
      rows.add(new IndexPrice(whose, null, receivedAt, index));
    }
    if (mark != null) {
      rows.add(new MarkPrice(whose, null, receivedAt, mark));
    }
    if (rate != null) {
      rows.add(Streams.estimate(whose, null, receivedAt, rate, next, listed));
    }
  }

  /// Predictions have open interest too, and no market of their own among those read.
  private void interest(Instant receivedAt, Rows rows) {
    InstrumentId id = null;
    BigDecimal size = null;
    Instant at = null;
    json.beginObject();
    for (int field; (field = json.nextField(INTEREST)) != JsonReader.END; ) {
      switch (field) {
        case 0 -> id = id();
        case 1 -> size = json.decimal();
        case 2 -> at = BackpackTime.microsOrMillis(json);
        default -> json.skip();
      }
    }
    InstrumentId whose = need(id, "symbol");
    if (whose.symbol().endsWith("_PREDICTION")) {
      rows.ignore(MarketRows.NOT_READ);
      return;
    }
    rows.add(
        new OpenInterest(whose, at, receivedAt, need(size, "openInterest"), SizeIn.BASE, null));
  }

  private void ticker(Instant receivedAt, Rows rows) {
    InstrumentId id = null;
    BigDecimal base = null;
    BigDecimal quote = null;
    json.beginObject();
    for (int field; (field = json.nextField(TICKER)) != JsonReader.END; ) {
      switch (field) {
        case 0 -> id = id();
        case 1 -> base = json.decimal();
        case 2 -> quote = json.decimal();
        default -> json.skip();
      }
    }
    if (base == null && quote == null) {
      rows.ignore("a ticker without a volume");
    } else {
      rows.add(new Volume(need(id, "symbol"), null, receivedAt, base, quote));
    }
  }

  /// The newest row is of the interval that still runs.
  private void rate(Instant receivedAt, Rows rows) {
    InstrumentId id = null;
    BigDecimal rate = null;
    String end = null;
    json.beginObject();
    for (int field; (field = json.nextField(RATE)) != JsonReader.END; ) {
      switch (field) {
        case 0 -> id = id();
        case 1 -> rate = json.decimal();
        case 2 -> end = json.text();
        default -> json.skip();
      }
    }
    Instant settledAt = BackpackTime.unzoned(need(end, "intervalEndTimestamp"));
    if (settledAt.isAfter(receivedAt)) {
      rows.ignore("an interval that still runs: nothing is settled yet");
      return;
    }
    rows.add(
        new FundingSettled(
            need(id, "symbol"),
            null,
            receivedAt,
            need(rate, "fundingRate"),
            null,
            settledAt,
            null));
  }

  // --- order book --------------------------------------------------------------------------

  /// The whole book that changes continue; bids stand with the best one last.
  Decoded depth(String[] name, Instant receivedAt) {
    Levels bids = null;
    Levels asks = null;
    long last = -1;
    Instant at = null;
    json.beginObject();
    for (int field; (field = json.nextField(DEPTH)) != JsonReader.END; ) {
      switch (field) {
        case 0 -> bids = levels.readTurned(json);
        case 1 -> asks = levels.read(json);
        case 2 -> last = json.wholeOr(-1);
        case 3 -> at = BackpackTime.microsOrMillis(json);
        default -> json.skip();
      }
    }
    if (!name[0].equals("depth") || name.length < 2) {
      return new Ignored(UNNAMED);
    }
    if (last < 0) {
      throw new MalformedJson("without lastUpdateId");
    }
    InstrumentId id = InstrumentId.of(Backpack.ID, name[1]);
    Book book =
        new Book(id, at, receivedAt, true, need(bids, "bids"), need(asks, "asks"), SizeIn.BASE);
    return new Decoded.Depth(book, last, last, null, null);
  }

  // --- candles -----------------------------------------------------------------------------

  /// `klines/Mark/BTC_USDC_PERP/1m`.
  private Decoded candles(String[] name, Instant receivedAt, Rows rows) {
    Duration bar = name.length < 4 ? null : bar(name[3]);
    Candle.Of of =
        switch (name.length < 4 ? "" : name[1]) {
          case "Last" -> Candle.Of.TRADE;
          case "Mark" -> Candle.Of.MARK;
          case "Index" -> Candle.Of.INDEX;
          default -> null;
        };
    if (bar == null || of == null) {
      json.skip();
      json.finish();
      return new Ignored(name.length < 4 ? UNNAMED : NO_LENGTH);
    }
    InstrumentId id = InstrumentId.of(Backpack.ID, name[2]);
    rows.each(json, "klines", () -> candle(id, of, bar, receivedAt, rows));
    json.finish();
    return rows.decoded();
  }

  private void candle(InstrumentId id, Candle.Of of, Duration bar, Instant receivedAt, Rows rows) {
    Instant start = null;
    @Nullable BigDecimal[] prices = new @Nullable BigDecimal[5];
    json.beginObject();
    for (int field; (field = json.nextField(CANDLE)) != JsonReader.END; ) {
      switch (field) {
        case 0 -> start = BackpackTime.secondsOrText(json);
        case JsonReader.OTHER -> json.skip();
        default -> prices[field] = json.decimal();
      }
    }
    Instant opens = need(start, "start");
    Instant closes = opens.plus(bar);
    if (closes.isAfter(receivedAt)) {
      rows.ignore(STILL_OPEN);
      return;
    }
    if (prices[4] == null) {
      rows.ignore("a candle without a trade");
      return;
    }
    rows.add(
        new Candle(
            id,
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

  /// The length of a candle as the venue names it; null: of no fixed length, or none it has.
  static @Nullable Duration bar(String interval) {
    return switch (interval) {
      case "1m" -> Duration.ofMinutes(1);
      case "3m" -> Duration.ofMinutes(3);
      case "5m" -> Duration.ofMinutes(5);
      case "15m" -> Duration.ofMinutes(15);
      case "30m" -> Duration.ofMinutes(30);
      case "1h" -> Duration.ofHours(1);
      case "2h" -> Duration.ofHours(2);
      case "4h" -> Duration.ofHours(4);
      case "6h" -> Duration.ofHours(6);
      case "8h" -> Duration.ofHours(8);
      case "12h" -> Duration.ofHours(12);
      case "1d" -> Duration.ofDays(1);
      case "3d" -> Duration.ofDays(3);
      case "1w" -> Duration.ofDays(7);
      default -> null;
    };
  }
}
