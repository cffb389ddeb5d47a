package dev.carry.backtest.stress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carry.model.InstrumentId;
import dev.carry.model.Side;
import dev.carry.model.TradeEvent;
import dev.carry.model.TradeEvent.Equity;
import dev.carry.model.TradeEvent.Fill;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class StrikesTest {
  private static Fill fill(String at) {
    BigDecimal one = BigDecimal.ONE;
    InstrumentId id = InstrumentId.parse("bybit:BTCUSDT");
    return new Fill(
        Instant.parse(at), 1, id, Side.BUY, one, one, one, one, BigDecimal.ZERO, "touch", "test");
  }

  private static Equity endOfDay(String at, String bound) {
    return new Equity(Instant.parse(at), BigDecimal.ZERO, BigDecimal.ZERO, new BigDecimal(bound));
  }

  /// What a midnight is worth is told minutes after it: by then a position may be open.
  @Test
  void noShockStrikesBeforeAnythingIsHeld() {
    List<TradeEvent> events =
        List.of(
            fill("2024-01-01T00:01:00Z"),
            endOfDay("2024-01-01T00:00:00Z", "100"),
            endOfDay("2024-01-02T00:00:00Z", "100"),
            endOfDay("2024-01-03T00:00:00Z", "10"));

    assertThat(Strikes.of(events)).containsExactly(Instant.parse("2024-01-01T23:00:00Z"));
  }
}
