package dev.carry.sim.krakenfutures;

import dev.carry.sim.wire.JsonOut;
import dev.carry.sim.wire.RestAnswer;
import dev.carry.sim.wire.RestRequest;
import dev.carry.sim.wire.VenueTime;
import dev.carry.sim.world.Board;
import dev.carry.sim.world.Listing;
import dev.carry.sim.world.Quoter;
import dev.carry.sim.world.Settlement;
import dev.carry.sim.world.Tape;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The REST side: `/derivatives/api/v3`.
final class KrakenFuturesRest {
  private static final String ROOT = "/derivatives/api/v3";
  private static final String TICKER = ROOT + "/tickers/";

  /// Where the history lay before; clients still read it there.
  private static final String OLD_HISTORY = "/derivatives/api/v4/historicalfundingrates";

  private static final int DEPTH = 100;
  private static final int LAST_TRADES = 100;

  private final Board board;
  private final VenueTime time;

  KrakenFuturesRest(Board board, VenueTime time) {
    this.board = board;
    this.time = time;
  }

  RestAnswer answer(RestRequest request) {
    return switch (request.path()) {
      case ROOT + "/instruments" ->
          ok(out -> list(out, "instruments", l -> KrakenFuturesText.instrument(out, l)));
      case ROOT + "/tickers" ->
          ok(out -> list(out, "tickers", l -> KrakenFuturesText.restTicker(out, l, time)));
      case ROOT + "/historical-funding-rates", OLD_HISTORY -> history(request);
      case ROOT + "/orderbook" -> orderBook(request);
      case ROOT + "/history" -> trades(request);
      default ->
          request.path().startsWith(TICKER)
              ? ticker(request.path().substring(TICKER.length()))
              : error(404, "notFound");
    };
  }

  RestAnswer error(int status, String why) {
    return RestAnswer.of(
        status,
        new JsonOut()
            .open()
            .text("result", "error")
            .text("serverTime", KrakenFuturesText.iso(time.now()))
            .text("error", why)
            .close()
            .toString());
  }

  private RestAnswer ok(Consumer<JsonOut> content) {
    JsonOut out = new JsonOut(16_384).open().text("result", "success");
    content.accept(out);
    return RestAnswer.ok(
        out.text("serverTime", KrakenFuturesText.iso(time.now())).close().toString());
  }

  private void list(JsonOut out, String name, Consumer<Listing> each) {
    out.openArray(name);
    board.listed().forEach(each);
    out.closeArray();
  }

  private RestAnswer ticker(String symbol) {
    Listing listing = listing(symbol);
    if (listing == null) {
      return error(400, "invalidArgument: symbol");
    }
    JsonOut ticker = new JsonOut();
    KrakenFuturesText.restTicker(ticker, listing, time);
    return ok(out -> out.raw("ticker", ticker.toString()));
  }

  private @Nullable Listing listing(RestRequest request) {
    return listing(request.get("symbol", ""));
  }

  /// Symbols are taken in any case.
  private @Nullable Listing listing(String symbol) {
    Listing exactly = board.find(symbol);
    return exactly != null ? exactly : board.find(symbol.toUpperCase(Locale.ROOT));
  }

  /// All that is kept, the oldest first, the hour that runs last.
  private RestAnswer history(RestRequest request) {
    Listing listing = listing(request);
    if (!request.has("symbol")) {
      return error(400, "requiredArgumentMissing: symbol");
    }
    if (listing == null || !listing.spec().perpetual()) {
      return error(400, "invalidArgument: symbol");
    }
    return ok(
        out -> {
          out.openArray("rates");
          for (Settlement hour : listing.settlements()) {
            out.open()
                .text("timestamp", KrakenFuturesText.iso(time.stamp(hour.time())))
                .raw("fundingRate", KrakenFuturesText.money(listing, hour.rate(), hour.index()))
                .raw("relativeFundingRate", KrakenFuturesText.rate(hour.rate()))
                .close();
          }
          out.closeArray();
        });
  }

  private RestAnswer orderBook(RestRequest request) {
    Listing listing = listing(request);
    if (listing == null) {
      return error(400, "invalidArgument: symbol");
    }
    return ok(
        out -> {
          out.open("orderBook");
          side(out.openArray("bids"), listing, true);
          side(out.openArray("asks"), listing, false);
          out.close();
        });
  }

  private static void side(JsonOut out, Listing listing, boolean bids) {
    for (Quoter.Level level : Quoter.book(listing, bids, DEPTH)) {
      out.openArray()
          .raw(KrakenFuturesText.price(listing, level.price()))
          .raw(KrakenFuturesText.size(listing, level.size()))
          .closeArray();
    }
    out.closeArray();
  }

  private RestAnswer trades(RestRequest request) {
    Listing listing = listing(request);
    if (listing == null) {
      return error(400, "invalidArgument: symbol");
    }
    return ok(
        out -> {
          out.openArray("history");
          for (Tape.Trade trade : listing.tape(LAST_TRADES).reversed()) {
            out.open()
                .text("time", KrakenFuturesText.iso(time.stamp(trade.time())))
                .whole("trade_id", trade.id())
                .raw("price", KrakenFuturesText.price(listing, trade.price()))
                .raw("size", KrakenFuturesText.size(listing, trade.size()))
                .text("side", trade.buy() ? "buy" : "sell")
                .text("type", "fill")
                .close();
          }
          out.closeArray();
        });
  }
}
