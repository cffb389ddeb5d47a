package dev.carry.alert;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What waits for one channel, in order.
final class Lane {
  /// @param since time of the world at which it came
  record Waiting(Alert alert, Instant since) {}

  final Map<String, Waiting> waiting = new LinkedHashMap<>();

  /// On its way; absent: nothing is.
  @Nullable Message message;

  /// Alerts that are to be spoken of without their words, in the next message.
  int more;

  long sent;
  @Nullable Instant sentAt;

  /// Since when it takes nothing; absent: it does.
  @Nullable Instant failsSince;

  String why = "";

  /// Alerts the channel has not taken, those on their way among them.
  int untaken() {
    return waiting.size() + (message == null ? 0 : message.alerts().size());
  }
}
