package dev.carry.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A sealed file: `segments/<fact>/<day>/<first generation>-<last>-<crc32c>.parquet`.
///
/// @param file where it is
/// @param fact what its rows are
/// @param day the UTC day on which the tail its rows come from was begun
/// @param first the first generation of the tail whose rows it holds
/// @param last the last one; more than `first` where days were merged
/// @param checksum CRC32C of the file
record Segment(Path file, StoredFact fact, LocalDate day, long first, long last, int checksum) {
  private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
  private static final Pattern NAME =
      Pattern.compile("(\\d{10})-(\\d{10})-([0-9a-f]{8})\\.parquet");

  static Path folder(Path segments, StoredFact fact, LocalDate day) {
    return segments.resolve(fact.folder()).resolve(day.toString());
  }

  static String name(long first, long last, int checksum) {
    return String.format(Locale.ROOT, "%010d-%010d-", first, last)
        + HexFormat.of().toHexDigits(checksum)
        + ".parquet";
  }

  /// Whether another segment of the same fact and day holds all of its rows.
  private boolean within(Segment other) {
    return !equals(other)
        && other.first <= first
        && last <= other.last
        && other.last - other.first > last - first;
  }

  /// All segments that count, in a steady order.
  ///
  /// @param tails generations whose tail still exists: their segments are of no account
  static List<Segment> list(Path segments, Set<Long> tails) throws IOException {
    return counting(all(segments), tails);
  }

  /// Those of a list that count.
  static List<Segment> counting(List<Segment> all, Set<Long> tails) {
    Map<List<Object>, List<Segment>> together =
        all.stream().collect(Collectors.groupingBy(s -> List.of(s.fact, s.day)));
    return all.stream()
        .filter(segment -> !tails.contains(segment.last))
        .filter(
            segment ->
                together.getOrDefault(List.of(segment.fact, segment.day), List.of()).stream()
                    .noneMatch(segment::within))
        .toList();
  }

  /// All segments, also those of no account.
  static List<Segment> all(Path segments) throws IOException {
    List<Segment> found = new ArrayList<>();
    for (StoredFact fact : StoredFact.values()) {
      Path folder = segments.resolve(fact.folder());
      for (Path day : entries(folder)) {
        for (Path file :
            DAY.matcher(day.getFileName().toString()).matches() ? entries(day) : List.<Path>of()) {
          Matcher name = NAME.matcher(file.getFileName().toString());
          if (name.matches()) {
            found.add(
                new Segment(
                    file,
                    fact,
                    LocalDate.parse(day.getFileName().toString()),
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
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.toList();
    }
  }
}
