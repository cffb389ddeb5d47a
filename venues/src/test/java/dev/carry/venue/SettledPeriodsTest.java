package dev.carry.venue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carry.model.FundingSettled;
import dev.carry.model.InstrumentId;
import dev.carry.model.MarketEvent;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SettledPeriodsTest {
  private static final Instant MIDNIGHT = Instant.parse("2026-09-01T00:00:00Z");
  private static final InstrumentId BTC = InstrumentId.parse("okx:BTC-USDT-SWAP");
  private static final InstrumentId ETH = InstrumentId.parse("okx:ETH-USDT-SWAP");

  @Test
  void threeSettlementsAtEqualDistancesTellTheirPeriod() {
    assertThat(hours(0, 8, 16)).containsExactly(null, 8L, 8L);
  }

  @Test
  void twoSettlementsTellNothingBecauseOneMayBeMissingBetweenThem() {
    assertThat(hours(0, 8)).containsOnlyNulls();
    assertThat(hours(8)).containsOnlyNulls();
  }

  @Test
  void aPeriodThatChangedIsThatOfItsDay() {
    assertThat(hours(0, 8, 16, 20, 24)).containsExactly(null, 8L, 8L, 4L, 4L);
    assertThat(hours(0, 1, 2, 6, 10)).containsExactly(null, 1L, 1L, 4L, 4L);
    assertThat(hours(0, 8, 16, 17)).as("changed just now").containsExactly(null, 8L, 8L, null);
  }

  @Test
  void aHoleIsNoLongerPeriod() {
    assertThat(hours(0, 1, 3, 4, 5)).containsExactly(null, null, null, 1L, 1L);
  }

  @Test
  void anyWholeNumberOfHoursIsAPeriodUpToADay() {
    assertThat(hours(0, 6, 12)).containsExactly(null, 6L, 6L);
    assertThat(hours(0, 2, 4)).containsExactly(null, 2L, 2L);
    assertThat(hours(0, 48, 96)).as("a halt, twice").containsOnlyNulls();
  }

  @Test
  void stampsJitterAndMayComeInAnyOrderAndTwice() {
    List<MarketEvent> events = new ArrayList<>();
    events.add(settled(BTC, MIDNIGHT.plusSeconds(57_600).plusMillis(47)));
    events.add(settled(BTC, MIDNIGHT.plusSeconds(28_800).minusMillis(3)));
    events.add(settled(BTC, MIDNIGHT));
    events.add(settled(BTC, MIDNIGHT));
    SettledPeriods.complete(events);
    assertThat(periods(events)).containsExactly(8L, 8L, null, null);
  }

  @Test
  void instrumentsDoNotCompleteEachOther() {
    List<MarketEvent> events = new ArrayList<>();
    for (int hour : new int[] {0, 8, 16}) {
      events.add(settled(hour == 8 ? ETH : BTC, MIDNIGHT.plus(Duration.ofHours(hour))));
    }
    SettledPeriods.complete(events);
    assertThat(periods(events)).containsOnlyNulls();
  }

  @Test
  void anyPageSizeGivesTheSameSeriesOnceThePagesAreTogether() {
    int[] hours = {0, 8, 16, 20, 24, 28, 36, 37, 38, 39, 47, 55};
    List<@Nullable Long> whole = hours(hours);
    for (int size = 1; size <= hours.length; size++) {
      List<MarketEvent> together = new ArrayList<>();
      for (int from = 0; from < hours.length; from += size) {
        int to = Math.min(hours.length, from + size);
        List<MarketEvent> page = events(Arrays.copyOfRange(hours, from, to));
        SettledPeriods.complete(page);
        together.addAll(page);
      }
      SettledPeriods.complete(together);
      assertThat(periods(together)).as("pages of %d", size).isEqualTo(whole);
    }
  }

  private static List<@Nullable Long> hours(int... at) {
    List<MarketEvent> events = events(at);
    SettledPeriods.complete(events);
    return periods(events);
  }

  private static List<MarketEvent> events(int... at) {
    List<MarketEvent> events = new ArrayList<>();
    for (int hour : at) {
      events.add(settled(BTC, MIDNIGHT.plus(Duration.ofHours(hour))));
    }
    return events;
  }

  private static FundingSettled settled(InstrumentId id, Instant at) {
    return new FundingSettled(id, null, at, new BigDecimal("0.0001"), null, at, null);
  }

  private static List<@Nullable Long> periods(List<MarketEvent> events) {
    List<@Nullable Long> hours = new ArrayList<>();
    for (MarketEvent event : events) {
      Duration period = ((FundingSettled) event).period();
      hours.add(period == null ? null : period.toHours());
    }
    return hours;
  }
}
