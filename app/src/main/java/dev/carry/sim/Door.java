package dev.carry.sim;

import dev.carry.sim.fault.Fault;
import dev.carry.sim.fault.Weather;
import dev.carry.sim.wire.RestAnswer;
import dev.carry.sim.wire.RestRequest;
import dev.carry.sim.wire.VenueSide;
import dev.carry.sim.wire.Wire;
import dev.carry.sim.world.SimClock;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.internal.http.WebSocketInternal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Where clients come in: finds the venue by the first part of the path, and hands over.
final class Door {
  private static final int WRITE_QUEUE_BYTES = 4 << 20;
  private static final long SLOW_NANOS = 10_000_000_000L;

  private final Vertx vertx;
  private final VenueHost host;
  private final SimClock clock;

  Door(Vertx vertx, VenueHost host, SimClock clock) {
    this.vertx = vertx;
    this.host = host;
    this.clock = clock;
  }

  void request(HttpServerRequest request) {
    QueryStringDecoder uri = new QueryStringDecoder(request.uri(), StandardCharsets.UTF_8);
    String path = uri.path();
    int slash = path.indexOf('/', 1);
    String id = path.substring(Math.min(1, path.length()), slash < 0 ? path.length() : slash);
    String own = slash < 0 ? "/" : path.substring(slash);
    VenueSide side = host.side(id);
    if (side == null) {
      String body = "no venue '" + id + "' here, there are: " + String.join(", ", host.venues());
      request.response().setStatusCode(404).end(body + "\n");
      return;
    }
    Map<String, String> query = new HashMap<>();
    uri.parameters().forEach((name, values) -> query.put(name, first(values)));
    if ("websocket".equalsIgnoreCase(request.getHeader(HttpHeaders.UPGRADE))) {
      socket(request, id, side, own, query);
      return;
    }
    request
        .body()
        .onSuccess(
            body -> {
              RestRequest rest =
                  new RestRequest(
                      request.method().name(),
                      own,
                      query,
                      body.toString(StandardCharsets.UTF_8),
                      request.remoteAddress().hostAddress());
              answer(request, id, side, rest);
            });
  }

  private static String first(List<String> values) {
    return values.isEmpty() ? "" : values.getFirst();
  }

  private void answer(HttpServerRequest request, String id, VenueSide side, RestRequest rest) {
    Weather weather = host.weather(id);
    Fault refusal = weather.refusal();
    RestAnswer answer =
        refusal == null
            ? side.answer(rest)
            : side.refusal(refusal.status(), refusal.retryAfter().toSeconds());
    if (refusal != null) {
      answer = answer.with("Retry-After", Long.toString(refusal.retryAfter().toSeconds()));
    }
    ZonedDateTime time = Instant.ofEpochMilli(host.time(id)).atZone(ZoneOffset.UTC);
    RestAnswer sent =
        weather
            .answer(request.uri(), answer)
            .with("Date", DateTimeFormatter.RFC_1123_DATE_TIME.format(time));
    long late = Math.round(weather.late(request.uri()) / clock.speed());
    if (late > 0) {
      vertx.setTimer(late, timer -> send(request, sent));
    } else {
      send(request, sent);
    }
  }

  private static void send(HttpServerRequest request, RestAnswer answer) {
    var response = request.response().setStatusCode(answer.status());
    answer.headers().forEach(response::putHeader);
    response.end(Buffer.buffer(answer.body()));
  }

  private void socket(
      HttpServerRequest request,
      String id,
      VenueSide side,
      String path,
      Map<String, String> query) {
    if (!side.serves(path)) {
      request.response().setStatusCode(404).end();
      return;
    }
    request.toWebSocket().onSuccess(socket -> open(socket, id, side, path, query));
  }

  private void open(
      ServerWebSocket socket, String id, VenueSide side, String path, Map<String, String> query) {
    socket.setWriteQueueMaxSize(WRITE_QUEUE_BYTES);
    Weather.Gate gate = host.weather(id).gate();
    Connections connections = host.connections(id);
    Wire wire = new Wire(path, query, new SocketOutput(socket), gate);
    connections.add(wire, gate);
    VenueSide.Session session = side.open(wire);
    socket.textMessageHandler(session::text);
    socket.closeHandler(
        gone -> {
          wire.gone();
          connections.remove(wire);
          session.closed();
        });
  }

  /// A real socket. A client that does not read loses messages, and after a while its connection.
  private static final class SocketOutput implements Wire.Output {
    private final ServerWebSocket socket;
    private long fullSince;

    SocketOutput(ServerWebSocket socket) {
      this.socket = socket;
    }

    @Override
    public void text(String message) {
      if (socket.isClosed()) {
        return;
      }
      if (socket.writeQueueFull()) {
        long now = System.nanoTime();
        fullSince = fullSince == 0 ? now : fullSince;
        if (now - fullSince > SLOW_NANOS) {
          socket.close((short) 1008, "client too slow");
        }
        return;
      }
      fullSince = 0;
      socket.writeTextMessage(message);
    }

    @Override
    public void ping() {
      socket.writePing(Buffer.buffer("ping"));
    }

    @Override
    public void close(int code, String reason) {
      socket.close((short) code, reason);
    }

    @Override
    public void cut() {
      // Past the handlers that would say goodbye first: to the client the line is simply dead.
      if (socket instanceof WebSocketInternal open) {
        Channel channel = open.channelHandlerContext().channel();
        channel.unsafe().close(channel.voidPromise());
      }
    }

    @Override
    public boolean full() {
      return !socket.isClosed() && socket.writeQueueFull();
    }
  }
}
