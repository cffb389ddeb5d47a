package dev.carry.engine;

import static dev.carry.engine.GateTapes.OFFER;
import static dev.carry.engine.GateTapes.TWO_VENUES;
import static dev.carry.testkit.Run.statuses;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carry.model.Finding.Status;
import dev.carry.model.Quarantine.Gate;
import dev.carry.testkit.Golden;
import dev.carry.testkit.Run;
import dev.carry.testkit.Tape;
import org.junit.jupiter.api.Test;

/// After a settlement nothing opens and nothing closes until rates are known again.
class SettlementWindowTest {
  @Test
  void inTheWindowAfterASettlementNothingOpensAndNothingCloses() {
    String before = OFFER.replace("07:00:00", "07:59:30");
    Run run =
        Run.of(
            before
                + """
                08:00:00 tick
                .        fund okx:BTC 0.0001 8h 16:00
                .        fund bybit:BTC 0.00001 8h 16:00
                08:00:40 quote okx:BTC 49999 10 50001 10
                .        quote bybit:BTC 50009 10 50011 10
                08:01:20 fund bybit:BTC 0.0004 8h 16:00
                08:01:29.999 tick
                08:01:30 tick
                """);
    assertThat(run.quarantines())
        .hasSize(4)
        .allMatch(q -> q.gate() == Gate.SETTLEMENT_WINDOW)
        .allMatch(q -> q.because().equals("within PT1M30S after a settlement"));
    assertThat(run.quarantines().getFirst().head().firstSeen()).isEqualTo(Tape.time("08:00"));
    assertThat(run.quarantines().getLast().head().lastSeen()).isEqualTo(Tape.time("08:01:30"));
    assertThat(statuses(run.offered())).containsExactly(Status.OPEN, Status.UPDATED);
    Golden.check("engine/settlement-window.txt", run.brief());
  }

  @Test
  void theWindowBeginsWithTheFirstFactAfterTheBoundaryNotWithTheNextTick() {
    Run run =
        Run.of(
            TWO_VENUES.replace("07:00:00", "07:59:59.500")
                + """
                .             fund  bybit:BTC 0.0001 8h 08:00
                08:00:00.001! fund  bybit:BTC 0.0009 8h 08:00
                """);
    assertThat(run.quarantines()).hasSize(2).allMatch(q -> q.gate() == Gate.SETTLEMENT_WINDOW);
    assertThat(run.offered()).isEmpty();
  }

  @Test
  void aProcessThatStartsWithinTheWindowHoldsToo() {
    Run run =
        Run.of(
            TWO_VENUES.replace("07:00:00", "08:00:20").replace("8h 08:00", "8h 16:00")
                + """
                .        fund bybit:BTC 0.0009 8h 16:00
                08:01:10 quote okx:BTC 49999 10 50001 10
                .        quote bybit:BTC 50009 10 50011 10
                08:01:30 tick
                """);
    assertThat(run.offered()).hasSize(1);
    assertThat(run.offered().getFirst().head().firstSeen()).isEqualTo(Tape.time("08:01:30"));
  }

  @Test
  void aVenueWhoseClockIsAheadOpensTheWindowEarly() {
    Run run =
        Run.of(
            TWO_VENUES.replace("07:00:00", "07:59:58")
                + """
                .            fund bybit:BTC 0.0001 8h 08:00
                07:59:59.700 fund bybit:BTC 0.0009 8h 16:00
                """);
    assertThat(run.quarantines()).hasSize(1);
    assertThat(run.quarantines().getFirst().gate()).isEqualTo(Gate.SETTLEMENT_WINDOW);
    assertThat(run.offered()).isEmpty();
  }

  @Test
  void aSettlementTimeThatJittersIsNoSettlement() {
    Run run =
        Run.of(
            OFFER
                + """
                07:00:01 fund bybit:BTC 0.0004 8h 08:00:00.013
                07:00:02 fund bybit:BTC 0.0004 8h 07:59:59.999
                07:00:03 fund bybit:BTC 0.0004 8h 08:00:00
                """);
    assertThat(run.quarantines()).isEmpty();
  }

  @Test
  void aPeriodThatChangesBetweenSettlementsOpensNoWindow() {
    // eight hours become four, and back
    Run run =
        Run.of(
            OFFER.replace("07:00:00", "10:00:00").replace("8h 08:00", "8h 16:00")
                + """
                10:00:10 fund bybit:BTC 0.0002 4h 12:00
                10:00:20 fund bybit:BTC 0.0004 8h 16:00
                """);
    assertThat(run.quarantines()).isEmpty();
    assertThat(run.offered().getLast().head().status()).isNotEqualTo(Status.CLOSED);
  }

  @Test
  void aFarSettlementOnceToldDoesNotSwitchTheWindowOff() {
    Run run =
        Run.of(
            TWO_VENUES.replace("07:00:00", "07:59:30")
                + """
                .        fund bybit:BTC 0.0004 8h 9000+00:00
                07:59:40 fund bybit:BTC 0.0004 8h 9001+00:00
                07:59:50 fund bybit:BTC 0.0004 8h 08:00
                08:00:00 tick
                """);
    assertThat(run.quarantines()).filteredOn(q -> q.gate() == Gate.SETTLEMENT_WINDOW).hasSize(2);
  }

  @Test
  void aContinuousVenueHasNoWindow() {
    Run run =
        Run.of(
            OFFER
                    .replace("period=8h cap=0.003 floor=-0.003", "continuous")
                    .replace("07:00:00", "07:59:30")
                + "08:00:01 tick\n08:00:02 fund bybit:BTC 0.0004 8h -");
    assertThat(run.quarantines()).hasSize(1);
    assertThat(run.quarantines().getFirst().id().toString()).isEqualTo("okx:BTC");
  }
}
