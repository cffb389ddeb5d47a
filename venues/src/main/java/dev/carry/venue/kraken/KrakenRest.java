package dev.carry.venue.kraken;

import static dev.carry.venue.Rows.need;

import dev.carry.model.Book;
import dev.carry.model.Candle;
import dev.carry.model.Instrument.SizeIn;
import dev.carry.model.InstrumentId;
import dev.carry.model.Levels;
import dev.carry.model.Listing;
import dev.carry.model.Volume;
import dev.carry.venue.Decoded;
import dev.carry.venue.Decoded.Ignored;
import dev.carry.venue.Frame;
import dev.carry.venue.Rows;
import dev.carry.venue.Touch;
import dev.carry.venue.json.JsonReader;
import dev.carry.venue.json.LevelReader;
import dev.carry.venue.json.Names;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The `result` of a REST answer: an object by pair, under REST's own names of them. What a pair
/// has there tells what was asked for.
final class KrakenRest {
  private static final Names ENTRY =
      Names.of("wsname", "pair_decimals", "tick_size", "status", "a", "b", "v", "asks", "bids");
  private static final String UNNAMED = "an answer that does not say whose it is";

  private final JsonReader json;
  private final KrakenNames names;
  private final LevelReader levels = new LevelReader();

  // the entry being read
  private @Nullable String pair;
  private @Nullable BigDecimal decimals;
  private @Nullable BigDecimal tick;
  private String status = "";
  private final @Nullable BigDecimal[] ask = new @Nullable BigDecimal[3];
  private final @Nullable BigDecimal[] bid = new @Nullable BigDecimal[3];
  private final @Nullable BigDecimal[] volume = new @Nullable BigDecimal[3];
  private boolean ticker;
  private @Nullable Levels asks;
  private @Nullable Levels bids;

  KrakenRest(JsonReader json, KrakenNames names) {
    this.json = json;
    this.names = names;
  }

  /// Reads the value the reader stands before.
  Decoded read(Frame frame) {
    if (json.peek() != '{') {
      return new Ignored("a Kraken answer without a fact we read");
    }
    names.refresh();
    Rows rows = new Rows();
    json.beginObject();
    for (String key; (key = json.nextField()) != null; ) {
      switch (json.peek()) {
        case '{' -> entry(key, frame.receivedAt(), rows);
        case '[' -> list(key, frame, rows);
        default -> json.skip(); // where a list goes on, or a status
      }
    }
    return rows.decoded();
  }

  private void entry(String key, Instant receivedAt, Rows rows) {
    readEntry();
    if (pair != null) {
      instrument(pair, receivedAt, rows);
      return;
    }
    if (!ticker && bids == null) {
      rows.ignore("a pair that the sockets do not have");
      return;
    }
    String symbol = names.symbolOf(key);
    if (symbol == null) {
      rows.ignore(UNNAMED);
      return;
    }
    InstrumentId id = InstrumentId.of(KrakenSpot.ID, symbol);
    if (bids != null && asks != null) {
      rows.add(new Book(id, null, receivedAt, true, bids, asks, SizeIn.BASE));
      return;
    }
    rows.add(Touch.quote(id, null, receivedAt, bid[0], bid[2], ask[0], ask[2], SizeIn.BASE));
    if (volume[1] != null) {
      rows.add(new Volume(id, null, receivedAt, volume[1], null));
    }
  }

  private void readEntry() {
    pair = null;
    decimals = tick = null;
    status = "";
    ticker = false;
    asks = bids = null;
    json.beginObject();
    for (int field; (field = json.nextField(ENTRY)) != JsonReader.END; ) {
      switch (field) {
        case 0 -> pair = json.text();
        case 1 -> decimals = json.decimal();
        case 2 -> tick = json.decimal();
        case 3 -> status = String.valueOf(json.string());
        case 4 -> numbers(ask);
        case 5 -> numbers(bid);
        case 6 -> numbers(volume);
        case 7 -> asks = levels.read(json);
        case 8 -> bids = levels.read(json);
        default -> json.skip();
      }
    }
  }

  private void numbers(@Nullable BigDecimal[] into) {
    ticker = true;
    json.beginArray();
    for (int i = 0; json.nextElement(); i++) {
      if (i < into.length) {
        into[i] = json.decimal();
      } else {
        json.skip();
      }
    }
  }

  /// Lists of 2021 state no tick, only how many decimals a price has.
  private void instrument(String name, Instant receivedAt, Rows rows) {
    String symbol = KrakenNames.symbol(name);
    int slash = symbol.indexOf('/');
    BigDecimal step =
        tick == null && decimals != null
            ? BigDecimal.ONE.movePointLeft(decimals.intValueExact())
            : tick;
    rows.add(
        new Listing(
            KrakenStream.listing(
                InstrumentId.of(KrakenSpot.ID, symbol),
                symbol.substring(0, slash),
                symbol.substring(slash + 1),
                step,
                status),
            null,
            receivedAt));
  }

  /// Rows of `OHLC`, which the call's name gives their length: `OHLC/BTC/USD/60`.
  private void list(String key, Frame frame, Rows rows) {
    String[] call = frame.stream().split("/", -1);
    if (call.length != 4 || !call[0].equals("OHLC")) {
      json.skip();
      rows.ignore(UNNAMED);
      return;
    }
    InstrumentId id = InstrumentId.of(KrakenSpot.ID, call[1] + "/" + call[2]);
    Duration bar = Duration.ofMinutes(Long.parseLong(call[3]));
    rows.each(json, key, () -> candle(id, bar, frame.receivedAt(), rows));
  }

  /// `[begins in seconds, open, high, low, close, …]`, oldest first; the last is still open.
  private void candle(InstrumentId id, Duration bar, Instant receivedAt, Rows rows) {
    @Nullable BigDecimal[] numbers = new @Nullable BigDecimal[5];
    json.beginArray();
    for (int i = 0; json.nextElement(); i++) {
      if (i < numbers.length) {
        numbers[i] = json.decimal();
      } else {
        json.skip();
      }
    }
    Instant opens = Instant.ofEpochSecond(need(numbers[0], "time").longValueExact());
    Instant closes = opens.plus(bar);
    if (closes.isAfter(receivedAt)) {
      rows.ignore("a candle that is still open");
      return;
    }
    rows.add(
        new Candle(
            id,
            null,
            receivedAt,
            Candle.Of.TRADE,
            need(numbers[1], "open"),
            need(numbers[2], "high"),
            need(numbers[3], "low"),
            need(numbers[4], "close"),
            opens,
            closes));
  }
}
