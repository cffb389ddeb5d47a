package dev.carry.dashboard;

import static java.util.Comparator.reverseOrder;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The lists, as a script sees them.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApiTest {
  private Fixture fixture = Fixture.open(0);
  private Browser browser = new Browser(fixture.dashboard);

  @BeforeAll
  void troubles() {
    fixture.troubles();
  }

  @AfterAll
  void close() {
    browser.close();
    fixture.close();
  }

  /// Slippage is missing from the net of what the touch does not hold: only what it holds counts.
  @Test
  void opportunitiesComeBestFirstByWhatIsLeftOfWhatTheTouchHolds() {
    List<Double> perDay = new ArrayList<>();
    List<Boolean> fits = new ArrayList<>();
    for (JsonNode o : browser.items("/api/v1/opportunities")) {
      double capacity = o.path("capacity").asDouble();
      double notional = o.path("notional").asDouble();
      double left = o.path("netApr").asDouble() / 365 * Math.min(capacity, notional);
      assertThat(o.path("netPerDay").asDouble()).isCloseTo(left, within(1e-9));
      perDay.add(left);
      fits.add(capacity >= notional);
    }
    assertThat(perDay).hasSizeGreaterThan(10).isSortedAccordingTo(reverseOrder());
    assertThat(fits).contains(true, false);
  }

  @Test
  void rejectionsSayWhy() {
    assertThat(browser.items("/api/v1/rejections"))
        .isNotEmpty()
        .allSatisfy(r -> assertThat(r.path("because").asText()).isNotBlank());
  }

  @Test
  void quarantineShowsTheRateWithoutPeriodTheCapTheOtherCoinAndTheSilentVenue() {
    List<String> gates = new ArrayList<>();
    browser
        .items("/api/v1/quarantine")
        .forEach(q -> gates.add(q.path("gate").asText() + " " + q.path("instrument").asText()));
    assertThat(gates)
        .contains(
            "unit binance-usdm:PYTHUSDT",
            "cap bybit:ORDIUSDT",
            "price-ratio okx:NEIRO-USDT-SWAP",
            "staleness deribit:BTC_USDC-PERPETUAL");
  }

  @Test
  void theIdentityOfEveryListingSaysWhyAndWhatIsHeldBack() {
    List<JsonNode> rows = browser.items("/api/v1/identity?asset=NEIRO,SHIB");
    assertThat(rows)
        .isNotEmpty()
        .allSatisfy(row -> assertThat(row.path("because").asText()).isNotBlank());
    assertThat(rows)
        .filteredOn(row -> row.has("held"))
        .singleElement()
        .satisfies(
            row -> {
              assertThat(row.path("symbol").asText()).isEqualTo("NEIRO-USDT-SWAP");
              assertThat(row.path("held").asText()).endsWith("another coin or unit");
            });
    assertThat(browser.items("/api/v1/identity?venue=okx"))
        .extracting(row -> row.path("venue").asText())
        .containsOnly("okx");
  }

  @Test
  void coverageTellsEverySeriesWithItsHolesAndTheVenuesThatAreGone() {
    List<JsonNode> rows = browser.items("/api/v1/history/coverage?fact=funding-settled");
    assertThat(rows)
        .extracting(row -> row.path("venue").asText() + " " + row.path("symbol").asText())
        .containsExactly("bybit BTCUSDT", "bybit ETHUSDT", "ftx BTC-PERP");
    assertThat(rows.get(1).path("holes").asInt()).isEqualTo(2);
    assertThat(rows.get(1).path("missing").asInt()).isEqualTo(181);
    assertThat(rows.get(1).path("widest").path(1).path("points").asInt()).isEqualTo(180);
    assertThat(browser.items("/api/v1/history/coverage?fact=mark").getFirst().has("holes"))
        .isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "venue=ftx, 1",
    "asset=BTC, 3",
    "instrument=bybit:BTCUSDT, 2",
    "from=2026-01-01&fact=funding-settled, 2",
    "to=2023-06-01, 3"
  })
  void coverageIsFiltered(String filter, int rows) {
    assertThat(browser.items("/api/v1/history/coverage?" + filter)).hasSize(rows);
  }

  /// APR = rate × 8760 h / period.
  @Test
  void eachFundingRateIsAnnualisedWithItsOwnPeriod() {
    List<JsonNode> rows = browser.items("/api/v1/funding");
    List<Long> hours = new ArrayList<>();
    for (JsonNode row : rows) {
      if (row.has("period")) {
        Duration period = Duration.parse(row.path("period").asText());
        double apr = row.path("rate").asDouble() * 8760 / (period.toSeconds() / 3600.0);
        assertThat(row.path("apr").asDouble()).isCloseTo(apr, within(1e-12));
        hours.add(period.toHours());
      }
    }
    assertThat(hours).contains(1L, 4L, 8L);
  }

  @Test
  void aRateWithoutPeriodIsShownAndNeverValued() {
    List<JsonNode> rows = browser.items("/api/v1/funding?asset=PYTH&venue=binance-usdm");
    assertThat(rows).hasSize(1);
    assertThat(rows.getFirst().has("rate")).isTrue();
    assertThat(rows.getFirst().has("period")).isFalse();
    assertThat(rows.getFirst().has("apr")).isFalse();
  }

  @Test
  void aContinuousVenueHasNoSettlementAndASilentOneIsStale() {
    assertThat(browser.items("/api/v1/funding?venue=deribit"))
        .isNotEmpty()
        .allSatisfy(
            row -> {
              assertThat(row.path("settles").asText()).isEqualTo("continuous");
              assertThat(row.has("settlesAt")).isFalse();
              assertThat(row.path("stale").asBoolean()).isTrue();
              assertThat(Duration.parse(row.path("age").asText()))
                  .isGreaterThan(Duration.ofSeconds(60));
            });
    assertThat(browser.items("/api/v1/funding?venue=okx"))
        .noneMatch(row -> row.path("stale").asBoolean());
  }

  @Test
  void filtersSelectByAssetAndByEitherLegsVenue() {
    List<JsonNode> rows = browser.items("/api/v1/opportunities?asset=sol,bnb&venue=hyperliquid");
    assertThat(rows)
        .isNotEmpty()
        .allSatisfy(
            o -> {
              assertThat(o.path("asset").asText()).isIn("SOL", "BNB");
              assertThat(o.path("legs").findValuesAsText("instrument"))
                  .anyMatch(id -> id.startsWith("hyperliquid:"));
            });
  }

  @ParameterizedTest
  @CsvSource({
    "opportunities, 7",
    "opportunities, 1",
    "rejections, 50",
    "funding, 13",
    "quarantine, 3",
    "feeds, 4",
    "venues, 2"
  })
  void pagesOfAnySizeGiveTheSameRowsAsOnePage(String list, int limit) {
    List<String> whole = browser.items("/api/v1/" + list).stream().map(ApiTest::identity).toList();
    List<String> paged = new ArrayList<>();
    String next = "";
    do {
      String cursor = next.isEmpty() ? "" : "&cursor=" + next;
      JsonNode page = browser.json("/api/v1/" + list + "?limit=" + limit + cursor);
      assertThat(page.path("items").size()).isBetween(1, limit);
      page.path("items").forEach(row -> paged.add(identity(row)));
      next = page.path("next").asText("");
    } while (!next.isEmpty() && !next.equals("null"));
    assertThat(paged).isEqualTo(whole);
  }

  private static String identity(JsonNode row) {
    return row.has("id")
        ? row.path("id").asText()
        : row.path("venue").asText() + row.path("symbol").asText() + row.path("feed").asText();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 100, 2_000})
  void historyOfAnyPageSizeHasNoHoleAndNoRepeat(int limit) {
    String asked = "/api/v1/funding/history?asset=BTC&from=2026-03-10T00:00:00Z";
    List<String> whole = browser.items(asked).stream().map(JsonNode::toString).toList();
    assertThat(whole).hasSizeGreaterThan(100).doesNotHaveDuplicates();
    List<String> paged = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode page = browser.json(asked + "&limit=" + limit + cursor);
      List<String> rows = new ArrayList<>();
      page.path("items").forEach(row -> rows.add(row.toString()));
      paged.addAll(0, rows);
      cursor = page.path("next").isNull() ? "" : "&cursor=" + page.path("next").asText();
    } while (!cursor.isEmpty());
    assertThat(paged).isEqualTo(whole);
  }

  @Test
  void historyTellsSettledFromEstimatedAndKnowsInstruments() {
    List<JsonNode> rows = browser.items("/api/v1/funding/history?instrument=hyperliquid:ETH");
    assertThat(rows).anyMatch(r -> r.path("settled").asBoolean());
    assertThat(rows).anyMatch(r -> !r.path("settled").asBoolean());
    assertThat(rows).allMatch(r -> r.path("asset").asText().equals("ETH"));
  }

  @Test
  void aStudyOfPremiumsIsThereForEachInstrumentOfAnAsset() {
    List<JsonNode> all = browser.items("/api/v1/basis?asset=BTC&threshold=0.0007");
    assertThat(all).hasSizeGreaterThan(2);
    assertThat(all.getFirst().path("thresholdBps").asDouble()).isEqualTo(7);
    assertThat(all.getFirst().path("episodes")).isNotEmpty();
    assertThat(browser.items("/api/v1/basis?asset=BTC&venue=bybit&limit=1")).hasSize(1);
    assertThat(browser.get("/api/v1/basis?asset=BTC&threshold=-1").body())
        .contains("\"parameter\":\"threshold\"", "\"found\":\"-1\"");
  }

  @Test
  void historyUpToADayBeginsAWeekBeforeIt() {
    Instant end = FixtureMarket.START.minus(Duration.ofDays(1));
    List<JsonNode> rows = browser.items("/api/v1/funding/history?asset=BTC&to=" + end);
    assertThat(rows)
        .isNotEmpty()
        .extracting(row -> Instant.parse(row.path("at").asText()))
        .allMatch(at -> !at.isAfter(end) && !at.isBefore(end.minus(Duration.ofDays(7))));
  }

  @Test
  void storedFindingsComeNewestFirstPageByPage() {
    List<String> whole = new ArrayList<>();
    browser.items("/api/v1/findings?kind=opportunity").forEach(f -> whole.add(f.toString()));
    List<String> paged = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode page = browser.json("/api/v1/findings?kind=opportunity&limit=9" + cursor);
      page.path("items").forEach(f -> paged.add(f.toString()));
      cursor = page.path("next").isNull() ? "" : "&cursor=" + page.path("next").asText();
    } while (!cursor.isEmpty());
    assertThat(paged).isEqualTo(whole).hasSizeGreaterThan(20);
  }

  /// No client that knows URLs sends this; whoever does, does not fill the log with traces.
  @Test
  void aQueryThatIsNoPercentEncodingIsABadRequest() throws IOException {
    URI address = fixture.dashboard.address();
    try (Socket socket = new Socket(address.getHost(), address.getPort())) {
      String request = "GET /api/v1/opportunities?asset=%zz HTTP/1.1\r\nHost: ";
      String rest = address.getAuthority() + "\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write((request + rest).getBytes(StandardCharsets.US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(answer).startsWith("HTTP/1.1 400").contains("percent-encoded", "asset=%zz");
    }
  }

  @Test
  void aDayMeansTheWholeDay() {
    String day = FixtureMarket.START.toString().substring(0, 10);
    assertThat(browser.items("/api/v1/opportunities?from=" + day + "&to=" + day)).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "/api/v1/funding?limit=0, limit, 0",
    "/api/v1/funding?limit=5001, limit, 5001",
    "/api/v1/funding?limit=many, limit, many",
    "/api/v1/funding?from=yesterday, from, yesterday",
    "/api/v1/funding?to=2026-02-30, to, 2026-02-30",
    "/api/v1/funding?venue=By%20bit, venue, By bit",
    "/api/v1/opportunities?venue=nope, venue, nope",
    "/api/v1/funding/history?asset=BTC&venue=nope, venue, nope",
    "/api/v1/funding?asset=%3Cb%3E, asset, <b>",
    "/api/v1/funding?cursor=%21%21, cursor, !!",
    "/api/v1/opportunities?aset=BTC, aset, aset",
    "/api/v1/funding/history, asset, ''",
    "/api/v1/funding/history?instrument=BTCUSDT, instrument, BTCUSDT",
    "/api/v1/funding/history?instrument=nope:BTC, instrument, nope:BTC",
    "/api/v1/funding/history?instrument=bybit:BTC&asset=BTC, asset, BTC beside an instrument",
    "/api/v1/findings?kind=gossip, kind, gossip",
    "/api/v1/about?verbose=1, verbose, verbose",
    "/api/v1/signals?after=-1, after, -1",
  })
  void aBadParameterIsNamedWithWhatWasFoundAndWhatIsAllowed(
      String path, String parameter, String found) {
    HttpResponse<String> answer = browser.get(path);
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.headers().firstValue("content-type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
    JsonNode problem = Browser.parse(answer.body());
    assertThat(problem.path("parameter").asText()).isEqualTo(parameter);
    assertThat(problem.path("found").asText()).isEqualTo(found);
    assertThat(problem.path("allowed").asText()).isNotBlank();
    assertThat(problem.path("status").asInt()).isEqualTo(400);
  }

  @Test
  void fromAfterToIsRefused() {
    HttpResponse<String> answer = browser.get("/api/v1/funding?from=2026-02-02&to=2026-02-01");
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(Browser.parse(answer.body()).path("parameter").asText()).isEqualTo("from");
  }

  @Test
  void aCursorOfOneListIsNoCursorOfAnother() {
    String cursor = browser.json("/api/v1/funding?limit=1").path("next").asText();
    assertThat(browser.get("/api/v1/opportunities?cursor=" + cursor).statusCode()).isEqualTo(400);
  }

  @Test
  void feedsCarryTheirStateWithItsReasonAndWhatTheSessionMeasures() {
    JsonNode feed =
        browser.items("/api/v1/feeds?venue=deribit").stream()
            .filter(row -> row.path("feed").asText().equals("public"))
            .findFirst()
            .orElseThrow();
    assertThat(feed.path("status").asText()).isEqualTo("stale");
    assertThat(feed.path("reason").asText()).contains("70 s");
    assertThat(feed.path("messagesPerSecond").asDouble()).isPositive();
  }

  @Test
  void venuesSayWhatTheyLackAndWhy() {
    JsonNode venue = browser.items("/api/v1/venues?venue=deribit").getFirst();
    assertThat(venue.path("status").asText()).isEqualTo("stale");
    assertThat(venue.path("lacks").path("premium-index").asText()).isNotBlank();
    assertThat(venue.path("instruments").asInt()).isEqualTo(5);
  }

  @Test
  void whatIsNotServedIsAProblemToo() {
    assertThat(browser.get("/api/v1/nothing").statusCode()).isEqualTo(404);
    assertThat(Browser.parse(browser.get("/nothing").body()).path("status").asInt()).isEqualTo(404);
    HttpResponse<String> wrongMethod = browser.get("/api/v1/kill");
    assertThat(wrongMethod.statusCode()).isEqualTo(405);
    assertThat(wrongMethod.body()).contains("GET is not served here");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/health/live", "/health/ready", "/metrics", "/api/v1/funding"})
  void whatCanBeReadCanBeAskedForByItsHead(String path) {
    HttpResponse<String> head = browser.head(path);
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.headers().firstValue("content-type"))
        .isEqualTo(browser.get(path).headers().firstValue("content-type"));
    assertThat(head.body()).isEmpty();
  }

  @Test
  void healthAndMetricsAnswer() {
    assertThat(browser.get("/health/live").statusCode()).isEqualTo(200);
    assertThat(browser.json("/health/ready").path("ready").asBoolean()).isTrue();
    assertThat(browser.get("/metrics").body())
        .contains("carry_findings_open{list=\"opportunities\"}", "jvm_memory_used_bytes");
  }

  @Test
  void withoutAStoreThePastIsUnavailableAndNotEmpty() {
    try (Fixture bare = Fixture.of(DashboardConfig.local(0), false, false);
        Browser asker = new Browser(bare.dashboard)) {
      HttpResponse<String> answer = asker.get("/api/v1/funding/history?asset=BTC");
      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(Browser.parse(answer.body()).path("detail").asText()).contains("--data");
      assertThat(asker.get("/api/v1/findings").statusCode()).isEqualTo(503);
      HttpResponse<String> ready = asker.get("/health/ready");
      assertThat(ready.statusCode()).isEqualTo(503);
      assertThat(Browser.parse(ready.body()).path("checks").path(0).path("name").asText())
          .isEqualTo("inbox");
    }
  }
}
