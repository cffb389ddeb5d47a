package dev.carry.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `/api/v1/options`, as a script sees it.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OptionsApiTest {
  private static final int ALL =
      2 * 2 * FixtureOptions.EXPIRIES.size() * FixtureOptions.STRIKES.size();

  private final Fixture fixture = Fixture.open(0);
  private final Browser browser = new Browser(fixture.dashboard);

  @AfterAll
  void close() {
    browser.close();
    fixture.close();
  }

  @Test
  void aChainComesInItsOrder() {
    List<JsonNode> rows = browser.items("/api/v1/options");
    assertThat(rows).hasSize(ALL);
    assertThat(rows.stream().limit(6).map(OptionsApiTest::name))
        .containsExactly(
            "deribit:BTC-260327-60000-C",
            "okx:BTC-260327-60000-C",
            "deribit:BTC-260327-60000-P",
            "okx:BTC-260327-60000-P",
            "deribit:BTC-260327-64000-C",
            "okx:BTC-260327-64000-C");
  }

  @Test
  void whatATickerLeavesOutIsTakenFromTheOtherMessages() {
    JsonNode row = browser.items("/api/v1/options?venue=okx&expiry=2026-03-27").getFirst();
    assertThat(row.path("premiumIn").asText()).isEqualTo("quote");
    assertThat(row.path("mark").asDouble()).isGreaterThan(8_500);
    assertThat(row.path("bid").asDouble()).isLessThan(row.path("mark").asDouble());
    assertThat(row.path("ask").asDouble()).isGreaterThan(row.path("mark").asDouble());
    assertThat(row.path("underlyingPrice").asDouble()).isEqualTo(FixtureOptions.FORWARD);
    assertThat(row.path("openInterestBase").asDouble()).isEqualTo(88.2, within(1e-9));
    assertThat(row.path("markIv").asDouble()).isEqualTo(0.555);
  }

  @Test
  void aSideThatNobodyOffersIsAbsent() {
    JsonNode row = browser.items("/api/v1/options?venue=deribit").getFirst();
    assertThat(row.path("premiumIn").asText()).isEqualTo("coin");
    assertThat(row.has("bid")).isTrue();
    assertThat(row.has("ask")).isFalse();
    assertThat(row.has("askIv")).isFalse();
  }

  @Test
  void filtersChooseAssetVenueAndDay() {
    assertThat(browser.items("/api/v1/options?asset=eth")).isEmpty();
    assertThat(browser.items("/api/v1/options?asset=btc&venue=okx")).hasSize(ALL / 2);
    assertThat(browser.items("/api/v1/options?expiry=2026-06-26"))
        .hasSize(ALL / 2)
        .allSatisfy(r -> assertThat(r.path("expiry").asText()).isEqualTo("2026-06-26T08:00:00Z"));
  }

  @Test
  void expiriesSayWhatCanBeAskedFor() {
    List<JsonNode> rows = browser.items("/api/v1/options/expiries");
    assertThat(rows)
        .extracting(r -> r.path("asset").asText() + " " + r.path("expiry").asText())
        .containsExactly("BTC 2026-03-27", "BTC 2026-06-26");
    assertThat(rows).allSatisfy(r -> assertThat(r.path("options").asInt()).isEqualTo(ALL / 2));
    assertThat(rows.getFirst().path("venues").toString()).isEqualTo("[\"deribit\",\"okx\"]");
  }

  @Test
  void pagesJoinToTheWhole() {
    Set<String> seen = new TreeSet<>();
    JsonNode page = browser.json("/api/v1/options?limit=7");
    for (int pages = 1; !page.path("next").isNull(); pages++) {
      page.path("items").forEach(row -> seen.add(name(row)));
      assertThat(pages).isLessThan(ALL);
      page = browser.json("/api/v1/options?limit=7&cursor=" + page.path("next").asText());
    }
    page.path("items").forEach(row -> seen.add(name(row)));
    assertThat(seen).hasSize(ALL);
  }

  @ParameterizedTest
  @ValueSource(strings = {"expiry=soon", "expiry=2026-02-30", "strike=60000", "venue=nowhere"})
  void aWrongParameterIsNamed(String query) {
    assertThat(browser.get("/api/v1/options?" + query).statusCode()).isEqualTo(400);
  }

  /// Options are none of the perpetuals, and no gate or detector judges them, not even when their
  /// venue has gone silent.
  @Test
  void noOptionIsAmongTheFundingOrTheFindings() {
    fixture.troubles();
    assertThat(browser.items("/api/v1/quarantine?venue=deribit")).isNotEmpty();
    for (String list :
        List.of("funding", "quarantine", "premiums", "opportunities", "rejections")) {
      assertThat(browser.items("/api/v1/" + list + "?limit=5000"))
          .as(list)
          .noneMatch(r -> r.toString().matches(".*BTC-26[0-9]{4}-[0-9]+-[CP].*"));
    }
  }

  private static String name(JsonNode row) {
    return row.path("venue").asText() + ":" + row.path("symbol").asText();
  }
}
