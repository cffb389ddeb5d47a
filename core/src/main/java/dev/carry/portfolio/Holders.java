package dev.carry.portfolio;

import dev.carry.model.InstrumentId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Who holds what: an input about an instrument is told to those alone.
final class Holders {
  private final Map<InstrumentId, List<Trader>> byInstrument = new LinkedHashMap<>();

  /// Never changed once given out: holders come and go while they are told.
  List<Trader> of(InstrumentId id) {
    List<Trader> holding = byInstrument.get(id);
    return holding == null ? List.of() : holding;
  }

  void add(InstrumentId id, Trader trader) {
    List<Trader> before = of(id);
    if (!before.contains(trader)) {
      List<Trader> after = new ArrayList<>(before);
      after.add(trader);
      byInstrument.put(id, after);
    }
  }

  void remove(InstrumentId id, Trader trader) {
    List<Trader> after = new ArrayList<>(of(id));
    after.remove(trader);
    if (after.isEmpty()) {
      byInstrument.remove(id);
    } else {
      byInstrument.put(id, after);
    }
  }

  /// Who holds nothing any more that is to be told of.
  void forget(Trader trader) {
    List.copyOf(byInstrument.keySet()).forEach(id -> remove(id, trader));
  }
}
