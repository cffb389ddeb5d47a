package dev.carry.venue;

/// One GET the venue offers.
///
/// @param stream names it in frames and logs, and tells the codec what the answer answers:
///     `premiumIndex`, or `funding_rate_history/BTC-PERPETUAL` where the answer names no symbol
/// @param path path and query below the REST base, as the venue spells them
/// @param weight what it costs of the venue's request budget, in the venue's own units
public record RestCall(String stream, String path, int weight) {

  public RestCall {
    if (!path.startsWith("/")) {
      throw new IllegalArgumentException(stream + ": a path begins with '/', found " + path);
    }
    if (weight < 0) {
      throw new IllegalArgumentException(stream + ": weight " + weight);
    }
  }

  public static RestCall of(String stream, String path, int weight) {
    return new RestCall(stream, path, weight);
  }

  /// The same call for another page of its answer.
  ///
  /// @param parameter `name=value`, in place of the parameter of that name if there is one
  public RestCall page(String parameter) {
    String name = parameter.substring(0, parameter.indexOf('=') + 1);
    int question = path.indexOf('?');
    if (question < 0) {
      return new RestCall(stream, path + "?" + parameter, weight);
    }
    StringBuilder query = new StringBuilder(path.substring(0, question));
    char separator = '?';
    for (String part : path.substring(question + 1).split("&", -1)) {
      if (!part.startsWith(name)) {
        query.append(separator).append(part);
        separator = '&';
      }
    }
    return new RestCall(stream, query.append(separator).append(parameter).toString(), weight);
  }
}
