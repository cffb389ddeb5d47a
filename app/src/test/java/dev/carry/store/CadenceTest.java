package dev.carry.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carry.model.FundingSettled;
import dev.carry.model.MarketEvent;
import dev.carry.venue.SettledPeriods;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CadenceTest {
  private static final Instant BEGIN = Instant.parse("2023-05-12T00:00:00Z");
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration EIGHT = Duration.ofHours(8);

  @Test
  void aVenueThatWentFromEightHoursToOneHasBothPeriodsAndNoHole() {
    long[] points = points(8, 8, 8, 1, 1, 1);

    assertThat(Cadence.ofPoints(points).periods(points))
        .containsExactly(null, EIGHT, EIGHT, EIGHT, HOUR, HOUR, HOUR);
    assertThat(Cadence.ofPoints(points).holes()).isEmpty();
  }

  @Test
  void whatIsMissingIsToldByFirstLastAndNumber() {
    assertThat(holes(1, 1, 4, 1, 1)).containsExactly(new Archive.Hole(after(3), after(5), HOUR, 3));
    assertThat(holes(8, 16, 8, 8))
        .containsExactly(new Archive.Hole(after(16), after(16), EIGHT, 1));
  }

  @Test
  void aSettlementBesideAHoleHasNoPeriod() {
    long[] points = points(1, 1, 4, 1, 1);

    assertThat(Cadence.ofPoints(points).periods(points))
        .containsExactly(null, HOUR, HOUR, null, HOUR, HOUR);
  }

  @Test
  void everySecondPointMissingIsNoLongerPeriod() {
    long[] points = points(1, 1, 1, 2, 2, 1, 1, 1);

    assertThat(Cadence.ofPoints(points).periods(points))
        .containsExactly(null, HOUR, HOUR, HOUR, null, null, HOUR, HOUR, HOUR);
    assertThat(Cadence.ofPoints(points).holes())
        .extracting(Archive.Hole::points)
        .containsExactly(1L, 1L);
  }

  @Test
  void aSettlementThatCameLateLeavesNoHole() {
    assertThat(holes(8, 8, 10, 6, 8, 8)).isEmpty();
  }

  @Test
  void whereTheRhythmChangesAcrossAHoleTheFewestAreTold() {
    assertThat(holes(2, 2, 2, 24, 8, 8))
        .containsExactly(new Archive.Hole(after(14), after(22), EIGHT, 2));
  }

  @Test
  void twoPointsTellNothing() {
    assertThat(holes(8)).isEmpty();
    assertThat(Cadence.ofPoints(points(8)).periods(points(8))).containsOnlyNulls();
  }

  @Test
  void whatIsMissingBeforeTheFirstAndAfterTheLastIsToldWhereASpanIsAskedFor() {
    long[] points = points(8, 8);
    long first = points[0];
    long last = points[2];
    long from = Nanos.of(after(-20));
    long to = Nanos.of(after(24));

    assertThat(Cadence.ofPoints(points).holes(first, last, from, to))
        .containsExactly(
            new Archive.Hole(after(-16), after(-8), EIGHT, 2),
            new Archive.Hole(after(24), after(24), EIGHT, 1));
    assertThat(Cadence.ofPoints(points).holes(first, last, first, last)).isEmpty();
  }

  /// The rule for the answers of venues is the stricter one's upper bound.
  @Test
  void noPeriodIsToldThatTheRuleForVenuesDoesNotTell() {
    SplittableRandom random = new SplittableRandom(20_230_512);
    int[] steps = {1, 1, 1, 1, 1, 2, 3, 4, 8, 8, 8, 8, 9, 30};
    for (int round = 0; round < 500; round++) {
      int[] hours = random.ints(40, 0, steps.length).map(i -> steps[i]).toArray();
      long[] points = points(hours);
      @Nullable Duration[] own = Cadence.ofPoints(points).periods(points);
      List<@Nullable Duration> theirs = bySettledPeriods(points);
      for (int i = 0; i < own.length; i++) {
        Duration period = own[i];
        if (period != null) {
          assertThat(theirs.get(i)).as("%s at %d", Arrays.toString(hours), i).isEqualTo(period);
        }
      }
    }
  }

  private static List<@Nullable Duration> bySettledPeriods(long[] points) {
    List<MarketEvent> events = new ArrayList<>();
    for (long point : points) {
      Instant at = Nanos.instant(point);
      events.add(new FundingSettled(Steps.BTC, null, at, BigDecimal.ONE, null, at, null));
    }
    SettledPeriods.complete(events);
    List<@Nullable Duration> periods = new ArrayList<>();
    for (MarketEvent event : events) {
      periods.add(event instanceof FundingSettled settled ? settled.period() : null);
    }
    return periods;
  }

  private static List<Archive.Hole> holes(int... hours) {
    return Cadence.ofPoints(points(hours)).holes();
  }

  private static long[] points(int... hours) {
    long[] points = new long[hours.length + 1];
    points[0] = Nanos.of(BEGIN);
    for (int i = 0; i < hours.length; i++) {
      points[i + 1] = points[i] + Duration.ofHours(hours[i]).toNanos();
    }
    return points;
  }

  private static Instant after(int hours) {
    return BEGIN.plus(Duration.ofHours(hours));
  }
}
