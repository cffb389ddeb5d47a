package dev.carry.venue.session;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/// Quantiles of the most recent spans. Thread-safe.
final class Median {
  private final long[] nanos;
  private long seen;

  /// @param size how many are kept
  Median(int size) {
    this.nanos = new long[size];
  }

  synchronized void add(Duration span) {
    nanos[(int) (seen++ % nanos.length)] = span.toNanos();
  }

  /// @param share of the spans that are not longer, from 0 to 1
  /// @return absent: none was added
  synchronized Optional<Duration> quantile(double share) {
    int size = (int) Math.min(seen, nanos.length);
    if (size == 0) {
      return Optional.empty();
    }
    long[] sorted = Arrays.copyOf(nanos, size);
    Arrays.sort(sorted);
    int index = (int) Math.ceil(share * size) - 1;
    return Optional.of(Duration.ofNanos(sorted[Math.max(0, Math.min(size - 1, index))]));
  }

  Optional<Duration> median() {
    return quantile(0.5);
  }

  synchronized Optional<Duration> last() {
    return seen == 0
        ? Optional.empty()
        : Optional.of(Duration.ofNanos(nanos[(int) ((seen - 1) % nanos.length)]));
  }
}
