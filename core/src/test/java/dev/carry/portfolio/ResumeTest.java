package dev.carry.portfolio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carry.model.Line;
import dev.carry.model.TradeEvent;
import dev.carry.model.TradeEvent.Equity;
import dev.carry.model.TradeEvent.Incident;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whoever takes over what an account holds goes on as if nothing had happened: over wild markets
/// with thin quotes, late settlements, margins that run low, and takeovers at any moment.
class ResumeTest {
  private static final String LINEAR = WildMarket.LINEAR;
  private static final String OTHER = WildMarket.OTHER;

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

    assertThat(kinds).containsAll(WildMarket.HAPPENS);
  }

  /// @param takeovers how likely one is before each step
  private static List<TradeEvent> run(long seed, double takeovers) {
    RandomGenerator random = WildMarket.random(seed);
    RandomGenerator moments = WildMarket.random(-seed);
    PaperMarket market = new PaperMarket(WildMarket.ACCOUNT, WildMarket.TAKER_FEE);
    WildMarket.run(
        market,
        random,
        _ -> {
          if (moments.nextDouble() < takeovers) {
            market.resume();
          }
        },
        step -> act(market, step, random));
    return market.events;
  }

  private static void act(PaperMarket market, int step, RandomGenerator random) {
    String longLeg = WildMarket.ALL.get(random.nextInt(4));
    String shortLeg = WildMarket.ALL.get(random.nextInt(4));
    String notional = String.valueOf(10_000 + random.nextInt(50_000));
    if (step % 10 == 0 && !longLeg.equals(shortLeg)) {
      market.open(longLeg, shortLeg, notional);
    } else if (step % 70 == 67) {
      market.close();
    }
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
}
