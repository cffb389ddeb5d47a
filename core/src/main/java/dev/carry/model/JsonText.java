package dev.carry.model;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Writes one flat-ish JSON object at a time: fields in the order given, absent values left out,
/// decimals plain (no exponent), times ISO-8601 UTC. Not thread-safe.
public final class JsonText {
  private static final MathContext SIGNIFICANT = new MathContext(12);

  private final StringBuilder out = new StringBuilder(512);
  private boolean first = true;

  public JsonText() {
    out.append('{');
  }

  public JsonText put(String name, @Nullable String value) {
    if (value != null) {
      name(name);
      quote(value);
    }
    return this;
  }

  public JsonText put(String name, @Nullable BigDecimal value) {
    if (value != null) {
      name(name);
      out.append(value.toPlainString());
    }
    return this;
  }

  /// A computed number to twelve significant digits, fewer than a double's noise; one that is none
  /// is left out.
  public JsonText put(String name, @Nullable Double value) {
    if (value != null && Double.isFinite(value)) {
      name(name);
      out.append(number(value));
    }
    return this;
  }

  public JsonText put(String name, @Nullable Integer value) {
    if (value != null) {
      name(name);
      out.append(value.intValue());
    }
    return this;
  }

  public JsonText put(String name, long value) {
    name(name);
    out.append(value);
    return this;
  }

  public JsonText put(String name, boolean value) {
    name(name);
    out.append(value);
    return this;
  }

  public JsonText put(String name, @Nullable Instant value) {
    return put(name, value == null ? null : value.toString());
  }

  public JsonText put(String name, @Nullable Duration value) {
    return put(name, value == null ? null : value.toString());
  }

  /// `PRE_LAUNCH` is written `pre-launch`.
  public JsonText put(String name, @Nullable Enum<?> value) {
    return put(name, value == null ? null : kebab(value));
  }

  /// The object's field `name` as JSON text already written.
  public JsonText putRaw(String name, String json) {
    name(name);
    out.append(json);
    return this;
  }

  /// The object, closed.
  public String end() {
    return out.append('}').toString();
  }

  /// An enum constant as users see it.
  public static String kebab(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// The constant that users see as this.
  public static <E extends Enum<E>> E constant(Class<E> type, String kebab) {
    return Enum.valueOf(type, kebab.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  /// A JSON array of texts already written.
  public static String array(Iterable<String> elements) {
    return "[" + String.join(",", elements) + "]";
  }

  /// A JSON string.
  public static String string(String value) {
    JsonText text = new JsonText();
    text.out.setLength(0);
    text.quote(value);
    return text.out.toString();
  }

  private void name(String name) {
    if (!first) {
      out.append(',');
    }
    first = false;
    out.append('"').append(name).append("\":");
  }

  /// A computed number as [#put(String, Double)] writes it.
  public static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : BigDecimal.valueOf(value).round(SIGNIFICANT).stripTrailingZeros().toPlainString();
  }

  private void quote(String value) {
    out.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < 0x20) {
            out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }
}
