package dev.carry.tardis;

import dev.carry.model.JsonText;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A running tardis-machine, or anything that speaks like one: the past as lines over HTTP, the
/// present over a WebSocket. One thread reads; closing it from another ends the reading.
public final class Machine implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(10);

  /// Messages that wait for the reader; with so many the socket is not read further.
  private static final int MOST_WAITING = 10_000;

  /// What is asked for.
  ///
  /// @param exchange Tardis' id
  /// @param symbols as the venue writes them; empty: all
  /// @param types `derivative_ticker`, `liquidation`, `trade`, …
  public record Asked(String exchange, List<String> symbols, List<String> types) {
    public Asked {
      symbols = List.copyOf(symbols);
      types = List.copyOf(types);
    }
  }

  /// Takes the messages one by one.
  @FunctionalInterface
  public interface Lines {
    void take(String message) throws InterruptedException;
  }

  private final URI base;
  private final URI sockets;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(CONNECT).build();

  /// @param base where the past is asked for, such as `http://localhost:8000`
  /// @param sockets where the present is, such as `ws://localhost:8001`: tardis-machine has it one
  ///     port above, Carry on the same one
  public Machine(URI base, URI sockets) {
    this.base = base;
    this.sockets = sockets;
  }

  /// Reads a stretch of the past.
  ///
  /// @param from inclusive
  /// @param to exclusive
  /// @throws IOException when the machine does not answer, or answers with an error: in its words
  public void replay(Asked asked, Instant from, Instant to, Lines lines)
      throws IOException, InterruptedException {
    String options =
        options(asked)
            .put("from", from)
            .put("to", to)
            .putRaw("withDisconnectMessages", "true")
            .end();
    HttpResponse<InputStream> answer =
        http.send(
            HttpRequest.newBuilder(address(base, "/replay-normalized", options)).GET().build(),
            HttpResponse.BodyHandlers.ofInputStream());
    try (BufferedReader body =
        new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
      if (answer.statusCode() != 200) {
        throw new IOException(
            base + " answered " + answer.statusCode() + ": " + body.lines().findFirst().orElse(""));
      }
      for (String line; (line = body.readLine()) != null; ) {
        if (!line.isEmpty()) {
          lines.take(line);
        }
      }
    }
  }

  /// Reads what happens now, until the machine ends it or the thread is interrupted.
  ///
  /// @throws IOException when the machine does not answer or breaks off
  public void stream(Asked asked, Lines lines) throws IOException, InterruptedException {
    String options = options(asked).putRaw("withDisconnectMessages", "true").end();
    Waiting waiting = new Waiting();
    WebSocket socket;
    try {
      socket =
          http.newWebSocketBuilder()
              .connectTimeout(CONNECT)
              .buildAsync(address(sockets, "/ws-stream-normalized", options), waiting)
              .join();
    } catch (CompletionException e) {
      throw new IOException(sockets + " did not open: " + e.getCause(), e);
    }
    try {
      for (String message; (message = waiting.next()) != null; ) {
        lines.take(message);
      }
    } finally {
      socket.abort();
    }
  }

  private static JsonText options(Asked asked) {
    JsonText options = new JsonText().put("exchange", asked.exchange());
    if (!asked.symbols().isEmpty()) {
      options.putRaw("symbols", texts(asked.symbols()));
    }
    return options.putRaw("dataTypes", texts(asked.types()));
  }

  private static String texts(List<String> values) {
    return JsonText.array(values.stream().map(JsonText::string).toList());
  }

  private static URI address(URI base, String path, String options) {
    return URI.create(
        base + path + "?options=" + URLEncoder.encode(options, StandardCharsets.UTF_8));
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
      failure = "broke off: " + error;
      ended = true;
    }

    /// @return absent: it ended in good order
    @Nullable String next() throws IOException, InterruptedException {
      while (true) {
        boolean over = ended; // before the look, or a last message could be missed
        String message = messages.poll(100, TimeUnit.MILLISECONDS);
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
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
