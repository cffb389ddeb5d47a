package dev.carry.sim;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// dYdX v4's indexer as a client without any library meets it.
class DydxWireTest {
  private static final String V4 = "dydx/v4/";

  private final Visitor visitor = Visitor.plain();

  @AfterEach
  void stop() {
    visitor.close();
  }

  private Visitor.Line connected() {
    Visitor.Line line = visitor.connect("dydx/v4/ws");
    JsonNode greeting = Visitor.parse(line.still());
    assertThat(greeting.path("type").asText()).isEqualTo("connected");
    assertThat(greeting.path("message_id").asInt()).isZero();
    return line;
  }

  private static void subscribe(Visitor.Line line, String channel, String id) {
    String of = id.isEmpty() ? "" : ",\"id\":\"" + id + "\"";
    line.send("{\"type\":\"subscribe\",\"channel\":\"" + channel + "\"" + of + "}");
  }

  private Visitor.Line subscribed(String channel, String id) {
    Visitor.Line line = connected();
    subscribe(line, channel, id);
    return line;
  }

  @Test
  void marketsAreAMapByTickerWithOnePriceForAll() {
    JsonNode markets = visitor.get(V4 + "perpetualMarkets").path("markets");
    JsonNode market = markets.path("BTC-USD");
    assertThat(market.path("oraclePrice").asDouble()).isPositive();
    assertThat(market.has("markPrice")).isFalse();
    assertThat(market.path("status").asText()).isEqualTo("ACTIVE");
    List<String> rates = new ArrayList<>();
    markets.forEach(row -> rates.add(row.path("nextFundingRate").asText()));
    assertThat(rates.getLast()).as("one that is not computed yet").isEqualTo("0");
    assertThat(rates.getFirst()).isNotEqualTo("0");
    JsonNode one = visitor.get(V4 + "perpetualMarkets?ticker=ETH-USD").path("markets");
    assertThat(one).hasSize(1);
    assertThat(visitor.response(V4 + "perpetualMarkets?ticker=NO-USD").statusCode()).isEqualTo(400);
  }

  @Test
  void historyIsHourlyNewestFirstWithItsBlocksStamp() {
    String url = V4 + "historicalFunding/BTC-USD";
    JsonNode all = visitor.get(url).path("historicalFunding");
    assertThat(all).hasSize(720);
    Instant newest = Instant.parse(all.get(0).path("effectiveAt").asText());
    Instant before = Instant.parse(all.get(1).path("effectiveAt").asText());
    assertThat(newest).isAfter("2026-05-04T13:00:00Z").isBefore("2026-05-04T13:00:01Z");
    assertThat(Duration.between(before, newest).toMinutes()).isBetween(59L, 60L);
    JsonNode older =
        visitor.get(url + "?limit=5&effectiveBeforeOrAt=" + before).path("historicalFunding");
    assertThat(older).hasSize(5);
    assertThat(older.get(0)).isEqualTo(all.get(1));
    assertThat(visitor.response(url + "?limit=1001").statusCode()).isEqualTo(400);
    HttpResponse<String> unknown = visitor.response(V4 + "historicalFunding/NO-USD");
    assertThat(unknown.statusCode()).isEqualTo(404);
    assertThat(Visitor.parse(unknown.body()).findValue("msg").asText())
        .isEqualTo("NO-USD not found in markets of type PERPETUAL");
  }

  @Test
  void candlesGoFromInclusiveToExclusive() {
    JsonNode candles =
        visitor
            .get(
                V4
                    + "candles/perpetualMarkets/BTC-USD?resolution=1HOUR"
                    + "&fromISO=2026-05-04T10:00:00Z&toISO=2026-05-04T12:00:00Z")
            .path("candles");
    assertThat(candles.findValuesAsText("startedAt"))
        .containsExactly("2026-05-04T11:00:00.000Z", "2026-05-04T10:00:00.000Z");
    assertThat(candles.get(0).has("startingOpenInterest")).isTrue();
    assertThat(
            visitor
                .response(V4 + "candles/perpetualMarkets/BTC-USD?resolution=2HOURS")
                .statusCode())
        .isEqualTo(400);
  }

  @Test
  void theHundredAndFirstRequestInTenSecondsIsRefused() {
    HttpResponse<String> answer = visitor.response(V4 + "time");
    for (int i = 0; i < 100; i++) {
      answer = visitor.response(V4 + "time");
    }
    assertThat(answer.statusCode()).isEqualTo(429);
    visitor.advance(Duration.ofSeconds(10));
    assertThat(visitor.response(V4 + "time").statusCode()).isEqualTo(200);
  }

  @Test
  void numbersGrowByOneWithEveryMessageOfAConnectionWhateverItsChannel() {
    Visitor.Line line = subscribed("v4_orderbook", "BTC-USD");
    subscribe(line, "v4_trades", "BTC-USD");
    subscribe(line, "v4_markets", "");
    subscribe(line, "v4_orderbook", "NO-USD");
    Visitor.Line other = subscribed("v4_markets", "");
    for (long number = 1; number < 60; number++) {
      assertThat(line.next(m -> true).path("message_id").asLong()).isEqualTo(number);
    }
    assertThat(other.next(m -> true).path("message_id").asLong())
        .as("each connection has its own")
        .isEqualTo(1);
  }

  @Test
  void theBookAddsUpToItsRestPicture() {
    Visitor.Line line = subscribed("v4_orderbook", "BTC-USD");
    JsonNode first = Visitor.parse(line.still());
    assertThat(first.path("type").asText()).isEqualTo("subscribed");
    Map<String, String> bids = new TreeMap<>();
    first
        .at("/contents/bids")
        .forEach(level -> bids.put(level.path("price").asText(), level.path("size").asText()));
    for (int i = 0; i < 40; i++) {
      JsonNode change = line.next(m -> m.path("type").asText().equals("channel_data"));
      for (JsonNode level : change.at("/contents/bids")) {
        assertThat(level.isArray()).as("changes are pairs").isTrue();
        if (level.get(1).asText().equals("0")) {
          bids.remove(level.get(0).asText());
        } else {
          bids.put(level.get(0).asText(), level.get(1).asText());
        }
      }
    }
    Visitor.Line late = subscribed("v4_orderbook", "BTC-USD");
    JsonNode now = Visitor.parse(late.still());
    for (JsonNode change : line.drain().stream().map(Visitor::parse).toList()) {
      for (JsonNode level : change.at("/contents/bids")) {
        if (level.get(1).asText().equals("0")) {
          bids.remove(level.get(0).asText());
        } else {
          bids.put(level.get(0).asText(), level.get(1).asText());
        }
      }
    }
    Map<String, String> whole = new TreeMap<>();
    now.at("/contents/bids")
        .forEach(level -> whole.put(level.path("price").asText(), level.path("size").asText()));
    assertThat(bids).isEqualTo(whole);
  }

  @Test
  void marketsAreTellingAllFirstAndThenWhatChanged() {
    Visitor.Line line = subscribed("v4_markets", "");
    JsonNode first = Visitor.parse(line.still());
    assertThat(first.at("/contents/markets/BTC-USD/ticker").asText()).isEqualTo("BTC-USD");
    JsonNode oracle = line.next(m -> m.at("/contents/oraclePrices").size() > 0);
    assertThat(Instant.parse(oracle.findValue("effectiveAt").asText())).isAfter(Visitor.START);
    JsonNode rate = line.next(m -> m.at("/contents/trading").findValue("nextFundingRate") != null);
    assertThat(rate.at("/contents/trading").elements().next().has("tickSize")).isFalse();
    line.next(m -> m.at("/contents/trading").findValue("openInterest") != null);
  }

  @Test
  void tradesAreToldWithTheirKind() {
    Visitor.Line line = subscribed("v4_trades", "BTC-USD");
    assertThat(Visitor.parse(line.still()).at("/contents/trades").size()).isPositive();
    JsonNode trade =
        line.next(m -> m.path("type").asText().equals("channel_data")).at("/contents/trades/0");
    assertThat(trade.path("type").asText()).isIn("LIMIT", "LIQUIDATED");
    assertThat(trade.path("side").asText()).isIn("BUY", "SELL");
  }

  @Test
  void liquidationsAreTradesAmongTheOthers() {
    Visitor.Line line = connected();
    visitor
        .get(V4 + "perpetualMarkets")
        .path("markets")
        .fieldNames()
        .forEachRemaining(ticker -> subscribe(line, "v4_trades", ticker));
    for (int i = 0; i < 30; i++) {
      visitor.advance(Duration.ofSeconds(20));
    }
    JsonNode trade =
        line.next(m -> m.at("/contents/trades/0/type").asText().equals("LIQUIDATED"))
            .at("/contents/trades/0");
    assertThat(trade.path("price").asDouble()).isPositive();
  }

  @Test
  void aConnectionTakesThirtyTwoOfAChannelAndErrorsEndNothing() {
    Visitor.Line line = connected();
    List<String> tickers = new ArrayList<>();
    visitor
        .get(V4 + "perpetualMarkets")
        .path("markets")
        .fieldNames()
        .forEachRemaining(tickers::add);
    for (String resolution : List.of("1MIN", "5MINS")) {
      for (String ticker : tickers) {
        subscribe(line, "v4_candles", ticker + "/" + resolution);
      }
    }
    JsonNode error = line.next(m -> m.path("type").asText().equals("error"));
    assertThat(error.path("message").asText()).contains("limit=32");
    subscribe(line, "v4_candles", tickers.getFirst() + "/1MIN");
    line.next(m -> m.path("message").asText().contains("already subscribed"));
    line.send("{\"type\":\"unsubscribe\",\"channel\":\"v4_candles\",\"id\":\"BTC-USD/1MIN\"}");
    line.next(m -> m.path("type").asText().equals("unsubscribed"));
    line.send("nonsense");
    line.next(m -> m.path("type").asText().equals("error"));
  }
}
