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
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Judges the pairs of one kind.
///
/// A pair is a *candidate* from a gross APR on; it is offered from a net APR on and closed below a
/// lower one; a candidate that is not offered is turned down with its reason. Between a settlement
/// and the end of the hold nothing is opened and nothing is closed, unless a leg is lost.
final class PairDetector implements Detector {
  private final PairKind kind;
  private final PairSettings settings;
  private final PairPricer pricer;
  private final PairTeller teller;
  private final String notOpened;
  private final String fellBelow;

  /// Pairs by asset, in the order of `AssetState.index()`.
  private final List<AssetPairs> byAsset = new ArrayList<>();

  PairDetector(PairKind kind) {
    this(kind, true);
  }

  /// @param tellsAll whether candidates that are turned down are told of too, and of an offer its
  ///     history: what is offered is the same
  PairDetector(PairKind kind, boolean tellsAll) {
    this.kind = kind;
    this.settings = kind.settings();
    this.pricer = new PairPricer(kind);
    this.teller = new PairTeller(kind, pricer, tellsAll);
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
      byAsset.add(new AssetPairs(kind));
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
    double gross = kind.grossApr(pair.first, pair.second, view.nowMillis()); // NaN: not known
    return Math.abs(gross) >= settings.candidateApr()
        && pair.first.believed()
        && pair.second.believed()
        && view.halted() == null;
  }

  private void judge(MarketView view, Pair pair, Consumer<Finding> out) {
    InstrumentState first = pair.first;
    InstrumentState second = pair.second;
    long now = view.nowMillis();
    String lost = view.halted();
    lost = lost == null ? lost(first) : lost;
    lost = lost == null ? lost(second) : lost;
    lost = lost == null ? kind.against(first, second, now) : lost;
    if (lost != null) {
      drop(view, pair, lost, out);
      return;
    }
    if (!first.believed() || !second.believed()) {
      return; // held after a settlement
    }
    double gross = kind.grossApr(first, second, now);
    Trade trade = kind.trade(first, second, gross < 0, now);
    if (trade == null) {
      drop(view, pair, "a rate cannot be valued", out);
    } else {
      decide(view, pair, trade, Math.abs(gross), out);
    }
  }

  /// Why a leg cannot be priced; null: it can.
  private static @Nullable String lost(InstrumentState leg) {
    Instrument listed = leg.listed();
    if (listed == null || !leg.trades()) {
      String status = listed == null ? "not listed" : JsonText.kebab(listed.status());
      return leg.id() + " no longer trades: " + status;
    }
    if (!leg.believedOrHeld()) {
      Quarantine quarantine = leg.quarantine();
      return leg.id() + (quarantine == null ? "" : " is quarantined: " + quarantine.because());
    }
    if (leg.tradesFunding() && leg.terms() == null) {
      return leg.id() + " has no rate that can be valued";
    }
    return leg.ask() >= leg.bid() ? null : leg.id() + " has no two-sided quote";
  }

  private void decide(
      MarketView view, Pair pair, Trade trade, double grossApr, Consumer<Finding> out) {
    if (pair.stage != Pair.Stage.NONE && pair.longLeg != trade.longLeg()) {
      drop(view, pair, "the other leg pays more now", out);
    }
    long now = view.nowMillis();
    double slippage = slippage(pair, trade, now);
    double net = pricer.netApr(trade, slippage, now);
    boolean pays = paysEnough(pair, grossApr);
    String against = against(pair, trade, net);
    boolean stays =
        switch (pair.stage) {
          case NONE -> !pays;
          case OFFERED -> against == null;
          case TURNED_DOWN -> against != null && pays;
        };
    if (stays && !teller.changed(view, pair, trade, net)) {
      return;
    }
    PairPricing pricing = pricer.price(trade, slippage, now);
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
      String still = against(pair, trade, net);
      Pair.Stage stage = still == null ? Pair.Stage.OFFERED : Pair.Stage.TURNED_DOWN;
      teller.open(view, pair, stage, pricing, still, out);
    }
  }

  /// Books tremble by the tick: of a pair that was told, they are looked at as often as its touch.
  private double slippage(Pair pair, Trade trade, long nowMillis) {
    if (pair.stage == Pair.Stage.NONE
        || nowMillis - pair.filledMillis >= PairTeller.TOUCH_EVERY_MILLIS) {
      pair.slippage = pricer.slippage(trade, nowMillis);
      pair.filledMillis = nowMillis;
    }
    return pair.slippage;
  }

  /// Whether the gross is that of a candidate, with one telling step of slack for one already told.
  private boolean paysEnough(Pair pair, double grossApr) {
    double slack = pair.stage == Pair.Stage.NONE ? 0 : settings.tellStep();
    return grossApr >= settings.candidateApr() - slack;
  }

  /// Why a pair is not offered; null: it is.
  private @Nullable String against(Pair pair, Trade trade, double netApr) {
    if (trade.borrowedMillis() > 0 && pricer.borrowApr(trade) == null) {
      return "no borrow rate is known for " + PairPricer.asset(trade);
    }
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
