package dev.carry.detect;

import dev.carry.engine.AssetState;
import dev.carry.engine.InstrumentState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The pairs of one asset's perpetuals: every two of different venues.
final class AssetPairs {
  /// More perpetuals of one asset than there are venues, each in several coins; those listed later
  /// are not paired.
  static final int MOST_PERPETUALS = 64;

  private final List<Pair> all = new ArrayList<>();
  private final Map<InstrumentState, List<Pair>> of = new LinkedHashMap<>();
  private int changes;

  /// In the order in which they became possible.
  List<Pair> all() {
    return all;
  }

  /// Those with this leg; absent where it is not paired.
  @Nullable List<Pair> of(InstrumentState leg) {
    return of.get(leg);
  }

  boolean outdated(AssetState asset) {
    return changes != asset.changes();
  }

  /// Follows what was listed and what no longer is.
  ///
  /// @param parted takes each pair that exists no longer
  void follow(AssetState asset, Consumer<Pair> parted) {
    changes = asset.changes();
    List<InstrumentState> perpetuals = asset.perpetuals();
    for (InstrumentState leg : List.copyOf(of.keySet())) {
      if (!perpetuals.contains(leg)) {
        part(leg, parted);
      }
    }
    for (InstrumentState perpetual : perpetuals) {
      if (!of.containsKey(perpetual) && of.size() < MOST_PERPETUALS) {
        join(perpetual);
      }
    }
  }

  private void part(InstrumentState leg, Consumer<Pair> parted) {
    for (Pair pair : List.copyOf(of.getOrDefault(leg, List.of()))) {
      all.remove(pair);
      List<Pair> others = of.get(pair.first == leg ? pair.second : pair.first);
      if (others != null) {
        others.remove(pair);
      }
      parted.accept(pair);
    }
    of.remove(leg);
  }

  private void join(InstrumentState perpetual) {
    List<Pair> own = new ArrayList<>();
    for (Map.Entry<InstrumentState, List<Pair>> other : of.entrySet()) {
      if (!other.getKey().id().venue().equals(perpetual.id().venue())) {
        Pair pair = new Pair(other.getKey(), perpetual);
        own.add(pair);
        other.getValue().add(pair);
        all.add(pair);
      }
    }
    of.put(perpetual, own);
  }
}
