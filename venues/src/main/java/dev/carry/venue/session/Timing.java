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
/// @param stretch how many times as long as promised a stream and a connection may be silent: 1, or
///     the speed of a clock that runs ahead of the messages
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
    double stretch,
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
          1,
          Duration.ofDays(1));

  public Timing {
    if (!(stretch >= 1)) {
      throw new IllegalArgumentException("silence cannot be stretched by " + stretch);
    }
  }

  /// The same for a clock that runs this many times as fast as messages come: silences may be as
  /// many times as long, and REST is asked as many times as rarely.
  ///
  /// @param times at least 1
  public Timing stretched(double times) {
    return new Timing(
        times(reconnectFirst, times),
        times(reconnectMost, times),
        healthy,
        times(firstMessage, times),
        times(stalePatience, times),
        times(standIn, times),
        times(standInEvery, times),
        times(snapshotEvery, times),
        times(interestEvery, times),
        stretch * times,
        settledSince);
  }

  private static Duration times(Duration span, double times) {
    return Duration.ofNanos((long) (span.toNanos() * times));
  }

  /// How long a silence may last that is promised to be no longer than `promised`.
  Duration silence(Duration promised) {
    return times(promised, stretch);
  }
}
