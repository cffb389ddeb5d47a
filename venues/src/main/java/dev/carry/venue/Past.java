package dev.carry.venue;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How a venue lets one series of its past be asked for.
///
/// @param bar the distance of its points; absent where the venue's own times make it (settlements)
/// @param span the longest stretch that one call answers whole; what is longer is asked in parts
/// @param kept how far back the venue keeps it; absent: as long as the instrument is listed
/// @param window asks one stretch
public record Past(@Nullable Duration bar, Duration span, @Nullable Duration kept, Window window) {

  /// What can be asked of the past.
  public enum Series {
    FUNDING,
    MARK,
    INDEX,
    PREMIUM,
    TRADE,
    OPEN_INTEREST
  }

  /// Asks one stretch of time.
  @FunctionalInterface
  public interface Window {
    /// @param from the first instant asked for
    /// @param to the last one: both are answered if the venue has a point there
    RestCall between(Instant from, Instant to);
  }

  public Past {
    if (!span.isPositive()) {
      throw new IllegalArgumentException("a span of " + span);
    }
  }
}
