package dev.carry.sim.wire;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/// Decimal numbers as text.
public final class Decimals {
  private static final double[] POWERS = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10};

  private Decimals() {}

  /// With exactly `scale` decimals, rounded half up.
  public static String fixed(double value, int scale) {
    StringBuilder out = new StringBuilder(20);
    append(out, value, scale);
    return out.toString();
  }

  static void append(StringBuilder out, double value, int scale) {
    if (scale >= POWERS.length || Math.abs(value) * POWERS[scale] > 9e15) {
      out.append(BigDecimal.valueOf(value).setScale(scale, RoundingMode.HALF_UP).toPlainString());
      return;
    }
    long scaled = Math.round(Math.abs(value) * POWERS[scale]);
    if (value < 0 && scaled != 0) {
      out.append('-');
    }
    String digits = Long.toString(scaled);
    int whole = digits.length() - scale;
    if (whole <= 0) {
      out.append('0');
    } else {
      out.append(digits, 0, whole);
    }
    if (scale > 0) {
      out.append('.')
          .repeat('0', Math.max(0, -whole))
          .append(digits, Math.max(0, whole), digits.length());
    }
  }

  /// With at most `scale` decimals and no zeros at the end, `0.5`, `12`.
  public static String trimmed(double value, int scale) {
    BigDecimal rounded = BigDecimal.valueOf(value).setScale(scale, RoundingMode.HALF_UP);
    return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
  }

  /// As a JSON number in the shortest form that has a point or an exponent: `149910.0`, `6.55e-6`.
  public static String number(double value, int scale) {
    BigDecimal rounded = BigDecimal.valueOf(value).setScale(scale, RoundingMode.HALF_UP);
    if (rounded.signum() == 0) {
      return "0.0";
    }
    BigDecimal bare = rounded.stripTrailingZeros();
    if (bare.abs().doubleValue() < 0.001) {
      return Double.toString(bare.doubleValue()).toLowerCase(Locale.ROOT);
    }
    return bare.scale() <= 0 ? bare.toPlainString() + ".0" : bare.toPlainString();
  }
}
