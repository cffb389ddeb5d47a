package dev.carry.sim.deribit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.carry.sim.wire.JsonOut;
import dev.carry.sim.wire.RestAnswer;
import dev.carry.sim.wire.RestRequest;
import dev.carry.sim.wire.VenueSide;
import dev.carry.sim.wire.VenueTime;
import dev.carry.sim.wire.Wire;
import dev.carry.sim.world.Board;
import dev.carry.sim.world.Market;
import dev.carry.sim.world.SimVenue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Deribit v2.
public final class DeribitSide implements VenueSide {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String BASE = "/api/v2/";
  private static final int MAX_CONNECTIONS = 32;
  private static final int MAX_CLIENTS = 10_000;

  private final Market market;
  private final VenueTime time;
  private final DeribitMethods methods;
  private final DeribitStreams streams;
  private final List<Client> clients = new ArrayList<>();
  private final Map<String, Credits> perAddress = new HashMap<>();

  public DeribitSide(Market market, VenueTime time) {
    Board board = market.board(SimVenue.DERIBIT);
    this.market = market;
    this.time = time;
    DeribitOptions options = new DeribitOptions(market, time);
    this.methods = new DeribitMethods(market, board, options, time);
    this.streams = new DeribitStreams(market, board, options, time);
  }

  @Override
  public RestAnswer answer(RestRequest request) {
    long in = time.now();
    if (!request.path().startsWith(BASE)) {
      return RestAnswer.page(404, "<html><head><title>404 Not Found</title></head></html>");
    }
    String method = request.path().substring(BASE.length());
    JsonNode params = JSON.valueToTree(request.query());
    String id = "";
    if (request.method().equals("POST")) {
      JsonNode call = parse(request.body());
      method = call.path("method").asText(method);
      params = call.path("params");
      id = call.path("id").toString();
    }
    if (perAddress.size() > MAX_CLIENTS) {
      perAddress.clear();
    }
    Credits credits = perAddress.computeIfAbsent(request.from(), f -> new Credits());
    if (!credits.take(method, time.trueNow())) {
      return refusal(429, 1);
    }
    try {
      return RestAnswer.ok(envelope(id, "result", methods.call(method, params), in));
    } catch (DeribitMethods.Refused e) {
      return RestAnswer.of(400, envelope(id, "error", e.json(), in));
    }
  }

  private static JsonNode parse(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      return JSON.missingNode();
    }
  }

  private String envelope(String id, String what, String json, long in) {
    JsonOut out = new JsonOut(json.length() + 200).open().text("jsonrpc", "2.0");
    if (!id.isEmpty()) {
      out.raw("id", id);
    }
    long micros = in * 1_000;
    long took = 180L + json.length() % 400;
    return out.raw(what, json)
        .whole("usIn", micros)
        .whole("usOut", micros + took)
        .whole("usDiff", took)
        .flag("testnet", false)
        .close()
        .toString();
  }

  @Override
  public RestAnswer refusal(int status, long retrySeconds) {
    if (status == 403) {
      return RestAnswer.page(403, "<html><head><title>403 Forbidden</title></head></html>");
    }
    String error =
        status == 429
            ? "{\"message\":\"too_many_requests\",\"code\":10028}"
            : "{\"message\":\"temporarily_unavailable\",\"code\":13028}";
    return RestAnswer.of(status, envelope("", "error", error, time.now()))
        .with("Retry-After", Long.toString(retrySeconds));
  }

  @Override
  public boolean serves(String path) {
    return path.equals("/ws/api/v2") && clients.size() < MAX_CONNECTIONS;
  }

  @Override
  public Session open(Wire wire) {
    Client client = new Client(wire);
    clients.add(client);
    return client;
  }

  @Override
  public void step() {
    streams.step();
    if (market.due(0, 1_000)) {
      List.copyOf(clients).forEach(Client::heartbeat);
    }
  }

  /// One client's socket.
  private final class Client implements Session {
    private final Wire wire;
    private final Credits credits = new Credits();
    private long heartbeatMillis;
    private long lastHeartbeat;
    private boolean unanswered;

    Client(Wire wire) {
      this.wire = wire;
    }

    @Override
    public void text(String message) {
      long in = time.now();
      JsonNode call = parse(message);
      String id = call.has("id") ? call.path("id").toString() : "";
      if (!call.isObject() || !call.has("method")) {
        wire.control(
            envelope(id, "error", "{\"message\":\"Invalid Request\",\"code\":-32600}", in));
        return;
      }
      String method = call.path("method").asText("");
      if (!credits.take(method, time.trueNow())) {
        wire.control(
            envelope(id, "error", "{\"message\":\"too_many_requests\",\"code\":10028}", in));
        wire.close(1000, "too_many_requests");
        return;
      }
      JsonNode params = call.has("params") ? call.path("params") : JSON.createObjectNode();
      List<Runnable> after = new ArrayList<>();
      try {
        wire.control(envelope(id, "result", result(method, params, after), in));
        after.forEach(Runnable::run);
      } catch (DeribitMethods.Refused e) {
        wire.control(envelope(id, "error", e.json(), in));
      }
    }

    /// @param after takes what must happen only once the answer is out
    private String result(String method, JsonNode params, List<Runnable> after) {
      return switch (method) {
        case "public/subscribe" -> subscribe(params, after);
        case "public/unsubscribe" -> {
          JsonOut out = new JsonOut().openArray();
          for (JsonNode channel : params.path("channels")) {
            if (streams.remove(channel.asText(), wire)) {
              out.text(channel.asText());
            }
          }
          yield out.closeArray().toString();
        }
        case "public/unsubscribe_all" -> {
          streams.removeAll(wire);
          yield "\"ok\"";
        }
        case "public/set_heartbeat" -> {
          long interval = params.path("interval").asLong(0);
          if (interval < 10) {
            throw DeribitMethods.wrong("interval", "too low");
          }
          heartbeatMillis = interval * 1_000;
          lastHeartbeat = time.trueNow();
          unanswered = false;
          yield "\"ok\"";
        }
        case "public/disable_heartbeat" -> {
          heartbeatMillis = 0;
          yield "\"ok\"";
        }
        case "public/test" -> {
          unanswered = false;
          yield methods.call(method, params);
        }
        default -> methods.call(method, params);
      };
    }

    private String subscribe(JsonNode params, List<Runnable> after) {
      if (!params.path("channels").isArray()) {
        throw DeribitMethods.wrong("channels", "must be a list");
      }
      JsonOut out = new JsonOut().openArray();
      for (JsonNode node : params.path("channels")) {
        String channel = node.asText();
        if (channel.endsWith(".raw")) {
          throw new DeribitMethods.Refused(
              13778, "raw_subscriptions_not_available_for_unauthorized", "");
        }
        if (streams.knows(channel)) {
          out.text(channel);
          after.add(() -> streams.add(channel, wire));
        }
      }
      return out.closeArray().toString();
    }

    private void heartbeat() {
      if (heartbeatMillis == 0 || time.trueNow() - lastHeartbeat < heartbeatMillis) {
        return;
      }
      if (unanswered) {
        wire.close(1000, "heartbeat not answered");
        return;
      }
      lastHeartbeat = time.trueNow();
      unanswered = true;
      wire.control(
          "{\"jsonrpc\":\"2.0\",\"method\":\"heartbeat\",\"params\":{\"type\":\"test_request\"}}");
    }

    @Override
    public void closed() {
      streams.removeAll(wire);
      clients.remove(this);
    }
  }

  /// Credits of one client: every call costs some, and they grow back with time.
  private static final class Credits {
    private static final long MOST = 30_000;
    private static final long PER_SECOND = 10_000;

    private long left = MOST;
    private long last = Long.MIN_VALUE;

    boolean take(String method, long now) {
      if (last != Long.MIN_VALUE) {
        left = Math.min(MOST, left + (now - last) * PER_SECOND / 1_000);
      }
      last = now;
      long cost =
          switch (method) {
            case "public/get_instruments" -> 10_000;
            case "public/subscribe", "public/unsubscribe" -> 3_000;
            case "public/test" -> 0;
            default -> 500;
          };
      if (left < cost) {
        return false;
      }
      left -= cost;
      return true;
    }
  }
}
