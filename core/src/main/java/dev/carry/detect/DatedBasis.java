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
import dev.carry.valuation.FundingTerms;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a dated future is dearer than the asset is earned when it delivers: the asset bought in a
/// spot market and the future sold, held to its expiry.
///
/// Two futures of one asset make a pair too. The nearer is bought and the later sold for the
/// forward rate between their expiries: the nearer delivers, the asset itself is held in a spot
/// market from then on, and sold when the later delivers. The reverse of either sells the asset
/// itself, which has to be borrowed.
public final class DatedBasis implements PairKind {
  private final DatedBasisSettings settings;
  private final long minLeftMillis;
  private final String tooNear;

  private DatedBasis(DatedBasisSettings settings) {
    this.settings = settings;
    this.minLeftMillis = settings.minLeft().toMillis();
    this.tooNear = " delivers within " + settings.minLeft();
  }

  public static Detector of(DatedBasisSettings settings) {
    return new PairDetector(new DatedBasis(settings));
  }

  /// One that tells of what it offers alone and does not look back on it, for those who trade on it
  /// and read nothing else.
  public static Detector offers(DatedBasisSettings settings) {
    return new PairDetector(new DatedBasis(settings), false);
  }

  @Override
  public String name() {
    return DetectorName.DATED_BASIS;
  }

  @Override
  public PairSettings settings() {
    return settings.pairs();
  }

  /// Of two futures too: for most of the time the asset itself is held instead of the nearer.
  @Override
  public double capital() {
    return Capital.ofCarry(settings().leverage(), settings().buffer());
  }

  @Override
  public List<InstrumentState> legs(AssetState asset) {
    if (asset.futures().isEmpty()) {
      return List.of();
    }
    List<InstrumentState> legs =
        new ArrayList<>(AssetPairs.first(asset.spots(), AssetPairs.MOST_SPOTS));
    legs.addAll(AssetPairs.first(asset.futures(), AssetPairs.MOST_FUTURES));
    return legs;
  }

  /// Spot markets first, then what expires first.
  @Override
  public boolean pairs(InstrumentState first, InstrumentState second) {
    return second.is(Kind.DATED_FUTURE)
        && (first.is(Kind.SPOT) || first.expiryMillis() < second.expiryMillis());
  }

  @Override
  public double grossApr(InstrumentState first, InstrumentState second, long nowMillis) {
    return Math.min(first.expiryMillis(), second.expiryMillis()) - nowMillis <= minLeftMillis
        ? Double.NaN
        : income(first, second) * Funding.MILLIS_PER_YEAR / (second.expiryMillis() - nowMillis);
  }

  /// The basis (fraction); of two futures what of it is beyond the financing rate from the first
  /// expiry to the second.
  private double income(InstrumentState first, InstrumentState second) {
    double basis = PairKind.basis(first, second);
    return first.is(Kind.SPOT)
        ? basis
        : basis
            - settings.financingRate()
                * (second.expiryMillis() - first.expiryMillis())
                / Funding.MILLIS_PER_YEAR;
  }

  @Override
  public Trade trade(
      InstrumentState first, InstrumentState second, boolean reversed, long nowMillis) {
    long expiry = second.expiryMillis();
    boolean spot = first.is(Kind.SPOT);
    return Trade.of(
        reversed,
        first,
        second,
        ExpectedFunding.NOTHING,
        FundingTerms.delivery(income(first, second), nowMillis, expiry).persisting(),
        0,
        expiry - nowMillis,
        spot ? expiry - nowMillis : expiry - first.expiryMillis(),
        spot ? null : cheapestSpot(first.asset()));
  }

  @Override
  public @Nullable String against(InstrumentState first, InstrumentState second, long nowMillis) {
    InstrumentState nearer = first.expiryMillis() < second.expiryMillis() ? first : second;
    if (nearer.expiryMillis() - nowMillis <= minLeftMillis) {
      return nearer.id() + tooNear;
    }
    return first.is(Kind.SPOT) || cheapestSpot(first.asset()) != null
        ? null
        : "no spot market is known where the asset itself could be held";
  }

  /// Where the asset itself is bought and sold again at the lowest cost now.
  private static @Nullable InstrumentState cheapestSpot(@Nullable AssetState asset) {
    InstrumentState cheapest = null;
    double least = Double.POSITIVE_INFINITY;
    List<InstrumentState> spots = asset == null ? List.of() : asset.spots();
    for (int i = 0; i < spots.size(); i++) {
      InstrumentState spot = spots.get(i);
      double cost = 2 * spot.takerFee() + spot.spread(); // NaN without a quote
      if (cost < least && spot.tradesSpot() && spot.believed()) {
        least = cost;
        cheapest = spot;
      }
    }
    return cheapest;
  }

  @Override
  public boolean delivers(InstrumentState leg) {
    return leg.is(Kind.DATED_FUTURE);
  }

  @Override
  public List<Risk> risks(Trade trade) {
    List<Risk> risks = new ArrayList<>();
    risks.add(Risk.of("futures deliver at their index: a spot market may be elsewhere then"));
    InstrumentState between = trade.between();
    if (between != null) {
      long from = Math.min(trade.longLeg().expiryMillis(), trade.shortLeg().expiryMillis());
      risks.add(
          Risk.of(
              "from %s on the asset itself is held in the nearer's place: its costs are those of %s"
                  + " now",
              Instant.ofEpochMilli(from), between.id()));
    }
    return risks;
  }
}
