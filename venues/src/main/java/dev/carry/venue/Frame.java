package dev.carry.venue;

import dev.carry.model.VenueId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/// One message as it came: the bytes, from where, and when.
///
/// @param venue the venue
/// @param stream where it came from: for REST the name of the [RestCall] (its answers do not say
///     what they answer), for sockets the name of the connection (their messages do)
/// @param receivedAt our clock, UTC
/// @param bytes holds the message, UTF-8; never changed after the frame is made
/// @param offset where the message begins
/// @param length how many bytes it has
// The array is shared on purpose: a recording's frames are slices of one buffer.
@SuppressWarnings("ArrayRecordComponent")
public record Frame(
    VenueId venue, String stream, Instant receivedAt, byte[] bytes, int offset, int length) {

  public Frame {
    if (offset < 0 || length < 0 || offset + length > bytes.length) {
      throw new IllegalArgumentException(
          "frame of " + venue + ": " + offset + "+" + length + " of " + bytes.length + " bytes");
    }
  }

  public static Frame of(VenueId venue, String stream, Instant receivedAt, byte[] bytes) {
    return new Frame(venue, stream, receivedAt, bytes, 0, bytes.length);
  }

  public static Frame of(VenueId venue, String stream, Instant receivedAt, String text) {
    return of(venue, stream, receivedAt, text.getBytes(StandardCharsets.UTF_8));
  }

  /// The message as text.
  public String text() {
    return new String(bytes, offset, length, StandardCharsets.UTF_8);
  }
}
