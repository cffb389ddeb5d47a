package dev.carry.valuation.statistics;

/// Where funding is expected to go. A view, not a trade: it is worth what legs that express it earn
/// after costs.
public enum Expectation {
  RISE,
  FALL,
  NEUTRAL,

  /// Too little is known.
  WAIT
}
