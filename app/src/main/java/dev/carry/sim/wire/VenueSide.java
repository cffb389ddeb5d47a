package dev.carry.sim.wire;

/// One simulated venue: its REST side and its sockets. Used on the server's event loop only.
public interface VenueSide {
  /// Answers a request.
  RestAnswer answer(RestRequest request);

  /// The answer of this venue while it refuses with a status, in its own words.
  ///
  /// @param retrySeconds seconds until it will serve again
  RestAnswer refusal(int status, long retrySeconds);

  /// Whether the venue has a socket at its own path `path`.
  boolean serves(String path);

  /// Takes a new socket.
  Session open(Wire wire);

  /// Tells the listeners what the last step of the market changed.
  void step();

  /// Warns clients that connections will be closed for an upgrade, where the venue does so.
  default void announceUpgrade() {}

  /// One client's socket from the venue's point of view.
  interface Session {
    /// The client said something.
    void text(String message);

    /// The client is gone.
    void closed();
  }
}
