package dev.carry.venue.bitget;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carry.venue.Damage;
import dev.carry.venue.Golden;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BitgetCodecTest {
  @ParameterizedTest
  @ValueSource(strings = {"instruments", "tickers", "books", "trades", "history", "control"})
  void framesBecomeTheEventsAPersonHasRead(String topic) {
    Golden.check(new Bitget(), topic);
  }

  @Test
  void damagedBytesNeitherThrowNorMakeUpNumbers() {
    for (long seed = 1; seed <= 3; seed++) {
      assertThat(Damage.check(new Bitget(), seed)).isGreaterThan(1_000);
    }
  }
}
