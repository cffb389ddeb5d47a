package dev.carry.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Who may ask, and what may be asked for.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GuardTest {
  private static final String TOKEN = "a-token-nobody-guesses";
  private final Fixture fixture = Fixture.open(0);
  private final Browser browser = new Browser(fixture.dashboard);

  @AfterAll
  void close() {
    browser.close();
    fixture.close();
  }

  private String authority() {
    return "127.0.0.1:" + fixture.dashboard.port();
  }

  @Test
  void killWithoutTheTokenIsRefused() {
    try (Fixture own = Fixture.open(0);
        Browser asker = new Browser(own.dashboard)) {
      assertThat(asker.post("/api/v1/kill").statusCode()).isEqualTo(401);
      assertThat(asker.post("/api/v1/kill", "Authorization", "Bearer wrong").statusCode())
          .isEqualTo(401);
      assertThat(own.killed).isFalse();
      String bearer = "Bearer " + own.dashboard.token();
      HttpResponse<String> answer = asker.post("/api/v1/kill", "Authorization", bearer);
      assertThat(answer.statusCode()).isEqualTo(202);
      assertThat(own.killed).isTrue();
      assertThat(asker.json("/api/v1/about").has("killedAt")).isTrue();
    }
  }

  @Test
  void killFromAnotherOriginIsRefusedEvenWithTheToken() {
    String bearer = "Bearer " + fixture.dashboard.token();
    for (String origin : new String[] {"http://evil.example", "null", "http://127.0.0.1:1"}) {
      assertThat(
              browser.post("/api/v1/kill", "Authorization", bearer, "Origin", origin).statusCode())
          .as(origin)
          .isEqualTo(403);
    }
    assertThat(
            browser
                .post("/api/v1/kill", "Authorization", bearer, "Sec-Fetch-Site", "cross-site")
                .statusCode())
        .isEqualTo(403);
    assertThat(fixture.killed).isFalse();
  }

  @Test
  void aNameThatWasPointedHereIsNotServed() {
    String answer =
        browser.raw(
            "GET /api/v1/funding HTTP/1.1\r\nHost: rebound.example\r\nConnection: close\r\n\r\n");
    assertThat(answer).startsWith("HTTP/1.1 421").contains("rebound.example");
    assertThat(
            browser.raw(
                "GET /health/live HTTP/1.1\r\nHost: localhost:"
                    + fixture.dashboard.port()
                    + "\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 200");
  }

  /// A port scanner must neither hang nor fill the log.
  @Test
  void whoNamesNoHostIsToldSo() {
    assertThat(browser.raw("GET / HTTP/1.1\r\nConnection: close\r\n\r\n")).startsWith("HTTP/1.1 4");
    assertThat(browser.raw("GET / HTTP/1.0\r\n\r\n")).startsWith("HTTP/1.0 4");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/../../../../etc/passwd",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/page/../../../logback.xml",
        "/page/..%2f..%2fdev/carry/dashboard/Guard.class",
        "/_static/lit/3.3.3/../../../../dev/carry/dashboard/Guard.class",
        "/_static/echarts/6.0.0/package.json",
        "/_static/../importmap.json",
        "/page/",
        "/_static/",
        "//etc/passwd"
      })
  void nothingButThePageAndItsModulesIsServed(String path) {
    String answer =
        browser.raw(
            "GET " + path + " HTTP/1.1\r\nHost: " + authority() + "\r\nConnection: close\r\n\r\n");
    assertThat(answer).startsWith("HTTP/1.1 4").doesNotContain("root:", "CAFEBABE");
  }

  @Test
  void thePolicyAllowsNoInlineCodeAndNoEvaluation() {
    HttpResponse<String> page = browser.get("/");
    String policy = page.headers().firstValue("content-security-policy").orElseThrow();
    assertThat(policy)
        .contains("default-src 'none'", "script-src 'self' 'sha256-", "frame-ancestors 'none'")
        .doesNotContain("unsafe");
    assertThat(page.headers().firstValue("x-content-type-options")).hasValue("nosniff");
    assertThat(page.body()).contains("/_static/lit/").doesNotContain("{{", "http://", "https://");
  }

  @Test
  void assetsAreCachedByTheirContent() {
    HttpResponse<String> first = browser.get("/page/app.js");
    String etag = first.headers().firstValue("etag").orElseThrow();
    assertThat(first.headers().firstValue("cache-control")).hasValue("no-cache");
    assertThat(browser.get("/page/app.js", "If-None-Match", etag).statusCode()).isEqualTo(304);
    HttpResponse<String> module = browser.get("/_static/lit/3.3.3/index.js");
    assertThat(module.statusCode()).isEqualTo(200);
    assertThat(module.headers().firstValue("cache-control"))
        .hasValueSatisfying(value -> assertThat(value).contains("immutable"));
  }

  @Test
  void anOccupiedPortIsNamedWithTheMend() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      DashboardConfig config = DashboardConfig.local(taken.getLocalPort());
      assertThatThrownBy(() -> Fixture.of(config, false, true))
          .isInstanceOf(DashboardException.class)
          .hasMessageContaining("port " + taken.getLocalPort())
          .hasMessageContaining("--port");
    }
  }

  @Test
  void anAddressOthersCanReachNeedsAToken() {
    assertThatThrownBy(() -> new DashboardConfig("0.0.0.0", 0, null))
        .isInstanceOf(DashboardException.class)
        .hasMessageContaining("0.0.0.0")
        .hasMessageContaining("server.token-env");
    assertThatThrownBy(() -> new DashboardConfig("127.0.0.1", 0, "short"))
        .hasMessageContaining("12");
    assertThat(new DashboardConfig("0.0.0.0", 0, TOKEN).toString()).doesNotContain(TOKEN);
  }

  @Test
  void whereOthersCanReachItReadingNeedsTheTokenToo() {
    DashboardConfig open = new DashboardConfig("0.0.0.0", 0, TOKEN, null, Set.of("desk.example"));
    try (Fixture shared = Fixture.of(open, false, true);
        Browser asker = new Browser(shared.dashboard)) {
      assertThat(asker.get("/api/v1/funding").statusCode()).isEqualTo(401);
      assertThat(asker.get("/").statusCode()).isEqualTo(401);
      assertThat(asker.get("/?token=wrong-token-here").statusCode()).isEqualTo(401);
      assertThat(asker.get("/health/live").statusCode()).isEqualTo(200);
      assertThat(asker.get("/api/v1/funding", "Authorization", "Bearer " + TOKEN).statusCode())
          .isEqualTo(200);
      HttpResponse<String> signedIn = asker.get("/?token=" + TOKEN);
      assertThat(signedIn.statusCode()).isEqualTo(303);
      String cookie = signedIn.headers().firstValue("set-cookie").orElseThrow();
      assertThat(cookie).containsIgnoringCase("HttpOnly").contains("SameSite=Strict");
      String pair = cookie.substring(0, cookie.indexOf(';'));
      assertThat(asker.get("/", "Cookie", pair).statusCode()).isEqualTo(200);
      assertThat(asker.post("/api/v1/kill", "Cookie", pair).statusCode())
          .as("a cookie from nobody knows where")
          .isEqualTo(401);
      String site = "Sec-Fetch-Site";
      assertThat(asker.post("/api/v1/kill", "Cookie", pair, site, "same-origin").statusCode())
          .isEqualTo(202);
      String named = "GET /health/live HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n";
      assertThat(asker.raw(named.formatted("desk.example"))).startsWith("HTTP/1.1 200");
      assertThat(asker.raw(named.formatted("rebound.example"))).startsWith("HTTP/1.1 421");
    }
  }

  @Test
  void aConfiguredTokenIsNotHandedToThePage() {
    try (Fixture own = Fixture.of(new DashboardConfig("127.0.0.1", 0, TOKEN), false, true);
        Browser asker = new Browser(own.dashboard)) {
      assertThat(asker.get("/").headers().firstValue("set-cookie")).isEmpty();
      assertThat(own.dashboard.token()).isEqualTo(TOKEN);
    }
  }
}
