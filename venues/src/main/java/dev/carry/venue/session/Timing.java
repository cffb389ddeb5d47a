package dev.carry.venue.session;

import java.time.Duration;

/// When a session acts on its own, by its clock.
///
/// @param reconnectFirst the longest first wait before a lost connection is opened again
/// @param reconnectMost the longest of all such waits
/// @param healthy a connection that lasted this long makes the next wait a first one again
/// @param firstMessage how long a stream may take to its first message
/// @param stalePatience how long a stream may stay silent before its connection is replaced
/// @param standIn how long a feed may take to come alive before REST stands in for it
/// @param standInEvery how often REST is asked while it stands in
/// @param snapshotEvery how often REST is asked for facts that no socket carries
/// @param interestEvery how often the open interest of an instrument is asked for
/// @param settledSince how far back settled funding is asked for where none is known
public record Timing(
    Duration reconnectFirst,
    Duration reconnectMost,
    Duration healthy,
    Duration firstMessage,
    Duration stalePatience,
    Duration standIn,
    Duration standInEvery,
    Duration snapshotEvery,
    Duration interestEvery,
    Duration settledSince) {

  public static final Timing DEFAULT =
      new Timing(
          Duration.ofSeconds(1),
          Duration.ofSeconds(60),
          Duration.ofMinutes(1),
          Duration.ofSeconds(15),
          Duration.ofSeconds(30),
          Duration.ofSeconds(5),
          Duration.ofSeconds(5),
          Duration.ofSeconds(30),
          Duration.ofMinutes(5),
          Duration.ofDays(1));
}
