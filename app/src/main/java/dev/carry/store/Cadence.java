package dev.carry.store;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// How often a series of settlements or candles has points, told by their distances alone: what
/// period each settlement covers, and where points are missing.
///
/// A distance is proven where a neighbour is the same: of three points at equal distances none is
/// missing. A few distances alike amid smaller ones of which they are multiples prove nothing:
/// there every second point may be missing. What is no multiple of an hour, or longer than a day,
/// is no funding period.
///
/// A hole is a distance longer than the ones proven before and after it; where these differ, the
/// longer one counts, so that what is told as missing is missing at least. Points that came late,
/// and made the next distance shorter, leave no hole.
final class Cadence {
  private static final long HOUR = TimeUnit.HOURS.toNanos(1);
  private static final long LONGEST_PERIOD = TimeUnit.DAYS.toNanos(1);

  /// Fewer equal distances amid smaller ones prove nothing.
  private static final long FEW = 8;

  private static final long NONE = 0;

  /// Equal distances, one after the other.
  ///
  /// @param step nanoseconds between two points
  /// @param count how many distances
  /// @param from nanoseconds since 1970 of the point before the first distance
  record Run(long step, long count, long from) {
    long to() {
      return from + step * count;
    }
  }

  private final List<Run> runs;

  /// The distance each run proves, or [#NONE].
  private final long[] proven;

  private Cadence(List<Run> runs) {
    this.runs = runs;
    this.proven = new long[runs.size()];
    for (int i = 0; i < proven.length; i++) {
      proven[i] = runs.get(i).count() > 1 && !isContested(i) ? runs.get(i).step() : NONE;
    }
  }

  /// @param runs in the order of time; those without distance count for nothing
  static Cadence of(List<Run> runs) {
    List<Run> joined = new ArrayList<>();
    for (Run run : runs) {
      Run last = joined.isEmpty() ? null : joined.getLast();
      if (last != null && last.step() == run.step()) {
        joined.set(joined.size() - 1, new Run(run.step(), last.count() + run.count(), last.from()));
      } else if (run.step() > 0) {
        joined.add(run);
      }
    }
    return new Cadence(joined);
  }

  /// @param points nanoseconds since 1970, rising
  static Cadence ofPoints(long[] points) {
    List<Run> runs = new ArrayList<>();
    for (int i = 1; i < points.length; ) {
      long step = points[i] - points[i - 1];
      int from = i - 1;
      while (i < points.length && points[i] - points[i - 1] == step) {
        i++;
      }
      runs.add(new Run(step, i - 1 - from, points[from]));
    }
    return of(runs);
  }

  private boolean isContested(int at) {
    Run run = runs.get(at);
    if (run.count() >= FEW) {
      return false;
    }
    return hasFiner(at, -1) && hasFiner(at, 1);
  }

  /// Whether a distance of which this one is a multiple is said more than once, before or after.
  private boolean hasFiner(int at, int direction) {
    long step = runs.get(at).step();
    for (int i = at + direction; i >= 0 && i < runs.size(); i += direction) {
      Run run = runs.get(i);
      if (run.count() > 1 && run.step() < step && step % run.step() == 0) {
        return true;
      }
    }
    return false;
  }

  /// What a settlement at each point covers; absent where nothing proves it.
  ///
  /// @param points those the cadence was made of, rising
  @Nullable Duration[] periods(long[] points) {
    @Nullable Duration[] periods = new @Nullable Duration[points.length];
    int at = 0;
    Duration last = null;
    for (int i = 1; i < points.length; i++) {
      while (runs.get(at).to() < points[i]) {
        at++;
      }
      long step = proven[at];
      if (step != NONE && step <= LONGEST_PERIOD && step % HOUR == 0) {
        last = last != null && last.toNanos() == step ? last : Duration.ofNanos(step);
        periods[i] = last;
      }
    }
    return periods;
  }

  /// Where points are missing between the first and the last one.
  List<Archive.Hole> holes() {
    List<Archive.Hole> holes = new ArrayList<>();
    long expected = NONE;
    for (int i = 0; i < proven.length; i++) {
      if (proven[i] != NONE) {
        expected = proven[i];
        continue;
      }
      long step = Math.max(expected, next(i));
      Run run = runs.get(i);
      long missing = step == NONE ? 0 : (run.step() + step / 2) / step - 1;
      for (long each = 0; missing > 0 && each < run.count(); each++) {
        long from = run.from() + each * run.step() + step;
        holes.add(hole(from, from + (missing - 1) * step, step, missing));
      }
    }
    return holes;
  }

  /// The same, with what is missing of a span of time before the first and after the last point.
  ///
  /// @param first nanoseconds since 1970 of the first point
  /// @param last of the last one
  List<Archive.Hole> holes(long first, long last, long from, long to) {
    List<Archive.Hole> holes = new ArrayList<>(holes());
    long begin = next(-1);
    long before = begin == NONE || first <= from ? 0 : (first - from) / begin;
    if (before > 0) {
      holes.addFirst(hole(first - before * begin, first - begin, begin, before));
    }
    long end = NONE;
    for (long step : proven) {
      end = step != NONE ? step : end;
    }
    long after = end == NONE || last >= to ? 0 : (to - last) / end;
    if (after > 0) {
      holes.add(hole(last + end, last + after * end, end, after));
    }
    return holes;
  }

  private long next(int at) {
    for (int i = at + 1; i < proven.length; i++) {
      if (proven[i] != NONE) {
        return proven[i];
      }
    }
    return NONE;
  }

  private static Archive.Hole hole(long from, long to, long step, long points) {
    Instant first = Nanos.instant(from);
    return new Archive.Hole(first, Nanos.instant(to), Duration.ofNanos(step), points);
  }
}
