package dev.carry.sim.world;

import java.util.List;
import java.util.Set;

/// What dYdX lists: every coin for itself, and the smallest made-up ones in pools of their own,
/// whose name and address stand in the ticker.
final class DydxLineup {
  /// Highest rate an hour: six times the difference of the margins of a large market, in eight.
  static final double CAP = 0.006;

  private static final Set<String> ISOLATED = Set.of("WIF", "BLUR");

  private DydxLineup() {}

  static List<Spec> of(Coins coin) {
    if (!coin.everywhere()) {
      return List.of();
    }
    String pool = ISOLATED.contains(coin.name()) ? ",RAYDIUM,9BB6NFECJBCTNNLFKO2FQVQBQ8HHM13K" : "";
    int magnitude = (int) Math.floor(Math.log10(coin.price()));
    double tick = Lineup.power(magnitude - 4);
    double step = Lineup.power(Math.clamp(-magnitude, -6, 6));
    return List.of(
        new Spec(
            SimVenue.DYDX,
            Spec.Kind.PERPETUAL,
            coin.name() + pool + "-USD",
            coin.name(),
            "USD",
            "USDC",
            false,
            1,
            tick,
            Lineup.decimals(tick),
            1,
            step,
            Lineup.decimals(step),
            CAP,
            0,
            0));
  }
}
