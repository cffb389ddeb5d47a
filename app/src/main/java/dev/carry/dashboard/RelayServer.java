package dev.carry.dashboard;

import dev.carry.dashboard.RelayException.Why;
import dev.carry.model.JsonText;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// `/replay-normalized` and `/ws-stream-normalized`, spoken as tardis-machine speaks them. Each
/// reader has a thread, which takes no more messages before those it has are on their way:
/// a slow reader of the past waits for itself, one of the present is cut off and told so.
final class RelayServer {
  static final long PING_MILLIS = 30_000;
  private static final Logger LOG = LoggerFactory.getLogger(RelayServer.class);
  private static final int MOST_READERS = 16;
  private static final short FINISHED = 1000;
  private static final short GOING_AWAY = 1001;
  private static final int LONGEST_REASON = 120;

  /// A reader that takes nothing for so long is gone.
  private static final long PATIENCE_SECONDS = 60;

  private final Relay relay;
  private final AtomicInteger readers = new AtomicInteger();
  private final Set<ServerWebSocket> sockets = ConcurrentHashMap.newKeySet();

  RelayServer(Relay relay) {
    this.relay = relay;
  }

  /// Lines of JSON.
  void past(RoutingContext ctx) {
    HttpServerResponse response = ctx.response();
    String options = ctx.request().getParam("options");
    serve(() -> past(options, response), e -> refuse(response, e));
  }

  private void past(@Nullable String options, HttpServerResponse response)
      throws InterruptedException, Gone {
    try (Relay.Messages messages = relay.past(options)) {
      response.closeHandler(_ -> messages.stop());
      response.setChunked(true).putHeader("Content-Type", "application/x-json-stream");
      List<String> some = messages.next();
      while (!some.isEmpty()) {
        await(response.write(String.join("\n", some) + "\n"));
        some = messages.next();
      }
      response.end();
    }
  }

  private static void refuse(HttpServerResponse response, RelayException e) {
    if (response.headWritten()) {
      response.reset();
      return;
    }
    response
        .setChunked(false)
        .setStatusCode(e.why().status())
        .putHeader("Content-Type", "application/json; charset=utf-8")
        .end(new JsonText().put("message", e.getMessage()).end());
  }

  /// A message of JSON each.
  void present(@Nullable String options, ServerWebSocket socket) {
    serve(() -> tell(options, socket), e -> close(socket, e));
  }

  private void tell(@Nullable String options, ServerWebSocket socket)
      throws InterruptedException, Gone {
    sockets.add(socket);
    try (Relay.Messages messages = relay.present(options)) {
      socket.closeHandler(_ -> messages.stop());
      if (socket.isClosed()) {
        return;
      }
      List<String> some = messages.next();
      while (!some.isEmpty()) {
        Future<Void> last = Future.succeededFuture();
        for (String text : some) {
          last = socket.writeTextMessage(text);
        }
        await(last);
        some = messages.next();
      }
      var _ = socket.close(FINISHED, "finished");
    } finally {
      sockets.remove(socket);
    }
  }

  private static void close(ServerWebSocket socket, RelayException e) {
    String reason = String.valueOf(e.getMessage());
    var _ =
        socket.close(
            e.why().closeCode(),
            reason.length() > LONGEST_REASON ? reason.substring(0, LONGEST_REASON) : reason);
  }

  /// Keeps connections open that have nothing to say. Event loop only.
  void ping() {
    for (ServerWebSocket socket : sockets) {
      if (!socket.isClosed()) {
        var _ = socket.writePing(Buffer.buffer());
      }
    }
  }

  /// Tells the readers of the present that this is no end of what they read.
  void close() {
    for (ServerWebSocket socket : sockets) {
      var _ = socket.close(GOING_AWAY, "the server stops");
    }
  }

  /// The reader went away.
  private static final class Gone extends Exception {
    private static final long serialVersionUID = 1L;
  }

  @FunctionalInterface
  private interface Work {
    void run() throws InterruptedException, Gone;
  }

  private void serve(Work work, Consumer<RelayException> refuse) {
    Thread.ofPlatform()
        .daemon()
        .name("relay")
        .start(
            () -> {
              try {
                if (readers.incrementAndGet() > MOST_READERS) {
                  throw new RelayException(
                      Why.BUSY, "allowed are " + MOST_READERS + " readers at a time");
                }
                work.run();
              } catch (RelayException e) {
                refuse.accept(e);
              } catch (Gone | InterruptedException e) {
                LOG.debug("a reader of the relay went away");
              } catch (RuntimeException e) {
                LOG.error("the relay failed", e);
                refuse.accept(new RelayException(Why.FAILED, "the log of this process says more"));
              } finally {
                readers.decrementAndGet();
              }
            });
  }

  private static void await(Future<Void> written) throws InterruptedException, Gone {
    try {
      written.toCompletionStage().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new Gone();
    } catch (TimeoutException e) {
      throw new RelayException(
          Why.TOO_SLOW, "the reader took nothing for " + PATIENCE_SECONDS + " s");
    }
  }
}
