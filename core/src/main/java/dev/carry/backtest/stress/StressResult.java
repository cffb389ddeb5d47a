package dev.carry.backtest.stress;

import java.util.List;

/// What shocks make of a backtest, and what was assumed of them.
///
/// @param outcomes the past as it was, then each shock; empty: none was asked for
/// @param assumptions in words
public record StressResult(List<Outcome> outcomes, List<String> assumptions) {
  public static final StressResult NONE = new StressResult(List.of(), List.of());

  public StressResult {
    outcomes = List.copyOf(outcomes);
    assumptions = List.copyOf(assumptions);
  }
}
