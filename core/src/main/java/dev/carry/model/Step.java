package dev.carry.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One input the engine took and what came of it: what leaves the engine for the sinks.
///
/// @param sequence position in the input log, from 1, without holes
/// @param input what was taken
/// @param findings opened, updated or closed by it, in the engine's order
/// @param trades what happened in the account that trades on paper, in order
/// @param holdings what that account holds; absent where it is not told with this step
public record Step(
    long sequence,
    Input input,
    List<Finding> findings,
    List<TradeEvent> trades,
    @Nullable Holdings holdings) {

  public Step {
    findings = List.copyOf(findings);
    trades = List.copyOf(trades);
  }

  /// One with nothing traded.
  public Step(long sequence, Input input, List<Finding> findings) {
    this(sequence, input, findings, List.of(), null);
  }
}
