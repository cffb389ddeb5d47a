package dev.carry.detect;

import dev.carry.engine.AssetState;
import dev.carry.engine.Detector;
import dev.carry.engine.InstrumentState;
import dev.carry.engine.MarketView;
import dev.carry.model.Fact;
import dev.carry.model.Finding;
import dev.carry.valuation.Funding;
import dev.carry.valuation.FundingTerms;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Two perpetuals of one asset on two venues that pay differently: short the one that pays more,
/// long the other, if what is left after every cost is worth it.
///
/// A pair is a *candidate* from a gross APR on; it is offered from a net APR on and closed below a
/// lower one; a candidate that is not offered is turned down with its reason. Between a settlement
/// and the end of the hold nothing is opened and nothing is closed.
public final class CrossVenueFunding implements Detector {
  static final String NAME = "cross-venue-funding";

  private final CrossVenueSettings settings;
  private final PairTeller teller;

  /// Pairs by asset, in the order of `AssetState.index()`.
  private final List<AssetPairs> byAsset = new ArrayList<>();

  public CrossVenueFunding(CrossVenueSettings settings) {
    this.settings = settings;
    this.teller = new PairTeller(settings);
  }

  /// The pairs of one asset.
  private static final class AssetPairs {
    int members;
    final List<Pair> all = new ArrayList<>();
    final Map<InstrumentState, List<Pair>> of = new LinkedHashMap<>();
  }

  @Override
  public void changed(
      MarketView view, InstrumentState instrument, Fact fact, Consumer<Finding> out) {
    AssetState asset = instrument.asset();
    if (asset == null || fact == Fact.INDEX) {
      return;
    }
    List<Pair> pairs = pairs(asset).of.get(instrument);
    if (pairs == null) {
      return;
    }
    for (int i = 0; i < pairs.size(); i++) {
      judge(view, pairs.get(i), out);
    }
  }

  @Override
  public void ticked(MarketView view, Consumer<Finding> out) {
    List<AssetState> assets = view.assets();
    for (int i = 0; i < assets.size(); i++) {
      List<Pair> pairs = pairs(assets.get(i)).all;
      for (int j = 0; j < pairs.size(); j++) {
        judge(view, pairs.get(j), out);
      }
    }
  }

  private AssetPairs pairs(AssetState asset) {
    while (byAsset.size() <= asset.index()) {
      byAsset.add(new AssetPairs());
    }
    AssetPairs pairs = byAsset.get(asset.index());
    List<InstrumentState> members = asset.instruments();
    if (pairs.members != members.size()) {
      pair(pairs, members);
    }
    return pairs;
  }

  /// Pairs members that were not paired before; instruments of one venue do not pair.
  private static void pair(AssetPairs pairs, List<InstrumentState> members) {
    for (InstrumentState member : members) {
      if (pairs.of.containsKey(member)) {
        continue;
      }
      List<Pair> own = new ArrayList<>();
      for (Map.Entry<InstrumentState, List<Pair>> other : pairs.of.entrySet()) {
        if (!other.getKey().id().venue().equals(member.id().venue())) {
          Pair pair = new Pair(other.getKey(), member);
          own.add(pair);
          other.getValue().add(pair);
          pairs.all.add(pair);
        }
      }
      pairs.of.put(member, own);
    }
    pairs.members = members.size();
  }

  private void judge(MarketView view, Pair pair, Consumer<Finding> out) {
    InstrumentState a = pair.first;
    InstrumentState b = pair.second;
    FundingTerms termsA = a.terms();
    FundingTerms termsB = b.terms();
    if (termsA == null || termsB == null || !a.tradesFunding() || !b.tradesFunding()) {
      drop(view, pair, "a leg no longer trades funding", out);
      return;
    }
    boolean aIsLong = termsA.hourly() <= termsB.hourly();
    InstrumentState longLeg = aIsLong ? a : b;
    InstrumentState shortLeg = aIsLong ? b : a;
    FundingTerms longTerms = aIsLong ? termsA : termsB;
    FundingTerms shortTerms = aIsLong ? termsB : termsA;
    double gross = (shortTerms.hourly() - longTerms.hourly()) * Funding.HOURS_PER_YEAR;
    if (gross < settings.candidateApr() && pair.stage == Pair.Stage.NONE) {
      return;
    }
    if (!a.believed() || !b.believed()) {
      if (!heldOnly(a) || !heldOnly(b)) {
        drop(view, pair, PairTeller.why(a.believed() ? b : a), out);
      }
      return;
    }
    if (!(longLeg.ask() > longLeg.bid()) || !(shortLeg.ask() > shortLeg.bid())) {
      drop(view, pair, "a leg has no two-sided quote", out);
      return;
    }
    pair.pricing =
        PairPricing.of(longLeg, shortLeg, longTerms, shortTerms, settings, view.nowMillis());
    decide(view, pair, pair.pricing, out);
  }

  /// Believed, or held back by nothing but the window after a settlement.
  private static boolean heldOnly(InstrumentState state) {
    return state.believed() || state.onlyHeld();
  }

  private void decide(MarketView view, Pair pair, PairPricing pricing, Consumer<Finding> out) {
    if (pair.stage != Pair.Stage.NONE && pair.longLeg != pricing.longLeg()) {
      drop(view, pair, "the other leg pays more now", out);
    }
    String against = against(view, pair, pricing);
    if (against == null) {
      if (pair.stage == Pair.Stage.TURNED_DOWN) {
        teller.close(view, pair, "now offered", out);
      }
      if (pair.stage == Pair.Stage.NONE) {
        teller.open(view, pair, Pair.Stage.OFFERED, pricing, null, out);
      } else {
        teller.update(view, pair, pricing, null, out);
      }
      return;
    }
    if (pair.stage == Pair.Stage.OFFERED) {
      teller.close(view, pair, against, out);
    }
    if (pricing.value().grossApr() < settings.candidateApr()) {
      drop(view, pair, "gross APR below the least of a candidate", out);
    } else if (pair.stage == Pair.Stage.NONE) {
      teller.open(view, pair, Pair.Stage.TURNED_DOWN, pricing, against, out);
    } else {
      teller.update(view, pair, pricing, against, out);
    }
  }

  /// Why a pair is not offered; null: it is.
  private @Nullable String against(MarketView view, Pair pair, PairPricing pricing) {
    if (view.killed()) {
      return "stopped by the kill switch";
    }
    boolean offered = pair.stage == Pair.Stage.OFFERED;
    double least = offered ? settings.closeApr() : settings.openApr();
    if (!(pricing.value().netApr() >= least)) {
      return offered ? "net APR fell below the closing threshold" : "net APR below the threshold";
    }
    return null;
  }

  private void drop(MarketView view, Pair pair, String because, Consumer<Finding> out) {
    if (pair.stage != Pair.Stage.NONE) {
      teller.close(view, pair, because, out);
    }
  }
}
