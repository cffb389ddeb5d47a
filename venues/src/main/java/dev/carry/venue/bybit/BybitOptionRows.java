package dev.carry.venue.bybit;

import static dev.carry.venue.Rows.need;

import dev.carry.model.Instrument;
import dev.carry.model.Instrument.OptionType;
import dev.carry.model.Listing;
import dev.carry.model.OptionTicker;
import dev.carry.model.OptionTicker.Greeks;
import dev.carry.model.OptionTicker.Offer;
import dev.carry.model.OptionTicker.PremiumIn;
import dev.carry.venue.OptionName;
import dev.carry.venue.Rows;
import dev.carry.venue.json.Interned;
import dev.carry.venue.json.JsonReader;
import dev.carry.venue.json.Names;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Rows about one option: tickers, which socket and REST spell differently, and instruments.
final class BybitOptionRows {
  private static final Names TICKER =
      Names.of(
          "symbol",
          "bidPrice",
          "bidSize",
          "bidIv",
          "askPrice",
          "askSize",
          "askIv",
          "lastPrice",
          "markPrice",
          "markPriceIv",
          "underlyingPrice",
          "openInterest",
          "delta",
          "gamma",
          "vega",
          "theta",
          // as REST spells them
          "bid1Price",
          "bid1Size",
          "bid1Iv",
          "ask1Price",
          "ask1Size",
          "ask1Iv",
          "markIv");

  private static final Names INSTRUMENT =
      Names.of(
          "symbol",
          "status",
          "baseCoin",
          "quoteCoin",
          "settleCoin",
          "optionsType",
          "deliveryTime",
          "priceFilter");
  private static final Names FILTER = Names.of("tickSize");
  private static final Names TYPES = Names.of("Call", "Put");

  private final JsonReader json;
  private final Interned<BybitOption> symbols;
  private final Interned<String> words;

  BybitOptionRows(JsonReader json, Interned<BybitOption> symbols, Interned<String> words) {
    this.json = json;
    this.symbols = symbols;
    this.words = words;
  }

  /// A 0 of a price, of a volatility and of the last trade says that there is none; the mark and
  /// the greeks of what is nearly worthless may be 0.
  void ticker(@Nullable Instant time, Instant at, Rows rows) {
    BybitOption option = null;
    @Nullable BigDecimal[] bid = new @Nullable BigDecimal[3];
    @Nullable BigDecimal[] ask = new @Nullable BigDecimal[3];
    @Nullable BigDecimal[] greeks = new @Nullable BigDecimal[4];
    BigDecimal last = null;
    BigDecimal mark = null;
    BigDecimal volatility = null;
    BigDecimal underlying = null;
    BigDecimal interest = null;
    json.beginObject();
    for (int field; (field = json.nextField(TICKER)) != JsonReader.END; ) {
      switch (field) {
        case 0 -> option = json.interned(symbols);
        case 1, 2, 3 -> bid[field - 1] = json.positive();
        case 4, 5, 6 -> ask[field - 4] = json.positive();
        case 7 -> last = json.positive();
        case 8 -> mark = json.decimal();
        case 9, 22 -> volatility = json.positive();
        case 10 -> underlying = json.positive();
        case 11 -> interest = json.decimal();
        case 12, 13, 14, 15 -> greeks[field - 12] = json.decimal();
        case 16, 17, 18 -> bid[field - 16] = json.positive();
        case 19, 20, 21 -> ask[field - 19] = json.positive();
        default -> json.skip();
      }
    }
    BybitOption of = need(option, "symbol");
    if (of.name() == null) {
      rows.take(BybitCodec.CONTRACT);
      return;
    }
    rows.add(
        new OptionTicker(
            of.id(),
            time,
            at,
            offer(bid),
            offer(ask),
            last,
            mark,
            volatility,
            new Greeks(greeks[0], greeks[1], greeks[2], greeks[3], null),
            underlying,
            null,
            interest,
            Instrument.SizeIn.BASE,
            PremiumIn.QUOTE));
  }

  private static Offer offer(@Nullable BigDecimal[] side) {
    return side[0] == null ? Offer.NONE : new Offer(side[0], side[1], side[2]);
  }

  /// Rows state no strike: the name does.
  void instrument(@Nullable Instant time, Instant at, Rows rows) {
    BybitOption option = null;
    String status = "";
    String base = null;
    String quote = null;
    String settle = null;
    int type = JsonReader.ABSENT;
    Instant delivery = null;
    BigDecimal tick = null;
    json.beginObject();
    for (int field; (field = json.nextField(INSTRUMENT)) != JsonReader.END; ) {
      switch (field) {
        case 0 -> option = json.interned(symbols);
        case 1 -> status = String.valueOf(json.interned(words));
        case 2 -> base = json.text();
        case 3 -> quote = json.text();
        case 4 -> settle = json.text();
        case 5 -> type = json.oneOf(TYPES);
        case 6 -> delivery = json.millis();
        case 7 -> tick = tickSize();
        default -> json.skip();
      }
    }
    BybitOption of = need(option, "symbol");
    OptionName name = need(of.name(), "an option's symbol");
    OptionType said = type == 0 ? OptionType.CALL : type == 1 ? OptionType.PUT : null;
    if (said != name.type()) {
      throw json.malformed("optionsType " + name.type() + " of " + of.id());
    }
    rows.add(
        new Listing(
            Instrument.perpetual(of.id(), need(base, "baseCoin"), need(quote, "quoteCoin"))
                .kind(Instrument.Kind.OPTION)
                .settle(need(settle, "settleCoin"))
                .settles(Instrument.Settles.NONE)
                .tickSize(tick)
                .expiry(delivery == null ? name.expiry() : delivery)
                .strike(name.strike())
                .optionType(name.type())
                .status(status(status))
                .build(),
            time,
            at));
  }

  private @Nullable BigDecimal tickSize() {
    BigDecimal size = null;
    json.beginObject();
    for (int field; (field = json.nextField(FILTER)) != JsonReader.END; ) {
      if (field == 0) {
        size = json.positive();
      } else {
        json.skip();
      }
    }
    return size;
  }

  private static Instrument.Status status(String word) {
    return switch (word) {
      case "Trading" -> Instrument.Status.TRADING;
      case "PreLaunch" -> Instrument.Status.PRE_LAUNCH;
      case "Delivering" -> Instrument.Status.DELISTING;
      case "Closed" -> Instrument.Status.DELISTED;
      default -> Instrument.Status.HALTED;
    };
  }
}
