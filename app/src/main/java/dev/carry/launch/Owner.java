package dev.carry.launch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.carry.store.DataLock;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The process that runs on a data folder, as other processes of the same user reach it.
///
/// @param owner who, where, and the token that only those know who can read the folder
record Owner(DataLock.Owner owner) {
  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final ObjectMapper JSON = new ObjectMapper();

  /// The process that holds a data folder now.
  static Optional<DataLock.Owner> running(Path folder) {
    return DataLock.owner(folder)
        .filter(owner -> ProcessHandle.of(owner.pid()).map(ProcessHandle::isAlive).orElse(false));
  }

  /// Empty: none runs there that serves.
  static Optional<Owner> of(Path folder) {
    return running(folder).filter(owner -> owner.port() > 0).map(Owner::new);
  }

  /// Posts JSON.
  ///
  /// @return what was answered; null: nobody is there
  /// @throws StoppedException where it refuses, with its words
  @Nullable String post(String path, String body, Duration patience) throws InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + owner.port() + path);
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .timeout(patience)
            .header("Authorization", "Bearer " + owner.token())
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    try (HttpClient client = HttpClient.newBuilder().connectTimeout(CONNECT).build()) {
      HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() / 100 == 2) {
        return answer.body();
      }
      throw new RefusedException(detail(answer));
    } catch (IOException e) {
      return null;
    }
  }

  private static String detail(HttpResponse<String> answer) {
    try {
      String detail = JSON.readTree(answer.body()).path("detail").asText("");
      return detail.isEmpty() ? "answered " + answer.statusCode() : detail;
    } catch (JsonProcessingException e) {
      return "answered " + answer.statusCode();
    }
  }
}
