package dev.carry.engine;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// All instruments of one canonical asset, across venues.
public final class AssetState {
  private final String name;
  private final int index;
  private final List<InstrumentState> instruments = new ArrayList<>();

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
    return Collections.unmodifiableList(instruments);
  }

  void add(InstrumentState instrument) {
    instruments.add(instrument);
  }

  void remove(InstrumentState instrument) {
    instruments.remove(instrument);
  }
}
