package dev.carry.engine;

import dev.carry.model.Analysis;
import org.jspecify.annotations.Nullable;

/// What analysts said of findings, for those who may hold something back because of it. No
/// detector, strategy or account sees it. Thread-safe; never blocks.
public interface Verdicts {

  /// What stands beside a finding: the last that was said of it, at this revision or before;
  /// absent: nothing yet, or nothing that is grounded.
  @Nullable Analysis of(String finding, int revision);
}
