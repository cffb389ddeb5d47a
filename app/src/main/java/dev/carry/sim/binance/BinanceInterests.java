package dev.carry.sim.binance;

import dev.carry.sim.wire.JsonOut;
import dev.carry.sim.wire.RestAnswer;
import dev.carry.sim.wire.RestRequest;
import dev.carry.sim.wire.VenueTime;
import dev.carry.sim.world.Board;
import dev.carry.sim.world.Candles;
import dev.carry.sim.world.Listing;
import dev.carry.sim.world.Spec;
import org.jspecify.annotations.Nullable;

/// The open interest of the last thirty days: of a symbol, or of a pair and a type of contract.
final class BinanceInterests {
  private static final long KEPT = 30 * 86_400_000L;
  private static final int MOST_ROWS = 500;

  private final Candles candles;
  private final Board board;
  private final VenueTime time;

  BinanceInterests(Candles candles, Board board, VenueTime time) {
    this.candles = candles;
    this.board = board;
    this.time = time;
  }

  RestAnswer answer(BinanceProduct product, RestRequest request) {
    boolean byPair = product == BinanceProduct.COIN_M;
    for (String needed :
        byPair
            ? new String[] {"pair", "contractType", "period"}
            : new String[] {"symbol", "period"}) {
      if (!request.has(needed)) {
        return BinanceRest.missing(needed);
      }
    }
    Listing listing = byPair ? ofType(request) : board.find(request.get("symbol"));
    if (listing == null) {
      return BinanceRest.error(-1121, byPair ? "Invalid pair." : "Invalid symbol.");
    }
    Long millis = BinanceKlines.interval(request.get("period", ""));
    Long limit = request.whole("limit", 30);
    Long start = request.whole("startTime", Long.MIN_VALUE);
    Long end = request.whole("endTime", time.now());
    if (millis == null || limit == null || limit < 1 || limit > MOST_ROWS) {
      return invalid(millis == null ? "period" : "limit");
    }
    if (start == null || end == null || outOfReach(start) || start > end) {
      return invalid("startTime");
    }
    return RestAnswer.ok(rows(listing, byPair, millis, limit, start, end));
  }

  private boolean outOfReach(long start) {
    return start != Long.MIN_VALUE && start < time.now() - KEPT;
  }

  private static RestAnswer invalid(String parameter) {
    return BinanceRest.error(-1130, "parameter '" + parameter + "' is invalid.");
  }

  private @Nullable Listing ofType(RestRequest request) {
    return board.listed().stream()
        .filter(listing -> BinanceText.pair(listing.spec()).equals(request.get("pair")))
        .filter(
            listing -> BinanceText.contractType(board, listing).equals(request.get("contractType")))
        .findFirst()
        .orElse(null);
  }

  private String rows(
      Listing listing, boolean byPair, long millis, long limit, long start, long end) {
    long last = Math.min(end, time.now()) / millis * millis;
    long oldest = Math.max(start, time.now() - KEPT);
    long first = Math.max(Math.ceilDiv(oldest, millis) * millis, last - (limit - 1) * millis);
    JsonOut out = new JsonOut(4_096).openArray();
    for (long stamp = first; stamp <= last; stamp += millis) {
      row(out.open(), listing, byPair, stamp);
    }
    return out.closeArray().toString();
  }

  private void row(JsonOut out, Listing listing, boolean byPair, long stamp) {
    Spec spec = listing.spec();
    double size = candles.openInterest(listing, stamp);
    if (byPair) {
      // whole contracts, and what they are worth in coin
      size = Math.rint(size);
      out.text("pair", BinanceText.pair(spec))
          .text("contractType", BinanceText.contractType(board, listing))
          .decimal("sumOpenInterest", size, BinanceText.sizeScale(spec))
          .decimal("sumOpenInterestValue", spec.notional(size, 0) / listing.mark(), 8);
    } else {
      out.text("symbol", spec.symbol())
          .decimal("sumOpenInterest", size, 8)
          .decimal("sumOpenInterestValue", spec.notional(size, listing.mark()), 8);
    }
    out.whole("timestamp", stamp).close();
  }
}
