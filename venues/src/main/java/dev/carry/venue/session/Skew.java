package dev.carry.venue.session;

import dev.carry.model.MarketEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How far our clock is ahead of a venue's, and how old its facts are when they arrive.
/// Thread-safe.
final class Skew {
  private static final int KEPT = 61;
  private static final Duration HALF_SECOND = Duration.ofMillis(500);

  private final Median byDate = new Median(KEPT);
  private final Median delays = new Median(KEPT);
  private volatile Instant nextSample = Instant.MIN;

  /// An answer told the venue's time, in whole seconds: it is right to half a second.
  ///
  /// @param date its `Date` header; absent or unreadable: nothing is learned
  void answered(Instant sent, Instant received, @Nullable String date) {
    Instant said = date == null ? null : instant(date);
    if (said != null) {
      Instant middle = sent.plus(Duration.between(sent, received).dividedBy(2));
      byDate.add(Duration.between(said.plus(HALF_SECOND), middle));
    }
  }

  /// A fact that is stamped when it happens arrived on a socket; one a second is looked at.
  void heard(MarketEvent event, Instant at) {
    if (at.isBefore(nextSample)) {
      return;
    }
    switch (event.fact()) {
      case MARK, INDEX, QUOTE, TRADE -> {
        Instant said = event.venueTime();
        if (said != null) {
          nextSample = at.plusSeconds(1);
          delays.add(Duration.between(said, at));
        }
      }
      default -> {}
    }
  }

  /// How far our clock is ahead; negative: behind. From `Date` headers; where there is none, a
  /// fact that arrives before it happened still proves that our clock is behind.
  Optional<Duration> ahead() {
    Optional<Duration> dated = byDate.median();
    return dated.isPresent() ? dated : delays.median().filter(Duration::isNegative);
  }

  /// From the venue's stamp to our receipt, the clocks' difference included.
  Optional<Duration> delay() {
    return delays.median();
  }

  static @Nullable Instant instant(String date) {
    try {
      return ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
    } catch (DateTimeParseException e) {
      return null;
    }
  }
}
