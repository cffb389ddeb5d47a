package dev.carry.dashboard;

import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// The parameters of one request, each read strictly: a wrong name or value is told, not ignored.
final class Query {
  static final int DEFAULT_LIMIT = 500;
  static final int MOST = 5_000;
  private static final int MOST_LENGTH = 500;

  private final MultiMap parameters;

  /// @param parameters as sent
  /// @param allowed names this address knows
  Query(MultiMap parameters, Set<String> allowed) {
    this.parameters = parameters;
    for (String name : parameters.names()) {
      if (!allowed.contains(name)) {
        String names = allowed.isEmpty() ? "none" : String.join(", ", new TreeSet<>(allowed));
        throw Problem.parameter(name, name, "parameters of this address: " + names);
      }
      List<String> values = parameters.getAll(name);
      if (values.size() > 1) {
        throw Problem.parameter(name, String.join(" and ", values), "once; several with commas");
      }
      if (values.getFirst().length() > MOST_LENGTH) {
        throw Problem.parameter(
            name, values.getFirst().length() + " characters", "up to " + MOST_LENGTH);
      }
    }
  }

  /// The parameters of a request.
  static Query of(RoutingContext ctx, Set<String> allowed) {
    MultiMap parameters;
    try {
      parameters = ctx.queryParams();
    } catch (RuntimeException e) {
      throw Problem.parameter(
          "query", String.valueOf(ctx.request().query()), "percent-encoded UTF-8");
    }
    return new Query(parameters, allowed);
  }

  /// Null: not given, or empty.
  @Nullable String text(String name) {
    String value = parameters.get(name);
    return value == null || value.isBlank() ? null : value.strip();
  }

  /// Assets asked for, upper case; empty: all.
  Set<String> assets() {
    Set<String> assets = new TreeSet<>();
    for (String asset : split("asset")) {
      if (!asset.matches("[\\p{L}\\p{N}_.$-]{1,40}")) {
        throw Problem.parameter("asset", asset, "assets like BTC, several with commas");
      }
      assets.add(asset.toUpperCase(Locale.ROOT));
    }
    return assets;
  }

  /// Venues asked for; empty: all.
  Set<String> venues(Set<String> known) {
    return someOf("venue", known);
  }

  /// Some of a few words, with commas; empty: none was given.
  Set<String> someOf(String name, Set<String> words) {
    Set<String> some = new TreeSet<>(split(name));
    for (String each : some) {
      if (!words.contains(each)) {
        throw Problem.parameter(
            name, each, String.join(", ", new TreeSet<>(words)) + "; several with commas");
      }
    }
    return some;
  }

  /// One of a few words, or null.
  @Nullable String oneOf(String name, Set<String> words) {
    String value = text(name);
    if (value != null && !words.contains(value)) {
      throw Problem.parameter(name, value, String.join(", ", new TreeSet<>(words)));
    }
    return value;
  }

  /// A day of UTC, or null.
  @Nullable LocalDate day(String name) {
    String value = text(name);
    try {
      return value == null ? null : LocalDate.parse(value);
    } catch (DateTimeException e) {
      throw Problem.parameter(name, String.valueOf(value), "a day like 2026-01-31");
    }
  }

  private Instant instant(String name, Instant otherwise, boolean end) {
    String value = text(name);
    if (value == null) {
      return otherwise;
    }
    try {
      if (value.length() == 10) {
        LocalDate day = LocalDate.parse(value).plusDays(end ? 1 : 0);
        return day.atStartOfDay(ZoneOffset.UTC).toInstant().minusNanos(end ? 1 : 0);
      }
      return Instant.parse(value);
    } catch (DateTimeException e) {
      throw Problem.parameter(
          name, value, "a UTC time like 2026-01-31T08:00:00Z, or a day like 2026-01-31");
    }
  }

  /// Both ends of the time asked for, checked against each other.
  ///
  /// @param from where it begins, by its end, when that is not given
  /// @param to where it ends when that is not given
  Span span(UnaryOperator<Instant> from, Instant to) {
    Instant end = instant("to", to, true);
    Span span = new Span(instant("from", from.apply(end), false), end);
    if (span.from().isAfter(span.to())) {
      throw Problem.parameter("from", span.from().toString(), "not after 'to', " + span.to());
    }
    return span;
  }

  /// Both ends inclusive.
  record Span(Instant from, Instant to) {

    boolean contains(Instant at) {
      return !at.isBefore(from) && !at.isAfter(to);
    }
  }

  int limit() {
    return limit(DEFAULT_LIMIT, MOST);
  }

  int limit(int otherwise, int most) {
    String value = text("limit");
    if (value == null) {
      return otherwise;
    }
    try {
      int limit = Integer.parseInt(value);
      if (limit >= 1 && limit <= most) {
        return limit;
      }
    } catch (NumberFormatException e) {
      // told below, like a number out of range
    }
    throw Problem.parameter("limit", value, "a whole number from 1 to " + most);
  }

  /// A fraction above 0.
  double fraction(String name, double otherwise) {
    String value = text(name);
    if (value == null) {
      return otherwise;
    }
    try {
      double fraction = Double.parseDouble(value);
      if (fraction > 0 && fraction <= 1) {
        return fraction;
      }
    } catch (NumberFormatException e) {
      // told below, like a number out of range
    }
    throw Problem.parameter(name, value, "a fraction above 0 and at most 1, like 0.0005");
  }

  /// A number between two others, both allowed.
  double number(String name, double otherwise, double least, double most) {
    String value = text(name);
    if (value == null) {
      return otherwise;
    }
    try {
      double number = Double.parseDouble(value);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // told below, like a number out of range
    }
    throw Problem.parameter(name, value, "a number from " + least + " to " + most);
  }

  /// A duration above 0, as ISO-8601 writes it.
  Duration duration(String name, Duration otherwise, Duration most) {
    String value = text(name);
    if (value == null) {
      return otherwise;
    }
    try {
      Duration duration = Duration.parse(value);
      if (duration.isPositive() && duration.compareTo(most) <= 0) {
        return duration;
      }
    } catch (DateTimeException | ArithmeticException e) {
      // told below, like one out of range
    }
    throw Problem.parameter(name, value, "a duration above 0 up to " + most + ", like PT72H");
  }

  private List<String> split(String name) {
    String value = text(name);
    return value == null
        ? List.of()
        : Arrays.stream(value.split(",")).map(String::strip).filter(s -> !s.isEmpty()).toList();
  }
}
