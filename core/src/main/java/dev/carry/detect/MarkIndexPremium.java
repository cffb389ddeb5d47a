package dev.carry.detect;

import dev.carry.engine.AssetState;
import dev.carry.engine.Detector;
import dev.carry.engine.Evidences;
import dev.carry.engine.InstrumentState;
import dev.carry.engine.MarketView;
import dev.carry.model.Evidence;
import dev.carry.model.Fact;
import dev.carry.model.Finding;
import dev.carry.model.Finding.Status;
import dev.carry.model.IndexPrice;
import dev.carry.model.Instrument;
import dev.carry.model.InstrumentId;
import dev.carry.model.MarkPrice;
import dev.carry.model.PremiumFinding;
import dev.carry.valuation.Basis;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A perpetual's mark away from its index. The index cannot be traded, so each finding names what
/// can, or that nothing can.
public final class MarkIndexPremium implements Detector {
  private static final String NAME = "mark-index-premium";
  private static final int MOST_TRADABLE = 5;

  private final PremiumSettings settings;
  private final Map<InstrumentState, Open> open = new LinkedHashMap<>();

  public MarkIndexPremium(PremiumSettings settings) {
    this.settings = settings;
  }

  /// A premium that was told.
  private static final class Open {
    final String id;
    final Instant since;
    int revision;
    PremiumFinding told;

    Open(String id, Instant since, PremiumFinding told) {
      this.id = id;
      this.since = since;
      this.revision = 1;
      this.told = told;
    }
  }

  @Override
  public void changed(
      MarketView view, InstrumentState instrument, Fact fact, Consumer<Finding> out) {
    if (fact == Fact.MARK || fact == Fact.INDEX) {
      judge(view, instrument, out);
    }
  }

  @Override
  public void ticked(MarketView view, Consumer<Finding> out) {
    for (InstrumentState instrument : List.copyOf(open.keySet())) {
      judge(view, instrument, out);
    }
  }

  private void judge(MarketView view, InstrumentState state, Consumer<Finding> out) {
    Open known = open.get(state);
    MarkPrice mark = state.mark();
    IndexPrice index = state.indexPrice();
    if (known == null && !(gap(state) >= settings.open())) {
      return;
    }
    boolean usable =
        mark != null
            && index != null
            && state.tradesFunding()
            && (state.believed() || state.onlyHeld())
            && !view.killed()
            && together(mark, index);
    if (!usable) {
      if (known != null && !(state.believed() || state.onlyHeld())) {
        close(view, state, known, out);
      }
      return;
    }
    if (known == null) {
      String id = NAME + "/" + state.id() + "/" + view.nowMillis();
      PremiumFinding told = finding(view, state, id, 1, view.now(), Status.OPEN);
      open.put(state, new Open(id, view.now(), told));
      out.accept(told);
    } else if (!(gap(state) >= settings.close())) {
      close(view, state, known, out);
    } else {
      update(view, state, known, out);
    }
  }

  /// |premium|, or NaN.
  private static double gap(InstrumentState state) {
    return Math.abs((state.markPrice() - state.indexValue()) / state.indexValue());
  }

  private boolean together(MarkPrice mark, IndexPrice index) {
    Duration apart = Duration.between(mark.receivedAt(), index.receivedAt()).abs();
    return apart.compareTo(settings.apart()) <= 0;
  }

  private void update(MarketView view, InstrumentState state, Open known, Consumer<Finding> out) {
    Duration since = Duration.between(known.told.head().lastSeen(), view.now());
    double premium = Basis.premium(state.markPrice(), state.indexValue());
    if (Math.abs(premium - known.told.premium()) >= settings.tellStep()
        && since.compareTo(settings.tellEvery()) >= 0) {
      known.revision++;
      known.told = finding(view, state, known.id, known.revision, known.since, Status.UPDATED);
      out.accept(known.told);
    }
  }

  private void close(MarketView view, InstrumentState state, Open known, Consumer<Finding> out) {
    open.remove(state);
    out.accept(finding(view, state, known.id, known.revision + 1, known.since, Status.CLOSED));
  }

  private PremiumFinding finding(
      MarketView view,
      InstrumentState state,
      String id,
      int revision,
      Instant since,
      Status status) {
    Instrument listed = state.listed();
    List<Evidence> evidence = new ArrayList<>(2);
    Evidences.add(evidence, state.mark(), view.now());
    Evidences.add(evidence, state.indexPrice(), view.now());
    return new PremiumFinding(
        new Finding.Head(
            id,
            revision,
            NAME,
            listed == null ? "" : listed.base(),
            since,
            view.now(),
            status,
            evidence),
        state.id(),
        state.markPrice(),
        state.indexValue(),
        Basis.premium(state.markPrice(), state.indexValue()),
        settings.open(),
        tradable(state, state.asset()));
  }

  /// Other instruments of the asset that one can trade against the mark.
  private static List<InstrumentId> tradable(InstrumentState state, @Nullable AssetState asset) {
    if (asset == null) {
      return List.of();
    }
    return asset.instruments().stream()
        .filter(other -> other != state && other.believed() && trades(other.listed()))
        .map(InstrumentState::id)
        .sorted()
        .limit(MOST_TRADABLE)
        .toList();
  }

  private static boolean trades(@Nullable Instrument listed) {
    return listed != null && listed.status() == Instrument.Status.TRADING;
  }
}
