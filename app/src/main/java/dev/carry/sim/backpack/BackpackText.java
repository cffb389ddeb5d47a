package dev.carry.sim.backpack;

import dev.carry.sim.wire.Decimals;
import dev.carry.sim.wire.JsonOut;
import dev.carry.sim.wire.VenueTime;
import dev.carry.sim.world.Candles;
import dev.carry.sim.world.Listing;
import dev.carry.sim.world.Spec;
import dev.carry.sim.world.Tape;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// Backpack's words for what happens. Prices and sizes of streams are padded to their step, those
/// of REST are trimmed.
final class BackpackText {
  private static final int RATE_SCALE = 28;
  private static final int SETTLED_SCALE = 9;
  private static final double BASIS_POINTS = 10_000;
  private static final DateTimeFormatter UNZONED =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private BackpackText() {}

  static String unzoned(long millis) {
    return UNZONED.format(Instant.ofEpochMilli(millis));
  }

  static String padded(Listing listing, double price) {
    return Decimals.fixed(price, listing.spec().priceScale());
  }

  static String paddedSize(Listing listing, double size) {
    return Decimals.fixed(size, listing.spec().sizeScale());
  }

  static String price(Listing listing, double price) {
    return Decimals.trimmed(price, listing.spec().priceScale());
  }

  static String size(Listing listing, double size) {
    return Decimals.trimmed(size, listing.spec().sizeScale());
  }

  /// Indexes are finer than the tick.
  static String index(Listing listing) {
    return Decimals.trimmed(listing.index(), listing.spec().priceScale() + 4);
  }

  static String rate(double rate) {
    return Decimals.trimmed(rate, RATE_SCALE);
  }

  static String settled(double rate) {
    return Decimals.trimmed(rate, SETTLED_SCALE);
  }

  static long micros(long millis) {
    return millis * 1_000;
  }

  /// What every event begins with; not closed yet.
  static JsonOut event(String kind, Listing listing, long millis) {
    return new JsonOut()
        .open()
        .text("e", kind)
        .whole("E", micros(millis) + 289)
        .text("s", listing.symbol());
  }

  static String markPrice(Listing listing, VenueTime time) {
    return event("markPrice", listing, time.marketNow())
        .whole("T", micros(time.marketNow()))
        .text("p", price(listing, listing.mark()))
        .text("f", rate(listing.fundingRate()))
        .text("i", index(listing))
        .whole("n", listing.nextSettlement(time.marketNow()))
        .close()
        .toString();
  }

  static String bookTicker(Listing listing, VenueTime time) {
    long at = time.stamp(listing.quoteTime());
    return event("bookTicker", listing, at)
        .text("a", padded(listing, listing.ask()))
        .text("A", paddedSize(listing, listing.askSize()))
        .text("b", padded(listing, listing.bid()))
        .text("B", paddedSize(listing, listing.bidSize()))
        .whole("u", listing.sequence())
        .whole("T", micros(at))
        .close()
        .toString();
  }

  static String ticker(Listing listing, VenueTime time) {
    return event("ticker", listing, time.marketNow())
        .text("o", price(listing, listing.open()))
        .text("c", price(listing, listing.last()))
        .text("h", price(listing, listing.high()))
        .text("l", price(listing, listing.low()))
        .text("v", size(listing, listing.volume()))
        .text("V", Decimals.trimmed(listing.turnover(), 6))
        .whole("n", listing.tradeCount())
        .close()
        .toString();
  }

  static String openInterest(Listing listing, VenueTime time) {
    return event("openInterest", listing, time.marketNow())
        .text("o", size(listing, listing.openInterest()))
        .close()
        .toString();
  }

  static String trade(Tape.Trade trade, VenueTime time) {
    Listing listing = trade.listing();
    long at = time.stamp(trade.time());
    return event("trade", listing, at)
        .text("p", padded(listing, trade.price()))
        .text("q", paddedSize(listing, trade.size()))
        .wholeText("b", 2 * trade.id())
        .wholeText("a", 2 * trade.id() + 1)
        .whole("t", trade.id())
        .whole("T", micros(at))
        .flag("m", !trade.buy())
        .close()
        .toString();
  }

  static String liquidation(Tape.Liquidation forced, VenueTime time) {
    Listing listing = forced.listing();
    long at = time.stamp(forced.time());
    return event("liquidation", listing, at)
        .text("q", paddedSize(listing, forced.size()))
        .text("p", padded(listing, forced.price()))
        .text("S", forced.longSide() ? "Ask" : "Bid")
        .whole("T", micros(at))
        .close()
        .toString();
  }

  /// A candle of trades, whose own times are in seconds.
  static String kline(
      Listing listing, Candles.Candle candle, long millis, boolean closed, VenueTime time) {
    return event("kline", listing, time.marketNow())
        .whole("t", candle.opens() / 1_000)
        .whole("T", (candle.opens() + millis) / 1_000)
        .text("o", price(listing, candle.open()))
        .text("c", price(listing, candle.close()))
        .text("h", price(listing, candle.high()))
        .text("l", price(listing, candle.low()))
        .text("v", size(listing, listing.volume() * millis / 86_400_000))
        .whole("n", 10)
        .flag("X", closed)
        .close()
        .toString();
  }

  static void market(JsonOut out, Listing listing) {
    Spec spec = listing.spec();
    String bound = Decimals.trimmed(spec.cap() * BASIS_POINTS, 2);
    String step = Decimals.trimmed(spec.sizeStep(), 8);
    out.open()
        .text("symbol", listing.symbol())
        .text("baseSymbol", spec.base())
        .text("quoteSymbol", spec.quote())
        .text("marketType", "PERP")
        .raw("rwaMarketType", "null")
        .open("filters")
        .open("price")
        .text("minPrice", Decimals.trimmed(spec.tick(), 14))
        .raw("maxPrice", "null")
        .text("tickSize", Decimals.trimmed(spec.tick(), 14))
        .close()
        .open("quantity")
        .text("minQuantity", step)
        .raw("maxQuantity", "null")
        .text("stepSize", step)
        .close()
        .close()
        .whole("fundingInterval", listing.intervalMillis())
        .text("fundingRateUpperBound", bound)
        .text("fundingRateLowerBound", "-" + bound)
        .text("openInterestLimit", "0")
        .text("orderBookState", listing.trading() ? "Open" : "PostOnly")
        .flag("visible", true)
        .text("createdAt", "2025-01-21T06:34:54.691858")
        .close();
  }
}
