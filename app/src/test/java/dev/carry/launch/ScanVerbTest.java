package dev.carry.launch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.carry.sim.SimOptions;
import dev.carry.sim.SimServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Scans of venues as far away as real ones: every touch takes its time.
class ScanVerbTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long TOUCH_NANOS = 150_000_000;

  /// Those that tell the touch of one instrument a call.
  private static final List<String> ASKED = List.of("hyperliquid", "dydx", "backpack", "deribit");

  private final HttpClient http = HttpClient.newHttpClient();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private SimServer venues;
  private HttpServer far;
  private Path endpoints;

  @TempDir private Path folder;

  @BeforeEach
  void serve() throws IOException {
    venues = SimServer.start(SimOptions.defaults().withAssets(20));
    far = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    far.setExecutor(threads);
    far.createContext("/", this::passOn);
    far.start();
    ObjectNode addresses = (ObjectNode) JSON.readTree(venues.endpointsJson());
    for (JsonNode each : addresses) {
      ObjectNode address = (ObjectNode) each;
      String path = URI.create(address.get("rest").asText()).getPath();
      address.put("rest", "http://127.0.0.1:" + far.getAddress().getPort() + path);
    }
    endpoints = Files.writeString(folder.resolve("venues.json"), addresses.toString());
  }

  @AfterEach
  void stop() {
    far.stop(0);
    threads.close();
    http.close();
    venues.close();
  }

  private void passOn(HttpExchange call) throws IOException {
    byte[] body = call.getRequestBody().readAllBytes();
    String asked = call.getRequestURI() + new String(body, StandardCharsets.UTF_8);
    if (asked.matches(".*(l2Book|/v4/orderbooks/|/api/v1/depth|public/ticker).*")) {
      LockSupport.parkNanos(TOUCH_NANOS);
    }
    URI to = URI.create("http://127.0.0.1:" + venues.port() + call.getRequestURI());
    HttpRequest request =
        HttpRequest.newBuilder(to)
            .header("Content-Type", "application/json")
            .method(call.getRequestMethod(), BodyPublishers.ofByteArray(body))
            .build();
    try (call) {
      HttpResponse<byte[]> answer = http.send(request, BodyHandlers.ofByteArray());
      answer
          .headers()
          .firstValue("content-type")
          .ifPresent(type -> call.getResponseHeaders().set("Content-Type", type));
      call.sendResponseHeaders(answer.statusCode(), answer.body().length);
      call.getResponseBody().write(answer.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Called scan(String... more) {
    List<String> words =
        new ArrayList<>(
            List.of("scan", "--endpoints", endpoints.toString(), "--format", "json", "--top"));
    words.addAll(List.of("100000", "--min-apr", "-1000%"));
    words.addAll(List.of(more));
    return Called.call(words.toArray(String[]::new));
  }

  /// In how many pairs each venue is.
  private static Map<String, Integer> pairs(Called ran) throws IOException {
    Map<String, Integer> pairs = new TreeMap<>();
    for (String line : ran.out().lines().toList()) {
      JsonNode pair = JSON.readTree(line);
      for (String leg : List.of("long", "short")) {
        String venue = pair.get(leg).asText();
        pairs.merge(venue.substring(0, venue.indexOf(':')), 1, Integer::sum);
      }
      assertThat(pair.get("capacity").isNumber()).as(line).isTrue();
    }
    return pairs;
  }

  @Test
  void touchesThatTakeSecondsAreBelievedAndEachHasItsSize() throws IOException {
    Called ran = scan();
    assertThat(ran.exit()).as(ran.err()).isZero();
    assertThat(ran.err()).doesNotContain("(clock", ", clock", "not read", "not done");
    assertThat(ran.err()).contains(" 0 the size of whose touch is not known");
    assertThat(pairs(ran)).containsKeys(ASKED.toArray(String[]::new));
  }

  @Test
  void spotMarketsAndDatedFuturesAreLookedAtToo() throws IOException {
    Called ran = scan("--assets", "BTC,ETH", "--set", "spot-perp.candidate-apr=0");
    Set<String> detectors = new TreeSet<>();
    for (String line : ran.out().lines().toList()) {
      JsonNode pair = JSON.readTree(line);
      detectors.add(pair.get("detector").asText());
      assertThat(pair.get("horizon").asText()).startsWith("PT");
    }
    assertThat(detectors).containsExactly("cross-venue-funding", "dated-basis", "spot-perp-carry");
    assertThat(pairs(ran)).containsKeys("coinbase-spot", "binance-spot", "binance-coinm");
  }

  @Test
  void pricesThatGrowOldWhileTouchesAreAskedForAreReadAgain() throws IOException {
    Called ran = scan("--set", "gates.quiet=2s", "--set", "gates.quote-life=2m");
    assertThat(ran.exit()).as(ran.err()).isZero();
    assertThat(ran.err()).doesNotContain("stale");
    assertThat(pairs(ran)).containsKeys(ASKED.toArray(String[]::new));
    assertThat(pairs(ran)).containsKeys("binance-usdm", "bybit", "okx");
  }

  @Test
  void anAssetThatNobodyListsIsSaidSo() {
    Called ran = scan("--assets", "NOSUCH");
    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.err()).contains("nothing is listed of what was asked for");
  }
}
