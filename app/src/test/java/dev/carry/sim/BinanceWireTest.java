package dev.carry.sim;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Binance USD-M as a client without any library meets it.
class BinanceWireTest {
  private static final String REST = "binance-usdm/fapi/v1/";
  private static final long HOUR = 3_600_000;

  private Visitor visitor = Visitor.plain();

  @BeforeEach
  void fresh() {
    visitor.close();
    visitor = Visitor.plain();
  }

  @AfterEach
  void stop() {
    visitor.close();
  }

  @Test
  void exchangeInfoListsPerpetualsAndDatedContracts() {
    JsonNode info = visitor.get(REST + "exchangeInfo");
    assertThat(info.path("rateLimits").get(0).path("limit").asInt()).isEqualTo(2400);
    Set<String> types = new HashSet<>();
    info.path("symbols").forEach(s -> types.add(s.path("contractType").asText()));
    assertThat(types).containsExactlyInAnyOrder("PERPETUAL", "CURRENT_QUARTER", "NEXT_QUARTER");
    JsonNode first = info.path("symbols").get(0);
    assertThat(first.path("symbol").asText()).isEqualTo("BTCUSDT");
    assertThat(first.path("filters").get(0).path("filterType").asText()).isEqualTo("PRICE_FILTER");
  }

  @Test
  void premiumIndexOfADatedContractHasNoNextFunding() {
    for (JsonNode row : visitor.get(REST + "premiumIndex")) {
      boolean dated = row.path("symbol").asText().contains("_");
      assertThat(row.path("nextFundingTime").asLong() == 0).isEqualTo(dated);
      assertThat(row.path("markPrice").isTextual()).isTrue();
      assertThat(row.path("lastFundingRate").asText()).matches("-?0\\.\\d{8}");
    }
  }

  @Test
  void interestRateTellsTheInterval() {
    Set<String> adjusted = new HashSet<>();
    for (JsonNode row : visitor.get(REST + "fundingInfo")) {
      adjusted.add(row.path("symbol").asText() + row.path("fundingIntervalHours").asInt());
    }
    for (JsonNode row : visitor.get(REST + "premiumIndex")) {
      String symbol = row.path("symbol").asText();
      String interest = row.path("interestRate").asText();
      if (interest.equals("0.00005000")) {
        assertThat(adjusted).contains(symbol + "4");
      } else if (interest.equals("0.00010000")) {
        assertThat(adjusted).doesNotContain(symbol + "1", symbol + "2", symbol + "4");
      }
    }
  }

  @Test
  void fundingHistoryIsAscendingWithInclusiveBoundsAndAHundredRows() {
    long boundary = Instant.parse("2026-05-04T08:00:00Z").toEpochMilli();
    JsonNode all = visitor.get(REST + "fundingRate?symbol=BTCUSDT");
    assertThat(all).hasSize(Math.min(100, 90));
    assertThat(all.get(all.size() - 1).path("fundingTime").asLong() / 1000)
        .isEqualTo(boundary / 1000);
    long from = all.get(10).path("fundingTime").asLong();
    long to = all.get(14).path("fundingTime").asLong();
    JsonNode some =
        visitor.get(REST + "fundingRate?symbol=BTCUSDT&startTime=" + from + "&endTime=" + to);
    assertThat(some).hasSize(5);
    assertThat(some.get(0)).isEqualTo(all.get(10));
    JsonNode two = visitor.get(REST + "fundingRate?symbol=BTCUSDT&limit=2&startTime=" + from);
    assertThat(two.get(0)).isEqualTo(all.get(10));
    assertThat(two).hasSize(2);
    assertThat(visitor.get(REST + "fundingRate?limit=1000")).hasSize(1000);
  }

  @Test
  void aCandleGrowsAndIsToldOnceMoreWhenClosed() {
    Visitor.Line line = visitor.connect("binance-usdm/market/stream?streams=btcusdt@kline_1m");
    JsonNode open = line.next(m -> m.has("stream")).path("data").path("k");
    assertThat(open.path("x").asBoolean(true)).isFalse();
    visitor.advance(Duration.ofSeconds(60));
    JsonNode closed =
        line.next(m -> m.path("data").path("k").path("x").asBoolean()).path("data").path("k");
    assertThat(closed.path("t")).isEqualTo(open.path("t"));
    assertThat(closed.path("T").asLong()).isEqualTo(open.path("t").asLong() + 59_999);
    long opens = closed.path("t").asLong();
    JsonNode rest =
        visitor.get(REST + "klines?symbol=BTCUSDT&interval=1m&startTime=" + opens + "&limit=1");
    assertThat(rest.path(0).path(1)).isEqualTo(closed.path("o"));
    assertThat(rest.path(0).path(4)).isEqualTo(closed.path("c"));
  }

  @Test
  void badParametersAreToldInTheVenuesWords() {
    HttpResponse<String> unknown = visitor.response(REST + "premiumIndex?symbol=NOPE");
    assertThat(unknown.statusCode()).isEqualTo(400);
    assertThat(unknown.body()).isEqualTo("{\"code\":-1121,\"msg\":\"Invalid symbol.\"}");
    assertThat(visitor.get(REST + "openInterest").path("code").asInt()).isEqualTo(-1102);
    assertThat(visitor.get(REST + "fundingRate?limit=1001").path("code").asInt()).isEqualTo(-1130);
    assertThat(visitor.get(REST + "depth?symbol=BTCUSDT&limit=7").path("code").asInt())
        .isEqualTo(-4021);
    assertThat(visitor.response(REST + "nothing").statusCode()).isEqualTo(404);
  }

  @Test
  void weightIsCountedThenRefusedThenBanned() {
    HttpResponse<String> first = visitor.response(REST + "ticker/24hr");
    assertThat(first.headers().firstValue("X-MBX-USED-WEIGHT-1M")).hasValue("40");
    HttpResponse<String> answer = first;
    for (int i = 0; i < 60; i++) {
      answer = visitor.response(REST + "ticker/24hr");
    }
    assertThat(answer.statusCode()).isEqualTo(429);
    assertThat(answer.headers().firstValue("Retry-After")).hasValue("60");
    assertThat(answer.body()).contains("\"code\":-1003");
    for (int i = 0; i < 20; i++) {
      answer = visitor.response(REST + "ping");
    }
    assertThat(answer.statusCode()).isEqualTo(418);
    visitor.advance(Duration.ofSeconds(60));
    assertThat(visitor.response(REST + "ping").statusCode()).isEqualTo(418);
    visitor.advance(Duration.ofSeconds(61));
    assertThat(visitor.response(REST + "ping").statusCode()).isEqualTo(200);
  }

  @Test
  void marketRouteDeliversMarksOfAllSymbolsEverySecond() {
    Visitor.Line line = visitor.connect("binance-usdm/market/stream?streams=!markPrice@arr@1s");
    JsonNode first = line.next(m -> m.path("stream").asText().equals("!markPrice@arr@1s"));
    JsonNode second = line.next(m -> m.path("stream").asText().equals("!markPrice@arr@1s"));
    long between =
        second.path("data").get(0).path("E").asLong()
            - first.path("data").get(0).path("E").asLong();
    assertThat(between).isEqualTo(1_000);
    for (JsonNode row : second.path("data")) {
      boolean dated = row.path("s").asText().contains("_2");
      assertThat(row.path("T").asLong() == 0).isEqualTo(dated);
      assertThat(row.path("r").asText().isEmpty()).isEqualTo(dated);
    }
    assertThat(second.path("data").findValuesAsText("st")).contains("1", "2");
  }

  @Test
  void subscribeIsAcknowledgedAndListed() {
    Visitor.Line line = visitor.connect("binance-usdm/public/ws");
    line.send("{\"method\":\"SUBSCRIBE\",\"params\":[\"btcusdt@bookTicker\"],\"id\":1}");
    assertThat(line.still()).isEqualTo("{\"result\":null,\"id\":1}");
    line.send("{\"method\":\"LIST_SUBSCRIPTIONS\",\"id\":3}");
    assertThat(line.still()).isEqualTo("{\"result\":[\"btcusdt@bookTicker\"],\"id\":3}");
    JsonNode quote = line.next(m -> m.path("e").asText().equals("bookTicker"));
    assertThat(quote.path("s").asText()).isEqualTo("BTCUSDT");
    assertThat(quote.path("b").asDouble()).isLessThan(quote.path("a").asDouble());
    line.send("{\"method\":\"UNSUBSCRIBE\",\"params\":[\"btcusdt@bookTicker\"],\"id\":312}");
    line.raw(text -> text.equals("{\"result\":null,\"id\":312}"));
    line.send("{\"method\":\"LIST_SUBSCRIPTIONS\",\"id\":4}");
    assertThat(line.raw(text -> text.contains("\"id\":4"))).isEqualTo("{\"result\":[],\"id\":4}");
  }

  @Test
  void theWrongRouteAcknowledgesAndStaysSilent() {
    Visitor.Line unrouted = visitor.connect("binance-usdm/ws");
    unrouted.send(
        "{\"method\":\"SUBSCRIBE\",\"params\":[\"btcusdt@markPrice@1s\",\"btcusdt@bookTicker\"],"
            + "\"id\":1}");
    assertThat(unrouted.still()).isEqualTo("{\"result\":null,\"id\":1}");
    for (int i = 0; i < 30; i++) {
      JsonNode message = unrouted.next(m -> true);
      assertThat(message.path("e").asText()).isEqualTo("bookTicker");
    }
  }

  @Test
  void tradesAndLiquidationsSayWhoWasTheAggressor() {
    visitor.close();
    visitor = new Visitor(SimOptions.defaults().withAssets(20).withDensity(20));
    Visitor.Line line =
        visitor.connect("binance-usdm/market/stream?streams=btcusdt@aggTrade/!forceOrder@arr");
    JsonNode trade = line.next(m -> m.path("data").path("e").asText().equals("aggTrade"));
    assertThat(trade.path("data").path("m").isBoolean()).isTrue();
    JsonNode forced = line.next(m -> m.path("data").path("e").asText().equals("forceOrder"));
    JsonNode order = forced.path("data").path("o");
    assertThat(order.path("S").asText()).isIn("BUY", "SELL");
    boolean sells = order.path("S").asText().equals("SELL");
    assertThat(order.path("p").asDouble() < order.path("ap").asDouble()).isEqualTo(sells);
  }

  @Test
  void changesOfTheBookJoinTheSnapshot() {
    Visitor.Line line = visitor.connect("binance-usdm/public/ws/btcusdt@depth@100ms");
    JsonNode snapshot = visitor.get(REST + "depth?symbol=BTCUSDT&limit=1000");
    long last = snapshot.path("lastUpdateId").asLong();
    JsonNode first = line.next(m -> m.path("u").asLong() >= last);
    assertThat(first.path("U").asLong()).isLessThanOrEqualTo(last);
    JsonNode second = line.next(m -> m.path("e").asText().equals("depthUpdate"));
    assertThat(second.path("pu").asLong()).isEqualTo(first.path("u").asLong());
  }

  @Test
  void openInterestOfThePastIsKeptForThirtyDays() {
    String call = "binance-usdm/futures/data/openInterestHist?symbol=BTCUSDT&period=1h";
    long hour = Visitor.START.truncatedTo(ChronoUnit.HOURS).toEpochMilli();
    JsonNode some =
        visitor.get(call + "&startTime=" + (hour - 4 * HOUR) + "&endTime=" + (hour - 2 * HOUR));
    assertThat(some).hasSize(3);
    assertThat(some.get(0).path("timestamp").asLong()).isEqualTo(hour - 4 * HOUR);
    assertThat(some.get(2).path("symbol").asText()).isEqualTo("BTCUSDT");
    JsonNode old = visitor.get(call + "&startTime=" + (hour - 31 * 24 * HOUR));
    assertThat(old.path("code").asInt()).isEqualTo(-1130);
    assertThat(visitor.get(call + "&limit=2")).hasSize(2);
  }

  @Test
  void tooManyMessagesASecondCloseTheSocket() {
    Visitor.Line line = visitor.connect("binance-usdm/market/ws");
    for (int i = 0; i < 12; i++) {
      line.send("{\"method\":\"LIST_SUBSCRIPTIONS\",\"id\":" + i + "}");
    }
    assertThat(line.raw(text -> text.startsWith(Visitor.CLOSED))).endsWith("1008");
  }

  @Test
  void markCandlesCoverTheDayBefore() {
    JsonNode rows = visitor.get(REST + "markPriceKlines?symbol=ETHUSDT&interval=1h&limit=24");
    assertThat(rows).hasSize(24);
    for (int i = 1; i < 24; i++) {
      JsonNode row = rows.get(i);
      assertThat(row.get(0).asLong() - rows.get(i - 1).get(0).asLong()).isEqualTo(HOUR);
      assertThat(row.get(1).asText()).isEqualTo(rows.get(i - 1).get(4).asText());
      assertThat(row.get(2).asDouble()).isGreaterThanOrEqualTo(row.get(3).asDouble());
    }
  }
}
