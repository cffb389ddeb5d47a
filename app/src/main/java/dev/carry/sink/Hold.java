package dev.carry.sink;

import java.time.Duration;

/// How long what waits for the analyst waits, and what follows without a verdict.
///
/// @param deadline from when it would have been told
/// @param sendThen whether it is told then; else it is left out
public record Hold(Duration deadline, boolean sendThen) {
  public static final Hold DEFAULT = new Hold(Duration.ofSeconds(10), true);
}
