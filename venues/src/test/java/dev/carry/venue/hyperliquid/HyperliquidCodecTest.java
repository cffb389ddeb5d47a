package dev.carry.venue.hyperliquid;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carry.venue.Damage;
import dev.carry.venue.Golden;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HyperliquidCodecTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "instruments",
        "contexts",
        "positions",
        "books",
        "trades",
        "history",
        "candles",
        "control"
      })
  void framesBecomeTheEventsAPersonHasRead(String topic) {
    Golden.check(new Hyperliquid(), topic);
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13})
  void damagedBytesNeverThrowAndNeverInventNumbers(long seed) {
    assertThat(Damage.check(new Hyperliquid(), seed)).isGreaterThan(1_000);
  }
}
