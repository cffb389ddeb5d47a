package dev.carry.sim.dydx;

import dev.carry.sim.wire.BookDiff;
import dev.carry.sim.wire.Decimals;
import dev.carry.sim.wire.GrowingCandles;
import dev.carry.sim.wire.JsonOut;
import dev.carry.sim.wire.VenueTime;
import dev.carry.sim.world.Candles;
import dev.carry.sim.world.Listing;
import dev.carry.sim.world.Quoter;
import dev.carry.sim.world.Settlement;
import dev.carry.sim.world.Spec;
import dev.carry.sim.world.Tape;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/// The indexer's words for what happens, for REST and socket alike.
final class DydxText {
  private static final DateTimeFormatter ISO =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  private static final int RATE_SCALE = 20;
  private static final int ORACLE_SCALE = 4;

  private DydxText() {}

  static String iso(long millis) {
    return ISO.format(Instant.ofEpochMilli(millis));
  }

  static String price(Listing listing, double price) {
    return Decimals.trimmed(price, listing.spec().priceScale());
  }

  static String size(Listing listing, double size) {
    return Decimals.trimmed(size, listing.spec().sizeScale());
  }

  /// There is no mark beside the oracle's price.
  static String oracle(Listing listing) {
    return Decimals.trimmed(listing.index(), listing.spec().priceScale() + ORACLE_SCALE);
  }

  static String rate(Listing listing) {
    return Decimals.trimmed(listing.fundingRate(), RATE_SCALE);
  }

  static String status(Listing listing) {
    return listing.trading() ? "ACTIVE" : "FINAL_SETTLEMENT";
  }

  /// A whole market, as a field by its ticker.
  ///
  /// @param known whether its rate was computed since the indexer began
  static void market(JsonOut out, Listing listing, boolean known) {
    Spec spec = listing.spec();
    boolean deep = listing.asset().tier() == 1;
    out.open(listing.symbol())
        .text("clobPairId", Integer.toString(listing.order()))
        .text("ticker", listing.symbol())
        .text("status", status(listing))
        .text("oraclePrice", oracle(listing))
        .text("priceChange24H", Decimals.trimmed(listing.last() - listing.open(), 8))
        .text("volume24H", Decimals.trimmed(listing.turnover(), 4))
        .whole("trades24H", listing.tradeCount())
        .text("nextFundingRate", known ? rate(listing) : "0")
        .text("initialMarginFraction", deep ? "0.02" : "0.1")
        .text("maintenanceMarginFraction", deep ? "0.012" : "0.05")
        .text("openInterest", size(listing, listing.openInterest()))
        .whole("atomicResolution", -10)
        .whole("quantumConversionExponent", -9)
        .text("tickSize", Decimals.trimmed(spec.tick(), 14))
        .text("stepSize", Decimals.trimmed(spec.sizeStep(), 8))
        .whole("stepBaseQuantums", 1_000_000)
        .whole("subticksPerTick", 100_000)
        .text("marketType", spec.symbol().indexOf(',') < 0 ? "CROSS" : "ISOLATED")
        .text("openInterestLowerCap", "0")
        .text("openInterestUpperCap", "0")
        .text("baseOpenInterest", size(listing, listing.openInterest()))
        .text("defaultFundingRate1H", "0")
        .close();
  }

  static void oraclePrice(JsonOut out, Listing listing, VenueTime time) {
    out.open(listing.symbol())
        .text("oraclePrice", oracle(listing))
        .text("effectiveAt", iso(time.marketNow()))
        .text("effectiveAtHeight", Long.toString(height(time.marketNow())))
        .whole("marketId", listing.order())
        .close();
  }

  /// A block a second.
  static long height(long millis) {
    return millis / 1_000 - 1_700_000_000;
  }

  /// @param forced whether its taker was liquidated
  static void trade(JsonOut out, Tape.Trade trade, boolean forced, VenueTime time) {
    Listing listing = trade.listing();
    out.open()
        .text("id", String.format(Locale.ROOT, "%024x", trade.id()))
        .text("side", trade.buy() ? "BUY" : "SELL")
        .text("size", size(listing, trade.size()))
        .text("price", price(listing, trade.price()))
        .text("type", forced ? "LIQUIDATED" : "LIMIT")
        .text("createdAt", iso(time.stamp(trade.time())))
        .text("createdAtHeight", Long.toString(height(trade.time())))
        .close();
  }

  /// The whole book: levels are objects.
  static void book(JsonOut out, Listing listing, int depth) {
    out.open();
    side(out.openArray("bids"), listing, Quoter.book(listing, true, depth));
    side(out.openArray("asks"), listing, Quoter.book(listing, false, depth));
    out.close();
  }

  private static void side(JsonOut out, Listing listing, List<Quoter.Level> levels) {
    for (Quoter.Level level : levels) {
      out.open()
          .text("price", price(listing, level.price()))
          .text("size", size(listing, level.size()))
          .close();
    }
    out.closeArray();
  }

  /// One side of what changed: levels are pairs.
  static void changes(JsonOut out, Listing listing, List<BookDiff.Change> changes) {
    for (BookDiff.Change change : changes) {
      out.openArray()
          .text(price(listing, change.price()))
          .text(size(listing, change.size()))
          .closeArray();
    }
    out.closeArray();
  }

  static void settled(JsonOut out, Listing listing, Settlement settled, long stamp) {
    out.open()
        .text("ticker", listing.symbol())
        .text("rate", Decimals.trimmed(settled.rate(), RATE_SCALE))
        .text(
            "price", Decimals.trimmed(settled.index(), listing.spec().priceScale() + ORACLE_SCALE))
        .text("effectiveAtHeight", Long.toString(height(stamp)))
        .text("effectiveAt", iso(stamp))
        .close();
  }

  static void candle(JsonOut out, Candles candles, GrowingCandles.Series series, long opens) {
    Listing listing = series.listing();
    Candles.Candle candle = candles.candle(listing, series.of(), opens, series.millis());
    double volume = listing.volume() * series.millis() / 86_400_000;
    out.open()
        .text("startedAt", iso(opens))
        .text("ticker", listing.symbol())
        .text("resolution", resolution(series.millis()))
        .text("low", price(listing, candle.low()))
        .text("high", price(listing, candle.high()))
        .text("open", price(listing, candle.open()))
        .text("close", price(listing, candle.close()))
        .text("baseTokenVolume", size(listing, volume))
        .text("usdVolume", Decimals.trimmed(volume * candle.close(), 4))
        .whole("trades", 49)
        .text("startingOpenInterest", size(listing, listing.openInterest()))
        .close();
  }

  private static final List<String> RESOLUTIONS =
      List.of("1MIN", "5MINS", "15MINS", "30MINS", "1HOUR", "4HOURS", "1DAY");
  private static final List<Long> MILLIS =
      List.of(60_000L, 300_000L, 900_000L, 1_800_000L, 3_600_000L, 14_400_000L, 86_400_000L);

  /// 0: there is no such resolution.
  static long millis(String resolution) {
    int at = RESOLUTIONS.indexOf(resolution);
    return at < 0 ? 0 : MILLIS.get(at);
  }

  private static String resolution(long millis) {
    return RESOLUTIONS.get(MILLIS.indexOf(millis));
  }
}
