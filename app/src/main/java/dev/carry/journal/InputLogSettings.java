package dev.carry.journal;

import java.time.Duration;

/// How the input log is written and how much of it is kept.
///
/// @param blockBytes a block is closed at this size, before compression
/// @param commitEvery an input that must be durable is on the disk after at most this long
/// @param flushEvery any other input is on the disk after at most this long
/// @param segmentBytes a segment is closed at this size
/// @param segmentAge a segment is closed at this age
/// @param keepBytes all segments together; the oldest is deleted above it
/// @param keepFor a segment is deleted when all of it is older
public record InputLogSettings(
    int blockBytes,
    Duration commitEvery,
    Duration flushEvery,
    long segmentBytes,
    Duration segmentAge,
    long keepBytes,
    Duration keepFor) {

  private static final int LEAST_BLOCK = 256;
  private static final int MOST_BLOCK = 1 << 26;

  public static final InputLogSettings DEFAULT =
      new InputLogSettings(
          256 << 10,
          Duration.ofMillis(10),
          Duration.ofSeconds(1),
          64L << 20,
          Duration.ofHours(1),
          2L << 30,
          Duration.ofDays(7));

  public InputLogSettings {
    if (blockBytes < LEAST_BLOCK || blockBytes > MOST_BLOCK) {
      throw new IllegalArgumentException(
          "block of " + blockBytes + " bytes: " + LEAST_BLOCK + " to " + MOST_BLOCK + " allowed");
    }
    if (commitEvery.isNegative() || flushEvery.compareTo(commitEvery) < 0) {
      throw new IllegalArgumentException(
          "commit every " + commitEvery + ", flush every " + flushEvery + ": out of order");
    }
    if (segmentBytes < 1 || !segmentAge.isPositive() || keepBytes < 1 || !keepFor.isPositive()) {
      throw new IllegalArgumentException("segments and what is kept must be more than nothing");
    }
  }

  public InputLogSettings keep(long bytes, Duration age) {
    return new InputLogSettings(
        blockBytes, commitEvery, flushEvery, segmentBytes, segmentAge, bytes, age);
  }
}
