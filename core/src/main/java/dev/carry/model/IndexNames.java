package dev.carry.model;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Under which names a venue may publish the index of an instrument, for who reads what was kept
/// without its listings. Live, the listing says it.
public final class IndexNames {
  private IndexNames() {}

  /// The one it is listed with; its own; one its own begins with: `BTC-USDT` for `BTC-USDT-SWAP`,
  /// `BTCUSDT` for `BTCUSDT_260327`.
  ///
  /// @param listed the symbol of the index by its listing; absent: not known
  public static List<InstrumentId> of(InstrumentId id, @Nullable String listed) {
    Set<InstrumentId> names = new LinkedHashSet<>();
    String symbol = id.symbol();
    if (listed != null) {
      names.add(InstrumentId.of(id.venue(), listed));
    }
    names.add(id);
    for (int end : new int[] {symbol.lastIndexOf('-'), symbol.indexOf('_')}) {
      if (end > 0) {
        names.add(InstrumentId.of(id.venue(), symbol.substring(0, end)));
      }
    }
    return List.copyOf(names);
  }
}
