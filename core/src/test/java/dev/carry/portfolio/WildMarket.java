package dev.carry.portfolio;

import dev.carry.model.Instrument;
import dev.carry.model.TradeEvent.Incident;
import dev.carry.valuation.MaintenanceTiers;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// Five days of a market in which everything happens that can: thin quotes, jumps that use margins
/// up, settlements that are told late or never.
final class WildMarket {
  static final String LINEAR = "bybit:BTCUSDT";
  static final String OTHER = "okx:BTC-USDC-SWAP";
  static final String INVERSE = "bitmex:XBTUSD";
  static final String SPOT = "binance-spot:BTCUSDT";
  static final List<String> ALL = List.of(LINEAR, OTHER, INVERSE, SPOT);

  /// With little behind each leg.
  static final AccountSettings ACCOUNT =
      new AccountSettings(
          new BigDecimal("1000000"),
          BigDecimal.valueOf(8),
          new BigDecimal("0.05"),
          0.6,
          MaintenanceTiers.flat(0.01),
          new BigDecimal("0.08"),
          AccountSettings.Limits.NONE,
          new Execution(
              Duration.ofSeconds(90),
              Duration.ofMinutes(11),
              null,
              new BigDecimal("0.01"),
              new BigDecimal("0.0002"),
              Duration.ofMinutes(25),
              BigDecimal.ONE,
              Duration.ofMinutes(5)));

  /// What befalls who trades in it.
  static final Set<Incident.Kind> HAPPENS =
      Set.of(
          Incident.Kind.NOT_FILLED,
          Incident.Kind.UNHEDGED,
          Incident.Kind.LIQUIDATED,
          Incident.Kind.TRANSFER,
          Incident.Kind.MISSING_SETTLEMENT);

  static final double TAKER_FEE = 0.0005;

  private static final int STEPS = 700;

  private WildMarket() {}

  static RandomGenerator random(long seed) {
    return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  }

  /// @param random whose lots it is made of
  /// @param before called before each step
  /// @param after called after each
  static void run(
      PaperMarket market, RandomGenerator random, IntConsumer before, IntConsumer after) {
    market.perpetual(LINEAR, "BTC");
    market.list(perpetual(OTHER, "USDC", "USDC", Instrument.Payoff.LINEAR));
    market.list(perpetual(INVERSE, "USD", "BTC", Instrument.Payoff.INVERSE));
    market.list(Instrument.spot(PaperMarket.id(SPOT), "BTC", "USDT").build());
    double price = 50_000;
    for (int step = 0; step < STEPS; step++) {
      before.accept(step);
      market.at(PaperMarket.time(step));
      price *= 1 + (random.nextInt(60) == 0 ? 0.12 : 0.015) * random.nextGaussian();
      for (String id : ALL) {
        if (random.nextInt(4) > 0) {
          quote(market, id, price * (1 + 0.001 * random.nextGaussian()), random);
        }
      }
      if (step % 6 == 1) {
        ALL.subList(0, 3).forEach(id -> market.estimate(id, "0.0001"));
      }
      if (step % 48 == 2 && step > 48 && random.nextInt(4) > 0) {
        market.settled(LINEAR, "0.0004", PaperMarket.time(step - 2));
      }
      after.accept(step);
    }
    market.end();
  }

  private static void quote(PaperMarket market, String id, double mid, RandomGenerator random) {
    String size = PaperMarket.text(0.2 + 3 * random.nextDouble());
    market.quote(id, PaperMarket.text(mid * 0.9998), size, PaperMarket.text(mid * 1.0002), size);
  }

  private static Instrument perpetual(
      String id, String quote, String settle, Instrument.Payoff payoff) {
    return Instrument.perpetual(PaperMarket.id(id), "BTC", quote)
        .settle(settle)
        .payoff(payoff)
        .contractValue(BigDecimal.ONE)
        .fundingPeriod(Duration.ofHours(8))
        .build();
  }
}
