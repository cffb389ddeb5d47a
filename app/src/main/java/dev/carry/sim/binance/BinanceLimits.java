package dev.carry.sim.binance;

import dev.carry.sim.wire.RestAnswer;
import dev.carry.sim.wire.RestRequest;
import dev.carry.sim.wire.VenueTime;
import dev.carry.sim.wire.Window;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/// Request weight by minute and address, 429 beyond it, and a ban (418) for those who go on.
final class BinanceLimits {
  private static final int HISTORY_LIMIT = 500;
  private static final int STRIKES_TO_BAN = 20;
  private static final long BAN_MILLIS = 120_000;

  private final BinanceProduct product;
  private final VenueTime time;
  private final Window weight = new Window(60_000);
  private final Window history = new Window(300_000);
  private final Window strikes = new Window(60_000);
  private final Map<String, Long> bannedUntil = new HashMap<>();

  BinanceLimits(BinanceProduct product, VenueTime time) {
    this.product = product;
    this.time = time;
  }

  RestAnswer guard(RestRequest request, Supplier<RestAnswer> answer) {
    long now = time.trueNow();
    String from = request.from();
    Long banned = bannedUntil.get(from);
    if (banned != null && now < banned) {
      return refusal(418, (banned - now + 999) / 1000, from);
    }
    long used = weight.add(from, weightOf(request), now);
    boolean manyHistory = isHistory(request) && history.add(from, 1, now) > HISTORY_LIMIT;
    if (used > product.weightLimit() || manyHistory) {
      if (strikes.add(from, 1, now) > STRIKES_TO_BAN) {
        bannedUntil.put(from, now + BAN_MILLIS);
        return refusal(418, BAN_MILLIS / 1000, from);
      }
      long left = manyHistory ? history.left(now) : weight.left(now);
      return used(refusal(429, (left + 999) / 1000, from), used);
    }
    return used(answer.get(), used);
  }

  private static RestAnswer used(RestAnswer answer, long used) {
    return answer.with("X-MBX-USED-WEIGHT-1M", Long.toString(used));
  }

  RestAnswer refusal(int status, long retrySeconds, String from) {
    if (status == 403) {
      return RestAnswer.page(403, "<html><head><title>403 Forbidden</title></head></html>");
    }
    if (status != 418 && status != 429) {
      return RestAnswer.of(
          status, "{\"code\":-1001,\"msg\":\"Internal error; unable to process your request.\"}");
    }
    String why =
        status == 418
            ? "Way too many requests; IP(" + from + ") banned. Please use the websocket for live"
            : "Too many requests; current limit of IP("
                + from
                + ") is "
                + product.weightLimit()
                + " requests per minute. Please use the websocket for live";
    return RestAnswer.of(
            status, "{\"code\":-1003,\"msg\":\"" + why + " updates to avoid polling the API.\"}")
        .with("Retry-After", Long.toString(retrySeconds));
  }

  /// Calls that USD-M counts by themselves.
  private boolean isHistory(RestRequest request) {
    String call = product.call(request.path());
    return product == BinanceProduct.USD_M
        && (call.equals("fundingRate") || call.equals("fundingInfo"));
  }

  private int weightOfSpot(RestRequest request) {
    boolean one = request.has("symbol");
    Long limit = request.whole("limit", 100);
    long rows = limit == null ? 100 : limit;
    return switch (product.call(request.path())) {
      case "exchangeInfo" -> 20;
      case "ticker/24hr" -> one ? 2 : 80;
      case "ticker/bookTicker", "ticker/price" -> one ? 2 : 4;
      case "depth" -> rows <= 100 ? 5 : rows <= 500 ? 25 : rows <= 1000 ? 50 : 250;
      case "klines" -> 2;
      case "trades" -> 25;
      case "aggTrades" -> 4;
      default -> 1;
    };
  }

  private int weightOf(RestRequest request) {
    if (isHistory(request)) {
      return 0;
    }
    if (product == BinanceProduct.SPOT) {
      return weightOfSpot(request);
    }
    boolean one = request.has("symbol");
    Long limit = request.whole("limit", 500);
    long rows = limit == null ? 500 : limit;
    return switch (product.call(request.path())) {
      case "premiumIndex" -> one && product == BinanceProduct.USD_M ? 1 : 10;
      case "ticker/24hr" -> one ? 1 : 40;
      case "ticker/bookTicker" -> one ? 2 : 5;
      case "ticker/price", "/fapi/v2/ticker/price" -> one ? 1 : 2;
      case "depth" -> rows <= 50 ? 2 : rows <= 100 ? 5 : rows <= 500 ? 10 : 20;
      case "trades" -> 5;
      case "aggTrades" -> 20;
      case "klines", "markPriceKlines", "indexPriceKlines", "premiumIndexKlines" ->
          rows < 100 ? 1 : rows < 500 ? 2 : rows <= 1000 ? 5 : 10;
      default -> 1;
    };
  }
}
