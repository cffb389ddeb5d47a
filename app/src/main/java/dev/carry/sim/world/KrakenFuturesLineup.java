package dev.carry.sim.world;

import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// What Kraken Futures lists of a coin: a linear perpetual (`PF_`), for a few an inverse one
/// (`PI_`), and for the two largest dated futures of both kinds. Prices are in US dollars; a
/// contract is of one coin or of one dollar; funding is hourly.
final class KrakenFuturesLineup {
  private static final SimVenue VENUE = SimVenue.KRAKEN_FUTURES;
  private static final Set<String> INVERSE = Set.of("BTC", "ETH", "LTC", "XRP");
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyMMdd", Locale.ROOT);

  private KrakenFuturesLineup() {}

  static List<Spec> of(Coins coin, Instant now) {
    if (!coin.everywhere()) {
      return List.of();
    }
    String base = coin.name().equals("BTC") ? "XBT" : coin.name();
    List<Spec> specs = new ArrayList<>();
    specs.add(linear("PF_" + base + "USD", base, coin, 0));
    if (INVERSE.contains(coin.name())) {
      specs.add(inverse("PI_" + base + "USD", base, coin, 0));
    }
    if (coin.name().equals("BTC") || coin.name().equals("ETH")) {
      for (LocalDate date : Lineup.quarters(now)) {
        String pair = base + "USD_" + DAY.format(date);
        specs.add(linear("FF_" + pair, base, coin, Lineup.expiry(date)));
        specs.add(inverse("FI_" + pair, base, coin, Lineup.expiry(date)));
      }
    }
    return specs;
  }

  private static Spec linear(String symbol, String base, Coins coin, long expiry) {
    return Lineup.linear(VENUE, symbol, base, "USD", coin, 1, expiry);
  }

  private static Spec inverse(String symbol, String base, Coins coin, long expiry) {
    double tick = Lineup.tick(coin.price(), coin.tier()) * 5;
    return new Spec(
        VENUE,
        Lineup.kind(expiry),
        symbol,
        base,
        "USD",
        base,
        true,
        1,
        tick,
        Lineup.decimals(tick),
        1,
        1,
        0,
        Lineup.cap(VENUE, coin.tier()),
        0,
        expiry);
  }
}
