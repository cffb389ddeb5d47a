package dev.carry.journal;

import java.time.Duration;

/// How raw frames are kept.
///
/// @param flushBytes a stream is written when this many bytes wait, before compression
/// @param flushEvery and at most this long after a frame came: what a kill may lose
/// @param mostWaiting bytes that may wait per stream while the disk refuses; then frames are
///     refused
public record FrameLogSettings(int flushBytes, Duration flushEvery, int mostWaiting) {
  public static final FrameLogSettings DEFAULT =
      new FrameLogSettings(1 << 20, Duration.ofSeconds(2), 8 << 20);

  public FrameLogSettings {
    if (flushBytes < 1 || !flushEvery.isPositive() || mostWaiting < flushBytes) {
      throw new IllegalArgumentException(
          "frame log: flush at " + flushBytes + " bytes, " + flushEvery + ", hold " + mostWaiting);
    }
  }
}
