package dev.carry.sim.backpack;

import dev.carry.sim.wire.Decimals;
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
import dev.carry.sim.world.Tape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// The REST side: `/api/v1`. Errors are JSON, but for parameters that cannot be read and paths that
/// do not exist.
final class BackpackRest {
  static final int DEPTH = 200;
  private static final Set<Long> DEPTHS = Set.of(5L, 10L, 20L, 50L, 100L, 500L, 1_000L);
  private static final int MOST_RATES = 10_000;
  private static final int MOST_CANDLES = 1_000;

  private final Board board;
  private final VenueTime time;
  private final Candles candles;

  BackpackRest(Market market, Board board, VenueTime time) {
    this.board = board;
    this.time = time;
    this.candles = new Candles(market);
  }

  RestAnswer answer(RestRequest request) {
    return switch (request.path()) {
      case "/api/v1/time" -> plain(200, Long.toString(time.now()));
      case "/api/v1/status" -> RestAnswer.ok("{\"message\":null,\"status\":\"Ok\"}");
      case "/api/v1/markets" -> markets(request);
      case "/api/v1/markPrices" -> all(request, this::markPrice);
      case "/api/v1/openInterest" -> all(request, this::openInterest);
      case "/api/v1/ticker" -> oneTicker(request);
      case "/api/v1/tickers" -> all(request, BackpackRest::ticker);
      case "/api/v1/fundingRates" -> fundingRates(request);
      case "/api/v1/depth" -> depth(request);
      case "/api/v1/klines" -> klines(request);
      case "/api/v1/trades" -> trades(request);
      default -> plain(404, "not found");
    };
  }

  static RestAnswer error(int status, String code, String why) {
    return RestAnswer.of(
        status, new JsonOut().open().text("code", code).text("message", why).close().toString());
  }

  private static RestAnswer plain(int status, String text) {
    return new RestAnswer(status, Map.of("Content-Type", "text/plain; charset=utf-8"), text);
  }

  private static RestAnswer unread(String parameter, String type) {
    return plain(
        400,
        "failed to parse parameter `"
            + parameter
            + "`: failed to parse \""
            + type
            + "\": Expect a valid enumeration value.");
  }

  private static RestAnswer unknown() {
    return error(400, "INVALID_CLIENT_REQUEST", "Invalid market symbol");
  }

  private RestAnswer markets(RestRequest request) {
    String type = request.get("marketType", "PERP");
    JsonOut out = new JsonOut(65_536).openArray();
    if (type.equals("PERP")) {
      board.listed().forEach(listing -> BackpackText.market(out, listing));
    }
    return RestAnswer.ok(out.closeArray().toString());
  }

  /// The markets that trade, or the one asked for.
  private RestAnswer all(RestRequest request, BiConsumer<JsonOut, Listing> each) {
    List<Listing> wanted = new ArrayList<>();
    if (request.has("symbol")) {
      Listing one = trading(request);
      if (one == null) {
        return error(400, "INVALID_CLIENT_REQUEST", "Symbol not found");
      }
      wanted.add(one);
    } else {
      board.listed().stream().filter(Listing::trading).forEach(wanted::add);
    }
    JsonOut out = new JsonOut(16_384).openArray();
    wanted.forEach(listing -> each.accept(out, listing));
    return RestAnswer.ok(out.closeArray().toString());
  }

  private @Nullable Listing trading(RestRequest request) {
    Listing listing = board.find(request.get("symbol"));
    return listing == null || !listing.trading() ? null : listing;
  }

  private void markPrice(JsonOut out, Listing listing) {
    out.open()
        .text("fundingRate", BackpackText.rate(listing.fundingRate()))
        .text("indexPrice", BackpackText.index(listing))
        .text("markPrice", BackpackText.price(listing, listing.mark()))
        .whole("nextFundingTimestamp", listing.nextSettlement(time.marketNow()))
        .text("symbol", listing.symbol())
        .close();
  }

  private void openInterest(JsonOut out, Listing listing) {
    out.open()
        .text("openInterest", BackpackText.size(listing, listing.openInterest()))
        .text("symbol", listing.symbol())
        .whole("timestamp", time.marketNow())
        .close();
  }

  private RestAnswer oneTicker(RestRequest request) {
    Listing listing = trading(request);
    if (listing == null) {
      return error(400, "INVALID_CLIENT_REQUEST", "Symbol not found");
    }
    JsonOut out = new JsonOut();
    ticker(out, listing);
    return RestAnswer.ok(out.toString());
  }

  private static void ticker(JsonOut out, Listing listing) {
    out.open()
        .text("firstPrice", BackpackText.price(listing, listing.open()))
        .text("high", BackpackText.price(listing, listing.high()))
        .text("lastPrice", BackpackText.price(listing, listing.last()))
        .text("low", BackpackText.price(listing, listing.low()))
        .text("quoteVolume", Decimals.trimmed(listing.turnover(), 6))
        .text("symbol", listing.symbol())
        .wholeText("trades", listing.tradeCount())
        .text("volume", BackpackText.size(listing, listing.volume()))
        .close();
  }

  /// The newest first; before them the interval that still runs.
  private RestAnswer fundingRates(RestRequest request) {
    Listing listing = board.find(request.get("symbol"));
    Long limit = request.whole("limit", 100);
    Long offset = request.whole("offset", 0);
    if (listing == null) {
      return unknown();
    }
    if (limit == null || limit < 1 || limit > MOST_RATES || offset == null || offset < 0) {
      return unread(offset == null || offset < 0 ? "offset" : "limit", "uint64");
    }
    List<Settlement> settled = listing.settlements();
    JsonOut out = new JsonOut(16_384).openArray();
    for (long row = offset; row < offset + limit && row <= settled.size(); row++) {
      long end = listing.nextSettlement(time.marketNow());
      double rate = listing.fundingRate();
      if (row > 0) {
        Settlement past = settled.get((int) (settled.size() - row));
        end = past.time();
        rate = past.rate();
      }
      out.open()
          .text("fundingRate", BackpackText.settled(rate))
          .text("intervalEndTimestamp", BackpackText.unzoned(end))
          .text("symbol", listing.symbol())
          .close();
    }
    return RestAnswer.ok(out.closeArray().toString());
  }

  private RestAnswer depth(RestRequest request) {
    Listing listing = board.find(request.get("symbol"));
    Long limit = request.whole("limit", 1_000);
    if (limit == null || !DEPTHS.contains(limit)) {
      return unread("limit", "DepthLimit");
    }
    if (listing == null) {
      return unknown();
    }
    if (!listing.trading()) {
      return error(404, "RESOURCE_NOT_FOUND", "Not Found");
    }
    int levels = Math.min(DEPTH, limit.intValue());
    Quoter.Answered book = Quoter.answer(listing, levels);
    JsonOut out = new JsonOut(16_384).open();
    side(out.openArray("asks"), listing, book.asks());
    side(out.openArray("bids"), listing, book.bids().reversed());
    return RestAnswer.ok(
        out.wholeText("lastUpdateId", book.sequence())
            .whole("timestamp", BackpackText.micros(time.marketNow()))
            .close()
            .toString());
  }

  private static void side(JsonOut out, Listing listing, List<Quoter.Level> levels) {
    for (Quoter.Level level : levels) {
      out.openArray()
          .text(BackpackText.price(listing, level.price()))
          .text(BackpackText.size(listing, level.size()))
          .closeArray();
    }
    out.closeArray();
  }

  private RestAnswer klines(RestRequest request) {
    Listing listing = board.find(request.get("symbol"));
    long millis = BackpackStreams.millis(request.get("interval", ""));
    Long start = request.whole("startTime", -1);
    Long end = request.whole("endTime", time.now() / 1_000);
    Candles.Of of =
        switch (request.get("priceType", "Last")) {
          case "Last" -> Candles.Of.TRADE;
          case "Mark" -> Candles.Of.MARK;
          case "Index" -> Candles.Of.INDEX;
          default -> null;
        };
    if (listing == null) {
      return unknown();
    }
    if (of == null || millis == 0) {
      return of == null
          ? unread("priceType", "KlinePriceType")
          : unread("interval", "KlineInterval");
    }
    if (start == null || start < 0 || end == null) {
      return unread(end == null ? "endTime" : "startTime", "int64");
    }
    long first = Math.ceilDiv(Math.max(candles.oldest(), start * 1_000), millis) * millis;
    long last = Math.floorDiv(Math.min(time.now(), end * 1_000), millis) * millis;
    last = Math.min(last, first + (MOST_CANDLES - 1) * millis);
    JsonOut out = new JsonOut(16_384).openArray();
    for (long opens = first; opens <= last; opens += millis) {
      candle(out, listing, candles.candle(listing, of, opens, millis), millis);
    }
    return RestAnswer.ok(out.closeArray().toString());
  }

  private static void candle(JsonOut out, Listing listing, Candles.Candle candle, long millis) {
    out.open()
        .text("start", BackpackText.unzoned(candle.opens()).replace('T', ' '))
        .text("end", BackpackText.unzoned(candle.opens() + millis).replace('T', ' '))
        .text("open", BackpackText.price(listing, candle.open()))
        .text("high", BackpackText.price(listing, candle.high()))
        .text("low", BackpackText.price(listing, candle.low()))
        .text("close", BackpackText.price(listing, candle.close()))
        .text("volume", "1")
        .text("quoteVolume", "1")
        .text("trades", "1")
        .close();
  }

  private RestAnswer trades(RestRequest request) {
    Listing listing = board.find(request.get("symbol"));
    Long limit = request.whole("limit", 100);
    if (listing == null || limit == null) {
      return listing == null ? unknown() : unread("limit", "uint16");
    }
    JsonOut out = new JsonOut(4_096).openArray();
    for (Tape.Trade trade : listing.tape(limit).reversed()) {
      out.open()
          .whole("id", trade.id())
          .text("price", BackpackText.price(listing, trade.price()))
          .text("quantity", BackpackText.size(listing, trade.size()))
          .whole("timestamp", time.stamp(trade.time()))
          .flag("isBuyerMaker", !trade.buy())
          .close();
    }
    return RestAnswer.ok(out.closeArray().toString());
  }
}
