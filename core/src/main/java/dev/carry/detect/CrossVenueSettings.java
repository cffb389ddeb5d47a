package dev.carry.detect;

import java.time.Duration;

/// How cross-venue pairs are priced and when they are told.
///
/// @param horizon expected holding time
public record CrossVenueSettings(PairSettings pairs, Duration horizon) {

  public static final CrossVenueSettings DEFAULT =
      new CrossVenueSettings(PairSettings.DEFAULT, Duration.ofDays(7));

  public CrossVenueSettings {
    if (!horizon.isPositive()) {
      throw new IllegalArgumentException("cross-venue: horizon must be more than 0");
    }
  }

  public CrossVenueSettings with(PairSettings other) {
    return new CrossVenueSettings(other, horizon);
  }
}
