package dev.carry.sim.world;

import dev.carry.sim.world.Spec.Kind;

/// Spot pairs: one coin each, sized in coins, at the coin's own price.
final class SpotLineup {
  private SpotLineup() {}

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
