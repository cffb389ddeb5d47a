package dev.carry.sim;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Binance spot as a client without any library meets it: what it does otherwise than contracts.
class BinanceSpotWireTest {
  private static final String REST = "binance-spot/api/v3/";

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
  void pairsHaveNoTypeAndNumbersEightDecimals() {
    JsonNode pair = visitor.get(REST + "exchangeInfo").path("symbols").get(0);
    assertThat(pair.path("symbol").asText()).isEqualTo("BTCUSDT");
    assertThat(pair.path("status").asText()).isEqualTo("TRADING");
    assertThat(pair.has("contractType")).isFalse();
    assertThat(visitor.get(REST + "ticker/price?symbol=BTCUSDT").path("price").asText())
        .matches("\\d+\\.\\d{8}");
  }

  @Test
  void whatContractsHaveIsNotThere() {
    for (String call : new String[] {"premiumIndex", "fundingRate", "openInterest"}) {
      assertThat(visitor.response(REST + call).statusCode()).as(call).isEqualTo(404);
    }
  }

  @Test
  void aQuoteSaysNeitherItsKindNorItsTime() {
    Visitor.Line line = visitor.connect("binance-spot/ws/btcusdt@bookTicker");
    JsonNode quote = line.next(m -> m.has("u"));
    assertThat(quote.fieldNames()).toIterable().containsExactly("u", "s", "b", "B", "a", "A");
    JsonNode rest = visitor.get(REST + "ticker/bookTicker?symbol=BTCUSDT");
    assertThat(rest.has("time")).isFalse();
  }

  @Test
  void changesOfTheBookFollowEachOtherByOneAndJoinTheSnapshot() {
    Visitor.Line line = visitor.connect("binance-spot/ws/btcusdt@depth@100ms");
    JsonNode snapshot = visitor.get(REST + "depth?symbol=BTCUSDT&limit=1000");
    long last = snapshot.path("lastUpdateId").asLong();
    JsonNode first = line.next(m -> m.path("u").asLong() > last);
    assertThat(first.path("U").asLong()).isLessThanOrEqualTo(last + 1);
    JsonNode second = line.next(m -> m.path("e").asText().equals("depthUpdate"));
    assertThat(second.path("U").asLong()).isEqualTo(first.path("u").asLong() + 1);
    assertThat(second.has("pu")).isFalse();
  }

  @Test
  void topLevelsHaveTheFormOfAnAnswer() {
    Visitor.Line line = visitor.connect("binance-spot/stream?streams=btcusdt@depth20");
    JsonNode book = line.next(m -> m.has("stream")).path("data");
    assertThat(book.path("bids")).hasSize(20);
    assertThat(book.has("s")).isFalse();
  }

  @Test
  void itsWeightIsCountedByItsOwnTable() {
    HttpResponse<String> all = visitor.response(REST + "ticker/24hr");
    assertThat(all.headers().firstValue("X-MBX-USED-WEIGHT-1M")).hasValue("80");
    assertThat(visitor.get(REST + "exchangeInfo").path("rateLimits").get(0).path("limit").asInt())
        .isEqualTo(6000);
  }

  @Test
  void moreThanFiveMessagesASecondCloseTheSocket() {
    Visitor.Line line = visitor.connect("binance-spot/ws");
    for (int i = 0; i < 7; i++) {
      line.send("{\"method\":\"LIST_SUBSCRIPTIONS\",\"id\":" + i + "}");
    }
    assertThat(line.raw(text -> text.startsWith(Visitor.CLOSED))).endsWith("1008");
  }
}
