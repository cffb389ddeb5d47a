package dev.carry.dashboard;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Who may ask: a known Host (against DNS rebinding), the same origin, and the token where it is
/// needed. Everything passes here first.
final class Guard {
  private static final Set<HttpMethod> READS = Set.of(HttpMethod.GET, HttpMethod.HEAD);

  private final DashboardConfig config;
  private final String token;
  private final String policy;

  /// @param token the configured one or the random one of this run
  /// @param policy the content security policy
  Guard(DashboardConfig config, String token, String policy) {
    this.config = config;
    this.token = token;
    this.policy = policy;
  }

  void handle(RoutingContext ctx) {
    HttpServerRequest request = ctx.request();
    ctx.response()
        .putHeader("Content-Security-Policy", policy)
        .putHeader("X-Content-Type-Options", "nosniff")
        .putHeader("Referrer-Policy", "no-referrer")
        .putHeader("Cross-Origin-Opener-Policy", "same-origin")
        .putHeader("Cross-Origin-Resource-Policy", "same-origin")
        .putHeader("Cache-Control", "no-store");
    host(request);
    boolean reads = READS.contains(request.method());
    boolean upgrade = request.getHeader("Upgrade") != null;
    if (!reads || upgrade) {
      sameOrigin(request);
    }
    boolean open = reads && (config.loopback() || ctx.normalizedPath().startsWith("/health/"));
    if (!open && !signIn(ctx)) {
      token(request);
    }
    if (!ctx.response().ended()) {
      ctx.next();
    }
  }

  /// Names can be made to point here by anyone; addresses cannot.
  private void host(HttpServerRequest request) {
    HostAndPort authority = request.authority();
    String name = authority == null ? "" : authority.host().toLowerCase(Locale.ROOT);
    boolean known =
        config.loopback()
            ? DashboardConfig.loopback(name) || config.names().contains(name)
            : name.equals("localhost")
                || name.equals(config.host().toLowerCase(Locale.ROOT))
                || config.names().contains(name)
                || address(name);
    if (!known) {
      throw Problem.of(
          421,
          "Unknown host",
          "Host '"
              + shown(name)
              + "' is not one of this dashboard's; allowed: localhost"
              + (config.loopback() ? " and 127.0.0.1" : ", addresses")
              + (config.names().isEmpty() ? "" : ", " + String.join(", ", config.names())));
    }
  }

  private static boolean address(String name) {
    return name.matches("\\d{1,3}(\\.\\d{1,3}){3}") || name.matches("\\[?[0-9a-f:]*:[0-9a-f:.]*]?");
  }

  /// A browser says where a request comes from; a script says nothing, and has the token.
  private static void sameOrigin(HttpServerRequest request) {
    String origin = request.getHeader("Origin");
    String site = request.getHeader("Sec-Fetch-Site");
    boolean same =
        origin == null
            ? site == null || site.equals("same-origin") || site.equals("none")
            : origin.equals("http://" + request.getHeader("Host"))
                || origin.equals("https://" + request.getHeader("Host"));
    if (!same) {
      throw Problem.of(
          403,
          "Another origin",
          "found '" + shown(origin) + "', allowed: the dashboard's own page");
    }
  }

  private void token(HttpServerRequest request) {
    String header = request.getHeader("Authorization");
    Cookie cookie = request.getCookie(cookieName(request));
    boolean known =
        (header != null && header.startsWith("Bearer ") && same(header.substring(7)))
            || (cookie != null && same(cookie.getValue()) && mayUseCookie(request));
    if (!known) {
      throw Problem.of(
          401,
          "Token needed",
          "send 'Authorization: Bearer TOKEN', the one the environment named at the start"
              + " (CARRY_SERVER_TOKEN, or what server.token-env names)"
              + (config.loopback() ? "" : ", or open /?token=TOKEN once in the browser"));
    }
  }

  /// Browsers, who send cookies by themselves, say where a request that changes something is from.
  private static boolean mayUseCookie(HttpServerRequest request) {
    return READS.contains(request.method())
        || request.getHeader("Origin") != null
        || request.getHeader("Sec-Fetch-Site") != null;
  }

  /// `/?token=…` exchanges the token for a cookie and takes it out of the address.
  private boolean signIn(RoutingContext ctx) {
    HttpServerRequest request = ctx.request();
    String given = request.getParam("token");
    if (given == null || !ctx.normalizedPath().equals("/") || !READS.contains(request.method())) {
      return false;
    }
    if (!same(given)) {
      throw Problem.of(401, "Token needed", "the token in the address is not this dashboard's");
    }
    giveCookie(request);
    ctx.response().setStatusCode(303).putHeader("Location", "/").end();
    return true;
  }

  /// The page of this machine may act without asking when nobody configured a token.
  void page(RoutingContext ctx) {
    if (config.loopback() && config.token() == null) {
      giveCookie(ctx.request());
    }
  }

  private void giveCookie(HttpServerRequest request) {
    HttpServerResponse response = request.response();
    response.addCookie(
        Cookie.cookie(cookieName(request), token)
            .setHttpOnly(true)
            .setSameSite(CookieSameSite.STRICT)
            .setPath("/"));
  }

  /// Cookies do not know ports: two dashboards on one machine must not take each other's.
  private static String cookieName(HttpServerRequest request) {
    return "carry-token-" + request.localAddress().port();
  }

  private boolean same(String given) {
    String owner = config.ownerToken();
    return same(given, token) || (owner != null && same(given, owner));
  }

  private static boolean same(String given, String expected) {
    return MessageDigest.isEqual(
        given.getBytes(StandardCharsets.UTF_8), expected.getBytes(StandardCharsets.UTF_8));
  }

  private static String shown(@Nullable String text) {
    return text == null ? "" : text.length() > 100 ? text.substring(0, 100) + "…" : text;
  }
}
