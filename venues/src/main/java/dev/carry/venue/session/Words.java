package dev.carry.venue.session;

import java.time.Duration;
import java.util.Locale;

/// Pieces of the sentences people on call read.
final class Words {
  private static final int SAID = 160;

  private Words() {}

  /// `250 ms`, `12 s`, `3 min`, `4 h`.
  static String of(Duration span) {
    long millis = span.toMillis();
    if (millis < 1_000) {
      return millis + " ms";
    }
    if (millis < 180_000) {
      return millis % 1_000 == 0
          ? millis / 1_000 + " s"
          : String.format(Locale.ROOT, "%.1f s", millis / 1_000.0);
    }
    if (millis < 3 * 3_600_000L) {
      return millis / 60_000 + " min";
    }
    return millis / 3_600_000 + " h";
  }

  /// A venue's own words, shortened and on one line, in parentheses; nothing where it said none.
  static String said(String text) {
    String line = line(text);
    return line.isEmpty() ? "" : " (" + line + ")";
  }

  /// One line of at most 160 characters without control characters.
  static String line(String text) {
    String line = text.strip().replaceAll("[\\s\\p{Cntrl}]+", " ");
    return line.length() <= SAID ? line : line.substring(0, SAID) + "…";
  }
}
