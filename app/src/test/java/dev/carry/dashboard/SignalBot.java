package dev.carry.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// A bot that knows nothing but the JDK: it keeps what is open, and resumes where it was cut off.
final class SignalBot implements AutoCloseable {
  private static final long PATIENCE_NANOS = 20_000_000_000L;

  private final HttpClient client = HttpClient.newHttpClient();
  private final URI address;
  private final BlockingQueue<Told> told = new LinkedBlockingQueue<>();
  private final Map<String, JsonNode> open = new TreeMap<>();
  private @Nullable InputStream stream;
  private int lines;
  private volatile @Nullable String last;

  record Told(String event, @Nullable String id, JsonNode data) {}

  /// @param query without a question mark
  SignalBot(Dashboard dashboard, String query) {
    this.address = dashboard.address().resolve("/api/v1/signals?" + query);
    try (Browser browser = new Browser(dashboard)) {
      this.last = browser.json("/api/v1/opportunities").path("sequence").asText();
    }
  }

  /// Connects, behind the last signal it was told.
  SignalBot connect() throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(address);
    if (last != null) {
      request.header("Last-Event-ID", last);
    }
    HttpResponse<InputStream> response =
        client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    if (response.statusCode() != 200) {
      throw new IOException("answered " + response.statusCode());
    }
    InputStream body = response.body();
    int line;
    synchronized (this) {
      stream = body;
      line = ++lines;
    }
    Thread.ofPlatform().daemon().start(() -> read(body, line));
    return this;
  }

  private void read(InputStream body, int line) {
    StringBuilder event = new StringBuilder();
    try (var reader =
        new java.io.BufferedReader(new java.io.InputStreamReader(body, StandardCharsets.UTF_8))) {
      for (String text; (text = reader.readLine()) != null; ) {
        if (!text.isEmpty()) {
          event.append(text).append('\n');
        } else {
          take(line, event.toString());
          event.setLength(0);
        }
      }
    } catch (IOException e) {
      // cut off: that is what the test is about
    }
  }

  /// What a line that was cut off still had on its way is not taken.
  private synchronized void take(int line, String text) {
    if (line != lines) {
      return;
    }
    Map<String, String> fields = new TreeMap<>();
    for (String field : text.lines().toList()) {
      int colon = field.indexOf(": ");
      if (colon > 0) {
        fields.put(field.substring(0, colon), field.substring(colon + 2));
      }
    }
    String event = fields.get("event");
    String id = fields.get("id");
    if (id != null) {
      last = id;
    }
    if (event == null) {
      return;
    }
    JsonNode data = Browser.parse(fields.getOrDefault("data", "{}"));
    String finding = data.path("id").asText();
    switch (event) {
      case "opened", "updated" -> open.put(finding, data);
      case "closed" -> open.remove(finding);
      case "reset" -> open.clear();
      default -> throw new IllegalStateException(event);
    }
    told.add(new Told(event, id, data));
  }

  Told next() throws InterruptedException {
    Told next = told.poll(20, TimeUnit.SECONDS);
    if (next == null) {
      throw new AssertionError("nothing was told");
    }
    return next;
  }

  /// What it was told so far and was not asked for yet.
  List<Told> rest() {
    List<Told> rest = new java.util.ArrayList<>();
    told.drainTo(rest);
    return rest;
  }

  synchronized Map<String, JsonNode> open() {
    return new TreeMap<>(open);
  }

  void awaitLast(String id) {
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (!id.equals(last)) {
      if (System.nanoTime() > end) {
        throw new AssertionError("told up to " + last + ", not " + id);
      }
      LockSupport.parkNanos(5_000_000);
    }
  }

  /// Cuts the line, as a network does.
  void cut() throws IOException {
    InputStream old;
    synchronized (this) {
      old = stream;
      lines++;
    }
    if (old != null) {
      old.close();
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
