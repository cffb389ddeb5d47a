package dev.carry.venue.deribit;

import static dev.carry.venue.Rows.need;

import dev.carry.model.Book;
import dev.carry.model.FundingEstimate;
import dev.carry.model.IndexPrice;
import dev.carry.model.InstrumentId;
import dev.carry.model.Levels;
import dev.carry.model.MarkPrice;
import dev.carry.model.OpenInterest;
import dev.carry.model.Volume;
import dev.carry.venue.Decoded;
import dev.carry.venue.Instruments;
import dev.carry.venue.Rows;
import dev.carry.venue.Touch;
import dev.carry.venue.json.Interned;
import dev.carry.venue.json.JsonReader;
import dev.carry.venue.json.Names;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Data that come many times a second: tickers, quotes, books, index prices; and the summary, which
/// is a ticker of many.
final class DeribitStream {
  private static final Names PERPETUAL = Names.of("timestamp", "interest", "index_price");
  private static final Names INDEX = Names.of("timestamp", "price", "index_name");
  private static final Names OPTION_MARK =
      Names.of("instrument_name", "timestamp", "mark_price", "iv");
  private static final Names BOOK =
      Names.of(
          "instrument_name", "timestamp", "type", "prev_change_id", "bids", "asks", "change_id");
  private static final byte[] SNAPSHOT = "snapshot".getBytes(StandardCharsets.US_ASCII);

  private final JsonReader json;
  private final Interned<DeribitSymbol> symbols;
  private final Interned<InstrumentId> indexes =
      new Interned<>(name -> InstrumentId.of(Deribit.ID, name));
  private final Instruments listed;
  private final DeribitLevels bids;
  private final DeribitLevels asks;

  private final DeribitTicker ticker;

  DeribitStream(JsonReader json, Interned<DeribitSymbol> symbols, Instruments listed) {
    this.json = json;
    this.symbols = symbols;
    this.listed = listed;
    this.bids = new DeribitLevels(json);
    this.asks = new DeribitLevels(json);
    this.ticker = new DeribitTicker(json, symbols, bids, asks);
  }

  /// Of a channel, or of `get_order_book`, which is a ticker with levels.
  void ticker(@Nullable DeribitSymbol named, Instant receivedAt, Rows rows) {
    ticker.read(named);
    facts(receivedAt, rows);
  }

  /// A row of `get_book_summary_by_currency`. Its index is called `estimated_delivery_price`, which
  /// of perpetuals is the index; of futures it becomes an average before they expire.
  void summary(Instant receivedAt, Rows rows) {
    ticker.read(null);
    DeribitSymbol whose = need(ticker.symbol, "instrument_name");
    ticker.index = whose.what() == DeribitSymbol.What.PERPETUAL ? ticker.delivery : null;
    facts(receivedAt, rows);
  }

  private void facts(Instant receivedAt, Rows rows) {
    DeribitSymbol whose = need(ticker.symbol, "instrument_name");
    if (!isRead(whose, rows)) {
      return;
    }
    InstrumentId id = whose.id();
    Instant at = ticker.at;
    boolean option = whose.what() == DeribitSymbol.What.OPTION;
    if (option) {
      rows.add(ticker.option(receivedAt));
    } else {
      prices(whose, receivedAt, rows);
    }
    if (ticker.levels) {
      rows.add(new Book(id, at, receivedAt, true, bids.levels(), asks.levels(), whose.sizeIn()));
    }
    if (option) {
      return;
    }
    if (ticker.interest != null) {
      rows.add(new OpenInterest(id, at, receivedAt, ticker.interest, whose.sizeIn(), null));
    }
    BigDecimal quoteVolume = whose.inverse() ? ticker.volumeUsd : null;
    if (ticker.volume != null || quoteVolume != null) {
      rows.add(new Volume(id, at, receivedAt, ticker.volume, quoteVolume));
    }
  }

  private void prices(DeribitSymbol whose, Instant receivedAt, Rows rows) {
    Instant at = ticker.at;
    if (ticker.funding != null && whose.what() == DeribitSymbol.What.PERPETUAL) {
      rows.add(estimate(whose.id(), at, receivedAt, ticker.funding));
    }
    if (ticker.index != null && ticker.index.signum() > 0) {
      rows.add(new IndexPrice(whose.index(listed), at, receivedAt, ticker.index));
    }
    if (ticker.mark != null && ticker.mark.signum() > 0) {
      rows.add(new MarkPrice(whose.id(), at, receivedAt, ticker.mark));
    }
    quoteOf(whose, receivedAt, rows);
  }

  private void quoteOf(DeribitSymbol whose, Instant receivedAt, Rows rows) {
    if (ticker.quoted) {
      rows.add(
          Touch.quote(
              whose.id(),
              ticker.at,
              receivedAt,
              ticker.bid,
              ticker.bidSize,
              ticker.ask,
              ticker.askSize,
              whose.sizeIn()));
    }
  }

  private static FundingEstimate estimate(
      InstrumentId id, @Nullable Instant at, Instant receivedAt, BigDecimal rate) {
    return new FundingEstimate(
        id, at, receivedAt, rate, Deribit.RATE_PERIOD, null, FundingEstimate.Which.COMING);
  }

  /// `perpetual.*`: the funding rate and the index alone.
  void perpetual(@Nullable DeribitSymbol named, Instant receivedAt, Rows rows) {
    DeribitSymbol whose = need(named, "instrument");
    Instant time = null;
    BigDecimal rate = null;
    BigDecimal price = null;
    json.beginObject();
    for (int field; (field = json.nextField(PERPETUAL)) != JsonReader.END; ) {
      switch (field) {
        case 0 -> time = json.millis();
        case 1 -> rate = json.decimal();
        case 2 -> price = json.decimal();
        default -> json.skip();
      }
    }
    if (rate != null) {
      rows.add(estimate(whose.id(), time, receivedAt, rate));
    }
    if (price != null && price.signum() > 0) {
      rows.add(new IndexPrice(whose.index(listed), time, receivedAt, price));
    }
  }

  void quote(@Nullable DeribitSymbol named, Instant receivedAt, Rows rows) {
    ticker.read(named);
    DeribitSymbol whose = need(ticker.symbol, "instrument_name");
    if (isRead(whose, rows)) {
      quoteOf(whose, receivedAt, rows);
    }
  }

  void index(Instant receivedAt, Rows rows) {
    Instant time = null;
    BigDecimal price = null;
    InstrumentId name = null;
    json.beginObject();
    for (int field; (field = json.nextField(INDEX)) != JsonReader.END; ) {
      switch (field) {
        case 0 -> time = json.millis();
        case 1 -> price = json.decimal();
        case 2 -> name = json.interned(indexes);
        default -> json.skip();
      }
    }
    if (price == null || price.signum() <= 0) {
      rows.ignore("an index without a price");
      return;
    }
    rows.add(new IndexPrice(need(name, "index_name"), time, receivedAt, price));
  }

  /// `markprice.options.*`: its `iv` is a fraction, unlike the percents of tickers.
  void optionMarks(Instant receivedAt, Rows rows) {
    rows.each(
        json,
        "mark",
        () -> {
          DeribitSymbol whose = null;
          Instant time = null;
          BigDecimal mark = null;
          BigDecimal volatility = null;
          json.beginObject();
          for (int field; (field = json.nextField(OPTION_MARK)) != JsonReader.END; ) {
            switch (field) {
              case 0 -> whose = json.interned(symbols);
              case 1 -> time = json.millis();
              case 2 -> mark = json.decimal();
              case 3 -> volatility = json.positive();
              default -> json.skip();
            }
          }
          DeribitSymbol of = need(whose, "instrument_name");
          rows.add(DeribitTicker.marked(of, time, receivedAt, mark, volatility));
        });
  }

  /// Changes chain by their numbers, which are shared by all instruments and rise by any amount.
  /// Until 2020 they had no `type`, and the first of a chain, of whatever type, follows no other:
  /// its `prev_change_id` is missing or 0.
  ///
  /// @param whole whether the channel sends whole books only, which need no others
  /// @return what counts only together with the messages before it; absent where `rows` has it
  Decoded.@Nullable Depth book(
      @Nullable DeribitSymbol named, boolean whole, Instant receivedAt, Rows rows) {
    DeribitSymbol whose = named;
    Instant time = null;
    Long previous = null;
    Long number = null;
    boolean snapshot = whole;
    bids.clear();
    asks.clear();
    json.beginObject();
    for (int field; (field = json.nextField(BOOK)) != JsonReader.END; ) {
      switch (field) {
        case 0 -> whose = json.interned(symbols);
        case 1 -> time = json.millis();
        case 2 -> snapshot |= json.stringIs(SNAPSHOT);
        case 3 -> previous = json.wholeNumber();
        case 4 -> bids.read();
        case 5 -> asks.read();
        case 6 -> number = json.wholeNumber();
        default -> json.skip();
      }
    }
    DeribitSymbol of = need(whose, "instrument_name");
    if (!isRead(of, rows)) {
      return null;
    }
    Levels bidLevels = bids.levels();
    Levels askLevels = asks.levels();
    boolean begins = snapshot || previous == null || previous == 0;
    Book book = new Book(of.id(), time, receivedAt, begins, bidLevels, askLevels, of.sizeIn());
    if (whole || number == null) {
      rows.add(book);
      return null;
    }
    return new Decoded.Depth(book, number, number, begins ? null : previous, null);
  }

  /// Whether facts of it are read; told where not.
  static boolean isRead(DeribitSymbol symbol, Rows rows) {
    String why = symbol.ignored();
    if (why != null) {
      rows.ignore(why);
    }
    return why == null;
  }
}
