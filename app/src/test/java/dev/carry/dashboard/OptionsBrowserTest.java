package dev.carry.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.WebElement;

/// The option chain in a real browser, its numbers against the API. Skipped where there is none.
class OptionsBrowserTest extends InPage {
  private static final int LINES = 2 * FixtureOptions.STRIKES.size();
  private static final String DERIBIT = "tr[data-key='68000 deribit BTC']";

  OptionsBrowserTest() throws IOException {}

  /// Time has passed: what is not said again is stale, and no longer the best of anything.
  @BeforeAll
  void again() {
    new FixtureOptions(fixture.market()).open();
  }

  private double shown(String css) {
    String text = one(css).getText().replace(",", "");
    return text.isEmpty() || text.equals("–") ? Double.NaN : Double.parseDouble(text);
  }

  @Test
  void eachVenueHasALineWithCallsLeftAndPutsRight() {
    show("options");
    until(() -> all(".chain tr[data-key]").size() == LINES);
    List<JsonNode> rows = api.items("/api/v1/options?expiry=2026-03-27&venue=deribit");
    for (JsonNode row : rows) {
      if (row.path("strike").asInt() == 68_000) {
        boolean call = row.path("type").asText().equals("call");
        String side = call ? " .o-bid:nth-child(4)" : " .o-strike ~ .o-bid";
        double money = row.path("bid").asDouble() * row.path("underlyingPrice").asDouble();
        assertThat(shown(DERIBIT + side)).isCloseTo(money, within(1.0));
      }
    }
    assertThat(one(DERIBIT + " .o-iv").getText()).isEqualTo("56.0%");
    assertThat(texts(".chain tbody .o-strike")).hasSize(FixtureOptions.STRIKES.size());
  }

  /// The highest bid and the lowest ask of the venues, both in money.
  @Test
  void theBestOfEachSideIsMarked() {
    show("options");
    until(() -> all(".chain tr[data-key]").size() == LINES);
    List<WebElement> best = all("tr[data-key^='68000 '] .best");
    assertThat(best).hasSize(4);
    assertThat(all("tr[data-key^='68000 okx'] .best")).hasSize(4); // its spread is the narrower
    assertThat(all("tr[data-key^='60000 '] td:nth-child(5) .best")).isEmpty(); // one alone asks
  }

  @Test
  void anotherExpiryIsOneClickAway() {
    show("options");
    until(() -> all(".chain tr[data-key]").size() == LINES);
    assertThat(texts(".expiries button")).containsExactly("27 Mar 2026", "26 Jun 2026");
    click(".expiries button:last-child");
    until(() -> String.valueOf(one(".chain").getAttribute("aria-label")).endsWith("26 Jun 2026"));
    assertThat(all(".chain tr[data-key]")).hasSize(LINES);
  }

  @Test
  void aVenueThatIsHiddenHasNoLine() {
    show("options");
    until(() -> all(".chain tr[data-key]").size() == LINES);
    click(".venue-toggles .toggle:last-child"); // okx
    until(() -> all(".chain tr[data-key]").size() == LINES / 2);
    assertThat(all(".chain tr[data-key*=okx]")).isEmpty();
  }
}
