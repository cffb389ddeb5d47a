package dev.carry.sim;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// OKX v5 as a client without any library meets it.
class OkxWireTest {
  private static final String PUBLIC = "okx/api/v5/public/";
  private static final String BTC = "{\"channel\":\"%s\",\"instId\":\"BTC-USDT-SWAP\"}";

  private Visitor visitor = Visitor.plain();

  @AfterEach
  void stop() {
    visitor.close();
  }

  private Visitor.Line subscribed(String arg) {
    return subscribed("public", arg);
  }

  private Visitor.Line subscribed(String door, String arg) {
    Visitor.Line line = visitor.connect("okx/ws/v5/" + door);
    line.send("{\"op\":\"subscribe\",\"args\":[" + arg + "]}");
    JsonNode acknowledged = Visitor.parse(line.still());
    assertThat(acknowledged.path("event").asText()).isEqualTo("subscribe");
    assertThat(acknowledged.path("arg")).isEqualTo(Visitor.parse(arg));
    return line;
  }

  @Test
  void swapsAndFuturesAreListedApart() {
    JsonNode swaps = visitor.get(PUBLIC + "instruments?instType=SWAP").path("data");
    assertThat(swaps.findValuesAsText("instId"))
        .contains("BTC-USDT-SWAP", "BTC-USD-SWAP", "PEPE-USDT-SWAP")
        .allMatch(id -> id.endsWith("-SWAP"));
    JsonNode futures = visitor.get(PUBLIC + "instruments?instType=FUTURES").path("data");
    assertThat(futures.findValuesAsText("expTime")).isNotEmpty().doesNotContain("");
    assertThat(swaps.get(0).path("ctVal").asText()).isEqualTo("0.01");
    assertThat(visitor.get(PUBLIC + "instruments").path("code").asText()).isEqualTo("50014");
    assertThat(visitor.get(PUBLIC + "instruments?instType=OPTION").path("code").asText())
        .isEqualTo("50014");
  }

  @Test
  void fundingNamesItsSettlementAndTheOneAfter() {
    JsonNode row = visitor.get(PUBLIC + "funding-rate?instId=BTC-USDT-SWAP").path("data").get(0);
    Instant next = Instant.ofEpochMilli(row.path("fundingTime").asLong());
    Instant after = Instant.ofEpochMilli(row.path("nextFundingTime").asLong());
    assertThat(next).isEqualTo("2026-05-04T16:00:00Z");
    assertThat(Duration.between(next, after)).isEqualTo(Duration.ofHours(8));
    assertThat(row.path("nextFundingRate").asText()).isEmpty();
    assertThat(row.path("fundingRate").asText()).matches("-?0\\.\\d{16}");
    JsonNode all = visitor.get(PUBLIC + "funding-rate?instId=ANY").path("data");
    assertThat(all.size()).isGreaterThan(20);
  }

  @Test
  void historyPagesBackwardsWithAfter() {
    String url = PUBLIC + "funding-rate-history?instId=BTC-USDT-SWAP";
    JsonNode all = visitor.get(url).path("data");
    assertThat(all).hasSize(90);
    long third = all.get(2).path("fundingTime").asLong();
    JsonNode older = visitor.get(url + "&limit=5&after=" + third).path("data");
    assertThat(older.get(0)).isEqualTo(all.get(3));
    JsonNode newer = visitor.get(url + "&before=" + third).path("data");
    assertThat(newer).hasSize(2);
    assertThat(all.get(0).path("realizedRate")).isNotEqualTo(all.get(0).path("fundingRate"));
    assertThat(visitor.get(url + "&limit=401").path("code").asText()).isEqualTo("51000");
    assertThat(visitor.get(PUBLIC + "funding-rate-history?instId=NO-SWAP").path("code").asText())
        .isEqualTo("51001");
  }

  @Test
  void sizesAreInContracts() {
    JsonNode row =
        visitor
            .get(PUBLIC + "open-interest?instType=SWAP&instId=BTC-USDT-SWAP")
            .path("data")
            .get(0);
    double contracts = row.path("oi").asDouble();
    assertThat(row.path("oiCcy").asDouble()).isCloseTo(contracts * 0.01, withinPart(contracts));
    JsonNode inverse =
        visitor.get(PUBLIC + "open-interest?instType=SWAP&instId=BTC-USD-SWAP").path("data").get(0);
    assertThat(inverse.path("oiUsd").asDouble()).isEqualTo(inverse.path("oi").asDouble() * 100);
  }

  private static Offset<Double> withinPart(double value) {
    return Offset.offset(value * 1e-6);
  }

  @Test
  void theTwentyFirstRequestInTwoSecondsIsRefused() {
    HttpResponse<String> answer = visitor.response(PUBLIC + "time");
    for (int i = 0; i < 20; i++) {
      answer = visitor.response(PUBLIC + "time");
    }
    assertThat(answer.statusCode()).isEqualTo(429);
    assertThat(answer.body()).contains("\"code\":\"50011\"");
    visitor.advance(Duration.ofSeconds(2));
    assertThat(visitor.response(PUBLIC + "time").statusCode()).isEqualTo(200);
  }

  @Test
  void channelsSpeakAtOnceAndThenOnChange() {
    for (String channel : List.of("mark-price", "bbo-tbt", "tickers", "open-interest")) {
      Visitor.Line line = subscribed(BTC.formatted(channel));
      JsonNode first = Visitor.parse(line.still());
      assertThat(first.path("arg").path("channel").asText()).isEqualTo(channel);
      assertThat(first.path("data")).hasSize(1);
      JsonNode second = line.next(m -> m.has("data"));
      assertThat(second.findValue("ts").asLong()).isGreaterThan(first.findValue("ts").asLong());
    }
  }

  @Test
  void fundingIsPushedEveryMinute() {
    Visitor.Line line = subscribed(BTC.formatted("mark-price"));
    line.send("{\"op\":\"subscribe\",\"args\":[" + BTC.formatted("funding-rate") + "]}");
    JsonNode first = line.next(m -> m.has("data") && m.findValue("fundingTime") != null);
    visitor.advance(Duration.ofSeconds(130));
    JsonNode second = line.next(m -> m.has("data") && m.findValue("fundingTime") != null);
    JsonNode third = line.next(m -> m.has("data") && m.findValue("fundingTime") != null);
    assertThat(second.findValue("ts").asLong()).isGreaterThan(first.findValue("ts").asLong());
    assertThat(third.findValue("ts").asLong() - second.findValue("ts").asLong()).isEqualTo(60_000);
  }

  /// `[opens, open, high, low, close, confirmed]`, told once more when it is closed, as over REST.
  @Test
  void candlesGrowAndCloseOnTheBusinessSocketOnly() {
    String arg = BTC.formatted("mark-price-candle1m");
    Visitor.Line line = subscribed("business", arg);
    JsonNode open = Visitor.parse(line.still()).path("data").path(0);
    assertThat(open).hasSize(6);
    assertThat(open.path(5).asText()).isEqualTo("0");
    visitor.advance(Duration.ofSeconds(60));
    JsonNode closed =
        line.next(m -> m.path("data").path(0).path(5).asText().equals("1")).path("data").path(0);
    assertThat(closed.path(0).asText()).isEqualTo(open.path(0).asText());
    assertThat(closed.path(1).asText()).isEqualTo(open.path(1).asText());
    JsonNode rest =
        visitor.get(
            "okx/api/v5/market/mark-price-candles?instId=BTC-USDT-SWAP&after="
                + (closed.path(0).asLong() + 1));
    assertThat(rest.path("data").path(0)).isEqualTo(closed);
    Visitor.Line wrong = visitor.connect("okx/ws/v5/public");
    wrong.send("{\"op\":\"subscribe\",\"args\":[" + arg + "]}");
    assertThat(Visitor.parse(wrong.still()).path("code").asText()).isEqualTo("60018");
  }

  @Test
  void theIndexIsKeyedByItsOwnName() {
    Visitor.Line line = subscribed("{\"channel\":\"index-tickers\",\"instId\":\"BTC-USDT\"}");
    assertThat(Visitor.parse(line.still()).findValue("instId").asText()).isEqualTo("BTC-USDT");
    Visitor.Line wrong = visitor.connect("okx/ws/v5/public");
    wrong.send("{\"op\":\"subscribe\",\"args\":[" + BTC.formatted("index-tickers") + "]}");
    assertThat(Visitor.parse(wrong.still()).path("code").asText()).isEqualTo("60018");
  }

  @Test
  void errorsDoNotEndTheConnection() {
    Visitor.Line line = visitor.connect("okx/ws/v5/public");
    line.send("{\"op\":\"subscribe\",\"args\":[{\"channel\":\"tickers\",\"instId\":\"NO\"}]}");
    assertThat(Visitor.parse(line.still()).path("event").asText()).isEqualTo("error");
    line.send("nonsense");
    assertThat(Visitor.parse(line.still()).path("code").asText()).isEqualTo("60012");
    line.send("ping");
    assertThat(line.still()).isEqualTo("pong");
  }

  @Test
  void aSilentConnectionIsDroppedAfterThirtySeconds() {
    Visitor.Line line = visitor.connect("okx/ws/v5/public");
    assertThat(line.raw(text -> text.startsWith(Visitor.CLOSED))).isEqualTo(Visitor.CLOSED + 4004);
  }

  @Test
  void theBookAddsUpToItsRestPicture() {
    Visitor.Line line = subscribed(BTC.formatted("books"));
    JsonNode first = Visitor.parse(line.still());
    assertThat(first.path("action").asText()).isEqualTo("snapshot");
    assertThat(first.findValue("prevSeqId").asLong()).isEqualTo(-1);
    TreeMap<Double, String> bids = new TreeMap<>();
    apply(bids, first);
    long sequence = first.findValue("seqId").asLong();
    for (int i = 0; i < 40; i++) {
      JsonNode update = line.next(m -> m.has("action"));
      assertThat(update.findValue("prevSeqId").asLong()).isEqualTo(sequence);
      sequence = update.findValue("seqId").asLong();
      apply(bids, update);
    }
    JsonNode now = visitor.get("okx/api/v5/market/books?instId=BTC-USDT-SWAP&sz=20").path("data");
    while (now.get(0).path("seqId").asLong() > sequence) {
      JsonNode update = line.next(m -> m.has("action"));
      sequence = update.findValue("seqId").asLong();
      apply(bids, update);
    }
    JsonNode rest = now.get(0).path("bids");
    List<Double> best = List.copyOf(bids.descendingMap().keySet()).subList(0, 20);
    for (int i = 0; i < 20; i++) {
      assertThat(best.get(i)).isEqualTo(rest.get(i).get(0).asDouble());
    }
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
}
