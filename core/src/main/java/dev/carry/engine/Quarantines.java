package dev.carry.engine;

import dev.carry.model.Evidence;
import dev.carry.model.Finding;
import dev.carry.model.Instrument;
import dev.carry.model.JsonText;
import dev.carry.model.Listing;
import dev.carry.model.MarketEvent;
import dev.carry.model.Quarantine;
import dev.carry.model.Quarantine.Gate;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Opens and closes quarantines: at most one per instrument and gate.
final class Quarantines {
  private static final String NAME = "gates";

  private final MarketView view;

  Quarantines(MarketView view) {
    this.view = view;
  }

  /// Opens, keeps or closes a gate's quarantine of an instrument. A fault that moved to another
  /// kind of fact is another fault.
  ///
  /// @param because what is wrong with the fact; null: nothing
  void settle(
      InstrumentState state,
      Gate gate,
      MarketEvent event,
      @Nullable String because,
      Consumer<Finding> out) {
    if (because == null && state.believed()) {
      return;
    }
    Quarantine open = state.quarantine(gate);
    if (open != null && (because == null || open.fact() != event.fact())) {
      release(state, gate, out);
      open = null;
    }
    if (because != null && open == null) {
      Quarantine opened = opened(state, event, gate, because);
      state.open(opened);
      out.accept(opened);
    }
  }

  /// Closes a gate's quarantine of an instrument, if there is one.
  void release(InstrumentState state, Gate gate, Consumer<Finding> out) {
    Quarantine open = state.quarantine(gate);
    if (open == null) {
      return;
    }
    state.close(gate);
    out.accept(
        new Quarantine(
            open.head().closed(view.now()),
            open.id(),
            open.fact(),
            open.gate(),
            open.value(),
            open.because()));
  }

  private Quarantine opened(InstrumentState state, MarketEvent event, Gate gate, String because) {
    state.quarantineStamp = Math.max(view.nowMillis(), state.quarantineStamp + 1);
    Evidence evidence = Evidences.of(event, view.now());
    Finding.Head head =
        new Finding.Head(
            "quarantine/" + JsonText.kebab(gate) + "/" + state.id() + "/" + state.quarantineStamp,
            1,
            NAME,
            asset(state, event),
            view.now(),
            view.now(),
            Finding.Status.OPEN,
            List.of(evidence));
    return new Quarantine(head, state.id(), event.fact(), gate, evidence.value(), because);
  }

  private static String asset(InstrumentState state, MarketEvent event) {
    Instrument listed = event instanceof Listing e ? e.instrument() : state.listed();
    return listed == null ? "" : listed.base();
  }
}
