package dev.carry.alert;

import java.util.List;

/// What a channel is given at once: one alert, or several that came while it could not be told.
///
/// @param key the same at every try of it: who gets it twice can see that
/// @param alerts in their order
/// @param more alerts that are only counted: there were too many of them, or they are too old
public record Message(String key, List<Alert> alerts, int more) {
  public Message {
    alerts = List.copyOf(alerts);
  }
}
