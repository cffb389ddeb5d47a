package dev.carry.venue.gate;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Gate's names for how long a candle lasts.
final class GateBar {
  private GateBar() {}

  /// `10s`, `1m`, `8h`, `7d`; null for months (`30d` follows the calendar) and for what is no bar.
  static @Nullable Duration of(String name) {
    if (name.length() < 2 || name.length() > 3 || name.equals("30d")) {
      return null;
    }
    int count = 0;
    for (int i = 0; i < name.length() - 1; i++) {
      int digit = name.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return null;
      }
      count = count * 10 + digit;
    }
    Duration bar =
        switch (name.charAt(name.length() - 1)) {
          case 's' -> Duration.ofSeconds(count);
          case 'm' -> Duration.ofMinutes(count);
          case 'h' -> Duration.ofHours(count);
          case 'd' -> Duration.ofDays(count);
          default -> Duration.ZERO;
        };
    return bar.isPositive() ? bar : null;
  }
}
