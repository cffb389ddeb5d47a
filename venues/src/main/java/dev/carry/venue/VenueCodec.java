package dev.carry.venue;

/// Turns one venue's frames into facts. Never throws on bytes, opens no socket, reads no clock.
/// Used by one thread at a time.
public interface VenueCodec {

  Decoded decode(Frame frame);

  /// Forgets the parts of facts that have not all arrived: called when the connection is lost.
  void reset();
}
