package dev.carry.sim.world;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Month;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// What each venue lists of the coins, under its own names and units.
final class Lineup {
  private static final Set<String> DERIBIT_LINEAR =
      Set.of(
          "BTC", "ETH", "SOL", "XRP", "BNB", "DOGE", "ADA", "AVAX", "LINK", "DOT", "LTC", "BCH",
          "TRX", "NEAR", "UNI", "ALGO", "PEPE", "SUI");
  static final Set<String> INVERSE = Set.of("BTC", "ETH", "SOL", "XRP", "LTC", "DOT");
  static final DateTimeFormatter COMPACT = DateTimeFormatter.ofPattern("yyMMdd", Locale.ROOT);
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("dMMMyy", Locale.ENGLISH);
  private static final DateTimeFormatter PADDED_DAY =
      DateTimeFormatter.ofPattern("ddMMMyy", Locale.ENGLISH);

  private Lineup() {}

  /// The contracts of a venue on a coin, as of `now`.
  static List<Spec> of(SimVenue venue, Coins coin, Instant now) {
    return switch (venue) {
      case BINANCE_USDM -> binance(coin, now);
      case BINANCE_COINM -> BinanceLineup.coinMargined(coin, now);
      case BINANCE_SPOT -> BinanceLineup.spot(coin);
      case BYBIT -> bybit(coin, now);
      case OKX -> okx(coin, now);
      case DERIBIT -> deribit(coin, now);
      case KRAKEN_FUTURES -> KrakenFuturesLineup.of(coin, now);
      case BACKPACK -> BackpackLineup.of(coin);
      case GATE -> GateLineup.of(coin);
      case BITGET -> BitgetLineup.of(coin);
      case HYPERLIQUID -> HyperliquidLineup.of(coin);
      case DYDX -> DydxLineup.of(coin);
      case BYBIT_SPOT -> SpotLineup.bybit(coin);
      case OKX_SPOT -> SpotLineup.okx(coin);
      case COINBASE_SPOT -> SpotLineup.coinbase(coin);
      case KRAKEN_SPOT -> SpotLineup.kraken(coin);
      // they list the market's option chain
      case OKX_OPTIONS, BYBIT_OPTIONS, BINANCE_OPTIONS -> List.of();
    };
  }

  /// Coins in one price unit where a venue lists a cheap coin by the thousand or million.
  static double multiplier(Coins coin) {
    return coin.price() < 0.00001 ? 1_000_000 : coin.price() < 0.0003 ? 1_000 : 1;
  }

  private static List<Spec> binance(Coins coin, Instant now) {
    double times = multiplier(coin);
    String base = (times == 1 ? "" : whole(times)) + coin.name();
    List<Spec> specs = new ArrayList<>();
    SimVenue venue = SimVenue.BINANCE_USDM;
    specs.add(linear(venue, base + "USDT", base, "USDT", coin, times, 0));
    if (coin.tier() == 1) {
      specs.add(linear(venue, base + "USDC", base, "USDC", coin, times, 0));
    }
    if (coin.name().equals("BTC") || coin.name().equals("ETH")) {
      for (LocalDate date : quarters(now)) {
        String symbol = base + "USDT_" + COMPACT.format(date);
        specs.add(linear(venue, symbol, base, "USDT", coin, times, expiry(date)));
      }
    }
    return specs;
  }

  private static List<Spec> bybit(Coins coin, Instant now) {
    double times = multiplier(coin);
    String base =
        coin.name().equals("SHIB") ? "SHIB1000" : (times == 1 ? "" : whole(times)) + coin.name();
    SimVenue venue = SimVenue.BYBIT;
    List<Spec> specs = new ArrayList<>();
    specs.add(linear(venue, base + "USDT", base, "USDT", coin, times, 0));
    if (coin.tier() == 1) {
      specs.add(linear(venue, base + "PERP", base, "USDC", coin, times, 0));
    }
    if (INVERSE.contains(coin.name())) {
      specs.add(inverse(venue, base + "USD", coin, 1, 0));
    }
    if (coin.name().equals("BTC") || coin.name().equals("ETH")) {
      for (LocalDate date : quarters(now)) {
        String day = PADDED_DAY.format(date).toUpperCase(Locale.ROOT);
        specs.add(linear(venue, base + "USDT-" + day, base, "USDT", coin, times, expiry(date)));
        specs.add(linear(venue, base + "-" + day, base, "USDC", coin, times, expiry(date)));
        specs.add(inverse(venue, base + "USD" + quarterCode(date), coin, 1, expiry(date)));
      }
    }
    return specs;
  }

  private static List<Spec> okx(Coins coin, Instant now) {
    if (!coin.everywhere()) {
      return List.of();
    }
    SimVenue venue = SimVenue.OKX;
    List<Spec> specs = new ArrayList<>();
    String base = coin.name();
    specs.add(linear(venue, base + "-USDT-SWAP", base, "USDT", coin, 1, 0));
    if (coin.tier() == 1) {
      specs.add(linear(venue, base + "-USDC-SWAP", base, "USDC", coin, 1, 0));
    }
    double value = base.equals("BTC") ? 100 : 10;
    if (INVERSE.contains(base)) {
      specs.add(inverse(venue, base + "-USD-SWAP", coin, value, 0));
    }
    if (base.equals("BTC") || base.equals("ETH")) {
      for (LocalDate date : quarters(now)) {
        String day = COMPACT.format(date);
        specs.add(linear(venue, base + "-USDT-" + day, base, "USDT", coin, 1, expiry(date)));
        specs.add(inverse(venue, base + "-USD-" + day, coin, value, expiry(date)));
      }
    }
    return specs;
  }

  private static List<Spec> deribit(Coins coin, Instant now) {
    SimVenue venue = SimVenue.DERIBIT;
    List<Spec> specs = new ArrayList<>();
    String base = coin.name();
    if (base.equals("BTC") || base.equals("ETH")) {
      specs.add(inverse(venue, base + "-PERPETUAL", coin, 1, 0));
      for (LocalDate date : quarters(now)) {
        String day = DAY.format(date).toUpperCase(Locale.ROOT);
        specs.add(inverse(venue, base + "-" + day, coin, 1, expiry(date)));
      }
    }
    if (DERIBIT_LINEAR.contains(base)) {
      specs.add(linear(venue, base + "_USDC-PERPETUAL", base, "USDC", coin, 1, 0));
    }
    return specs;
  }

  static Spec linear(
      SimVenue venue,
      String symbol,
      String base,
      String quote,
      Coins coin,
      double multiplier,
      long expiry) {
    double price = coin.price() * multiplier;
    double tick = tick(price, coin.tier());
    double value = venue == SimVenue.OKX ? okxContract(coin) : 1;
    // OKX counts contracts in hundredths.
    double step = venue == SimVenue.OKX ? 0.01 : step(price);
    return new Spec(
        venue,
        kind(expiry),
        symbol,
        base,
        quote,
        quote,
        false,
        multiplier,
        tick,
        scale(tick, venue, price),
        value,
        step,
        decimals(step),
        cap(venue, coin.tier()),
        interest(venue, coin),
        expiry);
  }

  static Spec inverse(
      SimVenue venue, String symbol, Coins coin, double contractValue, long expiry) {
    double tick =
        venue == SimVenue.OKX
            ? tick(coin.price(), coin.tier())
            : tick(coin.price(), coin.tier()) * 5;
    double step = venue == SimVenue.DERIBIT ? (coin.name().equals("BTC") ? 10 : 1) : 1;
    return new Spec(
        venue,
        kind(expiry),
        symbol,
        coin.name(),
        "USD",
        coin.name(),
        true,
        1,
        tick,
        scale(tick, venue, coin.price()),
        contractValue,
        step,
        0,
        cap(venue, coin.tier()),
        interest(venue, coin),
        expiry);
  }

  /// A quantity step worth about a dollar.
  private static double step(double price) {
    return Math.min(1000, power(Math.floor(Math.log10(5 / price)) + (price > 1000 ? 1 : 0)));
  }

  static Spec.Kind kind(long expiry) {
    return expiry == 0 ? Spec.Kind.PERPETUAL : Spec.Kind.DATED_FUTURE;
  }

  static double tick(double price, int tier) {
    return power(Math.floor(Math.log10(price)) - (tier == 1 ? 5 : 4));
  }

  private static int scale(double tick, SimVenue venue, double price) {
    // Bybit writes two decimals even where the tick is 0.10.
    return venue == SimVenue.BYBIT && price > 1000 ? 2 : decimals(tick);
  }

  private static double okxContract(Coins coin) {
    return switch (coin.name()) {
      case "BTC" -> 0.01;
      case "ETH" -> 0.1;
      default -> power(Math.floor(Math.log10(500 / coin.price())));
    };
  }

  static double cap(SimVenue venue, int tier) {
    return switch (venue) {
      case BINANCE_USDM, BINANCE_COINM -> tier == 1 ? 0.003 : 0.02;
      case BYBIT -> tier == 1 ? 0.00375 : 0.02;
      case OKX -> tier == 1 ? 0.00375 : 0.015;
      case DERIBIT -> 0.005;
      case KRAKEN_FUTURES -> 0.0025;
      case BACKPACK -> 0.015;
      case GATE -> GateLineup.cap(tier);
      case BITGET -> BitgetLineup.cap(tier);
      case HYPERLIQUID -> HyperliquidLineup.CAP;
      case DYDX -> DydxLineup.CAP;
      case BINANCE_SPOT,
          BYBIT_SPOT,
          OKX_SPOT,
          COINBASE_SPOT,
          KRAKEN_SPOT,
          OKX_OPTIONS,
          BYBIT_OPTIONS,
          BINANCE_OPTIONS ->
          SpotLineup.NO_FUNDING;
    };
  }

  private static double interest(SimVenue venue, Coins coin) {
    // OKX prices its smallest coins by premium alone (formula type noRate).
    return venue == SimVenue.OKX && coin.tier() == 4 ? 0 : FundingFormula.INTEREST_8H;
  }

  /// The ends of the running and the next quarter: last Fridays, at least three weeks away.
  static List<LocalDate> quarters(Instant now) {
    List<LocalDate> found = new ArrayList<>();
    LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    LocalDate month = today.withDayOfMonth(1);
    while (found.size() < 2) {
      LocalDate friday = month.with(TemporalAdjusters.lastInMonth(DayOfWeek.FRIDAY));
      boolean quarter =
          month.getMonth().firstMonthOfQuarter() != month.getMonth()
              && month.getMonthValue() % 3 == 0;
      if (quarter && friday.isAfter(today.plusDays(21))) {
        found.add(friday);
      }
      month = month.plusMonths(1);
    }
    return found;
  }

  static long expiry(LocalDate date) {
    return date.atTime(8, 0).toInstant(ZoneOffset.UTC).toEpochMilli();
  }

  private static String quarterCode(LocalDate date) {
    Month month = date.getMonth();
    char letter =
        month == Month.MARCH
            ? 'H'
            : month == Month.JUNE ? 'M' : month == Month.SEPTEMBER ? 'U' : 'Z';
    return letter + String.format(Locale.ROOT, "%02d", date.getYear() % 100);
  }

  private static String whole(double value) {
    return Long.toString(Math.round(value));
  }

  static double power(double exponent) {
    return Double.parseDouble("1e" + Math.round(exponent));
  }

  static int decimals(double step) {
    BigDecimal value = new BigDecimal(step).setScale(14, RoundingMode.HALF_UP).stripTrailingZeros();
    return Math.max(0, value.scale());
  }
}
