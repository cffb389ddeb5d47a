package dev.carry.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/// The page of a [Fixture] with troubles, opened anew for each test.
abstract class InPage extends InBrowser {
  static final List<String> VIEWS =
      List.of(
          "opportunities",
          "positions",
          "analyst",
          "alerts",
          "signals",
          "map",
          "history",
          "options",
          "views",
          "premiums",
          "bursts",
          "rejections",
          "quarantine",
          "markets",
          "coverage",
          "feeds");

  final Fixture fixture;
  final Browser api;

  InPage() throws IOException {
    fixture = Fixture.open(0);
    api = new Browser(fixture.dashboard);
  }

  @BeforeAll
  void troubles() {
    fixture.troubles();
  }

  @AfterAll
  void close() {
    api.close();
    fixture.close();
  }

  @BeforeEach
  void freshPage() {
    size(1366, 768);
    chrome.get(api.uri("/health/live").toString());
    chrome.executeScript("localStorage.clear()");
    show("opportunities");
  }

  /// Loads a view anew and waits until data is there.
  void show(String view) {
    chrome.get("about:blank");
    chrome.get(api.uri("/#/" + view).toString());
    until(() -> !all(".conn.live").isEmpty());
    filled(view);
  }

  /// The page in a language, at the view it opens with.
  void speak(String language) {
    chrome.executeScript(
        "localStorage.setItem('carry', JSON.stringify({lang: arguments[0]}))", language);
    show(VIEWS.getFirst());
  }

  /// Turns to another view of the page that is there.
  void turn(String view) {
    chrome.executeScript("location.hash = '#/' + arguments[0]", view);
    filled(view);
  }

  void filled(String view) {
    until(() -> !all(".tabs a[aria-current][data-view='" + view + "']").isEmpty());
    until(
        () ->
            !all("tr[data-key], table.sheet, .map button, .chart:not([hidden]), .venue-card, main"
                    + " .empty:not(.loading)")
                .isEmpty());
  }

  List<JsonNode> opportunities() {
    return api.items("/api/v1/opportunities?limit=5000");
  }
}
