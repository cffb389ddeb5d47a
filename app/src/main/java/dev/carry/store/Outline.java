package dev.carry.store;

import dev.carry.model.InstrumentId;
import dev.carry.model.VenueId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// What one file of the past, or what is in no file yet, holds of a series. A file carries those of
/// its own series among its metadata, under [#KEY]: what there is, and what is missing, is told
/// without reading a row.
///
/// @param rows more than points where sources say different things
/// @param from nanoseconds since 1970 of the first point
/// @param to of the last one
/// @param sources where the rows came from, separated by commas
/// @param runs the distances of all points, one after the other from the first on, of several rows
///     of one instant too; empty for facts without rhythm
record Outline(
    Archive.Series series, long rows, long from, long to, String sources, List<Cadence.Run> runs) {
  static final String KEY = "carry_outline";

  Outline {
    runs = List.copyOf(runs);
  }

  /// As a file carries them: a line each, its cells apart by tabs, distances as
  /// `nanoseconds*count`.
  static String write(List<Outline> outlines) {
    StringBuilder text = new StringBuilder();
    for (Outline one : outlines) {
      Archive.Series series = one.series;
      text.append(series.id().venue()).append('\t').append(series.id().symbol()).append('\t');
      text.append(series.of() == null ? "" : series.of()).append('\t');
      text.append(series.every() == null ? "" : series.every().toNanos()).append('\t');
      text.append(one.rows).append('\t').append(one.from).append('\t').append(one.to).append('\t');
      text.append(one.sources).append('\t');
      for (Cadence.Run run : one.runs) {
        text.append(run.step()).append('*').append(run.count()).append(' ');
      }
      text.append('\n');
    }
    return text.toString();
  }

  static List<Outline> parse(StoredFact fact, String text) {
    return text.lines().map(line -> parseLine(fact, line)).toList();
  }

  private static Outline parseLine(StoredFact fact, String line) {
    String[] cells = line.split("\t", -1);
    Archive.Series series =
        new Archive.Series(
            InstrumentId.of(VenueId.of(cells[0]), cells[1]),
            fact,
            cells[2].isEmpty() ? null : cells[2],
            cells[3].isEmpty() ? null : Duration.ofNanos(Long.parseLong(cells[3])));
    long from = Long.parseLong(cells[5]);
    List<Cadence.Run> runs = new ArrayList<>();
    long at = from;
    for (String distance : cells[8].isBlank() ? new String[0] : cells[8].split(" ", -1)) {
      int star = distance.indexOf('*');
      if (star > 0) {
        long step = Long.parseLong(distance, 0, star, 10);
        long count = Long.parseLong(distance, star + 1, distance.length(), 10);
        runs.add(new Cadence.Run(step, count, at));
        at += step * count;
      }
    }
    return new Outline(
        series, Long.parseLong(cells[4]), from, Long.parseLong(cells[6]), cells[7], runs);
  }

  /// The instants of all points of several outlines of a series, rising, each once.
  static long[] points(List<Outline> outlines) {
    long[] points = new long[Math.toIntExact(outlines.stream().mapToLong(Outline::rows).sum())];
    int size = 0;
    for (Outline one : outlines) {
      points[size++] = one.from;
      for (Cadence.Run run : one.runs) {
        for (long i = 1; i <= run.count(); i++) {
          points[size++] = run.from() + i * run.step();
        }
      }
    }
    Arrays.sort(points, 0, size);
    int different = 0;
    for (int i = 0; i < size; i++) {
      if (different == 0 || points[i] != points[different - 1]) {
        points[different++] = points[i];
      }
    }
    return Arrays.copyOf(points, different);
  }
}
