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
import dev.carry.model.Instrument;
import dev.carry.model.InstrumentId;
import dev.carry.model.PremiumFinding;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// A perpetual's mark away from its index, looked at when a mark comes, against the index as of
/// then: a newer index against an older mark would be a move of the price, not a premium. The index
/// cannot be traded, so each finding names what can, or that nothing can.
public final class MarkIndexPremium implements Detector {
  private static final String NAME = "mark-index-premium";
  private static final int MOST_TRADABLE = 5;

  private final PremiumSettings settings;

  /// As last told, in the order they opened.
  private final Map<InstrumentState, PremiumFinding> open = new LinkedHashMap<>();

  /// Stamp of the last finding, so that no two share an id.
  private long lastStamp = Long.MIN_VALUE;

  public MarkIndexPremium(PremiumSettings settings) {
    this.settings = settings;
  }

  @Override
  public void changed(
      MarketView view, InstrumentState instrument, Fact fact, Consumer<Finding> out) {
    if (fact == Fact.MARK) {
      judge(view, instrument, out);
    } else if (fact == Fact.INSTRUMENT) {
      end(view, instrument, out);
    }
  }

  @Override
  public void ticked(MarketView view, Consumer<Finding> out) {
    if (!open.isEmpty()) {
      for (InstrumentState instrument : List.copyOf(open.keySet())) {
        end(view, instrument, out);
      }
    }
  }

  /// Closes what stands on prices that are no premium any more.
  private void end(MarketView view, InstrumentState state, Consumer<Finding> out) {
    PremiumFinding told = open.get(state);
    if (told != null && !usable(view, state, settings.apart().multipliedBy(2))) {
      close(view, state, told, told.mark(), told.index(), told.premium(), out);
    }
  }

  private void judge(MarketView view, InstrumentState state, Consumer<Finding> out) {
    end(view, state, out);
    double premium = (state.markPrice() - state.indexValue()) / state.indexValue();
    PremiumFinding told = open.get(state);
    if (told == null) {
      if (Math.abs(premium) >= settings.open() && usable(view, state, settings.apart())) {
        open(view, state, premium, out);
      }
    } else if (Math.abs(premium) < settings.close()) {
      close(view, state, told, state.markPrice(), state.indexValue(), premium, out);
    } else {
      update(view, state, told, premium, out);
    }
  }

  /// Whether mark and index make a premium: both believed, and of about the same time.
  ///
  /// @param apart how far from each other they may have been received
  private static boolean usable(MarketView view, InstrumentState state, Duration apart) {
    return state.markIndexApartMillis() <= apart.toMillis()
        && state.indexValue() > 0
        && state.tradesFunding()
        && state.believedOrHeld()
        && view.halted() == null;
  }

  private void open(MarketView view, InstrumentState state, double premium, Consumer<Finding> out) {
    Instrument listed = state.listed();
    lastStamp = Math.max(view.nowMillis(), lastStamp + 1);
    Finding.Head head =
        new Finding.Head(
            NAME + "/" + state.id() + "/" + lastStamp,
            1,
            NAME,
            listed == null ? "" : listed.base(),
            view.now(),
            view.now(),
            Status.OPEN,
            evidence(view, state));
    PremiumFinding told =
        new PremiumFinding(
            head,
            state.id(),
            state.markPrice(),
            state.indexValue(),
            premium,
            settings.open(),
            tradable(state));
    open.put(state, told);
    out.accept(told);
  }

  private void update(
      MarketView view,
      InstrumentState state,
      PremiumFinding told,
      double premium,
      Consumer<Finding> out) {
    if (Math.abs(premium - told.premium()) < settings.tellStep()) {
      return;
    }
    Duration since = Duration.between(told.head().lastSeen(), view.now());
    if (since.compareTo(settings.tellEvery()) >= 0) {
      PremiumFinding updated =
          new PremiumFinding(
              told.head().next(Status.UPDATED, view.now(), evidence(view, state)),
              told.instrument(),
              state.markPrice(),
              state.indexValue(),
              premium,
              settings.open(),
              tradable(state));
      open.put(state, updated);
      out.accept(updated);
    }
  }

  private void close(
      MarketView view,
      InstrumentState state,
      PremiumFinding told,
      double mark,
      double index,
      double premium,
      Consumer<Finding> out) {
    open.remove(state);
    boolean asTold = premium == told.premium();
    Finding.Head head =
        asTold
            ? told.head().closed(view.now())
            : told.head().next(Status.CLOSED, view.now(), evidence(view, state));
    out.accept(
        new PremiumFinding(
            head, told.instrument(), mark, index, premium, settings.open(), told.tradable()));
  }

  private static List<Evidence> evidence(MarketView view, InstrumentState state) {
    List<Evidence> evidence = new ArrayList<>(2);
    Evidences.add(evidence, state.mark(), view.now());
    Evidences.add(evidence, state.indexPrice(), view.now());
    return evidence;
  }

  /// Other instruments of the asset that one can trade against the mark: what the index is made of
  /// first, then perpetuals elsewhere, then what has a date.
  private static List<InstrumentId> tradable(InstrumentState state) {
    AssetState asset = state.asset();
    if (asset == null) {
      return List.of();
    }
    List<Instrument> found = new ArrayList<>();
    for (InstrumentState other : asset.instruments()) {
      Instrument listed = other.listed();
      if (other != state
          && listed != null
          && other.believed()
          && listed.status() == Instrument.Status.TRADING) {
        found.add(listed);
      }
    }
    found.sort(Comparator.comparing(Instrument::kind).thenComparing(Instrument::id));
    return found.stream().map(Instrument::id).limit(MOST_TRADABLE).toList();
  }
}
