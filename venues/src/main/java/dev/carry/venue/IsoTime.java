package dev.carry.venue;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import org.jspecify.annotations.Nullable;

/// Times as text, `2026-07-26T12:00:00.123456789Z`.
public final class IsoTime {
  /// Older than any venue: what programs write where they know no time, year 1 or 1970.
  private static final Instant NONE_BEFORE = Instant.parse("2009-01-03T00:00:00Z");

  private static final int WHOLE_SECOND = "2026-07-26T12:00:00".length();
  private static final int NANO_DIGITS = 9;

  private IsoTime() {}

  /// @param text absent or empty: no time
  /// @return absent where it is no time of a venue
  /// @throws java.time.DateTimeException where it is no time at all
  public static @Nullable Instant parse(@Nullable String text) {
    if (text == null || text.isEmpty()) {
      return null;
    }
    Instant usual = usual(text);
    Instant time = usual == null ? Instant.parse(text) : usual;
    return time.isBefore(NONE_BEFORE) ? null : time;
  }

  /// The form that venues write, many times faster than a formatter; absent: another form, or none.
  private static @Nullable Instant usual(String text) {
    int end = text.endsWith("Z") ? text.length() - 1 : text.length() - "+00:00".length();
    if (end < WHOLE_SECOND
        || !(text.endsWith("Z") || text.endsWith("+00:00"))
        || text.charAt(4) != '-'
        || text.charAt(7) != '-'
        || text.charAt(10) != 'T'
        || text.charAt(13) != ':'
        || text.charAt(16) != ':') {
      return null;
    }
    long nanos = end == WHOLE_SECOND ? 0 : nanos(text, end);
    int month = number(text, 5, 7);
    int day = number(text, 8, 10);
    int hour = number(text, 11, 13);
    int minute = number(text, 14, 16);
    int second = number(text, 17, WHOLE_SECOND);
    int year = number(text, 0, 4);
    boolean known =
        (year | hour | minute | second) >= 0
            && nanos >= 0
            && month >= 1
            && month <= 12
            && day >= 1
            && day <= YearMonth.of(year, month).lengthOfMonth()
            && hour < 24
            && minute < 60
            && second < 60;
    if (!known) {
      return null;
    }
    long days = LocalDate.of(year, month, day).toEpochDay();
    return Instant.ofEpochSecond(((days * 24 + hour) * 60 + minute) * 60 + second, nanos);
  }

  /// The fraction of a second behind the point; −1 where there is none.
  private static long nanos(String text, int end) {
    int digits = end - WHOLE_SECOND - 1;
    if (text.charAt(WHOLE_SECOND) != '.' || digits < 1 || digits > NANO_DIGITS) {
      return -1;
    }
    long nanos = number(text, WHOLE_SECOND + 1, end);
    for (int i = digits; i < NANO_DIGITS; i++) {
      nanos *= 10;
    }
    return nanos;
  }

  /// At most nine digits; negative where there are others than digits.
  private static int number(String text, int from, int to) {
    int number = 0;
    for (int i = from; i < to; i++) {
      char digit = text.charAt(i);
      if (digit < '0' || digit > '9') {
        return -1;
      }
      number = number * 10 + digit - '0';
    }
    return number;
  }
}
