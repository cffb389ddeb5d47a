package dev.carry.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carry.model.FeedStatus;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.logging.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.logging.LogEntry;

/// The page in a real browser, its numbers against the API. Skipped where there is none.
class PageBrowserTest extends InPage {
  private static final int SCROLL_BAR = 15;

  PageBrowserTest() throws IOException {}

  /// `+62.58%` as the fraction 0.6258.
  private static double fraction(String text) {
    return Double.parseDouble(text.replace("−", "-").replaceAll("[^0-9.eE+-]", "")) / 100;
  }

  @Test
  void theTableShowsWhatTheApiSays() {
    List<JsonNode> expected = opportunities();
    until(() -> all("tr[data-key]").size() == expected.size());
    List<String> assets = texts("tbody .c-asset");
    List<String> net = texts("tbody .c-net b");
    List<String> gross = texts("tbody .c-gross");
    for (int i = 0; i < expected.size(); i++) {
      JsonNode o = expected.get(i);
      assertThat(assets.get(i)).isEqualTo(o.path("asset").asText());
      assertThat(fraction(net.get(i))).isCloseTo(o.path("netApr").asDouble(), within(6e-5));
      assertThat(fraction(gross.get(i))).isCloseTo(o.path("grossApr").asDouble(), within(6e-5));
    }
  }

  /// A long receives negative funding, a short positive.
  @Test
  void eachLegSaysWhetherOneReceivesOrPays() {
    List<JsonNode> expected = opportunities();
    List<String> longs = texts("tbody .c-long .flow");
    List<String> shorts = texts("tbody .c-short .flow");
    for (int i = 0; i < expected.size(); i++) {
      double longRate = expected.get(i).path("legs").path(0).path("rate").asDouble();
      double shortRate = expected.get(i).path("legs").path(1).path("rate").asDouble();
      assertThat(longs.get(i)).startsWith(longRate < 0 ? "you receive" : "you pay");
      assertThat(shorts.get(i)).startsWith(shortRate > 0 ? "you receive" : "you pay");
    }
  }

  @Test
  void filtersNarrowTheTable() {
    int whole = all("tr[data-key]").size();
    chrome.findElement(By.tagName("body")).sendKeys("/");
    WebElement asset = chrome.switchTo().activeElement();
    assertThat(asset.getAttribute("id")).isEqualTo("filter-asset");
    asset.sendKeys("sol bnb");
    until(() -> all("tr[data-key]").size() < whole);
    assertThat(texts("tbody .c-asset")).isNotEmpty().allMatch(a -> a.matches("SOL|BNB"));
    click(".clear");
    until(() -> all("tr[data-key]").size() == whole);
    one("#filter-apr").sendKeys("30");
    until(() -> all("tr[data-key]").size() < whole);
    long least = opportunities().stream().filter(o -> o.path("netApr").asDouble() >= 0.3).count();
    until(() -> all("tr[data-key]").size() == least);
    click(".clear");
    click(".venue-toggles .toggle:last-child");
    until(() -> texts("tbody .leg .venue").stream().noneMatch(v -> v.startsWith("okx")));
    assertThat(one(".venue-toggles .toggle:last-child").getAttribute("aria-pressed"))
        .isEqualTo("false");
  }

  @Test
  void headsSortBothWays() {
    click("thead .c-gross button");
    until(() -> "descending".equals(one("thead .c-gross").getAttribute("aria-sort")));
    Comparator<Double> ascending = Comparator.naturalOrder();
    assertThat(texts("tbody .c-gross").stream().map(PageBrowserTest::fraction))
        .isSortedAccordingTo(ascending.reversed());
    click("thead .c-gross button");
    until(() -> "ascending".equals(one("thead .c-gross").getAttribute("aria-sort")));
    assertThat(texts("tbody .c-gross").stream().map(PageBrowserTest::fraction))
        .isSortedAccordingTo(ascending);
    click("thead .c-asset button");
    until(() -> "ascending".equals(one("thead .c-asset").getAttribute("aria-sort")));
    assertThat(texts("tbody .c-asset")).isSorted();
  }

  @Test
  void theKeyboardAloneOpensADrawerAndComesBackToItsRow() {
    one("body").sendKeys(Keys.ARROW_DOWN);
    until(() -> chrome.switchTo().activeElement().equals(all("tr[data-key]").get(0)));
    chrome.switchTo().activeElement().sendKeys(Keys.ARROW_DOWN);
    until(() -> chrome.switchTo().activeElement().equals(all("tr[data-key]").get(1)));
    String key = Objects.requireNonNull(chrome.switchTo().activeElement().getAttribute("data-key"));
    chrome.switchTo().activeElement().sendKeys(Keys.ENTER);
    until(() -> "drawer-title".equals(chrome.switchTo().activeElement().getAttribute("id")));
    assertThat(one(".drawer .id").getText()).contains(key);
    chrome.switchTo().activeElement().sendKeys(Keys.ESCAPE);
    until(() -> all(".drawer").isEmpty());
    until(() -> key.equals(chrome.switchTo().activeElement().getAttribute("data-key")));
  }

  @Test
  void whatIsOpenHasAnAddressOfItsOwn() {
    String id = opportunities().getFirst().path("id").asText();
    click("tr[data-key]");
    until(() -> one(".drawer .id").getText().contains(id));
    String address = Objects.requireNonNull(chrome.getCurrentUrl());
    assertThat(address).contains(URLEncoder.encode(id, StandardCharsets.UTF_8));

    chrome.navigate().back();
    until(() -> all(".drawer").isEmpty());
    chrome.get("about:blank");
    chrome.get(address);
    until(() -> one(".drawer .id").getText().contains(id));

    turn("feeds");
    assertThat(all(".drawer")).isEmpty();
    chrome.executeScript("location.hash = '#/opportunities/gone'");
    until(() -> !all(".banner").isEmpty());
    assertThat(one(".banner").getText()).startsWith("Nothing is open at this address");
    assertThat(all(".drawer")).isEmpty();
    chrome.executeScript("location.hash = '#/nope/%zz'");
    filled("opportunities");
    assertThat(chrome.getCurrentUrl()).endsWith("#/opportunities");
  }

  @Test
  void theDrawerShowsEveryCostLineAndUnknownOnesAsUnknown() {
    JsonNode best = opportunities().getFirst();
    click("tr[data-key]");
    one(".drawer .lines");
    List<String> lines = texts(".drawer section:first-of-type .lines tbody tr");
    assertThat(lines).hasSize(9); // income, seven costs, what is left
    assertThat(lines.stream().filter(line -> line.endsWith("unknown")))
        .hasSize(best.path("unknown").size())
        .isNotEmpty();
    double total = 0;
    for (JsonNode cost : best.path("costs")) {
      total += cost.asDouble();
    }
    double left = best.path("netApr").asDouble() * 7 / 365;
    assertThat(fraction(second(lines.getFirst()))).isCloseTo(left + total, within(2e-6));
    assertThat(fraction(second(lines.getLast()))).isCloseTo(left, within(2e-6));
    assertThat(one(".drawer .lead dd").getText()).isEqualTo(texts("tbody .c-net b").getFirst());
    assertThat(texts(".drawer .risks li")).hasSize(best.path("risks").size());
    assertThat(texts(".drawer .evidence tbody tr")).hasSize(best.path("evidence").size());
    assertThat(one(".leg-card .count").getText()).matches("in \\d\\d:\\d\\d:\\d\\d");
  }

  /// The venue's rate has the sign of what a long pays; the APR of a leg that of what we get.
  @Test
  void whereWeReceiveTheAprOfALegIsPositive() {
    click("tr[data-key]");
    List<String> flows = texts(".leg-card > .flow");
    List<String> aprs = texts(".leg-card dl > div:first-child dd");
    assertThat(flows).hasSize(2);
    for (int i = 0; i < flows.size(); i++) {
      assertThat(fraction(aprs.get(i)) > 0).isEqualTo(flows.get(i).startsWith("you receive"));
    }
  }

  /// The second cell of a row's text.
  private static String second(String row) {
    int tab = row.indexOf('\t');
    return row.substring(tab + 1, row.indexOf('\t', tab + 1));
  }

  @Test
  void aContinuousVenueHasNoCountdown() {
    try (Fixture calm = Fixture.open(0)) {
      chrome.get(calm.dashboard.address() + "#/rejections");
      one("#filter-asset").sendKeys("BTC");
      until(() -> texts("tbody .leg .venue").stream().anyMatch(v -> v.startsWith("deribit")));
      chrome.executeScript(
          "[...document.querySelectorAll('tr[data-key]')]"
              + ".find(row => row.textContent.includes('deribit')).click()");
      until(() -> texts(".leg-card").stream().anyMatch(c -> c.contains("accrues continuously")));
    }
  }

  @Test
  void themeAndLanguageAreChosenAndKept() {
    chrome.executeScript(
        "const pick = (css, value) => { const s = document.querySelector(css); s.value = value;"
            + " s.dispatchEvent(new Event('change')); };"
            + "pick('select.theme', 'dark'); pick('select.language', 'th');");
    until(() -> texts("thead .c-asset").getFirst().startsWith("เหรียญ"));
    show("opportunities");
    assertThat(one("html").getAttribute("lang")).isEqualTo("th");
    assertThat(one("html").getAttribute("data-theme")).isEqualTo("dark");
    assertThat(texts("tbody .flow").getFirst()).containsAnyOf("คุณได้รับ", "คุณจ่าย");
    assertThat(String.valueOf(style("body", "backgroundColor"))).isEqualTo("rgb(15, 19, 23)");
  }

  @ParameterizedTest
  @CsvSource({
    "1366, 768, en",
    "1366, 768, th",
    "390, 844, en",
    "390, 844, th",
    "768, 1024, th",
    "820, 1180, en",
    "820, 1180, th",
    "900, 1200, en",
    "900, 1200, th"
  })
  void nothingIsCutOffAndNothingScrollsSideways(int width, int height, String language) {
    size(width, height);
    speak(language);
    for (String view : VIEWS) {
      turn(view);
      Object wide =
          chrome.executeScript(
              "return [...document.querySelectorAll('body *')].filter(e => {"
                  + " const r = e.getBoundingClientRect();"
                  + " return r.width > 0 && (r.right > innerWidth + 1 || r.left < -1)"
                  + " && !e.closest('.tabs, .skip, .sr, canvas, .chart') })"
                  + ".map(e => e.tagName + '.' + e.className + ' in '"
                  + " + e.parentElement.closest('td, th, div')?.className + ' from '"
                  + " + e.getBoundingClientRect().left + ' to ' + e.getBoundingClientRect().right)"
                  + ".slice(0, 5)");
      assertThat(wide).as(view).isEqualTo(List.of());
      assertThat(chrome.executeScript("return document.documentElement.scrollWidth"))
          .as(view)
          .isIn((long) width, (long) width - SCROLL_BAR);
    }
  }

  @Test
  void onAPhoneTheRowsAreCardsAndTheDrawerFillsTheScreen() {
    size(390, 844);
    show("opportunities");
    assertThat(String.valueOf(style(".findings tbody tr", "display"))).isEqualTo("grid");
    click("tr[data-key]");
    assertThat(one("carry-drawer").getRect().getWidth()).isIn(390, 390 - SCROLL_BAR);
    assertThat(one("carry-drawer").getRect().getX()).isZero();
  }

  @Test
  void theMapAnnualisesMarksTheStaleAndLeadsToHistory() {
    show("map");
    WebElement cell = one("button.cell[aria-label^='BTC on bybit']");
    until(
        () -> {
          double shown = fraction(cell.findElement(By.tagName("b")).getText());
          return api.items("/api/v1/funding?asset=BTC&venue=bybit").stream()
              .anyMatch(row -> Math.abs(shown - row.path("apr").asDouble()) < 6e-5);
        });
    assertThat(cell.getText()).contains("h");
    assertThat(one("button.cell[aria-label^='BTC on deribit']").getText()).contains("stale");
    assertThat(one("button.cell[aria-label^='NEIRO on okx']").getText()).contains("quarantined");
    assertThat(one("button.cell[aria-label^='PYTH on binance']").getText()).startsWith("?");
    chrome.executeScript("arguments[0].click()", cell);
    one(".chart canvas");
    until(() -> texts(".summary tbody th").size() == FixtureMarket.VENUES.size() + 1); // inverse
  }

  /// The server's time is not the browser's: until it is known, no range can be asked for.
  @Test
  void aHistoryOpenedByItsAddressIsThereAtOnce() {
    chrome.get("about:blank");
    chrome.get(api.uri("/#/history/BTC").toString());
    until(
        () ->
            !all("carry-history .chart:not([hidden]), carry-history .empty:not(.loading)")
                .isEmpty());
    assertThat(all("carry-history .chart:not([hidden])")).isNotEmpty();
  }

  @Test
  void theMarkOfAnInstrumentIsComparedWithItsIndexOverTime() {
    chrome.get("about:blank");
    chrome.get(api.uri("/#/history/BTC").toString());
    one("carry-basis .chart canvas");
    until(() -> texts(".figures.basis dd").size() == 8);
    assertThat(texts(".figures.basis dd")).contains("101").anyMatch(dd -> dd.contains("5.00 bps"));
    assertThat(texts(".basis-instrument option")).contains("bybit:BTCUSDT");
  }

  @Test
  void withoutAStoreTheHistorySaysSo() {
    try (Fixture bare = Fixture.of(DashboardConfig.local(0), false, true)) {
      chrome.get(bare.dashboard.address() + "#/history/BTC");
      until(() -> texts("main .empty").stream().anyMatch(text -> text.contains("--data")));
    }
  }

  @Test
  void everySeriesHasALaneThatShowsItsHoles() {
    show("coverage");
    until(() -> all(".lanes [data-key]").size() == 3);
    assertThat(texts(".lanes .group")).containsExactly("bybit", "ftx");
    assertThat(all(".lanes [data-key*='ETHUSDT'] .missing")).hasSize(2);
    assertThat(all(".lanes [data-key*='BTCUSDT'] .missing")).isEmpty();
    assertThat(one("[data-key*='ETHUSDT'] [role=img]").getAttribute("aria-label"))
        .contains("2,819 points, 2 holes, 181 points missing");
    click("[data-key*='ETHUSDT'] .unfold");
    until(() -> all(".unfolded li").size() == 2);
    one("#filter-asset").sendKeys("eth");
    until(() -> all(".lanes [data-key]").size() == 1);
  }

  @Test
  void aLookAlikeIsShownWithItsReasonAndAReviewedLineWithItsEvidence() {
    show("markets");
    until(() -> texts(".held-rows tbody .c-asset").equals(List.of("NEIRO")));
    assertThat(texts(".held-rows tbody .c-because").getFirst()).endsWith("another coin or unit");
    until(() -> !all(".identity-rows tbody tr").isEmpty());
    assertThat(texts(".identity-rows tbody .c-because"))
        .anyMatch(why -> why.contains("the number stands behind the name"))
        .anyMatch(why -> why.contains("reviewed 29 Nov 2026: the ticker itself"));
  }

  @Test
  void theAccountShowsWhatItHoldsAndWhatCameOfIt() {
    turn("positions");
    List<JsonNode> held = api.items("/api/v1/positions");
    assertThat(held).isNotEmpty();
    until(() -> all(".positions tr[data-key]").size() == held.size());
    assertThat(texts(".positions tbody tr")).hasSize(2 * held.size());
    JsonNode first = held.getFirst();
    assertThat(one(".positions tr[data-key='" + first.path("position") + "']").getText())
        .contains(first.path("asset").asText(), "long");
    assertThat(one(".figures.paper").getText()).contains("100,000");
    assertThat(one(".positions-note").getText()).contains("find.detectors=cross-venue-funding");
  }

  @Test
  void changesArriveByThemselves() {
    fixture
        .market()
        .feed(FixtureMarket.BYBIT, "public", FeedStatus.State.CLOSED, "the venue closed it");
    until(() -> one(".feeds-summary").getText().contains("bybit closed"));
    fixture.market().feed(FixtureMarket.BYBIT, "public", FeedStatus.State.LIVE, "");
    until(() -> !one(".feeds-summary").getText().contains("bybit closed"));
  }

  @Test
  void theStopSwitchAsksFirstAndThenStops() {
    try (Fixture own = Fixture.open(0)) {
      chrome.get(own.dashboard.address().toString());
      click(".kill");
      click("dialog .actions .quiet");
      until(() -> all("dialog").isEmpty());
      assertThat(own.killed).isFalse();
      click(".kill");
      click("dialog .danger");
      until(() -> !all(".banner.killed").isEmpty());
      assertThat(own.killed).isTrue();
      until(() -> all("tr[data-key]").isEmpty());
    }
  }

  @Test
  void aLostConnectionIsSaid() {
    Fixture own = Fixture.open(0);
    chrome.get(own.dashboard.address().toString());
    until(() -> !all("tr[data-key]").isEmpty());
    own.close();
    until(() -> !all(".conn.lost").isEmpty());
    assertThat(all("tr[data-key]")).isNotEmpty();
    chrome.manage().logs().get("browser"); // its complaints about the lost server are right
  }

  @Test
  void noViewBreaksThePolicyOrLogsAnError() {
    chrome.manage().logs().get("browser");
    show(VIEWS.getFirst());
    VIEWS.forEach(this::turn);
    List<String> errors = new ArrayList<>();
    for (LogEntry entry : chrome.manage().logs().get("browser")) {
      if (entry.getLevel().intValue() >= Level.WARNING.intValue()) {
        errors.add(entry.getMessage());
      }
    }
    assertThat(errors).isEmpty();
  }
}
