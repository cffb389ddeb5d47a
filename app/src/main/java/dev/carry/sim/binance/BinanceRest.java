package dev.carry.sim.binance;

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
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

/// The REST side: `/fapi/v1` or `/dapi/v1`, and what belongs to it.
final class BinanceRest {
  private static final Set<Long> DEPTHS = Set.of(5L, 10L, 20L, 50L, 100L, 500L, 1000L);
  private static final long DAY = 86_400_000;
  private static final RestAnswer NOT_FOUND =
      RestAnswer.page(404, "<html><body><h2>404 Not found</h2></body></html>");

  /// The calls of spot: nothing about funding, marks and positions.
  private static final Set<String> OF_SPOT =
      Set.of(
          "ping",
          "time",
          "exchangeInfo",
          "ticker/24hr",
          "ticker/price",
          "ticker/bookTicker",
          "depth",
          "trades",
          "aggTrades",
          "klines");

  /// Levels that spot answers at most.
  private static final long MOST_LEVELS = 5_000;

  private final BinanceProduct product;
  private final Board board;
  private final VenueTime time;
  private final BinanceKlines klines;
  private final BinanceInterests interests;
  private final BinanceExchangeInfo exchangeInfo;

  BinanceRest(BinanceProduct product, Market market, Board board, VenueTime time) {
    this.product = product;
    this.board = board;
    this.time = time;
    this.klines = new BinanceKlines(product, market, board, time);
    this.interests = new BinanceInterests(new Candles(market), board, time);
    this.exchangeInfo = new BinanceExchangeInfo(product, board, time);
  }

  RestAnswer answer(RestRequest request) {
    if (!request.method().equals("GET")) {
      return RestAnswer.of(405, "{\"code\":-1000,\"msg\":\"Method not allowed.\"}");
    }
    String call = product.call(request.path());
    if (product == BinanceProduct.SPOT && !OF_SPOT.contains(call)) {
      return NOT_FOUND;
    }
    return switch (call) {
      case "ping" -> RestAnswer.ok("{}");
      case "time" -> RestAnswer.ok("{\"serverTime\":" + time.now() + "}");
      case "exchangeInfo" -> RestAnswer.ok(exchangeInfo.text());
      case "premiumIndex" -> premiumIndexes(request);
      case "fundingInfo" -> fundingInfo();
      case "fundingRate" -> fundingRate(request);
      case "openInterest" -> one(request, this::openInterest);
      case "/futures/data/openInterestHist" -> interests.answer(product, request);
      case "ticker/24hr" -> oneOrAll(request, true, this::ticker);
      case "ticker/price", "/fapi/v2/ticker/price" -> oneOrAll(request, true, this::price);
      case "ticker/bookTicker" -> oneOrAll(request, true, this::bookTicker);
      case "depth" -> depth(request);
      case "trades" -> tape(request, this::trade);
      case "aggTrades" -> tape(request, this::aggTrade);
      case "constituents" -> one(request, this::constituents);
      case "klines", "markPriceKlines", "indexPriceKlines", "premiumIndexKlines" ->
          klines.answer(request);
      default -> NOT_FOUND;
    };
  }

  static RestAnswer error(int code, String why) {
    return RestAnswer.of(400, "{\"code\":" + code + ",\"msg\":\"" + why + "\"}");
  }

  static RestAnswer missing(String parameter) {
    return error(
        -1102,
        "Mandatory parameter '" + parameter + "' was not sent, was empty/null, or malformed.");
  }

  private RestAnswer oneOrAll(
      RestRequest request, boolean tradingOnly, BiConsumer<JsonOut, Listing> each) {
    if (request.has("symbol")) {
      return one(request, each);
    }
    JsonOut out = new JsonOut(16_384).openArray();
    for (Listing listing : board.listed()) {
      if (!tradingOnly || listing.trading()) {
        each.accept(out, listing);
      }
    }
    return RestAnswer.ok(out.closeArray().toString());
  }

  private RestAnswer one(RestRequest request, BiConsumer<JsonOut, Listing> each) {
    if (!request.has("symbol")) {
      return missing("symbol");
    }
    Listing listing = board.find(request.get("symbol"));
    if (listing == null) {
      return error(-1121, "Invalid symbol.");
    }
    JsonOut out = new JsonOut();
    each.accept(out, listing);
    return RestAnswer.ok(out.toString());
  }

  /// Coin-margined answers are arrays even where one symbol is asked for.
  private RestAnswer premiumIndexes(RestRequest request) {
    RestAnswer answer = oneOrAll(request, false, this::premiumIndex);
    boolean bare = answer.status() == 200 && answer.body().startsWith("{");
    return product == BinanceProduct.COIN_M && bare
        ? RestAnswer.ok("[" + answer.body() + "]")
        : answer;
  }

  private void premiumIndex(JsonOut out, Listing listing) {
    boolean funded = BinanceText.hasFunding(listing);
    // a coin-margined quarter has empty texts where a linear one has zeros
    boolean empty = listing.spec().inverse() && !listing.spec().perpetual();
    double interest = funded ? listing.spec().interest() * listing.hours() / 8 : 0;
    BinanceText.answerOf(out.open(), listing.spec())
        .decimal("markPrice", listing.mark(), 8)
        .decimal("indexPrice", listing.index(), 8)
        .decimal("estimatedSettlePrice", BinanceText.settlePrice(listing), 8)
        .text("lastFundingRate", empty ? "" : BinanceText.rate(listing))
        .text("interestRate", empty ? "" : BinanceText.fixed(interest))
        .whole("nextFundingTime", BinanceText.nextFunding(listing, time))
        .whole("time", time.marketNow())
        .close();
  }

  /// Only symbols whose interval, cap or floor was ever adjusted are listed.
  private RestAnswer fundingInfo() {
    JsonOut out = new JsonOut(8_192).openArray();
    for (Listing listing : board.listed()) {
      boolean adjusted = listing.hours() != 8 || listing.hoursSince() > 0;
      if (!BinanceText.hasFunding(listing) || !(adjusted || listing.order() % 5 == 0)) {
        continue;
      }
      long updated = listing.hoursSince() > 0 ? listing.hoursSince() : 1_750_000_000_000L;
      out.open()
          .text("symbol", listing.symbol())
          .decimal("adjustedFundingRateCap", listing.spec().cap(), 8)
          .decimal("adjustedFundingRateFloor", -listing.spec().cap(), 8)
          .whole("fundingIntervalHours", listing.hours())
          .flag("disclaimer", false)
          .whole("updateTime", updated)
          .close();
    }
    return RestAnswer.ok(out.closeArray().toString());
  }

  private record Row(Listing listing, Settlement settled, long stamp) {}

  private RestAnswer fundingRate(RestRequest request) {
    Long limit = request.whole("limit", 100);
    Long start = request.whole("startTime", Long.MIN_VALUE);
    Long end = request.whole("endTime", Long.MAX_VALUE);
    if (limit == null || limit < 1 || limit > 1000) {
      return error(-1130, "Data sent for parameter 'limit' is not valid.");
    }
    if (start == null || end == null) {
      return error(
          -1100,
          "Illegal characters found in parameter 'startTime'; legal range is"
              + " '^[0-9]{1,20}$'.");
    }
    if (start > end) {
      return error(-1023, "Start time is greater than end time.");
    }
    List<Listing> asked = new ArrayList<>();
    if (request.has("symbol")) {
      Listing listing = board.find(request.get("symbol"));
      if (listing == null) {
        return error(-1121, "Invalid symbol.");
      }
      asked.add(listing);
    } else if (product == BinanceProduct.COIN_M) {
      return missing("symbol");
    } else {
      asked.addAll(board.listed());
    }
    List<Row> rows = new ArrayList<>();
    for (Listing listing : asked) {
      for (Settlement settled : listing.settlements()) {
        long stamp = time.stamp(settled.time()) + jitter(listing, settled);
        if (stamp >= start && stamp <= end) {
          rows.add(new Row(listing, settled, stamp));
        }
      }
    }
    rows.sort(Comparator.comparingLong(Row::stamp));
    int most = Math.min(rows.size(), limit.intValue());
    // From a start the oldest rows come, otherwise the newest; ascending in both cases.
    boolean oldest = start != Long.MIN_VALUE;
    List<Row> page = oldest ? rows.subList(0, most) : rows.subList(rows.size() - most, rows.size());
    JsonOut out = new JsonOut(8_192).openArray();
    for (Row row : page) {
      // Very old rows have no mark price.
      boolean old = time.now() - row.stamp > 29 * DAY;
      out.open()
          .text("symbol", row.listing.symbol())
          .whole("fundingTime", row.stamp)
          .decimal("fundingRate", row.settled.rate(), 8);
      if (product == BinanceProduct.USD_M) {
        out.text("markPrice", old ? "" : BinanceText.fixed(row.settled.mark()));
      }
      out.close();
    }
    return RestAnswer.ok(out.closeArray().toString());
  }

  /// Some settlements are stamped a few milliseconds late.
  private static long jitter(Listing listing, Settlement settled) {
    long mixed = settled.time() / 3_600_000 * 31 + listing.order();
    return mixed % 4 == 0 ? mixed % 7 : 0;
  }

  private void openInterest(JsonOut out, Listing listing) {
    Spec spec = listing.spec();
    BinanceText.answerOf(out.open(), spec)
        .decimal("openInterest", listing.openInterest(), BinanceText.sizeScale(spec));
    if (spec.inverse()) {
      out.text("contractType", BinanceText.contractType(board, listing));
    }
    out.whole("time", time.marketNow()).close();
  }

  private void ticker(JsonOut out, Listing listing) {
    Spec spec = listing.spec();
    int scale = BinanceText.priceScale(spec);
    long now = time.marketNow();
    BinanceText.answerOf(out.open(), spec)
        .decimal("priceChange", listing.last() - listing.open(), scale)
        .decimal("priceChangePercent", (listing.last() / listing.open() - 1) * 100, 3)
        .decimal("weightedAvgPrice", BinanceText.average(listing), scale)
        .decimal("lastPrice", listing.last(), scale)
        .decimal("lastQty", spec.sizeStep(), BinanceText.sizeScale(spec))
        .decimal("openPrice", listing.open(), scale)
        .decimal("highPrice", listing.high(), scale)
        .decimal("lowPrice", listing.low(), scale)
        .decimal("volume", listing.volume(), BinanceText.sizeScale(spec));
    BinanceText.turnover(out, spec.inverse() ? "baseVolume" : "quoteVolume", listing)
        .whole("openTime", now - DAY)
        .whole("closeTime", now)
        .whole("firstId", listing.tradeId() - listing.tradeCount())
        .whole("lastId", listing.tradeId())
        .whole("count", listing.tradeCount())
        .close();
  }

  private void price(JsonOut out, Listing listing) {
    BinanceText.answerOf(out.open(), listing.spec())
        .decimal("price", listing.last(), BinanceText.priceScale(listing.spec()));
    if (!listing.spec().spot()) {
      out.whole("time", time.marketNow());
    }
    out.close();
  }

  private void bookTicker(JsonOut out, Listing listing) {
    Spec spec = listing.spec();
    BinanceText.answerOf(out.open(), spec)
        .decimal("bidPrice", listing.bid(), BinanceText.priceScale(spec))
        .decimal("bidQty", listing.bidSize(), BinanceText.sizeScale(spec))
        .decimal("askPrice", listing.ask(), BinanceText.priceScale(spec))
        .decimal("askQty", listing.askSize(), BinanceText.sizeScale(spec));
    if (!spec.spot()) {
      out.whole("time", time.stamp(listing.quoteTime())).whole("lastUpdateId", listing.sequence());
    }
    out.close();
  }

  private RestAnswer depth(RestRequest request) {
    boolean spot = product == BinanceProduct.SPOT;
    Long limit = request.whole("limit", spot ? 100 : 500);
    if (spot && limit != null && (limit < 1 || limit > MOST_LEVELS)) {
      return error(-1130, "Data sent for parameter 'limit' is not valid.");
    }
    if (limit == null || !(spot || DEPTHS.contains(limit))) {
      return error(-4021, "'" + request.get("limit", "") + "' is not valid depth limit.");
    }
    return one(
        request,
        (out, listing) -> {
          long stamp = time.stamp(listing.quoteTime());
          Quoter.Answered book = Quoter.answer(listing, limit.intValue());
          // The id lies inside the next change, so a client can join the two.
          out.open().whole("lastUpdateId", book.sequence() + 1);
          if (!spot) {
            out.whole("E", time.now()).whole("T", stamp);
          }
          if (listing.spec().inverse()) {
            BinanceText.answerOf(out, listing.spec());
          }
          out.openArray("bids");
          BinanceText.levels(out, listing, book.bids());
          out.openArray("asks");
          BinanceText.levels(out, listing, book.asks());
          out.close();
        });
  }

  private RestAnswer tape(RestRequest request, BiConsumer<JsonOut, Tape.Trade> each) {
    Long limit = request.whole("limit", 500);
    if (limit == null || limit < 1 || limit > 1_000) {
      return error(-1130, "Data sent for parameter 'limit' is not valid.");
    }
    return one(
        request,
        (out, listing) -> {
          out.openArray();
          listing.tape(limit).forEach(trade -> each.accept(out, trade));
          out.closeArray();
        });
  }

  private void trade(JsonOut out, Tape.Trade trade) {
    Spec spec = trade.listing().spec();
    out.open()
        .whole("id", trade.id())
        .decimal("price", trade.price(), BinanceText.priceScale(spec))
        .decimal("qty", trade.size(), BinanceText.sizeScale(spec))
        .text("quoteQty", Decimals.fixed(trade.size() * trade.price(), 2))
        .whole("time", time.stamp(trade.time()))
        .flag("isBuyerMaker", !trade.buy())
        .close();
  }

  private void aggTrade(JsonOut out, Tape.Trade trade) {
    BinanceText.aggTrade(out.open(), trade, time).close();
  }

  /// What the index is made of; one small coin's index is the venue's own perpetual alone.
  private void constituents(JsonOut out, Listing listing) {
    boolean self = listing.asset().tier() == 4 && listing.order() % 7 == 0;
    out.open().text("symbol", listing.symbol()).whole("time", time.now());
    out.openArray("constituents");
    if (self) {
      constituent(out, listing, "binance_future", 1);
    } else {
      constituent(out, listing, "binance", 0.55);
      constituent(out, listing, "okex", 0.25);
      constituent(out, listing, "bybit", 0.2);
    }
    out.closeArray().close();
  }

  private static void constituent(JsonOut out, Listing listing, String exchange, double weight) {
    out.open()
        .text("exchange", exchange)
        .text("symbol", listing.symbol())
        .decimal("price", listing.index(), 8)
        .decimal("weight", weight, 8)
        .close();
  }
}
