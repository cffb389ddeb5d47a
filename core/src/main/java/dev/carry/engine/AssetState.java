package dev.carry.engine;

import dev.carry.model.Dollars;
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
  private final List<InstrumentState> spots = new ArrayList<>();
  private final List<InstrumentState> futures = new ArrayList<>();
  private final List<InstrumentState> options = new ArrayList<>();
  private final List<InstrumentState> instrumentsView = Collections.unmodifiableList(instruments);
  private final List<InstrumentState> perpetualsView = Collections.unmodifiableList(perpetuals);
  private final List<InstrumentState> spotsView = Collections.unmodifiableList(spots);
  private final List<InstrumentState> futuresView = Collections.unmodifiableList(futures);
  private final List<InstrumentState> optionsView = Collections.unmodifiableList(options);
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

  /// All but options, in order of first listing.
  public List<InstrumentState> instruments() {
    return instrumentsView;
  }

  /// Those that pay funding and are priced in a kind of dollar, in order of first listing: prices
  /// in other coins cannot be compared with them.
  public List<InstrumentState> perpetuals() {
    return perpetualsView;
  }

  /// Spot markets priced in a kind of dollar, in order of first listing.
  public List<InstrumentState> spots() {
    return spotsView;
  }

  /// Dated futures priced in a kind of dollar, in order of first listing.
  public List<InstrumentState> futures() {
    return futuresView;
  }

  /// In order of first listing.
  public List<InstrumentState> options() {
    return optionsView;
  }

  /// Counts what was added and removed: the same number means the same instruments.
  public int changes() {
    return changes;
  }

  void add(InstrumentState instrument, Instrument listed) {
    if (listed.kind() == Instrument.Kind.OPTION) {
      options.add(instrument);
      return;
    }
    instruments.add(instrument);
    if (Dollars.like(listed.quote())) {
      switch (listed.kind()) {
        case PERPETUAL -> perpetuals.add(instrument);
        case SPOT -> spots.add(instrument);
        case DATED_FUTURE -> futures.add(instrument);
        case OPTION -> {
          // placed above
        }
      }
    }
    changes++;
  }

  void remove(InstrumentState instrument) {
    if (options.remove(instrument)) {
      return;
    }
    instruments.remove(instrument);
    perpetuals.remove(instrument);
    spots.remove(instrument);
    futures.remove(instrument);
    changes++;
  }
}
