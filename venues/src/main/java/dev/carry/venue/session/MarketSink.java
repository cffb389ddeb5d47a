package dev.carry.venue.session;

import dev.carry.model.Input;

/// Takes what a session learned. Called from several of the session's threads at once, one call
/// per event, in each connection's order.
@FunctionalInterface
public interface MarketSink {

  /// May block while there is no room: the session then stops reading the socket, and so does the
  /// venue's sending.
  ///
  /// @throws InterruptedException when the session is being closed while this blocks
  void accept(Input input) throws InterruptedException;
}
