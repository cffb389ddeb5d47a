package dev.carry.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carry.tardis.Machine;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The two addresses of the relay as Carry's own client of such machines finds them.
class RelayTest {
  private final Fixture fixture = Fixture.open(0);
  private final List<String> told = new ArrayList<>();
  private final Machine machine = new Machine();

  private final Machine.Lines lines =
      new Machine.Lines() {
        @Override
        public void take(String message) {
          told.add(message);
        }

        @Override
        public void lost() {
          told.add("lost");
        }
      };

  @AfterEach
  void close() {
    machine.close();
    fixture.close();
  }

  @Test
  void thePastIsToldToItsEndAndAnEmptyLineIsALostConnection() throws Exception {
    machine.replay(http("3"), lines, () -> false);

    assertThat(told).containsExactly("{\"left\":3}", "lost", "{\"left\":2}", "{\"left\":1}");
  }

  @Test
  void thePresentIsToldUntilItEndsOrIsEnough() throws Exception {
    machine.stream(ws("3"), lines, () -> false);
    assertThat(told).hasSize(4);

    machine.stream(ws("1000000"), lines, () -> told.size() > 20);
    assertThat(told).hasSize(21);
  }

  @Test
  void whatIsRefusedIsToldInTheMachinesWords() {
    assertThatThrownBy(() -> machine.replay(http("x"), lines, () -> false))
        .isInstanceOf(IOException.class)
        .hasMessage("the machine answered 400: {\"message\":\"options: 'x', a number is needed\"}");
    assertThatThrownBy(() -> machine.stream(ws("x"), lines, () -> false))
        .isInstanceOf(IOException.class)
        .hasMessage("the machine closed with 1011 options: 'x', a number is needed");
  }

  @Test
  void aReaderOfThePresentThatIsTooSlowIsCutOff() {
    assertThatThrownBy(() -> machine.stream(ws("slow"), lines, () -> false))
        .hasMessage("the machine closed with 1008 cut off");
  }

  @Test
  void aMachineThatGoesAwayIsNoEnd() {
    assertThatThrownBy(
            () ->
                machine.stream(
                    ws("1000000000"),
                    new Machine.Lines() {
                      @Override
                      public void take(String message) {
                        told.add(message);
                        if (told.size() == 3) {
                          fixture.close();
                        }
                      }

                      @Override
                      public void lost() {}
                    },
                    () -> false))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("the machine ");
    assertThatThrownBy(() -> machine.replay(http("5"), lines, () -> false))
        .isInstanceOf(IOException.class);
  }

  private URI http(String options) {
    return fixture.dashboard.address().resolve("/replay-normalized?options=" + options);
  }

  private URI ws(String options) {
    return URI.create(
        "ws://"
            + fixture.dashboard.address().getAuthority()
            + "/ws-stream-normalized?options="
            + options);
  }
}
