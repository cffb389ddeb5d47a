package dev.carry.venue.bybit;

import dev.carry.model.InstrumentId;
import dev.carry.venue.OptionName;
import org.jspecify.annotations.Nullable;

/// A symbol as the options' codec meets it.
///
/// @param name what the spelling tells; absent where it is no option's
record BybitOption(InstrumentId id, @Nullable OptionName name) {
  static BybitOption of(String symbol) {
    return new BybitOption(InstrumentId.of(BybitOptions.ID, symbol), OptionName.of(symbol));
  }
}
