package dev.carry.engine;

/// How a funding rate is expected to go on after the coming settlement.
public enum FundingPath {
  /// As it is.
  PERSISTS,

  /// Back to the mean of the last 8 days, half of the way in the half-life of its deviations over
  /// the last 30; as it is where there is no such half-life.
  REVERTS
}
