package dev.carry.venue;

import dev.carry.model.FundingSettled;
import dev.carry.model.InstrumentId;
import dev.carry.model.MarketEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.ListIterator;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What each settled rate covers, where a venue's history does not say: the time since the
/// settlement before it in the same answer.
///
/// That time is the period only if no settlement between the two is missing, so it counts where a
/// neighbour says the same: of three settlements at equal distances none is missing. Where it is
/// said once only (next to a hole, at the beginning of an answer, or at the first settlement of a
/// changed period that nothing follows yet) the period stays absent. The period listed today
/// proves nothing about that day.
public final class SettledPeriods {
  /// Stamps jitter by milliseconds to seconds, and no venue settles more often than hourly.
  private static final long STAMP_SECONDS = 60;

  private static final long HOUR_SECONDS = 3_600;

  /// No venue's period is longer than a day; what is apart further is a hole or a halt.
  private static final long LONGEST_SECONDS = 24 * HOUR_SECONDS;

  private SettledPeriods() {}

  /// Completes the settled rates that have no period, in place.
  ///
  /// @param events facts of one answer, in any order and of any instruments
  public static void complete(List<MarketEvent> events) {
    Map<InstrumentId, TreeSet<Long>> boundaries = new HashMap<>();
    for (MarketEvent event : events) {
      if (event instanceof FundingSettled settled) {
        boundaries.computeIfAbsent(settled.id(), id -> new TreeSet<>()).add(boundary(settled));
      }
    }
    for (ListIterator<MarketEvent> each = events.listIterator(); each.hasNext(); ) {
      if (each.next() instanceof FundingSettled e && e.period() == null) {
        TreeSet<Long> known = boundaries.get(e.id());
        Duration period = known == null ? null : period(known, boundary(e));
        if (period != null) {
          each.set(
              new FundingSettled(
                  e.id(),
                  e.venueTime(),
                  e.receivedAt(),
                  e.rate(),
                  period,
                  e.settledAt(),
                  e.markPrice()));
        }
      }
    }
  }

  private static @Nullable Duration period(NavigableSet<Long> boundaries, long at) {
    Long before = boundaries.lower(at);
    if (before == null) {
      return null;
    }
    long seconds = at - before;
    Long earlier = boundaries.lower(before);
    Long after = boundaries.higher(at);
    boolean confirmed =
        (earlier != null && before - earlier == seconds)
            || (after != null && after - at == seconds);
    return confirmed && seconds <= LONGEST_SECONDS && seconds % HOUR_SECONDS == 0
        ? Duration.ofSeconds(seconds)
        : null;
  }

  /// Seconds since 1970 of the settlement a stamp is for.
  private static long boundary(FundingSettled settled) {
    Instant nearest = settled.settledAt().plusSeconds(STAMP_SECONDS / 2);
    return Math.floorDiv(nearest.getEpochSecond(), STAMP_SECONDS) * STAMP_SECONDS;
  }
}
