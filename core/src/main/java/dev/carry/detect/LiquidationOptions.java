package dev.carry.detect;

import dev.carry.engine.AssetState;
import dev.carry.engine.Detector;
import dev.carry.engine.Evidences;
import dev.carry.engine.InstrumentState;
import dev.carry.engine.MarketView;
import dev.carry.model.Burst;
import dev.carry.model.Evidence;
import dev.carry.model.Fact;
import dev.carry.model.Finding;
import dev.carry.model.Finding.Status;
import dev.carry.model.Liquidation;
import dev.carry.model.Liquidation.Position;
import dev.carry.valuation.option.Moneyness;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Bursts of liquidations, and what the options of the asset leave at that moment: forced trades
/// move the underlying faster than makers move their chains.
///
/// An asset's liquidations are added up over a window. From a notional on that is a burst, told
/// with the strikes next to its average price, and ended when the window holds less than a lower
/// one. While it lasts the chain is looked at once a second, as known then: options never wake
/// anything themselves.
public final class LiquidationOptions implements Detector {
  static final String NAME = "liquidation-options";

  private static final int MOST_EVIDENCE = 5;
  private static final long LOOK_EVERY_MILLIS = 1_000;

  private final LiquidationOptionsSettings settings;
  private final PairSettings pairs;

  /// Assets that had a liquidation, in the order of their first.
  private final Map<AssetState, Watched> watched = new LinkedHashMap<>();

  /// @param pairs how the legs of a trade are sized, margined and converted
  public LiquidationOptions(LiquidationOptionsSettings settings, PairSettings pairs) {
    this.settings = settings;
    this.pairs = pairs;
  }

  private static final class Watched {
    final AssetState asset;
    final BurstWindow window;
    final EdgeTeller edges;

    /// As last told; absent: no burst.
    @Nullable Burst told;

    /// What the window had taken when it was told.
    long toldAdded;

    long lookedMillis;
    long stamp = Long.MIN_VALUE;

    Watched(AssetState asset, BurstWindow window, EdgeTeller edges) {
      this.asset = asset;
      this.window = window;
      this.edges = edges;
    }
  }

  @Override
  public void changed(
      MarketView view, InstrumentState instrument, Fact fact, Consumer<Finding> out) {
    AssetState asset = instrument.asset();
    if (fact == Fact.LIQUIDATION && asset != null && instrument.believedOrHeld()) {
      Watched watch = watched.computeIfAbsent(asset, this::watch);
      watch.window.take(instrument, view.now());
      judge(view, watch, out);
    }
  }

  private Watched watch(AssetState asset) {
    return new Watched(
        asset,
        new BurstWindow(settings.window()),
        new EdgeTeller(settings, pairs.notional(), asset.name()));
  }

  @Override
  public void ticked(MarketView view, Consumer<Finding> out) {
    watched.values().forEach(watch -> judge(view, watch, out));
  }

  private void judge(MarketView view, Watched watch, Consumer<Finding> out) {
    BurstWindow window = watch.window;
    window.moveTo(view.now());
    Burst told = watch.told;
    String halted = view.halted();
    if (told == null) {
      if (halted == null && window.notional() >= settings.open()) {
        tell(view, watch, out);
      }
    } else if (halted != null || window.notional() < settings.close()) {
      watch.told = null;
      watch.edges.end(view, halted == null ? "the burst is over" : halted, out);
      out.accept(told.with(told.head().closed(view.now())));
    } else if (window.added() > watch.toldAdded && isDue(view, told)) {
      tell(view, watch, out);
    } else if (view.nowMillis() - watch.lookedMillis >= LOOK_EVERY_MILLIS) {
      look(view, watch, chains(view, watch.asset), out);
    }
  }

  private boolean isDue(MarketView view, Burst told) {
    Duration since = Duration.between(told.head().lastSeen(), view.now());
    return since.compareTo(settings.tellEvery()) >= 0;
  }

  private void tell(MarketView view, Watched watch, Consumer<Finding> out) {
    List<OptionChain> chains = chains(view, watch.asset);
    Burst burst = burst(view, watch, chains);
    watch.told = burst;
    watch.toldAdded = watch.window.added();
    out.accept(burst);
    look(view, watch, chains, out);
  }

  private void look(
      MarketView view, Watched watch, List<OptionChain> chains, Consumer<Finding> out) {
    watch.lookedMillis = view.nowMillis();
    EdgePricer pricer = new EdgePricer(settings, pairs, view.now());
    List<Edge> edges =
        EdgeSearch.around(watch.window.vwap(), watch.asset, chains, settings, pricer, view.now());
    watch.edges.look(view, edges, pricer.capital(), out);
  }

  private List<OptionChain> chains(MarketView view, AssetState asset) {
    Instant since = view.now().minus(settings.stale());
    return OptionChain.of(asset, view.now(), since, settings.expiries());
  }

  // --- what a burst says -------------------------------------------------------------------

  private Burst burst(MarketView view, Watched watch, List<OptionChain> chains) {
    BurstWindow window = watch.window;
    List<Liquidation> path = window.path();
    double vwap = window.vwap();
    OptionChain at = aligned(chains, vwap);
    return new Burst(
        head(view, watch),
        settings.window(),
        window.count(),
        window.notional(Position.LONG),
        window.notional(Position.SHORT),
        vwap,
        BurstWindow.momentum(path),
        BurstWindow.realisedVolatility(path),
        window.venues(),
        window.complete(view.now()),
        at == null ? null : chain(at, vwap, view.now()),
        at == null ? because(view, watch.asset, chains, vwap) : null);
  }

  private Finding.Head head(MarketView view, Watched watch) {
    List<Evidence> evidence = new ArrayList<>();
    for (Liquidation event : watch.window.newest(MOST_EVIDENCE)) {
      Evidences.add(evidence, event, view.now());
    }
    if (watch.told != null) {
      return watch.told.head().next(Status.UPDATED, view.now(), evidence);
    }
    watch.stamp = Math.max(view.nowMillis(), watch.stamp + 1);
    String id = NAME + "/burst/" + watch.asset.name() + "/" + watch.stamp;
    return new Finding.Head(
        id, 1, NAME, watch.asset.name(), view.now(), view.now(), Status.OPEN, evidence);
  }

  /// The nearest expiry with a strike at the money.
  private @Nullable OptionChain aligned(List<OptionChain> chains, double price) {
    for (OptionChain chain : chains) {
      if (!Double.isNaN(chain.ladder(price, settings.tolerance()).atTheMoney())) {
        return chain;
      }
    }
    return null;
  }

  private Burst.Chain chain(OptionChain chain, double price, Instant now) {
    Moneyness.Ladder ladder = chain.ladder(price, settings.tolerance());
    return new Burst.Chain(
        chain.venue(),
        chain.expiry(),
        ladder.atTheMoney(),
        known(ladder.below()),
        known(ladder.above()),
        known(chain.markVolatility(ladder.atTheMoney())),
        chain.age(ladder.atTheMoney(), now));
  }

  private static @Nullable Double known(double value) {
    return Double.isNaN(value) ? null : (Double) value;
  }

  /// Why there is no chain to look at.
  private String because(
      MarketView view, AssetState asset, List<OptionChain> chains, double price) {
    if (!chains.isEmpty()) {
      return String.format(
          Locale.ROOT,
          "no strike is within %.0f bps of %.2f",
          settings.tolerance() * 10_000,
          price);
    }
    Duration youngest = OptionChain.youngest(asset, view.now());
    return youngest == null
        ? "no options of " + asset.name() + " are followed"
        : String.format(
            Locale.ROOT,
            "the chain is stale: its youngest price is %.1f s old",
            youngest.toMillis() / 1_000.0);
  }
}
