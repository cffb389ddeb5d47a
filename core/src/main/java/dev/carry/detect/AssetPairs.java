package dev.carry.detect;

import dev.carry.engine.AssetState;
import dev.carry.engine.InstrumentState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The pairs of one kind among the instruments of one asset.
final class AssetPairs {
  /// More perpetuals of one asset than there are venues, each in several coins; those listed later
  /// are not paired.
  static final int MOST_PERPETUALS = 64;

  /// Each is paired with every perpetual and future: twenty with twenty are four hundred pairs.
  static final int MOST_SPOTS = 24;

  /// Eight expiries at four venues.
  static final int MOST_FUTURES = 32;

  private final PairKind kind;
  private final List<Pair> all = new ArrayList<>();
  private final Map<InstrumentState, List<Pair>> of = new LinkedHashMap<>();
  private int changes;

  AssetPairs(PairKind kind) {
    this.kind = kind;
  }

  /// At most so many of the instruments, the first of them.
  static List<InstrumentState> first(List<InstrumentState> of, int most) {
    return of.size() <= most ? of : of.subList(0, most);
  }

  /// In the order in which they became possible.
  List<Pair> all() {
    return all;
  }

  /// Those with this leg; absent where it is not paired. Most assets have no pair of most kinds.
  @Nullable List<Pair> of(InstrumentState leg) {
    return all.isEmpty() ? null : of.get(leg);
  }

  boolean outdated(AssetState asset) {
    return changes != asset.changes();
  }

  /// Follows what was listed and what no longer is.
  ///
  /// @param parted takes each pair that exists no longer
  void follow(AssetState asset, Consumer<Pair> parted) {
    changes = asset.changes();
    List<InstrumentState> legs = kind.legs(asset);
    for (InstrumentState leg : List.copyOf(of.keySet())) {
      if (!legs.contains(leg)) {
        part(leg, parted);
      }
    }
    for (InstrumentState leg : legs) {
      if (!of.containsKey(leg)) {
        join(leg);
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

  private void join(InstrumentState leg) {
    List<Pair> own = new ArrayList<>();
    for (Map.Entry<InstrumentState, List<Pair>> other : of.entrySet()) {
      Pair pair = pair(other.getKey(), leg);
      if (pair != null) {
        own.add(pair);
        other.getValue().add(pair);
        all.add(pair);
      }
    }
    of.put(leg, own);
  }

  private @Nullable Pair pair(InstrumentState a, InstrumentState b) {
    return kind.pairs(a, b) ? new Pair(a, b) : kind.pairs(b, a) ? new Pair(b, a) : null;
  }
}
