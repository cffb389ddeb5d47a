package dev.carry.sim.wire;

import java.util.Map;

/// One client's socket, as a venue side sees it. Used on the server's event loop only.
public final class Wire {
  /// Where text goes: the real socket, or whatever a test listens with.
  public interface Output {
    void text(String message);

    /// Sends a ping frame.
    void ping();

    void close(int code, String reason);

    /// Ends the connection without a closing frame.
    void cut();

    /// Whether the client reads too slowly to be sent more.
    boolean full();
  }

  /// What a message of market data passes on its way out; faults live here.
  public interface Gate {
    void pass(String topic, String message, Output out);
  }

  private final String path;
  private final Map<String, String> query;
  private final Output out;
  private final Gate gate;
  private boolean open = true;
  private long sent;

  public Wire(String path, Map<String, String> query, Output out, Gate gate) {
    this.path = path;
    this.query = query;
    this.out = out;
    this.gate = gate;
  }

  /// The venue's own path, `/public/stream`.
  public String path() {
    return path;
  }

  public Map<String, String> query() {
    return query;
  }

  /// Sends what is not market data: acknowledgements, errors, pongs.
  public void control(String message) {
    if (open) {
      sent++;
      out.text(message);
    }
  }

  /// Sends market data of a topic.
  public void data(String topic, String message) {
    if (open) {
      sent++;
      gate.pass(topic, message, out);
    }
  }

  public void ping() {
    if (open) {
      out.ping();
    }
  }

  /// Ends the connection.
  public void close(int code, String reason) {
    if (open) {
      open = false;
      out.close(code, reason);
    }
  }

  /// Ends the connection without a closing frame, as a broken line does.
  public void cut() {
    if (open) {
      open = false;
      out.cut();
    }
  }

  /// Whether the client reads too slowly to be sent more.
  public boolean full() {
    return open && out.full();
  }

  /// The client is gone.
  public void gone() {
    open = false;
  }

  /// Messages sent so far.
  public long sent() {
    return sent;
  }
}
