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

/// Bitget as a client without any library meets it.
class BitgetWireTest {
  private static final String MARKET = "bitget/api/v2/mix/market/";
  private static final String USDT = "productType=USDT-FUTURES";

  private final Visitor visitor = Visitor.plain();

  @AfterEach
  void stop() {
    visitor.close();
  }

  private static String arg(String channel, String symbol) {
    return arg("USDT-FUTURES", channel, symbol);
  }

  private static String arg(String family, String channel, String symbol) {
    return "{\"instType\":\""
        + family
        + "\",\"channel\":\""
        + channel
        + "\",\"instId\":\""
        + symbol
        + "\"}";
  }

  private static String subscribe(String... args) {
    return "{\"op\":\"subscribe\",\"args\":[" + String.join(",", args) + "]}";
  }

  private Visitor.Line subscribed(String door, String arg) {
    Visitor.Line line = visitor.connect("bitget/" + door + "/ws/public");
    line.send(subscribe(arg));
    JsonNode acknowledged = Visitor.parse(line.still());
    assertThat(acknowledged.path("event").asText()).isEqualTo("subscribe");
    assertThat(acknowledged.path("arg")).isEqualTo(Visitor.parse(arg));
    return line;
  }

  private JsonNode data(String path) {
    JsonNode answer = visitor.get(MARKET + path);
    assertThat(answer.path("code").asText()).isEqualTo("00000");
    return answer.path("data");
  }

  private String refusal(String path) {
    HttpResponse<String> answer = visitor.response(MARKET + path);
    assertThat(answer.statusCode()).isEqualTo(400);
    return Visitor.parse(answer.body()).path("code").asText();
  }

  @Test
  void contractsAreListedByFamily() {
    assertThat(data("contracts?" + USDT).findValuesAsText("symbol"))
        .hasSize(20)
        .contains("BTCUSDT");
    assertThat(data("contracts?productType=USDC-FUTURES").findValuesAsText("symbol"))
        .contains("BTCPERP");
    JsonNode coin = data("contracts?productType=COIN-FUTURES").get(0);
    assertThat(coin.path("symbol").asText()).isEqualTo("BTCUSD");
    assertThat(coin.path("supportMarginCoins").get(0).asText()).isEqualTo("BTC");
    assertThat(refusal("contracts")).isEqualTo("40019");
    assertThat(refusal("contracts?productType=NOPE-FUTURES")).isEqualTo("40019");
  }

  @Test
  void fundingNamesItsIntervalAndListsAContractThatIsNotListed() {
    JsonNode rows = data("current-fund-rate?" + USDT);
    JsonNode row = rows.get(0);
    assertThat(row.path("symbol").asText()).isEqualTo("BTCUSDT");
    assertThat(row.path("fundingRateInterval").asText()).isEqualTo("8");
    assertThat(Instant.ofEpochMilli(row.path("nextUpdate").asLong()))
        .isEqualTo("2026-05-04T16:00:00Z");
    assertThat(row.path("minFundingRate").asText()).isEqualTo("-0.003");
    assertThat(rows.findValuesAsText("symbol")).contains("RWATESTMEUSDT");
    assertThat(data("contracts?" + USDT).findValuesAsText("symbol"))
        .doesNotContain("RWATESTMEUSDT");
  }

  @Test
  void theTickerIsASecondBehindTheFundingCall() {
    visitor.advance(Duration.ofMinutes(153).plusMillis(600));
    JsonNode ticker = data("ticker?symbol=BTCUSDT&" + USDT).get(0);
    JsonNode settled = data("history-fund-rate?symbol=BTCUSDT&pageSize=1&" + USDT).get(0);
    assertThat(ticker.path("fundingRate")).isEqualTo(settled.path("fundingRate"));
    assertThat(ticker.has("nextFundingTime")).isFalse();
    JsonNode funding = data("current-fund-rate?symbol=BTCUSDT&" + USDT).get(0);
    assertThat(Instant.ofEpochMilli(funding.path("nextUpdate").asLong()))
        .isEqualTo("2026-05-05T00:00:00Z");
  }

  @Test
  void historyHasPagesOfAtMostAHundred() {
    String path = "history-fund-rate?symbol=BTCUSDT&" + USDT;
    assertThat(data(path)).hasSize(20);
    JsonNode first = data(path + "&pageSize=40&pageNo=1");
    JsonNode second = data(path + "&pageSize=40&pageNo=2");
    assertThat(second).hasSize(40);
    assertThat(first.get(39).path("fundingTime").asLong() - 8 * 3_600_000)
        .isEqualTo(second.get(0).path("fundingTime").asLong());
    assertThat(data(path + "&pageSize=40&pageNo=3")).hasSize(10);
    assertThat(data(path + "&pageSize=40&pageNo=4")).isEmpty();
    assertThat(refusal(path + "&pageSize=101")).isEqualTo("40017");
    assertThat(refusal("history-fund-rate?symbol=NOUSDT&" + USDT)).isEqualTo("40034");
  }

  @Test
  void levelsByRestAreNumbers() {
    JsonNode book = data("merge-depth?symbol=BTCUSDT&limit=50&" + USDT);
    assertThat(book.path("bids")).hasSize(50);
    assertThat(book.path("bids").get(0).get(0).isNumber()).isTrue();
    assertThat(book.path("asks").get(0).get(0).asDouble())
        .isGreaterThan(book.path("bids").get(0).get(0).asDouble());
  }

  @Test
  void candlesOfThePastAreOldestFirst() {
    String range = "symbol=BTCUSDT&granularity=1H&startTime=1777820400000&endTime=1777831200000&";
    for (String of : List.of("history-candles", "history-mark-candles", "history-index-candles")) {
      JsonNode rows = data(of + "?" + range + USDT);
      assertThat(rows).hasSize(4);
      assertThat(rows.get(0).get(0).asText()).isEqualTo("1777820400000");
      assertThat(rows.get(0)).hasSize(7);
    }
    assertThat(refusal("history-candles?symbol=BTCUSDT&granularity=1H&startTime=0&" + USDT))
        .isEqualTo("00001");
  }

  @Test
  void theTwentyFirstRequestInASecondIsRefused() {
    HttpResponse<String> answer = visitor.response("bitget/api/v2/public/time");
    assertThat(answer.headers().firstValue("x-mbx-used-remain-limit")).hasValue("19");
    for (int i = 0; i < 20; i++) {
      answer = visitor.response("bitget/api/v2/public/time");
    }
    assertThat(answer.statusCode()).isEqualTo(429);
    visitor.advance(Duration.ofSeconds(1));
    assertThat(visitor.response("bitget/api/v2/public/time").statusCode()).isEqualTo(200);
  }

  @Test
  void tickersSpeakAtOnceAndGoOnWhateverMoves() {
    Visitor.Line line = subscribed("v2", arg("ticker", "BTCUSDT"));
    JsonNode first = Visitor.parse(line.still());
    assertThat(first.path("action").asText()).isEqualTo("snapshot");
    assertThat(first.findValue("nextFundingTime").asLong()).isEqualTo(1_777_910_400_000L);
    JsonNode second = line.next(m -> m.has("data"));
    assertThat(second.path("ts").asLong()).isGreaterThan(first.path("ts").asLong());
  }

  @Test
  void anUnknownNameIsRefusedAndAWrongFamilyIsSilent() {
    Visitor.Line line = visitor.connect("bitget/v2/ws/public");
    line.send(subscribe(arg("ticker", "NOUSDT")));
    JsonNode refused = Visitor.parse(line.still());
    assertThat(refused.path("event").asText()).isEqualTo("error");
    assertThat(refused.path("code").asInt()).isEqualTo(30001);
    line.send(subscribe(arg("markPrice", "BTCUSDT")));
    assertThat(Visitor.parse(line.still()).path("code").asInt()).isEqualTo(30016);
    line.send(subscribe(arg("ticker", "BTCPERP")));
    assertThat(Visitor.parse(line.still()).path("event").asText()).isEqualTo("subscribe");
    line.send(subscribe(arg("ticker", "BTCUSDT")));
    line.next(m -> m.has("data"));
    assertThat(line.drain())
        .noneMatch(text -> text.contains("\"data\"") && text.contains("BTCPERP"));
    line.send("ping");
    line.raw(text -> text.equals("pong"));
  }

  @Test
  void whoeverSaysNoPingForTwoMinutesIsCutWhileDataFlows() {
    Visitor.Line line = subscribed("v2", arg("ticker", "BTCUSDT"));
    visitor.advance(Duration.ofSeconds(130));
    assertThat(line.raw(text -> text.startsWith(Visitor.CLOSED))).startsWith(Visitor.CLOSED);
  }

  @Test
  void theBookAddsUpAndEachMessageNamesTheOneBefore() {
    Visitor.Line line = subscribed("v2", arg("books", "BTCUSDT"));
    JsonNode first = Visitor.parse(line.still());
    assertThat(first.path("action").asText()).isEqualTo("snapshot");
    assertThat(first.findValue("pseq").asLong()).isZero();
    TreeMap<Double, String> bids = new TreeMap<>();
    apply(bids, first);
    long sequence = first.findValue("seq").asLong();
    for (int i = 0; i < 40; i++) {
      JsonNode update = line.next(m -> m.has("action"));
      assertThat(update.findValue("pseq").asLong()).isEqualTo(sequence);
      sequence = update.findValue("seq").asLong();
      apply(bids, update);
    }
    assertThat(bids).hasSize(200);
    assertThat(first.path("data").get(0).has("checksum")).isFalse();
  }

  private static void apply(Map<Double, String> bids, JsonNode message) {
    for (JsonNode level : message.path("data").get(0).path("bids")) {
      if (level.get(1).asText().equals("0")) {
        bids.remove(level.get(0).asDouble());
      } else {
        bids.put(level.get(0).asDouble(), level.get(1).asText());
      }
    }
  }

  @Test
  void liquidationsComeOnTheNewerSocketOnly() {
    String arg = "{\"instType\":\"usdt-futures\",\"topic\":\"liquidation\"}";
    Visitor.Line line = subscribed("v3", arg);
    for (int minute = 0; minute < 10; minute++) {
      line.send("ping");
      line.raw(text -> text.equals("pong"));
      visitor.advance(Duration.ofMinutes(1));
    }
    line.send("ping");
    JsonNode row = line.next(m -> m.has("data")).path("data").get(0);
    assertThat(row.path("side").asText()).isIn("buy", "sell");
    assertThat(row.path("amount").asDouble()).isPositive();
    Visitor.Line older = visitor.connect("bitget/v2/ws/public");
    older.send(subscribe(arg("liquidation", "BTCUSDT")));
    assertThat(Visitor.parse(older.still()).path("event").asText()).isEqualTo("error");
  }
}
