package dev.carry.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.carry.launch.NodeProject;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A client library that others wrote for the real venues reads the simulated ones and does not
/// notice.
class CcxtTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static NodeProject client;
  private static SimServer venues;

  @BeforeAll
  static void install() throws IOException, InterruptedException {
    client = NodeProject.install("ccxt");
    venues = SimServer.start(SimOptions.defaults().withAssets(20));
  }

  @AfterAll
  static void stop() {
    if (venues != null) {
      venues.close();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "binanceusdm, binance-usdm, BTC/USDT:USDT, 23, 1, 90",
    "bybit, bybit, BTC/USDT:USDT, 29, 1, 90",
    "okx, okx, BTC/USDT:USDT, 29, 0.01, 90",
    "deribit, deribit, BTC/USD:BTC, 19, 10, 720",
    "krakenfutures, kraken-futures, BTC/USD:USD, 24, 1, 720",
    "backpack, backpack, BTC/USDC:USDC, 20, 1, 100"
  })
  void readsAVenueAsIfItWereTheRealOne(
      String id, String venue, String market, int swaps, double contractSize, int settled)
      throws IOException, InterruptedException {
    JsonNode at = JSON.readTree(venues.endpointsJson()).get(venue);
    NodeProject.Ran ran =
        client.run("node", "client.js", id, market, at.get("rest").asText(), at.get("ws").asText());
    Map<String, JsonNode> values = new HashMap<>();
    for (String line : ran.out().lines().toList()) {
      JsonNode row = JSON.readTree(line);
      assertThat(row.has("error")).as(line).isFalse();
      values.put(row.get("call").asText(), row.get("value"));
    }
    assertThat(values).hasSize(11);
    assertThat(number(values, "loadMarkets", "swaps")).isEqualTo(swaps);
    assertThat(number(values, "loadMarkets", "contractSize")).isEqualTo(contractSize);
    double bid = number(values, "fetchOrderBook", "bid");
    assertThat(number(values, "fetchOrderBook", "ask")).isGreaterThan(bid);
    assertThat(number(values, "watchOrderBook", "ask"))
        .isGreaterThan(number(values, "watchOrderBook", "bid"));
    for (String call : List.of("fetchTrades", "watchTrades")) {
      assertThat(number(values, call, "price")).isCloseTo(bid, within(bid * 0.01));
    }
    assertThat(number(values, "fetchOHLCV", "close")).isCloseTo(bid, within(bid * 0.01));
    assertThat(number(values, "fetchFundingRate", "rate")).isBetween(-0.005, 0.005);
    assertThat(number(values, "fetchFundingRateHistory", "points")).isEqualTo(settled);
    assertThat(number(values, "fetchFundingRateHistory", "first"))
        .isLessThan(number(values, "fetchFundingRateHistory", "last"));
    assertThat(number(values, "fetchOpenInterest", "open")).isPositive();
  }

  private static double number(Map<String, JsonNode> values, String call, String field) {
    JsonNode value = values.getOrDefault(call, JSON.nullNode()).path(field);
    assertThat(value.isNumber()).as(call + "." + field + ": " + value).isTrue();
    return value.asDouble();
  }
}
