package dev.carry.dashboard;

import java.time.Duration;

/// How long bots that wait for the analyst wait, and what follows without a verdict.
///
/// @param deadline from when an opportunity opened
/// @param sendThen whether it is told then; else it is left out
public record SignalHold(Duration deadline, boolean sendThen) {
  public static final SignalHold DEFAULT = new SignalHold(Duration.ofSeconds(10), true);
}
