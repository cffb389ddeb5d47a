package dev.carry.sim.okx;

import dev.carry.sim.wire.GrowingCandles;
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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The REST side: `/api/v5/public` and `/api/v5/market`.
final class OkxRest {
  private static final Set<String> TYPES = Set.of("SPOT", "MARGIN", "SWAP", "FUTURES", "OPTION");

  /// The latest rows of open interest that are kept.
  private static final int MOST_INTERESTS = 1_440;

  private final Board board;
  private final VenueTime time;
  private final OkxCandles candles;

  OkxRest(Market market, Board board, VenueTime time) {
    this.board = board;
    this.time = time;
    this.candles = new OkxCandles(market, board);
  }

  /// The first perpetual, else the first contract, on an index such as `BTC-USDT`.
  static @Nullable Listing byIndex(Board board, String index) {
    Listing swap = board.find(index + "-SWAP");
    if (swap != null) {
      return swap;
    }
    for (Listing listing : board.listings()) {
      if (listing.trading() && OkxText.underlying(listing).equals(index)) {
        return listing;
      }
    }
    return null;
  }

  RestAnswer answer(RestRequest request) {
    return switch (request.path()) {
      case "/api/v5/public/time" -> ok(out -> out.open().wholeText("ts", time.now()).close());
      case "/api/v5/system/status" -> ok(out -> {});
      case "/api/v5/public/instruments" ->
          byType(request, (out, listing) -> OkxText.instrument(out, listing));
      case "/api/v5/public/funding-rate" -> funding(request);
      case "/api/v5/public/funding-rate-history" -> fundingHistory(request);
      case "/api/v5/public/mark-price" ->
          ofContracts(request, (out, listing) -> OkxText.mark(out, listing, time));
      case "/api/v5/public/open-interest" ->
          ofContracts(request, (out, listing) -> OkxText.openInterest(out, listing, time));
      case "/api/v5/rubik/stat/contracts/open-interest-history" -> interestHistory(request);
      case "/api/v5/market/tickers" ->
          byType(request, (out, listing) -> OkxText.ticker(out, listing, time));
      case "/api/v5/market/ticker" ->
          one(request, (out, listing) -> OkxText.ticker(out, listing, time));
      case "/api/v5/market/index-tickers" -> indexTickers(request);
      case "/api/v5/market/books" -> book(request);
      case "/api/v5/market/trades" -> one(request, (out, listing) -> tape(out, listing, request));
      case "/api/v5/market/candles", "/api/v5/market/history-candles" ->
          candles(request, Candles.Of.TRADE);
      case "/api/v5/market/mark-price-candles", "/api/v5/market/history-mark-price-candles" ->
          candles(request, Candles.Of.MARK);
      case "/api/v5/market/index-candles", "/api/v5/market/history-index-candles" ->
          candles(request, Candles.Of.INDEX);
      default ->
          RestAnswer.of(404, "{\"msg\":\"Request path not found\",\"code\":\"404\",\"data\":[]}");
    };
  }

  private static RestAnswer error(int status, String code, String why) {
    return RestAnswer.of(status, "{\"code\":\"" + code + "\",\"msg\":\"" + why + "\",\"data\":[]}");
  }

  private static RestAnswer empty(String parameter) {
    return error(400, "50014", "Parameter " + parameter + " can not be empty.");
  }

  private static RestAnswer wrong(String parameter) {
    return error(400, "51000", "Parameter " + parameter + " error");
  }

  private static RestAnswer unknown() {
    return error(200, "51001", "Instrument ID, Instrument ID code, or Spread ID doesn't exist.");
  }

  private static RestAnswer ok(Consumer<JsonOut> rows) {
    JsonOut out = new JsonOut(16_384).open().text("code", "0").openArray("data");
    rows.accept(out);
    return RestAnswer.ok(out.closeArray().text("msg", "").close().toString());
  }

  private RestAnswer ofContracts(RestRequest request, BiConsumer<JsonOut, Listing> each) {
    return request.get("instType", "").equals("SPOT") ? wrong("instType") : byType(request, each);
  }

  private RestAnswer byType(RestRequest request, BiConsumer<JsonOut, Listing> each) {
    String type = request.get("instType");
    if (type == null) {
      return empty("instType");
    }
    if (!TYPES.contains(type)) {
      return wrong("instType");
    }
    String family = request.get("instFamily", request.get("uly", ""));
    if (type.equals("OPTION") && family.isEmpty()) {
      return empty("instFamily or uly");
    }
    Predicate<Listing> wanted =
        l ->
            OkxText.type(l).equals(type)
                && (family.isEmpty() || OkxText.underlying(l).equals(family))
                && (!request.has("instId") || l.symbol().equals(request.get("instId")));
    List<Listing> found = board.listed().stream().filter(wanted).toList();
    if (found.isEmpty() && request.has("instId")) {
      return unknown();
    }
    return ok(out -> found.forEach(listing -> each.accept(out, listing)));
  }

  private RestAnswer one(RestRequest request, BiConsumer<JsonOut, Listing> each) {
    if (!request.has("instId")) {
      return empty("instId");
    }
    Listing listing = board.find(request.get("instId"));
    return listing == null ? unknown() : ok(out -> each.accept(out, listing));
  }

  private RestAnswer funding(RestRequest request) {
    if (request.get("instId", "").equals("ANY")) {
      return ok(
          out -> {
            for (Listing listing : board.listed()) {
              if (listing.spec().perpetual() && listing.trading()) {
                OkxText.funding(out, listing, time);
              }
            }
          });
    }
    Listing listing = board.find(request.get("instId"));
    if (listing != null && !listing.spec().perpetual()) {
      return unknown();
    }
    return one(request, (out, l) -> OkxText.funding(out, l, time));
  }

  private RestAnswer fundingHistory(RestRequest request) {
    Long limit = request.whole("limit", 400);
    Long newerThan = request.whole("before", Long.MIN_VALUE);
    Long olderThan = request.whole("after", Long.MAX_VALUE);
    if (limit == null || limit < 1 || limit > 400) {
      return wrong("limit");
    }
    if (newerThan == null || olderThan == null) {
      return wrong(newerThan == null ? "before" : "after");
    }
    return one(
        request,
        (out, listing) -> {
          long left = limit;
          for (Settlement settled : listing.settlements().reversed()) {
            long stamp = time.stamp(settled.time());
            if (left > 0 && stamp > newerThan && stamp < olderThan) {
              history(out, listing, settled, stamp);
              left--;
            }
          }
        });
  }

  /// `fundingRate` is what was predicted, `realizedRate` what was charged.
  private static void history(JsonOut out, Listing listing, Settlement settled, long stamp) {
    double predicted = settled.rate() + 1e-6 * Math.sin(stamp / 3.6e6 + listing.order());
    out.open()
        .text("formulaType", listing.spec().interest() == 0 ? "noRate" : "withRate")
        .decimal("fundingRate", predicted, 16)
        .wholeText("fundingTime", stamp)
        .text("instId", listing.symbol())
        .text("instType", "SWAP")
        .text("method", "current_period")
        .decimal("realizedRate", settled.rate(), 16)
        .close();
  }

  /// A row of each period, named by its beginning, with what stood at its end or stands now.
  private RestAnswer interestHistory(RestRequest request) {
    Long limit = request.whole("limit", 100);
    Long newerThan = request.whole("begin", Long.MIN_VALUE);
    Long olderThan = request.whole("end", Long.MAX_VALUE);
    long millis = OkxCandles.barMillis(request.get("period", "5m"));
    if (limit == null || limit < 1 || limit > 100 || newerThan == null || olderThan == null) {
      return wrong("limit");
    }
    Listing asked = board.find(request.get("instId"));
    if (millis == 0 || (asked != null && asked.spec().spot())) {
      return wrong(millis == 0 ? "period" : "instId");
    }
    long last = Math.min(time.now(), olderThan - 1) / millis * millis;
    long oldest = Math.max(time.now() - MOST_INTERESTS * millis, newerThan + 1);
    return one(
        request,
        (out, listing) -> {
          long begins = last;
          for (long left = limit; left > 0 && begins >= oldest; left--, begins -= millis) {
            candles.interest(out, listing, begins, millis);
          }
        });
  }

  private RestAnswer indexTickers(RestRequest request) {
    if (!request.has("instId") && !request.has("quoteCcy")) {
      return empty("quoteCcy");
    }
    Set<String> indexes = new LinkedHashSet<>();
    for (Listing listing : board.listed()) {
      String index = OkxText.underlying(listing);
      boolean asked =
          request.has("instId")
              ? index.equals(request.get("instId"))
              : listing.spec().quote().equals(request.get("quoteCcy"));
      if (asked && listing.trading()) {
        indexes.add(index);
      }
    }
    if (indexes.isEmpty()) {
      return unknown();
    }
    return ok(
        out -> {
          for (String index : indexes) {
            Listing listing = byIndex(board, index);
            if (listing != null) {
              OkxText.index(out, listing, time);
            }
          }
        });
  }

  private RestAnswer book(RestRequest request) {
    Long depth = request.whole("sz", 1);
    if (depth == null || depth < 1 || depth > 400) {
      return wrong("sz");
    }
    return one(
        request,
        (out, listing) -> {
          out.open();
          int levels = depth.intValue();
          OkxText.levels(out.openArray("asks"), listing, Quoter.book(listing, false, levels));
          OkxText.levels(out.openArray("bids"), listing, Quoter.book(listing, true, levels));
          out.wholeText("ts", time.stamp(listing.quoteTime()));
          out.whole("seqId", listing.sequence()).close();
        });
  }

  private void tape(JsonOut out, Listing listing, RestRequest request) {
    Long limit = request.whole("limit", 100);
    for (Tape.Trade trade : listing.tape(limit == null ? 100 : limit).reversed()) {
      OkxText.openTrade(out, trade, time).close();
    }
  }

  private RestAnswer candles(RestRequest request, Candles.Of of) {
    String id = request.get("instId", "");
    Listing listing = of == Candles.Of.INDEX ? byIndex(board, id) : board.find(id);
    Long limit = request.whole("limit", 100);
    Long newerThan = request.whole("before", Long.MIN_VALUE);
    Long olderThan = request.whole("after", Long.MAX_VALUE);
    long millis = OkxCandles.barMillis(request.get("bar", "1m"));
    if (listing == null) {
      return id.isEmpty() ? empty("instId") : unknown();
    }
    if (millis == 0 || limit == null || limit < 1 || newerThan == null || olderThan == null) {
      return wrong(millis == 0 ? "bar" : "limit");
    }
    long last = Math.min(time.now(), olderThan - 1) / millis * millis;
    long first = Math.ceilDiv(Math.max(candles.oldest(), newerThan + 1), millis) * millis;
    long oldest = Math.max(first, last - (Math.min(limit, 100) - 1) * millis);
    return ok(
        out -> {
          for (long opens = last; opens >= oldest; opens -= millis) {
            candles.row(out, new GrowingCandles.Series(listing, of, millis), opens);
          }
        });
  }
}
