package dev.carry.sim.wire;

import java.util.LinkedHashMap;
import java.util.Map;

/// An answer of a venue's REST side.
public record RestAnswer(int status, Map<String, String> headers, String body) {

  /// JSON with status 200.
  public static RestAnswer ok(String json) {
    return of(200, json);
  }

  /// JSON with another status.
  public static RestAnswer of(int status, String json) {
    return new RestAnswer(status, Map.of("Content-Type", "application/json;charset=UTF-8"), json);
  }

  /// A web page, as a firewall in front of a venue answers.
  public static RestAnswer page(int status, String html) {
    return new RestAnswer(status, Map.of("Content-Type", "text/html"), html);
  }

  /// The same with one more header.
  public RestAnswer with(String header, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new RestAnswer(status, more, body);
  }
}
