package dev.carry.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// What `/openapi.yaml` says is what is served.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OpenApiTest {
  private final Fixture fixture = Fixture.open(0);
  private final Browser browser = new Browser(fixture.dashboard);
  private final JsonNode document =
      Browser.JSON.valueToTree(
          new Load(LoadSettings.builder().build())
              .loadFromString(browser.get("/openapi.yaml").body()));

  @BeforeAll
  void troubles() {
    fixture.troubles();
  }

  @AfterAll
  void close() {
    browser.close();
    fixture.close();
  }

  @Test
  void everyPathThatIsDescribedIsServed() {
    assertThat(document.path("openapi").asText()).isEqualTo("3.1.0");
    List<String> missing = new ArrayList<>();
    document
        .path("paths")
        .properties()
        .forEach(
            described -> {
              boolean post = described.getValue().has("post");
              String path = described.getKey().replaceAll("\\{\\w+}", "x");
              boolean endless = path.endsWith("/signals");
              String needs = path.endsWith("/rules") ? "?finding=x" : "";
              int status =
                  post
                      ? browser.post(path).statusCode()
                      : endless
                          ? browser.get(path + "?after=x").statusCode()
                          : browser.get(path + needs).statusCode();
              if (status == 404 || status >= 500) {
                missing.add(path + " answers " + status);
              }
            });
    assertThat(missing).isEmpty();
    assertThat(document.path("paths").size()).isGreaterThanOrEqualTo(16);
  }

  @ParameterizedTest
  @CsvSource({
    "opportunities, Opportunity",
    "rejections, Opportunity",
    "quarantine, Quarantine",
    "views, View",
    "premiums, Premium",
    "bursts, Burst",
    "positions, Position",
    "funding, Funding",
    "funding/history?asset=ETH, FundingPoint",
    "basis?asset=ETH, Basis",
    "venues, Venue",
    "feeds, Feed",
    "identity, Identity",
    "history/coverage, Coverage",
    "analyses?from=2026-03-14&to=2026-03-15, Analysis",
    "alerts, Alert",
    "options, Option",
    "options/expiries, Expiry"
  })
  void rowsHaveTheFieldsDescribedAndNoOthers(String list, String schema) {
    JsonNode described = document.path("components").path("schemas").path(schema);
    Set<String> allowed = new TreeSet<>();
    described.path("properties").fieldNames().forEachRemaining(allowed::add);
    Set<String> required = new TreeSet<>();
    described.path("required").forEach(name -> required.add(name.asText()));
    assertThat(allowed).containsAll(required);
    List<JsonNode> rows = browser.items("/api/v1/" + list);
    assertThat(rows).isNotEmpty();
    for (JsonNode row : rows) {
      List<String> names = new ArrayList<>();
      row.fieldNames().forEachRemaining(names::add);
      assertThat(allowed).containsAll(names);
      assertThat(names).containsAll(required);
    }
  }

  @Test
  void aWhatIfHasTheFieldsDescribedAndNoOthers() {
    JsonNode described = document.path("components").path("schemas").path("WhatIf");
    Set<String> allowed = new TreeSet<>();
    described.path("properties").fieldNames().forEachRemaining(allowed::add);
    String id = browser.items("/api/v1/opportunities").getFirst().path("id").asText();
    List<String> names = new ArrayList<>();
    browser
        .json("/api/v1/what-if?id=" + URLEncoder.encode(id, StandardCharsets.UTF_8))
        .fieldNames()
        .forEachRemaining(names::add);
    List<String> required = new ArrayList<>();
    described.path("required").forEach(name -> required.add(name.asText()));
    assertThat(names).isSubsetOf(allowed).containsAll(required);
  }

  @ParameterizedTest
  @CsvSource({
    "/api/v1/about, About",
    "/api/v1/account, PaperAccount",
    "/api/v1/analyses/about, Analyst",
    "/api/v1/alerts/about, Alerts",
    "/api/v1/signals/about, Signals",
    "/health/ready, Readiness",
    "/api/v1/nothing, Problem"
  })
  void singleAnswersHaveTheFieldsDescribedAndNoOthers(String path, String schema) {
    JsonNode described = document.path("components").path("schemas").path(schema);
    Set<String> allowed = new TreeSet<>();
    described.path("properties").fieldNames().forEachRemaining(allowed::add);
    List<String> names = new ArrayList<>();
    browser.json(path).fieldNames().forEachRemaining(names::add);
    assertThat(names).isNotEmpty().isSubsetOf(allowed);
  }
}
