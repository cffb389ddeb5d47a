package dev.carry.detect;

import dev.carry.engine.FundingPath;
import java.time.Duration;

/// How spot markets against perpetuals are priced and when they are told.
///
/// @param horizon expected holding time
/// @param path how the rate is expected to go on over it
/// @param convergence share of the basis at entry that is counted as earned at the exit: 0 to 1
public record SpotPerpSettings(
    PairSettings pairs, Duration horizon, FundingPath path, double convergence) {

  /// Half of all perpetuals pay 0.01 % each eight hours at rest, 10.95 % a year, on every spot
  /// market they have: a candidate pays more than that. There are many, and none is in a hurry.
  public static final SpotPerpSettings DEFAULT =
      new SpotPerpSettings(
          PairSettings.DEFAULT.withCandidateApr(0.15).withTellEvery(Duration.ofSeconds(5)),
          Duration.ofDays(7),
          FundingPath.PERSISTS,
          0);

  public SpotPerpSettings {
    if (!horizon.isPositive()) {
      throw new IllegalArgumentException("spot-perp: horizon must be more than 0");
    }
    if (!(convergence >= 0 && convergence <= 1)) {
      throw new IllegalArgumentException(
          "spot-perp: convergence " + convergence + ": 0 to 1 is allowed");
    }
  }

  public SpotPerpSettings with(PairSettings other) {
    return new SpotPerpSettings(other, horizon, path, convergence);
  }
}
