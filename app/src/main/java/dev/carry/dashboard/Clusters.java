package dev.carry.dashboard;

import dev.carry.dashboard.Keyset.Row;
import dev.carry.dashboard.LiveState.Told;
import dev.carry.model.Command;
import dev.carry.model.Instrument;
import dev.carry.model.InstrumentId;
import dev.carry.model.JsonText;
import dev.carry.model.Listing;
import dev.carry.model.Quarantine;
import dev.carry.model.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Which listings of all venues are the same asset: what is listed now, why it is compared as what
/// it is, and what is held back as another coin or unit. Fed by the sink's thread, read by the
/// event loop.
final class Clusters {
  private static final int MOST_INSTRUMENTS = 20_000;

  private final LiveState live;
  private final DashboardPorts ports;
  private final Map<InstrumentId, Instrument> listed = new ConcurrentHashMap<>();

  Clusters(LiveState live, DashboardPorts ports) {
    this.live = live;
    this.ports = ports;
  }

  void accept(Step step) {
    switch (step.input()) {
      case Listing listing -> keep(listing.instrument());
      case Command command when command.action() == Command.Action.START -> listed.clear();
      default -> {
        // says nothing about what is listed
      }
    }
  }

  /// Options are of their underlying by their own list, and would be thousands.
  private void keep(Instrument instrument) {
    if (instrument.status() == Instrument.Status.DELISTED) {
      listed.remove(instrument.id());
    } else if (instrument.kind() != Instrument.Kind.OPTION
        && (listed.size() < MOST_INSTRUMENTS || listed.containsKey(instrument.id()))) {
      listed.put(instrument.id(), instrument);
    }
  }

  /// The asset of what is listed now; null: it is not listed.
  @Nullable String assetOf(InstrumentId id) {
    Instrument instrument = listed.get(id);
    return instrument == null ? null : instrument.base();
  }

  /// By asset, then by venue and symbol.
  List<Row> rows(Query query) {
    Set<String> assets = query.assets();
    Set<String> venues = query.venues(ports.venueIds());
    Map<InstrumentId, String> held = held();
    List<Row> rows = new ArrayList<>();
    for (Instrument instrument : listed.values()) {
      InstrumentId id = instrument.id();
      if ((assets.isEmpty() || assets.contains(instrument.base()))
          && (venues.isEmpty() || venues.contains(id.venue().id()))) {
        Identified why = ports.identity().apply(instrument);
        JsonText json =
            new JsonText()
                .put("asset", instrument.base())
                .put("venue", id.venue().id())
                .put("symbol", id.symbol())
                .put("kind", JsonText.kebab(instrument.kind()))
                .put("quote", instrument.quote())
                .put("settle", instrument.settle())
                .put("units", instrument.priceMultiplier())
                .put("because", why.because())
                .put("reviewed", why.reviewed() == null ? null : why.reviewed().toString())
                .put("evidence", why.evidence())
                .put("held", held.get(id));
        rows.add(new Row(instrument.base() + " " + id, json.end()));
      }
    }
    return rows;
  }

  private Map<InstrumentId, String> held() {
    Map<InstrumentId, String> held = new HashMap<>();
    live.findings(Told.QUARANTINE)
        .forEach(
            finding -> {
              if (finding instanceof Quarantine q && q.gate() == Quarantine.Gate.PRICE_RATIO) {
                held.put(q.id(), q.because());
              }
            });
    return held;
  }
}
