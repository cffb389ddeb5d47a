package dev.carry.sim.binance;

import dev.carry.sim.wire.RestAnswer;
import dev.carry.sim.wire.RestRequest;
import dev.carry.sim.wire.VenueTime;
import dev.carry.sim.wire.Window;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/// Request weight: 2400 a minute and address, 429 beyond it, and a ban (418) for those who go on.
final class BinanceLimits {
  private static final int WEIGHT_LIMIT = 2400;
  private static final int HISTORY_LIMIT = 500;
  private static final int STRIKES_TO_BAN = 20;
  private static final long BAN_MILLIS = 120_000;

  private final VenueTime time;
  private final Window weight = new Window(60_000);
  private final Window history = new Window(300_000);
  private final Window strikes = new Window(60_000);
  private final Map<String, Long> bannedUntil = new HashMap<>();

  BinanceLimits(VenueTime time) {
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
    if (used > WEIGHT_LIMIT || manyHistory) {
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

  static RestAnswer refusal(int status, long retrySeconds, String from) {
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
                + WEIGHT_LIMIT
                + " requests per minute. Please use the websocket for live";
    return RestAnswer.of(
            status, "{\"code\":-1003,\"msg\":\"" + why + " updates to avoid polling the API.\"}")
        .with("Retry-After", Long.toString(retrySeconds));
  }

  private static boolean isHistory(RestRequest request) {
    return request.path().equals("/fapi/v1/fundingRate")
        || request.path().equals("/fapi/v1/fundingInfo");
  }

  private static int weightOf(RestRequest request) {
    boolean one = request.has("symbol");
    Long limit = request.whole("limit", 500);
    long rows = limit == null ? 500 : limit;
    return switch (request.path()) {
      case "/fapi/v1/fundingRate", "/fapi/v1/fundingInfo" -> 0;
      case "/fapi/v1/premiumIndex" -> one ? 1 : 10;
      case "/fapi/v1/ticker/24hr" -> one ? 1 : 40;
      case "/fapi/v1/ticker/bookTicker" -> one ? 2 : 5;
      case "/fapi/v1/ticker/price", "/fapi/v2/ticker/price" -> one ? 1 : 2;
      case "/fapi/v1/depth" -> rows <= 50 ? 2 : rows <= 100 ? 5 : rows <= 500 ? 10 : 20;
      case "/fapi/v1/trades" -> 5;
      case "/fapi/v1/aggTrades" -> 20;
      case "/fapi/v1/klines",
          "/fapi/v1/markPriceKlines",
          "/fapi/v1/indexPriceKlines",
          "/fapi/v1/premiumIndexKlines" ->
          rows < 100 ? 1 : rows < 500 ? 2 : rows <= 1000 ? 5 : 10;
      default -> 1;
    };
  }
}
