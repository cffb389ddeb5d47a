package dev.carry.detect;

import dev.carry.engine.AssetState;
import dev.carry.engine.Detector;
import dev.carry.engine.InstrumentState;
import dev.carry.model.DetectorName;
import dev.carry.model.Risk;
import dev.carry.valuation.Capital;
import dev.carry.valuation.ExpectedFunding;
import dev.carry.valuation.Funding;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Two perpetuals of one asset on two venues that pay differently: short the one that pays more,
/// long the other, if what is left after every cost is worth it.
public final class CrossVenueFunding implements PairKind {
  private static final List<Risk> ESTIMATES =
      List.of(Risk.of("both rates are estimates until they settle, then may differ"));

  private final CrossVenueSettings settings;
  private final long horizonMillis;

  private CrossVenueFunding(CrossVenueSettings settings) {
    this.settings = settings;
    this.horizonMillis = settings.horizon().toMillis();
  }

  public static Detector of(CrossVenueSettings settings) {
    return new PairDetector(new CrossVenueFunding(settings));
  }

  /// One that tells of what it offers alone and does not look back on it, for those who trade on it
  /// and read nothing else.
  public static Detector offers(CrossVenueSettings settings) {
    return new PairDetector(new CrossVenueFunding(settings), false);
  }

  @Override
  public String name() {
    return DetectorName.CROSS_VENUE_FUNDING;
  }

  @Override
  public PairSettings settings() {
    return settings.pairs();
  }

  @Override
  public double capital() {
    double leverage = settings().leverage();
    return Capital.ofPair(leverage, leverage, settings().buffer());
  }

  @Override
  public List<InstrumentState> legs(AssetState asset) {
    return AssetPairs.first(asset.perpetuals(), AssetPairs.MOST_PERPETUALS);
  }

  @Override
  public boolean pairs(InstrumentState first, InstrumentState second) {
    return !first.id().venue().equals(second.id().venue());
  }

  @Override
  public double grossApr(InstrumentState first, InstrumentState second, long nowMillis) {
    return (second.hourly() - first.hourly()) * Funding.HOURS_PER_YEAR;
  }

  @Override
  public @Nullable Trade trade(
      InstrumentState first, InstrumentState second, boolean reversed, long nowMillis) {
    ExpectedFunding ofFirst = first.expected(settings.path());
    ExpectedFunding ofSecond = second.expected(settings.path());
    return ofFirst == null || ofSecond == null
        ? null
        : Trade.of(reversed, first, second, ofFirst, ofSecond, 0, horizonMillis, 0, null);
  }

  @Override
  public List<Risk> risks(Trade trade) {
    return ESTIMATES;
  }
}
