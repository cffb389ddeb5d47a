package dev.carry.venue.session;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.ClientWebSocket;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.net.SocketAddress;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.zip.GZIPInputStream;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// The network of one session: WebSockets and REST behind blocking calls. Thread-safe; owns one
/// event loop and the HTTP client's threads until it is closed.
final class Wire implements AutoCloseable {
  private static final String AGENT = "carry/0.1";

  /// What a REST call brought: an answer of any status with its headers, or why there is none.
  ///
  /// @param outcome an answer of any status, or a failure of the network
  /// @param headers absent where the venue was not reached
  record Reply(Outcome outcome, @Nullable HttpHeaders headers) {}

  private final Vertx vertx;
  private final WebSocketClient sockets;
  private final HttpClient rest;
  private final InstantSource clock;
  private final Bounds bounds;

  Wire(InstantSource clock, Bounds bounds) {
    this.clock = clock;
    this.bounds = bounds;
    this.vertx =
        Vertx.vertx(
            new VertxOptions()
                .setEventLoopPoolSize(1)
                .setFileSystemOptions(
                    new FileSystemOptions()
                        .setFileCachingEnabled(false)
                        .setClassPathResolvingEnabled(false)));
    this.sockets =
        vertx.createWebSocketClient(
            new WebSocketClientOptions()
                .setConnectTimeout((int) bounds.connect().toMillis())
                .setMaxFrameSize(bounds.messageBytes())
                .setMaxMessageSize(bounds.messageBytes())
                .setTryUsePerMessageCompression(true)
                .setCompressionAllowClientNoContext(true)
                .setMaxConnections(1_000)
                .setClosingTimeout(2)
                .setTcpNoDelay(true));
    this.rest =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(bounds.connect())
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  /// Opens a WebSocket.
  ///
  /// @throws WireFailure when it did not open; the message says why
  WireSocket open(URI address) throws InterruptedException {
    boolean secure = "wss".equals(address.getScheme());
    int port = address.getPort() >= 0 ? address.getPort() : secure ? 443 : 80;
    String path = address.getRawPath() == null ? "/" : address.getRawPath();
    String query = address.getRawQuery() == null ? "" : "?" + address.getRawQuery();
    WebSocketConnectOptions options =
        new WebSocketConnectOptions()
            .setHost(address.getHost())
            .setPort(port)
            .setServer(SocketAddress.inetSocketAddress(resolve(address.getHost(), port)))
            .setSsl(secure)
            .setTimeout(bounds.connect().toMillis())
            .setURI((path.isEmpty() ? "/" : path) + query)
            .setAllowOriginHeader(false);
    options.addHeader("User-Agent", AGENT);
    // Handlers are set before connecting, or the first messages would pass unheard.
    ClientWebSocket socket = sockets.webSocket();
    WireSocket opened = new WireSocket(socket, clock, bounds);
    Future<WebSocket> connecting = socket.connect(options);
    CompletableFuture<?> opening = connecting.toCompletionStage().toCompletableFuture();
    try {
      opening.get(2 * bounds.connect().toMillis(), TimeUnit.MILLISECONDS);
      return opened;
    } catch (ExecutionException e) {
      throw new WireFailure(openWords(address, e.getCause() == null ? e : e.getCause()), e);
    } catch (TimeoutException e) {
      connecting.onSuccess(WebSocket::close);
      throw new WireFailure("did not open within " + Words.of(bounds.connect().multipliedBy(2)), e);
    } catch (InterruptedException e) {
      connecting.onSuccess(WebSocket::close);
      throw e;
    }
  }

  private static InetSocketAddress resolve(String host, int port) {
    try {
      return new InetSocketAddress(InetAddress.getByName(host), port);
    } catch (UnknownHostException e) {
      throw new WireFailure("host " + host + " is not known: check network and DNS", e);
    }
  }

  private static String openWords(URI address, Throwable cause) {
    if (cause instanceof UpgradeRejectedException rejected) {
      return "the venue refused the socket with status " + rejected.getStatus();
    }
    if (hasCause(cause, SSLException.class)) {
      return new Outcome.BadTls(Words.line(String.valueOf(cause.getMessage()))).words();
    }
    return "did not open at "
        + address.getHost()
        + ": "
        + Words.line(String.valueOf(cause.getMessage()));
  }

  /// One GET, or a POST of JSON. Never throws for what network or venue do.
  ///
  /// @param json what is posted; absent: a GET
  Reply ask(URI address, @Nullable String json) throws InterruptedException {
    HttpRequest.Builder asking =
        HttpRequest.newBuilder(address)
            .timeout(bounds.answer())
            .header("User-Agent", AGENT)
            .header("Accept", "application/json")
            .header("Accept-Encoding", "gzip");
    if (json != null) {
      asking
          .header("Content-Type", "application/json")
          .POST(HttpRequest.BodyPublishers.ofString(json));
    }
    HttpRequest request = asking.build();
    CompletableFuture<HttpResponse<byte[]>> asked =
        rest.sendAsync(
            request,
            HttpResponse.BodyHandlers.limiting(
                HttpResponse.BodyHandlers.ofByteArray(), bounds.bodyBytes()));
    try {
      HttpResponse<byte[]> response = asked.get(bounds.answer().toMillis(), TimeUnit.MILLISECONDS);
      byte[] body = plain(response);
      Outcome outcome =
          body == null
              ? new Outcome.TooLarge(bounds.bodyBytes())
              : new Outcome.Answer(response.statusCode(), body, clock.instant());
      return new Reply(outcome, response.headers());
    } catch (TimeoutException e) {
      asked.cancel(true);
      return new Reply(new Outcome.TimedOut(bounds.answer()), null);
    } catch (InterruptedException e) {
      asked.cancel(true);
      throw e;
    } catch (ExecutionException e) {
      return new Reply(failure(e.getCause() == null ? e : e.getCause()), null);
    } catch (IOException e) {
      return new Reply(new Outcome.Broken("not gzip: " + Words.line(e.toString())), null);
    }
  }

  /// The body decompressed; absent when it is too large.
  private byte @Nullable [] plain(HttpResponse<byte[]> response) throws IOException {
    byte[] body = response.body();
    boolean gzip =
        response.headers().firstValue("Content-Encoding").orElse("").equalsIgnoreCase("gzip");
    if (!gzip || body.length == 0) {
      return body;
    }
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
      byte[] plain = in.readNBytes(bounds.bodyBytes() + 1);
      return plain.length > bounds.bodyBytes() ? null : plain;
    }
  }

  private Outcome failure(Throwable cause) {
    if (cause instanceof HttpTimeoutException) {
      return new Outcome.TimedOut(bounds.answer());
    }
    if (hasCause(cause, SSLException.class)) {
      return new Outcome.BadTls(Words.line(String.valueOf(cause.getMessage())));
    }
    if (hasCause(cause, UnresolvedAddressException.class)
        || hasCause(cause, UnknownHostException.class)) {
      return new Outcome.NoNetwork("the host is not known");
    }
    if (hasCause(cause, ConnectException.class)) {
      return new Outcome.NoNetwork("connection refused or no route");
    }
    String detail = Words.line(cause.toString());
    return detail.contains("exceeds") || detail.contains("capacity")
        ? new Outcome.TooLarge(bounds.bodyBytes())
        : new Outcome.Broken(detail);
  }

  private static boolean hasCause(Throwable failure, Class<? extends Throwable> kind) {
    Throwable cause = failure;
    for (int depth = 0; cause != null && depth < 10; depth++) {
      if (kind.isInstance(cause)) {
        return true;
      }
      cause = cause.getCause();
    }
    return false;
  }

  /// Closes all sockets and ends all threads.
  @Override
  public void close() {
    rest.shutdownNow();
    CompletableFuture<?> closing = vertx.close().toCompletionStage().toCompletableFuture();
    try {
      closing.get(10, TimeUnit.SECONDS);
      rest.awaitTermination(Duration.ofSeconds(5));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      throw new WireFailure("the network did not close in time", e);
    }
  }
}
