package dev.carry.dashboard;

import dev.carry.model.JsonText;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.ServerWebSocket;
import org.jspecify.annotations.Nullable;

/// One bot: what it wants, and how far it is. Event loop only.
final class SignalReader {
  final SignalRing ring;
  final SignalFilter filter;
  private final Wire wire;

  /// The number of the last signal it was told, or that it did not want.
  long position;

  int behindTicks;

  /// How a bot is reached.
  interface Wire {
    boolean isGone();

    boolean isFull();

    /// One signal, as text.
    String text(Signal signal, String event);

    /// What it knew may be gone.
    ///
    /// @param newest the signal it goes on behind
    String reset(long asked, long newest);

    /// Absent: it needs none.
    @Nullable String heartbeat();

    void write(String texts);

    /// Several texts as one.
    String join(Iterable<String> texts);

    /// Cuts off who takes nothing for too long.
    ///
    /// @return false: it is let wait
    boolean cut();
  }

  SignalReader(SignalRing ring, SignalFilter filter, Wire wire, long position) {
    this.ring = ring;
    this.filter = filter;
    this.wire = wire;
    this.position = position;
  }

  Wire wire() {
    return wire;
  }

  private static String because() {
    return "signals after this one are no longer kept; read the lists again";
  }

  static String resetMessage(long asked) {
    return new JsonText().put("type", "reset").put("after", asked).put("because", because()).end();
  }

  /// Server-sent events.
  record Events(HttpServerResponse response) implements Wire {
    @Override
    public boolean isGone() {
      return response.closed() || response.ended();
    }

    @Override
    public boolean isFull() {
      return response.writeQueueFull();
    }

    @Override
    public String text(Signal signal, String event) {
      return signal.sse(event);
    }

    @Override
    public String reset(long asked, long newest) {
      return "event: reset\ndata: "
          + new JsonText().put("after", asked).put("because", because()).end()
          + "\n\n";
    }

    @Override
    public String heartbeat() {
      return ": alive\n\n";
    }

    @Override
    public void write(String texts) {
      var _ = response.write(texts);
    }

    @Override
    public String join(Iterable<String> texts) {
      return String.join("", texts);
    }

    @Override
    public boolean cut() {
      response.reset();
      return true;
    }
  }

  /// A WebSocket: JSON objects, one a line of a message.
  record Socket(ServerWebSocket socket) implements Wire {
    private static final short TRY_LATER = 1013;

    @Override
    public boolean isGone() {
      return socket.isClosed();
    }

    @Override
    public boolean isFull() {
      return socket.writeQueueFull();
    }

    @Override
    public String text(Signal signal, String event) {
      return signal.message(event);
    }

    @Override
    public String reset(long asked, long newest) {
      return resetMessage(asked);
    }

    @Override
    public String heartbeat() {
      return new JsonText().put("type", "heartbeat").end();
    }

    @Override
    public void write(String texts) {
      var _ = socket.writeTextMessage(texts);
    }

    @Override
    public String join(Iterable<String> texts) {
      return String.join("\n", texts);
    }

    @Override
    public boolean cut() {
      var _ = socket.close(TRY_LATER, "this reader has taken nothing for too long");
      return true;
    }
  }
}
