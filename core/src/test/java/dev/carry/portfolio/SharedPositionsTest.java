package dev.carry.portfolio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carry.engine.MarketView;
import dev.carry.model.Input;
import dev.carry.model.Tick;
import dev.carry.model.TradeEvent;
import dev.carry.model.TradeEvent.Closed;
import dev.carry.model.TradeEvent.Equity;
import dev.carry.model.TradeEvent.Incident;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whoever holds positions together with others comes to what he comes to alone: over wild markets,
/// with some who open what others do not, and leave when others stay.
class SharedPositionsTest {
  private static final int TRADERS = 6;
  private static final long STEP_MILLIS = 600_000;

  /// Who was seen to hold a position.
  private final Map<Position, Set<Integer>> holders = new LinkedHashMap<>();

  /// Wants what all want, most of the time; opens and closes as lots say, which are the same in
  /// each run.
  private final class Lots implements Strategy {
    private final long seed;
    private final int number;

    Lots(long seed, int number) {
      this.seed = seed;
      this.number = number;
    }

    @Override
    public void decide(MarketView view, Input input, Offers offers, Desk desk) {
      if (!(input instanceof Tick)) {
        return;
      }
      long step = view.now().toEpochMilli() / STEP_MILLIS;
      RandomGenerator all = WildMarket.random(seed * 100_003 + step);
      RandomGenerator own = WildMarket.random((seed * 100_003 + step) * 31 + number);
      for (Position position : List.copyOf(desk.positions())) {
        holders.computeIfAbsent(position, _ -> new TreeSet<>()).add(number);
        if (own.nextInt(25) == 0) {
          desk.close(position, own.nextBoolean() ? "heads" : "tails");
        }
      }
      String buy = WildMarket.ALL.get(all.nextInt(4));
      String sell = WildMarket.ALL.get(all.nextInt(4));
      if (step % 4 == 0 && !buy.equals(sell) && own.nextInt(4) > 0) {
        BigDecimal notional = BigDecimal.valueOf(10_000L * (1 + all.nextInt(6)));
        Plan plan = new Plan(PaperMarket.id(buy), PaperMarket.id(sell), notional, null, "all do");
        if (desk.open(plan).isEmpty() && own.nextInt(8) == 0) {
          desk.close(desk.positions().getLast(), "before its orders are through");
        }
      }
    }
  }

  private static void run(long seed, List<Trader> traders) {
    PaperMarket market = new PaperMarket(WildMarket.ACCOUNT, WildMarket.TAKER_FEE, traders);
    WildMarket.run(market, WildMarket.random(seed), _ -> {}, _ -> {});
  }

  private Account alone(long seed, int number, List<TradeEvent> events) {
    Trader trader = new Trader(WildMarket.ACCOUNT, new Lots(seed, number), events::add);
    run(seed, List.of(trader));
    return trader.account();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void whatIsHeldTogetherComesToWhatItIsAlone(long seed) {
    List<List<TradeEvent>> told = new ArrayList<>();
    List<Trader> traders = new ArrayList<>();
    for (int i = 0; i < TRADERS; i++) {
      List<TradeEvent> events = new ArrayList<>();
      told.add(events);
      traders.add(Trader.compared(WildMarket.ACCOUNT, new Lots(seed, i), events::add));
    }
    run(seed, traders);
    assertThat(holders.values()).as("held together").anyMatch(all -> all.size() == TRADERS);

    for (int i = 0; i < TRADERS; i++) {
      List<TradeEvent> events = new ArrayList<>();
      Account alone = alone(seed, i, events);
      events.removeIf(event -> !(event instanceof Equity || event instanceof Closed));
      Account together = traders.get(i).account();
      assertThat(told.get(i)).as("trader %d", i).containsExactlyInAnyOrderElementsOf(events);
      assertThat(together.realised()).isEqualTo(alone.realised());
      assertThat(together.bound()).isEqualTo(alone.bound());
      assertThat(together.positions()).hasSameSizeAs(alone.positions());
    }
  }

  /// Opens at once, and leaves from a time on.
  private record Leaves(Instant from) implements Strategy {
    @Override
    public void decide(MarketView view, Input input, Offers offers, Desk desk) {
      if (view.now().isAfter(from)) {
        desk.closeAll("leaves");
      } else if (desk.positions().isEmpty()) {
        desk.open(
            new Plan(
                PaperMarket.id(WildMarket.LINEAR),
                PaperMarket.id(WildMarket.OTHER),
                BigDecimal.valueOf(100_000),
                null,
                "at once"));
      }
    }
  }

  /// Both legs run low at one instant, the short one first; who leaves waits for newer prices when
  /// what was sent arrives, and there is too little for both.
  private static BigDecimal marginOfTheShortLeg(List<Trader> traders) {
    AccountSettings terms = traders.getFirst().account().settings();
    PaperMarket market = new PaperMarket(terms, 0, traders);
    String one = WildMarket.LINEAR;
    String other = WildMarket.OTHER;
    market.perpetual(one, "BTC").perpetual(other, "BTC");
    market.at("06:59:59").price(one, "50000").price(other, "50000");
    market.at("07:00:00").at("07:00:01");
    market.at("07:10:00").mark(other, "59900").mark(one, "39900");
    market.at("07:11:00").at("07:20:00").at("07:40:01");
    return traders.getFirst().account().positions().getFirst().shortLeg.margin;
  }

  @Test
  void whatIsOnItsWayToACopyArrivesInTheSameOrder() {
    AccountSettings some = PaperMarket.ACCOUNT;
    AccountSettings terms =
        new AccountSettings(
            some.capital(),
            some.leverage(),
            new BigDecimal("0.1"),
            some.rebalanceAt(),
            some.maintenance(),
            null,
            some.limits(),
            some.execution());
    Strategy leaves = new Leaves(Instant.parse("2026-01-01T07:10:30Z"));

    BigDecimal alone = marginOfTheShortLeg(List.of(new Trader(terms, leaves, event -> {})));
    BigDecimal beside =
        marginOfTheShortLeg(
            List.of(
                Trader.compared(terms, leaves, event -> {}),
                Trader.compared(terms, new Leaves(Instant.MAX), event -> {})));

    assertThat(alone).isGreaterThan(new BigDecimal("40000"));
    assertThat(beside).isEqualByComparingTo(alone);
  }

  @Test
  void theMarketsTestedHaveEverythingThatCanHappen() {
    Set<Incident.Kind> kinds = EnumSet.noneOf(Incident.Kind.class);
    for (long seed = 1; seed <= 10; seed++) {
      List<TradeEvent> events = new ArrayList<>();
      alone(seed, 0, events);
      for (TradeEvent event : events) {
        if (event instanceof Incident incident) {
          kinds.add(incident.kind());
        }
      }
    }

    assertThat(kinds).containsAll(WildMarket.HAPPENS);
  }
}
