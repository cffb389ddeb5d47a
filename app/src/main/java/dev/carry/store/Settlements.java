package dev.carry.store;

import dev.carry.engine.History.FundingPoint;
import dev.carry.model.InstrumentId;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// What is already known of recent settlements, so that asking a venue again for the same history
/// stores nothing twice. One thread, but for [#last(InstrumentId)].
final class Settlements {
  /// Boundaries remembered per instrument: ten days of hourly ones, eighty of eight-hourly.
  static final int REMEMBERED = 256;

  private static final long MINUTE = 60;

  private final Map<InstrumentId, TreeMap<Instant, List<Known>>> known = new HashMap<>();
  private final Map<InstrumentId, FundingPoint> last = new ConcurrentHashMap<>();

  private final int remembered;

  /// @param remembered boundaries per instrument
  Settlements(int remembered) {
    this.remembered = remembered;
  }

  private record Known(BigDecimal rate, @Nullable Duration period, @Nullable BigDecimal markPrice) {

    /// Whether the other one adds nothing.
    boolean covers(Known other) {
      return rate.compareTo(other.rate) == 0
          && (other.period == null || other.period.equals(period))
          && (other.markPrice == null
              || (markPrice != null && other.markPrice.compareTo(markPrice) == 0));
    }
  }

  /// The settlement a venue's stamp is for: the nearest minute, because stamps jitter by some
  /// milliseconds up to seconds and no venue settles more often than hourly.
  static Instant boundary(Instant settledAt) {
    long seconds = settledAt.getEpochSecond();
    boolean up = Math.floorMod(seconds, MINUTE) >= MINUTE / 2;
    return Instant.ofEpochSecond((Math.floorDiv(seconds, MINUTE) + (up ? 1 : 0)) * MINUTE);
  }

  /// Takes a settlement in.
  ///
  /// @return whether it says something that is not known: a boundary, a rate that differs, or a
  ///     part that was absent
  boolean add(FundingPoint point, @Nullable BigDecimal markPrice) {
    TreeMap<Instant, List<Known>> boundaries =
        known.computeIfAbsent(point.id(), _ -> new TreeMap<>());
    List<Known> there = boundaries.computeIfAbsent(point.at(), _ -> new ArrayList<>(1));
    Known now = new Known(point.rate(), point.period(), markPrice);
    boolean isNew = there.stream().noneMatch(before -> before.covers(now));
    if (isNew) {
      there.add(now);
      last.merge(
          point.id(), point, (before, after) -> after.at().isBefore(before.at()) ? before : after);
    }
    if (boundaries.size() > remembered) {
      boundaries.pollFirstEntry();
    }
    return isNew;
  }

  /// The newest settlement of an instrument; absent when none is stored. Any thread.
  @Nullable FundingPoint last(InstrumentId id) {
    return last.get(id);
  }
}
