package dev.carry.sim.bitget;

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
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The REST side: `/api/v2/mix/market`.
final class BitgetRest {
  private static final String MARKET = "/api/v2/mix/market/";
  private static final Set<String> FAMILIES =
      Set.of(
          "USDT-FUTURES",
          "USDC-FUTURES",
          "COIN-FUTURES",
          // of paper trading: nothing is listed there
          "SUSDT-FUTURES",
          "SUSDC-FUTURES",
          "SCOIN-FUTURES");
  private static final int MOST_CANDLES = 200;
  private static final int MOST_NEW_CANDLES = 1_000;
  private static final long WIDEST_MILLIS = 90L * 86_400_000;

  private final Market market;
  private final Board board;
  private final VenueTime time;
  private final Candles candles;

  BitgetRest(Market market, Board board, VenueTime time) {
    this.market = market;
    this.board = board;
    this.time = time;
    this.candles = new Candles(market);
  }

  RestAnswer error(int status, String code, String why) {
    return RestAnswer.of(
        status,
        new JsonOut()
            .open()
            .text("code", code)
            .text("msg", why)
            .whole("requestTime", time.now())
            .raw("data", "null")
            .close()
            .toString());
  }

  private RestAnswer empty(String parameter) {
    return error(400, "40019", "Parameter " + parameter + " cannot be empty");
  }

  private RestAnswer unknown(String symbol) {
    return error(400, "40034", "Parameter " + symbol + " does not exist");
  }

  private RestAnswer ok(Consumer<JsonOut> data) {
    JsonOut out = new JsonOut(16_384);
    data.accept(out);
    return RestAnswer.ok(
        new JsonOut(16_384)
            .open()
            .text("code", "00000")
            .text("msg", "success")
            .whole("requestTime", time.now())
            .raw("data", out.toString())
            .close()
            .toString());
  }

  private RestAnswer list(Consumer<JsonOut> rows) {
    return ok(
        out -> {
          out.openArray();
          rows.accept(out);
          out.closeArray();
        });
  }

  RestAnswer answer(RestRequest request) {
    if (request.path().equals("/api/v2/public/time")) {
      return ok(out -> out.open().wholeText("serverTime", time.now()).close());
    }
    if (!request.path().startsWith(MARKET)) {
      return error(404, "40404", "Request URL NOT FOUND");
    }
    return switch (request.path().substring(MARKET.length())) {
      case "contracts" -> byFamily(request, (out, listing) -> BitgetText.contract(out, listing));
      case "tickers" -> byFamily(request, (out, listing) -> BitgetText.ticker(out, listing, time));
      case "ticker" -> one(request, listing -> list(out -> BitgetText.ticker(out, listing, time)));
      case "current-fund-rate" -> funding(request);
      case "history-fund-rate" -> one(request, listing -> history(listing, request));
      case "merge-depth" -> one(request, listing -> book(listing, request));
      case "open-interest" -> one(request, this::openInterest);
      case "fills", "fills-history" -> one(request, listing -> fills(listing, request));
      case "candles" -> candles(request, Candles.Of.TRADE, MOST_NEW_CANDLES);
      case "history-candles" -> candles(request, Candles.Of.TRADE, MOST_CANDLES);
      case "history-mark-candles" -> candles(request, Candles.Of.MARK, MOST_CANDLES);
      case "history-index-candles" -> candles(request, Candles.Of.INDEX, MOST_CANDLES);
      default -> error(404, "40404", "Request URL NOT FOUND");
    };
  }

  /// Null: it is none.
  private static @Nullable String family(RestRequest request) {
    String family = request.get("productType", "").toUpperCase(Locale.ROOT);
    return FAMILIES.contains(family) ? family : null;
  }

  private List<Listing> listed(String family) {
    return board.listed().stream().filter(l -> BitgetText.family(l).equals(family)).toList();
  }

  private RestAnswer byFamily(RestRequest request, BiConsumer<JsonOut, Listing> each) {
    String family = family(request);
    if (family == null) {
      return empty(request.get("productType", "productType"));
    }
    return list(out -> listed(family).forEach(listing -> each.accept(out, listing)));
  }

  private interface Answer {
    RestAnswer of(Listing listing);
  }

  /// A contract under another family's name is served all the same.
  private RestAnswer one(RestRequest request, Answer answer) {
    String symbol = request.get("symbol");
    if (symbol == null || family(request) == null) {
      return empty(symbol == null ? "symbol" : request.get("productType", "productType"));
    }
    Listing listing = board.find(symbol);
    return listing == null ? unknown(symbol) : answer.of(listing);
  }

  private RestAnswer funding(RestRequest request) {
    if (request.has("symbol")) {
      return one(request, listing -> list(out -> BitgetText.funding(out, listing, time)));
    }
    String family = family(request);
    if (family == null) {
      return empty(request.get("productType", "productType"));
    }
    return list(
        out -> {
          listed(family).forEach(listing -> BitgetText.funding(out, listing, time));
          if (family.equals("USDT-FUTURES")) {
            BitgetText.testFunding(out);
          }
        });
  }

  private RestAnswer openInterest(Listing listing) {
    return ok(
        out -> {
          out.open().openArray("openInterestList").open().text("symbol", listing.symbol());
          out.text("size", BitgetText.size(listing, listing.openInterest())).close().closeArray();
          out.text("ts", Long.toString(time.marketNow())).close();
        });
  }

  /// By page, the newest first.
  private RestAnswer history(Listing listing, RestRequest request) {
    Long size = request.whole("pageSize", 20);
    Long page = request.whole("pageNo", 1);
    if (size == null || size < 1 || size > 100 || page == null || page < 1) {
      return error(400, "40017", "Parameter verification failed pageSize");
    }
    List<Settlement> newest = listing.settlements().reversed();
    return list(
        out ->
            newest.stream()
                .skip((page - 1) * size)
                .limit(size)
                .forEach(
                    settled ->
                        out.open()
                            .text("symbol", listing.symbol())
                            .text("fundingRate", BitgetText.rate(settled.rate()))
                            .wholeText("fundingTime", time.stamp(settled.time()))
                            .close()));
  }

  private RestAnswer book(Listing listing, RestRequest request) {
    String limit = request.get("limit", "100");
    int levels =
        switch (limit) {
          case "1", "5", "15", "50" -> Integer.parseInt(limit);
          case "100", "max" -> 100;
          default -> 0;
        };
    if (levels == 0) {
      return error(400, "40017", "Parameter verification failed limit");
    }
    return ok(
        out -> {
          out.open();
          BitgetText.numbers(out.openArray("asks"), listing, Quoter.book(listing, false, levels));
          BitgetText.numbers(out.openArray("bids"), listing, Quoter.book(listing, true, levels));
          out.wholeText("ts", time.stamp(listing.quoteTime()))
              .text("scale", BitgetText.price(listing, listing.spec().tick()))
              .text("precision", "scale0")
              .text("isMaxPrecision", "NO")
              .close();
        });
  }

  private RestAnswer fills(Listing listing, RestRequest request) {
    Long limit = request.whole("limit", 100);
    return limit == null || limit < 1 || limit > 100
        ? error(400, "40017", "Parameter verification failed limit")
        : list(
            out -> {
              for (Tape.Trade trade : listing.tape(limit).reversed()) {
                BitgetText.trade(out, trade, time);
              }
            });
  }

  static long barMillis(String bar) {
    return switch (bar) {
      case "1m" -> 60_000;
      case "3m" -> 180_000;
      case "5m" -> 300_000;
      case "15m" -> 900_000;
      case "30m" -> 1_800_000;
      case "1H" -> 3_600_000;
      case "4H" -> 14_400_000;
      case "6H", "6Hutc" -> 21_600_000;
      case "12H", "12Hutc" -> 43_200_000;
      case "1D", "1Dutc" -> 86_400_000;
      default -> 0;
    };
  }

  /// The oldest first; both ends are rounded down to the bar.
  private RestAnswer candles(RestRequest request, Candles.Of of, int most) {
    long millis = barMillis(request.get("granularity", ""));
    Long limit = request.whole("limit", 100);
    Long end = request.whole("endTime", market.time());
    if (millis == 0 || limit == null || limit < 1 || limit > most || end == null) {
      return error(400, "40017", "Parameter verification failed granularity");
    }
    Long start = request.whole("startTime", end - (limit - 1) * millis);
    if (start == null || start > end || end - start > WIDEST_MILLIS) {
      return error(400, "00001", "startTime and endTime interval cannot be greater than 90 days");
    }
    return one(
        request,
        listing -> {
          long last = Math.min(market.time(), end) / millis * millis;
          long oldest = Math.ceilDiv(candles.oldest(), millis) * millis;
          long from =
              Math.max(Math.max(oldest, start / millis * millis), last - (limit - 1) * millis);
          return list(
              out -> {
                for (long opens = from; opens <= last; opens += millis) {
                  candle(out, listing, of, opens, millis);
                }
              });
        });
  }

  private void candle(JsonOut out, Listing listing, Candles.Of of, long opens, long millis) {
    Candles.Candle candle = candles.candle(listing, of, opens, millis);
    double volume = of == Candles.Of.TRADE ? listing.volume() * millis / 86_400_000 : 0;
    out.openArray()
        .text(Long.toString(opens))
        .text(BitgetText.price(listing, candle.open()))
        .text(BitgetText.price(listing, candle.high()))
        .text(BitgetText.price(listing, candle.low()))
        .text(BitgetText.price(listing, candle.close()))
        .text(BitgetText.size(listing, volume))
        .text(BitgetText.size(listing, volume * candle.close()))
        .closeArray();
  }
}
