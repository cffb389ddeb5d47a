package dev.carry.sim.world;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// What Bitget lists: a contract of every coin in USDT, of the deepest in USDC, and of a few in
/// dollars that are settled in the coin. Sizes are coins in all of them.
final class BitgetLineup {
  private static final Set<String> IN_COINS = Set.of("BTC", "ETH", "XRP", "LTC");

  private BitgetLineup() {}

  static List<Spec> of(Coins coin) {
    double times = Lineup.multiplier(coin);
    String base = (times == 1 ? "" : Long.toString(Math.round(times))) + coin.name();
    List<Spec> specs = new ArrayList<>();
    specs.add(spec(base + "USDT", base, "USDT", "USDT", coin, times));
    if (coin.tier() == 1) {
      specs.add(spec(base + "PERP", base, "USDC", "USDC", coin, times));
    }
    if (IN_COINS.contains(coin.name())) {
      specs.add(spec(base + "USD", base, "USD", base, coin, times));
    }
    return specs;
  }

  /// Paid in coins or not, a size times the price is its value in dollars.
  private static Spec spec(
      String symbol, String base, String quote, String settle, Coins coin, double multiplier) {
    double price = coin.price() * multiplier;
    double tick = Lineup.tick(price, coin.tier());
    double step = Math.min(1_000, Lineup.power(Math.floor(Math.log10(5 / price))));
    return new Spec(
        SimVenue.BITGET,
        Spec.Kind.PERPETUAL,
        symbol,
        base,
        quote,
        settle,
        false,
        multiplier,
        tick,
        Lineup.decimals(tick),
        1,
        step,
        Lineup.decimals(step),
        cap(coin.tier()),
        FundingFormula.INTEREST_8H,
        0);
  }

  static double cap(int tier) {
    return tier == 1 ? 0.003 : 0.02;
  }
}
