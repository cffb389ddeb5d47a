package dev.carry.engine;

import dev.carry.model.Instrument;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// All instruments of one canonical asset, across venues.
public final class AssetState {
  private final String name;
  private final int index;
  private final List<InstrumentState> instruments = new ArrayList<>();
  private final List<InstrumentState> perpetuals = new ArrayList<>();
  private final List<InstrumentState> instrumentsView = Collections.unmodifiableList(instruments);
  private final List<InstrumentState> perpetualsView = Collections.unmodifiableList(perpetuals);
  private int changes;

  AssetState(String name, int index) {
    this.name = name;
    this.index = index;
  }

  /// Canonical asset: `BTC`.
  public String name() {
    return name;
  }

  /// Dense number of this asset, from 0 in order of first listing.
  public int index() {
    return index;
  }

  /// In order of first listing.
  public List<InstrumentState> instruments() {
    return instrumentsView;
  }

  /// Those that pay funding, in order of first listing.
  public List<InstrumentState> perpetuals() {
    return perpetualsView;
  }

  /// Counts what was added and removed: the same number means the same instruments.
  public int changes() {
    return changes;
  }

  void add(InstrumentState instrument, Instrument.Kind kind) {
    instruments.add(instrument);
    if (kind == Instrument.Kind.PERPETUAL) {
      perpetuals.add(instrument);
    }
    changes++;
  }

  void remove(InstrumentState instrument) {
    instruments.remove(instrument);
    perpetuals.remove(instrument);
    changes++;
  }
}
