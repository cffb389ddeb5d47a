package dev.carry.sim.hyperliquid;

import dev.carry.sim.wire.Decimals;
import dev.carry.sim.wire.GrowingCandles;
import dev.carry.sim.wire.JsonOut;
import dev.carry.sim.wire.VenueTime;
import dev.carry.sim.world.Candles;
import dev.carry.sim.world.Listing;
import dev.carry.sim.world.Quoter;
import dev.carry.sim.world.Settlement;
import dev.carry.sim.world.Tape;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Hyperliquid's words for what happens: one object each, for `/info` and socket alike.
final class HyperliquidText {
  private static final int RATE_SCALE = 10;
  private static final String NO_HASH = "\"0x" + "0".repeat(64) + "\"";

  private HyperliquidText() {}

  /// Whole numbers bear a `.0`.
  static String number(double value, int scale) {
    String text = Decimals.trimmed(value, scale);
    return text.indexOf('.') < 0 ? text + ".0" : text;
  }

  static String price(Listing listing, double price) {
    return number(price, listing.spec().priceScale());
  }

  static String size(Listing listing, double size) {
    return number(size, listing.spec().sizeScale());
  }

  /// A row of a universe; the mark of a delisting is there only where it is true.
  static void coin(JsonOut out, String name, int sizeDecimals, int leverage, boolean delisted) {
    out.open()
        .whole("szDecimals", sizeDecimals)
        .text("name", name)
        .whole("maxLeverage", leverage)
        .whole("marginTableId", leverage);
    if (delisted) {
      out.flag("isDelisted", true);
    }
    out.close();
  }

  static void context(JsonOut out, Listing listing) {
    if (listing.status() == Listing.Status.GONE) {
      still(out, price(listing, listing.index()), price(listing, listing.mark()));
      return;
    }
    double tick = listing.spec().tick();
    double mid = (listing.bid() + listing.ask()) / 2;
    int finer = listing.spec().priceScale() + 1;
    out.open()
        .text("funding", number(listing.fundingRate(), RATE_SCALE))
        .text("openInterest", size(listing, listing.openInterest()))
        .text("prevDayPx", price(listing, listing.open()))
        .text("dayNtlVlm", number(listing.turnover(), RATE_SCALE))
        .text("premium", number(listing.premiumIndex(), RATE_SCALE))
        .text("oraclePx", number(listing.index(), finer))
        .text("markPx", number(listing.mark(), finer))
        .text("midPx", number(mid, finer))
        .openArray("impactPxs")
        .text(price(listing, listing.bid() - tick))
        .text(price(listing, listing.ask() + tick))
        .closeArray()
        .text("dayBaseVlm", size(listing, listing.volume()))
        .close();
  }

  /// The context of a coin that is delisted.
  static void still(JsonOut out, String oracle, String mark) {
    out.open()
        .text("funding", "0.0")
        .text("openInterest", "0.0")
        .text("prevDayPx", mark)
        .text("dayNtlVlm", "0.0")
        .raw("premium", "null")
        .text("oraclePx", oracle)
        .text("markPx", mark)
        .raw("midPx", "null")
        .raw("impactPxs", "null")
        .text("dayBaseVlm", "0.0")
        .close();
  }

  static void settled(JsonOut out, Listing listing, Settlement settled, long stamp) {
    double premium = (settled.mark() - settled.index()) / settled.index();
    out.open()
        .text("coin", listing.symbol())
        .text("fundingRate", number(settled.rate(), RATE_SCALE))
        .text("premium", number(premium, RATE_SCALE))
        .whole("time", stamp)
        .close();
  }

  /// The whole book; its time is the moment of the snapshot, whether it changed or not.
  static void book(JsonOut out, Listing listing, VenueTime time, int depth) {
    out.open().text("coin", listing.symbol()).whole("time", time.marketNow()).openArray("levels");
    side(out.openArray(), listing, Quoter.book(listing, true, depth));
    side(out.openArray(), listing, Quoter.book(listing, false, depth));
    out.closeArray().close();
  }

  private static void side(JsonOut out, Listing listing, List<Quoter.Level> levels) {
    levels.forEach(level -> level(out, listing, level.price(), level.size()));
    out.closeArray();
  }

  private static void level(JsonOut out, Listing listing, double price, double size) {
    out.open()
        .text("px", price(listing, price))
        .text("sz", size(listing, size))
        .whole("n", 1 + Math.round(size) % 30)
        .close();
  }

  static void touch(JsonOut out, Listing listing, VenueTime time) {
    out.open()
        .text("coin", listing.symbol())
        .whole("time", time.stamp(listing.quoteTime()))
        .openArray("bbo");
    level(out, listing, listing.bid(), listing.bidSize());
    level(out, listing, listing.ask(), listing.askSize());
    out.closeArray().close();
  }

  static void trade(JsonOut out, Tape.Trade trade, VenueTime time) {
    Listing listing = trade.listing();
    out.open()
        .text("coin", listing.symbol())
        .text("side", trade.buy() ? "B" : "A")
        .text("px", price(listing, trade.price()))
        .text("sz", size(listing, trade.size()))
        .whole("time", time.stamp(trade.time()))
        .raw("hash", NO_HASH)
        .whole("tid", trade.id())
        .raw("users", "[\"0x" + "1".repeat(40) + "\",\"0x" + "2".repeat(40) + "\"]")
        .close();
  }

  /// @param interval as it was asked for, `1h`
  static void candle(
      JsonOut out, Candles candles, GrowingCandles.Series series, String interval, long opens) {
    Listing listing = series.listing();
    long millis = series.millis();
    Candles.Candle candle = candles.candle(listing, series.of(), opens, millis);
    out.open()
        .whole("t", opens)
        .whole("T", opens + millis - 1)
        .text("s", listing.symbol())
        .text("i", interval)
        .text("o", price(listing, candle.open()))
        .text("c", price(listing, candle.close()))
        .text("h", price(listing, candle.high()))
        .text("l", price(listing, candle.low()))
        .text("v", size(listing, listing.volume() * millis / 86_400_000))
        .whole("n", 100)
        .close();
  }

  /// 0: no such interval.
  static long millis(@Nullable String interval) {
    return switch (interval == null ? "" : interval) {
      case "1m" -> 60_000;
      case "3m" -> 180_000;
      case "5m" -> 300_000;
      case "15m" -> 900_000;
      case "30m" -> 1_800_000;
      case "1h" -> 3_600_000;
      case "2h" -> 7_200_000;
      case "4h" -> 14_400_000;
      case "8h" -> 28_800_000;
      case "12h" -> 43_200_000;
      case "1d" -> 86_400_000;
      default -> 0;
    };
  }
}
