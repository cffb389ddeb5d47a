package dev.carry.sim.krakenfutures;

import dev.carry.sim.wire.Decimals;
import dev.carry.sim.wire.JsonOut;
import dev.carry.sim.wire.RestAnswer;
import dev.carry.sim.wire.RestRequest;
import dev.carry.sim.wire.VenueTime;
import dev.carry.sim.world.Board;
import dev.carry.sim.world.Candles;
import dev.carry.sim.world.Listing;
import dev.carry.sim.world.Market;
import java.util.Set;

/// The charts: `/{tick}/{symbol}/{resolution}` and `/analytics/{symbol}/open-interest`. Asked for
/// in seconds; candles are stamped in milliseconds, analytics in seconds.
final class KrakenFuturesCharts {
  static final String ROOT = "/api/charts/v1/";
  private static final int MOST_ROWS = 2_000;
  private static final Set<Long> INTERVALS =
      Set.of(60L, 300L, 900L, 1_800L, 3_600L, 14_400L, 43_200L, 86_400L, 604_800L);

  private final Board board;
  private final VenueTime time;
  private final Candles candles;

  KrakenFuturesCharts(Market market, Board board, VenueTime time) {
    this.board = board;
    this.time = time;
    this.candles = new Candles(market);
  }

  RestAnswer answer(RestRequest request) {
    String[] parts = request.path().substring(ROOT.length()).split("/", -1);
    if (parts.length != 3) {
      return error(404, "not_found", "path");
    }
    boolean analytics = parts[0].equals("analytics");
    Listing listing = board.find(parts[1]);
    if (listing == null) {
      return error(404, "market_not_found", "symbol");
    }
    return analytics ? analytics(request, listing, parts[2]) : candles(request, listing, parts);
  }

  private static RestAnswer error(int status, String type, String field) {
    return RestAnswer.of(
        status,
        new JsonOut()
            .open()
            .openArray("errors")
            .open()
            .text("severity", "error")
            .text("error_class", "validation")
            .text("type", type)
            .text("msg", "")
            .text("value", "")
            .text("field", field)
            .close()
            .closeArray()
            .close()
            .toString());
  }

  /// Which rows are answered, and whether there are more.
  private record Rows(long first, long last, long millis, boolean more) {}

  private Rows rows(long fromSeconds, long toSeconds, long millis) {
    long from = Math.max(candles.oldest(), fromSeconds * 1_000);
    long first = Math.ceilDiv(from, millis) * millis;
    long to = Math.min(time.now(), toSeconds * 1_000);
    long last = Math.floorDiv(to, millis) * millis;
    long bound = first + (MOST_ROWS - 1) * millis;
    return new Rows(first, Math.min(last, bound), millis, last > bound);
  }

  private RestAnswer candles(RestRequest request, Listing listing, String[] parts) {
    Candles.Of of =
        switch (parts[0]) {
          case "trade" -> Candles.Of.TRADE;
          case "mark" -> Candles.Of.MARK;
          case "spot" -> Candles.Of.INDEX;
          default -> null;
        };
    long millis = millis(parts[2]);
    if (of == null || millis == 0) {
      return error(400, "invalid_parameter", of == null ? "tick_type" : "resolution");
    }
    long now = time.now() / 1_000;
    Long to = request.whole("to", now);
    Long from = request.whole("from", now - (MOST_ROWS - 1) * millis / 1_000);
    if (from == null || to == null) {
      return error(400, "invalid_parameter", from == null ? "from" : "to");
    }
    Rows rows = rows(from, to, millis);
    JsonOut out = new JsonOut(16_384).open().openArray("candles");
    for (long opens = rows.first; opens <= rows.last; opens += millis) {
      Candles.Candle candle = candles.candle(listing, of, opens, millis);
      double volume = of == Candles.Of.TRADE ? listing.volume() * millis / 86_400_000 : 0;
      out.open()
          .whole("time", opens)
          .text("open", price(listing, of, candle.open()))
          .text("high", price(listing, of, candle.high()))
          .text("low", price(listing, of, candle.low()))
          .text("close", price(listing, of, candle.close()))
          .text("volume", Decimals.trimmed(volume, listing.spec().sizeScale()))
          .close();
    }
    return RestAnswer.ok(out.closeArray().flag("more_candles", rows.more).close().toString());
  }

  private static String price(Listing listing, Candles.Of of, double price) {
    int scale = listing.spec().priceScale();
    return Decimals.trimmed(price, of == Candles.Of.TRADE ? scale : scale + 6);
  }

  private static long millis(String resolution) {
    return switch (resolution) {
      case "1m" -> 60_000;
      case "5m" -> 300_000;
      case "15m" -> 900_000;
      case "30m" -> 1_800_000;
      case "1h" -> 3_600_000;
      case "4h" -> 14_400_000;
      case "12h" -> 43_200_000;
      case "1d" -> 86_400_000;
      case "1w" -> 604_800_000;
      default -> 0;
    };
  }

  /// Open interest of the past wanders around that of the present.
  private RestAnswer analytics(RestRequest request, Listing listing, String type) {
    Long interval = request.whole("interval", 0);
    Long since = request.whole("since", -1);
    Long to = request.whole("to", time.now() / 1_000);
    if (!type.equals("open-interest")) {
      return error(400, "invalid_parameter", "analytics_type");
    }
    if (interval == null || !INTERVALS.contains(interval)) {
      return error(400, "invalid_parameter", "interval");
    }
    if (since == null || since < 0 || to == null) {
      return error(400, "invalid_parameter", to == null ? "to" : "since");
    }
    Rows rows = rows(since, to, interval * 1_000);
    JsonOut out = new JsonOut(16_384).open().open("result").openArray("timestamp");
    for (long begins = rows.first; begins <= rows.last; begins += rows.millis) {
      out.raw(Long.toString(begins / 1_000));
    }
    out.closeArray().openArray("data");
    for (long begins = rows.first; begins <= rows.last; begins += rows.millis) {
      double open = interest(listing, begins);
      double close = interest(listing, begins + rows.millis);
      out.openArray()
          .text(size(listing, open))
          .text(size(listing, Math.max(open, close)))
          .text(size(listing, Math.min(open, close)))
          .text(size(listing, close))
          .closeArray();
    }
    return RestAnswer.ok(
        out.closeArray()
            .flag("more", rows.more)
            .close()
            .openArray("errors")
            .closeArray()
            .close()
            .toString());
  }

  private double interest(Listing listing, long at) {
    double hours = (time.marketNow() - at) / 3.6e6;
    return listing.openInterest() * (1 - 0.1 * Math.sin(hours / 24));
  }

  private static String size(Listing listing, double size) {
    return Decimals.trimmed(size, listing.spec().sizeScale());
  }
}
