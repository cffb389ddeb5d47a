package dev.carry.venue.bitget;

import dev.carry.model.InstrumentId;

/// A name of Bitget: `BTCUSDT`, `BTCPERP` (in USDC), `BTCUSD`, and `BTCUSDU26` of the dated ones.
/// It tells nothing by itself.
record BitgetSymbol(InstrumentId id) {
  static BitgetSymbol of(String symbol) {
    return new BitgetSymbol(InstrumentId.of(Bitget.ID, symbol));
  }
}
