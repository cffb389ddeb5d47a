package dev.carry.model;

/// What detectors whose findings are traded call themselves in them: who reads findings need not
/// see who found them.
public final class DetectorName {
  public static final String CROSS_VENUE_FUNDING = "cross-venue-funding";
  public static final String SPOT_PERP_CARRY = "spot-perp-carry";
  public static final String DATED_BASIS = "dated-basis";
  public static final String FUNDING_MEAN_REVERSION = "funding-mean-reversion";

  private DetectorName() {}
}
