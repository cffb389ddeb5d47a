package dev.carry.venue;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Times as text, `2026-07-26T12:00:00.123456789Z`.
public final class IsoTime {
  /// Older than any venue: what programs write where they know no time, year 1 or 1970.
  private static final Instant NONE_BEFORE = Instant.parse("2009-01-03T00:00:00Z");

  private IsoTime() {}

  /// @param text absent or empty: no time
  /// @return absent where it is no time of a venue
  /// @throws java.time.DateTimeException where it is no time at all
  public static @Nullable Instant parse(@Nullable String text) {
    if (text == null || text.isEmpty()) {
      return null;
    }
    Instant time = Instant.parse(text);
    return time.isBefore(NONE_BEFORE) ? null : time;
  }
}
