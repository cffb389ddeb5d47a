package dev.carry.model;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A fact a finding stands on.
///
/// @param fact which kind of fact
/// @param id what it is about
/// @param value the number that was used, exactly as the venue wrote it, in the fact's own unit;
///     absent where the fact is no number
/// @param venueTime the venue's time of it; absent where the venue sent none
/// @param receivedAt when it was received
/// @param age engine time − `receivedAt`, never negative
public record Evidence(
    Fact fact,
    InstrumentId id,
    @Nullable BigDecimal value,
    @Nullable Instant venueTime,
    Instant receivedAt,
    Duration age) {

  /// The same fact as it stands at a later instant.
  public Evidence at(Instant now) {
    return new Evidence(fact, id, value, venueTime, receivedAt, age(receivedAt, now));
  }

  /// Never negative: sources overtake each other by milliseconds.
  public static Duration age(Instant receivedAt, Instant now) {
    return now.isBefore(receivedAt) ? Duration.ZERO : Duration.between(receivedAt, now);
  }
}
