package dev.carry.portfolio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.carry.model.Instrument;
import dev.carry.model.Side;
import dev.carry.model.TradeEvent;
import dev.carry.model.TradeEvent.Closed;
import dev.carry.model.TradeEvent.Entry;
import dev.carry.model.TradeEvent.Fill;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The lines of a result against the plain cash that changed hands: what was sold for less what was
/// bought for, computed from the fills alone.
class AttributionTest {
  private static final String LINEAR = "bybit:BTCUSDT";
  private static final String INVERSE = "bitmex:XBTUSD";
  private static final String OTHER = "okx:BTC-USDT-SWAP";
  private static final double FEE = 0.0005;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void linesSumToTheCashThatChangedHands(long seed) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    AccountSettings account =
        PaperMarket.ACCOUNT.with(
            new Execution(
                Duration.ofMillis(250),
                Duration.ofMinutes(30),
                new BigDecimal("0.0003"),
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                Duration.ofMinutes(1),
                BigDecimal.ZERO,
                Duration.ZERO));
    PaperMarket market = new PaperMarket(account, FEE).perpetual(LINEAR, "BTC");
    market.perpetual(OTHER, "BTC").list(inverse());
    double price = 50_000;
    for (int step = 0; step < 300; step++) {
      market.at(PaperMarket.time(step));
      price *= 1 + 0.01 * random.nextGaussian();
      for (String id : new String[] {LINEAR, OTHER, INVERSE}) {
        double own = price * (1 + 0.001 * random.nextGaussian());
        market.quote(id, PaperMarket.text(own * 0.9998), PaperMarket.text(own * 1.0002));
      }
      if (step % 10 == 0) {
        String longLeg = random.nextBoolean() ? LINEAR : INVERSE;
        market.open(longLeg, OTHER, String.valueOf(10_000 + random.nextInt(50_000)));
      } else if (step % 10 == 7) {
        market.close();
      }
    }
    market.end();

    assertThat(market.of(Closed.class)).as("seed %d", seed).hasSizeGreaterThan(20);
    assertThat(market.incidents()).doesNotContain(TradeEvent.Incident.Kind.LIQUIDATED);
    double cash = 0;
    for (Closed closed : market.of(Closed.class)) {
      cash += cash(market, closed);
    }
    BigDecimal lines = BigDecimal.ZERO;
    for (Entry entry : market.of(Entry.class)) {
      lines = lines.add(entry.amount());
    }
    assertThat(lines).isEqualByComparingTo(market.account().realised());
    assertThat(lines.doubleValue()).isCloseTo(cash, within(1e-4));
    BigDecimal trades =
        market.of(Closed.class).stream().map(Closed::pnl).reduce(BigDecimal.ZERO, BigDecimal::add);
    assertThat(trades).isEqualByComparingTo(lines);
  }

  /// Dollars of one position by its fills. Coins of an inverse leg are changed into dollars when it
  /// is left; those that spread and slippage cost, when they are paid.
  private static double cash(PaperMarket market, Closed closed) {
    double cash = 0;
    double coins = 0;
    double lastMid = 0;
    for (Fill fill : market.fills()) {
      if (fill.position() != closed.position()) {
        continue;
      }
      double size = fill.size().doubleValue();
      double price = fill.price().doubleValue();
      int sign = fill.side() == Side.BUY ? 1 : -1;
      if (fill.id().toString().equals(INVERSE)) {
        lastMid = fill.mid().doubleValue();
        coins += sign * size / lastMid;
        cash += sign * (size / price - size / lastMid) * lastMid - FEE * size;
      } else {
        cash -= sign * size * price + FEE * size * price;
      }
    }
    return cash + coins * lastMid;
  }

  private static Instrument inverse() {
    return Instrument.perpetual(PaperMarket.id(INVERSE), "BTC", "USD")
        .settle("BTC")
        .payoff(Instrument.Payoff.INVERSE)
        .contractValue(BigDecimal.ONE)
        .build();
  }
}
