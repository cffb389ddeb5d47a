package dev.carry.venue.session;

import dev.carry.model.VenueId;
import dev.carry.venue.Frame;
import dev.carry.venue.RestCall;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/// Keeps what a session shows of its messages, for tests to wait on.
final class Taps implements FrameTap {
  static final String LOST = " lost";

  /// `stream text`, `path text` or `stream lost`.
  final BlockingQueue<String> seen = new LinkedBlockingQueue<>();

  @Override
  public void frame(Frame frame) {
    seen.add(frame.stream() + " " + frame.text());
  }

  @Override
  public void answer(RestCall call, Frame frame) {
    seen.add(call.path() + " " + frame.text());
  }

  @Override
  public void lost(VenueId id, String stream, Instant at) {
    seen.add(stream + LOST);
  }
}
