package dev.carry.alert;

import java.time.Duration;

/// How long an alert of an opportunity waits for the analyst where its rule says so, and what
/// follows without a verdict.
///
/// @param deadline from when it would have been told, engine time
/// @param sendThen whether it is told then; else it is left out
public record Hold(Duration deadline, boolean sendThen) {
  public static final Hold DEFAULT = new Hold(Duration.ofSeconds(10), true);
}
