package dev.carry.venue.session;

import dev.carry.model.VenueId;
import dev.carry.venue.Frame;
import dev.carry.venue.RestCall;
import java.time.Instant;

/// Sees every message as it came, before it is decoded: for recording. Called from several of the
/// session's threads at once; what it does delays the reading.
public interface FrameTap {

  /// Keeps nothing.
  FrameTap NONE =
      new FrameTap() {
        @Override
        public void frame(Frame frame) {}

        @Override
        public void answer(RestCall call, Frame frame) {}

        @Override
        public void lost(VenueId venue, String stream, Instant at) {}
      };

  /// A message of a socket.
  void frame(Frame frame);

  /// What a REST call was answered.
  void answer(RestCall call, Frame frame);

  /// A connection was lost: what follows on this stream does not continue what came before.
  void lost(VenueId venue, String stream, Instant at);
}
