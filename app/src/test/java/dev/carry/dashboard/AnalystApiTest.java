package dev.carry.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The analyst by HTTP.
class AnalystApiTest {
  private static final String DAY = "from=2026-03-14&to=2026-03-14";
  private final Fixture fixture = Fixture.open(0);
  private final Browser browser = new Browser(fixture.dashboard);

  @AfterEach
  void close() {
    browser.close();
    fixture.close();
  }

  private List<String> findings(String filter) {
    return browser.items("/api/v1/analyses?" + DAY + filter).stream()
        .map(row -> row.path("finding").asText())
        .toList();
  }

  @Test
  void whatWasSaidIsListedNewestFirstAndFiltered() {
    assertThat(findings("")).containsExactly("x/2", "x/1");
    assertThat(findings("&asset=btc")).containsExactly("x/1");
    assertThat(findings("&finding=x/2")).containsExactly("x/2");
    assertThat(findings("&verdict=veto")).containsExactly("x/1");
    assertThat(findings("&source=model")).containsExactly("x/2");
    assertThat(findings("&limit=1")).containsExactly("x/2");
    assertThat(browser.items("/api/v1/analyses"))
        .as("of the last day, by the world's clock")
        .isEmpty();
    assertThat(browser.get("/api/v1/analyses?verdict=maybe").statusCode()).isEqualTo(400);
  }

  @Test
  void aQuestionIsJudgedForWhoHasTheToken() {
    JsonNode said = Browser.parse(judge("{\"finding\":\"x/1\",\"language\":\"th\"}").body());
    assertThat(said.path("finding").asText()).isEqualTo("x/1");
    assertThat(said.path("language").asText()).isEqualTo("th");
    assertThat(browser.postBody("/api/v1/analyses", "{\"finding\":\"x/1\"}").statusCode())
        .isEqualTo(401);
    assertThat(judge("{\"finding\":\"gone\"}").statusCode()).isEqualTo(404);
    for (String wrong :
        List.of(
            "",
            "{}",
            "nonsense",
            "{\"finding\":\"a\",\"series\":\"b\"}",
            "{\"finding\":\"a\",\"language\":\"de\"}")) {
      assertThat(judge(wrong).statusCode()).as(wrong).isEqualTo(400);
    }
  }

  private HttpResponse<String> judge(String body) {
    return browser.postBody(
        "/api/v1/analyses", body, "Authorization", "Bearer " + fixture.dashboard.token());
  }

  @Test
  void whatTheRulesSayIsReadWithoutAToken() {
    assertThat(
            browser
                .json("/api/v1/analyses/rules?finding=x/1&language=th")
                .path("language")
                .asText())
        .isEqualTo("th");
    assertThat(browser.get("/api/v1/analyses/rules").statusCode()).isEqualTo(400);
    assertThat(browser.get("/api/v1/analyses/rules?finding=gone").statusCode()).isEqualTo(404);
  }
}
