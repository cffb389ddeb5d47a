package dev.carry.detect;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How cross-venue pairs are priced and when they are told.
///
/// @param notional of one leg, in quote
/// @param horizon expected holding time
/// @param candidateApr a pair is a candidate from this gross APR on (fraction a year)
/// @param openApr a candidate is offered from this net APR on (fraction a year)
/// @param closeApr an offered pair is closed below this net APR (fraction a year)
/// @param tellStep a change of net APR smaller than this is not told (fraction a year)
/// @param tellEvery no pair is told more often than this
/// @param leverage of both legs, > 0
/// @param buffer of capital kept free to survive a transfer, fraction of notional
/// @param conversionPerWay cost of changing one USD-like coin into another, one way (fraction)
/// @param financingApr interest on the capital bound (fraction a year); absent: not known
/// @param transfer cost of moving margin (fraction of notional); absent: not known
public record CrossVenueSettings(
    double notional,
    Duration horizon,
    double candidateApr,
    double openApr,
    double closeApr,
    double tellStep,
    Duration tellEvery,
    double leverage,
    double buffer,
    double conversionPerWay,
    @Nullable Double financingApr,
    @Nullable Double transfer) {

  public static final CrossVenueSettings DEFAULT =
      new CrossVenueSettings(
          10_000,
          Duration.ofDays(7),
          0.03,
          0.01,
          0.0,
          0.0025,
          Duration.ofSeconds(1),
          3,
          0.2,
          0.0002,
          null,
          null);

  public CrossVenueSettings {
    if (!(notional > 0) || !(leverage > 0) || buffer < 0 || conversionPerWay < 0) {
      throw new IllegalArgumentException(
          "cross-venue: notional and leverage must be more than 0, buffer and conversion at least"
              + " 0");
    }
    if (!horizon.isPositive() || tellEvery.isNegative()) {
      throw new IllegalArgumentException("cross-venue: horizon must be more than 0");
    }
    if (closeApr > openApr) {
      throw new IllegalArgumentException(
          "cross-venue: close-apr " + closeApr + " must not be above open-apr " + openApr);
    }
  }

  public CrossVenueSettings withNotional(double value) {
    return new CrossVenueSettings(
        value,
        horizon,
        candidateApr,
        openApr,
        closeApr,
        tellStep,
        tellEvery,
        leverage,
        buffer,
        conversionPerWay,
        financingApr,
        transfer);
  }

  /// Pairs below this net APR (fraction a year) are not offered.
  public CrossVenueSettings withOpenApr(double value) {
    return new CrossVenueSettings(
        notional,
        horizon,
        candidateApr,
        value,
        Math.min(closeApr, value),
        tellStep,
        tellEvery,
        leverage,
        buffer,
        conversionPerWay,
        financingApr,
        transfer);
  }
}
