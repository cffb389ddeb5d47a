package dev.carry.sim.gate;

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
import dev.carry.sim.world.Quoter;
import dev.carry.sim.world.Settlement;
import dev.carry.sim.world.Spec;
import dev.carry.sim.world.Tape;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The REST side: `/api/v4/futures/usdt` and `/api/v4/futures/btc`.
final class GateRest {
  private static final String FUTURES = "/api/v4/futures/";
  private static final int MOST_CANDLES = 2_000;
  private static final int CANDLES_BACK = 10_000;
  private static final int MOST_LEVELS = 300;

  private final Market market;
  private final Board board;
  private final VenueTime time;
  private final GateCandles candles;

  GateRest(Market market, Board board, VenueTime time) {
    this.market = market;
    this.board = board;
    this.time = time;
    this.candles = new GateCandles(market, board);
  }

  static RestAnswer error(int status, String label, String why) {
    JsonOut out = new JsonOut().open().text("label", label);
    return RestAnswer.of(
        status, (why.isEmpty() ? out : out.text("message", why)).close().toString());
  }

  private static RestAnswer wrong(String why) {
    return error(400, "INVALID_PARAM_VALUE", why);
  }

  private static RestAnswer unknown() {
    return error(400, "CONTRACT_NOT_FOUND", "");
  }

  private static RestAnswer list(Consumer<JsonOut> rows) {
    JsonOut out = new JsonOut(16_384).openArray();
    rows.accept(out);
    return RestAnswer.ok(out.closeArray().toString());
  }

  RestAnswer answer(RestRequest request) {
    String path = request.path();
    if (path.equals("/api/v4/spot/time")) {
      return RestAnswer.ok("{\"server_time\":" + time.now() + "}");
    }
    if (!path.startsWith(FUTURES)) {
      return error(404, "INVALID_PARAM_VALUE", "Request API path and method not found");
    }
    String[] parts = path.substring(FUTURES.length()).split("/", -1);
    String settle = parts[0];
    if (!settle.equals("usdt") && !settle.equals("btc")) {
      return error(400, "MISSING_REQUIRED_HEADER", "Missing required header: Timestamp");
    }
    return switch (parts.length > 1 ? parts[1] : "") {
      case "contracts" ->
          parts.length > 2 ? contract(settle, parts[2]) : contracts(settle, request);
      case "tickers" -> tickers(settle, request);
      case "order_book" -> of(settle, request, listing -> book(listing, request));
      case "trades" -> of(settle, request, listing -> trades(listing, request));
      case "funding_rate" -> of(settle, request, listing -> fundingRate(listing, request));
      case "contract_stats" -> of(settle, request, listing -> stats(listing, request));
      case "candlesticks" -> candles(settle, request, false);
      case "premium_index" -> candles(settle, request, true);
      case "liq_orders" -> list(out -> {});
      default -> error(404, "INVALID_PARAM_VALUE", "Request API path and method not found");
    };
  }

  private @Nullable Listing find(String settle, @Nullable String symbol) {
    Listing listing = board.find(symbol);
    return listing == null || !GateText.settle(listing).equals(settle) ? null : listing;
  }

  /// Of one contract, which must be named.
  private RestAnswer of(String settle, RestRequest request, Answer answer) {
    String symbol = request.get("contract");
    if (symbol == null) {
      return error(400, "MISSING_REQUIRED_PARAM", "Missing required parameter: contract");
    }
    Listing listing = find(settle, symbol);
    return listing == null ? unknown() : answer.of(listing);
  }

  private interface Answer {
    RestAnswer of(Listing listing);
  }

  private List<Listing> listed(String settle) {
    return board.listed().stream().filter(l -> GateText.settle(l).equals(settle)).toList();
  }

  // --- lists -------------------------------------------------------------------------------

  private RestAnswer contract(String settle, String symbol) {
    Listing listing = find(settle, symbol);
    if (listing == null) {
      return unknown();
    }
    JsonOut out = new JsonOut();
    GateText.contract(out, listing, time);
    return RestAnswer.ok(out.toString());
  }

  /// A limit cuts the list, and without one it is whole.
  private RestAnswer contracts(String settle, RestRequest request) {
    Long limit = request.whole("limit", Integer.MAX_VALUE);
    return limit == null || limit < 1
        ? wrong("limit")
        : list(
            out ->
                listed(settle).stream()
                    .limit(limit)
                    .forEach(listing -> GateText.contract(out, listing, time)));
  }

  private RestAnswer tickers(String settle, RestRequest request) {
    if (request.has("contract")) {
      return of(settle, request, listing -> list(out -> GateText.ticker(out, listing, time)));
    }
    return list(
        out ->
            listed(settle).stream()
                .filter(Listing::trading)
                .forEach(listing -> GateText.ticker(out, listing, time)));
  }

  // --- of one contract ---------------------------------------------------------------------

  private RestAnswer book(Listing listing, RestRequest request) {
    Long limit = request.whole("limit", 10);
    if (limit == null || limit < 1) {
      return wrong("limit");
    }
    if (limit > MOST_LEVELS) {
      return error(400, "TOO_BIG", "limit " + MOST_LEVELS);
    }
    JsonOut out = new JsonOut(8_192).open();
    if (request.get("with_id", "false").equals("true")) {
      out.whole("id", listing.sequence());
    }
    out.raw("current", seconds(time.now())).raw("update", seconds(time.stamp(listing.quoteTime())));
    int levels = limit.intValue();
    GateText.levels(out.openArray("asks"), listing, Quoter.book(listing, false, levels));
    GateText.levels(out.openArray("bids"), listing, Quoter.book(listing, true, levels));
    return RestAnswer.ok(out.close().toString());
  }

  private static String seconds(long millis) {
    return String.format(Locale.ROOT, "%d.%03d", millis / 1000, millis % 1000);
  }

  private RestAnswer trades(Listing listing, RestRequest request) {
    Long limit = request.whole("limit", 100);
    return limit == null || limit < 1 || limit > 1000
        ? wrong("limit")
        : list(
            out -> {
              for (Tape.Trade trade : listing.tape(limit).reversed()) {
                GateText.trade(out, trade, time);
              }
            });
  }

  private RestAnswer fundingRate(Listing listing, RestRequest request) {
    Long limit = request.whole("limit", 100);
    Long from = request.whole("from", 0);
    Long to = request.whole("to", Long.MAX_VALUE);
    if (limit == null || limit < 1 || limit > 1000 || from == null || to == null) {
      return wrong("limit");
    }
    return list(
        out -> {
          long left = limit;
          for (Settlement settled : listing.settlements().reversed()) {
            long stamp = GateText.settledAt(listing, settled, time);
            if (left > 0 && stamp >= from && stamp <= to) {
              out.open().text("r", GateText.settledRate(settled)).whole("t", stamp).close();
              left--;
            }
          }
        });
  }

  /// Open interest as it wandered; the oldest first, from a time on.
  private RestAnswer stats(Listing listing, RestRequest request) {
    long millis = GateCandles.barMillis(request.get("interval", "5m"));
    Long limit = request.whole("limit", 30);
    if (millis < 300_000 || limit == null || limit < 1 || limit > 100) {
      return wrong(millis < 300_000 ? "interval" : "limit");
    }
    long newest = market.time() / millis * millis;
    Long from = request.whole("from", (newest - (limit - 1) * millis) / 1000);
    if (from == null) {
      return wrong("from");
    }
    long first = Math.ceilDiv(Math.max(from * 1000, candles.oldest()), millis) * millis;
    Candles prices = new Candles(market);
    return list(
        out -> {
          for (long at = first; at <= newest && at < first + limit * millis; at += millis) {
            double mark = prices.candle(listing, Candles.Of.MARK, at, 1).open();
            stats(out, listing, at, mark);
          }
        });
  }

  private void stats(JsonOut out, Listing listing, long at, double mark) {
    Spec spec = listing.spec();
    double wave = 1 + 0.04 * Math.sin(at / 9e6 + listing.order());
    double contracts = at == market.time() ? listing.openInterest() : listing.openInterest() * wave;
    out.open()
        .whole("time", at / 1000)
        .raw("mark_price", GateText.fine(listing, mark))
        .whole("open_interest", GateText.whole(contracts))
        .raw("open_interest_usd", Decimals.trimmed(spec.notional(contracts, mark), 4))
        .whole("long_liq_size", 0)
        .whole("short_liq_size", 0)
        .close();
  }

  private RestAnswer candles(String settle, RestRequest request, boolean premium) {
    String bar = request.get("interval", "5m");
    String contract = request.get("contract");
    if (contract == null) {
      return error(400, "MISSING_REQUIRED_PARAM", "Missing required parameter: contract");
    }
    if (GateCandles.barMillis(bar) == 0) {
      return wrong("interval");
    }
    Series found = candles.series(bar, contract);
    if (found == null || !GateText.settle(found.listing()).equals(settle)) {
      return unknown();
    }
    Series series =
        premium ? new Series(found.listing(), Candles.Of.PREMIUM, found.millis()) : found;
    long millis = series.millis();
    long now = market.time() / millis * millis;
    Long to = request.whole("to", now / 1000);
    Long limit = request.whole("limit", 100);
    if (to == null || limit == null || limit < 1 || limit > MOST_CANDLES) {
      return wrong("limit");
    }
    Long from = request.whole("from", to - (limit - 1) * millis / 1000);
    if (from == null || from > to) {
      return wrong("from");
    }
    long first = Math.ceilDiv(from * 1000, millis) * millis;
    long last = Math.min(now, to * 1000 / millis * millis);
    if ((last - first) / millis >= MOST_CANDLES) {
      return wrong("Candlestick range too broad. Maximum 2000 data points are allowed per request");
    }
    if (first < now - CANDLES_BACK * millis) {
      return wrong("Candlestick too long ago. Maximum 10000 points ago are allowed");
    }
    long oldest = Math.ceilDiv(candles.oldest(), millis) * millis;
    return list(
        out -> {
          for (long opens = Math.max(first, oldest); opens <= last; opens += millis) {
            candles.row(out, series, opens, "");
          }
        });
  }
}
