package dev.carry.sim.dydx;

import dev.carry.sim.wire.GrowingCandles;
import dev.carry.sim.wire.JsonOut;
import dev.carry.sim.wire.RestAnswer;
import dev.carry.sim.wire.RestRequest;
import dev.carry.sim.wire.VenueTime;
import dev.carry.sim.world.Board;
import dev.carry.sim.world.Candles;
import dev.carry.sim.world.Listing;
import dev.carry.sim.world.Market;
import dev.carry.sim.world.Settlement;
import dev.carry.sim.world.Tape;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The REST side, `/v4/…`.
final class DydxRest {
  private static final int MOST_ROWS = 1_000;
  private static final int BOOK_DEPTH = 100;

  private final Board board;
  private final VenueTime time;
  private final Candles candles;
  private final Market market;

  DydxRest(Market market, Board board, VenueTime time) {
    this.market = market;
    this.board = board;
    this.time = time;
    this.candles = new Candles(market);
  }

  Candles candles() {
    return candles;
  }

  RestAnswer answer(RestRequest request) {
    String path = request.path();
    if (path.equals("/v4/time")) {
      JsonOut out = new JsonOut().open().text("iso", DydxText.iso(time.now()));
      return RestAnswer.ok(out.raw("epoch", Double.toString(time.now() / 1e3)).close().toString());
    }
    if (path.equals("/v4/height")) {
      JsonOut out = new JsonOut().open();
      out.text("height", Long.toString(DydxText.height(time.marketNow())));
      return RestAnswer.ok(out.text("time", DydxText.iso(time.marketNow())).close().toString());
    }
    if (path.equals("/v4/perpetualMarkets")) {
      return markets(request);
    }
    int slash = path.lastIndexOf('/');
    String ticker = path.substring(slash + 1);
    Listing listing = board.find(ticker);
    return switch (path.substring(0, Math.max(slash, 0))) {
      case "/v4/historicalFunding" -> listing == null ? unknown(ticker) : history(request, listing);
      case "/v4/candles/perpetualMarkets" ->
          listing == null ? unknown(ticker) : candles(request, listing);
      case "/v4/orderbooks/perpetualMarket" ->
          listing == null ? unknown(ticker) : RestAnswer.ok(book(listing));
      case "/v4/trades/perpetualMarket" ->
          listing == null ? unknown(ticker) : RestAnswer.ok(trades(listing, l -> true));
      default -> error(404, "Not Found");
    };
  }

  private static RestAnswer error(int status, String why) {
    JsonOut out = new JsonOut().open().openArray("errors").open().text("msg", why).close();
    return RestAnswer.of(status, out.closeArray().close().toString());
  }

  private static RestAnswer unknown(String ticker) {
    return error(404, ticker + " not found in markets of type PERPETUAL");
  }

  private RestAnswer markets(RestRequest request) {
    String ticker = request.get("ticker", "");
    if (!ticker.isEmpty() && board.find(ticker) == null) {
      return error(400, "ticker must be a valid ticker (" + ticker + ")");
    }
    return RestAnswer.ok(markets(l -> ticker.isEmpty() || l.symbol().equals(ticker)));
  }

  /// All markets that are known, `{"markets":{…}}`. The rate of the last one is not computed yet.
  String markets(Predicate<Listing> wanted) {
    List<Listing> listed = board.listed();
    JsonOut out = new JsonOut(65_536).open().open("markets");
    for (Listing listing : listed) {
      if (wanted.test(listing)) {
        DydxText.market(out, listing, !listing.equals(listed.getLast()));
      }
    }
    return out.close().close().toString();
  }

  String book(Listing listing) {
    JsonOut out = new JsonOut(8_192);
    DydxText.book(out, listing, BOOK_DEPTH);
    return out.toString();
  }

  /// The last trades, the newest first.
  String trades(Listing listing, Predicate<Tape.Trade> wanted) {
    JsonOut out = new JsonOut(4_096).open().openArray("trades");
    for (Tape.Trade trade : listing.tape(100).reversed()) {
      if (wanted.test(trade)) {
        DydxText.trade(out, trade, false, time);
      }
    }
    return out.closeArray().close().toString();
  }

  /// Newest first; a settlement is stamped with its block, some hundred milliseconds late.
  private RestAnswer history(RestRequest request, Listing listing) {
    Long limit = request.whole("limit", MOST_ROWS);
    Long until = millis(request.get("effectiveBeforeOrAt"), Long.MAX_VALUE);
    if (limit == null || limit < 1 || limit > MOST_ROWS) {
      return error(400, "limit must be a positive integer that is not greater than max: 1000");
    }
    if (until == null) {
      return error(400, "effectiveBeforeOrAt must be a valid ISO8601 date string");
    }
    JsonOut out = new JsonOut(16_384).open().openArray("historicalFunding");
    long left = limit;
    for (Settlement settled : listing.settlements().reversed()) {
      long late = 50L + Math.floorMod(settled.time() / 3_600_000 * 131, 550);
      long stamp = time.stamp(settled.time()) + late;
      if (left > 0 && stamp <= until) {
        DydxText.settled(out, listing, settled, stamp);
        left--;
      }
    }
    return RestAnswer.ok(out.closeArray().close().toString());
  }

  /// Newest first, from inclusive to exclusive.
  private RestAnswer candles(RestRequest request, Listing listing) {
    long bar = DydxText.millis(request.get("resolution", ""));
    Long from = millis(request.get("fromISO"), candles.oldest());
    Long to = millis(request.get("toISO"), Long.MAX_VALUE);
    Long limit = request.whole("limit", MOST_ROWS);
    if (bar == 0) {
      return error(400, "resolution must be a valid Candle Resolution, one of 1MIN,5MINS,…");
    }
    if (from == null || to == null || limit == null || limit < 1 || limit > MOST_ROWS) {
      return error(400, "fromISO, toISO or limit is not valid");
    }
    GrowingCandles.Series series = new GrowingCandles.Series(listing, Candles.Of.TRADE, bar);
    long last = Math.floorDiv(Math.min(market.time(), to - 1), bar) * bar;
    long first = Math.ceilDiv(Math.max(candles.oldest(), from), bar) * bar;
    JsonOut out = new JsonOut(16_384).open().openArray("candles");
    long left = limit;
    for (long opens = last; opens >= first && left > 0; opens -= bar) {
      DydxText.candle(out, candles, series, opens);
      left--;
    }
    return RestAnswer.ok(out.closeArray().close().toString());
  }

  /// @return absent: no time
  private static @Nullable Long millis(@Nullable String iso, long otherwise) {
    if (iso == null) {
      return otherwise;
    }
    try {
      return Instant.parse(iso).toEpochMilli();
    } catch (DateTimeException e) {
      return null;
    }
  }
}
