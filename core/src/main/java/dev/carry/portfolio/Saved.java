package dev.carry.portfolio;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What an account holds as names and values: each exactly, so that an account made of them goes on
/// as the one they were taken from would have.
final class Saved {
  private final Map<String, String> values;
  private final String prefix;

  private Saved(Map<String, String> values, String prefix) {
    this.values = values;
    this.prefix = prefix;
  }

  /// Nothing yet.
  Saved() {
    this(new LinkedHashMap<>(), "");
  }

  static Saved of(Map<String, String> values) {
    return new Saved(values, "");
  }

  Map<String, String> values() {
    return values;
  }

  /// A part of it, under a name of its own.
  Saved at(String part) {
    return new Saved(values, prefix + part + ".");
  }

  Saved at(String part, long number) {
    return at(part + "." + number);
  }

  /// @param value one whose text says all of it; null is left out
  void put(String name, @Nullable Object value) {
    if (value != null) {
      values.put(prefix + name, value.toString());
    }
  }

  @Nullable String find(String name) {
    return values.get(prefix + name);
  }

  String text(String name) {
    String value = find(name);
    if (value == null) {
      throw new IllegalArgumentException("what the account holds lacks " + prefix + name);
    }
    return value;
  }

  BigDecimal decimal(String name) {
    return new BigDecimal(text(name));
  }

  Instant instant(String name) {
    return Instant.parse(text(name));
  }

  Duration duration(String name) {
    return Duration.parse(text(name));
  }

  long number(String name) {
    return Long.parseLong(text(name));
  }

  int count(String name) {
    return Integer.parseInt(text(name));
  }

  double real(String name) {
    return Double.parseDouble(text(name));
  }

  boolean flag(String name) {
    return Boolean.parseBoolean(text(name));
  }

  <E extends Enum<E>> E constant(String name, Class<E> type) {
    return Enum.valueOf(type, text(name));
  }
}
