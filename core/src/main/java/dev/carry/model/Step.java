package dev.carry.model;

import java.util.List;

/// One input the engine took and what came of it: what leaves the engine for the sinks.
///
/// @param sequence position in the input log, from 1, without holes
/// @param input what was taken
/// @param findings opened, updated or closed by it, in the engine's order
public record Step(long sequence, Input input, List<Finding> findings) {

  public Step {
    findings = List.copyOf(findings);
  }
}
