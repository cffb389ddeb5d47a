package dev.carry.portfolio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carry.model.Instrument;
import dev.carry.model.Line;
import dev.carry.model.TradeEvent;
import dev.carry.model.TradeEvent.Equity;
import dev.carry.model.TradeEvent.Incident;
import dev.carry.valuation.MaintenanceTiers;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whoever takes over what an account holds goes on as if nothing had happened: over wild markets
/// with thin quotes, late settlements, margins that run low, and takeovers at any moment.
class ResumeTest {
  private static final String LINEAR = "bybit:BTCUSDT";
  private static final String OTHER = "okx:BTC-USDC-SWAP";
  private static final String INVERSE = "bitmex:XBTUSD";
  private static final String SPOT = "binance-spot:BTCUSDT";
  private static final List<String> ALL = List.of(LINEAR, OTHER, INVERSE, SPOT);

  private static final AccountSettings ACCOUNT =
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

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void whoTakesOverAtAnyMomentDoesTheSame(long seed) {
    List<TradeEvent> undisturbed = run(seed, 0);

    List<TradeEvent> takenOver = run(seed, 0.3);
    for (int i = 0; i < undisturbed.size(); i++) {
      assertThat(takenOver.get(i)).as("seed %d, event %d", seed, i).isEqualTo(undisturbed.get(i));
    }
    assertThat(takenOver).hasSameSizeAs(undisturbed);
  }

  @Test
  void theMarketsTestedHaveEverythingThatCanHappen() {
    Set<Incident.Kind> kinds = EnumSet.noneOf(Incident.Kind.class);
    for (long seed = 1; seed <= 10; seed++) {
      for (TradeEvent event : run(seed, 0)) {
        if (event instanceof Incident incident) {
          kinds.add(incident.kind());
        }
      }
    }

    assertThat(kinds)
        .contains(
            Incident.Kind.NOT_FILLED,
            Incident.Kind.UNHEDGED,
            Incident.Kind.LIQUIDATED,
            Incident.Kind.TRANSFER,
            Incident.Kind.MISSING_SETTLEMENT);
  }

  /// @param takeovers how likely one is before each step
  private static List<TradeEvent> run(long seed, double takeovers) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    RandomGenerator moments = RandomGeneratorFactory.of("L64X128MixRandom").create(-seed);
    PaperMarket market = new PaperMarket(ACCOUNT, 0.0005).perpetual(LINEAR, "BTC");
    market.list(perpetual(OTHER, "USDC", "USDC", Instrument.Payoff.LINEAR));
    market.list(perpetual(INVERSE, "USD", "BTC", Instrument.Payoff.INVERSE));
    market.list(Instrument.spot(PaperMarket.id(SPOT), "BTC", "USDT").build());
    double price = 50_000;
    for (int step = 0; step < 700; step++) {
      if (moments.nextDouble() < takeovers) {
        market.resume();
      }
      market.at(time(step));
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
        market.settled(LINEAR, "0.0004", time(step - 2));
      }
      act(market, step, random);
    }
    market.end();
    return market.events;
  }

  private static void act(PaperMarket market, int step, RandomGenerator random) {
    String longLeg = ALL.get(random.nextInt(4));
    String shortLeg = ALL.get(random.nextInt(4));
    String notional = String.valueOf(10_000 + random.nextInt(50_000));
    if (step % 10 == 0 && !longLeg.equals(shortLeg)) {
      market.open(longLeg, shortLeg, notional);
    } else if (step % 70 == 67) {
      market.close();
    }
  }

  private static void quote(PaperMarket market, String id, double mid, RandomGenerator random) {
    String size = text(0.2 + 3 * random.nextDouble());
    market.quote(id, text(mid * 0.9998), size, text(mid * 1.0002), size);
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

  @Test
  void whatCannotBeValuedIsNotToldAndNothingIsOpened() {
    PaperMarket market =
        new PaperMarket()
            .perpetual(LINEAR, "BTC")
            .perpetual(OTHER, "BTC")
            .at("07:00:00")
            .price(LINEAR, "50000")
            .price(OTHER, "50000")
            .open(LINEAR, OTHER, "100000")
            .at("07:00:01");
    market.restart();
    market.perpetual(LINEAR, "BTC").perpetual(OTHER, "BTC").price(LINEAR, "50000");
    market.open(OTHER, LINEAR, "1000");

    assertThat(market.answer()).isNotEmpty();
    assertThat(market.holdings().unrealised()).isNull();
    assertThat(market.at("1+00:00:01").of(Equity.class)).isEmpty();

    market.price(OTHER, "50010").price(LINEAR, "50000");

    assertThat(market.holdings().unrealised()).isEqualByComparingTo("-20");
    assertThat(market.at("2+00:00:01").of(Equity.class)).hasSize(1);
  }

  @Test
  void aSettlementOfATimeThatNobodyWatchedIsPaidOnThePriceKnownLast() {
    PaperMarket market =
        new PaperMarket()
            .perpetual(LINEAR, "BTC")
            .perpetual(OTHER, "BTC")
            .at("07:00:00")
            .price(LINEAR, "50000")
            .price(OTHER, "50000")
            .open(LINEAR, OTHER, "100000")
            .at("07:00:01");
    market.restart().at("16:01:00").perpetual(LINEAR, "BTC");
    market.settled(LINEAR, "0.0001", "08:00:00").settled(LINEAR, "0.0002", "16:00:00");
    market.settled(LINEAR, "0.0001", "08:00:00").settled(LINEAR, "0.0002", "16:00:00");

    assertThat(market.booked(Line.FUNDING)).isEqualByComparingTo("-30");
    assertThat(market.incidents())
        .containsExactly(
            Incident.Kind.SETTLED_ON_OTHER_PRICE, Incident.Kind.SETTLED_ON_OTHER_PRICE);
  }

  private static String time(int step) {
    int minutes = step * 10;
    return "%d+%02d:%02d:00".formatted(minutes / 1440, minutes / 60 % 24, minutes % 60);
  }

  private static String text(double price) {
    return String.format(Locale.ROOT, "%.2f", price);
  }
}
