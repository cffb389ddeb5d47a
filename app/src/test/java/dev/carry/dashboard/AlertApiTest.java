package dev.carry.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The alerts by HTTP.
class AlertApiTest {
  private final Fixture fixture = Fixture.open(0);
  private final Browser browser = new Browser(fixture.dashboard);

  @AfterEach
  void close() {
    browser.close();
    fixture.close();
  }

  private List<String> rules(String filter) {
    return browser.items("/api/v1/alerts?limit=10" + filter).stream()
        .map(row -> row.path("rule").asText())
        .toList();
  }

  /// As who has the token.
  private HttpResponse<String> act(String method, String path, String body) {
    return browser.send(method, path, body, "Authorization", "Bearer " + fixture.dashboard.token());
  }

  @Test
  void whatWasToldIsListedNewestFirstAndFiltered() {
    assertThat(rules("")).containsExactly("kill", "net-apr");
    assertThat(rules("&asset=btc")).containsExactly("net-apr");
    assertThat(rules("&rule=kill")).containsExactly("kill");
    assertThat(rules("&severity=info")).containsExactly("net-apr");
    assertThat(rules("&event=cleared")).isEmpty();
    assertThat(browser.items("/api/v1/alerts?limit=1")).hasSize(1);
    assertThat(rules("&to=" + fixture.alarms.toldAt.minusSeconds(1))).containsExactly("net-apr");
    assertThat(rules("&from=2026-03-14&to=2026-03-15")).isEmpty();
    assertThat(browser.get("/api/v1/alerts?severity=loud").statusCode()).isEqualTo(400);
  }

  @Test
  void aRuleIsWrittenAndTakenAwayByWhoHasTheToken() {
    String path = "/api/v1/alerts/rules/net-apr";
    assertThat(browser.send("PUT", path, "{\"at\":\"12%\"}").statusCode()).isEqualTo(401);
    assertThat(browser.send("DELETE", path, "").statusCode()).isEqualTo(401);
    assertThat(fixture.alarms.done).isEmpty();
    JsonNode rule = Browser.parse(act("PUT", path, "{\"at\":\"12%\"}").body());
    assertThat(rule.path("at").asText()).isEqualTo("12%");
    assertThat(act("DELETE", path, "").statusCode()).isEqualTo(200);
    assertThat(fixture.alarms.done).containsExactly("put net-apr {at=12%}", "remove net-apr");
    assertThat(act("DELETE", "/api/v1/alerts/rules/gone", "").statusCode()).isEqualTo(404);
    for (String wrong : List.of("", "[]", "nonsense", "{\"at\":[1]}", "{\"abve\":\"1\"}")) {
      assertThat(act("PUT", path, wrong).statusCode()).as(wrong).isEqualTo(400);
    }
    assertThat(act("PUT", path, "{\"abve\":\"1\"}").body()).contains("unknown key");
  }

  @Test
  void anAlertIsAcknowledgedAndAChannelTestedByWhoHasTheToken() {
    String acknowledge = "/api/v1/alerts/00c0ffee00c0ffee/acknowledge";
    assertThat(browser.post(acknowledge).statusCode()).isEqualTo(401);
    assertThat(browser.post("/api/v1/alerts/test/telegram").statusCode()).isEqualTo(401);
    assertThat(act("POST", acknowledge, "").statusCode()).isEqualTo(200);
    assertThat(act("POST", "/api/v1/alerts/gone/acknowledge", "").statusCode()).isEqualTo(404);
    assertThat(act("POST", "/api/v1/alerts/test/telegram", "").statusCode()).isEqualTo(200);
    HttpResponse<String> refused = act("POST", "/api/v1/alerts/test/email", "");
    assertThat(refused.statusCode()).isEqualTo(502);
    assertThat(Browser.parse(refused.body()).path("detail").asText())
        .isEqualTo("email is not set up (alert.email.*); set up: telegram");
    assertThat(fixture.alarms.done)
        .containsExactly("acknowledge 00c0ffee00c0ffee", "test telegram");
  }
}
