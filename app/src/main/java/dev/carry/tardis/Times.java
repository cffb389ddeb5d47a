package dev.carry.tardis;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/// Times as users of Tardis write them.
final class Times {
  private static final int DAY = "2026-01-31".length();

  private Times() {}

  /// A day, or a time, UTC where it does not say.
  ///
  /// @param name of the parameter, for the error
  static Instant parse(String name, String text) {
    try {
      if (text.length() == DAY) {
        return LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC);
      }
      return text.endsWith("Z")
          ? Instant.parse(text)
          : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          name + ": '" + text + "', allowed is a day or a time such as 2026-01-31T08:00:00Z", e);
    }
  }
}
