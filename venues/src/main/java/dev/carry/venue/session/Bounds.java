package dev.carry.venue.session;

import java.time.Duration;

/// What a venue may make a session hold, and how long it may keep it waiting.
///
/// @param handOff messages of one socket that wait for their reader before the socket is paused
/// @param handOffBytes bytes of them
/// @param messageBytes the largest message on a socket
/// @param bodyBytes the largest REST answer, decompressed
/// @param pages the most pages of one REST answer
/// @param retries how often a REST call that failed is tried again at once
/// @param connect the longest a connection may take to open, real time
/// @param answer the longest a REST call may take to its last byte, real time
/// @param patience the longest a REST call waits for room in the budget
public record Bounds(
    int handOff,
    int handOffBytes,
    int messageBytes,
    int bodyBytes,
    int pages,
    int retries,
    Duration connect,
    Duration answer,
    Duration patience) {

  public static final Bounds DEFAULT =
      new Bounds(
          2_048,
          8 << 20,
          16 << 20,
          32 << 20,
          50,
          2,
          Duration.ofSeconds(10),
          Duration.ofSeconds(20),
          Duration.ofMinutes(2));

  public Bounds {
    if (Math.min(Math.min(handOff, handOffBytes), Math.min(messageBytes, bodyBytes)) < 1
        || pages < 1
        || retries < 0) {
      throw new IllegalArgumentException(
          "bounds of a session must be positive: " + handOff + " messages, " + pages + " pages");
    }
  }
}
