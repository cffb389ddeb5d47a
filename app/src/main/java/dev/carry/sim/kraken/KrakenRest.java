package dev.carry.sim.kraken;

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
import dev.carry.sim.world.Spec;
import dev.carry.sim.world.Tape;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The REST side: `/0/public`.
final class KrakenRest {
  private static final int CANDLES = 720;
  private static final int MOST_LEVELS = 500;
  private static final int MOST_TRADES = 1_000;

  private final Board board;
  private final VenueTime time;
  private final Candles candles;

  KrakenRest(Market market, Board board, VenueTime time) {
    this.board = board;
    this.time = time;
    this.candles = new Candles(market);
  }

  RestAnswer answer(RestRequest request) {
    return switch (request.path()) {
      case "/0/public/Time" -> ok(out -> out.whole("unixtime", time.now() / 1_000));
      case "/0/public/SystemStatus" -> ok(out -> out.text("status", "online"));
      case "/0/public/AssetPairs" -> each(request, KrakenRest::pair);
      case "/0/public/Ticker" -> each(request, KrakenRest::ticker);
      case "/0/public/OHLC" -> candles(request);
      case "/0/public/Depth" -> book(request);
      case "/0/public/Trades" -> trades(request);
      default -> error("EGeneral:Unknown method");
    };
  }

  static RestAnswer error(String why) {
    return RestAnswer.ok("{\"error\":[\"" + why + "\"]}");
  }

  private static RestAnswer unknown() {
    return error("EQuery:Unknown asset pair");
  }

  private static RestAnswer ok(Consumer<JsonOut> result) {
    JsonOut out = new JsonOut(16_384).open().raw("error", "[]").open("result");
    result.accept(out);
    return RestAnswer.ok(out.close().close().toString());
  }

  private interface Writer {
    void write(JsonOut out, Listing listing);
  }

  /// All pairs, or those named.
  private RestAnswer each(RestRequest request, Writer writer) {
    List<Listing> asked = board.listed();
    if (request.has("pair")) {
      Listing one = find(request.get("pair", ""));
      if (one == null) {
        return unknown();
      }
      asked = List.of(one);
    }
    List<Listing> all = asked;
    return ok(out -> all.forEach(listing -> writer.write(out, listing)));
  }

  /// By any of its names.
  private @Nullable Listing find(String name) {
    for (Listing listing : board.listed()) {
      Spec spec = listing.spec();
      if (name.equals(listing.symbol())
          || name.equals(KrakenText.alternative(spec))
          || name.equals(KrakenText.key(spec))) {
        return listing;
      }
    }
    return null;
  }

  private static void pair(JsonOut out, Listing listing) {
    Spec spec = listing.spec();
    String base = KrakenText.oldCoin(spec.base());
    out.open(KrakenText.key(spec))
        .text("altname", KrakenText.alternative(spec))
        .text("wsname", base + "/" + spec.quote())
        .text("aclass_base", "currency")
        .text("base", base)
        .text("aclass_quote", "currency")
        .text("quote", spec.quote())
        .text("lot", "unit")
        .whole("cost_decimals", 5)
        .whole("pair_decimals", spec.priceScale())
        .whole("lot_decimals", KrakenText.SIZE_SCALE)
        .whole("lot_multiplier", 1)
        .text("ordermin", Decimals.trimmed(spec.sizeStep(), KrakenText.SIZE_SCALE))
        .text("costmin", "0.5")
        .text("tick_size", Decimals.trimmed(spec.tick(), 14))
        .text("status", listing.trading() ? "online" : "cancel_only")
        .close();
  }

  /// Sides are `[price, whole lots, size]`, the numbers of the day `[today, 24 hours]`.
  private static void ticker(JsonOut out, Listing listing) {
    out.open(KrakenText.key(listing.spec()));
    side(out, "a", listing, listing.ask(), listing.askSize());
    side(out, "b", listing, listing.bid(), listing.bidSize());
    out.openArray("c")
        .text(KrakenText.price(listing, listing.last()))
        .text(KrakenText.size(listing.spec().sizeStep()))
        .closeArray();
    out.openArray("v")
        .text(KrakenText.size(listing.volume() / 2))
        .text(KrakenText.size(listing.volume()))
        .closeArray();
    out.openArray("l")
        .text(KrakenText.price(listing, listing.low()))
        .text(KrakenText.price(listing, listing.low()))
        .closeArray();
    out.openArray("h")
        .text(KrakenText.price(listing, listing.high()))
        .text(KrakenText.price(listing, listing.high()))
        .closeArray();
    out.text("o", KrakenText.price(listing, listing.open())).close();
  }

  private static void side(JsonOut out, String name, Listing listing, double price, double size) {
    out.openArray(name)
        .text(KrakenText.price(listing, price))
        .text(Long.toString((long) size))
        .text(Decimals.fixed(size, 3))
        .closeArray();
  }

  /// The last 720 of an interval that begin after an instant, the last of them still open.
  private RestAnswer candles(RestRequest request) {
    Listing listing = find(request.get("pair", ""));
    Long minutes = request.whole("interval", 1);
    Long since = request.whole("since", 0);
    if (listing == null) {
      return unknown();
    }
    if (minutes == null || minutes < 1 || minutes > 1_440 || since == null) {
      return error("EGeneral:Invalid arguments");
    }
    long millis = minutes * 60_000;
    long last = time.now() / millis * millis;
    long from = Math.max(candles.oldest(), since * 1_000 + 1);
    long first = Math.max(Math.ceilDiv(from, millis) * millis, last - (CANDLES - 1) * millis);
    return ok(
        out -> {
          out.openArray(KrakenText.key(listing.spec()));
          for (long opens = first; opens <= last; opens += millis) {
            candle(out, listing, opens, millis);
          }
          out.closeArray().whole("last", (last - millis) / 1_000);
        });
  }

  private void candle(JsonOut out, Listing listing, long opens, long millis) {
    Candles.Candle candle = candles.candle(listing, Candles.Of.TRADE, opens, millis);
    out.openArray()
        .raw(Long.toString(opens / 1_000))
        .text(KrakenText.price(listing, candle.open()))
        .text(KrakenText.price(listing, candle.high()))
        .text(KrakenText.price(listing, candle.low()))
        .text(KrakenText.price(listing, candle.close()))
        .text(KrakenText.price(listing, (candle.high() + candle.low()) / 2))
        .text(KrakenText.size(listing.volume() * millis / 86_400_000))
        .raw(Long.toString(listing.tradeCount() * millis / 86_400_000))
        .closeArray();
  }

  private RestAnswer book(RestRequest request) {
    Listing listing = find(request.get("pair", ""));
    Long count = request.whole("count", 100);
    if (listing == null) {
      return unknown();
    }
    if (count == null || count < 1 || count > MOST_LEVELS) {
      return error("EGeneral:Invalid arguments");
    }
    return ok(
        out -> {
          out.open(KrakenText.key(listing.spec()));
          levels(out.openArray("asks"), listing, false, count.intValue());
          levels(out.openArray("bids"), listing, true, count.intValue());
          out.close();
        });
  }

  /// The newest, oldest first: price, size, time, side, whether by market or by limit, what else
  /// there is to say, number.
  private RestAnswer trades(RestRequest request) {
    Listing listing = find(request.get("pair", ""));
    Long count = request.whole("count", MOST_TRADES);
    if (listing == null) {
      return unknown();
    }
    if (count == null || count < 1 || count > MOST_TRADES) {
      return error("EGeneral:Invalid arguments");
    }
    List<Tape.Trade> tape = listing.tape(count).reversed();
    return ok(
        out -> {
          out.openArray(KrakenText.key(listing.spec()));
          tape.forEach(trade -> trade(out, trade));
          long last = tape.isEmpty() ? time.now() : time.stamp(tape.getLast().time());
          out.closeArray().text("last", last + "000000");
        });
  }

  private void trade(JsonOut out, Tape.Trade trade) {
    long at = time.stamp(trade.time());
    out.openArray()
        .text(KrakenText.price(trade.listing(), trade.price()))
        .text(KrakenText.size(trade.size()))
        .raw(String.format(Locale.ROOT, "%d.%03d", at / 1_000, at % 1_000))
        .text(trade.buy() ? "b" : "s")
        .text("m")
        .text("")
        .raw(Long.toString(trade.id()))
        .closeArray();
  }

  private void levels(JsonOut out, Listing listing, boolean bids, int count) {
    for (Quoter.Level level : Quoter.book(listing, bids, count)) {
      out.openArray()
          .text(KrakenText.price(listing, level.price()))
          .text(Decimals.fixed(level.size(), 3))
          .raw(Long.toString(time.stamp(listing.quoteTime()) / 1_000))
          .closeArray();
    }
    out.closeArray();
  }
}
