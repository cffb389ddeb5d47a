package dev.carry.detect;

import dev.carry.engine.AssetState;
import dev.carry.engine.Detector;
import dev.carry.engine.InstrumentState;
import dev.carry.model.DetectorName;
import dev.carry.model.Instrument.Kind;
import dev.carry.model.Risk;
import dev.carry.valuation.Capital;
import dev.carry.valuation.ExpectedFunding;
import dev.carry.valuation.Funding;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A spot market bought and a perpetual of the same asset sold while it pays: on any two venues.
/// The reverse sells the asset itself, which has to be borrowed.
public final class SpotPerpCarry implements PairKind {
  private final SpotPerpSettings settings;
  private final long horizonMillis;

  private SpotPerpCarry(SpotPerpSettings settings) {
    this.settings = settings;
    this.horizonMillis = settings.horizon().toMillis();
  }

  public static Detector of(SpotPerpSettings settings) {
    return new PairDetector(new SpotPerpCarry(settings));
  }

  /// One that tells of what it offers alone and does not look back on it, for those who trade on it
  /// and read nothing else.
  public static Detector offers(SpotPerpSettings settings) {
    return new PairDetector(new SpotPerpCarry(settings), false);
  }

  @Override
  public String name() {
    return DetectorName.SPOT_PERP_CARRY;
  }

  @Override
  public PairSettings settings() {
    return settings.pairs();
  }

  @Override
  public double capital() {
    return Capital.ofCarry(settings().leverage(), settings().buffer());
  }

  @Override
  public List<InstrumentState> legs(AssetState asset) {
    List<InstrumentState> legs =
        new ArrayList<>(AssetPairs.first(asset.spots(), AssetPairs.MOST_SPOTS));
    legs.addAll(AssetPairs.first(asset.perpetuals(), AssetPairs.MOST_PERPETUALS));
    return legs;
  }

  @Override
  public boolean pairs(InstrumentState first, InstrumentState second) {
    return first.is(Kind.SPOT) && second.is(Kind.PERPETUAL);
  }

  @Override
  public double grossApr(InstrumentState first, InstrumentState second, long nowMillis) {
    double funding = second.hourly();
    return (funding + Funding.hourly(once(first, second), horizonMillis)) * Funding.HOURS_PER_YEAR;
  }

  @Override
  public @Nullable Trade trade(
      InstrumentState first, InstrumentState second, boolean reversed, long nowMillis) {
    ExpectedFunding funding = second.expected(settings.path());
    return funding == null
        ? null
        : Trade.of(
            reversed,
            first,
            second,
            ExpectedFunding.NOTHING,
            funding,
            once(first, second),
            horizonMillis,
            horizonMillis,
            null);
  }

  /// What of the basis is counted as earned at the exit (fraction); 0 needs no quote.
  private double once(InstrumentState spot, InstrumentState perpetual) {
    double share = settings.convergence();
    return share == 0 ? 0 : share * PairKind.basis(spot, perpetual);
  }

  @Override
  public List<Risk> risks(Trade trade) {
    List<Risk> risks = new ArrayList<>();
    risks.add(Risk.of("the rate is an estimate until it settles, then may differ"));
    if (trade.once() != 0) {
      risks.add(
          Risk.of(
              "%.2f bps of the basis are counted as earned at the exit", trade.once() * 10_000));
    }
    return risks;
  }
}
