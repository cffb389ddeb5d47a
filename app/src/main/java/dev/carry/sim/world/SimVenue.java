package dev.carry.sim.world;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/// The venues that are simulated, with how large and how tight each is against the largest.
public enum SimVenue {
  BINANCE_USDM("binance-usdm", 1, 1),
  BINANCE_COINM("binance-coinm", 0.12, 1.6),
  BINANCE_SPOT("binance-spot", 0.6, 1),
  BYBIT("bybit", 0.5, 1.1),
  OKX("okx", 0.45, 1.1),
  DERIBIT("deribit", 0.05, 2),
  KRAKEN_FUTURES("kraken-futures", 0.04, 1.6),
  BACKPACK("backpack", 0.06, 1.5),
  GATE("gate", 0.35, 1.2),
  BITGET("bitget", 0.4, 1.2),
  HYPERLIQUID("hyperliquid", 0.25, 1.2),
  DYDX("dydx", 0.04, 2.5),
  BYBIT_SPOT("bybit-spot", 0.3, 1.1),
  OKX_SPOT("okx-spot", 0.3, 1.1),
  COINBASE_SPOT("coinbase-spot", 0.2, 1.5),
  KRAKEN_SPOT("kraken-spot", 0.1, 1.8),
  OKX_OPTIONS("okx-options", 0.03, 1.2),
  BYBIT_OPTIONS("bybit-options", 0.04, 1.1),
  BINANCE_OPTIONS("binance-options", 0.02, 1.4);

  private static final Set<SimVenue> HOURLY =
      EnumSet.of(KRAKEN_FUTURES, BACKPACK, HYPERLIQUID, DYDX);

  private final String id;
  private final double size;
  private final double spread;

  SimVenue(String id, double size, double spread) {
    this.id = id;
    this.size = size;
    this.spread = spread;
  }

  /// The id that stands first in every path, `binance-usdm`.
  public String id() {
    return id;
  }

  /// Volume, depth and open interest as a fraction of the largest venue's.
  double size() {
    return size;
  }

  /// Width of the quoted spread as a multiple of the tightest venue's.
  double spread() {
    return spread;
  }

  /// Whether every perpetual settles every hour, whatever the coin.
  boolean hourly() {
    return HOURLY.contains(this);
  }

  /// The venue of an id.
  public static SimVenue of(String id) {
    for (SimVenue venue : values()) {
      if (venue.id.equals(id)) {
        return venue;
      }
    }
    throw new IllegalArgumentException("unknown venue '" + id + "', allowed: " + ids());
  }

  /// All ids, for messages.
  public static String ids() {
    return Arrays.stream(values()).map(SimVenue::id).collect(Collectors.joining(", "));
  }
}
