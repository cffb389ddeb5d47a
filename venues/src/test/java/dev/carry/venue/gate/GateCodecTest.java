package dev.carry.venue.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carry.venue.Damage;
import dev.carry.venue.Golden;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GateCodecTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"instruments", "tickers", "quotes", "books", "trades", "history", "control"})
  void framesBecomeTheEventsAPersonHasRead(String topic) {
    Golden.check(new Gate(), topic);
  }

  @Test
  void damagedBytesNeitherThrowNorMakeUpNumbers() {
    for (long seed = 1; seed <= 3; seed++) {
      assertThat(Damage.check(new Gate(), seed)).isGreaterThan(1_000);
    }
  }
}
