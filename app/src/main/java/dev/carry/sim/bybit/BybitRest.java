package dev.carry.sim.bybit;

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
import dev.carry.sim.world.Spec;
import dev.carry.sim.world.Tape;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The REST side: `/v5/market`.
final class BybitRest {
  private static final Set<String> CATEGORIES = Set.of("linear", "inverse", "spot", "option");

  private final Board board;
  private final VenueTime time;
  private final Candles candles;

  BybitRest(Market market, Board board, VenueTime time) {
    this.board = board;
    this.time = time;
    this.candles = new Candles(market);
  }

  RestAnswer answer(RestRequest request) {
    String path = request.path();
    if (path.equals("/v5/market/time")) {
      long now = time.now();
      JsonOut out = new JsonOut().open().wholeText("timeSecond", now / 1000);
      return ok(out.text("timeNano", now + "000000").close());
    }
    if (!path.startsWith("/v5/market/")) {
      return RestAnswer.of(404, "{\"retCode\":404,\"retMsg\":\"Not Found\"}");
    }
    String category = request.get("category", path.endsWith("kline") ? "linear" : "");
    if (!CATEGORIES.contains(category)) {
      return bad("Category is invalid");
    }
    return switch (path) {
      case "/v5/market/instruments-info" -> instruments(request, category);
      case "/v5/market/tickers" -> tickers(request, category);
      case "/v5/market/funding/history" -> fundingHistory(request, category);
      case "/v5/market/open-interest" -> openInterest(request, category);
      case "/v5/market/orderbook" -> book(request, category);
      case "/v5/market/recent-trade" -> trades(request, category);
      case "/v5/market/kline" -> klines(request, category, Candles.Of.TRADE);
      case "/v5/market/mark-price-kline" -> klines(request, category, Candles.Of.MARK);
      case "/v5/market/index-price-kline" -> klines(request, category, Candles.Of.INDEX);
      case "/v5/market/premium-index-price-kline" -> klines(request, category, Candles.Of.PREMIUM);
      default -> RestAnswer.of(404, "{\"retCode\":404,\"retMsg\":\"Not Found\"}");
    };
  }

  String error(int code, String why) {
    return new JsonOut()
        .open()
        .whole("retCode", code)
        .text("retMsg", why)
        .raw("result", "{}")
        .raw("retExtInfo", "{}")
        .whole("time", time.now())
        .close()
        .toString();
  }

  private RestAnswer bad(String why) {
    return RestAnswer.ok(error(10001, "params error: " + why));
  }

  private RestAnswer ok(JsonOut result) {
    return RestAnswer.ok(
        new JsonOut()
            .open()
            .whole("retCode", 0)
            .text("retMsg", "OK")
            .raw("result", result.toString())
            .raw("retExtInfo", "{}")
            .whole("time", time.now())
            .close()
            .toString());
  }

  private List<Listing> family(String category) {
    List<Listing> family = new ArrayList<>();
    for (Listing listing : board.listed()) {
      if (category.equals(BybitText.category(listing))) {
        family.add(listing);
      }
    }
    return family;
  }

  private @Nullable Listing asked(RestRequest request, String category) {
    Listing listing = board.find(request.get("symbol"));
    return listing != null && family(category).contains(listing) ? listing : null;
  }

  private RestAnswer instruments(RestRequest request, String category) {
    // Spot has no pages.
    Long limit = category.equals("spot") ? Long.valueOf(10_000) : request.whole("limit", 500);
    if (limit == null || limit < 1 || (limit > 1000 && !category.equals("spot"))) {
      return bad("Limit is invalid");
    }
    List<Listing> matching = family(category);
    matching.removeIf(
        l ->
            (request.has("symbol") && !l.symbol().equals(request.get("symbol")))
                || (request.has("baseCoin") && !l.spec().base().equals(request.get("baseCoin"))));
    if (request.has("symbol") && matching.isEmpty()) {
      return bad("Symbol Is Invalid");
    }
    int from = 0;
    String cursor = request.get("cursor");
    if (cursor != null) {
      from = after(matching, cursor);
      if (from < 0) {
        return bad("Cursor is invalid");
      }
    }
    int to = (int) Math.min(matching.size(), from + limit);
    JsonOut out = new JsonOut(32_768).open().text("category", category).openArray("list");
    matching
        .subList(from, to)
        .forEach(
            listing -> {
              if (listing.spec().spot()) {
                BybitSpotText.instrument(out, listing);
              } else {
                instrument(out, listing);
              }
            });
    String next =
        to == matching.size()
            ? ""
            : "first%3D"
                + matching.get(from).symbol()
                + "%26last%3D"
                + matching.get(to - 1).symbol();
    return ok(out.closeArray().text("nextPageCursor", next).close());
  }

  /// Where the page after a cursor begins, −1 for a cursor never given out.
  private static int after(List<Listing> listings, String cursor) {
    int at = cursor.lastIndexOf("last");
    String last = at < 0 ? "" : cursor.substring(at).replace("last%3D", "").replace("last=", "");
    for (int i = 0; i < listings.size(); i++) {
      if (listings.get(i).symbol().equals(last)) {
        return i + 1;
      }
    }
    return -1;
  }

  private static void instrument(JsonOut out, Listing listing) {
    Spec spec = listing.spec();
    String kind = spec.inverse() ? "Inverse" : "Linear";
    String tick = Decimals.fixed(spec.tick(), spec.priceScale());
    String step = Decimals.fixed(spec.sizeStep(), spec.sizeScale());
    String most = Decimals.fixed(spec.sizeStep() * 1_000_000, spec.sizeScale());
    out.open()
        .text("symbol", spec.symbol())
        .text("contractType", kind + (spec.perpetual() ? "Perpetual" : "Futures"))
        .text("status", listing.trading() ? "Trading" : "Settling")
        .text("baseCoin", spec.base())
        .text("quoteCoin", spec.quote())
        .wholeText("launchTime", 1_585_526_400_000L + listing.order() * 86_400_000L)
        .wholeText("deliveryTime", spec.expiry())
        .text("deliveryFeeRate", spec.perpetual() ? "" : "0.0005")
        .text("priceScale", Integer.toString(spec.priceScale()));
    out.open("leverageFilter")
        .text("minLeverage", "1")
        .text("maxLeverage", listing.asset().tier() == 1 ? "100.00" : "50.00")
        .text("leverageStep", "0.01")
        .close();
    out.open("priceFilter")
        .text("minPrice", tick)
        .text("maxPrice", Decimals.fixed(spec.tick() * 1_999_998, spec.priceScale()))
        .text("tickSize", tick)
        .close();
    out.open("lotSizeFilter")
        .text("maxOrderQty", most)
        .text("minOrderQty", step)
        .text("qtyStep", step)
        .text("postOnlyMaxOrderQty", most)
        .text("maxMktOrderQty", most)
        .text("minNotionalValue", "5")
        .close();
    out.flag("unifiedMarginTrade", true)
        .whole("fundingInterval", spec.perpetual() ? listing.hours() * 60L : 0)
        .text("settleCoin", spec.settle())
        .text("copyTrading", "none")
        .text("upperFundingRate", spec.perpetual() ? Decimals.trimmed(spec.cap(), 8) : "")
        .text("lowerFundingRate", spec.perpetual() ? Decimals.trimmed(-spec.cap(), 8) : "")
        .flag("isPreListing", false)
        .raw("preListingInfo", "null")
        .text("displayName", "")
        .text("symbolType", "")
        .close();
  }

  private RestAnswer tickers(RestRequest request, String category) {
    JsonOut out = new JsonOut(32_768).open().text("category", category).openArray("list");
    if (request.has("symbol")) {
      Listing listing = asked(request, category);
      if (listing == null) {
        return bad("Symbol Invalid");
      }
      ticker(out, listing);
    } else {
      for (Listing listing : family(category)) {
        if (listing.trading()) {
          ticker(out, listing);
        }
      }
    }
    return ok(out.closeArray().close());
  }

  private void ticker(JsonOut out, Listing listing) {
    if (listing.spec().spot()) {
      BybitSpotText.restTicker(out, listing);
    } else {
      BybitText.restTicker(out, listing, time);
    }
  }

  private RestAnswer fundingHistory(RestRequest request, String category) {
    Listing listing = asked(request, category);
    Long limit = request.whole("limit", 200);
    Long start = request.whole("startTime", Long.MIN_VALUE);
    Long end = request.whole("endTime", Long.MAX_VALUE);
    if (listing == null || !listing.spec().perpetual()) {
      return bad("symbol invalid");
    }
    if (limit == null || limit < 1 || limit > 200 || start == null || end == null) {
      return bad("Limit is invalid");
    }
    if (request.has("startTime") && !request.has("endTime")) {
      return bad("Must pass endTime when startTime is passed");
    }
    if (start > end) {
      return bad("startTime is after endTime");
    }
    JsonOut out = new JsonOut(8_192).open().text("category", category).openArray("list");
    List<Settlement> all = listing.settlements();
    long left = limit;
    for (int i = all.size() - 1; i >= 0 && left > 0; i--) {
      long stamp = time.stamp(all.get(i).time());
      if (stamp >= start && stamp <= end) {
        out.open()
            .text("symbol", listing.symbol())
            .text("fundingRate", Decimals.trimmed(all.get(i).rate(), 8))
            .wholeText("fundingRateTimestamp", stamp)
            .close();
        left--;
      }
    }
    return ok(out.closeArray().close());
  }

  private RestAnswer openInterest(RestRequest request, String category) {
    Listing listing = asked(request, category);
    Long limit = request.whole("limit", 50);
    long millis =
        switch (request.get("intervalTime", "")) {
          case "5min" -> 300_000;
          case "15min" -> 900_000;
          case "30min" -> 1_800_000;
          case "1h" -> 3_600_000;
          case "4h" -> 14_400_000;
          case "1d" -> 86_400_000;
          default -> 0;
        };
    Long start = request.whole("startTime", Long.MIN_VALUE);
    Long end = request.whole("endTime", time.now());
    if (listing == null || listing.spec().spot()) {
      return bad("symbol invalid");
    }
    if (limit == null || limit < 1 || limit > 200 || millis == 0 || start == null || end == null) {
      return bad("intervalTime is invalid");
    }
    long last = Math.min(end, time.now()) / millis * millis;
    long oldest = Math.max(start, candles.oldest());
    JsonOut out = new JsonOut(4_096).open().text("symbol", listing.symbol());
    out.text("category", category).openArray("list");
    for (long i = 0; i < limit && last - i * millis >= oldest; i++) {
      long stamp = last - i * millis;
      double size = candles.openInterest(listing, stamp);
      out.open().decimal("openInterest", size, 8).wholeText("timestamp", stamp).close();
    }
    return ok(out.closeArray().text("nextPageCursor", "").close());
  }

  private RestAnswer book(RestRequest request, String category) {
    Listing listing = asked(request, category);
    Long limit = request.whole("limit", 25);
    if (listing == null || limit == null || limit < 1 || limit > 500) {
      return bad(listing == null ? "symbol invalid" : "Limit is invalid");
    }
    JsonOut out = new JsonOut(4_096).open().text("s", listing.symbol());
    BybitText.levels(out.openArray("b"), listing, Quoter.book(listing, true, limit.intValue()));
    BybitText.levels(out.openArray("a"), listing, Quoter.book(listing, false, limit.intValue()));
    return ok(
        out.whole("ts", time.marketNow())
            .whole("u", listing.sequence() % 100_000_000)
            .whole("seq", listing.sequence())
            .whole("cts", time.stamp(listing.quoteTime()))
            .close());
  }

  private RestAnswer trades(RestRequest request, String category) {
    Listing listing = asked(request, category);
    if (listing == null) {
      return bad("symbol invalid");
    }
    Long limit = request.whole("limit", 500);
    if (limit == null || limit < 1) {
      return bad("limit invalid");
    }
    JsonOut out = new JsonOut().open().text("category", category).openArray("list");
    for (Tape.Trade trade : listing.tape(limit).reversed()) {
      out.open()
          .text("execId", new UUID(listing.sequence(), trade.id()).toString())
          .text("symbol", listing.symbol())
          .text("price", BybitText.price(listing, trade.price()))
          .text("size", BybitText.size(listing, trade.size()))
          .text("side", trade.buy() ? "Buy" : "Sell")
          .wholeText("time", time.stamp(trade.time()))
          .flag("isBlockTrade", false)
          .close();
    }
    return ok(out.closeArray().close());
  }

  private RestAnswer klines(RestRequest request, String category, Candles.Of of) {
    Listing listing = asked(request, category);
    Long limit = request.whole("limit", 200);
    Long start = request.whole("start", Long.MIN_VALUE);
    Long end = request.whole("end", time.now());
    long millis =
        switch (request.get("interval", "")) {
          case "1", "3", "5", "15", "30", "60", "120", "240", "360", "720" ->
              Long.parseLong(request.get("interval", "")) * 60_000;
          case "D" -> 86_400_000;
          default -> 0;
        };
    if (listing == null || millis == 0) {
      return bad(listing == null ? "symbol invalid" : "Interval is invalid");
    }
    if (listing.spec().spot() && of != Candles.Of.TRADE) {
      return bad("Category is invalid");
    }
    if (limit == null || limit < 1 || limit > 1000 || start == null || end == null) {
      return bad("Limit is invalid");
    }
    long last = Math.min(end, time.now()) / millis * millis;
    long first = Math.ceilDiv(Math.max(start, candles.oldest()), millis) * millis;
    first = Math.max(first, last - (limit - 1) * millis);
    JsonOut out = new JsonOut(8_192).open().text("symbol", listing.symbol());
    out.text("category", category).openArray("list");
    for (long opens = last; opens >= first; opens -= millis) {
      kline(out, listing, of, candles.candle(listing, of, opens, millis), millis);
    }
    return ok(out.closeArray().close());
  }

  private static void kline(
      JsonOut out, Listing listing, Candles.Of of, Candles.Candle candle, long millis) {
    int scale = of == Candles.Of.PREMIUM ? 6 : listing.spec().priceScale();
    out.openArray()
        .text(Long.toString(candle.opens()))
        .decimal(candle.open(), scale)
        .decimal(candle.high(), scale)
        .decimal(candle.low(), scale)
        .decimal(candle.close(), scale);
    if (of == Candles.Of.TRADE) {
      double volume = listing.volume() * millis / 86_400_000;
      out.decimal(volume, listing.spec().sizeScale());
      out.decimal(listing.turnover() * millis / 86_400_000, 4);
    }
    out.closeArray();
  }
}
