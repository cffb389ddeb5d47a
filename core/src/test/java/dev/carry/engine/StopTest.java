package dev.carry.engine;

import static dev.carry.engine.GateTapes.OFFER;
import static dev.carry.testkit.Run.statuses;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carry.model.Finding.Status;
import dev.carry.testkit.Run;
import dev.carry.testkit.Tape;
import org.junit.jupiter.api.Test;

/// Nothing stays open that nobody watches.
class StopTest {
  /// An offer, and a quarantine that a fact from the future opened on another instrument.
  private static final String OPEN =
      OFFER + "07:00:10 list deribit:BTC BTC/USD:BTC\n07:00:30! mark deribit:BTC 50010\n";

  @Test
  void aStopClosesEverythingAtItsTime() {
    Run run = Run.of(OPEN + "07:00:20 stop");
    assertThat(statuses(run.offered())).containsExactly(Status.OPEN, Status.CLOSED);
    assertThat(run.offered().getLast().because()).isEqualTo("Carry stopped");
    assertThat(statuses(run.quarantines())).containsExactly(Status.OPEN, Status.CLOSED);
    assertThat(run.findings())
        .filteredOn(finding -> finding.head().status() == Status.CLOSED)
        .allMatch(finding -> finding.head().lastSeen().equals(Tape.time("07:00:20")));
  }

  /// A process that was killed watched until the last that it heard, not until the next one began.
  @Test
  void aStartClosesWhatAKilledRunLeftOpenWhenThatLastKnew() {
    Run run = Run.of(OPEN + "09:00:00 start");
    assertThat(statuses(run.offered())).containsExactly(Status.OPEN, Status.CLOSED);
    assertThat(statuses(run.quarantines())).containsExactly(Status.OPEN, Status.CLOSED);
    assertThat(run.offered().getLast().head().lastSeen()).isEqualTo(Tape.time("07:00:10"));
    assertThat(run.engine().view().now()).isEqualTo(Tape.time("09:00:00"));
  }

  @Test
  void aStartAfterAStopHasNothingToClose() {
    Run run = Run.of(OPEN + "07:00:20 stop\n09:00:00 start");
    assertThat(run.steps().getLast().findings()).isEmpty();
  }
}
