package dev.carry.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carry.model.FundingSettled;
import dev.carry.model.InstrumentId;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What is kept of the settlements of one perpetual.
class SettledSeriesTest {
  private static final InstrumentId ID = InstrumentId.parse("bybit:BTCUSDT");
  private static final Duration HOUR = Duration.ofHours(1);

  private static void add(SettledSeries to, int hour, double rate, @Nullable Duration period) {
    Instant at = Instant.EPOCH.plus(HOUR.multipliedBy(hour));
    to.add(new FundingSettled(ID, null, at, BigDecimal.valueOf(rate), period, at, null));
  }

  @Test
  void itKeepsWhatItsStatisticsLookBackOn() {
    SettledSeries grown = new SettledSeries();
    SettledSeries late = new SettledSeries();
    for (int i = 0; i < 3_000; i++) {
      double rate = 0.00001 * StrictMath.sin(i / 5.0);
      add(grown, i, rate, HOUR);
      if (i >= 3_000 - 721) {
        add(late, i, rate, HOUR);
      }
      grown.latest();
    }
    int changes = grown.changes();
    add(grown, 0, 1, HOUR);
    assertThat(grown.changes()).as("one that is too old").isEqualTo(changes);
    assertThat(grown.latest()).isEqualTo(late.latest());
    assertThat(grown.halfLife()).isEqualTo(late.halfLife());
  }

  @Test
  void whatWasSettledStandsInOrderOnceAndPerHour() {
    SettledSeries series = new SettledSeries();
    add(series, 16, 0.0008, Duration.ofHours(8));
    add(series, 0, 0.0001, Duration.ofHours(8));
    add(series, 8, 0.0004, Duration.ofHours(4));
    add(series, 8, 0.9, Duration.ofHours(4));
    add(series, 12, 0.9, null);

    assertThat(series.count()).isEqualTo(3);
    assertThat(series.atMillis(1)).isEqualTo(8 * HOUR.toMillis());
    assertThat(series.periodMillis(1)).isEqualTo(4 * HOUR.toMillis());
    assertThat(series.hourly(0)).isEqualTo(0.0001 / 8);
    assertThat(series.hourly(1)).isEqualTo(0.0001);
    assertThat(series.hourly(2)).isEqualTo(0.0001);
  }
}
