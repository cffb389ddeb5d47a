package dev.carry.venue.hyperliquid;

import dev.carry.model.InstrumentId;
import dev.carry.venue.ListedAsset;
import java.math.BigDecimal;

/// What a Hyperliquid `coin` alone tells: `BTC`, `kPEPE` (a thousand PEPE), `xyz:TSLA` (of the
/// builder dex `xyz`); spot pairs are `PURR/USDC` or `@107`.
///
/// @param id venue and symbol
/// @param dex the dex that lists it, empty for the first one
/// @param asset the asset and how many of it one price is for
record HyperliquidCoin(InstrumentId id, String dex, ListedAsset asset) {
  private static final BigDecimal THOUSAND = BigDecimal.valueOf(1_000);

  static HyperliquidCoin of(String symbol) {
    int colon = symbol.indexOf(':');
    return new HyperliquidCoin(
        InstrumentId.of(Hyperliquid.ID, symbol),
        colon < 0 ? "" : symbol.substring(0, colon),
        asset(symbol.substring(colon + 1)));
  }

  boolean ofFirstDex() {
    return dex.isEmpty();
  }

  /// A small `k` in front of a name of capitals is a thousand.
  private static ListedAsset asset(String name) {
    boolean thousands =
        name.length() > 1 && name.charAt(0) == 'k' && Character.isUpperCase(name.charAt(1));
    return thousands ? new ListedAsset(name.substring(1), THOUSAND) : ListedAsset.of(name);
  }
}
