package dev.carry.tardis;

import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A stretch of the raw messages of an exchange, which Tardis serves minute by minute:
/// `…/data-feeds/{exchange}?from=…&to=…&filters=…`. Where Tardis' own address has an `offset` in
/// minutes, it is that one minute.
///
/// @param base all before the query
/// @param from inclusive, a whole minute
/// @param to exclusive, a whole minute
/// @param filters JSON of channels and symbols; absent: everything
public record RawFeed(
    String base, Exchange exchange, Instant from, Instant to, @Nullable String filters) {
  private static final Pattern PATH = Pattern.compile("https?://[^?]*/data-feeds/([^/?]+)");
  private static final Set<String> PARAMETERS = Set.of("from", "to", "offset", "filters");

  /// Whether an address is one of raw messages.
  public static boolean isOne(String address) {
    return PATH.matcher(address).lookingAt();
  }

  /// @throws IllegalArgumentException what was found and what is allowed
  public static RawFeed parse(String address) {
    int query = address.indexOf('?');
    String base = query < 0 ? address : address.substring(0, query);
    Matcher path = PATH.matcher(base);
    Exchange exchange = path.matches() ? Exchange.find(path.group(1)).orElse(null) : null;
    if (exchange == null) {
      throw new IllegalArgumentException(
          address + ": the exchanges known here are " + Exchange.ids());
    }
    Map<String, String> parameters = parameters(query < 0 ? "" : address.substring(query + 1));
    Instant from = minute(parameters, "from");
    Instant to;
    String offset = parameters.get("offset");
    if (offset != null) {
      from = from.plus(Duration.ofMinutes(offset(offset)));
      to = from.plus(Duration.ofMinutes(1));
    } else {
      to = minute(parameters, "to");
    }
    if (!from.isBefore(to)) {
      throw new IllegalArgumentException("from " + from + " is not before to " + to);
    }
    exchange.requireExists(to.minusNanos(1));
    return new RawFeed(base, exchange, from, to, parameters.get("filters"));
  }

  private static Map<String, String> parameters(String query) {
    Map<String, String> parameters = new HashMap<>();
    for (String pair : query.split("&", -1)) {
      int is = pair.indexOf('=');
      String name = is < 0 ? pair : pair.substring(0, is);
      if (!PARAMETERS.contains(name)) {
        throw new IllegalArgumentException(
            "parameter '" + name + "': allowed are from, to (or offset) and filters");
      }
      String value = is < 0 ? "" : pair.substring(is + 1);
      boolean bare = value.startsWith("[");
      parameters.put(name, bare ? value : URLDecoder.decode(value, StandardCharsets.UTF_8));
    }
    return parameters;
  }

  private static Instant minute(Map<String, String> parameters, String name) {
    return Times.parse(name, parameters.getOrDefault(name, "")).truncatedTo(ChronoUnit.MINUTES);
  }

  private static long offset(String text) {
    if (!text.matches("\\d{1,9}")) {
      throw new IllegalArgumentException("offset '" + text + "': minutes are needed");
    }
    return Long.parseLong(text);
  }

  /// How many calls it takes.
  public int minutes() {
    return Math.toIntExact(Duration.between(from, to).toMinutes());
  }

  /// The address of one minute of it.
  public URI minute(int offset) {
    return URI.create(
        base
            + "?from="
            + from
            + "&offset="
            + offset
            + (filters == null
                ? ""
                : "&filters=" + URLEncoder.encode(filters, StandardCharsets.UTF_8)));
  }
}
