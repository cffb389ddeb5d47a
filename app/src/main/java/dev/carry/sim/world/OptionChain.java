package dev.carry.sim.world;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/// The options of the deepest coins, the same for every venue that lists them: priced by Black-76
/// on a forward, with a smile that moves slowly, so that all chains are of one market. Each venue
/// quotes around it by itself and writes it in its own units.
///
/// Nothing is kept: what an option is worth follows from the time, the coin's price and the seed.
public final class OptionChain {
  private static final double YEAR = 365.0 * 24 * 3_600_000;
  private static final List<String> COINS = List.of("BTC", "ETH");

  /// Strikes on each side of the one at the money.
  private static final int WINGS = 5;

  /// What a dated future drifts by in a year, a fraction.
  private static final double DRIFT = 0.06;

  /// A contract as all venues list it.
  ///
  /// @param expiry epoch milliseconds
  /// @param strike in US dollars, or what stands for them
  public record Contract(String coin, long expiry, double strike, boolean call) {}

  /// What a contract is worth at a venue now; prices in dollars per coin, not yet on its tick.
  ///
  /// @param volatility of the fair price, a fraction per year
  /// @param vega per volatility point
  /// @param theta per day
  /// @param rho per point of interest
  /// @param bid what is bid
  /// @param bidVolatility what `bid` implies
  /// @param bidSize in coins
  /// @param openInterest in coins
  public record Worth(
      double index,
      double forward,
      double volatility,
      double price,
      double delta,
      double gamma,
      double vega,
      double theta,
      double rho,
      double bid,
      double bidVolatility,
      double bidSize,
      double ask,
      double askVolatility,
      double askSize,
      double last,
      double openInterest,
      double volume) {}

  private final Market market;
  private final List<Contract> contracts = new ArrayList<>();

  OptionChain(Market market, Instant start) {
    this.market = market;
    for (String coin : COINS) {
      if (market.has(coin)) {
        for (LocalDate day : days(start)) {
          list(coin, Lineup.expiry(day), start.toEpochMilli());
        }
      }
    }
  }

  /// The second next day, the next two Fridays that are later, and the end of the next quarters.
  private static SortedSet<LocalDate> days(Instant start) {
    LocalDate today = LocalDate.ofInstant(start, ZoneOffset.UTC);
    SortedSet<LocalDate> days = new TreeSet<>();
    days.add(today.plusDays(2));
    LocalDate friday = today.plusDays(4).with(TemporalAdjusters.nextOrSame(DayOfWeek.FRIDAY));
    days.add(friday);
    days.add(friday.plusDays(7));
    days.addAll(Lineup.quarters(start));
    return days;
  }

  private void list(String coin, long expiry, long now) {
    double price = market.asset(coin).price();
    double deviation = price * 0.6 * Math.sqrt((expiry - now) / YEAR);
    double step = step(deviation / 2.5);
    double middle = Math.rint(price / step) * step;
    for (int i = -WINGS; i <= WINGS; i++) {
      double strike = middle + i * step;
      if (strike > 0) {
        contracts.add(new Contract(coin, expiry, strike, true));
        contracts.add(new Contract(coin, expiry, strike, false));
      }
    }
  }

  /// 1, 2, 2.5 or 5 times a power of ten.
  private static double step(double about) {
    double power = Math.pow(10, Math.floor(Math.log10(about)));
    double times = about / power;
    return power * (times < 1.5 ? 1 : times < 2.2 ? 2 : times < 3.5 ? 2.5 : times < 7 ? 5 : 10);
  }

  /// All that have not expired.
  public List<Contract> contracts() {
    return contracts.stream().filter(contract -> contract.expiry() > market.time()).toList();
  }

  /// What a contract is worth at a venue now.
  public Worth worth(Contract contract, SimVenue venue) {
    double index = market.asset(contract.coin()).price() * Market.rate("USD");
    double years = Math.max(1e-6, (contract.expiry() - market.time()) / YEAR);
    double forward = index * Math.exp(DRIFT * years);
    double volatility = volatility(contract, forward, years);
    Black76 fair = new Black76(contract.call(), forward, contract.strike(), years, volatility);
    double own = noise(contract, venue, 1);
    double width = (0.006 + 0.01 * own) * venue.spread() * Math.max(1, 0.15 / Math.sqrt(years));
    double bidVolatility = Math.max(0.02, volatility - width);
    double askVolatility = volatility + width;
    double size = venue.size() * 400 / Math.max(1, Math.sqrt(index / 500));
    return new Worth(
        index,
        forward,
        volatility,
        fair.price(),
        fair.delta(),
        fair.gamma(),
        fair.vega() / 100,
        fair.theta() / 365,
        fair.rho() / 100,
        new Black76(contract.call(), forward, contract.strike(), years, bidVolatility).price(),
        bidVolatility,
        size * (0.2 + noise(contract, venue, 2 + market.time() / 4_000)),
        new Black76(contract.call(), forward, contract.strike(), years, askVolatility).price(),
        askVolatility,
        size * (0.2 + noise(contract, venue, 3 + market.time() / 5_000)),
        fair.price() * (0.97 + 0.06 * noise(contract, venue, 4)),
        size * 40 * noise(contract, venue, 5) * Math.exp(-2 * Math.abs(fair.delta() - 0.3)),
        size * 3 * noise(contract, venue, 6));
  }

  /// Downside dearer than upside, wings dearer than the middle, a level that breathes by the hour.
  private double volatility(Contract contract, double forward, double years) {
    double level = contract.coin().equals("BTC") ? 0.52 : 0.66;
    double breath = 0.015 * Math.sin(2 * Math.PI * (market.time() % 7_200_000) / 7_200_000);
    double away = Math.log(contract.strike() / forward) / Math.sqrt(Math.max(years, 0.01));
    double smile = -0.06 * away + 0.09 * away * away;
    double term = 0.04 * Math.exp(-years * 8);
    return Math.clamp(level + breath + smile + term, 0.15, 2.5);
  }

  /// A fixed number in `[0, 1)`.
  private static double noise(Contract contract, SimVenue venue, long what) {
    long z =
        contract.hashCode() * 0x9E3779B97F4A7C15L
            + venue.name().hashCode() * 31L
            + what * 0xBF58476DL;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return ((z ^ (z >>> 31)) >>> 11) * 0x1.0p-53;
  }
}
