package dev.carry.sim.binance;

import dev.carry.sim.world.SimVenue;

/// One of Binance's markets: where its calls and sockets are.
enum BinanceProduct {
  USD_M(SimVenue.BINANCE_USDM, "/fapi/v1/", true),
  COIN_M(SimVenue.BINANCE_COINM, "/dapi/v1/", false),
  SPOT(SimVenue.BINANCE_SPOT, "/api/v3/", false);

  private final SimVenue venue;
  private final String api;
  private final boolean routed;

  BinanceProduct(SimVenue venue, String api, boolean routed) {
    this.venue = venue;
    this.api = api;
    this.routed = routed;
  }

  static BinanceProduct of(SimVenue venue) {
    for (BinanceProduct product : values()) {
      if (product.venue == venue) {
        return product;
      }
    }
    throw new IllegalArgumentException(venue + " is not Binance's");
  }

  /// Whether its sockets are told apart by what they carry.
  boolean routed() {
    return routed;
  }

  /// Request weight a minute and address.
  int weightLimit() {
    return this == SPOT ? 6_000 : 2_400;
  }

  /// Messages a client may send in a second.
  int inboundLimit() {
    return this == SPOT ? 5 : 10;
  }

  /// How often the venue pings, in milliseconds.
  long pingEvery() {
    return this == SPOT ? 20_000 : 180_000;
  }

  /// The name of a call below its prefix, `premiumIndex`; the path itself where it has another.
  String call(String path) {
    return path.startsWith(api) ? path.substring(api.length()) : path;
  }
}
