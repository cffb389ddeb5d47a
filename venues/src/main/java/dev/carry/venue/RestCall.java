package dev.carry.venue;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One call the venue offers: a GET, or a POST of JSON.
///
/// @param stream names it in frames and logs, and tells the codec what the answer answers:
///     `premiumIndex`, or `funding_rate_history/BTC-PERPETUAL` where the answer names no symbol
/// @param path path and query below the REST base, as the venue spells them
/// @param body one flat JSON object to post; absent: a GET
/// @param weight what it costs of the venue's request budget, in the venue's own units
public record RestCall(String stream, String path, @Nullable String body, int weight) {

  public RestCall {
    if (!path.startsWith("/")) {
      throw new IllegalArgumentException(stream + ": a path begins with '/', found " + path);
    }
    if (weight < 0) {
      throw new IllegalArgumentException(stream + ": weight " + weight);
    }
  }

  public static RestCall of(String stream, String path, int weight) {
    return new RestCall(stream, path, null, weight);
  }

  /// @param body one flat JSON object
  public static RestCall post(String stream, String path, String body, int weight) {
    return new RestCall(stream, path, body, weight);
  }

  /// The same call for another page of its answer.
  ///
  /// @param parameters `name=value`, or several joined by `&`: each in place of the parameter of
  ///     that name if there is one. Of a POST they are fields of its body, whose values are put in
  ///     as they stand: numbers
  public RestCall page(String parameters) {
    if (body != null) {
      return new RestCall(stream, path, fields(body, parameters), weight);
    }
    int question = path.indexOf('?');
    StringBuilder query = new StringBuilder(question < 0 ? path : path.substring(0, question));
    char separator = '?';
    List<String> kept =
        question < 0 ? List.of() : List.of(path.substring(question + 1).split("&", -1));
    List<String> given = List.of(parameters.split("&", -1));
    for (String part : kept) {
      if (given.stream().noneMatch(parameter -> name(parameter).equals(name(part)))) {
        query.append(separator).append(part);
        separator = '&';
      }
    }
    for (String parameter : given) {
      query.append(separator).append(parameter);
      separator = '&';
    }
    return new RestCall(stream, query.toString(), null, weight);
  }

  private static String fields(String body, String parameters) {
    String changed = body;
    for (String parameter : parameters.split("&", -1)) {
      String field = "\"" + parameter.substring(0, parameter.indexOf('=')) + "\":";
      String value = parameter.substring(parameter.indexOf('=') + 1);
      int at = changed.indexOf(field);
      if (at < 0) {
        int end = changed.lastIndexOf('}');
        changed = changed.substring(0, end) + "," + field + value + "}";
      } else {
        int from = at + field.length();
        int to = from;
        while (changed.charAt(to) != ',' && changed.charAt(to) != '}') {
          to++;
        }
        changed = changed.substring(0, from) + value + changed.substring(to);
      }
    }
    return changed;
  }

  private static String name(String parameter) {
    return parameter.substring(0, parameter.indexOf('=') + 1);
  }
}
