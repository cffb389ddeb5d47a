package dev.carry.venue.binance;

import static dev.carry.venue.Rows.need;

import dev.carry.model.Book;
import dev.carry.model.IndexPrice;
import dev.carry.model.Instrument;
import dev.carry.model.Instrument.OptionType;
import dev.carry.model.Instrument.SizeIn;
import dev.carry.model.InstrumentId;
import dev.carry.model.Levels;
import dev.carry.model.Listing;
import dev.carry.model.MarkPrice;
import dev.carry.model.OpenInterest;
import dev.carry.model.OptionTicker;
import dev.carry.model.OptionTicker.Greeks;
import dev.carry.model.OptionTicker.Offer;
import dev.carry.model.OptionTicker.PremiumIn;
import dev.carry.model.Side;
import dev.carry.model.Trade;
import dev.carry.model.Volume;
import dev.carry.venue.Instruments;
import dev.carry.venue.Rows;
import dev.carry.venue.Touch;
import dev.carry.venue.json.Interned;
import dev.carry.venue.json.JsonReader;
import dev.carry.venue.json.LevelReader;
import dev.carry.venue.json.Names;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Rows about one option of Binance. Letters mean other things in other events: `v` is vega in a
/// mark and in the ticker of before 2025-12-17, and a volume in the ticker since.
final class BinanceOptionRows {
  private static final Names MARK =
      Names.of("s", "E", "mp", "bo", "bq", "b", "ao", "aq", "a", "vo", "i", "d", "g", "v", "t");
  private static final Names TICKER = Names.of("s", "E", "mp", "v", "q", "V", "A");
  private static final Names INTEREST = Names.of("s", "E", "o", "h");
  private static final Names INDEX = Names.of("s", "E", "p");
  private static final Names QUOTE = Names.of("s", "T", "b", "B", "a", "A");
  private static final Names TRADE = Names.of("s", "T", "t", "p", "q", "S");
  private static final Names SIDES = Names.of("BUY", "1", "SELL", "-1");
  private static final Names BOOK = Names.of("s", "T", "b", "a");
  private static final Names ANSWERED =
      Names.of(
          "symbol", "markPrice", "bidIV", "askIV", "markIV", "delta", "gamma", "vega", "theta");
  private static final Names INSTRUMENT =
      Names.of(
          "symbol",
          "side",
          "strikePrice",
          "expiryDate",
          "underlying",
          "unit",
          "quoteAsset",
          "filters",
          "status");
  private static final Names TYPES = Names.of("CALL", "PUT");
  private static final Names FILTER = Names.of("tickSize");

  private final JsonReader json;
  private final Instruments listed;
  private final LevelReader levels = new LevelReader();
  private final Interned<InstrumentId> ids =
      new Interned<>(symbol -> InstrumentId.of(BinanceOptions.ID, symbol));

  BinanceOptionRows(JsonReader json, Instruments listed) {
    this.json = json;
    this.listed = listed;
  }

  /// Of the first generation it is a mark alone; of the second all but open interest.
  ///
  /// @param underlying as the stream's name has it; empty where there is none
  void mark(String underlying, Instant at, Rows rows) {
    InstrumentId id = null;
    Instant time = null;
    BigDecimal mark = null;
    @Nullable BigDecimal[] bid = new @Nullable BigDecimal[3];
    @Nullable BigDecimal[] ask = new @Nullable BigDecimal[3];
    @Nullable BigDecimal[] greeks = new @Nullable BigDecimal[4];
    BigDecimal volatility = null;
    BigDecimal index = null;
    boolean chain = false;
    json.beginObject();
    for (int field; (field = json.nextField(MARK)) != JsonReader.END; ) {
      switch (field) {
        case 0 -> id = json.interned(ids);
        case 1 -> time = json.millis();
        case 2 -> mark = json.decimal();
        case 3, 4, 5 -> {
          bid[field - 3] = json.positive();
          chain = true;
        }
        case 6, 7, 8 -> ask[field - 6] = json.positive();
        case 9 -> volatility = json.positive();
        case 10 -> index = json.positive();
        case 11, 12, 13, 14 -> greeks[field - 11] = json.decimal();
        default -> json.skip();
      }
    }
    InstrumentId of = need(id, "s");
    if (!chain) {
      rows.add(new MarkPrice(of, time, at, need(mark, "mp")));
      return;
    }
    Instrument known = listed.find(of);
    String name = known != null ? known.indexSymbol() : underlying.isEmpty() ? null : underlying;
    rows.add(
        new OptionTicker(
            of,
            time,
            at,
            offer(bid),
            offer(ask),
            null,
            mark,
            volatility,
            new Greeks(greeks[0], greeks[1], greeks[2], greeks[3], null),
            index,
            name,
            null,
            SizeIn.BASE,
            PremiumIn.QUOTE));
  }

  /// A price of 0 is no offer, and a volatility of −1 beside it none.
  private static Offer offer(@Nullable BigDecimal[] side) {
    return side[0] == null ? Offer.NONE : new Offer(side[0], side[1], side[2]);
  }

  /// Until 2025-12-17 it told what the mark tells now, and its `V` and `A` the volumes of a day.
  void ticker(Instant at, Rows rows) {
    int begin = json.position();
    InstrumentId id = null;
    Instant time = null;
    boolean old = false;
    @Nullable BigDecimal[] volumes = new @Nullable BigDecimal[4];
    json.beginObject();
    for (int field; (field = json.nextField(TICKER)) != JsonReader.END; ) {
      switch (field) {
        case 0 -> id = json.interned(ids);
        case 1 -> time = json.millis();
        case 2 -> {
          old = true;
          json.skip();
        }
        case 3, 4, 5, 6 -> volumes[field - 3] = json.decimal();
        default -> json.skip();
      }
    }
    InstrumentId of = need(id, "s");
    BigDecimal base = old ? volumes[2] : volumes[0];
    BigDecimal quote = old ? volumes[3] : volumes[1];
    if (old) {
      json.rewind(begin);
      mark("", at, rows);
    }
    if (base != null || quote != null) {
      rows.add(new Volume(of, time, at, base, quote));
    }
  }

  /// In coins, and what that is in USDT.
  void openInterest(Instant at, Rows rows) {
    InstrumentId id = null;
    Instant time = null;
    BigDecimal size = null;
    BigDecimal value = null;
    json.beginObject();
    for (int field; (field = json.nextField(INTEREST)) != JsonReader.END; ) {
      switch (field) {
        case 0 -> id = json.interned(ids);
        case 1 -> time = json.millis();
        case 2 -> size = json.decimal();
        case 3 -> value = json.decimal();
        default -> json.skip();
      }
    }
    rows.add(new OpenInterest(need(id, "s"), time, at, need(size, "o"), SizeIn.BASE, value));
  }

  void index(Instant at, Rows rows) {
    InstrumentId id = null;
    Instant time = null;
    BigDecimal price = null;
    json.beginObject();
    for (int field; (field = json.nextField(INDEX)) != JsonReader.END; ) {
      switch (field) {
        case 0 -> id = json.interned(ids);
        case 1 -> time = json.millis();
        case 2 -> price = json.positive();
        default -> json.skip();
      }
    }
    rows.add(new IndexPrice(need(id, "s"), time, at, need(price, "p")));
  }

  void quote(Instant at, Rows rows) {
    InstrumentId id = null;
    Instant time = null;
    @Nullable BigDecimal[] touch = new @Nullable BigDecimal[4];
    json.beginObject();
    for (int field; (field = json.nextField(QUOTE)) != JsonReader.END; ) {
      switch (field) {
        case 0 -> id = json.interned(ids);
        case 1 -> time = json.millis();
        case 2, 3, 4, 5 -> touch[field - 2] = json.decimal();
        default -> json.skip();
      }
    }
    rows.add(
        Touch.quote(need(id, "s"), time, at, touch[0], touch[1], touch[2], touch[3], SizeIn.BASE));
  }

  /// `S` is `1` or `-1` of the first generation, a word of the second.
  void trade(Instant at, Rows rows) {
    InstrumentId id = null;
    Instant time = null;
    String trade = null;
    BigDecimal price = null;
    BigDecimal size = null;
    int side = JsonReader.ABSENT;
    json.beginObject();
    for (int field; (field = json.nextField(TRADE)) != JsonReader.END; ) {
      switch (field) {
        case 0 -> id = json.interned(ids);
        case 1 -> time = json.millis();
        case 2 -> trade = json.idText();
        case 3 -> price = json.positive();
        case 4 -> size = json.positive();
        case 5 -> side = json.oneOf(SIDES);
        default -> json.skip();
      }
    }
    if (side < 0) {
      throw json.malformed("a side as S");
    }
    rows.add(
        new Trade(
            need(id, "s"),
            time,
            at,
            trade,
            need(price, "p"),
            need(size, "q"),
            SizeIn.BASE,
            side < 2 ? Side.BUY : Side.SELL));
  }

  /// Whole each time.
  void book(Instant at, Rows rows) {
    InstrumentId id = null;
    Instant time = null;
    Levels bids = Levels.NONE;
    Levels asks = Levels.NONE;
    json.beginObject();
    for (int field; (field = json.nextField(BOOK)) != JsonReader.END; ) {
      switch (field) {
        case 0 -> id = json.interned(ids);
        case 1 -> time = json.millis();
        case 2 -> bids = levels.read(json);
        case 3 -> asks = levels.read(json);
        default -> json.skip();
      }
    }
    rows.add(new Book(need(id, "s"), time, at, true, bids, asks, SizeIn.BASE));
  }

  /// A row of the `mark` call: no prices of the touch, but their volatilities.
  void answeredMark(Instant at, Rows rows) {
    InstrumentId id = null;
    BigDecimal mark = null;
    @Nullable BigDecimal[] volatilities = new @Nullable BigDecimal[3];
    @Nullable BigDecimal[] greeks = new @Nullable BigDecimal[4];
    json.beginObject();
    for (int field; (field = json.nextField(ANSWERED)) != JsonReader.END; ) {
      switch (field) {
        case 0 -> id = json.interned(ids);
        case 1 -> mark = json.decimal();
        case 2, 3, 4 -> volatilities[field - 2] = json.positive();
        case 5, 6, 7, 8 -> greeks[field - 5] = json.decimal();
        default -> json.skip();
      }
    }
    rows.add(
        new OptionTicker(
            need(id, "symbol"),
            null,
            at,
            new Offer(null, null, volatilities[0]),
            new Offer(null, null, volatilities[1]),
            null,
            mark,
            volatilities[2],
            new Greeks(greeks[0], greeks[1], greeks[2], greeks[3], null),
            null,
            null,
            null,
            SizeIn.BASE,
            PremiumIn.QUOTE));
  }

  /// `unit` coins are in one option, and a price is for all of them: 1 of BTC, 100 of XRP.
  void instrument(Instant at, Rows rows) {
    InstrumentId id = null;
    int type = JsonReader.ABSENT;
    BigDecimal strike = null;
    Instant expiry = null;
    String underlying = null;
    BigDecimal unit = null;
    String quote = null;
    BigDecimal tick = null;
    String status = null;
    json.beginObject();
    for (int field; (field = json.nextField(INSTRUMENT)) != JsonReader.END; ) {
      switch (field) {
        case 0 -> id = json.interned(ids);
        case 1 -> type = json.oneOf(TYPES);
        case 2 -> strike = json.positive();
        case 3 -> expiry = json.millis();
        case 4 -> underlying = json.text();
        case 5 -> unit = json.positive();
        case 6 -> quote = json.text();
        case 7 -> tick = tickSize();
        case 8 -> status = json.text();
        default -> json.skip();
      }
    }
    InstrumentId of = need(id, "symbol");
    String pair = need(underlying, "underlying");
    String in = need(quote, "quoteAsset");
    if (!pair.endsWith(in) || pair.length() == in.length()) {
      throw json.malformed("an underlying in " + in + " instead of " + pair);
    }
    boolean trading = status == null || status.equals("TRADING");
    rows.add(
        new Listing(
            Instrument.perpetual(of, pair.substring(0, pair.length() - in.length()), in)
                .kind(Instrument.Kind.OPTION)
                .settles(Instrument.Settles.NONE)
                .priceMultiplier(unit == null ? BigDecimal.ONE : unit)
                .tickSize(tick)
                .indexSymbol(pair)
                .expiry(expiry)
                .strike(strike)
                .optionType(type == 0 ? OptionType.CALL : type == 1 ? OptionType.PUT : null)
                .status(trading ? Instrument.Status.TRADING : Instrument.Status.HALTED)
                .build(),
            null,
            at));
  }

  private @Nullable BigDecimal tickSize() {
    BigDecimal size = null;
    json.beginArray();
    while (json.nextElement()) {
      json.beginObject();
      for (int field; (field = json.nextField(FILTER)) != JsonReader.END; ) {
        if (field == 0) {
          size = json.positive();
        } else {
          json.skip();
        }
      }
    }
    return size;
  }
}
