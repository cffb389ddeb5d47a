package dev.carry.engine;

import dev.carry.model.Instrument;
import dev.carry.model.InstrumentId;
import dev.carry.model.VenueId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What is known now, with ages. Bounded; iterated in order of first appearance, so that the same
/// inputs give the same order.
public final class MarketView {
  /// More instruments than all venues list together; beyond it, nothing new is kept.
  static final int MOST_INSTRUMENTS = 50_000;

  /// Facts that overtake their listing wait for it; more than this many instruments do not.
  static final int MOST_UNLISTED = 10_000;

  private final Map<InstrumentId, InstrumentState> instruments = new LinkedHashMap<>();
  private final Map<InstrumentId, IndexState> indexes = new LinkedHashMap<>();
  private final Map<String, AssetState> assets = new LinkedHashMap<>();
  private final Map<VenueId, VenueState> venues = new LinkedHashMap<>();
  private final List<InstrumentState> listedInstruments = new ArrayList<>();
  private final List<AssetState> assetList = new ArrayList<>();
  private final List<InstrumentState> instrumentsView =
      Collections.unmodifiableList(listedInstruments);
  private final List<AssetState> assetsView = Collections.unmodifiableList(assetList);

  private Instant now = Instant.EPOCH;
  private long nowMillis;
  private @Nullable String halted;
  private long inputs;

  MarketView() {}

  /// Engine time, UTC.
  public Instant now() {
    return now;
  }

  /// Engine time, milliseconds since 1970.
  public long nowMillis() {
    return nowMillis;
  }

  /// How many inputs the engine took: what is known is the same as long as this is.
  public long inputs() {
    return inputs;
  }

  /// Why nothing may be offered any more; absent: it may.
  public @Nullable String halted() {
    return halted;
  }

  /// In order of first listing.
  public List<AssetState> assets() {
    return assetsView;
  }

  /// Every instrument that was listed, in order of first listing.
  public List<InstrumentState> instruments() {
    return instrumentsView;
  }

  public @Nullable InstrumentState find(InstrumentId id) {
    return instruments.get(id);
  }

  // --- written by the engine ---------------------------------------------------------------

  void advance(Instant to) {
    if (to.isAfter(now)) {
      now = to;
      nowMillis = to.toEpochMilli();
    }
  }

  void taken(long count) {
    inputs = count;
  }

  void halt(String because) {
    halted = because;
  }

  VenueState venue(VenueId id) {
    return venues.computeIfAbsent(id, VenueState::new);
  }

  /// The state of an instrument, made when new; null past the limit.
  @Nullable InstrumentState instrument(InstrumentId id) {
    InstrumentState state = instruments.get(id);
    if (state == null
        && instruments.size() < MOST_INSTRUMENTS
        && instruments.size() - listedInstruments.size() < MOST_UNLISTED) {
      state = new InstrumentState(id, venue(id.venue()));
      instruments.put(id, state);
    }
    return state;
  }

  /// The state of an index that some listed instrument is marked against; null: nobody asks for it.
  @Nullable IndexState index(InstrumentId id) {
    return indexes.get(id);
  }

  /// Puts an instrument under its asset and index, as just listed.
  void place(InstrumentState state, Instrument listed) {
    if (state.asset == null) {
      listedInstruments.add(state);
    }
    if (state.asset == null || !state.asset.name().equals(listed.base())) {
      if (state.asset != null) {
        state.asset.remove(state);
      }
      AssetState asset = assets.get(listed.base());
      if (asset == null) {
        asset = new AssetState(listed.base(), assetList.size());
        assets.put(asset.name(), asset);
        assetList.add(asset);
      }
      asset.add(state, listed);
      state.asset = asset;
    }
    if (listed.kind() == Instrument.Kind.OPTION) {
      return; // nobody asks for its index, which would tell hundreds of them each second
    }
    IndexState index =
        indexes.computeIfAbsent(
            InstrumentId.of(state.id().venue(), listed.indexSymbol()), _ -> new IndexState());
    if (index != state.index) {
      leaveIndex(state);
      index.instruments.add(state);
      state.index = index;
    }
  }

  /// Drops an instrument that is no longer listed, so that years of listings do not pile up.
  void forget(InstrumentState state) {
    instruments.remove(state.id());
    listedInstruments.remove(state);
    if (state.asset != null) {
      state.asset.remove(state);
    }
    leaveIndex(state);
  }

  private void leaveIndex(InstrumentState state) {
    IndexState index = state.index;
    if (index != null) {
      index.instruments.remove(state);
      if (index.instruments.isEmpty()) {
        indexes.values().remove(index);
      }
      state.index = null;
    }
  }
}
