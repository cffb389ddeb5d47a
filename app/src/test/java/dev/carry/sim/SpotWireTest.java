package dev.carry.sim;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Comparator;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.zip.CRC32;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The venues of spot as a client without any library meets them.
class SpotWireTest {
  private final Visitor visitor = Visitor.plain();

  @AfterEach
  void stop() {
    visitor.close();
  }

  @Test
  void aPairOfOkxHasNoContractAndNoMark() {
    JsonNode pairs = visitor.get("okx-spot/api/v5/public/instruments?instType=SPOT").path("data");
    assertThat(pairs.findValuesAsText("instId")).contains("BTC-USDT", "BTC-USD", "PEPE-USDT");
    assertThat(pairs.get(0).path("ctVal").asText()).isEmpty();
    assertThat(pairs.get(0).path("baseCcy").asText()).isEqualTo("BTC");
    assertThat(visitor.get("okx-spot/api/v5/public/mark-price?instType=SPOT").path("code").asText())
        .isEqualTo("51000");
    Visitor.Line line = visitor.connect("okx-spot/ws/v5/public");
    line.send(
        "{\"op\":\"subscribe\",\"args\":[{\"channel\":\"funding-rate\",\"instId\":\"BTC-USDT\"}]}");
    assertThat(Visitor.parse(line.still()).path("code").asText()).isEqualTo("60018");
  }

  @Test
  void aTickerOfBybitSpotIsWholeAndHasNoTouchButOverRest() {
    Visitor.Line line = visitor.connect("bybit-spot/v5/public/spot");
    line.send("{\"op\":\"subscribe\",\"args\":[\"tickers.BTCUSDT\"]}");
    JsonNode ticker = line.next(message -> message.has("topic"));
    assertThat(ticker.path("type").asText()).isEqualTo("snapshot");
    assertThat(ticker.path("data").has("volume24h")).isTrue();
    assertThat(ticker.path("data").has("bid1Price")).isFalse();
    assertThat(ticker.path("data").has("markPrice")).isFalse();
    JsonNode rest =
        visitor.get("bybit-spot/v5/market/tickers?category=spot&symbol=BTCUSDT").path("result");
    assertThat(rest.path("list").get(0).path("bid1Price").asText()).isNotEmpty();
    assertThat(visitor.get("bybit-spot/v5/market/tickers?category=linear").findPath("list"))
        .as("contracts are at the other venue")
        .isEmpty();
  }

  @Test
  void bybitSpotRefusesElevenTopicsInOneMessage() {
    Visitor.Line line = visitor.connect("bybit-spot/v5/public/spot");
    String topics = "\"tickers.BTCUSDT\",".repeat(10) + "\"tickers.ETHUSDT\"";
    line.send("{\"op\":\"subscribe\",\"args\":[" + topics + "]}");
    JsonNode refused = Visitor.parse(line.still());
    assertThat(refused.path("success").asBoolean()).isFalse();
    assertThat(refused.path("ret_msg").asText()).contains("args size >10");
  }

  @Test
  void coinbaseNamesTheProductItDoesNotKnowAndWantsALoginForLevelTwo() {
    Visitor.Line line = visitor.connect("coinbase-spot/");
    line.send("{\"type\":\"subscribe\",\"product_ids\":[\"FOO-USD\"],\"channels\":[\"ticker\"]}");
    assertThat(Visitor.parse(line.still()).path("reason").asText())
        .isEqualTo("FOO-USD is not a valid product");
    line.send("{\"type\":\"subscribe\",\"product_ids\":[\"BTC-USD\"],\"channels\":[\"level2\"]}");
    assertThat(Visitor.parse(line.still()).path("reason").asText()).contains("authentication");
    assertThat(visitor.response("coinbase-spot/products/FOO-USD/ticker").statusCode())
        .isEqualTo(404);
  }

  @Test
  void coinbaseTellsATickerOnlyWithATradeAndCandlesNewestFirst() {
    Visitor.Line line = visitor.connect("coinbase-spot/");
    line.send(
        "{\"type\":\"subscribe\",\"product_ids\":[\"BTC-USD\"],"
            + "\"channels\":[\"ticker\",\"matches\"]}");
    // The clock must not move before it is heard: who is mute for five seconds is cut off.
    assertThat(Visitor.parse(line.still()).path("type").asText()).isEqualTo("subscriptions");
    visitor.advance(Duration.ofSeconds(20));
    JsonNode match = line.next(message -> message.path("type").asText().equals("match"));
    JsonNode ticker = line.next(message -> message.path("type").asText().equals("ticker"));
    assertThat(ticker.path("trade_id").asLong())
        .isGreaterThanOrEqualTo(match.path("trade_id").asLong());
    JsonNode candles =
        visitor.get(
            "coinbase-spot/products/BTC-USD/candles?granularity=3600"
                + "&start=2026-05-04T08:00:00Z&end=2026-05-04T12:00:00Z");
    assertThat(candles).hasSize(5);
    assertThat(candles.get(0).get(0).asLong()).isGreaterThan(candles.get(1).get(0).asLong());
    assertThat(candles.get(0).get(1).asDouble())
        .isLessThanOrEqualTo(candles.get(0).get(2).asDouble());
  }

  @Test
  void krakenRefusesASymbolByItselfAndListsUnderOldNames() {
    Visitor.Line line = visitor.connect("kraken-spot/v2");
    line.send(
        "{\"method\":\"subscribe\",\"params\":{\"channel\":\"ticker\","
            + "\"symbol\":[\"FOO/USD\",\"BTC/USD\"]}}");
    assertThat(line.next(message -> message.has("error")).path("error").asText())
        .isEqualTo("Currency pair not supported FOO/USD");
    assertThat(line.next(message -> message.has("result")).path("result").path("symbol").asText())
        .isEqualTo("BTC/USD");
    JsonNode pairs = visitor.get("kraken-spot/0/public/AssetPairs").path("result");
    assertThat(pairs.path("XXBTZUSD").path("wsname").asText()).isEqualTo("XBT/USD");
    assertThat(visitor.get("kraken-spot/0/public/Ticker?pair=NOPE").path("error").get(0).asText())
        .isEqualTo("EQuery:Unknown asset pair");
  }

  /// A client that keeps ten levels, merges changes and cuts what falls out, as Kraken asks.
  @Test
  void theChecksumsOfKrakensBookHoldForWhoMergesIt() {
    Visitor.Line line = visitor.connect("kraken-spot/v2");
    line.send(
        "{\"method\":\"subscribe\",\"params\":{\"channel\":\"book\",\"depth\":10,"
            + "\"symbol\":[\"BTC/USD\"]}}");
    NavigableMap<BigDecimal, String> bids = new TreeMap<>(Comparator.reverseOrder());
    NavigableMap<BigDecimal, String> asks = new TreeMap<>();
    for (int i = 0; i < 40; i++) {
      visitor.advance(Duration.ofMillis(500));
      JsonNode book =
          line.next(message -> message.path("channel").asText().equals("book")).path("data").get(0);
      merge(book.path("bids"), bids);
      merge(book.path("asks"), asks);
      CRC32 crc = new CRC32();
      crc.update((text(asks) + text(bids)).getBytes(StandardCharsets.US_ASCII));
      assertThat(crc.getValue()).as("message %d", i).isEqualTo(book.path("checksum").asLong());
    }
  }

  private static void merge(JsonNode levels, NavigableMap<BigDecimal, String> side) {
    for (JsonNode level : levels) {
      BigDecimal price = level.path("price").decimalValue().stripTrailingZeros();
      side.remove(price);
      if (level.path("qty").decimalValue().signum() > 0) {
        side.put(price, digits(level.path("price"), 1) + digits(level.path("qty"), 8));
      }
    }
    while (side.size() > 10) {
      side.pollLastEntry();
    }
  }

  /// To the decimals that the instrument states.
  private static String digits(JsonNode number, int scale) {
    return number.decimalValue().setScale(scale).unscaledValue().toString();
  }

  private static String text(NavigableMap<BigDecimal, String> side) {
    return String.join("", side.values());
  }
}
