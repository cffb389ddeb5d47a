package dev.carry.sim.world;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/// What Binance lists beside its linear contracts.
final class BinanceLineup {
  private BinanceLineup() {}

  /// Inverse contracts of 100 USD of bitcoin and 10 USD of every other coin, quarters of the two
  /// largest.
  static List<Spec> coinMargined(Coins coin, Instant now) {
    List<Spec> specs = new ArrayList<>();
    String base = coin.name();
    if (Lineup.INVERSE.contains(base)) {
      double value = base.equals("BTC") ? 100 : 10;
      SimVenue venue = SimVenue.BINANCE_COINM;
      specs.add(Lineup.inverse(venue, base + "USD_PERP", coin, value, 0));
      if (base.equals("BTC") || base.equals("ETH")) {
        for (LocalDate date : Lineup.quarters(now)) {
          String symbol = base + "USD_" + Lineup.COMPACT.format(date);
          specs.add(Lineup.inverse(venue, symbol, coin, value, Lineup.expiry(date)));
        }
      }
    }
    return specs;
  }

  /// Every coin in tethers, the largest in another dollar, too.
  static List<Spec> spot(Coins coin) {
    SimVenue venue = SimVenue.BINANCE_SPOT;
    String base = coin.name();
    List<Spec> pairs = new ArrayList<>();
    pairs.add(SpotLineup.pair(venue, base + "USDT", base, "USDT", coin));
    if (coin.tier() == 1) {
      pairs.add(SpotLineup.pair(venue, base + "USDC", base, "USDC", coin));
    }
    return pairs;
  }
}
