package dev.carry.tardis;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/// Tardis' addresses of raw messages and of datasets. One thread.
public final class Api implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration ANSWER = Duration.ofMinutes(2);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final int TRIES = 5;
  private static final int SHOWN = 300;

  /// What another try does not mend.
  private static final Set<Integer> FINAL = Set.of(400, 401, 403, 404);

  private final @Nullable String key;
  private final Duration firstPause;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT).build();

  /// @param key absent: what is free is served
  public Api(@Nullable String key) {
    this(key, FIRST_PAUSE);
  }

  /// @param firstPause before the second try; doubled before each further one
  Api(@Nullable String key, Duration firstPause) {
    this.key = key;
    this.firstPause = firstPause;
  }

  /// What is there, unpacked where it was packed for the way.
  ///
  /// @throws IOException the answer's status and words, and what mends it
  public InputStream get(URI address) throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address).timeout(ANSWER).header("Accept-Encoding", "gzip");
    if (key != null) {
      request.header("Authorization", "Bearer " + key);
    }
    Duration pause = firstPause;
    for (int attempt = 1; ; attempt++, pause = pause.multipliedBy(2)) {
      HttpResponse<InputStream> answer =
          http.send(request.GET().build(), HttpResponse.BodyHandlers.ofInputStream());
      boolean packed = answer.headers().firstValue("Content-Encoding").orElse("").equals("gzip");
      if (answer.statusCode() == 200) {
        return packed ? new GZIPInputStream(answer.body()) : answer.body();
      }
      String words = words(answer.body(), packed);
      if (attempt == TRIES || FINAL.contains(answer.statusCode())) {
        throw new IOException(
            address.getHost() + " answered " + answer.statusCode() + ": " + words + mend(answer));
      }
      Thread.sleep(pause);
    }
  }

  private static String words(InputStream body, boolean packed) throws IOException {
    try (InputStream text = packed ? new GZIPInputStream(body) : body) {
      return new String(text.readNBytes(SHOWN), StandardCharsets.UTF_8).strip();
    }
  }

  private String mend(HttpResponse<?> answer) {
    return switch (answer.statusCode()) {
      case 401, 403 ->
          key == null
              ? ". Without a key the first day of each month is served; TARDIS_API_KEY names one"
              : ". The key in TARDIS_API_KEY does not open it";
      case 429 -> ". It was asked " + TRIES + " times";
      default -> "";
    };
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
