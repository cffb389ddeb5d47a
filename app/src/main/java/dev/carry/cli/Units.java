package dev.carry.cli;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/// Numbers with units as users write them: `8h`, `500ms`, `7d`; `0.0001`, `1bp`, `0.01%`.
public final class Units {
  private static final Map<String, Long> MILLIS =
      Map.of("ms", 1L, "s", 1_000L, "m", 60_000L, "h", 3_600_000L, "d", 86_400_000L);

  private Units() {}

  /// `500ms`, `30s`, `5m`, `8h`, `7d`; also ISO-8601 (`PT8H`).
  public static Duration duration(String text) {
    String trimmed = text.strip().toLowerCase(Locale.ROOT);
    int unit = 0;
    while (unit < trimmed.length()
        && (Character.isDigit(trimmed.charAt(unit)) || trimmed.charAt(unit) == '.')) {
      unit++;
    }
    Long millis = MILLIS.get(trimmed.substring(unit));
    try {
      if (trimmed.startsWith("p")) {
        return Duration.parse(text.strip());
      }
      if (millis != null && unit > 0) {
        BigDecimal value = new BigDecimal(trimmed.substring(0, unit));
        return Duration.ofMillis(value.multiply(BigDecimal.valueOf(millis)).longValueExact());
      }
    } catch (RuntimeException e) {
      // told below, in our words
    }
    throw new IllegalArgumentException(
        "'" + text + "' is no duration: write 500ms, 30s, 5m, 8h or 7d");
  }

  /// `0.0001`, `1bp`, `1bps` or `0.01%` as a fraction.
  public static double fraction(String text) {
    String trimmed = text.strip().toLowerCase(Locale.ROOT);
    BigDecimal scale = BigDecimal.ONE;
    if (trimmed.endsWith("%")) {
      scale = new BigDecimal("0.01");
      trimmed = trimmed.substring(0, trimmed.length() - 1);
    } else if (trimmed.endsWith("bps") || trimmed.endsWith("bp")) {
      scale = new BigDecimal("0.0001");
      trimmed = trimmed.substring(0, trimmed.indexOf("bp"));
    }
    try {
      return finite(new BigDecimal(trimmed.strip()).multiply(scale));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "'" + text + "' is no number: write 0.0001, 1bp or 0.01%", e);
    }
  }

  private static double finite(BigDecimal number) {
    double value = number.doubleValue();
    if (Double.isInfinite(value)) {
      throw new NumberFormatException("beyond what is computed with");
    }
    return value;
  }

  /// A plain decimal number.
  public static double number(String text) {
    try {
      return finite(new BigDecimal(text.strip().replace("_", "")));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("'" + text + "' is no number: write 1234.5", e);
    }
  }

  /// A duration as a person reads it: `17 d 16 h`.
  public static String human(Duration duration) {
    long days = duration.toDays();
    int hours = duration.toHoursPart();
    int minutes = duration.toMinutesPart();
    if (days > 0) {
      return hours > 0 ? days + " d " + hours + " h" : days + " d";
    }
    if (hours > 0) {
      return minutes > 0 ? hours + " h " + minutes + " min" : hours + " h";
    }
    if (minutes > 0) {
      return minutes + " min";
    }
    boolean parts = duration.toMillis() % 1000 != 0;
    return parts ? duration.toMillis() + " ms" : duration.toSeconds() + " s";
  }

  /// A size as a person reads it: `12.3 MB`.
  public static String bytes(long bytes) {
    if (bytes < 1_000) {
      return bytes + " B";
    }
    String[] units = {"kB", "MB", "GB", "TB", "PB", "EB"};
    double size = bytes / 1e3;
    int unit = 0;
    while (size >= 999.95 && unit < units.length - 1) {
      size /= 1e3;
      unit++;
    }
    return String.format(Locale.ROOT, "%.1f %s", size, units[unit]);
  }
}
