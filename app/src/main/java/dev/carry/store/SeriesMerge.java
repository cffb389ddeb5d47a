package dev.carry.store;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// New rows of one fact and instrument against those that are stored: which say something new, and
/// which contradict.
final class SeriesMerge {
  private final StoredFact fact;
  private final int at;
  private final List<StoredRow> stored;
  private final PastWriter.Tally tally;

  /// @param stored of the same fact and instrument, at least in the span of the new rows, ordered
  ///     by
  ///     [StoredFact#at()]
  SeriesMerge(StoredFact fact, List<StoredRow> stored, PastWriter.Tally tally) {
    this.fact = fact;
    this.at = fact.atIndex();
    this.stored = stored;
    this.tally = tally;
  }

  /// Those that say something new, settlements with their period where their neighbours prove it.
  ///
  /// @param rows in any order; afterwards ordered by time
  List<StoredRow> fresh(List<StoredRow> rows) {
    rows.sort(Comparator.comparing(this::time));
    if (fact == StoredFact.FUNDING_SETTLED) {
      complete(rows);
    }
    List<StoredRow> fresh = new ArrayList<>(rows.size());
    List<StoredRow> same = new ArrayList<>();
    int next = 0;
    Instant current = Instant.MIN;
    for (StoredRow row : rows) {
      Instant time = time(row);
      if (!time.equals(current)) {
        current = time;
        same.clear();
        for (; next < stored.size() && !time(stored.get(next)).isAfter(time); next++) {
          if (time(stored.get(next)).equals(time)) {
            same.add(stored.get(next));
          }
        }
      }
      if (isNew(row, same)) {
        fresh.add(row);
        same.add(row);
      }
    }
    return fresh;
  }

  private boolean isNew(StoredRow row, List<StoredRow> same) {
    StoredRow contradicted = null;
    for (StoredRow before : same) {
      if (covers(before, row)) {
        tally.duplicates++;
        return false;
      }
      contradicted = contradicted == null && contradicts(before, row) ? before : contradicted;
    }
    if (contradicted != null) {
      tally.conflict(contradicted, row);
    }
    return true;
  }

  private Instant time(StoredRow row) {
    return (Instant) Objects.requireNonNull(row.value(at));
  }

  /// Gives settlements without a period the one that their neighbours prove.
  private void complete(List<StoredRow> rows) {
    long[] points =
        Stream.concat(stored.stream(), rows.stream())
            .mapToLong(row -> Nanos.of(time(row)))
            .sorted()
            .distinct()
            .toArray();
    @Nullable Duration[] periods = Cadence.ofPoints(points).periods(points);
    int place = 0;
    for (int i = 0; i < rows.size(); i++) {
      StoredRow row = rows.get(i);
      long nanos = Nanos.of(time(row));
      while (points[place] < nanos) {
        place++;
      }
      Duration period = periods[place];
      if (period != null && row.value(Rate.PERIOD) == null) {
        rows.set(i, row.with(Rate.PERIOD, period));
      }
    }
  }

  /// Columns of a settlement.
  private static final class Rate {
    static final int RATE = StoredFact.FUNDING_SETTLED.index("rate");
    static final int PERIOD = StoredFact.FUNDING_SETTLED.index("period");
    static final int MARK = StoredFact.FUNDING_SETTLED.index("mark_price");
  }

  /// Columns of a candle.
  private static final class Bar {
    static final int[] WHICH = {StoredFact.CANDLE.index("of"), StoredFact.CANDLE.index("opens_at")};
    static final int[] PRICES = {
      StoredFact.CANDLE.index("open"),
      StoredFact.CANDLE.index("high"),
      StoredFact.CANDLE.index("low"),
      StoredFact.CANDLE.index("close")
    };
  }

  /// Whether a row adds nothing to one at the same time.
  private static boolean covers(StoredRow before, StoredRow row) {
    return switch (row.fact()) {
      case FUNDING_SETTLED ->
          same(before, row, Rate.RATE)
              && (row.value(Rate.PERIOD) == null || same(before, row, Rate.PERIOD))
              && (row.value(Rate.MARK) == null || same(before, row, Rate.MARK));
      case CANDLE -> same(before, row, Bar.WHICH) && same(before, row, Bar.PRICES);
      default -> {
        boolean all = same(before, row, StoredFact.VENUE_TIME);
        for (int i = StoredFact.SOURCE + 1; i < row.fact().columns().size(); i++) {
          all &= same(before, row, i);
        }
        yield all;
      }
    };
  }

  /// Whether both cannot be true.
  private static boolean contradicts(StoredRow before, StoredRow row) {
    return switch (row.fact()) {
      case FUNDING_SETTLED -> !same(before, row, Rate.RATE);
      case CANDLE -> same(before, row, Bar.WHICH) && !same(before, row, Bar.PRICES);
      default -> false;
    };
  }

  private static boolean same(StoredRow one, StoredRow other, int... columns) {
    for (int column : columns) {
      Object a = one.value(column);
      Object b = other.value(column);
      boolean equal =
          (a instanceof BigDecimal x && b instanceof BigDecimal y)
              ? x.compareTo(y) == 0
              : Objects.equals(a, b);
      if (!equal) {
        return false;
      }
    }
    return true;
  }
}
