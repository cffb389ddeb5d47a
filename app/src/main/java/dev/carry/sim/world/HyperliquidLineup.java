package dev.carry.sim.world;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// What Hyperliquid lists: cheap coins by the thousand with a small `k` in front, and a builder dex
/// that settles in another dollar.
final class HyperliquidLineup {
  /// Highest rate an hour, as documented.
  static final double CAP = 0.04;

  /// The builder dex and what it lists.
  private static final String DEX = "hyna:";

  private static final Set<String> ON_DEX = Set.of("BTC", "ETH", "SOL");

  /// Digits of a price that may differ from zero, and decimals of price and size together.
  private static final int SIGNIFICANT = 5;

  private static final int DECIMALS = 6;

  private HyperliquidLineup() {}

  static List<Spec> of(Coins coin) {
    List<Spec> specs = new ArrayList<>();
    if (coin.everywhere()) {
      boolean cheap = coin.price() < 0.0003;
      specs.add(spec((cheap ? "k" : "") + coin.name(), "USDC", coin, cheap ? 1_000 : 1));
    }
    if (ON_DEX.contains(coin.name())) {
      specs.add(spec(DEX + coin.name(), "USDE", coin, 1));
    }
    return specs;
  }

  private static Spec spec(String symbol, String settle, Coins coin, double times) {
    double price = coin.price() * times;
    int magnitude = (int) Math.floor(Math.log10(price));
    int sizeDecimals = Math.clamp(magnitude + 1, 0, SIGNIFICANT);
    double tick = Lineup.power(Math.max(magnitude - SIGNIFICANT + 1, sizeDecimals - DECIMALS));
    return new Spec(
        SimVenue.HYPERLIQUID,
        Spec.Kind.PERPETUAL,
        symbol,
        symbol.substring(symbol.indexOf(':') + 1),
        "USD",
        settle,
        false,
        times,
        tick,
        Lineup.decimals(tick),
        1,
        Lineup.power(-sizeDecimals),
        sizeDecimals,
        CAP,
        FundingFormula.INTEREST_8H,
        0);
  }
}
