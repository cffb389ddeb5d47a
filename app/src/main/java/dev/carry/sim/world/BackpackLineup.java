package dev.carry.sim.world;

import java.util.List;

/// What Backpack lists of a coin: one linear perpetual in USDC, of cheap coins by the thousand
/// (`kPEPE`). Funding is hourly.
final class BackpackLineup {
  private static final double THOUSAND = 1_000;

  /// It lists no coin that is thinner than this.
  private static final int LAST_TIER = 3;

  private BackpackLineup() {}

  static List<Spec> of(Coins coin) {
    double times = Lineup.multiplier(coin);
    if (coin.tier() > LAST_TIER || !coin.everywhere() || times > THOUSAND) {
      return List.of();
    }
    String base = (times == THOUSAND ? "k" : "") + coin.name();
    return List.of(
        Lineup.linear(SimVenue.BACKPACK, base + "_USDC_PERP", base, "USDC", coin, times, 0));
  }
}
