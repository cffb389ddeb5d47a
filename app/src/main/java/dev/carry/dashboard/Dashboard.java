package dev.carry.dashboard;

import dev.carry.engine.Sink;
import dev.carry.model.Analysis;
import dev.carry.model.Step;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// The dashboard and HTTP interface of one process: fed with steps by one thread, asked by anyone
/// who may. Starts listening when made and stops when closed.
public final class Dashboard implements Sink, AutoCloseable {
  private static final int SIGNALS_KEPT = 20_000;
  private static final int TOKEN_BYTES = 24;
  private static final int MOST_INBOUND_BYTES = 16 * 1024;
  private static final long START_SECONDS = 30;

  private final DashboardConfig config;
  private final String token;
  private final LiveState live = new LiveState();
  private final LivePaper paper;
  private final LiveAnalyses analyses = new LiveAnalyses();
  private final Clusters clusters;
  private final Signals signals;
  private final SignalStream signalStream;

  /// Absent: no bot is posted to.
  private final @Nullable SignalPost post;

  /// Whether the event loop is on its way to tell signals.
  private final AtomicBoolean woken = new AtomicBoolean();

  private final Vertx vertx;
  private final RelayServer relay;
  private final Meters meters;
  private final InstantSource clock;
  private final int port;

  public Dashboard(DashboardConfig config, DashboardPorts ports) {
    this.config = config;
    this.clock = ports.clock();
    this.signals = new Signals(SIGNALS_KEPT, ports.durability());
    this.token = config.token() == null ? randomToken() : config.token();
    Assets assets = new Assets();
    this.clusters = new Clusters(live, ports);
    this.paper = new LivePaper(ports.durability());
    Lists lists = new Lists(live, paper, ports);
    StreamHub stream = new StreamHub(live, paper, analyses, lists, ports);
    HeldSignals held =
        new HeldSignals(
            signals,
            ports.verdicts(),
            ports.hold(),
            ports.holds(),
            SIGNALS_KEPT,
            Instant.now().toEpochMilli() * 1_000);
    this.signalStream = new SignalStream(signals, held, clock, ports.venueIds());
    SignalWebhook webhook = ports.webhook();
    this.post =
        webhook == null ? null : new SignalPost(webhook, InstantSource.system(), this::wake);
    if (post != null) {
      post.resume();
      signalStream.open(post); // before there is an event loop to share it with
    }
    this.meters = new Meters(ports.metrics(), live, stream, signalStream, post);
    this.vertx = vertx();
    Guard guard = new Guard(config, token, assets.policy());
    this.relay = new RelayServer(ports.relay());
    Routes routes =
        new Routes(
            vertx,
            live,
            ports,
            paper,
            lists,
            clusters,
            signals,
            signalStream,
            stream,
            relay,
            guard,
            assets);
    try {
      HttpServer server = vertx.createHttpServer(options()).requestHandler(routes.router());
      this.port = await(server.listen(config.port(), config.host())).actualPort();
    } catch (RuntimeException e) {
      close();
      throw e;
    }
    if (post != null) {
      post.start();
    }
    ports.durability().onAdvance(this::wake);
    vertx.setPeriodic(
        StreamHub.TICK_MILLIS,
        id -> {
          stream.tick();
          signalStream.tick();
        });
    vertx.setPeriodic(RelayServer.PING_MILLIS, id -> relay.ping());
  }

  /// One event loop: what it touches needs no locks of its own.
  private static Vertx vertx() {
    return Vertx.vertx(
        new VertxOptions()
            .setEventLoopPoolSize(1)
            .setWorkerPoolSize(4)
            .setInternalBlockingPoolSize(2)
            .setFileSystemOptions(
                new FileSystemOptions()
                    .setFileCachingEnabled(false)
                    .setClassPathResolvingEnabled(false)));
  }

  private static HttpServerOptions options() {
    return new HttpServerOptions()
        .setCompressionSupported(true)
        .setHttp2ClearTextEnabled(false)
        .setIdleTimeout(0)
        .setMaxWebSocketFrameSize(MOST_INBOUND_BYTES)
        .setMaxWebSocketMessageSize(MOST_INBOUND_BYTES);
  }

  private HttpServer await(Future<HttpServer> listening) {
    try {
      return listening
          .toCompletionStage()
          .toCompletableFuture()
          .get(START_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new DashboardException(cannotListen(config, cause), cause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DashboardException("interrupted while starting to listen", e);
    } catch (TimeoutException e) {
      throw new DashboardException("could not listen within " + START_SECONDS + " s", e);
    }
  }

  /// Stops a start that could not serve before it leaves anything behind.
  public static void checkPort(DashboardConfig config) {
    try {
      tryPort(config.host(), config.port());
    } catch (IOException e) {
      throw new DashboardException(cannotListen(config, e), e);
    }
  }

  /// Listens for a moment.
  ///
  /// @throws BindException when another process listens there, or this one may not
  public static void tryPort(String host, int port) throws IOException {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getByName(host), port));
    }
  }

  private static String cannotListen(DashboardConfig config, Throwable cause) {
    String address = config.host() + ":" + config.port();
    String words = String.valueOf(cause.getMessage());
    if (!(cause instanceof BindException)) {
      return "cannot listen on " + address + ": " + words;
    }
    return words.contains("in use")
        ? "port "
            + config.port()
            + " of "
            + config.host()
            + " is in use by another process: stop that one, or choose another port with --port N"
            + " (0: any free one)"
        : "cannot listen on " + address + " (" + words + "): choose another with --port N";
  }

  private static String randomToken() {
    byte[] bytes = new byte[TOKEN_BYTES];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /// Called by one thread.
  @Override
  public void accept(Step step) {
    live.accept(step);
    paper.accept(step);
    analyses.accept(step);
    clusters.accept(step);
    signals.accept(step);
  }

  /// Bots are told at once, and once for all that came meanwhile.
  private void wake() {
    if (woken.compareAndSet(false, true)) {
      try {
        vertx.runOnContext(
            v -> {
              woken.set(false);
              signalStream.push();
            });
      } catch (RejectedExecutionException e) {
        // it has stopped, and the log goes on until the engine has
      }
    }
  }

  /// An analysis that was just made; any thread.
  public void analysed(Analysis analysis) {
    analyses.said(analysis);
    signalStream.said();
    wake();
  }

  /// Called by the engine's thread; says on every page that something is missing.
  @Override
  public void missed(long fromSequence) {
    live.missed(clock.instant());
  }

  /// The port that is listened on.
  public int port() {
    return port;
  }

  /// Where a browser of this machine finds the page.
  public URI address() {
    String host = config.loopback() ? config.host() : "127.0.0.1";
    String bracketed = host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
    return URI.create("http://" + bracketed + ":" + port + "/");
  }

  /// The secret of every POST: the configured one or the random one of this run.
  public String token() {
    return token;
  }

  @Override
  public void close() {
    relay.close();
    if (post != null) {
      post.close();
    }
    try {
      vertx.close().toCompletionStage().toCompletableFuture().get(START_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new DashboardException("the HTTP server did not stop", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      meters.close();
    }
  }
}
