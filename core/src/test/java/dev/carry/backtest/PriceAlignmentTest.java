package dev.carry.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carry.model.Candle;
import dev.carry.model.MarketEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PriceAlignmentTest {

  @Test
  void pricesOfTheSameInstantsAreNotSuspected() {
    assertThat(PriceAlignment.suspects(SyntheticPast.INSTRUMENTS, SyntheticPast.of(1, 30)))
        .isEmpty();
  }

  @Test
  void aVenueWhoseStampsAreAnHourLateIsSuspectedAgainstEveryOther() {
    List<MarketEvent> events = new ArrayList<>();
    for (MarketEvent event : SyntheticPast.of(1, 30)) {
      boolean late = event instanceof Candle && event.id().venue().id().equals("okx");
      events.add(late ? late((Candle) event) : event);
    }

    List<PriceAlignment> suspects = PriceAlignment.suspects(SyntheticPast.INSTRUMENTS, events);

    assertThat(suspects)
        .extracting(pair -> pair.one().venue() + " " + pair.other().venue())
        .containsExactly("bybit okx", "okx gate");
    assertThat(suspects.getFirst().words())
        .matches(
            "bybit:BTCUSDT and okx:BTCUSDT are not of one instant: typically [3-6].\\.. bps apart"
                + " where a bar moves .*");
  }

  private static Candle late(Candle candle) {
    return SyntheticPast.candle(
        candle.id(),
        candle.closesAt().plus(Duration.ofHours(1)),
        candle.open().doubleValue(),
        candle.close().doubleValue());
  }
}
