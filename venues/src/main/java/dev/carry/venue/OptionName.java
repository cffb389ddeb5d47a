package dev.carry.venue;

import dev.carry.model.Instrument.OptionType;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the name of an option tells by itself. Venues write day, strike and type alike, behind
/// what it is of: `BTC-9JUN26-90000-C`, `MATIC_USDC-9MAR24-1d02-P` (1.02),
/// `BTC-USD-241217-92000-C`, `BTC-30JUN25-100000-C-USDT`.
///
/// @param expiry 08:00 UTC of its day: all of these venues settle options then
/// @param strike quote per base
public record OptionName(Instant expiry, BigDecimal strike, OptionType type) {
  private static final List<String> MONTHS =
      List.of("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC");
  private static final int HOUR = 8;

  /// What a symbol says; absent where it is no option's.
  public static @Nullable OptionName of(String symbol) {
    String[] parts = symbol.split("-", -1);
    for (int at = parts.length - 1; at >= 3 && at >= parts.length - 2; at--) {
      OptionType type =
          switch (parts[at]) {
            case "C" -> OptionType.CALL;
            case "P" -> OptionType.PUT;
            default -> null;
          };
      LocalDate day = type == null ? null : day(parts[at - 2]);
      BigDecimal strike = day == null ? null : strike(parts[at - 1]);
      if (type != null && day != null && strike != null) {
        return new OptionName(day.atTime(HOUR, 0).toInstant(ZoneOffset.UTC), strike, type);
      }
    }
    return null;
  }

  /// `241217` or `9JUN26`.
  private static @Nullable LocalDate day(String text) {
    int length = text.length();
    if (length < 6 || length > 7) {
      return null;
    }
    boolean digits = text.chars().allMatch(c -> c >= '0' && c <= '9');
    try {
      int year = 2000 + Integer.parseInt(text, digits ? 0 : length - 2, digits ? 2 : length, 10);
      int month =
          digits
              ? Integer.parseInt(text, 2, 4, 10)
              : MONTHS.indexOf(text.substring(length - 5, length - 2)) + 1;
      int day = Integer.parseInt(text, digits ? 4 : 0, digits ? 6 : length - 5, 10);
      return LocalDate.of(year, month, day);
    } catch (NumberFormatException | DateTimeException e) {
      return null;
    }
  }

  private static @Nullable BigDecimal strike(String text) {
    try {
      BigDecimal strike = new BigDecimal(text.replace('d', '.'));
      return strike.signum() > 0 ? strike : null;
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
