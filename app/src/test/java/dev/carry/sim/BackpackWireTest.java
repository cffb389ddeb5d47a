package dev.carry.sim;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Backpack as a client without any library meets it.
class BackpackWireTest {
  private static final String REST = "backpack/api/v1/";

  private final Visitor visitor = Visitor.plain();

  @AfterEach
  void stop() {
    visitor.close();
  }

  private Visitor.Line subscribed(String... streams) {
    Visitor.Line line = visitor.connect("backpack/");
    line.send("{\"method\":\"SUBSCRIBE\",\"params\":[\"" + String.join("\",\"", streams) + "\"]}");
    return line;
  }

  private static JsonNode data(Visitor.Line line, String stream) {
    return line.next(m -> m.path("stream").asText().equals(stream)).path("data");
  }

  @Test
  void marketsStateTheirIntervalInMillisecondsAndTheirBoundsInBasisPoints() {
    JsonNode markets = visitor.get(REST + "markets");
    assertThat(markets.findValuesAsText("symbol"))
        .contains("BTC_USDC_PERP", "kPEPE_USDC_PERP")
        .allMatch(symbol -> symbol.endsWith("_USDC_PERP"));
    JsonNode first = markets.get(0);
    assertThat(first.path("fundingInterval").asLong()).isEqualTo(3_600_000);
    assertThat(first.path("fundingRateUpperBound").asText()).isEqualTo("150");
    assertThat(first.path("fundingRateLowerBound").asText()).isEqualTo("-150");
  }

  @Test
  void markPricesStateNoTimeOverRestAndThreeClocksOnTheSocket() {
    JsonNode row = visitor.get(REST + "markPrices?symbol=BTC_USDC_PERP").get(0);
    assertThat(row.properties()).hasSize(5);
    long next = row.path("nextFundingTimestamp").asLong();
    assertThat(Instant.ofEpochMilli(next)).isEqualTo("2026-05-04T14:00:00Z");
    JsonNode told = data(subscribed("markPrice.BTC_USDC_PERP"), "markPrice.BTC_USDC_PERP");
    assertThat(told.path("n").asLong()).isEqualTo(next);
    assertThat(told.path("T").asLong() / 1_000_000)
        .isBetween(Visitor.START.getEpochSecond(), Visitor.START.getEpochSecond() + 60);
  }

  @Test
  void historyBeginsWithTheIntervalThatStillRuns() {
    JsonNode rows = visitor.get(REST + "fundingRates?symbol=BTC_USDC_PERP&limit=3");
    assertThat(rows.findValuesAsText("intervalEndTimestamp"))
        .containsExactly("2026-05-04T14:00:00", "2026-05-04T13:00:00", "2026-05-04T12:00:00");
    JsonNode later = visitor.get(REST + "fundingRates?symbol=BTC_USDC_PERP&limit=1&offset=2");
    assertThat(later.get(0)).isEqualTo(rows.get(2));
  }

  @Test
  void nothingIsAcknowledgedAndUnknownMarketsAreSilent() {
    Visitor.Line line = subscribed("depth.NOPE_USDC_PERP", "markPrice.BTC_USDC_PERP");
    JsonNode first = Visitor.parse(line.raw(text -> true));
    assertThat(first.path("stream").asText()).isEqualTo("markPrice.BTC_USDC_PERP");
  }

  @ParameterizedTest
  @CsvSource({
    "nope.BTC_USDC_PERP, 4006, Invalid stream",
    "depth.100ms.BTC_USDC_PERP, 4008, Invalid depth window"
  })
  void wrongStreamsAreRefusedByNumber(String stream, int code, String why) {
    JsonNode error = Visitor.parse(subscribed(stream).still()).path("error");
    assertThat(error.path("code").asInt()).isEqualTo(code);
    assertThat(error.path("message").asText()).isEqualTo(why);
  }

  @Test
  void whatIsNoRequestIsRefusedAndTheSocketStaysOpen() {
    Visitor.Line line = subscribed("markPrice.BTC_USDC_PERP");
    line.send("nonsense");
    assertThat(line.next(m -> m.has("error")).path("error").path("code").asInt()).isEqualTo(4002);
    assertThat(data(line, "markPrice.BTC_USDC_PERP").has("p")).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"depth.BTC_USDC_PERP", "depth.200ms.BTC_USDC_PERP"})
  void changesContinueTheBookThatRestBegan(String stream) {
    Visitor.Line line = subscribed(stream);
    JsonNode first = data(line, stream);
    JsonNode book = visitor.get(REST + "depth?symbol=BTC_USDC_PERP&limit=1000");
    long last = book.path("lastUpdateId").asLong();
    TreeMap<Double, Double> bids = new TreeMap<>();
    apply(bids, book.path("bids"));
    long previous = first.path("u").asLong();
    for (int i = 0; i < 60; i++) {
      JsonNode change = data(line, stream);
      assertThat(change.path("U").asLong()).as("without a hole").isEqualTo(previous + 1);
      previous = change.path("u").asLong();
      if (previous > last) {
        apply(bids, change.path("b"));
      }
    }
    visitor.advance(Duration.ofSeconds(1));
    JsonNode now = visitor.get(REST + "depth?symbol=BTC_USDC_PERP&limit=20");
    while (previous < now.path("lastUpdateId").asLong()) {
      JsonNode change = data(line, stream);
      previous = change.path("u").asLong();
      apply(bids, change.path("b"));
    }
    if (previous == now.path("lastUpdateId").asLong()) {
      List<Double> best = List.copyOf(bids.descendingMap().keySet()).subList(0, 20);
      JsonNode ascending = now.path("bids");
      for (int i = 0; i < 20; i++) {
        assertThat(best.get(i)).isEqualTo(ascending.get(19 - i).get(0).asDouble());
      }
    }
  }

  private static void apply(Map<Double, Double> bids, JsonNode levels) {
    for (JsonNode level : levels) {
      if (level.get(1).asDouble() == 0) {
        bids.remove(level.get(0).asDouble());
      } else {
        bids.put(level.get(0).asDouble(), level.get(1).asDouble());
      }
    }
  }

  @Test
  void tradesTellWhetherTheBuyerWaited() {
    JsonNode trade = data(subscribed("trade.BTC_USDC_PERP"), "trade.BTC_USDC_PERP");
    assertThat(trade.path("m").isBoolean()).isTrue();
    assertThat(trade.path("T").asLong()).isGreaterThan(1_000_000_000_000_000L);
  }

  @Test
  void openInterestComesOnceAMinuteAndCandlesClose() {
    Visitor.Line line = subscribed("openInterest.BTC_USDC_PERP", "kline.1m.BTC_USDC_PERP");
    visitor.advance(Duration.ofSeconds(70));
    assertThat(data(line, "openInterest.BTC_USDC_PERP").path("o").asDouble()).isPositive();
    JsonNode closed = line.next(m -> m.path("data").path("X").asBoolean(false)).path("data");
    assertThat(closed.path("T").asLong() - closed.path("t").asLong()).isEqualTo(60);
  }

  @Test
  void candlesOfThePastAreOfThreePrices() {
    long to = Visitor.START.getEpochSecond();
    for (String price : List.of("Last", "Mark", "Index")) {
      JsonNode rows =
          visitor.get(
              REST
                  + "klines?symbol=BTC_USDC_PERP&interval=1h&startTime="
                  + (to - 4 * 3_600)
                  + "&priceType="
                  + price);
      assertThat(rows).hasSize(4);
      assertThat(rows.get(0).path("start").asText()).isEqualTo("2026-05-04 10:00:00");
    }
  }

  @Test
  void errorsAreJsonOrPlainText() {
    HttpResponse<String> plain = visitor.response(REST + "depth?symbol=BTC_USDC_PERP&limit=30");
    assertThat(plain.statusCode()).isEqualTo(400);
    assertThat(plain.body()).startsWith("failed to parse parameter `limit`");
    assertThat(visitor.get(REST + "depth?symbol=NOPE").path("code").asText())
        .isEqualTo("INVALID_CLIENT_REQUEST");
    assertThat(visitor.response(REST + "nothing").statusCode()).isEqualTo(404);
  }
}
