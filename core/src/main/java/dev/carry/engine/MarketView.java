package dev.carry.engine;

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
  /// More instruments than all venues list together; beyond it, facts of unlisted ones are dropped.
  static final int MOST_INSTRUMENTS = 50_000;

  private final Map<InstrumentId, InstrumentState> instruments = new LinkedHashMap<>();
  private final Map<InstrumentId, IndexState> indexes = new LinkedHashMap<>();
  private final Map<String, AssetState> assets = new LinkedHashMap<>();
  private final Map<VenueId, VenueState> venues = new LinkedHashMap<>();
  private final List<InstrumentState> listedInstruments = new ArrayList<>();
  private final List<AssetState> assetList = new ArrayList<>();

  private Instant now = Instant.EPOCH;
  private long nowMillis;
  private boolean killed;

  MarketView() {}

  /// Engine time, UTC.
  public Instant now() {
    return now;
  }

  /// Engine time, milliseconds since 1970.
  public long nowMillis() {
    return nowMillis;
  }

  /// Whether a user stopped all trading: nothing new is offered.
  public boolean killed() {
    return killed;
  }

  /// In order of first listing.
  public List<AssetState> assets() {
    return Collections.unmodifiableList(assetList);
  }

  /// Every instrument that was listed, in order of first listing.
  public List<InstrumentState> instruments() {
    return Collections.unmodifiableList(listedInstruments);
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

  void kill() {
    killed = true;
  }

  VenueState venue(VenueId id) {
    return venues.computeIfAbsent(id, VenueState::new);
  }

  /// The state of an instrument, made when new; null past the limit.
  @Nullable InstrumentState instrument(InstrumentId id) {
    InstrumentState state = instruments.get(id);
    if (state == null && instruments.size() < MOST_INSTRUMENTS) {
      state = new InstrumentState(id, venue(id.venue()));
      instruments.put(id, state);
    }
    return state;
  }

  @Nullable IndexState index(InstrumentId id) {
    IndexState state = indexes.get(id);
    if (state == null && indexes.size() < MOST_INSTRUMENTS) {
      state = new IndexState();
      indexes.put(id, state);
    }
    return state;
  }

  /// Puts an instrument under its asset and index, as just listed.
  void place(InstrumentState state, String assetName, String indexSymbol) {
    if (state.asset == null) {
      listedInstruments.add(state);
    }
    if (state.asset == null || !state.asset.name().equals(assetName)) {
      if (state.asset != null) {
        state.asset.remove(state);
      }
      AssetState asset = assets.get(assetName);
      if (asset == null) {
        asset = new AssetState(assetName, assetList.size());
        assets.put(assetName, asset);
        assetList.add(asset);
      }
      asset.add(state);
      state.asset = asset;
    }
    IndexState index = index(InstrumentId.of(state.id().venue(), indexSymbol));
    if (index != null && index != state.index) {
      if (state.index != null) {
        state.index.instruments.remove(state);
      }
      index.instruments.add(state);
      state.index = index;
    }
  }
}
