import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Follows Carry's signals and knows at any moment which opportunities are open.
///
/// Needs a JDK and nothing else. Trade where it prints; everything else a bot must do is here:
/// resume behind the last signal after a cut, and start over when it was away for too long.
///
/// ```
/// java examples/Bot.java http://127.0.0.1:8080 'kind=opportunity&min-net=0.05&max-age=PT2S'
/// ```
final class Bot {
  private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]+)\"");
  private static final long RETRY_MILLIS = 2_000;

  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
  private final String url;
  private final String query;
  private final long until;

  /// What is open: findings by their ids. A bot with a JSON library would keep them parsed.
  private final Map<String, String> open = new TreeMap<>();

  private String last;

  /// The newest id it knows of.
  private long told = -1;

  private Bot(String url, String query, String last, long until) {
    this.url = url;
    this.query = query;
    this.last = last;
    this.until = until;
  }

  /// `Bot URL QUERY [AFTER [UNTIL]]`: with UNTIL it ends at that id and prints what is open.
  public static void main(String[] args) throws InterruptedException {
    String after = args.length > 2 && !args[2].isEmpty() ? args[2] : null;
    long until = args.length > 3 ? Long.parseLong(args[3]) : Long.MAX_VALUE;
    Bot bot =
        new Bot(
            args.length > 0 ? args[0] : "http://127.0.0.1:8080",
            args.length > 1 ? args[1] : "kind=opportunity",
            after,
            until);
    bot.follow();
    System.out.println(bot.open.keySet());
  }

  private boolean isDone() {
    return told >= until;
  }

  private void follow() throws InterruptedException {
    while (!isDone()) {
      try (Stream<String> lines = lines("/api/v1/signals?" + query)) {
        Map<String, String> event = new TreeMap<>();
        for (Iterator<String> each = lines.iterator(); !isDone() && each.hasNext(); ) {
          String line = each.next();
          int colon = line.indexOf(": ");
          if (colon > 0) {
            event.put(line.substring(0, colon), line.substring(colon + 2));
          } else if (line.isEmpty()) {
            take(event);
            event.clear();
          }
        }
      } catch (IOException | RuntimeException e) {
        System.err.println("cut off (" + e + "), trying again");
      }
      if (!isDone()) {
        Thread.sleep(RETRY_MILLIS);
      }
    }
  }

  private void take(Map<String, String> event) throws IOException {
    switch (event.getOrDefault("event", "")) {
      case "reset" ->
          open.clear(); // no longer kept is what was told meanwhile: what is open follows
      case "opened", "updated", "closed" -> {
        String finding = event.get("data");
        Matcher id = ID.matcher(finding);
        if (!id.find()) {
          throw new IOException("a finding without an id: " + finding);
        }
        if (event.get("event").equals("closed")) {
          open.remove(id.group(1));
        } else {
          open.put(id.group(1), finding);
        }
        // This is where a bot trades. Never without limits of its own.
        System.out.println(event.get("event") + " " + id.group(1));
      }
      default -> {
        // a heartbeat, or something a later version tells
      }
    }
    if (event.containsKey("id")) { // of a signal, or of what this bot did not want
      last = event.get("id");
      told = Long.parseLong(last);
    }
  }

  private Stream<String> lines(String path) throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path));
    if (last != null) {
      request.header("Last-Event-ID", last);
    }
    String token = System.getenv("CARRY_SERVER_TOKEN");
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    HttpResponse<Stream<String>> answer =
        client.send(request.build(), HttpResponse.BodyHandlers.ofLines());
    if (answer.statusCode() != 200) {
      throw new IOException(path + " answered " + answer.statusCode());
    }
    return answer.body();
  }
}
