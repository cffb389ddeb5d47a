package dev.carry.launch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.carry.dashboard.About;
import dev.carry.model.Fact;
import dev.carry.model.MarketEvent;
import dev.carry.model.VenueId;
import dev.carry.sim.SimOptions;
import dev.carry.sim.SimServer;
import dev.carry.venue.VenueDescriptor;
import dev.carry.venue.roster.Venues;
import dev.carry.venue.session.Endpoint;
import dev.carry.venue.session.SessionOptions;
import dev.carry.venue.session.VenueSession;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Carry running against a simulator, with a recording of it, and what clients that know nothing of
/// Carry get from its relay.
record RelayHouse(SimServer venues, Live live, Instant began) implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  static RelayHouse start(Path folder) throws InterruptedException {
    SimServer venues = SimServer.start(SimOptions.defaults().withAssets(2).withDensity(5));
    DataFolder data = new DataFolder(folder.resolve("data"));
    Map<VenueId, Endpoint> endpoints = EndpointsFile.parse("the simulator", venues.endpointsJson());
    List<VenueDescriptor> two =
        Stream.of("bybit", "deribit").map(id -> Venues.find(VenueId.of(id)).orElseThrow()).toList();
    Instant began = Instant.now();
    Config config = Config.of(Settings.read(null, Map.of(), List.of())).withPort(0);
    record(data.frames(), endpoints, two);
    Live live =
        Live.start(
            new Live.Options(
                new About("test", Build.VERSION, null, 1.0),
                config,
                data,
                venues.clock(),
                1,
                two,
                instrument -> true,
                false,
                endpoints,
                false,
                config.alerts().settings(),
                null));
    return new RelayHouse(venues, live, began);
  }

  /// Until there is enough of everything that is looked at.
  private static void record(
      Path frames, Map<VenueId, Endpoint> endpoints, List<VenueDescriptor> two) {
    Map<String, Integer> seen = new ConcurrentHashMap<>();
    try (FrameKeeper keeper = new FrameKeeper(frames);
        Opened sessions = new Opened()) {
      for (VenueDescriptor venue : two) {
        sessions
            .with(
                new VenueSession(
                    venue,
                    Objects.requireNonNull(endpoints.get(venue.id())),
                    SessionOptions.of(EnumSet.allOf(Fact.class), instrument -> true)
                        .deep(id -> true),
                    InstantSource.system(),
                    input -> {
                      if (input instanceof MarketEvent event) {
                        seen.merge(event.id() + " " + event.fact().label(), 1, Integer::sum);
                      }
                    },
                    keeper))
            .start();
      }
      SimulatedRun.until(
          "enough is recorded: " + seen,
          () ->
              Stream.of("bybit:BTCUSDT trade", "bybit:BTCUSDT book", "deribit:BTC-PERPETUAL mark")
                  .allMatch(what -> seen.getOrDefault(what, 0) >= 4));
    }
  }

  /// Where an address of it is.
  URI at(String path) {
    return live.address().resolve(path);
  }

  /// The time of the recording, as options have it.
  String recording() {
    return "\"from\":\"%s\",\"to\":\"%s\"".formatted(began, began.plusSeconds(600));
  }

  List<JsonNode> past(String options) throws IOException, InterruptedException {
    HttpResponse<String> answer = get(options);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/x-json-stream");
    List<JsonNode> messages = new ArrayList<>();
    for (String line : answer.body().lines().toList()) {
      messages.add(JSON.readTree(line));
    }
    return messages;
  }

  /// @param options null: none
  HttpResponse<String> get(String options) throws IOException, InterruptedException {
    String query = options == null ? "" : "?options=" + encoded(options);
    return HTTP.send(
        HttpRequest.newBuilder(at("/replay-normalized" + query)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  Client client(String options) {
    return new Client(
        URI.create(
            "ws://"
                + live.address().getAuthority()
                + "/ws-stream-normalized?options="
                + encoded(options)));
  }

  private static String encoded(String options) {
    return URLEncoder.encode(options, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    live.close();
    venues.close();
  }

  /// A client of the JDK, as others would write one.
  static final class Client implements WebSocket.Listener {
    final WebSocket socket;
    private final BlockingQueue<String> got = new LinkedBlockingQueue<>();
    private final StringBuilder part = new StringBuilder();

    private Client(URI address) {
      socket = HTTP.newWebSocketBuilder().buildAsync(address, this).join();
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
      part.append(text);
      if (last) {
        got.add(part.toString());
        part.setLength(0);
      }
      from.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
      got.add(code + " " + reason);
      return null;
    }

    void readUntil(Predicate<JsonNode> enough) throws IOException, InterruptedException {
      while (true) {
        String text = got.poll(20, TimeUnit.SECONDS);
        assertThat(text).as("a message within 20 s").isNotNull().startsWith("{");
        if (enough.test(JSON.readTree(text))) {
          return;
        }
      }
    }

    String closed() throws InterruptedException {
      return got.poll(20, TimeUnit.SECONDS);
    }
  }
}
