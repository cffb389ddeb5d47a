package dev.carry.detect;

import java.time.Duration;

/// When a premium is told.
///
/// @param open told from this absolute premium on (fraction)
/// @param close closed below this one (fraction)
/// @param tellStep a change smaller than this is not told (fraction)
/// @param tellEvery no premium is told more often than this
/// @param apart mark and index must have been received within this of each other
public record PremiumSettings(
    double open, double close, double tellStep, Duration tellEvery, Duration apart) {

  public static final PremiumSettings DEFAULT =
      new PremiumSettings(0.0005, 0.00025, 0.0001, Duration.ofSeconds(5), Duration.ofSeconds(5));

  public PremiumSettings {
    if (!(open > 0) || !(close > 0) || close > open) {
      throw new IllegalArgumentException(
          "premium: 0 < close <= open is allowed, found open " + open + ", close " + close);
    }
  }
}
