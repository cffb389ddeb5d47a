package dev.carry.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A file of imported rows: `history/fact=<fact>/year=<year>/<first>-<last>-<crc32c>.parquet`.
///
/// Folders are named as Hive names partitions, so that pandas, DuckDB and Spark read the whole of a
/// fact, or some years, as one table. A year is that of a row's own time ([StoredFact#at()]), UTC:
/// ten years of a thousand series are ten folders, not a file for every day. Within a file rows are
/// ordered by venue, symbol and time, so that a question about one series reads little.
///
/// @param file where it is
/// @param fact what its rows are
/// @param year of its rows
/// @param first number of the first part it holds
/// @param last number of the last one; more than `first` where several were merged
/// @param checksum CRC32C of the file
record PastSegment(Path file, StoredFact fact, int year, long first, long last, int checksum) {
  private static final Pattern YEAR = Pattern.compile("year=(\\d{4})");
  private static final Pattern NAME =
      Pattern.compile("(\\d{10})-(\\d{10})-([0-9a-f]{8})\\.parquet");

  static Path root(Path store) {
    return store.resolve("history");
  }

  static Path folder(Path root, StoredFact fact, int year) {
    return root.resolve("fact=" + fact.folder()).resolve("year=" + year);
  }

  /// Whether rows of it may lie between two instants.
  boolean within(Instant from, Instant to) {
    return yearOf(from) <= year && year <= yearOf(to);
  }

  static int yearOf(Instant instant) {
    return instant.equals(Instant.MIN)
        ? Integer.MIN_VALUE
        : instant.equals(Instant.MAX)
            ? Integer.MAX_VALUE
            : instant.atOffset(ZoneOffset.UTC).getYear();
  }

  /// All that count: not those whose rows a merged one holds.
  static List<PastSegment> list(Path root) throws IOException {
    return counting(all(root));
  }

  static List<PastSegment> counting(List<PastSegment> all) {
    Map<List<Object>, List<PastSegment>> together =
        all.stream().collect(Collectors.groupingBy(s -> List.of(s.fact, s.year)));
    return all.stream()
        .filter(
            one ->
                together.getOrDefault(List.of(one.fact, one.year), List.of()).stream()
                    .noneMatch(one::isHeldBy))
        .toList();
  }

  private boolean isHeldBy(PastSegment other) {
    return other.first <= first && last <= other.last && other.last - other.first > last - first;
  }

  /// All, also those that were merged into others.
  static List<PastSegment> all(Path root) throws IOException {
    List<PastSegment> found = new ArrayList<>();
    for (StoredFact fact : StoredFact.values()) {
      for (Path folder : entries(root.resolve("fact=" + fact.folder()))) {
        Matcher year = YEAR.matcher(folder.getFileName().toString());
        for (Path file : year.matches() ? entries(folder) : List.<Path>of()) {
          Matcher name = NAME.matcher(file.getFileName().toString());
          if (name.matches()) {
            found.add(
                new PastSegment(
                    file,
                    fact,
                    Integer.parseInt(year.group(1)),
                    Long.parseLong(name.group(1)),
                    Long.parseLong(name.group(2)),
                    HexFormat.fromHexDigits(name.group(3))));
          }
        }
      }
    }
    found.sort(Comparator.comparing(segment -> segment.file().toString()));
    return found;
  }

  private static List<Path> entries(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.toList();
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }
}
