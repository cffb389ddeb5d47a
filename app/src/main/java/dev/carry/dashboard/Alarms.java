package dev.carry.dashboard;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// What the dashboard asks the alerts. Every method may block; none is called by the event loop.
public interface Alarms {

  /// What is open, the channels and how they do, and the rules: one JSON object.
  String about();

  /// The last alerts and what became of them, the newest first.
  List<Row> last();

  /// Writes a rule over that of its name, or a new one.
  ///
  /// @param texts its keys, as the configuration writes them
  /// @return the rule, one JSON object
  /// @throws Refused saying what is wrong
  String put(String rule, Map<String, String> texts);

  /// Takes away what was written of a rule: it is as configured again.
  ///
  /// @throws Refused where nothing was
  void remove(String rule);

  /// Somebody takes care of an alert: it is not escalated.
  ///
  /// @throws Refused where none of that id is open
  void acknowledge(String alert);

  /// Sends a message through a channel that says that it is a test.
  ///
  /// @throws Refused where it did not take it
  void test(String channel) throws InterruptedException;

  /// An alert.
  ///
  /// @param time when it came, time of the world
  /// @param asset empty: of none
  /// @param json one JSON object, made when it is asked for
  record Row(
      Instant time,
      String asset,
      String rule,
      String severity,
      String event,
      Supplier<String> json) {}

  /// It is not done, and why.
  final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1;

    public Refused(String message) {
      super(message);
    }
  }
}
