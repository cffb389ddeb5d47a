package dev.carry.sim;

import dev.carry.sim.world.SimClock;
import dev.carry.sim.world.SimVenue;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.net.BindException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// All simulated venues on one port of loopback: REST under `http://127.0.0.1:N/<venue-id>` and
/// sockets under `ws://127.0.0.1:N/<venue-id>`, each followed by the venue's own path.
///
/// One event loop does everything; the methods here may be called from any thread.
public final class SimServer implements AutoCloseable {
  private static final String HOST = "127.0.0.1";
  private static final long PUMP_MILLIS = 20;
  private static final long WAIT_SECONDS = 20;

  private final Vertx vertx;
  private final HttpServer server;
  private final VenueHost host;
  private final Context loop;
  private final SimClock clock;
  private final List<String> venues;

  private SimServer(Vertx vertx, HttpServer server, VenueHost host, Context loop, SimClock clock) {
    this.vertx = vertx;
    this.server = server;
    this.host = host;
    this.loop = loop;
    this.clock = clock;
    this.venues = List.copyOf(host.venues());
  }

  /// Starts a simulator and returns when it listens. Throws [SimException] when it cannot.
  public static SimServer start(SimOptions options) {
    SimClock clock =
        options
            .clock()
            .orElseGet(
                () -> SimClock.running(options.start().orElseGet(Instant::now), options.speed()));
    VenueHost host = VenueHost.of(options, clock);
    Vertx vertx =
        Vertx.vertx(
            new VertxOptions()
                .setEventLoopPoolSize(1)
                .setFileSystemOptions(
                    new FileSystemOptions()
                        .setFileCachingEnabled(false)
                        .setClassPathResolvingEnabled(false)));
    HttpServerOptions http =
        new HttpServerOptions()
            .setHost(HOST)
            .setPort(options.port())
            // Venues offer HTTP/2 through TLS only; asked for in clear text it now and then
            // loses the first answer.
            .setHttp2ClearTextEnabled(false)
            .setCompressionSupported(true)
            .setPerMessageWebSocketCompressionSupported(false)
            .setPerFrameWebSocketCompressionSupported(false)
            .setMaxWebSocketFrameSize(4 << 20)
            .setMaxWebSocketMessageSize(4 << 20)
            .setMaxInitialLineLength(65_536);
    try {
      Door door = new Door(vertx, host, clock);
      HttpServer server = vertx.createHttpServer(http).requestHandler(door::request);
      server.listen().toCompletionStage().toCompletableFuture().get(WAIT_SECONDS, TimeUnit.SECONDS);
      Context loop = vertx.getOrCreateContext();
      loop.runOnContext(go -> vertx.setPeriodic(PUMP_MILLIS, timer -> host.advance()));
      return new SimServer(vertx, server, host, loop, clock);
    } catch (ExecutionException e) {
      close(vertx);
      throw cannotListen(options.port(), e.getCause() == null ? e : e.getCause());
    } catch (InterruptedException e) {
      close(vertx);
      Thread.currentThread().interrupt();
      throw new SimException("interrupted while starting the simulator", e);
    } catch (TimeoutException e) {
      close(vertx);
      throw cannotListen(options.port(), e);
    }
  }

  private static SimException cannotListen(int port, Throwable cause) {
    if (cause instanceof BindException) {
      return new SimException(
          "port "
              + port
              + " on "
              + HOST
              + " is in use: stop what listens there, choose another"
              + " port, or 0 for any free one",
          cause);
    }
    return new SimException("cannot listen on port " + port + " of " + HOST + ": " + cause, cause);
  }

  private static void close(Vertx vertx) {
    CountDownLatch closed = new CountDownLatch(1);
    vertx.close().onComplete(done -> closed.countDown());
    try {
      if (!closed.await(WAIT_SECONDS, TimeUnit.SECONDS)) {
        throw new SimException("the simulator did not stop within " + WAIT_SECONDS + " s");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// The port it listens on.
  public int port() {
    return server.actualPort();
  }

  /// The clock all venues live by; give it to a client that is to live in the same time.
  public SimClock clock() {
    return clock;
  }

  /// Simulated time.
  public Instant now() {
    return clock.instant();
  }

  /// Waits until all that is due at the clock's present has happened and is on its way to the
  /// clients. For those who move a manual clock; a running one is never caught up with for long.
  public void catchUp() {
    CountDownLatch there = new CountDownLatch(1);
    loop.runOnContext(go -> pursue(there));
    try {
      if (!there.await(WAIT_SECONDS, TimeUnit.SECONDS)) {
        throw new SimException("the market is more than " + WAIT_SECONDS + " s behind its clock");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void pursue(CountDownLatch there) {
    if (host.advance()) {
      there.countDown();
    } else {
      loop.runOnContext(again -> pursue(there));
    }
  }

  /// Ids of the venues served.
  public List<String> venues() {
    return venues;
  }

  /// Where each venue is, `{"bybit":{"rest":"http://…","ws":"ws://…"},…}`.
  public String endpointsJson() {
    return venues.stream()
        .map(
            id ->
                "\"%s\":{\"rest\":\"http://%s:%d/%s\",\"ws\":\"ws://%s:%d/%s\"}"
                    .formatted(id, HOST, port(), id, HOST, port(), id))
        .collect(Collectors.joining(",", "{", "}"));
  }

  /// The ids of the venues that the market is simulated for.
  public static List<String> simulated() {
    return Stream.of(SimVenue.values()).map(SimVenue::id).toList();
  }

  @Override
  public void close() {
    close(vertx);
  }
}
