package dev.carry.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carry.detect.CrossVenueFunding;
import dev.carry.detect.CrossVenueSettings;
import dev.carry.engine.Engine;
import dev.carry.engine.GateSettings;
import dev.carry.model.Command;
import dev.carry.model.FundingEstimate;
import dev.carry.model.FundingSettled;
import dev.carry.model.Input;
import dev.carry.model.InstrumentId;
import dev.carry.model.MarkPrice;
import dev.carry.model.Step;
import dev.carry.model.Tick;
import dev.carry.portfolio.PaperEngine;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PumpTest {
  private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");
  private static final InstrumentId BTC = InstrumentId.parse("bybit:BTCUSDT");

  private static PaperEngine engine() {
    return new PaperEngine(
        new Engine(
            GateSettings.DEFAULT,
            instrument -> 0.0005,
            () -> List.of(CrossVenueFunding.of(CrossVenueSettings.DEFAULT))));
  }

  private static MarkPrice mark(int i) {
    return new MarkPrice(BTC, null, T0.plusMillis(i), BigDecimal.valueOf(i + 1));
  }

  @Test
  void everyInputReachesEverySinkInTheOrderOfTheLog() throws InterruptedException {
    List<Input> logged = new ArrayList<>();
    List<Long> seen = new ArrayList<>();
    Inbox inbox = new Inbox(1_024);
    Outbox outbox = new Outbox();
    outbox.attach("test", 1_024, step -> seen.add(step.sequence()));
    Pump pump =
        new Pump(
            inbox,
            input -> {
              logged.add(input);
              return logged.size();
            },
            engine(),
            outbox);
    inbox.put(new Command(Command.Action.START, T0));
    for (int i = 0; i < 100; i++) {
      inbox.put(mark(i));
    }
    pump.start();
    Command stop = new Command(Command.Action.STOP, T0.plusSeconds(1));
    pump.end(stop);
    outbox.close();
    assertThat(logged).hasSize(102).endsWith(stop);
    assertThat(seen).hasSize(102).isSorted();
    assertThat(pump.steps()).isEqualTo(102);
    assertThat(pump.failure()).isNull();
  }

  @Test
  void aSlowSinkSeesConflatedPricesAndNeverStallsTheEngine() throws InterruptedException {
    CountDownLatch release = new CountDownLatch(1);
    List<Step> slow = new ArrayList<>();
    Outbox outbox = new Outbox();
    outbox.attach(
        "slow",
        16,
        step -> {
          try {
            release.await(30, TimeUnit.SECONDS);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          slow.add(step);
        });
    for (int i = 0; i < 10_000; i++) {
      outbox.publish(new Step(i + 1, mark(i), List.of()));
    }
    release.countDown();
    outbox.close();
    assertThat(slow.size()).isLessThan(100);
    assertThat(((MarkPrice) slow.getLast().input()).price()).isEqualByComparingTo("10000");
    assertThat(outbox.health().getFirst().missed()).isZero();
  }

  @Test
  void aSinkThatFailsIsNamedAndTheOthersGoOn() {
    List<Long> seen = new ArrayList<>();
    Outbox outbox = new Outbox();
    outbox.attach(
        "broken",
        16,
        step -> {
          throw new IllegalStateException("disk full");
        });
    outbox.attach("whole", 16, step -> seen.add(step.sequence()));
    outbox.publish(new Step(1, new Tick(T0), List.of()));
    outbox.close();
    assertThat(seen).containsExactly(1L);
    assertThat(outbox.health().getFirst().failure()).isEqualTo("disk full");
  }

  @Test
  void settlementsAndEstimatesOfOneInstrumentNeverReplaceEachOther() {
    FundingEstimate coming =
        new FundingEstimate(
            BTC, null, T0, BigDecimal.ONE, Duration.ofHours(8), T0, FundingEstimate.Which.COMING);
    FundingEstimate next =
        new FundingEstimate(
            BTC, null, T0, BigDecimal.ONE, Duration.ofHours(8), T0, FundingEstimate.Which.NEXT);
    FundingSettled settled = new FundingSettled(BTC, null, T0, BigDecimal.ONE, null, T0, null);
    assertThat(Inbox.key(settled)).isNull();
    assertThat(Inbox.key(coming)).isNotNull().isNotEqualTo(Inbox.key(next));
  }
}
