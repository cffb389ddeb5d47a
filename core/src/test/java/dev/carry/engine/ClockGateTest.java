package dev.carry.engine;

import static dev.carry.engine.GateTapes.OFFER;
import static dev.carry.engine.GateTapes.TWO_VENUES;
import static dev.carry.testkit.Run.statuses;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carry.model.Finding.Status;
import dev.carry.model.Quarantine.Gate;
import dev.carry.testkit.Run;
import dev.carry.testkit.Tape;
import org.junit.jupiter.api.Test;

/// What claims to come from the future moves no time.
class ClockGateTest {
  @Test
  void whatComesFromTheFutureIsDroppedAndMovesNoTime() {
    Run run = Run.of(TWO_VENUES + "07:00:01.001! fund bybit:BTC 0.0009 8h 08:00");
    assertThat(run.engine().view().now()).isEqualTo(Tape.time("07:00"));
    assertThat(run.offered()).isEmpty();
    assertThat(run.quarantines()).hasSize(1);
    assertThat(run.quarantines().getFirst().gate()).isEqualTo(Gate.CLOCK);
    assertThat(run.quarantines().getFirst().because())
        .isEqualTo("received at 2026-01-01T07:00:01.001Z, more than PT1S ahead of the last tick");
  }

  @Test
  void aSecondAheadIsNotTheFuture() {
    Run run = Run.of(TWO_VENUES + "07:00:01! fund bybit:BTC 0.0009 8h 08:00");
    assertThat(run.quarantines()).isEmpty();
    assertThat(run.offered()).hasSize(1);
  }

  @Test
  void manyFactsFromTheFutureAreToldOnceUntilOneIsInTime() {
    Run run =
        Run.of(
            OFFER
                + """
                07:00:10! mark  bybit:BTC 50010
                07:00:11! mark  bybit:BTC 50010
                07:00:12! quote bybit:BTC 50009 10 50011 10
                07:00:12  quote bybit:BTC 50009 10 50011 10
                .         mark  bybit:BTC 50010
                07:00:30! mark  bybit:BTC 50010
                """);
    assertThat(run.quarantines().stream().map(q -> q.head().status()))
        .containsExactly(Status.OPEN, Status.CLOSED, Status.OPEN);
    assertThat(run.quarantines().get(1).head().lastSeen()).isEqualTo(Tape.time("07:00:12"));
    assertThat(statuses(run.offered()))
        .containsExactly(Status.OPEN, Status.CLOSED, Status.OPEN, Status.CLOSED);
  }

  @Test
  void aFactFromTheFutureThatIsNeverHeardAgainHoldsNothingBackForLong() {
    Run run =
        Run.of(
            OFFER
                + """
                07:00:10! paid bybit:BTC 0.0001 8h 00:00
                07:00:50  mark okx:BTC 50000
                .         mark bybit:BTC 50010
                07:01:00  tick
                07:01:11  tick
                """);
    assertThat(run.quarantines()).hasSize(2).allMatch(q -> q.gate() == Gate.CLOCK);
    assertThat(run.offered().getLast().head().status()).isEqualTo(Status.OPEN);
  }

  @Test
  void aFeedStatusOrACommandFromTheFutureMovesNoTimeEither() {
    Run run = Run.of(OFFER + "08:00:00! feed bybit public closed\n08:00:00! kill");
    assertThat(run.engine().view().now()).isEqualTo(Tape.time("07:00"));
    assertThat(run.offered().getLast().because()).isEqualTo("stopped by the kill switch");
  }

  @Test
  void anOlderFactFromASlowerSourceDoesNotReplaceANewerOne() {
    Run run =
        Run.of(
            OFFER
                + """
                07:00:05  fund bybit:BTC 0.0004 8h 08:00
                07:00:03! fund bybit:BTC -0.0029 8h 08:00
                07:00:03! quote bybit:BTC 50009 10 50011 10
                07:00:06  tick
                """);
    assertThat(run.offered()).hasSize(1);
  }
}
