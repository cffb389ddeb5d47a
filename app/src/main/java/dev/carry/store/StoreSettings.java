package dev.carry.store;

import java.time.Duration;

/// What is kept and how.
///
/// @param sampleEvery least time between two stored quotes, marks, … of an instrument
/// @param commitEvery a row is on the disk after at most this long, once its step is in the log
/// @param sealBytes the tail is sealed into segments at this many bytes: until then its rows are in
///     memory, and there they are sorted
/// @param sealAge and at this age
/// @param mostWaiting rows that may wait for a disk that refuses; beyond it they are left to the
///     input log
/// @param memory DuckDB's limit, such as `128MB`
public record StoreSettings(
    Duration sampleEvery,
    Duration commitEvery,
    long sealBytes,
    Duration sealAge,
    int mostWaiting,
    String memory) {
  public static final StoreSettings DEFAULT =
      new StoreSettings(
          Duration.ofSeconds(10),
          Duration.ofMillis(100),
          16 << 20,
          Duration.ofHours(1),
          100_000,
          "192MB");

  public StoreSettings {
    if (sampleEvery.isNegative() || !commitEvery.isPositive() || !sealAge.isPositive()) {
      throw new IllegalArgumentException(
          "store: sample every "
              + sampleEvery
              + ", commit every "
              + commitEvery
              + ", seal after "
              + sealAge);
    }
    if (sealBytes < 1 || mostWaiting < 1) {
      throw new IllegalArgumentException(
          "store: seal at " + sealBytes + " bytes, hold " + mostWaiting + " rows");
    }
  }

  public StoreSettings memory(String value) {
    return new StoreSettings(sampleEvery, commitEvery, sealBytes, sealAge, mostWaiting, value);
  }

  public StoreSettings sampleEvery(Duration value) {
    return new StoreSettings(value, commitEvery, sealBytes, sealAge, mostWaiting, memory);
  }

  public StoreSettings seal(long bytes, Duration age) {
    return new StoreSettings(sampleEvery, commitEvery, bytes, age, mostWaiting, memory);
  }
}
