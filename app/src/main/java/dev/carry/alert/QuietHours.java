package dev.carry.alert;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;

/// Hours of the day in which people are left alone.
///
/// @param from inclusive
/// @param to exclusive; before `from`: of the next day
/// @param zone in which the clock on the wall shows them
public record QuietHours(LocalTime from, LocalTime to, ZoneId zone) {
  public QuietHours {
    if (from.equals(to)) {
      throw new AlertException("quiet from " + from + " to " + to + ": those are no hours");
    }
  }

  /// `22:00-07:00`.
  public static QuietHours parse(String text, ZoneId zone) {
    String[] ends = text.strip().split("-", -1);
    if (ends.length == 2) {
      try {
        return new QuietHours(
            LocalTime.parse(ends[0].strip()), LocalTime.parse(ends[1].strip()), zone);
      } catch (DateTimeParseException e) {
        // told below
      }
    }
    throw new AlertException("found '" + text + "', hours as 22:00-07:00 are allowed");
  }

  boolean contains(Instant at) {
    LocalTime time = at.atZone(zone).toLocalTime();
    return from.isBefore(to)
        ? !time.isBefore(from) && time.isBefore(to)
        : !time.isBefore(from) || time.isBefore(to);
  }
}
