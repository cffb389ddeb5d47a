package dev.carry.tardis;

import dev.carry.model.InstrumentId;
import java.util.LinkedHashMap;
import java.util.Map;

/// What is remembered of symbols: of more than a venue lists, the one unused for longest is
/// forgotten.
final class BySymbol<V> extends LinkedHashMap<InstrumentId, V> {
  private static final long serialVersionUID = 1L;
  private static final int MOST_SYMBOLS = 20_000;

  BySymbol() {
    super(16, 0.75f, true);
  }

  @Override
  protected boolean removeEldestEntry(Map.Entry<InstrumentId, V> eldest) {
    return size() > MOST_SYMBOLS;
  }
}
