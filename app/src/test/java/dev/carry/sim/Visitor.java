package dev.carry.sim;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.carry.sim.world.SimClock;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// A client that knows nothing but the JDK, beside a simulator whose clock it moves by hand.
final class Visitor implements AutoCloseable {
  static final Instant START = Instant.parse("2026-05-04T13:27:00Z");
  static final String CLOSED = "<closed>";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration STEP = Duration.ofMillis(300);
  private static final long PATIENCE_NANOS = 20_000_000_000L;

  private final SimServer server;
  private final SimClock clock;
  private final HttpClient http = HttpClient.newHttpClient();

  Visitor(SimOptions options) {
    this.clock = SimClock.manual(START);
    this.server = SimServer.start(options.withClock(clock));
  }

  static Visitor plain() {
    return new Visitor(SimOptions.defaults().withAssets(20));
  }

  SimServer server() {
    return server;
  }

  void advance(Duration by) {
    clock.advance(by);
    server.catchUp();
  }

  HttpResponse<String> response(String path) {
    return response(request(path).build());
  }

  HttpResponse<String> post(String path, String json) {
    return response(
        request(path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json))
            .build());
  }

  private HttpRequest.Builder request(String path) {
    URI uri = URI.create("http://127.0.0.1:" + server.port() + "/" + path);
    return HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(20));
  }

  private HttpResponse<String> response(HttpRequest request) {
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AssertionError("no answer from " + request.uri(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  JsonNode get(String path) {
    return parse(response(path).body());
  }

  static JsonNode parse(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError("not JSON: " + text, e);
    }
  }

  Line connect(String path) {
    Line line = new Line();
    line.socket =
        http.newWebSocketBuilder()
            .buildAsync(URI.create("ws://127.0.0.1:" + server.port() + "/" + path), line)
            .orTimeout(20, TimeUnit.SECONDS)
            .join();
    return line;
  }

  /// One open socket and what came in on it.
  final class Line implements WebSocket.Listener {
    private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
    private final StringBuilder part = new StringBuilder();
    private @Nullable WebSocket socket;

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
      part.append(data);
      if (last) {
        received.add(part.toString());
        part.setLength(0);
      }
      from.request(1);
      return CompletableFuture.completedStage(null);
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
      received.add(CLOSED + code);
      return CompletableFuture.completedStage(null);
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
      received.add(CLOSED + "1006");
    }

    void send(String text) {
      WebSocket open = socket;
      if (open == null) {
        throw new IllegalStateException("not open");
      }
      open.sendText(text, true).join();
    }

    /// The next text as it came, moving the clock while there is none.
    String raw(Predicate<String> wanted) {
      long deadline = System.nanoTime() + PATIENCE_NANOS;
      int idle = 0;
      while (System.nanoTime() < deadline) {
        String text = poll();
        if (text == null) {
          clock.advance(STEP);
          if (++idle % 40 == 0) {
            probe();
          }
        } else if (wanted.test(text)) {
          return text;
        }
      }
      throw new AssertionError("it never came");
    }

    /// Under load the JDK's client now and then misses that a socket was cut right after a message;
    /// what is written to a dead socket fails.
    private void probe() {
      WebSocket open = socket;
      if (open == null) {
        return;
      }
      try {
        open.sendPing(ByteBuffer.allocate(0)).orTimeout(10, TimeUnit.SECONDS).join();
      } catch (CompletionException e) {
        received.add(CLOSED + "1006");
      }
    }

    private @Nullable String poll() {
      try {
        return received.poll(25, TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError("interrupted", e);
      }
    }

    /// The next text without moving the clock.
    String still() {
      try {
        String text = received.poll(20, TimeUnit.SECONDS);
        if (text == null) {
          throw new AssertionError("nothing came");
        }
        return text;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError("interrupted", e);
      }
    }

    /// The next message that is as wanted.
    JsonNode next(Predicate<JsonNode> wanted) {
      return parse(raw(text -> looksLikeJson(text) && wanted.test(parse(text))));
    }

    private static boolean looksLikeJson(String text) {
      return text.startsWith("{") || text.startsWith("[");
    }

    /// Whatever came so far.
    List<String> drain() {
      List<String> all = new ArrayList<>();
      received.drainTo(all);
      return all;
    }
  }

  @Override
  public void close() {
    server.close();
    http.shutdownNow();
  }
}
