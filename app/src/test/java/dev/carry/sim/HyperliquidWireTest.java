package dev.carry.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carry.sim.fault.Fault;
import dev.carry.sim.fault.FaultFile;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Hyperliquid as a client without any library meets it.
class HyperliquidWireTest {
  private static final String INFO = "hyperliquid/info";

  private Visitor visitor = Visitor.plain();

  @AfterEach
  void stop() {
    visitor.close();
  }

  private JsonNode ask(String type, String fields) {
    return Visitor.parse(visitor.post(INFO, question(type, fields)).body());
  }

  private static String question(String type, String fields) {
    return "{\"type\":\"" + type + "\"" + fields + "}";
  }

  private static String coin(String name) {
    return ",\"coin\":\"" + name + "\"";
  }

  private Visitor.Line subscribed(String type, String fields) {
    Visitor.Line line = visitor.connect("hyperliquid/ws");
    subscribe(line, type, fields);
    JsonNode acknowledged = Visitor.parse(line.still());
    assertThat(acknowledged.path("channel").asText()).isEqualTo("subscriptionResponse");
    assertThat(acknowledged.at("/data/subscription/type").asText()).isEqualTo(type);
    return line;
  }

  private static void subscribe(Visitor.Line line, String type, String fields) {
    line.send("{\"method\":\"subscribe\",\"subscription\":" + question(type, fields) + "}");
  }

  @Test
  void contextsGoByThePositionOfTheUniverseDelistedCoinsAmongThem() {
    JsonNode answer = ask("metaAndAssetCtxs", "");
    JsonNode universe = answer.get(0).path("universe");
    JsonNode contexts = answer.get(1);
    assertThat(contexts.size()).isEqualTo(universe.size());
    int gone = 3;
    assertThat(universe.get(gone).path("isDelisted").asBoolean()).isTrue();
    assertThat(contexts.get(gone).path("premium").isNull()).isTrue();
    assertThat(contexts.get(gone).path("midPx").isNull()).isTrue();
    assertThat(contexts.get(gone).path("funding").asText()).isEqualTo("0.0");
    assertThat(universe.get(0).has("isDelisted")).as("only where it is true").isFalse();
    assertThat(contexts.get(0).fieldNames()).toIterable().doesNotContain("name", "coin");
    double oracle = contexts.get(0).path("oraclePx").asDouble();
    assertThat(contexts.get(0).path("markPx").asDouble()).isCloseTo(oracle, within(oracle * 0.02));
  }

  @Test
  void cheapCoinsAreListedByTheThousandAndBuilderDexesUnderTheirName() {
    JsonNode metas = ask("allPerpMetas", "");
    assertThat(metas).hasSize(2);
    assertThat(metas.get(0).findValuesAsText("name"))
        .contains("BTC", "kPEPE")
        .doesNotContain("PEPE");
    assertThat(metas.get(1).findValuesAsText("name"))
        .containsExactly("hyna:BTC", "hyna:ETH", "hyna:SOL");
    int token = metas.get(1).path("collateralToken").asInt();
    JsonNode tokens = ask("spotMeta", "").path("tokens");
    assertThat(tokens)
        .anySatisfy(
            row -> {
              assertThat(row.path("index").asInt()).isEqualTo(token);
              assertThat(row.path("name").asText()).isEqualTo("USDE");
            });
    JsonNode dexes = ask("perpDexs", "");
    assertThat(dexes.get(0).isNull()).isTrue();
    assertThat(dexes.get(1).path("name").asText()).isEqualTo("hyna");
  }

  @Test
  void whatIsNotKnownIsAnsweredWithFiveHundredAndNull() {
    for (String fields : List.of(coin("NO"), coin("btc"))) {
      HttpResponse<String> answer = visitor.post(INFO, question("l2Book", fields));
      assertThat(answer.statusCode()).isEqualTo(500);
      assertThat(answer.body()).isEqualTo("null");
    }
    assertThat(visitor.post(INFO, question("meta", ",\"dex\":\"no\"")).statusCode()).isEqualTo(500);
    assertThat(visitor.post(INFO, question("nothing", "")).statusCode()).isEqualTo(422);
    assertThat(visitor.response(INFO).statusCode()).isEqualTo(405);
  }

  @Test
  void anUnknownCoinClosesTheWholeSocketWithoutAWord() {
    Visitor.Line line = subscribed("bbo", coin("BTC"));
    line.still();
    subscribe(line, "bbo", coin("btc"));
    assertThat(line.raw(text -> text.startsWith(Visitor.CLOSED))).isEqualTo(Visitor.CLOSED + 1006);
  }

  @Test
  void historyIsOldestFirstAtMostFiveHundredAndALittleAfterTheHour() {
    JsonNode all = ask("fundingHistory", coin("BTC") + ",\"startTime\":0");
    assertThat(all).hasSize(500);
    long first = all.get(0).path("time").asLong();
    assertThat(Math.floorMod(first, 3_600_000)).isBetween(1, 118);
    assertThat(all.get(1).path("time").asLong()).isGreaterThan(first);
    long last = all.get(499).path("time").asLong();
    JsonNode next = ask("fundingHistory", coin("BTC") + ",\"startTime\":" + (last + 1));
    assertThat(next).hasSize(220);
    JsonNode window =
        ask("fundingHistory", coin("BTC") + ",\"startTime\":" + first + ",\"endTime\":" + first);
    assertThat(window).hasSize(1);
    assertThat(window.get(0)).isEqualTo(all.get(0));
  }

  @Test
  void longAnswersCostMoreAndTheBudgetOfAMinuteEnds() {
    List<Integer> statuses =
        IntStream.range(0, 61)
            .mapToObj(i -> visitor.post(INFO, question("perpDexs", "")).statusCode())
            .toList();
    assertThat(statuses.subList(0, 60)).containsOnly(200);
    assertThat(statuses.getLast()).isEqualTo(429);
    visitor.advance(Duration.ofMinutes(1));
    assertThat(visitor.post(INFO, question("l2Book", coin("BTC"))).statusCode()).isEqualTo(200);
  }

  @Test
  void booksAreWholeEveryFiveSecondsAndTheSameAsByRest() {
    Visitor.Line line = subscribed("l2Book", coin("kPEPE"));
    JsonNode first = Visitor.parse(line.still()).path("data");
    assertThat(first.path("levels").get(0)).hasSize(20);
    assertThat(first).isEqualTo(ask("l2Book", coin("kPEPE")));
    JsonNode second = line.next(m -> m.path("channel").asText().equals("l2Book")).path("data");
    JsonNode third = line.next(m -> m.path("channel").asText().equals("l2Book")).path("data");
    assertThat(third.path("time").asLong() - second.path("time").asLong()).isEqualTo(5_400);
    Visitor.Line fast = subscribed("l2Book", coin("BTC") + ",\"fast\":true");
    assertThat(Visitor.parse(fast.still()).at("/data/levels/1")).hasSize(5);
  }

  @Test
  void aCoinsContextIsToldEverySecondAndAllOfThemMoreRarely() {
    Visitor.Line one = subscribed("activeAssetCtx", coin("hyna:ETH"));
    JsonNode context = Visitor.parse(one.still()).path("data");
    assertThat(context.path("coin").asText()).isEqualTo("hyna:ETH");
    assertThat(context.path("ctx").path("funding").asText()).matches("-?0\\.\\d+");
    Visitor.Line all = subscribed("allDexsAssetCtxs", "");
    JsonNode dexes = Visitor.parse(all.still()).at("/data/ctxs");
    assertThat(dexes.get(0).get(0).asText()).isEmpty();
    assertThat(dexes.get(1).get(0).asText()).isEqualTo("hyna");
    assertThat(dexes.get(0).get(1).size()).isEqualTo(ask("meta", "").path("universe").size());
  }

  @Test
  void questionsMayBeAskedOnTheSocket() {
    Visitor.Line line = visitor.connect("hyperliquid/ws");
    line.send(
        "{\"method\":\"post\",\"id\":7,\"request\":{\"type\":\"info\",\"payload\":"
            + question("allPerpMetas", "")
            + "}}");
    JsonNode answer = Visitor.parse(line.still());
    assertThat(answer.at("/data/id").asInt()).isEqualTo(7);
    assertThat(answer.at("/data/response/payload/type").asText()).isEqualTo("allPerpMetas");
    assertThat(answer.at("/data/response/payload/data")).isEqualTo(ask("allPerpMetas", ""));
  }

  @Test
  void theFirstTradesAreThoseBeforeTheSubscription() {
    JsonNode trades = Visitor.parse(subscribed("trades", coin("BTC")).still()).path("data");
    assertThat(trades.size()).isPositive();
    assertThat(trades)
        .allSatisfy(
            trade ->
                assertThat(trade.path("time").asLong())
                    .isLessThanOrEqualTo(Visitor.START.toEpochMilli()));
    assertThat(trades.get(0).path("side").asText()).isIn("A", "B");
  }

  @Test
  void candlesGrowAndNothingSaysThatTheyAreClosed() {
    Visitor.Line line = subscribed("candle", coin("BTC") + ",\"interval\":\"1m\"");
    JsonNode candle = Visitor.parse(line.still()).path("data");
    long opens = candle.path("t").asLong();
    assertThat(candle.path("T").asLong()).isEqualTo(opens + 59_999);
    visitor.advance(Duration.ofSeconds(61));
    line.next(m -> m.at("/data/t").asLong() == opens + 60_000);
    JsonNode rest =
        ask(
            "candleSnapshot",
            ",\"req\":{\"coin\":\"BTC\",\"interval\":\"1m\",\"startTime\":%d,\"endTime\":%d}"
                .formatted(opens, opens));
    assertThat(rest).hasSize(1);
    assertThat(rest.get(0).path("t").asLong()).isEqualTo(opens);
  }

  @Test
  void pingsAreAnsweredErrorsEndNothingAndSilenceDoes() {
    Visitor.Line line = visitor.connect("hyperliquid/ws");
    line.send("{\"method\":\"ping\"}");
    assertThat(line.still()).isEqualTo("{\"channel\":\"pong\"}");
    line.send("nonsense");
    assertThat(Visitor.parse(line.still()).path("channel").asText()).isEqualTo("error");
    assertThat(line.raw(text -> text.startsWith(Visitor.CLOSED))).startsWith(Visitor.CLOSED);
  }

  @Test
  void aDelistedCoinKeepsItsPlace() {
    visitor.close();
    List<Fault> faults =
        FaultFile.parse(
            "f.yaml", "- {at: 1s, venue: hyperliquid, what: delist, symbol: ETH, for: 1s}");
    visitor = new Visitor(SimOptions.defaults().withAssets(20).withFaults(faults));
    int before = ask("meta", "").path("universe").size();
    visitor.advance(Duration.ofSeconds(5));
    JsonNode answer = ask("metaAndAssetCtxs", "");
    assertThat(answer.get(0).path("universe").size()).isEqualTo(before);
    assertThat(answer.at("/0/universe/1/name").asText()).isEqualTo("ETH");
    assertThat(answer.at("/0/universe/1/isDelisted").asBoolean()).isTrue();
    assertThat(answer.at("/1/1/midPx").isNull()).isTrue();
    assertThat(visitor.post(INFO, question("l2Book", coin("ETH"))).statusCode()).isEqualTo(500);
  }
}
