package dev.carry.venue.deribit;

import static dev.carry.venue.Rows.need;

import dev.carry.model.OptionTicker;
import dev.carry.model.OptionTicker.Greeks;
import dev.carry.model.OptionTicker.Offer;
import dev.carry.model.OptionTicker.PremiumIn;
import dev.carry.venue.json.Interned;
import dev.carry.venue.json.JsonReader;
import dev.carry.venue.json.Names;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A ticker being read, of whatever instrument: of a channel, of `get_order_book`, or a row of the
/// summary, which has names of its own.
final class DeribitTicker {
  private static final Names FIELDS =
      Names.of(
          "instrument_name",
          "timestamp",
          "mark_price",
          "index_price",
          "current_funding",
          "best_bid_price",
          "best_bid_amount",
          "best_ask_price",
          "best_ask_amount",
          "open_interest",
          "stats",
          "bids",
          "asks",
          // the summary's own names
          "creation_timestamp",
          "bid_price",
          "ask_price",
          "estimated_delivery_price",
          "volume",
          "volume_usd",
          // of options
          "last_price",
          "mark_iv",
          "bid_iv",
          "ask_iv",
          "underlying_price",
          "underlying_index",
          "greeks",
          "last");
  private static final Names STATS = Names.of("volume", "volume_usd");
  private static final Names GREEKS = Names.of("delta", "gamma", "vega", "theta", "rho");

  private final JsonReader json;
  private final Interned<DeribitSymbol> symbols;
  private final Interned<String> underlyings = new Interned<>(name -> name);
  private final DeribitLevels bids;
  private final DeribitLevels asks;

  @Nullable DeribitSymbol symbol;
  @Nullable Instant at;
  @Nullable BigDecimal mark;
  @Nullable BigDecimal index;
  @Nullable BigDecimal delivery;
  @Nullable BigDecimal funding;
  @Nullable BigDecimal bid;
  @Nullable BigDecimal bidSize;
  @Nullable BigDecimal ask;
  @Nullable BigDecimal askSize;
  @Nullable BigDecimal interest;
  @Nullable BigDecimal volume;
  @Nullable BigDecimal volumeUsd;
  private @Nullable BigDecimal last;
  private @Nullable BigDecimal markIv;
  private @Nullable BigDecimal bidIv;
  private @Nullable BigDecimal askIv;
  private @Nullable BigDecimal underlying;
  private @Nullable String underlyingIndex;
  private Greeks greeks = Greeks.NONE;

  /// Whether it has the levels of a book.
  boolean levels;

  /// Whether it says anything of the touch.
  boolean quoted;

  DeribitTicker(
      JsonReader json, Interned<DeribitSymbol> symbols, DeribitLevels bids, DeribitLevels asks) {
    this.json = json;
    this.symbols = symbols;
    this.bids = bids;
    this.asks = asks;
  }

  /// @param named whose it is where the message does not say
  void read(@Nullable DeribitSymbol named) {
    symbol = named;
    at = null;
    mark = index = delivery = funding = null;
    bid = bidSize = ask = askSize = null;
    interest = volume = volumeUsd = null;
    last = markIv = bidIv = askIv = underlying = null;
    underlyingIndex = null;
    greeks = Greeks.NONE;
    levels = quoted = false;
    json.beginObject();
    for (int field; (field = json.nextField(FIELDS)) != JsonReader.END; ) {
      switch (field) {
        case 0 -> symbol = json.interned(symbols);
        case 1, 13 -> at = json.millis();
        case 2 -> mark = json.decimal();
        case 3 -> index = json.decimal();
        case 4 -> funding = json.decimal();
        case 5, 14 -> {
          bid = json.decimal();
          quoted = true;
        }
        case 6 -> bidSize = json.decimal();
        case 7, 15 -> {
          ask = json.decimal();
          quoted = true;
        }
        case 8 -> askSize = json.decimal();
        case 9 -> interest = json.decimal();
        case 10 -> stats();
        case 11 -> {
          bids.read();
          levels = true;
        }
        case 12 -> asks.read();
        case 16 -> delivery = decimalOrWord();
        case 17 -> volume = json.decimal();
        case 18 -> volumeUsd = json.decimal();
        default -> ofOption(field);
      }
    }
  }

  private void ofOption(int field) {
    switch (field) {
      case 19, 26 -> last = json.positive();
      case 20 -> markIv = json.positive();
      case 21 -> bidIv = json.positive();
      case 22 -> askIv = json.positive();
      case 23 -> underlying = json.positive();
      case 24 -> underlyingIndex = json.interned(underlyings);
      case 25 -> greeks = greeks();
      default -> json.skip();
    }
  }

  private void stats() {
    json.beginObject();
    for (int field; (field = json.nextField(STATS)) != JsonReader.END; ) {
      switch (field) {
        case 0 -> volume = json.decimal();
        case 1 -> volumeUsd = json.decimal();
        default -> json.skip();
      }
    }
  }

  /// In US dollars (USDC where linear): vega per point, theta per day, as recorded chains show.
  private Greeks greeks() {
    @Nullable BigDecimal[] values = new @Nullable BigDecimal[5];
    json.beginObject();
    for (int field; (field = json.nextField(GREEKS)) != JsonReader.END; ) {
      if (field >= 0) {
        values[field] = json.decimal();
      } else {
        json.skip();
      }
    }
    return new Greeks(values[0], values[1], values[2], values[3], values[4]);
  }

  /// `estimated_delivery_price` of what has expired is the word `expired`.
  private @Nullable BigDecimal decimalOrWord() {
    if (json.peek() == '"') {
      json.skip();
      return null;
    }
    return json.decimal();
  }

  /// What was read, as an option's. The index is left out: that of hundreds of options is the same
  /// one, and a channel of its own tells it.
  OptionTicker option(Instant receivedAt) {
    DeribitSymbol whose = need(symbol, "instrument_name");
    return new OptionTicker(
        whose.id(),
        at,
        receivedAt,
        offer(bid, bidSize, bidIv),
        offer(ask, askSize, askIv),
        last,
        mark,
        fraction(markIv),
        greeks,
        underlying,
        underlyingIndex,
        interest,
        whose.sizeIn(),
        premiumIn(whose));
  }

  /// A mark and its volatility alone.
  ///
  /// @param volatility a fraction
  static OptionTicker marked(
      DeribitSymbol whose,
      @Nullable Instant at,
      Instant receivedAt,
      @Nullable BigDecimal mark,
      @Nullable BigDecimal volatility) {
    return new OptionTicker(
        whose.id(),
        at,
        receivedAt,
        Offer.NONE,
        Offer.NONE,
        null,
        mark,
        volatility,
        Greeks.NONE,
        null,
        null,
        null,
        whose.sizeIn(),
        premiumIn(whose));
  }

  /// A price of 0 is no offer, and the volatility beside it none either: of an empty side it is 0,
  /// or 500 where a price would begin.
  private static Offer offer(
      @Nullable BigDecimal price, @Nullable BigDecimal size, @Nullable BigDecimal percents) {
    return price == null || price.signum() <= 0
        ? Offer.NONE
        : new Offer(price, size, fraction(percents));
  }

  private static @Nullable BigDecimal fraction(@Nullable BigDecimal percents) {
    return percents == null ? null : percents.movePointLeft(2);
  }

  private static PremiumIn premiumIn(DeribitSymbol whose) {
    return whose.inverse() ? PremiumIn.COIN : PremiumIn.QUOTE;
  }
}
