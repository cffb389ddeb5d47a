package dev.carry.venue.session;

import dev.carry.venue.Decoded;
import dev.carry.venue.Frame;
import dev.carry.venue.VenueCodec;
import java.util.List;

/// The door a frame goes through: decoded, and what gave no fact counted by its cause.
final class Intake {
  private final VenueCodec codec;
  private final Tally ignored;
  private final Tally rejected;
  private final DistinctLog log;

  Intake(VenueCodec codec, Tally ignored, Tally rejected, DistinctLog log) {
    this.codec = codec;
    this.ignored = ignored;
    this.rejected = rejected;
    this.log = log;
  }

  Decoded decode(Frame frame) {
    Decoded decoded = decodeSafely(frame);
    switch (decoded) {
      case Decoded.Facts facts -> {
        List<Decoded.Unusable> unusable = facts.unusable();
        for (int i = 0; i < unusable.size(); i++) {
          count(frame, unusable.get(i));
        }
      }
      case Decoded.Unusable unusable -> count(frame, unusable);
      case Decoded.Depth _, Decoded.Control _ -> {}
    }
    return decoded;
  }

  void reset() {
    codec.reset();
  }

  /// A codec never throws on bytes. Should one, its frame is lost and the others are not.
  private Decoded decodeSafely(Frame frame) {
    try {
      return codec.decode(frame);
    } catch (RuntimeException e) {
      log.error("codec failed on a frame of " + frame.stream(), e);
      return new Decoded.Rejected(
          "codec failed: " + e.getClass().getSimpleName(), Words.line(String.valueOf(e)));
    }
  }

  private void count(Frame frame, Decoded.Unusable unusable) {
    switch (unusable) {
      case Decoded.Ignored ignore -> ignored.add(ignore.why());
      case Decoded.Rejected reject -> {
        rejected.add(reject.why());
        log.warn(
            frame.stream() + " rejected, " + reject.why(),
            Words.line(reject.detail()) + " in " + Words.line(start(frame)));
      }
    }
  }

  private static String start(Frame frame) {
    return new Frame(
            frame.venue(),
            frame.stream(),
            frame.receivedAt(),
            frame.bytes(),
            frame.offset(),
            Math.min(frame.length(), 400))
        .text();
  }
}
