package dev.carry.insight;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/// A provider on this machine that speaks OpenAI's chat completions: it answers by a script, then
/// well.
public final class ProviderServer implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  static final long INPUT_TOKENS = 2_000;
  static final long OUTPUT_TOKENS = 300;

  private final HttpServer server;
  private final ExecutorService pool = Executors.newCachedThreadPool();
  private final Queue<Answer> script = new ConcurrentLinkedQueue<>();
  private final List<JsonNode> asked = new CopyOnWriteArrayList<>();
  private final List<String> authorisations = new CopyOnWriteArrayList<>();
  private final CountDownLatch released = new CountDownLatch(1);
  private volatile Answer always = ProviderServer::well;

  /// Writes an answer to a question.
  public interface Answer {
    void to(JsonNode question, HttpExchange exchange) throws IOException;
  }

  public ProviderServer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(pool);
    server.createContext("/v1/chat/completions", this::handle);
    server.start();
  }

  public URI baseUrl() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1");
  }

  /// The next answer, once.
  ProviderServer then(Answer answer) {
    script.add(answer);
    return this;
  }

  /// Every answer that is not in the script.
  public ProviderServer always(Answer answer) {
    always = answer;
    return this;
  }

  public List<JsonNode> asked() {
    return asked;
  }

  List<String> authorisations() {
    return authorisations;
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      JsonNode question =
          JSON.readTree(
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
      asked.add(question);
      authorisations.add(exchange.getRequestHeaders().getFirst("Authorization"));
      Answer next = script.poll();
      (next == null ? always : next).to(question, exchange);
    }
  }

  /// The document a question holds.
  static JsonNode document(JsonNode question) {
    return parse(question.path("messages").path(1).path("content").asText());
  }

  public static JsonNode parse(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError("not JSON: " + text, e);
    }
  }

  // --- answers -------------------------------------------------------------------------------

  /// As it was asked: a caution for each, with one of its own numbers.
  static void well(JsonNode question, HttpExchange exchange) throws IOException {
    say(
        exchange,
        analyses(question, "caution", fact -> "Net " + fact.path("netAprPercent") + " %."),
        "stop");
  }

  /// A verdict on each, with words of one's own.
  public static Answer saying(String verdict, String words) {
    return (question, exchange) -> say(exchange, analyses(question, verdict, _ -> words), "stop");
  }

  static Answer text(String text, String finishReason) {
    return (_, exchange) -> say(exchange, text, finishReason);
  }

  public static Answer status(int status, Map<String, String> headers, String body) {
    return (_, exchange) -> {
      headers.forEach(exchange.getResponseHeaders()::add);
      send(exchange, status, body);
    };
  }

  /// Nothing until the test ends.
  public Answer hanging() {
    return (_, _) -> {
      try {
        released.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    };
  }

  static String analyses(JsonNode question, String verdict, Function<JsonNode, String> words) {
    ArrayNode list = JSON.createArrayNode();
    for (JsonNode fact : document(question).path("facts")) {
      ObjectNode each = list.addObject();
      each.put("finding", fact.path("finding").asText());
      each.put("verdict", verdict);
      each.put("risk", verdict.equals("veto") ? 9 : 4);
      each.put("share", 5);
      each.putArray("riskFactors").add("Rates move.");
      each.put("timing", "Go in now.");
      each.put("reasoning", words.apply(fact));
    }
    return JSON.createObjectNode().set("analyses", list).toString();
  }

  private static void say(HttpExchange exchange, String content, String finishReason)
      throws IOException {
    ObjectNode answer = JSON.createObjectNode();
    answer.put("id", "c").put("object", "chat.completion").put("created", 1).put("model", "m");
    ObjectNode choice = answer.putArray("choices").addObject();
    choice.put("index", 0).put("finish_reason", finishReason);
    choice.putObject("message").put("role", "assistant").put("content", content);
    answer
        .putObject("usage")
        .put("prompt_tokens", INPUT_TOKENS)
        .put("completion_tokens", OUTPUT_TOKENS)
        .put("total_tokens", INPUT_TOKENS + OUTPUT_TOKENS);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    send(exchange, 200, answer.toString());
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    released.countDown();
    server.stop(0);
    pool.shutdownNow();
  }
}
