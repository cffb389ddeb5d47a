package dev.carry.valuation;

import dev.carry.valuation.statistics.Moments;
import dev.carry.valuation.statistics.Quantiles;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the premium of a mark over its index did over a period: each mark joined with the index as
/// of then, no older than a limit. Pure.
///
/// @param joined the premiums, in order of time
/// @param unjoined marks without an index young enough: they say nothing
/// @param statistics over all joined points; absent: there are none
/// @param episodes the stretches beyond the threshold, in order of time
public record PremiumStudy(
    List<Point> joined, int unjoined, @Nullable Statistics statistics, List<Episode> episodes) {

  public PremiumStudy {
    joined = List.copyOf(joined);
    episodes = List.copyOf(episodes);
  }

  /// A price at a time.
  ///
  /// @param price quote per base
  public record Price(Instant at, double price) {}

  /// A mark and the index it was joined with.
  ///
  /// @param mark quote per base
  /// @param index quote per base
  /// @param premium (mark − index) / index, signed fraction
  public record Point(Instant at, double mark, double index, double premium) {}

  /// What is asked.
  ///
  /// @param oldestIndex how old an index may be when a mark is joined with it
  /// @param threshold from which absolute premium (fraction) an episode begins
  /// @param close below which absolute premium (fraction) it ends
  /// @param costs what trading an episode costs in all (fraction of notional)
  public record Question(Duration oldestIndex, double threshold, double close, double costs) {
    public Question {
      if (oldestIndex.isNegative()) {
        throw new IllegalArgumentException("oldest index " + oldestIndex);
      }
      if (!(threshold > 0) || !(close >= 0) || close > threshold || !(costs >= 0)) {
        throw new IllegalArgumentException(
            "threshold "
                + threshold
                + ", close "
                + close
                + ", costs "
                + costs
                + ": 0 <= close <= threshold, 0 < threshold and 0 <= costs are allowed");
      }
    }
  }

  /// Fractions throughout.
  ///
  /// @param beyond the share of points beyond the threshold
  public record Statistics(
      int count,
      double mean,
      double deviation,
      double least,
      double p01,
      double p05,
      double median,
      double p95,
      double p99,
      double most,
      double beyond) {}

  /// A stretch beyond the threshold, of one sign.
  ///
  /// @param from the first point beyond the threshold
  /// @param to the first point at which it had ended; the last point known where it had not
  /// @param ended whether it had ended within the period, with nothing unknown in between
  /// @param entry premium at `from`: what one could trade on
  /// @param exit premium at `to`
  /// @param peak the premium farthest from 0
  /// @param gain what closing in from entry to exit was worth (fraction): negative where it widened
  /// @param covered whether the gain was at least the costs; only what ended can be
  public record Episode(
      Instant from,
      Instant to,
      boolean ended,
      double entry,
      double exit,
      double peak,
      double gain,
      boolean covered) {

    public Duration duration() {
      return Duration.between(from, to);
    }
  }

  /// The share of ended episodes whose gain covered their costs; absent: none has ended.
  public @Nullable Double covered() {
    long ended = episodes.stream().filter(Episode::ended).count();
    return ended == 0 ? null : (double) episodes.stream().filter(Episode::covered).count() / ended;
  }

  /// @param marks in order of time
  /// @param indexes in order of time
  public static PremiumStudy of(List<Price> marks, List<Price> indexes, Question question) {
    List<Point> joined = new ArrayList<>(marks.size());
    int next = 0;
    for (Price mark : marks) {
      while (next < indexes.size() && !indexes.get(next).at().isAfter(mark.at())) {
        next++;
      }
      if (next > 0) {
        Price index = indexes.get(next - 1);
        Duration age = Duration.between(index.at(), mark.at());
        if (age.compareTo(question.oldestIndex()) <= 0 && index.price() > 0 && mark.price() > 0) {
          double premium = (mark.price() - index.price()) / index.price();
          joined.add(new Point(mark.at(), mark.price(), index.price(), premium));
        }
      }
    }
    return new PremiumStudy(
        joined,
        marks.size() - joined.size(),
        joined.isEmpty() ? null : statistics(joined, question),
        episodes(joined, question));
  }

  private static Statistics statistics(List<Point> points, Question question) {
    double[] sorted = points.stream().mapToDouble(Point::premium).sorted().toArray();
    int beyond = 0;
    for (double premium : sorted) {
      beyond += Math.abs(premium) >= question.threshold() ? 1 : 0;
    }
    Moments moments = Moments.of(sorted);
    return new Statistics(
        sorted.length,
        moments.mean(),
        sorted.length < 2 ? 0 : moments.sampleDeviation(),
        sorted[0],
        Quantiles.of(sorted, 0.01),
        Quantiles.of(sorted, 0.05),
        Quantiles.of(sorted, 0.5),
        Quantiles.of(sorted, 0.95),
        Quantiles.of(sorted, 0.99),
        sorted[sorted.length - 1],
        (double) beyond / sorted.length);
  }

  /// Nothing is known of a time without points: an episode does not reach over one.
  private static List<Episode> episodes(List<Point> points, Question question) {
    List<Episode> episodes = new ArrayList<>();
    Duration silence = silence(points, question.oldestIndex());
    Point first = null;
    Point before = null;
    double peak = 0;
    for (Point point : points) {
      if (first != null
          && before != null
          && Duration.between(before.at(), point.at()).compareTo(silence) > 0) {
        episodes.add(episode(first, before, false, peak, question));
        first = null;
      }
      before = point;
      if (first != null) {
        boolean over =
            Math.abs(point.premium()) < question.close()
                || Math.signum(point.premium()) != Math.signum(first.premium());
        if (over) {
          episodes.add(episode(first, point, true, peak, question));
          first = null;
        } else if (Math.abs(point.premium()) > Math.abs(peak)) {
          peak = point.premium();
        }
      }
      if (first == null && Math.abs(point.premium()) >= question.threshold()) {
        first = point;
        peak = point.premium();
      }
    }
    if (first != null) {
      episodes.add(episode(first, points.getLast(), false, peak, question));
    }
    return episodes;
  }

  /// From how long a time without points on nothing is known of it: five times what usually lies
  /// between two, and more than the age an index may have.
  private static Duration silence(List<Point> points, Duration least) {
    long[] steps = new long[Math.max(0, points.size() - 1)];
    for (int i = 0; i < steps.length; i++) {
      steps[i] = Duration.between(points.get(i).at(), points.get(i + 1).at()).toMillis();
    }
    Arrays.sort(steps);
    Duration usual = Duration.ofMillis(steps.length == 0 ? 0 : 5 * steps[steps.length / 2]);
    return usual.compareTo(least) > 0 ? usual : least;
  }

  private static Episode episode(
      Point first, Point last, boolean ended, double peak, Question question) {
    double gain = Math.signum(first.premium()) * (first.premium() - last.premium());
    return new Episode(
        first.at(),
        last.at(),
        ended,
        first.premium(),
        last.premium(),
        peak,
        gain,
        ended && gain >= question.costs());
  }
}
