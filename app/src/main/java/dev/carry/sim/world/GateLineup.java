package dev.carry.sim.world;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// What Gate lists: a contract of every coin in USDT, and one of bitcoin in dollars that is settled
/// in bitcoin.
final class GateLineup {
  /// These trade in tenths of a contract.
  private static final Set<String> DECIMAL = Set.of("ETH", "SOL", "XRP", "PEPE", "TRX");

  private GateLineup() {}

  static List<Spec> of(Coins coin) {
    List<Spec> specs = new ArrayList<>();
    double tick = Lineup.tick(coin.price(), coin.tier());
    boolean decimal = DECIMAL.contains(coin.name());
    specs.add(
        spec(
            coin.name() + "_USDT",
            coin,
            false,
            tick,
            Lineup.power(Math.floor(Math.log10(10 / coin.price()))),
            decimal ? 0.1 : 1));
    if (coin.name().equals("BTC")) {
      specs.add(spec("BTC_USD", coin, true, tick, 1, 1));
    }
    return specs;
  }

  private static Spec spec(
      String symbol, Coins coin, boolean inverse, double tick, double value, double step) {
    return new Spec(
        SimVenue.GATE,
        Spec.Kind.PERPETUAL,
        symbol,
        coin.name(),
        inverse ? "USD" : "USDT",
        inverse ? coin.name() : "USDT",
        inverse,
        1,
        tick,
        Lineup.decimals(tick),
        value,
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
