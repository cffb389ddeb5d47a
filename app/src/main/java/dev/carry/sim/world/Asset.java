package dev.carry.sim.world;

import java.util.SplittableRandom;

/// A coin's price everywhere: a bounded random walk around the price it began with, part of it
/// shared with all other coins, and the part of the premium that all venues have in common.
public final class Asset {
  private static final double DAY = 86_400_000.0;
  private static final double MARKET_SHARE = 0.7;

  /// Daily volatility by tier, a fraction.
  private static final double[] VOLATILITY = {0, 0.025, 0.04, 0.05, 0.06};

  /// Long-run deviation of the common premium by tier, a fraction.
  private static final double[] PREMIUM_DEVIATION = {0, 0.00012, 0.0002, 0.0003, 0.0004};

  private final String name;
  private final double basePrice;
  private final int tier;
  private final double heat;
  private final SplittableRandom random;
  private final Drift log;
  private final Drift common;
  private final Track prices = new Track();
  private double burst;
  private long burstUntil;

  /// @param heat mean of the common premium beyond the ordinary, a fraction; 0 for most coins
  Asset(Coins coin, double heat, SplittableRandom random) {
    this.name = coin.name();
    this.basePrice = coin.price();
    this.tier = coin.tier();
    this.heat = heat;
    this.random = random;
    double volatility = VOLATILITY[tier];
    double halfLifeDays = 15;
    this.log =
        new Drift(
            0,
            volatility * Math.sqrt(halfLifeDays / (2 * Math.log(2))),
            halfLifeDays * DAY,
            volatility * random.nextGaussian());
    double mean = 0.0001 + heat + PREMIUM_DEVIATION[tier] / 2 * random.nextGaussian();
    double deviation = PREMIUM_DEVIATION[tier] + Math.abs(heat) / 5;
    this.common = new Drift(mean, deviation, DAY, mean + deviation * random.nextGaussian());
  }

  public String name() {
    return name;
  }

  /// 1 (deepest) to 4.
  public int tier() {
    return tier;
  }

  double heat() {
    return heat;
  }

  /// The index price in USDT now.
  public double price() {
    return basePrice * Math.exp(log.value());
  }

  /// The index price in USDT over time.
  Track prices() {
    return prices;
  }

  double commonPremium() {
    return common.value();
  }

  void step(long millis, long time, double marketNormal) {
    double own = random.nextGaussian();
    double mixed = MARKET_SHARE * marketNormal + Math.sqrt(1 - MARKET_SHARE * MARKET_SHARE) * own;
    log.step(millis, mixed);
    if (time < burstUntil) {
      log.push(burst * millis);
    }
    log.bound(Math.log(2));
    common.step(millis, random.nextGaussian());
  }

  /// Begins a run of liquidations that moves the price by `move` (a fraction) over `millis`.
  void startBurst(double move, long time, long millis) {
    burst = move / millis;
    burstUntil = time + millis;
  }

  /// Direction of the burst under way: +1 up, −1 down, 0 none.
  int bursting(long time) {
    return time < burstUntil ? (int) Math.signum(burst) : 0;
  }
}
