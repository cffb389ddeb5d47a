package dev.carry.detect;

import dev.carry.engine.FundingPath;
import java.time.Duration;

/// How cross-venue pairs are priced and when they are told.
///
/// @param horizon expected holding time
/// @param path how the rates are expected to go on over it
public record CrossVenueSettings(PairSettings pairs, Duration horizon, FundingPath path) {

  public static final CrossVenueSettings DEFAULT =
      new CrossVenueSettings(PairSettings.DEFAULT, Duration.ofDays(7), FundingPath.PERSISTS);

  public CrossVenueSettings {
    if (!horizon.isPositive()) {
      throw new IllegalArgumentException("cross-venue: horizon must be more than 0");
    }
  }

  public CrossVenueSettings with(FundingPath other) {
    return new CrossVenueSettings(pairs, horizon, other);
  }

  public CrossVenueSettings with(PairSettings other) {
    return new CrossVenueSettings(other, horizon, path);
  }
}
