package dev.carry.engine;

import static dev.carry.engine.GateTapes.OFFER;
import static dev.carry.engine.GateTapes.becauses;
import static dev.carry.engine.GateTapes.opensAndCloses;
import static dev.carry.testkit.Run.statuses;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carry.model.Finding.Status;
import dev.carry.model.Quarantine.Gate;
import dev.carry.testkit.Run;
import dev.carry.testkit.Tape;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What is too old is not valued, and what stands still is not old.
class StalenessTest {
  @Test
  void unchangedFactsOfAnInstrumentThatIsHeardAreNotStale() {
    StringBuilder tape = new StringBuilder(OFFER);
    for (int minute = 1; minute <= 9; minute++) {
      // only marks move: quote and rate are as they were
      tape.append("07:0%d:00 mark bybit:BTC 50010\n.  mark okx:BTC 50000\n".formatted(minute));
      tape.append("07:0%d:59 tick\n".formatted(minute));
    }
    assertThat(Run.of(tape.toString()).quarantines()).isEmpty();
  }

  @Test
  void anUnchangedQuoteIsBelievedForItsLifeOnly() {
    StringBuilder tape = new StringBuilder(OFFER);
    for (int minute = 1; minute <= 11; minute++) {
      tape.append("07:%02d:00 mark bybit:BTC 50010\n.  mark okx:BTC 50000\n".formatted(minute));
    }
    Run run = Run.of(tape.toString());
    assertThat(becauses(run)).containsExactly("last heard 660 s ago", "last heard 660 s ago");
  }

  @Test
  void silenceOfTheInstrumentMakesItsFactsStale() {
    Run run =
        Run.of(
            OFFER
                + """
                07:00:30 mark okx:BTC 50000
                07:01:00 tick
                07:01:01 tick
                07:01:02 mark bybit:BTC 50010
                """);
    opensAndCloses(run, Gate.STALENESS, "last heard 61 s ago");
    assertThat(run.quarantines().getFirst().head().firstSeen()).isEqualTo(Tape.time("07:01:01"));
    assertThat(statuses(run.offered()))
        .as("told anew after a minute, closed a second later")
        .containsExactly(Status.OPEN, Status.UPDATED, Status.CLOSED, Status.OPEN);
  }

  @Test
  void afterABrokenFeedUnchangedFactsMustProveThemselvesAgain() {
    for (String broken : List.of("closed", "gap", "stale")) {
      Run run =
          Run.of(
              OFFER
                  + "07:00:30 feed bybit public "
                  + broken
                  + "\n"
                  + """
                  07:00:31 feed  bybit public connected
                  07:01:01 mark  bybit:BTC 50010
                  .        mark  okx:BTC 50000
                  07:01:02 tick
                  07:01:03 fund  bybit:BTC 0.0004 8h 08:00
                  .        quote bybit:BTC 50009 10 50011 10
                  """);
      assertThat(run.quarantines().getFirst().gate()).isEqualTo(Gate.STALENESS);
      assertThat(run.quarantines().getFirst().head().firstSeen()).isEqualTo(Tape.time("07:01:01"));
      assertThat(run.quarantines().getLast().head().status()).isEqualTo(Status.CLOSED);
      assertThat(run.quarantines().getLast().head().lastSeen()).isEqualTo(Tape.time("07:01:03"));
      assertThat(statuses(run.offered())).containsExactly(Status.OPEN, Status.CLOSED, Status.OPEN);
    }
  }

  @Test
  void anEstimateWhoseSettlementHasPassedIsStaleAfterTheHold() {
    StringBuilder tape = new StringBuilder(OFFER.replace("07:00:00", "07:59:00"));
    for (int second = 0; second < 100; second += 10) {
      tape.append(
          "08:%02d:%02d mark bybit:BTC 50010\n.  mark okx:BTC 50000\n"
              .formatted(second / 60, second % 60));
    }
    Run run = Run.of(tape + ". fund okx:BTC 0.0001 8h 16:00\n. fund bybit:BTC 0.0004 8h 16:00\n");
    assertThat(run.quarantines())
        .filteredOn(q -> q.gate() == Gate.STALENESS && q.head().status() == Status.OPEN)
        .hasSize(2)
        .allMatch(q -> q.because().equals("its settlement has passed and no newer one came"))
        .allMatch(q -> q.head().firstSeen().equals(Tape.time("08:01:30")));
    assertThat(statuses(run.offered())).containsExactly(Status.OPEN, Status.CLOSED, Status.OPEN);
  }
}
