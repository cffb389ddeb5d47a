package dev.carry.venue.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carry.model.FundingSettled;
import dev.carry.model.Instrument;
import dev.carry.model.InstrumentId;
import dev.carry.model.MarkPrice;
import dev.carry.model.MarketEvent;
import dev.carry.model.Side;
import dev.carry.model.Trade;
import dev.carry.venue.session.Budget.Urgency;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The parts that take time as a parameter.
@Timeout(30)
class PartsTest {
  private static final Instant T = Instant.parse("2026-03-01T07:59:00Z");
  private static final InstrumentId BTC = TestVenue.id("BTC");
  private static final InstrumentId ETH = TestVenue.id("ETH");

  private static Duration seconds(long count) {
    return Duration.ofSeconds(count);
  }

  // Backoff

  @Test
  void waitsAreSpreadOverAGrowingBoundedSpan() {
    long seed = 42;
    Backoff backoff = new Backoff(seconds(1), seconds(60), seconds(60), new Random(seed));
    List<Duration> spans = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      spans.add(backoff.span());
      Duration span = backoff.span();
      assertThat(backoff.next()).as("seed " + seed).isBetween(Duration.ZERO, span);
    }
    assertThat(spans.subList(0, 8))
        .containsExactly(
            seconds(1),
            seconds(2),
            seconds(4),
            seconds(8),
            seconds(16),
            seconds(32),
            seconds(60),
            seconds(60));
    assertThat(spans.getLast()).isEqualTo(seconds(60));
  }

  @Test
  void waitsUseTheWholeSpan() {
    double sum = 0;
    for (int seed = 0; seed < 1_000; seed++) {
      sum += new Backoff(seconds(1), seconds(60), seconds(60), new Random(seed)).next().toMillis();
    }
    assertThat(sum / 1_000).isBetween(450.0, 550.0);
  }

  @Test
  void aHealthyMinuteMakesTheNextWaitAFirstOne() {
    Backoff backoff = new Backoff(seconds(1), seconds(60), seconds(60), new Random(1));
    backoff.next();
    backoff.next();
    backoff.worked(T, T.plusSeconds(59));
    assertThat(backoff.span()).isEqualTo(seconds(4));
    backoff.worked(T, T.plusSeconds(60));
    assertThat(backoff.span()).isEqualTo(seconds(1));
  }

  // Budget

  @Test
  void noSlidingWindowEverHoldsMoreThanTheLimit() {
    Budget budget = new Budget(100, Duration.ofMinutes(1));
    List<Instant> taken = new ArrayList<>();
    Random random = new Random(7);
    Instant now = T;
    for (int i = 0; i < 2_000; i++) {
      Instant at = budget.take(now, 10, Urgency.NOW);
      if (at.equals(now)) {
        taken.add(now);
        budget.ended(10);
        now = now.plusMillis(random.nextInt(500));
      } else {
        assertThat(at).isAfter(now);
        now = at;
      }
    }
    for (Instant from : taken) {
      Instant to = from.plusSeconds(60);
      long within = taken.stream().filter(t -> !t.isBefore(from) && t.isBefore(to)).count();
      assertThat(within * 10).isLessThanOrEqualTo(90);
    }
    assertThat(Duration.between(taken.getFirst(), taken.getLast()))
        .as("the budget is used, not only kept")
        .isLessThan(Duration.ofMinutes(taken.size() / 9 + 20));
  }

  @Test
  void whatMattersLessLeavesRoom() {
    Budget budget = new Budget(100, Duration.ofMinutes(1));
    assertThat(budget.take(T, 40, Urgency.SLOW)).isEqualTo(T);
    assertThat(budget.take(T, 1, Urgency.SLOW)).isAfter(T);
    assertThat(budget.take(T, 30, Urgency.SOON)).isEqualTo(T);
    assertThat(budget.take(T, 1, Urgency.SOON)).isAfter(T);
    assertThat(budget.take(T, 20, Urgency.NOW)).isEqualTo(T);
    assertThat(budget.take(T, 1, Urgency.NOW)).isAfter(T);
  }

  @Test
  void aCallAboveTheWholeBudgetGoesAlone() {
    Budget budget = new Budget(100, Duration.ofMinutes(1));
    assertThat(budget.take(T, 1_000, Urgency.SLOW)).isEqualTo(T);
    budget.ended(1_000);
    assertThat(budget.take(T, 1, Urgency.NOW)).isBetween(T.plusSeconds(59), T.plusSeconds(65));
  }

  @Test
  void aLaterShorterSlowDownDoesNotShortenABan() {
    Budget budget = new Budget(100, Duration.ofMinutes(1));
    budget.ban(T, seconds(600));
    budget.slowDown(T, seconds(1));
    assertThat(budget.take(T, 1, Urgency.NOW)).isEqualTo(T.plusSeconds(600));
    assertThat(budget.state(T).banned()).isTrue();
  }

  // Outgoing

  @Test
  void textsArePacedAndRepliesComeFirst() {
    Outgoing outgoing = new Outgoing(Duration.ofMillis(250), List.of("a", "b"));
    assertThat(outgoing.due(T)).isEqualTo("a");
    assertThat(outgoing.due(T)).isNull();
    outgoing.reply("pong");
    assertThat(outgoing.wait(T, seconds(1))).isEqualTo(Duration.ofMillis(250));
    assertThat(outgoing.due(T.plusMillis(249))).isNull();
    assertThat(outgoing.due(T.plusMillis(250))).isEqualTo("pong");
    assertThat(outgoing.due(T.plusMillis(500))).isEqualTo("b");
    assertThat(outgoing.isEmpty()).isTrue();
    for (int i = 0; i < 100; i++) {
      assertThat(outgoing.reply("pong")).isTrue();
    }
    assertThat(outgoing.reply("pong")).isFalse();
  }

  // Overlap

  private static Trade trade(String id, Instant receivedAt) {
    return new Trade(
        BTC, T, receivedAt, id, BigDecimal.ONE, BigDecimal.ONE, Instrument.SizeIn.BASE, Side.BUY);
  }

  @Test
  void factsOfTwoConnectionsAreLetOutOnceEach() {
    Overlap overlap = new Overlap();
    assertThat(overlap.admit(trade("1", T), false)).isTrue();
    assertThat(overlap.admit(trade("2", T), true)).isTrue();
    assertThat(overlap.admit(trade("1", T.plusSeconds(1)), true)).isFalse();
    assertThat(overlap.admit(trade("2", T.plusSeconds(1)), false)).isFalse();
    // Twice on one connection are two facts.
    assertThat(overlap.admit(trade("3", T), true)).isTrue();
    assertThat(overlap.admit(trade("3", T), true)).isTrue();
    assertThat(overlap.admit(trade("3", T), false)).isFalse();
    assertThat(overlap.admit(trade("3", T), false)).isFalse();
    assertThat(overlap.admit(trade("3", T), false)).isTrue();
  }

  // Settlements

  private static SettlementAgenda agenda(Instant... lastKnown) {
    SettlementAgenda agenda =
        new SettlementAgenda(
            (a, b) -> b.compareTo(a),
            id -> lastKnown.length == 0 ? Optional.empty() : Optional.of(lastKnown[0]),
            Duration.ofDays(1));
    agenda.follow(
        List.of(
            Instrument.perpetual(BTC, "BTC", "USDT").fundingPeriod(Duration.ofHours(8)).build(),
            Instrument.perpetual(ETH, "ETH", "USDT").fundingPeriod(Duration.ofHours(8)).build()),
        T);
    return agenda;
  }

  @Test
  void theLastKnownSettlementIsWhereAskingBegins() {
    SettlementAgenda agenda = agenda(T.minusSeconds(3_600));
    assertThat(agenda.next(T))
        .isEqualTo(new SettlementAgenda.Due(ETH, T.minusSeconds(3_600).plusMillis(1)));
    assertThat(agenda.next(T)).extracting("id").isEqualTo(BTC);
    assertThat(agenda.next(T)).isNull();
    assertThat(agenda().next(T))
        .extracting("from")
        .isEqualTo(T.minus(Duration.ofDays(1)).plusMillis(1));
  }

  @Test
  void settlementsAreAskedForEverMoreRarelyUntilSeen() {
    SettlementAgenda agenda = agenda(T);
    agenda.next(T);
    agenda.next(T);
    agenda.answered(BTC, T);
    agenda.answered(ETH, T);
    Instant boundary = Instant.parse("2026-03-01T08:00:00Z");
    agenda.settlesAt(BTC, boundary, T);
    agenda.settlesAt(ETH, boundary.plusSeconds(9_000), T);
    List<Duration> asked = new ArrayList<>();
    for (int second = 0; second < 9_000; second++) {
      Instant now = boundary.plusSeconds(second);
      SettlementAgenda.Due due = agenda.next(now);
      if (due != null) {
        assertThat(due.id()).isEqualTo(BTC);
        asked.add(seconds(second));
        agenda.answered(BTC, now);
      }
    }
    List<Duration> expected = new ArrayList<>(SettlementAgenda.AFTER);
    expected.addAll(
        List.of(Duration.ofMinutes(20), Duration.ofMinutes(40), Duration.ofMinutes(80)));
    assertThat(asked).isEqualTo(expected);
    assertThat(agenda.seen(BTC, boundary)).isTrue();
    Instant second = boundary.plusSeconds(9_000);
    assertThat(agenda.next(second.plusSeconds(5))).extracting("id").isEqualTo(ETH);
    assertThat(agenda.seen(ETH, second.plusMillis(7))).isTrue();
    assertThat(agenda.seen(ETH, second.plusMillis(7))).isFalse();
    agenda.answered(ETH, second.plusSeconds(5));
    assertThat(agenda.next(second.plusSeconds(700))).isNull();
  }

  @Test
  void boundariesAreComputedWhereTheVenueNamesNone() {
    SettlementAgenda agenda = agenda(T);
    agenda.next(T);
    agenda.next(T);
    agenda.answered(BTC, T);
    agenda.answered(ETH, T);
    assertThat(agenda.next(T.plusSeconds(64))).isNull();
    assertThat(agenda.next(T.plusSeconds(65))).isNotNull();
    assertThat(agenda.waiting(T.plusSeconds(65))).isEqualTo(1);
  }

  // Crew

  @Test
  void aCrewInterruptsAndJoinsAllAndReportsFaults() throws Exception {
    LinkedBlockingQueue<String> faults = new LinkedBlockingQueue<>();
    Crew crew = new Crew("test", (task, fault) -> faults.add(task + ": " + fault.getMessage()));
    CountDownLatch ended = new CountDownLatch(2);
    CountDownLatch never = new CountDownLatch(1);
    for (int i = 0; i < 2; i++) {
      crew.fork(
          "waiting",
          () -> {
            try {
              never.await();
            } finally {
              ended.countDown();
            }
          });
    }
    crew.fork(
        "failing",
        () -> {
          throw new IllegalStateException("broken");
        });
    assertThat(faults.poll(10, TimeUnit.SECONDS)).isEqualTo("failing: broken");
    crew.close();
    assertThat(ended.getCount()).isZero();
    assertThat(faults).isEmpty();
    assertThatThrownBy(() -> crew.fork("late", () -> {}))
        .isInstanceOf(RejectedExecutionException.class);
  }

  // Small parts

  @Test
  void symbolsThatNoUriMayHoldAreEscaped() {
    Endpoint endpoint = Endpoint.of("https://host/base/", "wss://host/base");
    assertThat(endpoint.restAddress("/x?symbol=币USDT&a=[1]").toString())
        .isEqualTo("https://host/base/x?symbol=%E5%B8%81USDT&a=%5B1%5D");
    assertThat(endpoint.socketAddress("/ws?streams=a@b/c@d").toString())
        .isEqualTo("wss://host/base/ws?streams=a@b/c@d");
    assertThatThrownBy(() -> Endpoint.of("ftp://host", "ws://host"))
        .hasMessageContaining("expected http://… or https://…");
  }

  @Test
  void quantilesAreOfTheMostRecent() {
    Median median = new Median(4);
    assertThat(median.median()).isEmpty();
    for (int i = 1; i <= 6; i++) {
      median.add(seconds(i));
    }
    assertThat(median.median()).contains(seconds(4));
    assertThat(median.quantile(0.99)).contains(seconds(6));
    assertThat(median.last()).contains(seconds(6));
  }

  @Test
  void aFactFromTheFutureProvesThatOurClockIsBehind() {
    Skew skew = new Skew();
    MarketEvent early = new MarkPrice(BTC, T.plusSeconds(3), T, BigDecimal.ONE);
    skew.heard(early, T);
    assertThat(skew.ahead()).contains(seconds(-3));
    skew.heard(
        new FundingSettled(BTC, T.minusSeconds(99), T, BigDecimal.ONE, null, T, null),
        T.plusSeconds(9));
    assertThat(skew.delay()).contains(seconds(-3));
  }

  @Test
  void countsOfManyCausesStayBounded() {
    Tally tally = new Tally();
    for (int i = 0; i < 1_000; i++) {
      tally.add("cause " + i);
    }
    assertThat(tally.counts()).hasSize(41).containsEntry("other causes", 960L);
  }
}
