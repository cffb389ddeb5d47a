package dev.carry.tardis;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// A running tardis-machine, or anything that speaks like one, such as Carry itself: the past as
/// lines over HTTP, the present over a WebSocket. One thread.
public final class Machine implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final long LOOK_MILLIS = 100;

  /// Messages that wait for the reader; with so many the socket is not read further.
  private static final int MOST_WAITING = 10_000;

  /// Takes what it tells.
  public interface Lines {
    void take(String message) throws InterruptedException;

    /// An empty line: the recorder lost its connection here.
    void lost();
  }

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(CONNECT).build();

  /// An address as users write it, with `?options=` and JSON that need not be encoded; lost
  /// connections are asked to be told.
  ///
  /// @param text of `/replay-normalized` or `/ws-stream-normalized`
  /// @throws IllegalArgumentException what was found and what is allowed
  public static URI address(String text) {
    int at = text.indexOf("?options=");
    if (at < 0) {
      throw new IllegalArgumentException(
          text + ": ?options= is missing, with JSON such as {\"exchange\":\"bybit\",…}");
    }
    JsonNode options = options(text.substring(at + "?options=".length()));
    for (JsonNode one : options.isArray() ? options : List.of(options)) {
      if (!(one instanceof ObjectNode object)) {
        throw new IllegalArgumentException(text + ": an object is needed in options, found " + one);
      }
      object.put("withDisconnectMessages", true);
    }
    return URI.create(
        text.substring(0, at)
            + "?options="
            + URLEncoder.encode(options.toString(), StandardCharsets.UTF_8));
  }

  private static JsonNode options(String text) {
    boolean bare = text.startsWith("{") || text.startsWith("[");
    try {
      return JSON.readTree(bare ? text : URLDecoder.decode(text, StandardCharsets.UTF_8));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("options: no JSON: " + e.getOriginalMessage(), e);
    }
  }

  /// Reads a stretch of the past, until its end or it is enough.
  ///
  /// @throws IOException when the machine does not answer, breaks off, or answers with an error: in
  ///     its words
  public void replay(URI address, Lines lines, BooleanSupplier enough)
      throws IOException, InterruptedException {
    HttpResponse<InputStream> answer =
        http.send(
            HttpRequest.newBuilder(address).GET().build(),
            HttpResponse.BodyHandlers.ofInputStream());
    long told = 0;
    try (BufferedReader body =
        new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
      if (answer.statusCode() != 200) {
        throw new IOException(
            "the machine answered "
                + answer.statusCode()
                + ": "
                + body.lines().findFirst().orElse(""));
      }
      for (String line; !enough.getAsBoolean() && (line = next(body, told)) != null; told++) {
        if (line.isEmpty()) {
          lines.lost();
        } else {
          lines.take(line);
        }
      }
    }
  }

  private static @Nullable String next(BufferedReader body, long told) throws IOException {
    try {
      return body.readLine();
    } catch (IOException e) {
      throw new IOException("the machine broke off after " + told + " messages (" + e + ")", e);
    }
  }

  /// Reads what happens now, until the machine ends it or it is enough.
  ///
  /// @throws IOException when the machine does not answer or breaks off
  public void stream(URI address, Lines lines, BooleanSupplier enough)
      throws IOException, InterruptedException {
    Waiting waiting = new Waiting();
    WebSocket socket;
    try {
      socket =
          http.newWebSocketBuilder().connectTimeout(CONNECT).buildAsync(address, waiting).join();
    } catch (CompletionException e) {
      throw new IOException("the machine did not open a socket (" + e.getCause() + ")", e);
    }
    try {
      for (String message; (message = waiting.next(enough)) != null; ) {
        lines.take(message);
      }
    } finally {
      socket.abort();
    }
  }

  /// Takes the socket's messages; one more is asked for when the last one has found room, so that
  /// a slow reader slows the machine and loses nothing.
  private static final class Waiting implements WebSocket.Listener {
    private final BlockingQueue<String> messages = new ArrayBlockingQueue<>(MOST_WAITING);
    private final StringBuilder part = new StringBuilder();
    private volatile boolean ended;
    private volatile @Nullable String failure;

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
      part.append(text);
      try {
        if (last) {
          messages.put(part.toString());
          part.setLength(0);
        }
        socket.request(1);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
      failure = code == WebSocket.NORMAL_CLOSURE ? null : "closed with " + code + " " + reason;
      ended = true;
      return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
      failure = "broke off (" + error + ")";
      ended = true;
    }

    /// @return absent: it ended in good order, or is enough
    @Nullable String next(BooleanSupplier enough) throws IOException, InterruptedException {
      while (!enough.getAsBoolean()) {
        boolean over = ended; // before the look, or a last message could be missed
        String message = messages.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        if (message != null) {
          return message;
        }
        if (over) {
          String why = failure;
          if (why != null) {
            throw new IOException("the machine " + why);
          }
          return null;
        }
      }
      return null;
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
