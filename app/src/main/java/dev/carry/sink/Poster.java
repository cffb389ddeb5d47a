package dev.carry.sink;

import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// Posts JSON to somebody else's address. It follows no redirect, for what it carries is for that
/// address alone, reads no more of an answer than it needs, and never waits for long.
public final class Poster implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration REQUEST = Duration.ofSeconds(20);
  private static final int MOST_ANSWER_BYTES = 1 << 20;

  /// Made when the first is posted: it has a thread.
  private @Nullable HttpClient client;

  /// @param status of HTTP; 0: there was no answer
  /// @param body as far as it was read; where there was no answer, why
  /// @param retryAfter how long to wait, as the header said; absent: it did not
  public record Answer(int status, String body, @Nullable Duration retryAfter) {
    public boolean ok() {
      return status / 100 == 2;
    }
  }

  /// @param body JSON
  public Answer post(URI address, String body, Map<String, String> headers)
      throws InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address)
            .header("Content-Type", "application/json; charset=utf-8")
            .header("User-Agent", "carry")
            .POST(HttpRequest.BodyPublishers.ofString(body));
    headers.forEach(request::header);
    CompletableFuture<HttpResponse<String>> sent =
        client()
            .sendAsync(
                request.build(), BodyHandlers.limiting(BodyHandlers.ofString(), MOST_ANSWER_BYTES));
    try {
      // a request's own timeout ends with the headers, and a body can drip for ever
      HttpResponse<String> answer = sent.get(REQUEST.toMillis(), TimeUnit.MILLISECONDS);
      return new Answer(answer.statusCode(), answer.body(), retryAfter(answer));
    } catch (TimeoutException e) {
      return new Answer(0, "it did not answer within " + REQUEST.toSeconds() + " s", null);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      String what =
          cause instanceof ConnectException ? "it cannot be reached" : "the connection broke";
      return new Answer(0, what + words(cause), null);
    } finally {
      sent.cancel(true);
    }
  }

  private static String words(@Nullable Throwable e) {
    String message = e == null ? null : e.getMessage();
    return message == null ? "" : " (" + message + ")";
  }

  private static @Nullable Duration retryAfter(HttpResponse<?> answer) {
    Optional<String> header = answer.headers().firstValue("Retry-After");
    try {
      return header.isPresent()
          ? Duration.ofMillis((long) (Double.parseDouble(header.get()) * 1000))
          : null;
    } catch (NumberFormatException e) {
      return null; // a date, which none of those we know sends
    }
  }

  private synchronized HttpClient client() {
    HttpClient there = client;
    if (there == null) {
      // small receivers stumble over the offer to go on in HTTP/2
      there =
          HttpClient.newBuilder()
              .version(HttpClient.Version.HTTP_1_1)
              .connectTimeout(CONNECT)
              .build();
      client = there;
    }
    return there;
  }

  @Override
  public synchronized void close() {
    if (client != null) {
      client.shutdownNow();
    }
  }
}
