package dev.carry.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.carry.sim.SimOptions;
import dev.carry.sim.SimServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A client library that others wrote for the real venues reads the simulated ones and does not
/// notice.
class CcxtTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static NodeProject client;
  private static SimServer venues;

  /// Funding rates of bitcoin by our own scan, by instrument.
  private static final Map<String, Double> scanned = new HashMap<>();

  @TempDir private static Path folder;

  @BeforeAll
  static void install() throws IOException, InterruptedException {
    client = NodeProject.install("ccxt");
    venues = SimServer.start(SimOptions.defaults().withAssets(20));
    Path endpoints = Files.writeString(folder.resolve("venues.json"), venues.endpointsJson());
    Called scan =
        Called.call(
            "scan",
            "--endpoints",
            endpoints.toString(),
            "--assets",
            "BTC",
            "--min-apr",
            "-1000%",
            "--set",
            "cross-venue.candidate-apr=0",
            "--top",
            "10000",
            "--format",
            "json");
    assertThat(scan.exit()).as(scan.err()).isZero();
    for (String line : scan.out().lines().toList()) {
      JsonNode pair = JSON.readTree(line);
      for (String side : List.of("long", "short")) {
        JsonNode rate = pair.get(side + "Rate");
        if (rate != null) { // a spot market pays none
          scanned.put(pair.get(side).asText(), rate.asDouble());
        }
      }
    }
  }

  @AfterAll
  static void stop() {
    if (venues != null) {
      venues.close();
    }
  }

  /// Calls that the library itself does not know of a venue, or only with a key.
  private static final Map<String, Set<String>> NOT_ITS_CALLS =
      Map.of(
          "gate", Set.of("fetchOpenInterest"),
          "hyperliquid", Set.of("fetchTrades"),
          "dydx", Set.of("fetchTicker", "fetchFundingRate", "fetchOpenInterest", "watchTicker"),
          "coinbaseexchange", Set.of("watchOrderBook"));

  /// Where the library has no call for the rate that a scan shows, or answers an average.
  private static final Set<String> OF_NOW = Set.of("deribit", "dydx");

  @ParameterizedTest
  @CsvSource({
    "binanceusdm, binance-usdm, BTC/USDT:USDT, 23, 1, 90, BTCUSDT",
    "binancecoinm, binance-coinm, BTC/USD:BTC, 6, 100, 90, BTCUSD_PERP",
    "bybit, bybit, BTC/USDT:USDT, 29, 1, 90, BTCUSDT",
    "okx, okx, BTC/USDT:USDT, 29, 0.01, 90, BTC-USDT-SWAP",
    "deribit, deribit, BTC/USD:BTC, 19, 10, 720, BTC-PERPETUAL",
    "krakenfutures, kraken-futures, BTC/USD:USD, 24, 1, 720, PF_XBTUSD",
    "backpack, backpack, BTC/USDC:USDC, 20, 1, 100, BTC_USDC_PERP",
    "gate, gate, BTC/USDT:USDT, 21, 0.0001, 90, BTC_USDT",
    "bitget, bitget, BTC/USDT:USDT, 27, 1, 20, BTCUSDT",
    "hyperliquid, hyperliquid, BTC/USDC:USDC, 21, 1, 500, BTC",
    "dydx, dydx, BTC/USDC:USDC, 20, 1, 720, BTC-USD"
  })
  void readsPerpetualsAsIfTheyWereTheRealOnesAndAgreesWithOurScan(
      String id,
      String venue,
      String market,
      int swaps,
      double contractSize,
      int settled,
      String symbol)
      throws IOException, InterruptedException {
    boolean ofNow = OF_NOW.contains(id);
    Map<String, JsonNode> values = read(id, venue, market, ofNow ? 12 : 11);
    assertThat(number(values, "loadMarkets", "swaps")).isEqualTo(swaps);
    assertThat(number(values, "loadMarkets", "contractSize")).isEqualTo(contractSize);
    prices(values, id);
    assertThat(number(values, "fetchFundingRateHistory", "points")).isEqualTo(settled);
    assertThat(number(values, "fetchFundingRateHistory", "first"))
        .isLessThan(number(values, "fetchFundingRateHistory", "last"));
    if (knows(id, "fetchOpenInterest")) {
      assertThat(number(values, "fetchOpenInterest", "open")).isPositive();
    }
    assertThat(scanned).containsKey(venue + ":" + symbol);
    double rate = number(values, ofNow ? "fundingOfNow" : "fetchFundingRate", "rate");
    double ours = scanned.getOrDefault(venue + ":" + symbol, Double.NaN);
    // an estimate moves between two looks
    assertThat(rate).isCloseTo(ours, within(Math.max(2e-6, Math.abs(ours) / 10)));
  }

  @ParameterizedTest
  @CsvSource({
    "binance, binance-spot, BTC/USDT, 23",
    "bybit, bybit-spot, BTC/USDT, 23",
    "okx, okx-spot, BTC/USDT, 26",
    "coinbaseexchange, coinbase-spot, BTC/USD, 23",
    "kraken, kraken-spot, BTC/USD, 23"
  })
  void readsSpotAsIfItWereTheRealOne(String id, String venue, String market, int spots)
      throws IOException, InterruptedException {
    Map<String, JsonNode> values = read(id, venue, market, 8);
    assertThat(number(values, "loadMarkets", "spots")).isEqualTo(spots);
    prices(values, id);
  }

  private static boolean knows(String id, String call) {
    return !NOT_ITS_CALLS.getOrDefault(id, Set.of()).contains(call);
  }

  private static Map<String, JsonNode> read(String id, String venue, String market, int calls)
      throws IOException, InterruptedException {
    JsonNode at = JSON.readTree(venues.endpointsJson()).get(venue);
    NodeProject.Ran ran =
        client.run("node", "client.js", id, market, at.get("rest").asText(), at.get("ws").asText());
    Map<String, JsonNode> values = new HashMap<>();
    for (String line : ran.out().lines().toList()) {
      JsonNode row = JSON.readTree(line);
      String call = row.get("call").asText();
      assertThat(row.has("error")).as(line).isEqualTo(!knows(id, call));
      values.put(call, row.path("value"));
    }
    assertThat(values).hasSize(calls);
    return values;
  }

  private static void prices(Map<String, JsonNode> values, String id) {
    double bid = number(values, "fetchOrderBook", "bid");
    assertThat(number(values, "fetchOrderBook", "ask")).isGreaterThan(bid);
    if (knows(id, "watchOrderBook")) {
      assertThat(number(values, "watchOrderBook", "ask"))
          .isGreaterThan(number(values, "watchOrderBook", "bid"));
    }
    if (knows(id, "fetchTrades")) {
      assertThat(number(values, "fetchTrades", "price")).isCloseTo(bid, within(bid * 0.01));
    }
    assertThat(number(values, "watchTrades", "price")).isCloseTo(bid, within(bid * 0.01));
    assertThat(number(values, "fetchOHLCV", "close")).isCloseTo(bid, within(bid * 0.01));
  }

  private static double number(Map<String, JsonNode> values, String call, String field) {
    JsonNode value = values.getOrDefault(call, JSON.nullNode()).path(field);
    assertThat(value.isNumber()).as(call + "." + field + ": " + value).isTrue();
    return value.asDouble();
  }
}
