package dev.carry.alert;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Telegram's Bot API, webhooks of Slack and Discord, and any program's, on this machine: each
/// refuses what the real one would, and answers as it does. It can be told to answer otherwise, to
/// answer to nobody, and to come back on the same port.
public final class Receiver implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  public static final String TOKEN = "123456:AAplanted-token_of-a-bot";

  /// In an answer: all that was asked with, as proxies that are of no help repeat it.
  public static final String ECHO = "{echo}";

  static final String CHAT = "-1001234";
  static final String SLACK = "/services/T000/B000/plantedSlack";
  static final String DISCORD = "/api/webhooks/42/plantedDiscord";

  private final ExecutorService pool = Executors.newCachedThreadPool();
  private final List<Post> posts = new CopyOnWriteArrayList<>();
  private final List<String> faults = new CopyOnWriteArrayList<>();
  private final Queue<Reply> script = new ConcurrentLinkedQueue<>();
  private final AtomicInteger numbers = new AtomicInteger();
  private final int port;
  private @Nullable HttpServer server;

  /// What somebody posted.
  public record Post(String path, Headers headers, String body) {
    public JsonNode json() {
      try {
        return JSON.readTree(body);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    public String header(String name) {
      return Objects.requireNonNullElse(headers.getFirst(name), "");
    }
  }

  /// An answer out of the ordinary.
  ///
  /// @param header `name: value`; empty: none
  /// @param taken whether it counts as taken all the same: the answer was lost on its way
  public record Reply(int status, String header, String body, boolean taken) {
    public static Reply of(int status, String body) {
      return new Reply(status, "", body, false);
    }
  }

  public Receiver() {
    HttpServer first = listen(0);
    port = first.getAddress().getPort();
    server = first;
  }

  private HttpServer listen(int at) {
    try {
      HttpServer made =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), at), 0);
      made.setExecutor(pool);
      made.createContext("/", this::handle);
      made.start();
      return made;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Nobody listens any more.
  public void goAway() {
    HttpServer there = server;
    if (there != null) {
      there.stop(0);
      server = null;
    }
  }

  public void comeBack() {
    server = listen(port);
  }

  public URI address(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  /// The next answer, once.
  public Receiver then(Reply reply) {
    script.add(reply);
    return this;
  }

  /// What was taken, in order.
  public List<Post> posts() {
    return posts;
  }

  /// What a real one would have refused, in words.
  public List<String> faults() {
    return faults;
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Post post =
          new Post(
              exchange.getRequestURI().toString(),
              exchange.getRequestHeaders(),
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
      Reply scripted = script.poll();
      Reply reply = scripted == null ? answer(post) : scripted;
      if (reply.taken() || reply.status() / 100 == 2) {
        posts.add(post);
      }
      if (!reply.header().isEmpty()) {
        String[] parts = reply.header().split(": ", 2);
        exchange.getResponseHeaders().set(parts[0], parts[1]);
      }
      String echo = post.path() + " " + post.headers().entrySet() + " " + address(post.path());
      byte[] bytes = reply.body().replace(ECHO, echo).getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private Reply answer(Post post) {
    String path = post.path();
    if (path.equals("/bot" + TOKEN + "/sendMessage")) {
      return telegram(post);
    } else if (path.startsWith("/bot")) {
      return Reply.of(401, "{\"ok\":false,\"error_code\":401,\"description\":\"Unauthorized\"}");
    } else if (path.equals(SLACK)) {
      return slack(post);
    } else if (path.equals(DISCORD + "?wait=true")) {
      return discord(post);
    } else if (path.startsWith("/hook")) {
      return new Reply(204, "", "", false);
    }
    return Reply.of(404, "no_service");
  }

  private Reply telegram(Post post) {
    JsonNode json = post.json();
    String text = json.path("text").asText();
    String left = text.replaceAll("</?b>|&(amp|lt|gt);", "");
    String fault =
        !json.path("chat_id").asText().equals(CHAT)
            ? "Bad Request: chat not found"
            : text.isBlank() || text.length() > 4096
                ? "Bad Request: message is too long"
                : !json.path("parse_mode").asText().equals("HTML")
                    ? "Bad Request: no parse mode"
                    : left.matches("(?s).*[<>&].*")
                        ? "Bad Request: can't parse entities"
                        : count(text, "<b>") != count(text, "</b>")
                            ? "Bad Request: unclosed tag"
                            : "";
    if (!fault.isEmpty()) {
      faults.add(fault + ": " + text);
      return Reply.of(400, "{\"ok\":false,\"error_code\":400,\"description\":\"" + fault + "\"}");
    }
    return Reply.of(
        200, "{\"ok\":true,\"result\":{\"message_id\":" + numbers.incrementAndGet() + "}}");
  }

  private static int count(String text, String part) {
    return text.split(part, -1).length - 1;
  }

  private Reply slack(Post post) {
    JsonNode json = post.json();
    JsonNode section = json.path("blocks").path(0);
    String text = section.path("text").path("text").asText();
    boolean well =
        !json.path("text").asText().isBlank()
            && section.path("type").asText().equals("section")
            && section.path("text").path("type").asText().equals("mrkdwn")
            && !text.isBlank()
            && text.length() <= 3000
            && !text.replaceAll("&(amp|lt|gt);", "").matches("(?s).*[<>&].*");
    if (!well) {
      faults.add("invalid_blocks: " + text);
      return Reply.of(400, "invalid_blocks");
    }
    return Reply.of(200, "ok");
  }

  private Reply discord(Post post) {
    JsonNode json = post.json();
    String content = json.path("content").asText();
    boolean well =
        !content.isBlank()
            && content.length() <= 2000
            && json.path("allowed_mentions").path("parse").isArray();
    if (!well) {
      faults.add("Invalid Form Body: " + content);
      return Reply.of(400, "{\"message\":\"Invalid Form Body\",\"code\":50035}");
    }
    return Reply.of(200, "{\"id\":\"" + numbers.incrementAndGet() + "\"}");
  }

  @Override
  public void close() {
    goAway();
    pool.shutdownNow();
  }
}
