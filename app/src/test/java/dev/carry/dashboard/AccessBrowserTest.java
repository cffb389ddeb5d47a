package dev.carry.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/// The page by keyboard, for readers of screens, and for those who want no motion.
class AccessBrowserTest extends InPage {
  private static final int STEPS = 40;

  AccessBrowserTest() throws IOException {}

  private WebElement focused() {
    return chrome.switchTo().activeElement();
  }

  private void press(CharSequence... keys) {
    focused().sendKeys(keys);
  }

  private boolean focusIs(String css) {
    return Boolean.TRUE.equals(
        chrome.executeScript("return document.activeElement.matches(arguments[0])", css));
  }

  private void tabTo(String css) {
    for (int i = 0; i < STEPS && !focusIs(css); i++) {
      press(Keys.TAB);
    }
    assertThat(focusIs(css)).as(css).isTrue();
  }

  @Test
  void everyViewIsReachedByKeyboardAndFocusIsSeen() {
    for (String view : VIEWS) {
      chrome.executeScript("document.activeElement.blur()");
      chrome.findElement(By.tagName("body")).sendKeys(Keys.TAB);
      tabTo(".tabs a[data-view='" + view + "']");
      assertThat(style(":focus", "outlineStyle")).as(view).isEqualTo("solid");
      press(Keys.ENTER);
      filled(view);
      assertThat(chrome.getTitle()).endsWith(" · Carry");
      String named =
          "return [...document.querySelectorAll('main button, main select, main input, main"
              + " table')].filter(e => !(e.innerText || e.ariaLabel || e.labels?.length)).length";
      assertThat(chrome.executeScript(named)).as("without a name in " + view).isEqualTo(0L);
    }
  }

  @Test
  void headsSortByKeyboardAndSayHow() {
    tabTo("thead .c-gross button");
    press(Keys.ENTER);
    until(() -> "descending".equals(one("thead .c-gross").getAttribute("aria-sort")));
    press(Keys.SPACE);
    until(() -> "ascending".equals(one("thead .c-gross").getAttribute("aria-sort")));
    assertThat(one("thead .c-net").getAttribute("aria-sort")).isEqualTo("none");
  }

  @Test
  void theMapIsOneStopAndWalkedByArrows() {
    turn("map");
    tabTo("button.cell");
    assertThat(all("button.cell[tabindex='0']")).hasSize(1);
    String first = focused().getAttribute("data-key");
    press(Keys.ARROW_DOWN);
    String below = focused().getAttribute("data-key");
    assertThat(below).isNotEqualTo(first);
    until(() -> "0".equals(focused().getAttribute("tabindex")));
    press(Keys.ARROW_UP);
    assertThat(focused().getAttribute("data-key")).isEqualTo(first);
    press(Keys.ARROW_RIGHT);
    assertThat(focused().getAttribute("data-key")).isNotEqualTo(first);
  }

  /// 4.5 to 1, as WCAG asks of small text; of the stripes of a cell that is off, on either colour.
  @ParameterizedTest
  @ValueSource(strings = {"light", "dark"})
  void everyCellOfTheMapCanBeRead(String theme) {
    chrome.executeScript(
        "localStorage.setItem('carry', JSON.stringify({theme: arguments[0]}))", theme);
    show("map");
    Object least =
        chrome.executeScript(
            "const pen = document.createElement('canvas').getContext('2d');"
                + "const light = (colour) => { pen.fillStyle = colour; pen.fillRect(0, 0, 1, 1);"
                + " const [r, g, b] = [...pen.getImageData(0, 0, 1, 1).data].map((x) => x / 255)"
                + ".map((x) => x <= 0.04045 ? x / 12.92 : ((x + 0.055) / 1.055) ** 2.4);"
                + " return 0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05; };"
                + "return Math.min(...[...document.querySelectorAll('button.cell')].flatMap((e) =>"
                + " { const s = getComputedStyle(e);"
                + " const grounds = s.backgroundImage.match(/rgb[^)]*\\)/g) ?? [s.backgroundColor];"
                + " return grounds.map((ground) => { const of = [light(s.color), light(ground)];"
                + " return Math.max(...of) / Math.min(...of); }) }))");
    assertThat(all("button.cell.off")).isNotEmpty();
    assertThat(((Number) Objects.requireNonNull(least)).doubleValue()).isGreaterThan(4.5);
  }

  @Test
  void aDrawerOverThePageKeepsTheFocusAndGivesItBack() {
    size(820, 1180);
    show("opportunities");
    tabTo("tr[data-key]");
    String key = String.valueOf(focused().getAttribute("data-key"));
    press(Keys.ENTER);
    until(() -> focusIs("#drawer-title"));
    assertThat(one(".drawer").getAttribute("aria-modal")).isEqualTo("true");
    for (int i = 0; i < 7; i++) {
      press(Keys.TAB);
      assertThat(focusIs(".drawer *")).isTrue();
    }
    for (int i = 0; i < 7; i++) {
      press(Keys.chord(Keys.SHIFT, Keys.TAB));
      assertThat(focusIs(".drawer *")).isTrue();
    }
    press(Keys.ESCAPE);
    until(() -> all(".drawer").isEmpty() && key.equals(focused().getAttribute("data-key")));
  }

  @Test
  void escapeLeavesTheStopDialogAndFocusGoesBack() {
    tabTo(".kill");
    press(Keys.ENTER);
    until(() -> focusIs("dialog .quiet"));
    press(Keys.ESCAPE);
    until(() -> all("dialog").isEmpty());
    until(() -> focusIs(".kill"));
    assertThat(fixture.killed).isFalse();
  }

  @Test
  void nothingMovesForThoseWhoAskForThat() {
    motion("reduce");
    click("tr[data-key]");
    one(".drawer");
    assertThat(style(".drawer", "animationName")).isEqualTo("none");
    motion("no-preference");
    assertThat(style(".drawer", "animationName")).isEqualTo("in");
    motion("");
  }

  private void motion(String wish) {
    chrome.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-reduced-motion", "value", wish))));
  }

  /// Settled at 0, 8 and 32 o'clock every eight hours: two are missing, and no line says otherwise.
  @Test
  void theHistoryLeavesAHoleWherePointsAreMissing() {
    Object shape =
        chrome.executeAsyncScript(
            "const done = arguments[0]; import('/page/history.js').then((m) => {"
                + "const p = (h) => ({ at: new Date(h * 3600000).toISOString(), apr: h / 100, rate:"
                + " 0.0001, period: 'PT8H' });"
                + "done(m.line([0, 8, 32].map(p), 1.5).map((d) => (d.value[1] === null ? 'hole' :"
                + " d.symbolSize ? 'alone' : 'point')).join(' ')) })");
    assertThat(shape).isEqualTo("point point hole alone");
  }
}
