package dev.carry.engine;

import java.time.Duration;

/// What a fact must pass before it is valued.
///
/// @param quiet a fact older than this is stale, unless the venue was heard on the same instrument
///     within it: many venues send nothing while nothing changes
/// @param quoteLife an unchanged quote is believed no longer than this
/// @param estimateLife an unchanged funding estimate is believed no longer than this
/// @param settlementHold no estimate is valued for this long after a settlement boundary
/// @param priceRatio how far (fraction) an instrument's mark may be from the median of its asset
/// @param ratePerHour the largest rate per hour (fraction) where a venue states no cap of its own
/// @param premiumAgainst a premium (fraction) from which a funding rate of the other sign is wrong
/// @param clockAhead how far a receive time may be ahead of the last tick
public record GateSettings(
    Duration quiet,
    Duration quoteLife,
    Duration estimateLife,
    Duration settlementHold,
    double priceRatio,
    double ratePerHour,
    double premiumAgainst,
    Duration clockAhead) {

  /// Chosen from what venues document: pushes every 30–90 s (OKX funding), change-only quotes,
  /// settled values that appear up to a minute late, 4 %/h as the widest cap in use.
  public static final GateSettings DEFAULT =
      new GateSettings(
          Duration.ofSeconds(60),
          Duration.ofMinutes(10),
          Duration.ofHours(8),
          Duration.ofSeconds(90),
          0.05,
          0.04,
          0.02,
          Duration.ofSeconds(1));

  public GateSettings {
    positive("quiet", quiet);
    positive("quoteLife", quoteLife);
    positive("estimateLife", estimateLife);
    positive("clockAhead", clockAhead);
    if (settlementHold.isNegative()) {
      throw new IllegalArgumentException("settlementHold " + settlementHold);
    }
    if (!(priceRatio > 0) || !(ratePerHour > 0) || !(premiumAgainst > 0)) {
      throw new IllegalArgumentException(
          "gates: priceRatio, ratePerHour and premiumAgainst must be more than 0");
    }
  }

  private static void positive(String name, Duration value) {
    if (!value.isPositive()) {
      throw new IllegalArgumentException(name + " " + value + ": more than 0 is allowed");
    }
  }
}
