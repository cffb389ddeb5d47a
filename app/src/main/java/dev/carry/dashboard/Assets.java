package dev.carry.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.carry.model.JsonText;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The page's files and its libraries, all from the classpath. Only files named here, and modules
/// under the folders the libraries announce, exist at all; no path is ever resolved.
final class Assets {
  private static final ClassLoader LOADER = Assets.class.getClassLoader();
  private static final String LIBRARY_ROOT = "META-INF/resources";
  private static final Set<String> LIBRARIES =
      Set.of("lit", "lit-html", "lit-element", "@lit/reactive-element", "echarts");

  /// Modules are few; a caller that guesses names cannot fill the memory.
  private static final int MOST_CACHED = 200;

  private static final List<String> FILES =
      List.of(
          "actions.js",
          "alerts.js",
          "analyst.js",
          "app.css",
          "app.js",
          "basis.js",
          "chart.js",
          "coverage.js",
          "data.css",
          "drawer.js",
          "early.js",
          "feeds.js",
          "format.js",
          "history.js",
          "i18n.js",
          "i18n-alerts.js",
          "i18n-analyst.js",
          "i18n-en.js",
          "i18n-signals.js",
          "i18n-th.js",
          "i18n-whatif.js",
          "icon.svg",
          "map.js",
          "markets.js",
          "options.js",
          "bursts.js",
          "parts.js",
          "past.js",
          "positions.js",
          "phrases.js",
          "signals.js",
          "store.js",
          "tables.js",
          "whatif.js",
          "openapi.yaml");

  private final Map<String, Asset> page = new HashMap<>();
  private final Map<String, Asset> modules = new HashMap<>();
  private final List<String> moduleFolders;
  private final String policy;

  private record Asset(Buffer body, String type, String etag, boolean immutable) {}

  Assets() {
    Map<String, String> imports = imports();
    moduleFolders = imports.values().stream().filter(p -> p.endsWith("/")).toList();
    JsonText map = new JsonText();
    imports.forEach(map::put);
    String importMap = new JsonText().putRaw("imports", map.end()).end();
    String index = new String(read("dev/carry/dashboard/index.html"), StandardCharsets.UTF_8);
    index = index.replace("{{importmap}}", importMap);
    page.put("/", asset("index.html", index.getBytes(StandardCharsets.UTF_8), false));
    for (String file : FILES) {
      String path = file.equals("openapi.yaml") ? "/openapi.yaml" : "/page/" + file;
      page.put(path, asset(file, read("dev/carry/dashboard/" + file), false));
    }
    policy =
        "default-src 'none'; script-src 'self' 'sha256-"
            + Base64.getEncoder().encodeToString(sha256(importMap.getBytes(StandardCharsets.UTF_8)))
            + "'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none';"
            + " form-action 'none'; frame-ancestors 'none'";
  }

  /// No inline script runs but the import map, whose hash is named; nothing is evaluated.
  String policy() {
    return policy;
  }

  /// Answers from the page's files or the libraries; passes on what is neither.
  void handle(RoutingContext ctx) {
    String path = ctx.normalizedPath();
    Asset asset = page.get(path);
    if (asset == null && path.startsWith("/_static/")) {
      asset = module(path);
    }
    if (asset == null) {
      ctx.next();
      return;
    }
    HttpServerResponse response = ctx.response();
    response
        .putHeader("Content-Type", asset.type())
        .putHeader("ETag", asset.etag())
        .putHeader(
            "Cache-Control",
            asset.immutable() ? "public, max-age=31536000, immutable" : "no-cache");
    if (asset.etag().equals(ctx.request().getHeader("If-None-Match"))) {
      response.setStatusCode(304).end();
    } else {
      response.end(asset.body());
    }
  }

  private @Nullable Asset module(String path) {
    Asset known = modules.get(path);
    if (known != null) {
      return known;
    }
    boolean announced =
        (path.endsWith(".js") || path.endsWith(".mjs"))
            && path.matches("[A-Za-z0-9@._/-]+")
            && !path.contains("..")
            && moduleFolders.stream().anyMatch(path::startsWith);
    if (!announced || LOADER.getResource(LIBRARY_ROOT + path) == null) {
      return null;
    }
    Asset made = asset(path, read(LIBRARY_ROOT + path), true);
    if (modules.size() < MOST_CACHED) {
      modules.put(path, made);
    }
    return made;
  }

  /// What the libraries on the classpath announce: module names and the folders they lie in, with
  /// their versions, so that no version is written here again.
  private static Map<String, String> imports() {
    Map<String, String> imports = new TreeMap<>();
    try {
      JsonMapper mapper = JsonMapper.builder().build();
      for (URL url : Collections.list(LOADER.getResources("META-INF/importmap.json"))) {
        try (InputStream in = url.openStream()) {
          JsonNode announced = mapper.readTree(in).path("imports");
          announced
              .properties()
              .forEach(
                  e -> {
                    String name = e.getKey().replaceAll("/$", "");
                    if (LIBRARIES.contains(name)) {
                      imports.put(e.getKey(), e.getValue().asText());
                    }
                  });
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("reading the libraries' import maps", e);
    }
    for (String library : LIBRARIES) {
      if (!imports.containsKey(library + "/")) {
        throw new DashboardException("the page's library " + library + " is not on the classpath");
      }
    }
    return imports;
  }

  private static Asset asset(String name, byte[] bytes, boolean immutable) {
    String etag = "\"" + HexFormat.of().formatHex(sha256(bytes), 0, 12) + "\"";
    return new Asset(Buffer.buffer(bytes), type(name), etag, immutable);
  }

  private static String type(String name) {
    return switch (name.substring(name.lastIndexOf('.') + 1)) {
      case "html" -> "text/html; charset=utf-8";
      case "css" -> "text/css; charset=utf-8";
      case "js", "mjs" -> "text/javascript; charset=utf-8";
      case "svg" -> "image/svg+xml";
      case "yaml" -> "application/yaml; charset=utf-8";
      default -> throw new IllegalArgumentException("no content type for " + name);
    };
  }

  private static byte[] read(String resource) {
    try (InputStream in = LOADER.getResourceAsStream(resource)) {
      if (in == null) {
        throw new DashboardException("the page's file " + resource + " is not on the classpath");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + resource, e);
    }
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
