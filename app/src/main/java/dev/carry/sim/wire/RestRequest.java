package dev.carry.sim.wire;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A request to a venue's REST side.
///
/// @param path the venue's own path, without the venue's id
/// @param query parameters, the first value of each
/// @param body the text sent, or empty
/// @param from the sender's address, to which limits apply
public record RestRequest(
    String method, String path, Map<String, String> query, String body, String from) {

  /// A parameter that was sent and is not empty.
  public @Nullable String get(String name) {
    String value = query.get(name);
    return value == null || value.isEmpty() ? null : value;
  }

  /// A parameter, or what stands for it when it was not sent.
  public String get(String name, String otherwise) {
    String value = get(name);
    return value == null ? otherwise : value;
  }

  /// A whole number: the one sent, `otherwise` when none was, null when it is no number.
  public @Nullable Long whole(String name, long otherwise) {
    String value = get(name);
    if (value == null) {
      return otherwise;
    }
    try {
      return Long.parseLong(value);
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /// Whether a parameter was sent.
  public boolean has(String name) {
    return get(name) != null;
  }
}
