package dev.carry.store;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Which of a fact's ever-changing values are kept: one that differs from the one kept last, and
/// not before the least time has passed since. One thread.
final class Sampler {
  /// Series remembered; the one not seen longest is forgotten first.
  private static final int MOST_SERIES = 1 << 17;

  private final Duration every;
  private final Map<Object, Kept> kept =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Object, Kept> eldest) {
          return size() > MOST_SERIES;
        }
      };

  @SuppressWarnings("ArrayRecordComponent") // compared by Arrays.equals alone
  private record Kept(@Nullable Object[] terms, @Nullable Object[] values, Instant at) {}

  Sampler(Duration every) {
    this.every = every;
  }

  /// Whether this value is to be kept; then it counts as kept.
  ///
  /// @param series what the value is of
  /// @param terms what makes it another thing when it changes, such as the settlement an estimate
  ///     is for: then it is kept at once
  /// @param values what is looked at for a change
  boolean keep(Object series, @Nullable Object[] terms, @Nullable Object[] values, Instant at) {
    Kept last = kept.get(series);
    if (last != null && Arrays.equals(last.terms, terms)) {
      boolean early = at.isBefore(last.at.plus(every));
      if (early || Arrays.equals(last.values, values)) {
        return false;
      }
    }
    kept.put(series, new Kept(terms, values, at));
    return true;
  }
}
