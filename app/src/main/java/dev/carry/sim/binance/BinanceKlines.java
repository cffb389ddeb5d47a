package dev.carry.sim.binance;

import dev.carry.sim.wire.Decimals;
import dev.carry.sim.wire.GrowingCandles.Series;
import dev.carry.sim.wire.JsonOut;
import dev.carry.sim.wire.RestAnswer;
import dev.carry.sim.wire.RestRequest;
import dev.carry.sim.wire.VenueTime;
import dev.carry.sim.world.Board;
import dev.carry.sim.world.Candles;
import dev.carry.sim.world.Listing;
import dev.carry.sim.world.Market;
import dev.carry.sim.world.Spec;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Candles of trades, marks, the index and the premium.
final class BinanceKlines {
  private static final int MAX_ROWS = 1500;

  /// Of coin-margined candles: the longest stretch that may be asked for.
  private static final long MOST_HOURS = 200 * 24;

  private static final long HOUR = 3_600_000;

  private static final String STREAM = "@kline_";

  private final BinanceProduct product;
  private final Market market;
  private final Candles candles;
  private final Board board;
  private final VenueTime time;

  BinanceKlines(BinanceProduct product, Market market, Board board, VenueTime time) {
    this.product = product;
    this.market = market;
    this.candles = new Candles(market);
    this.board = board;
    this.time = time;
  }

  /// Milliseconds of an interval word, or null where there is no such interval.
  static @Nullable Long interval(String word) {
    return switch (word) {
      case "1m" -> 60_000L;
      case "3m" -> 180_000L;
      case "5m" -> 300_000L;
      case "15m" -> 900_000L;
      case "30m" -> 1_800_000L;
      case "1h" -> 3_600_000L;
      case "2h" -> 7_200_000L;
      case "4h" -> 14_400_000L;
      case "6h" -> 21_600_000L;
      case "8h" -> 28_800_000L;
      case "12h" -> 43_200_000L;
      case "1d" -> 86_400_000L;
      default -> null;
    };
  }

  private int mostRows() {
    return product == BinanceProduct.SPOT ? 1_000 : MAX_ROWS;
  }

  RestAnswer answer(RestRequest request) {
    boolean ofIndex = request.path().endsWith("indexPriceKlines");
    String key = ofIndex ? "pair" : "symbol";
    if (!request.has(key)) {
      return BinanceRest.missing(key);
    }
    String named = request.get(key, "");
    Listing listing = ofIndex ? BinanceText.ofPair(board, named) : board.find(named);
    if (listing == null) {
      return BinanceRest.error(-1121, ofIndex ? "Invalid pair." : "Invalid symbol.");
    }
    if (!request.has("interval")) {
      return BinanceRest.missing("interval");
    }
    Long millis = interval(request.get("interval", ""));
    if (millis == null) {
      return BinanceRest.error(-1120, "Invalid interval.");
    }
    Long limit = request.whole("limit", 500);
    Long start = request.whole("startTime", Long.MIN_VALUE);
    Long end = request.whole("endTime", time.now());
    if (limit == null || limit < 1 || limit > mostRows() || start == null || end == null) {
      return BinanceRest.error(-1130, "Data sent for parameter 'limit' is not valid.");
    }
    Candles.Of of = kind(product.call(request.path()));
    if (product == BinanceProduct.COIN_M && of != Candles.Of.PREMIUM) {
      return ofTheEnd(listing, of, millis, limit, start, end);
    }
    return RestAnswer.ok(rows(listing, of, millis, limit, start, end));
  }

  /// Coin-margined candles count from the end: of a longer stretch the newest come.
  private RestAnswer ofTheEnd(
      Listing listing, Candles.Of of, long millis, long limit, long start, long end) {
    if (start == Long.MIN_VALUE) {
      return RestAnswer.ok(rows(listing, of, millis, limit, start, end));
    }
    if (end - start > MOST_HOURS * HOUR) {
      return BinanceRest.error(
          -1127, "More than " + MOST_HOURS + " hours between startTime and endTime.");
    }
    long last = Math.min(end, time.now()) / millis * millis;
    long first = Math.max(Math.ceilDiv(start, millis) * millis, last - (limit - 1) * millis);
    return RestAnswer.ok(rows(listing, of, millis, limit, first, end));
  }

  private static Candles.Of kind(String call) {
    return switch (call) {
      case "markPriceKlines" -> Candles.Of.MARK;
      case "indexPriceKlines" -> Candles.Of.INDEX;
      case "premiumIndexKlines" -> Candles.Of.PREMIUM;
      default -> Candles.Of.TRADE;
    };
  }

  private String rows(
      Listing listing, Candles.Of of, long millis, long limit, long start, long end) {
    long last = Math.min(end, time.now()) / millis * millis;
    long first = last - (limit - 1) * millis;
    if (start != Long.MIN_VALUE) {
      first = Math.ceilDiv(Math.max(start, candles.oldest()), millis) * millis;
      last = Math.min(last, first + (limit - 1) * millis);
    }
    first = Math.max(first, Math.ceilDiv(candles.oldest(), millis) * millis);
    JsonOut out = new JsonOut(16_384).openArray();
    for (long opens = first; opens <= last; opens += millis) {
      row(out, listing, of, candles.candle(listing, of, opens, millis), millis);
    }
    return out.closeArray().toString();
  }

  /// What a stream like `btcusdt@kline_1m` is of; null: it is no such stream.
  @Nullable Series series(String stream) {
    int at = stream.indexOf(STREAM);
    Long millis = at < 0 ? null : interval(stream.substring(at + STREAM.length()));
    Listing listing = at < 0 ? null : board.find(stream.substring(0, at).toUpperCase(Locale.ROOT));
    return millis == null || listing == null ? null : new Series(listing, Candles.Of.TRADE, millis);
  }

  String event(String stream, Series series, long opens) {
    Listing listing = series.listing();
    Candles.Candle candle = candles.candle(listing, series.of(), opens, series.millis());
    int scale = BinanceText.priceScale(listing.spec());
    double volume = volume(listing, series.millis());
    return new JsonOut()
        .open()
        .text("e", "kline")
        .whole("E", time.marketNow())
        .text("s", listing.symbol())
        .open("k")
        .whole("t", opens)
        .whole("T", opens + series.millis() - 1)
        .text("s", listing.symbol())
        .text("i", stream.substring(stream.indexOf(STREAM) + STREAM.length()))
        .decimal("o", candle.open(), scale)
        .decimal("c", candle.close(), scale)
        .decimal("h", candle.high(), scale)
        .decimal("l", candle.low(), scale)
        .decimal("v", volume, BinanceText.sizeScale(listing.spec()))
        .whole("n", 1_000)
        .flag("x", opens + series.millis() <= market.time())
        .text("q", value(listing, volume, candle.close()))
        .close()
        .close()
        .toString();
  }

  /// What a quantity is worth: money, or coins of an inverse contract.
  private static String value(Listing listing, double quantity, double price) {
    Spec spec = listing.spec();
    return spec.inverse()
        ? Decimals.fixed(quantity * spec.contractValue() / price, 8)
        : Decimals.fixed(quantity * price, 2);
  }

  private static double volume(Listing listing, long millis) {
    return listing.volume() * millis / 86_400_000;
  }

  private static void row(
      JsonOut out, Listing listing, Candles.Of of, Candles.Candle candle, long millis) {
    boolean trade = of == Candles.Of.TRADE;
    int scale = trade ? BinanceText.priceScale(listing.spec()) : 8;
    double volume = volume(listing, millis);
    out.openArray()
        .raw(Long.toString(candle.opens()))
        .decimal(candle.open(), scale)
        .decimal(candle.high(), scale)
        .decimal(candle.low(), scale)
        .decimal(candle.close(), scale);
    if (trade) {
      out.decimal(volume, BinanceText.sizeScale(listing.spec()));
    } else {
      out.text("0");
    }
    out.raw(Long.toString(candle.opens() + millis - 1));
    out.text(trade ? value(listing, volume, candle.close()) : "0");
    out.raw(trade ? "1000" : "60").text("0").text("0").text("0").closeArray();
  }
}
