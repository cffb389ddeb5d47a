package dev.carry.venue.backpack;

import dev.carry.venue.json.JsonReader;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/// Backpack's clocks: events in microseconds, funding in milliseconds, candles in seconds or as
/// text without a zone.
final class BackpackTime {
  private static final long MICROS = 1_000_000;

  /// Milliseconds beyond this, the year 5138, are microseconds after 1973.
  private static final long LARGEST_MILLIS = 100_000_000_000_000L;

  private BackpackTime() {}

  /// Microseconds since 1970; null where absent or 0.
  static @Nullable Instant micros(JsonReader json) {
    long micros = json.wholeOr(0);
    return micros == 0 ? null : ofMicros(micros);
  }

  /// The documents say microseconds where the venue sends milliseconds; the size tells. Null where
  /// absent or 0.
  static @Nullable Instant microsOrMillis(JsonReader json) {
    long value = json.wholeOr(0);
    if (value == 0) {
      return null;
    }
    return value > LARGEST_MILLIS ? ofMicros(value) : Instant.ofEpochMilli(value);
  }

  private static Instant ofMicros(long micros) {
    return Instant.ofEpochSecond(
        Math.floorDiv(micros, MICROS), Math.floorMod(micros, MICROS) * 1_000);
  }

  /// Seconds since 1970 as a number or as text, or a date and a time of UTC that names no zone.
  static @Nullable Instant secondsOrText(JsonReader json) {
    if (json.peek() != '"') {
      long seconds = json.wholeOr(0);
      return seconds == 0 ? null : Instant.ofEpochSecond(seconds);
    }
    String text = json.text();
    if (text == null) {
      return null;
    }
    return text.chars().allMatch(c -> c >= '0' && c <= '9')
        ? Instant.ofEpochSecond(Long.parseLong(text))
        : unzoned(text);
  }

  static Instant unzoned(String text) {
    return LocalDateTime.parse(text.replace(' ', 'T')).toInstant(ZoneOffset.UTC);
  }
}
