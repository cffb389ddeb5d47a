package dev.carry.sim;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Gate futures v4 as a client without any library meets it.
class GateWireTest {
  private static final String USDT = "gate/api/v4/futures/usdt/";

  private final Visitor visitor = Visitor.plain();

  @AfterEach
  void stop() {
    visitor.close();
  }

  private static String subscribe(String channel, String... names) {
    return "{\"time\":123456,\"channel\":\"futures."
        + channel
        + "\",\"event\":\"subscribe\",\"payload\":[\""
        + String.join("\",\"", names)
        + "\"]}";
  }

  private Visitor.Line subscribed(String settle, String channel, String... names) {
    Visitor.Line line = visitor.connect("gate/v4/ws/" + settle);
    line.send(subscribe(channel, names));
    JsonNode acknowledged = Visitor.parse(line.still());
    assertThat(acknowledged.path("result").path("status").asText()).isEqualTo("success");
    return line;
  }

  @Test
  void contractsAreListedByCurrencyAndALimitCutsTheList() {
    JsonNode linear = visitor.get(USDT + "contracts");
    assertThat(linear.findValuesAsText("name")).contains("BTC_USDT", "PEPE_USDT").hasSize(20);
    assertThat(visitor.get(USDT + "contracts?limit=3")).hasSize(3);
    JsonNode inverse = visitor.get("gate/api/v4/futures/btc/contracts");
    assertThat(inverse).hasSize(1);
    assertThat(inverse.get(0).path("name").asText()).isEqualTo("BTC_USD");
    assertThat(inverse.get(0).path("quanto_multiplier").asText()).isEqualTo("0");
    assertThat(visitor.response("gate/api/v4/futures/usdc/contracts").statusCode()).isEqualTo(400);
  }

  @Test
  void theRateChargedIsShownForAMinuteUnderTheNextSettlementsTime() {
    visitor.advance(Duration.ofMinutes(153).plusSeconds(20));
    JsonNode after = visitor.get(USDT + "contracts/BTC_USDT");
    JsonNode settled = visitor.get(USDT + "funding_rate?contract=BTC_USDT&limit=1").get(0);
    assertThat(after.path("funding_rate")).isEqualTo(settled.path("r"));
    assertThat(Instant.ofEpochSecond(after.path("funding_next_apply").asLong()))
        .isEqualTo("2026-05-05T00:00:00Z");
    assertThat(settled.path("t").asLong() - Instant.parse("2026-05-04T16:00:00Z").getEpochSecond())
        .isBetween(1L, 2L);
  }

  @Test
  void historyIsNewestFirstAndBothEndsBelongToIt() {
    JsonNode all = visitor.get(USDT + "funding_rate?contract=BTC_USDT&limit=1000");
    assertThat(all).hasSize(90);
    long third = all.get(2).path("t").asLong();
    assertThat(visitor.get(USDT + "funding_rate?contract=BTC_USDT&limit=1000&to=" + third))
        .hasSize(88);
    assertThat(visitor.get(USDT + "funding_rate?contract=BTC_USDT&from=" + third)).hasSize(3);
    assertThat(visitor.get(USDT + "funding_rate").path("label").asText())
        .isEqualTo("MISSING_REQUIRED_PARAM");
  }

  @Test
  void sizesByRestAreWholeContractsAndTheBookNamesItsNumberOnRequest() {
    JsonNode book = visitor.get(USDT + "order_book?contract=ETH_USDT&limit=20&with_id=true");
    assertThat(book.path("bids")).hasSize(20);
    assertThat(book.path("asks").get(0).path("s").isIntegralNumber()).isTrue();
    assertThat(book.path("id").asLong()).isPositive();
    assertThat(visitor.get(USDT + "order_book?contract=ETH_USDT").has("id")).isFalse();
    assertThat(visitor.get(USDT + "order_book?contract=ETH_USDT&limit=1000").path("message"))
        .hasToString("\"limit 300\"");
    assertThat(visitor.get(USDT + "order_book?contract=NO_USDT").path("label").asText())
        .isEqualTo("CONTRACT_NOT_FOUND");
  }

  @Test
  void candlesOfMarkAndIndexHaveThePrefixInTheName() {
    String hour = "&interval=1h&from=1777820400&to=1777831200";
    for (String prefix : List.of("", "mark_", "index_")) {
      JsonNode rows = visitor.get(USDT + "candlesticks?contract=" + prefix + "BTC_USDT" + hour);
      assertThat(rows).hasSize(4);
      assertThat(rows.get(0).path("t").asLong()).isEqualTo(1_777_820_400);
      assertThat(rows.get(0).has("v")).isEqualTo(prefix.isEmpty());
    }
    JsonNode premium = visitor.get(USDT + "premium_index?contract=BTC_USDT" + hour);
    assertThat(Math.abs(premium.get(0).path("c").asDouble())).isLessThan(0.01);
    assertThat(
            visitor
                .get(USDT + "candlesticks?contract=BTC_USDT&interval=1h&from=0&to=1777831200")
                .path("label")
                .asText())
        .isEqualTo("INVALID_PARAM_VALUE");
  }

  @Test
  void openInterestOfThePastIsInContractsAndInMoney() {
    JsonNode rows =
        visitor.get(USDT + "contract_stats?contract=BTC_USDT&interval=1h&from=1777820400&limit=4");
    assertThat(rows).hasSize(4);
    JsonNode row = rows.get(0);
    double contracts = row.path("open_interest").asDouble();
    double each = row.path("open_interest_usd").asDouble() / contracts;
    double multiplier =
        visitor.get(USDT + "contracts/BTC_USDT").path("quanto_multiplier").asDouble();
    assertThat(each / multiplier).isCloseTo(row.path("mark_price").asDouble(), percent(1));
  }

  private static Percentage percent(int value) {
    return Percentage.withPercentage(value);
  }

  @Test
  void theAllowanceCountsDownAndIsRefusedAtItsEnd() {
    HttpResponse<String> answer = visitor.response(USDT + "tickers");
    assertThat(answer.headers().firstValue("x-gate-ratelimit-requests-remain")).hasValue("199");
    for (int i = 0; i < 200; i++) {
      answer = visitor.response(USDT + "tickers");
    }
    assertThat(answer.statusCode()).isEqualTo(429);
    assertThat(answer.body()).contains("TOO_MANY_REQUESTS");
    assertThat(visitor.response(USDT + "contracts").statusCode()).isEqualTo(200);
  }

  @Test
  void tickersCarryTheirSettlementAndNoTouch() {
    Visitor.Line line = subscribed("usdt", "tickers", "BTC_USDT", "ETH_USDT");
    JsonNode row = line.next(m -> m.path("event").asText().equals("update")).path("result").get(0);
    assertThat(row.path("funding_interval").asInt()).isEqualTo(28_800);
    assertThat(row.path("funding_next_apply").asLong()).isEqualTo(1_777_910_400);
    assertThat(row.has("highest_bid")).isFalse();
    JsonNode rest = visitor.get(USDT + "tickers?contract=BTC_USDT").get(0);
    assertThat(rest.has("highest_bid")).isTrue();
    assertThat(rest.has("funding_next_apply")).isFalse();
  }

  @Test
  void aContractOfAnotherCurrencyIsAcceptedAndSilent() {
    Visitor.Line line = subscribed("btc", "obu", "ob.BTC_USDT.50");
    line.send(subscribe("obu", "ob.NO_USDT.50"));
    assertThat(line.still()).contains("success");
    line.send(subscribe("tickers", "BTC_USD"));
    line.next(m -> m.path("event").asText().equals("update"));
    assertThat(line.drain()).noneMatch(text -> text.contains("ob.BTC_USDT.50"));
  }

  @Test
  void oneUnknownNameRefusesTheWholeMessage() {
    Visitor.Line line = visitor.connect("gate/v4/ws/usdt");
    line.send(subscribe("tickers", "BTC_USDT", "NO_USDT"));
    JsonNode refused = Visitor.parse(line.still());
    assertThat(refused.path("error").path("message").asText())
        .isEqualTo("unknown currency pair: NO_USDT");
    assertThat(refused.path("result").path("status").asText()).isEqualTo("fail");
    line.send(subscribe("nope", "BTC_USDT"));
    assertThat(line.still()).contains("Unknown channel futures.nope");
    line.send("nonsense");
    assertThat(line.still()).contains("request message need json scheme");
    line.send("{\"time\":1,\"channel\":\"futures.ping\"}");
    assertThat(line.still()).contains("futures.pong");
  }

  @Test
  void aSilentConnectionIsCutAfterThirtySeconds() {
    Visitor.Line line = visitor.connect("gate/v4/ws/usdt");
    assertThat(line.raw(text -> text.startsWith(Visitor.CLOSED))).startsWith(Visitor.CLOSED);
  }

  @Test
  void aBookIsSubscribedOnceAndAddsUpToItsRestPicture() {
    Visitor.Line line = subscribed("usdt", "obu", "ob.BTC_USDT.50");
    JsonNode first = line.next(m -> m.path("result").has("full")).path("result");
    assertThat(first.path("b")).hasSize(50);
    TreeMap<Double, String> bids = new TreeMap<>();
    apply(bids, first);
    long number = first.path("u").asLong();
    line.send(subscribe("obu", "ob.BTC_USDT.50"));
    assertThat(line.next(m -> m.has("error")).path("error").path("message").asText())
        .isEqualTo("Alert sub ob.BTC_USDT.50");
    for (int i = 0; i < 40; i++) {
      JsonNode change = line.next(m -> m.path("result").has("U")).path("result");
      assertThat(change.path("U").asLong()).isEqualTo(number + 1);
      number = change.path("u").asLong();
      apply(bids, change);
    }
    JsonNode now = visitor.get(USDT + "order_book?contract=BTC_USDT&limit=20&with_id=true");
    while (now.path("id").asLong() > number) {
      JsonNode change = line.next(m -> m.path("result").has("U")).path("result");
      number = change.path("u").asLong();
      apply(bids, change);
    }
    List<Double> best = List.copyOf(bids.descendingMap().keySet()).subList(0, 20);
    for (int i = 0; i < 20; i++) {
      assertThat(best.get(i)).isEqualTo(now.path("bids").get(i).path("p").asDouble());
    }
    assertThat(bids).as("levels that leave the window are deleted").hasSize(50);
  }

  private static void apply(Map<Double, String> bids, JsonNode message) {
    for (JsonNode level : message.path("b")) {
      if (level.get(1).asText().equals("0")) {
        bids.remove(level.get(0).asDouble());
      } else {
        bids.put(level.get(0).asDouble(), level.get(1).asText());
      }
    }
  }

  @Test
  void candlesGrowAndAreToldOnceMoreWhenClosed() {
    Visitor.Line line = subscribed("usdt", "candlesticks", "1m", "mark_BTC_USDT");
    JsonNode open = line.next(m -> m.path("result").isArray()).path("result").get(0);
    assertThat(open.path("n").asText()).isEqualTo("1m_mark_BTC_USDT");
    assertThat(open.path("w").asBoolean()).isFalse();
    visitor.advance(Duration.ofSeconds(60));
    JsonNode closed =
        line.next(m -> m.path("result").path(0).path("w").asBoolean()).path("result").get(0);
    assertThat(closed.path("t")).isEqualTo(open.path("t"));
    assertThat(closed.path("o")).isEqualTo(open.path("o"));
  }
}
