package dev.carry.sim.world;

import dev.carry.sim.world.Spec.Kind;
import java.util.ArrayList;
import java.util.List;

/// Spot pairs: one coin each, sized in coins, at the coin's own price.
final class SpotLineup {
  /// Cap and rate of what pays none.
  static final double NO_FUNDING = 0;

  private SpotLineup() {}

  static List<Spec> bybit(Coins coin) {
    List<Spec> pairs = new ArrayList<>();
    String base = coin.name();
    pairs.add(pair(SimVenue.BYBIT_SPOT, base + "USDT", base, "USDT", coin));
    if (coin.tier() == 1) {
      pairs.add(pair(SimVenue.BYBIT_SPOT, base + "USDC", base, "USDC", coin));
    }
    return pairs;
  }

  static List<Spec> okx(Coins coin) {
    if (!coin.everywhere()) {
      return List.of();
    }
    List<Spec> pairs = new ArrayList<>();
    String base = coin.name();
    pairs.add(pair(SimVenue.OKX_SPOT, base + "-USDT", base, "USDT", coin));
    if (coin.tier() == 1) {
      pairs.add(pair(SimVenue.OKX_SPOT, base + "-USDC", base, "USDC", coin));
      pairs.add(pair(SimVenue.OKX_SPOT, base + "-USD", base, "USD", coin));
    }
    return pairs;
  }

  static List<Spec> coinbase(Coins coin) {
    return inDollars(SimVenue.COINBASE_SPOT, coin, "-");
  }

  static List<Spec> kraken(Coins coin) {
    return inDollars(SimVenue.KRAKEN_SPOT, coin, "/");
  }

  private static List<Spec> inDollars(SimVenue venue, Coins coin, String dash) {
    if (!coin.everywhere()) {
      return List.of();
    }
    List<Spec> pairs = new ArrayList<>();
    String base = coin.name();
    pairs.add(pair(venue, base + dash + "USD", base, "USD", coin));
    if (coin.tier() == 1) {
      pairs.add(pair(venue, base + dash + "USDT", base, "USDT", coin));
    }
    return pairs;
  }

  /// A pair of a venue.
  ///
  /// @param symbol the venue's own
  /// @param base the venue's name of the coin
  /// @param quote what it costs: `USDT`, `USDC` or `USD`
  static Spec pair(SimVenue venue, String symbol, String base, String quote, Coins coin) {
    double tick = Lineup.tick(coin.price(), coin.tier());
    double step = Lineup.power(Math.floor(Math.log10(1 / coin.price())));
    return new Spec(
        venue,
        Kind.SPOT,
        symbol,
        base,
        quote,
        quote,
        false,
        1,
        tick,
        Lineup.decimals(tick),
        1,
        step,
        Lineup.decimals(step),
        0,
        0,
        0);
  }
}
