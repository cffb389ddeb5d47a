package dev.carry.sim;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Bybit v5 as a client without any library meets it.
class BybitWireTest {
  private static final String REST = "bybit/v5/market/";

  private Visitor visitor = Visitor.plain();

  @AfterEach
  void stop() {
    visitor.close();
  }

  @Test
  void instrumentsComeInPages() {
    Set<String> seen = new HashSet<>();
    String cursor = "";
    int pages = 0;
    do {
      JsonNode page =
          visitor
              .get(REST + "instruments-info?category=linear&limit=7&cursor=" + cursor)
              .path("result");
      for (JsonNode row : page.path("list")) {
        assertThat(seen.add(row.path("symbol").asText())).isTrue();
        assertThat(row.path("settleCoin").asText()).isIn("USDT", "USDC");
      }
      cursor = page.path("nextPageCursor").asText();
      pages++;
    } while (!cursor.isEmpty());
    assertThat(pages).isGreaterThan(3);
    assertThat(seen).contains("BTCUSDT", "BTCPERP", "1000PEPEUSDT");
    JsonNode whole = visitor.get(REST + "instruments-info?category=linear").path("result");
    assertThat(whole.path("list")).hasSize(seen.size());
    assertThat(whole.path("nextPageCursor").asText()).isEmpty();
  }

  @Test
  void theFundingIntervalIsInMinutesHereAndInHoursThere() {
    JsonNode info =
        visitor.get(REST + "instruments-info?category=linear&symbol=SOLUSDT").path("result");
    JsonNode ticker = visitor.get(REST + "tickers?category=linear&symbol=SOLUSDT").path("result");
    assertThat(info.path("list").get(0).path("fundingInterval").asInt())
        .isEqualTo(60 * ticker.path("list").get(0).path("fundingIntervalHour").asInt());
  }

  @Test
  void datedContractsHaveNoFunding() {
    JsonNode list = visitor.get(REST + "tickers?category=linear").path("result").path("list");
    for (JsonNode row : list) {
      boolean dated = row.path("symbol").asText().contains("-");
      assertThat(row.path("fundingRate").asText().isEmpty()).isEqualTo(dated);
      assertThat(row.path("deliveryTime").asText().equals("0")).isEqualTo(!dated);
    }
  }

  @Test
  void fundingHistoryIsNewestFirstAndWantsBothBounds() {
    String url = REST + "funding/history?category=linear&symbol=BTCUSDT";
    JsonNode list = visitor.get(url).path("result").path("list");
    assertThat(list).hasSize(90);
    assertThat(list.get(0).path("fundingRateTimestamp").asLong())
        .isEqualTo(Instant.parse("2026-05-04T08:00:00Z").toEpochMilli());
    long newer = list.get(3).path("fundingRateTimestamp").asLong();
    long older = list.get(8).path("fundingRateTimestamp").asLong();
    assertThat(visitor.get(url + "&startTime=" + older).path("retCode").asInt()).isEqualTo(10001);
    JsonNode some = visitor.get(url + "&startTime=" + older + "&endTime=" + newer);
    assertThat(some.path("result").path("list")).hasSize(6);
    JsonNode back = visitor.get(url + "&endTime=" + newer).path("result").path("list");
    assertThat(back.get(0)).isEqualTo(list.get(3));
    assertThat(visitor.get(url + "&limit=201").path("retCode").asInt()).isEqualTo(10001);
  }

  @Test
  void aSubscriptionIsAcknowledgedAndTickersAreASnapshotThenChanges() {
    Visitor.Line line = visitor.connect("bybit/v5/public/linear");
    line.send("{\"req_id\":\"a1\",\"op\":\"subscribe\",\"args\":[\"tickers.BTCUSDT\"]}");
    JsonNode acknowledged = Visitor.parse(line.still());
    assertThat(acknowledged.path("success").asBoolean()).isTrue();
    assertThat(acknowledged.path("req_id").asText()).isEqualTo("a1");
    JsonNode snapshot = line.next(m -> m.has("topic"));
    assertThat(snapshot.path("type").asText()).isEqualTo("snapshot");
    assertThat(snapshot.path("data").has("fundingIntervalHour")).isTrue();
    List<Integer> sizes = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      JsonNode delta = line.next(m -> m.has("topic"));
      assertThat(delta.path("type").asText()).isEqualTo("delta");
      sizes.add(delta.path("data").size());
    }
    assertThat(sizes).allMatch(size -> size >= 2 && size < snapshot.path("data").size());
  }

  @Test
  void aBadTopicFailsTheRequest() {
    Visitor.Line line = visitor.connect("bybit/v5/public/linear");
    line.send("{\"op\":\"subscribe\",\"args\":[\"tickers.BTCUSD\"]}");
    JsonNode refused = Visitor.parse(line.still());
    assertThat(refused.path("success").asBoolean()).isFalse();
    assertThat(refused.path("ret_msg").asText())
        .isEqualTo("error:handler not found,topic:tickers.BTCUSD");
  }

  @Test
  void pingIsAnswered() {
    Visitor.Line line = visitor.connect("bybit/v5/public/inverse");
    line.send("{\"op\":\"ping\"}");
    JsonNode pong = Visitor.parse(line.still());
    assertThat(pong.path("ret_msg").asText()).isEqualTo("pong");
    assertThat(pong.path("op").asText()).isEqualTo("ping");
  }

  @Test
  void argumentsBeyondTwentyOneThousandCharactersAreRefused() {
    Visitor.Line line = visitor.connect("bybit/v5/public/linear");
    String topic = "\"tickers.BTCUSDT\",".repeat(1_200);
    line.send("{\"op\":\"subscribe\",\"args\":[" + topic + "\"tickers.BTCUSDT\"]}");
    assertThat(Visitor.parse(line.still()).path("success").asBoolean()).isFalse();
  }

  @Test
  void theBookIsASnapshotThenChangesThatAddUp() {
    Visitor.Line line = visitor.connect("bybit/v5/public/linear");
    line.send("{\"op\":\"subscribe\",\"args\":[\"orderbook.50.BTCUSDT\"]}");
    JsonNode first = line.next(m -> m.has("topic"));
    assertThat(first.path("type").asText()).isEqualTo("snapshot");
    assertThat(first.path("data").path("b")).hasSize(50);
    long number = first.path("data").path("u").asLong();
    for (int i = 1; i <= 5; i++) {
      JsonNode change = line.next(m -> m.has("topic"));
      assertThat(change.path("type").asText()).isEqualTo("delta");
      assertThat(change.path("data").path("u").asLong()).isEqualTo(number + i);
    }
  }

  @Test
  void liquidationsNameThePositionAndItsBankruptcyPrice() {
    visitor.close();
    visitor = new Visitor(SimOptions.defaults().withAssets(3).withDensity(50));
    Visitor.Line line = visitor.connect("bybit/v5/public/linear");
    line.send(
        "{\"op\":\"subscribe\",\"args\":[\"allLiquidation.BTCUSDT\",\"allLiquidation.ETHUSDT\","
            + "\"allLiquidation.SOLUSDT\"]}");
    JsonNode forced = line.next(m -> m.path("topic").asText().startsWith("allLiquidation."));
    JsonNode row = forced.path("data").get(0);
    assertThat(row.path("S").asText()).isIn("Buy", "Sell");
    double mark =
        visitor
            .get(REST + "tickers?category=linear&symbol=" + row.path("s").asText())
            .findValue("markPrice")
            .asDouble();
    // A long is worth nothing only below the market.
    boolean longGone = row.path("S").asText().equals("Buy");
    assertThat(row.path("p").asDouble() < mark).isEqualTo(longGone);
  }

  @Test
  void sixHundredRequestsInFiveSecondsBanTheAddress() {
    HttpResponse<String> answer = visitor.response(REST + "time");
    assertThat(answer.headers().firstValue("X-Bapi-Limit")).isPresent();
    for (int i = 0; i < 601; i++) {
      answer = visitor.response(REST + "time");
    }
    assertThat(answer.statusCode()).isEqualTo(403);
  }

  @Test
  void unknownCategoriesAreRefused() {
    assertThat(visitor.get(REST + "tickers?category=futures").path("retCode").asInt())
        .isEqualTo(10001);
    assertThat(visitor.get(REST + "tickers?category=spot").path("result").path("list")).isEmpty();
  }
}
