package dev.carry.venue.session;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/// A real server on loopback that does what a test tells it: answers REST by a script, and hands
/// every WebSocket to the test.
final class TestServer implements AutoCloseable {
  static final int SECONDS = 20;

  /// An answer to a GET.
  record Answer(int status, Map<String, String> headers, Buffer body) {
    static Answer ok(String body) {
      return new Answer(200, Map.of(), Buffer.buffer(body));
    }

    static Answer of(int status, Map<String, String> headers) {
      return new Answer(status, headers, Buffer.buffer("said " + status));
    }
  }

  /// One WebSocket, seen from the server.
  static final class Peer {
    final ServerWebSocket socket;
    final BlockingQueue<String> texts = new LinkedBlockingQueue<>();
    final BlockingQueue<String> pongs = new LinkedBlockingQueue<>();
    final CompletableFuture<Boolean> closed = new CompletableFuture<>();

    Peer(ServerWebSocket socket) {
      this.socket = socket;
      socket.textMessageHandler(texts::add);
      socket.pongHandler(pong -> pongs.add(pong.toString()));
      socket.closeHandler(gone -> closed.complete(true));
    }

    void send(String text) {
      socket.writeTextMessage(text);
    }

    /// The next text the client sent.
    String next() throws InterruptedException {
      String text = texts.poll(SECONDS, TimeUnit.SECONDS);
      if (text == null) {
        throw new AssertionError("the client sent nothing");
      }
      return text;
    }

    void awaitClosed() throws Exception {
      closed.get(SECONDS, TimeUnit.SECONDS);
    }
  }

  private final Vertx vertx = Vertx.vertx();
  private final HttpServer server;
  private final BlockingQueue<Peer> peers = new LinkedBlockingQueue<>();
  private final List<Peer> allPeers = new CopyOnWriteArrayList<>();
  private final AtomicReference<Consumer<Peer>> greeting = new AtomicReference<>(peer -> {});
  private final AtomicReference<Function<String, Answer>> script =
      new AtomicReference<>(path -> Answer.of(404, Map.of()));
  private final AtomicReference<Supplier<Instant>> time = new AtomicReference<>(Instant::now);
  final List<String> asked = new CopyOnWriteArrayList<>();

  TestServer() throws Exception {
    server =
        vertx
            .createHttpServer(
                new HttpServerOptions()
                    .setHost("127.0.0.1")
                    .setPort(0)
                    .setCompressionSupported(true)
                    .setPerMessageWebSocketCompressionSupported(true))
            .requestHandler(this::answer)
            .webSocketHandler(
                socket -> {
                  Peer peer = new Peer(socket);
                  greeting.get().accept(peer);
                  allPeers.add(peer);
                  peers.add(peer);
                })
            .listen()
            .toCompletionStage()
            .toCompletableFuture()
            .get(SECONDS, TimeUnit.SECONDS);
  }

  Endpoint endpoint() {
    int port = server.actualPort();
    return new Endpoint(
        URI.create("http://127.0.0.1:" + port + "/test"),
        URI.create("ws://127.0.0.1:" + port + "/test"));
  }

  /// Answers GETs from now on; paths come without the base.
  void answers(Function<String, Answer> next) {
    script.set(next);
  }

  /// Lists these instruments, each `SYMBOL`, and answers everything else with nothing.
  void lists(String... symbols) {
    String body = listing(symbols);
    answers(path -> Answer.ok(path.startsWith("/instruments") ? body : ""));
  }

  static String listing(String... symbols) {
    List<String> lines = new ArrayList<>();
    for (String symbol : symbols) {
      lines.add("instrument " + symbol + " TRADING 8");
    }
    return String.join("\n", lines);
  }

  /// Begins to answer GETs from now on, and never ends.
  void hangs() {
    answers(path -> Answer.of(1, Map.of()));
  }

  /// What the server's clock shows in its `Date` headers.
  void shows(Supplier<Instant> clock) {
    time.set(clock);
  }

  /// Done to every new WebSocket from now on.
  void greets(Consumer<Peer> next) {
    greeting.set(next);
  }

  /// The next WebSocket that was opened.
  Peer peer() throws InterruptedException {
    Peer peer = peers.poll(SECONDS, TimeUnit.SECONDS);
    if (peer == null) {
      throw new AssertionError("the client opened no socket");
    }
    return peer;
  }

  /// Does something again and again while the server runs.
  void every(int millis, Runnable what) {
    vertx.setPeriodic(millis, timer -> what.run());
  }

  /// Waits until so many GETs were asked in all.
  void awaitAsked(int times) throws InterruptedException {
    awaitAsked("", times);
  }

  /// Waits until so many GETs were asked whose path begins so.
  void awaitAsked(String start, int times) throws InterruptedException {
    CountDownLatch reached = new CountDownLatch(1);
    every(
        5,
        () -> {
          if (asked.stream().filter(path -> path.startsWith(start)).count() >= times) {
            reached.countDown();
          }
        });
    if (!reached.await(SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("'" + start + "' not asked " + times + " times: " + asked);
    }
  }

  long openPeers() {
    return allPeers.stream().filter(peer -> !peer.closed.isDone()).count();
  }

  private void answer(HttpServerRequest request) {
    String path = request.uri().substring("/test".length());
    asked.add(path);
    Answer answer = script.get().apply(path);
    if (answer.status() == 1) {
      request.response().setChunked(true).write("the beginning");
      return;
    }
    if (answer.status() == 0) {
      request.connection().close();
      return;
    }
    request
        .response()
        .putHeader(
            "Date",
            DateTimeFormatter.RFC_1123_DATE_TIME.format(time.get().get().atOffset(ZoneOffset.UTC)));
    answer.headers().forEach((name, value) -> request.response().putHeader(name, value));
    request.response().setStatusCode(answer.status()).end(answer.body());
  }

  @Override
  public void close() throws IOException {
    try {
      vertx.close().toCompletionStage().toCompletableFuture().get(SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new IOException("the test server did not close", e);
    }
  }
}
