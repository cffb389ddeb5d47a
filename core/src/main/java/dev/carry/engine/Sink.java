package dev.carry.engine;

import dev.carry.model.Step;

/// Takes what leaves the engine. Called by one thread of its own, behind a bounded outbox: a slow
/// sink sees conflated prices, never a missing settlement, liquidation, listing or finding.
public interface Sink {

  void accept(Step step);

  /// Steps from a sequence on did not fit and were not delivered. Called by the engine's thread:
  /// must not block.
  default void missed(long fromSequence) {}
}
