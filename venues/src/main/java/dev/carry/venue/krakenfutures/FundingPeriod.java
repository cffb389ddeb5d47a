package dev.carry.venue.krakenfutures;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// How long one funding rate is charged. Every rate is written per hour; until 2022-09-29 12:00 UTC
/// it stood, and was settled, for four hours, and for one hour since.
final class FundingPeriod {
  private static final Instant HOURLY_SINCE = Instant.parse("2022-09-29T12:00:00Z");
  private static final Duration FOUR_HOURS = Duration.ofHours(4);
  static final Duration HOUR = Duration.ofHours(1);

  private FundingPeriod() {}

  /// The length of the period that runs at `time`.
  static Duration at(Instant time) {
    return time.isBefore(HOURLY_SINCE) ? FOUR_HOURS : HOUR;
  }

  /// What is charged over a whole period of a rate per hour.
  static BigDecimal charged(BigDecimal perHour, Duration period) {
    return period.equals(HOUR) ? perHour : perHour.multiply(BigDecimal.valueOf(period.toHours()));
  }

  /// The end of the period that runs at `time`: periods begin and end with whole hours, UTC.
  static Instant endAfter(Instant time) {
    Duration period = at(time);
    long day = time.truncatedTo(ChronoUnit.DAYS).getEpochSecond();
    long inDay = time.getEpochSecond() - day;
    return Instant.ofEpochSecond(
        day + (Math.floorDiv(inDay, period.toSeconds()) + 1) * period.toSeconds());
  }
}
