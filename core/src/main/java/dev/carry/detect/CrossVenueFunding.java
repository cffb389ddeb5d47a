package dev.carry.detect;

import dev.carry.engine.AssetState;
import dev.carry.engine.Detector;
import dev.carry.engine.InstrumentState;
import dev.carry.engine.MarketView;
import dev.carry.model.Fact;
import dev.carry.model.Finding;
import dev.carry.model.Instrument;
import dev.carry.model.JsonText;
import dev.carry.model.Quarantine;
import dev.carry.valuation.Funding;
import dev.carry.valuation.FundingTerms;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Two perpetuals of one asset on two venues that pay differently: short the one that pays more,
/// long the other, if what is left after every cost is worth it.
///
/// A pair is a *candidate* from a gross APR on; it is offered from a net APR on and closed below a
/// lower one; a candidate that is not offered is turned down with its reason. Between a settlement
/// and the end of the hold nothing is opened and nothing is closed, unless a leg is lost.
public final class CrossVenueFunding implements Detector {
  static final String NAME = "cross-venue-funding";

  private final CrossVenueSettings settings;
  private final PairPricer pricer;
  private final PairTeller teller;
  private final String notOpened;
  private final String fellBelow;

  /// Pairs by asset, in the order of `AssetState.index()`.
  private final List<AssetPairs> byAsset = new ArrayList<>();

  public CrossVenueFunding(CrossVenueSettings settings) {
    this.settings = settings;
    this.pricer = new PairPricer(settings);
    this.teller = new PairTeller(settings, pricer);
    this.notOpened = "net APR below the threshold " + settings.openApr();
    this.fellBelow = "net APR fell below the closing threshold " + settings.closeApr();
  }

  @Override
  public void changed(
      MarketView view, InstrumentState instrument, Fact fact, Consumer<Finding> out) {
    AssetState asset = instrument.asset();
    if (asset == null
        || fact == Fact.INDEX
        || fact == Fact.FUNDING_SETTLED
        || fact == Fact.LIQUIDATION) {
      return;
    }
    List<Pair> pairs = pairs(view, asset, out).of(instrument);
    if (pairs != null) {
      judge(view, pairs, out);
    }
  }

  @Override
  public void ticked(MarketView view, Consumer<Finding> out) {
    List<AssetState> assets = view.assets();
    for (int i = 0; i < assets.size(); i++) {
      judge(view, pairs(view, assets.get(i), out).all(), out);
    }
  }

  private AssetPairs pairs(MarketView view, AssetState asset, Consumer<Finding> out) {
    while (byAsset.size() <= asset.index()) {
      byAsset.add(new AssetPairs());
    }
    AssetPairs pairs = byAsset.get(asset.index());
    if (pairs.outdated(asset)) {
      pairs.follow(asset, parted -> drop(view, parted, "a leg is no longer listed", out));
    }
    return pairs;
  }

  private void judge(MarketView view, List<Pair> pairs, Consumer<Finding> out) {
    for (int i = 0; i < pairs.size(); i++) {
      Pair pair = pairs.get(i);
      if (pair.stage != Pair.Stage.NONE || candidate(view, pair)) {
        judge(view, pair, out);
      }
    }
  }

  /// Whether a pair that was not told of pays enough to be looked at.
  private boolean candidate(MarketView view, Pair pair) {
    double apart = Math.abs(pair.first.hourly() - pair.second.hourly()); // NaN without terms
    return apart * Funding.HOURS_PER_YEAR >= settings.candidateApr()
        && pair.first.believed()
        && pair.second.believed()
        && view.halted() == null;
  }

  private void judge(MarketView view, Pair pair, Consumer<Finding> out) {
    InstrumentState a = pair.first;
    InstrumentState b = pair.second;
    FundingTerms termsA = a.terms();
    FundingTerms termsB = b.terms();
    String lost = view.halted();
    lost = lost == null ? lost(a) : lost;
    lost = lost == null ? lost(b) : lost;
    if (lost != null || termsA == null || termsB == null) {
      drop(view, pair, lost == null ? "a rate cannot be valued" : lost, out);
      return;
    }
    if (!a.believed() || !b.believed()) {
      return; // held after a settlement
    }
    if (a.hourly() <= b.hourly()) {
      decide(view, pair, a, b, termsA, termsB, out);
    } else {
      decide(view, pair, b, a, termsB, termsA, out);
    }
  }

  /// Why a leg cannot be priced; null: it can.
  private static @Nullable String lost(InstrumentState leg) {
    Instrument listed = leg.listed();
    if (listed == null || !leg.tradesFunding()) {
      String status = listed == null ? "not listed" : JsonText.kebab(listed.status());
      return leg.id() + " no longer trades: " + status;
    }
    if (!leg.believedOrHeld()) {
      Quarantine quarantine = leg.quarantine();
      return leg.id() + (quarantine == null ? "" : " is quarantined: " + quarantine.because());
    }
    if (leg.terms() == null) {
      return leg.id() + " has no rate that can be valued";
    }
    return leg.ask() >= leg.bid() ? null : leg.id() + " has no two-sided quote";
  }

  private void decide(
      MarketView view,
      Pair pair,
      InstrumentState longLeg,
      InstrumentState shortLeg,
      FundingTerms longTerms,
      FundingTerms shortTerms,
      Consumer<Finding> out) {
    if (pair.stage != Pair.Stage.NONE && pair.longLeg != longLeg) {
      drop(view, pair, "the other leg pays more now", out);
    }
    long now = view.nowMillis();
    double net = pricer.netApr(longLeg, shortLeg, longTerms, shortTerms, now);
    boolean pays = paysEnough(pair, shortLeg.hourly() - longLeg.hourly());
    String against = against(pair, net);
    boolean stays =
        switch (pair.stage) {
          case NONE -> !pays;
          case OFFERED -> against == null;
          case TURNED_DOWN -> against != null && pays;
        };
    if (stays && !teller.changed(view, pair, longLeg, shortLeg, net)) {
      return;
    }
    PairPricing pricing = pricer.price(longLeg, shortLeg, longTerms, shortTerms, now);
    if (stays) {
      teller.update(view, pair, pricing, against, out);
      return;
    }
    if (pair.stage != Pair.Stage.NONE) {
      boolean offered = pair.stage == Pair.Stage.OFFERED;
      String why =
          against == null
              ? "now offered"
              : offered ? against : "gross APR below that of a candidate";
      teller.close(view, pair, pricing, why, out);
    }
    if (pays) {
      String still = against(pair, net);
      Pair.Stage stage = still == null ? Pair.Stage.OFFERED : Pair.Stage.TURNED_DOWN;
      teller.open(view, pair, stage, pricing, still, out);
    }
  }

  /// Whether the gross is that of a candidate, with one telling step of slack for one already told.
  private boolean paysEnough(Pair pair, double grossPerHour) {
    double slack = pair.stage == Pair.Stage.NONE ? 0 : settings.tellStep();
    return grossPerHour * Funding.HOURS_PER_YEAR >= settings.candidateApr() - slack;
  }

  /// Why a pair is not offered; null: it is.
  private @Nullable String against(Pair pair, double netApr) {
    boolean offered = pair.stage == Pair.Stage.OFFERED;
    double least = offered ? settings.closeApr() : settings.openApr();
    return netApr >= least ? null : offered ? fellBelow : notOpened;
  }

  private void drop(MarketView view, Pair pair, String because, Consumer<Finding> out) {
    if (pair.stage != Pair.Stage.NONE) {
      teller.drop(view, pair, because, out);
    }
  }
}
