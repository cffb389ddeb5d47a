package dev.carry.backtest;

import dev.carry.model.Candle;
import dev.carry.model.FundingSettled;
import dev.carry.model.Instrument;
import dev.carry.model.InstrumentId;
import dev.carry.model.MarketEvent;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// A history of three venues that follow one price and pay differently, drawn by lot.
final class SyntheticPast {
  static final Instant START = Instant.parse("2025-01-01T00:00:00Z");
  static final Duration LAG = Duration.ofMinutes(1);
  static final List<Instrument> INSTRUMENTS =
      List.of(
          instrument("bybit", "BTC", 8), instrument("okx", "BTC", 8), instrument("gate", "BTC", 1));

  private SyntheticPast() {}

  private static Instrument instrument(String venue, String base, int hours) {
    return Instrument.perpetual(InstrumentId.parse(venue + ":" + base + "USDT"), base, "USDT")
        .settle("USDT")
        .fundingPeriod(Duration.ofHours(hours))
        .build();
  }

  /// Hourly candles and settlements of so many days.
  static List<MarketEvent> of(long seed, int days) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    List<MarketEvent> events = new ArrayList<>();
    double price = 50_000;
    double[] rates = new double[INSTRUMENTS.size()];
    for (int hour = 0; hour < 24 * days; hour++) {
      Instant closes = START.plus(Duration.ofHours(hour + 1L));
      double before = price;
      price *= 1 + 0.006 * random.nextGaussian();
      for (int i = 0; i < rates.length; i++) {
        Instrument one = INSTRUMENTS.get(i);
        double own = 1 + 0.0003 * random.nextGaussian();
        events.add(candle(one.id(), closes, before * own, price * own));
        rates[i] = 0.95 * rates[i] + 0.00002 * random.nextGaussian();
        Duration period = one.fundingPeriod();
        long hours = period == null ? 8 : period.toHours();
        if ((hour + 1) % hours == 0) {
          events.add(settled(one.id(), closes, rates[i] * hours, Duration.ofHours(hours)));
        }
      }
    }
    return events;
  }

  static Candle candle(InstrumentId id, Instant closes, double open, double close) {
    return new Candle(
        id,
        null,
        closes.plus(LAG),
        Candle.Of.TRADE,
        decimal(open),
        decimal(Math.max(open, close) * 1.001),
        decimal(Math.min(open, close) * 0.999),
        decimal(close),
        closes.minus(Duration.ofHours(1)),
        closes);
  }

  static FundingSettled settled(InstrumentId id, Instant at, double rate, Duration period) {
    return new FundingSettled(
        id,
        null,
        at.plus(LAG),
        BigDecimal.valueOf(rate).setScale(8, RoundingMode.HALF_EVEN),
        period,
        at,
        null);
  }

  private static BigDecimal decimal(double price) {
    return BigDecimal.valueOf(price).setScale(2, RoundingMode.HALF_EVEN);
  }
}
