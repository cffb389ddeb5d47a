package dev.carry.venue.dydx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carry.venue.Damage;
import dev.carry.venue.Golden;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DydxCodecTest {
  @ParameterizedTest
  @ValueSource(strings = {"markets", "books", "quotes", "trades", "history", "candles", "control"})
  void framesBecomeTheEventsAPersonHasRead(String topic) {
    Golden.check(new Dydx(), topic);
  }

  @ParameterizedTest
  @ValueSource(longs = {21, 22, 23})
  void damagedBytesNeverThrowAndNeverInventNumbers(long seed) {
    assertThat(Damage.checkForgetting(new Dydx(), seed)).isGreaterThan(1_000);
  }
}
