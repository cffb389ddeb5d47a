package dev.carry.launch;

import dev.carry.journal.FrameLog;
import dev.carry.journal.FrameLogSettings;
import dev.carry.model.VenueId;
import dev.carry.venue.Frame;
import dev.carry.venue.RestCall;
import dev.carry.venue.session.FrameTap;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// Keeps every frame of the sessions it is given to. A frame that cannot be kept is counted and
/// never stops a feed. Thread-safe.
final class FrameKeeper implements FrameTap, AutoCloseable {
  private final FrameLog log;
  private final LongAdder kept = new LongAdder();
  private final LongAdder bytes = new LongAdder();
  private final LongAdder refused = new LongAdder();
  private volatile @Nullable String lastRefusal;

  FrameKeeper(Path directory) {
    this.log = new FrameLog(directory, FrameLogSettings.DEFAULT);
  }

  @Override
  public void frame(Frame frame) {
    count(log.append(frame), frame.length());
  }

  @Override
  public void answer(RestCall call, Frame frame) {
    count(log.answer(call, frame), frame.length());
  }

  @Override
  public void lost(VenueId venue, String stream, Instant at) {
    log.disconnected(venue, stream, at).ifPresent(this::refuse);
  }

  private void count(Optional<String> refusal, int length) {
    if (refusal.isPresent()) {
      refuse(refusal.get());
    } else {
      kept.increment();
      bytes.add(length);
    }
  }

  private void refuse(String why) {
    refused.increment();
    lastRefusal = why;
  }

  /// Frames taken since the start.
  long kept() {
    return kept.sum();
  }

  /// Bytes of them, before compression.
  long bytes() {
    return bytes.sum();
  }

  /// Frames that could not be kept.
  long refused() {
    return refused.sum();
  }

  /// Why frames cannot be kept now, or why the last one could not; absent: all were.
  @Nullable String problem() {
    String failure = log.failure();
    return failure == null ? lastRefusal : failure;
  }

  @Override
  public void close() {
    log.close();
  }
}
