package dev.carry.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carry.launch.MadeReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.logging.Level;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.logging.LogEntry;

/// The one file of a backtest's report in a real browser that has no network. Skipped where there
/// is none.
class BacktestReportBrowserTest extends InBrowser {
  @TempDir private static Path folder;

  BacktestReportBrowserTest() throws IOException {}

  @BeforeAll
  void cutOff() {
    chrome.executeCdpCommand("Network.enable", Map.of());
    chrome.executeCdpCommand(
        "Network.emulateNetworkConditions",
        Map.of("offline", true, "latency", 0, "downloadThroughput", 0, "uploadThroughput", 0));
  }

  private void open(String lang, String... more) {
    chrome.manage().logs().get("browser");
    size(1400, 900);
    chrome.get(MadeReport.of(folder, lang, more).toUri().toString());
    one("#report h1");
  }

  private List<String> complaints() {
    List<String> complaints = new ArrayList<>();
    for (LogEntry entry : chrome.manage().logs().get("browser")) {
      if (entry.getLevel().intValue() >= Level.WARNING.intValue()) {
        complaints.add(entry.getMessage());
      }
    }
    return complaints;
  }

  private long count(String script) {
    return chrome.executeScript("return " + script) instanceof Long number ? number : -1;
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "th"})
  void itOpensFromTheDiskWithoutANetworkAndDrawsItsCharts(String lang) {
    open(lang);
    assertThat(all(".chart")).hasSize(2); // what it was worth; promised and made
    assertThat(count("document.querySelectorAll('.chart svg').length")).isEqualTo(2);
    assertThat(
            count(
                "Math.min(...[...document.querySelectorAll('.chart svg')]"
                    + ".map(svg => svg.querySelectorAll('path').length))"))
        .as("lines in the emptiest chart")
        .isGreaterThan(3);
    assertThat(count("performance.getEntriesByType('resource').length")).isZero();
    assertThat(complaints()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "en, Assumed, Missing: the result is incomplete, What these numbers do not prove",
    "th, ข้อสมมติ, ขาดหาย: ผลลัพธ์ไม่สมบูรณ์, ตัวเลขเหล่านี้ไม่ได้พิสูจน์อะไร"
  })
  void theFirstScreenSaysWhatWasAssumedWhatIsMissingAndWhatIsNotProven(
      String lang, String assumed, String missing, String unproven) {
    open(lang);
    assertThat(texts(".first h3")).containsExactly(assumed, missing, unproven);
    assertThat(count("Math.round(document.querySelector('.first').getBoundingClientRect().bottom)"))
        .as("its end, on a screen of 900")
        .isBetween(1L, 900L);
    for (int i = 1; i <= 3; i++) {
      assertThat(texts(".first section:nth-child(" + i + ") li")).as("list " + i).isNotEmpty();
    }
    assertThat(
            count(
                "document.querySelector('.chart').getBoundingClientRect().top"
                    + " > document.querySelector('.first').getBoundingClientRect().bottom ? 1 : 0"))
        .as("the curve comes after it")
        .isOne();
  }

  @Test
  void aThaiReportHasNoEnglishSentence() {
    open("th");
    assertThat(texts(".first li"))
        .isNotEmpty()
        .allSatisfy(sentence -> assertThat(sentence).containsPattern("\\p{InThai}"));
    assertThat(texts("h2, h3, .figures span, th").stream().filter(text -> !text.isEmpty()))
        .filteredOn(text -> !text.equals("USD"))
        .allSatisfy(text -> assertThat(text).containsPattern("\\p{InThai}"));
  }

  @Test
  void itsFiguresAreThoseOfTheResult() throws IOException {
    open("en");
    JsonNode result =
        Browser.parse(Files.readString(folder.resolve("report-en").resolve("result.json")));
    assertThat(texts(".figures b"))
        .startsWith(
            String.format(Locale.ROOT, "%,.2f", result.path("netPnl").asDouble()),
            String.format(Locale.ROOT, "%.2f %%", 100 * result.path("returnOnCapital").asDouble()));
    assertThat(texts(".figures b").get(4)).isEqualTo(result.path("trades").asText());
    assertThat(
            count(
                "new Set([...document.querySelectorAll('.figures div')]"
                    + ".map(each => Math.round(each.getBoundingClientRect().top))).size"))
        .as("rows of figures on a wide screen")
        .isOne();
  }

  @Test
  void howTheParametersWereChosenIsShown() {
    open("en", "--walk-forward", "--folds", "2", "--grid", "exit.hold=1d,2d,4d");
    assertThat(texts("h2")).contains("How the parameters were chosen");
    assertThat(texts("td")).contains("choices tried", "3");
    assertThat(complaints()).isEmpty();
  }

  @Test
  void aNarrowScreenNeedsNoScrollingToTheSide() {
    open("en");
    size(390, 844);
    until(() -> count("document.documentElement.scrollWidth") <= 390);
    size(1400, 900);
  }
}
