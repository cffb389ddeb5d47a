package dev.carry.sim.coinbase;

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
import dev.carry.sim.world.Tape;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Set;

/// The REST side: `/products` and what lies below.
final class CoinbaseRest {
  private static final Set<Long> GRANULARITIES = Set.of(60L, 300L, 900L, 3_600L, 21_600L, 86_400L);
  private static final int MOST_CANDLES = 300;
  private static final int BOOK_DEPTH = 500;

  private final Board board;
  private final VenueTime time;
  private final Candles candles;

  CoinbaseRest(Market market, Board board, VenueTime time) {
    this.board = board;
    this.time = time;
    this.candles = new Candles(market);
  }

  RestAnswer answer(RestRequest request) {
    String path = request.path();
    if (path.equals("/time")) {
      return RestAnswer.ok(
          "{\"iso\":\""
              + CoinbaseText.time(time.now())
              + "\",\"epoch\":"
              + Decimals.fixed(time.now() / 1000.0, 3)
              + "}");
    }
    if (path.equals("/products")) {
      JsonOut out = new JsonOut(32_768).openArray();
      board.listed().forEach(listing -> CoinbaseText.product(out, listing));
      return RestAnswer.ok(out.closeArray().toString());
    }
    String[] parts = path.split("/", -1);
    Listing listing = parts.length > 2 ? board.find(parts[2]) : null;
    if (listing == null || !parts[1].equals("products") || parts.length > 4) {
      return says(404, "NotFound");
    }
    return of(listing, parts.length == 4 ? parts[3] : "", request);
  }

  static RestAnswer says(int status, String why) {
    return RestAnswer.of(status, "{\"message\":\"" + why + "\"}");
  }

  private RestAnswer of(Listing listing, String what, RestRequest request) {
    JsonOut out = new JsonOut(4_096);
    return switch (what) {
      case "" -> {
        CoinbaseText.product(out, listing);
        yield RestAnswer.ok(out.toString());
      }
      case "ticker" -> {
        CoinbaseText.restTicker(out, listing, time);
        yield RestAnswer.ok(out.toString());
      }
      case "book" -> book(listing, request);
      case "trades" -> {
        out.openArray();
        listing.tape(1_000).reversed().forEach(trade -> trade(out, trade));
        yield RestAnswer.ok(out.closeArray().toString());
      }
      case "candles" -> candles(listing, request);
      default -> says(404, "NotFound");
    };
  }

  private void trade(JsonOut out, Tape.Trade trade) {
    out.open()
        .whole("trade_id", trade.id())
        .text("side", trade.buy() ? "sell" : "buy")
        .text("size", CoinbaseText.size(trade.size()))
        .text("price", CoinbaseText.price(trade.listing(), trade.price()))
        .text("time", CoinbaseText.time(time.stamp(trade.time())))
        .close();
  }

  private RestAnswer book(Listing listing, RestRequest request) {
    Long level = request.whole("level", 1);
    if (level == null || level < 1 || level > 2) {
      return says(400, "Invalid level");
    }
    int depth = level == 1 ? 1 : BOOK_DEPTH;
    JsonOut out = new JsonOut(16_384).open();
    CoinbaseText.levels(out.openArray("bids"), listing, Quoter.book(listing, true, depth), true);
    CoinbaseText.levels(out.openArray("asks"), listing, Quoter.book(listing, false, depth), true);
    return RestAnswer.ok(
        out.whole("sequence", listing.sequence())
            .flag("auction_mode", false)
            .raw("auction", "null")
            .text("time", CoinbaseText.time(time.stamp(listing.quoteTime())))
            .close()
            .toString());
  }

  /// `[begins in seconds, low, high, open, close, volume]`, newest first.
  private RestAnswer candles(Listing listing, RestRequest request) {
    Long granularity = request.whole("granularity", 60);
    if (granularity == null || !GRANULARITIES.contains(granularity)) {
      return says(400, "Unsupported granularity");
    }
    long millis = granularity * 1_000;
    long from;
    long to;
    try {
      to = request.has("end") ? millis(request.get("end", "")) : time.now();
      from =
          request.has("start")
              ? millis(request.get("start", ""))
              : to - (MOST_CANDLES - 1) * millis;
    } catch (DateTimeException e) {
      return says(400, "Invalid start or end");
    }
    long last = Math.min(to, time.now()) / millis * millis;
    long first = Math.ceilDiv(Math.max(from, candles.oldest()), millis) * millis;
    if ((to - from) / millis >= MOST_CANDLES) {
      return says(
          400,
          "granularity too small for the requested time range. Count of aggregations requested"
              + " exceeds 300");
    }
    JsonOut out = new JsonOut(8_192).openArray();
    for (long opens = last; opens >= first; opens -= millis) {
      candle(out, listing, candles.candle(listing, Candles.Of.TRADE, opens, millis), millis);
    }
    return RestAnswer.ok(out.closeArray().toString());
  }

  private static void candle(JsonOut out, Listing listing, Candles.Candle candle, long millis) {
    out.openArray()
        .raw(Long.toString(candle.opens() / 1_000))
        .raw(CoinbaseText.price(listing, candle.low()))
        .raw(CoinbaseText.price(listing, candle.high()))
        .raw(CoinbaseText.price(listing, candle.open()))
        .raw(CoinbaseText.price(listing, candle.close()))
        .raw(CoinbaseText.size(listing.volume() * millis / 86_400_000))
        .closeArray();
  }

  /// Times come as ISO texts or as seconds.
  private static long millis(String text) {
    return text.chars().allMatch(Character::isDigit)
        ? Long.parseLong(text) * 1_000
        : Instant.parse(text).toEpochMilli();
  }
}
