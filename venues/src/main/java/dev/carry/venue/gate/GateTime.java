package dev.carry.venue.gate;

import dev.carry.venue.json.JsonReader;
import dev.carry.venue.json.MalformedJson;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Gate's times: seconds, seconds with decimals, or milliseconds, and in one channel first the one
/// and then the other under the same name. Only how large the number is tells them apart.
final class GateTime {
  /// As seconds the year 5138, as milliseconds March 1973: no venue means either.
  private static final BigDecimal FIRST_MILLIS = BigDecimal.valueOf(100_000_000_000L);

  private static final BigDecimal LAST_MILLIS = BigDecimal.valueOf(253_402_300_799_999L);

  private GateTime() {}

  /// The time that follows; null where it is absent, empty or 0.
  static @Nullable Instant read(JsonReader json) {
    BigDecimal number = json.decimal();
    if (number == null || number.signum() == 0) {
      return null;
    }
    if (number.signum() < 0 || number.compareTo(LAST_MILLIS) > 0) {
      throw new MalformedJson("expected a time since 1970, found " + number);
    }
    BigDecimal millis = number.compareTo(FIRST_MILLIS) < 0 ? number.movePointRight(3) : number;
    return Instant.ofEpochMilli(millis.longValue());
  }
}
