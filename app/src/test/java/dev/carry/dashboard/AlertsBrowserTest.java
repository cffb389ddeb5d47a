package dev.carry.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;

/// The alerts in a real browser. Skipped where there is none.
class AlertsBrowserTest extends InPage {
  AlertsBrowserTest() throws IOException {}

  private void clickText(String within, String text) {
    until(() -> all(within).stream().anyMatch(e -> e.getText().equals(text)));
    all(within).stream().filter(e -> e.getText().equals(text)).findFirst().orElseThrow().click();
  }

  private boolean wasDone(String what) {
    return fixture.alarms.done.stream().anyMatch(done -> done.startsWith(what));
  }

  @Test
  void whatIsOpenTheChannelsTheRulesAndWhatWasToldAreShownInBothLanguages() {
    show("alerts");
    until(() -> all("carry-alerts table").size() == 4);
    String page = one("carry-alerts").getText();
    assertThat(page)
        .contains("BTC: net 12.34 % a year <b>", "the kill switch was pulled", "Critical")
        .contains("it answered 401: Unauthorized", "telegram: tried again", "Net APR", "10%");
    speak("th");
    turn("alerts");
    until(() -> all("carry-alerts table").size() == 4);
    assertThat(one("carry-alerts").getText())
        .contains("BTC: สุทธิ 12.34 % ต่อปี", "กดปุ่มหยุดแล้ว", "ตอบ 401: Unauthorized", "กฎ");
  }

  @Test
  void aRuleIsChangedAndWhatIsWrongWithItIsSaid() {
    show("alerts");
    clickText("carry-alerts button", "Change");
    WebElement at = one("dialog.rule input[name=at]");
    assertThat(at.getAttribute("value")).isEqualTo("10%");
    at.clear();
    at.sendKeys("12%");
    clickText("dialog.rule button", "Save");
    until(() -> wasDone("put net-apr {when=net-apr, at=12%}"));
    until(() -> all("dialog.rule").isEmpty());
    assertThat(one(".banner[role=status]").getText()).contains("net-apr");

    clickText("carry-alerts button", "New rule");
    one("dialog.rule input[name=name]").sendKeys("mine");
    one("dialog.rule input[name=assets]").sendKeys("BTC");
    clickText("dialog.rule button", "Save");
    until(() -> !all("dialog.rule .banner[role=alert]").isEmpty());
    assertThat(one("dialog.rule .banner").getText()).contains("unknown key");
    assertThat(wasDone("put mine")).isFalse();
  }

  @Test
  void anAlertIsTakenCareOfAndAChannelTried() {
    show("alerts");
    clickText("carry-alerts button", "I take care");
    until(() -> wasDone("acknowledge 00c0ffee00c0ffee"));
    clickText("carry-alerts button", "Test");
    until(() -> wasDone("test telegram"));
    until(() -> one("carry-alerts").getText().contains("telegram took the test message."));
  }

  @Test
  void theAnalystIsAskedFromTheDrawer() {
    show("opportunities");
    click("carry-opportunities tr[data-key]");
    until(() -> !all("carry-said .ask").isEmpty());
    WebElement ask = one("carry-said").findElement(By.cssSelector(".ask"));
    assertThat(ask.getText()).isEqualTo("Ask now");
    ask.click();
    until(() -> all("carry-said .ask[disabled]").isEmpty());
    assertThat(all("carry-said .banner")).isEmpty();
  }
}
