package dev.carry.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The files of the past, in the hands of the one who writes them. A part is written beside the
/// next one being filled, by a thread of its own: under another name, forced, renamed, its folders
/// forced, and only then its rows leave the memory.
final class PastFiles implements AutoCloseable {
  private static final String NEW = ".new";

  /// Small files of a fact and year beyond which they are merged into one.
  private static final int MOST_FILES = 12;

  /// Rows from which on a file stays as it is: to sort many of them anew costs more than to open
  /// them.
  private static final long LARGE = 100_000;

  private final Path root;
  private final Database database;
  private final Behind writing = new Behind("past");
  private long number;

  PastFiles(Path root, Database database) {
    this.root = root;
    this.database = database;
    this.number = database.past().stream().mapToLong(PastSegment::last).max().orElse(0);
  }

  /// Deletes what a killed process did not finish, and what it merged without deleting. Only where
  /// nobody else writes.
  static void deleteLeftovers(Path root) throws IOException {
    List<PastSegment> all = PastSegment.all(root);
    List<PastSegment> counting = PastSegment.counting(all);
    for (PastSegment segment : all) {
      if (!counting.contains(segment)) {
        Files.delete(segment.file());
      }
    }
    try (Stream<Path> files = Files.walk(root)) {
      for (Path unfinished : files.filter(file -> file.toString().endsWith(NEW)).toList()) {
        Files.delete(unfinished);
      }
    }
  }

  long nextNumber() {
    return ++number;
  }

  /// Writes a part, to which nothing is added any more; returns while that goes on.
  ///
  /// @throws StoreException when the part before it could not be written
  void write(PastPart part) {
    writing.run(() -> writeNow(part));
  }

  /// Waits until everything is written.
  void await() {
    writing.await();
  }

  private void writeNow(PastPart part) {
    Path folder = PastSegment.folder(root, part.fact(), part.year());
    Path temporary = folder.resolve(part.number() + ".parquet" + NEW);
    try {
      Files.createDirectories(folder);
      database.pastCopies().write(part, temporary);
      PastSegment written = name(temporary, part.fact(), part.year(), part.number(), part.number());
      database.publish(part, written);
    } catch (IOException | SQLException e) {
      throw StoreException.cannotWrite(temporary, e);
    }
  }

  private PastSegment name(Path temporary, StoredFact fact, int year, long first, long last)
      throws IOException {
    int checksum = Disk.crc32c(temporary);
    Disk.force(temporary);
    Path folder = PastSegment.folder(root, fact, year);
    Path named = folder.resolve(Segment.name(first, last, checksum));
    Files.move(temporary, named, StandardCopyOption.ATOMIC_MOVE);
    Disk.force(folder);
    Disk.force(root.resolve("fact=" + fact.folder()));
    Disk.force(root);
    return new PastSegment(named, fact, year, first, last, checksum);
  }

  /// Merges the small files of facts and years that became many. What follows one another is
  /// merged: a merged file stands for all numbers from its first to its last.
  void merge() {
    Map<List<Object>, List<PastSegment>> together =
        database.past().stream()
            .sorted(Comparator.comparingLong(PastSegment::first))
            .collect(Collectors.groupingBy(s -> List.of(s.fact(), s.year())));
    for (List<PastSegment> some : together.values()) {
      if (some.size() <= MOST_FILES) {
        continue; // no file need be opened to know it
      }
      List<PastSegment> small = new ArrayList<>();
      for (PastSegment segment : some) {
        if (rows(segment) < LARGE) {
          small.add(segment);
        } else {
          mergeMany(small);
          small.clear();
        }
      }
      mergeMany(small);
    }
  }

  private long rows(PastSegment segment) {
    return database.pastCopies().outlines(segment).stream().mapToLong(Outline::rows).sum();
  }

  private void mergeMany(List<PastSegment> small) {
    if (small.size() > MOST_FILES) {
      merge(small);
    }
  }

  private void merge(List<PastSegment> some) {
    StoredFact fact = some.getFirst().fact();
    int year = some.getFirst().year();
    long first = some.stream().mapToLong(PastSegment::first).min().orElseThrow();
    long last = some.stream().mapToLong(PastSegment::last).max().orElseThrow();
    Path temporary =
        PastSegment.folder(root, fact, year).resolve("merged-" + last + ".parquet.new");
    try {
      database.pastCopies().merge(some, temporary);
      PastSegment merged = name(temporary, fact, year, first, last);
      List<PastSegment> all = new ArrayList<>(database.past());
      all.removeAll(some);
      all.add(merged);
      all.sort(Comparator.comparing(segment -> segment.file().toString()));
      database.publishPast(all);
      for (PastSegment part : some) {
        Files.delete(part.file()); // who is about to read it looks again
      }
    } catch (IOException | SQLException e) {
      throw StoreException.cannotWrite(temporary, e);
    }
  }

  @Override
  public void close() {
    writing.close();
  }
}
