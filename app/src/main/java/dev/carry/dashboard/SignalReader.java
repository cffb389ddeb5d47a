package dev.carry.dashboard;

import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.ServerWebSocket;
import java.time.Instant;

/// One bot: what it wants, and how it is reached. Event loop only.
final class SignalReader {
  final Origin origin;
  final Wants wants;
  final Wire wire;

  /// While it is behind: the number of the last signal it was told, or did not want.
  long position;

  /// Signals that it was told.
  long told;

  /// The tick, of as many as a heartbeat takes, at which it is its turn.
  final int turn;

  /// How often in a row its socket was found full.
  int foundFull;

  /// Where it comes from.
  ///
  /// @param from its address; where it is posted to, ours to it
  /// @param hold whether it waits for the analyst
  record Origin(String from, Instant since, boolean hold) {}

  /// Bots that want the same in the same form are told the same text.
  record Wants(SignalFilter filter, SignalForm form) {}

  /// How a bot is reached.
  interface Wire {
    boolean isGone();

    boolean isFull();

    /// Whether it takes nothing, as far as is known: one message on its way is no sign of that.
    default boolean isStuck() {
      return isFull();
    }

    void write(SignalText text);

    /// Cuts off who takes nothing for too long.
    ///
    /// @return false: it is let wait
    boolean cut();
  }

  SignalReader(Origin origin, Wants wants, Wire wire, long position, int turn) {
    this.origin = origin;
    this.wants = wants;
    this.wire = wire;
    this.position = position;
    this.turn = turn;
  }

  /// A response that does not end.
  record Response(HttpServerResponse response) implements Wire {
    @Override
    public boolean isGone() {
      return response.closed() || response.ended();
    }

    @Override
    public boolean isFull() {
      return response.writeQueueFull();
    }

    @Override
    public void write(SignalText text) {
      var _ = response.write(text.bytes());
    }

    @Override
    public boolean cut() {
      response.reset();
      return true;
    }
  }

  /// A WebSocket.
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
    public void write(SignalText text) {
      var _ = socket.writeTextMessage(text.text());
    }

    @Override
    public boolean cut() {
      var _ = socket.close(TRY_LATER, "this reader has taken nothing for too long");
      return true;
    }
  }
}
