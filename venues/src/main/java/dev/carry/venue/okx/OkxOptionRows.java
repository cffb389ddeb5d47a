package dev.carry.venue.okx;

import static dev.carry.venue.Rows.need;

import dev.carry.model.OptionTicker;
import dev.carry.model.OptionTicker.Greeks;
import dev.carry.model.OptionTicker.Offer;
import dev.carry.model.OptionTicker.PremiumIn;
import dev.carry.venue.Rows;
import dev.carry.venue.json.Interned;
import dev.carry.venue.json.JsonReader;
import dev.carry.venue.json.Names;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Rows of `opt-summary`: volatilities and greeks of all options of a family, without any price.
///
/// OKX has two sets of greeks. `delta`, `gamma`, … are adjusted for premiums in the coin and are in
/// coins; `deltaBS`, `gammaBS`, … are those of Black and Scholes, in dollars: theta a day, vega a
/// volatility point, as recorded rows show. The second set is read.
final class OkxOptionRows {
  private static final Names SUMMARY =
      Names.of(
          "instId",
          "uly",
          "bidVol",
          "askVol",
          "markVol",
          "fwdPx",
          "deltaBS",
          "gammaBS",
          "vegaBS",
          "thetaBS",
          "ts",
          // as some of the documentation spells them
          "deltaBs",
          "gammaBs",
          "vegaBs",
          "thetaBs");

  private final JsonReader json;
  private final Interned<OkxSymbol> symbols;
  private final Interned<String> underlyings = new Interned<>(name -> name);

  OkxOptionRows(JsonReader json, Interned<OkxSymbol> symbols) {
    this.json = json;
    this.symbols = symbols;
  }

  void summary(OkxMessage message, Rows rows) {
    OkxSymbol symbol = null;
    String underlying = null;
    BigDecimal bid = null;
    BigDecimal ask = null;
    BigDecimal mark = null;
    BigDecimal forward = null;
    @Nullable BigDecimal[] greeks = new @Nullable BigDecimal[4];
    Instant at = null;
    json.beginObject();
    for (int field; (field = json.nextField(SUMMARY)) != JsonReader.END; ) {
      switch (field) {
        case 0 -> symbol = json.interned(symbols);
        case 1 -> underlying = json.interned(underlyings);
        case 2 -> bid = json.positive();
        case 3 -> ask = json.positive();
        case 4 -> mark = json.positive();
        case 5 -> forward = json.positive();
        case 6, 7, 8, 9 -> greeks[field - 6] = json.decimal();
        case 10 -> at = json.millis();
        case 11, 12, 13, 14 -> greeks[field - 11] = json.decimal();
        default -> json.skip();
      }
    }
    OkxSymbol whose = need(symbol, "instId");
    String why = whose.ignored();
    if (why != null) {
      rows.ignore(why);
      return;
    }
    rows.add(
        new OptionTicker(
            whose.id(),
            at,
            message.receivedAt(),
            new Offer(null, null, bid),
            new Offer(null, null, ask),
            null,
            null,
            mark,
            new Greeks(greeks[0], greeks[1], greeks[2], greeks[3], null),
            forward,
            underlying,
            null,
            whose.sizeIn(),
            whose.id().symbol().contains("-USD-") ? PremiumIn.COIN : PremiumIn.QUOTE));
  }
}
