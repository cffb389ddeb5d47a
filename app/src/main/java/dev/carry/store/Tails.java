package dev.carry.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The owner's files: the tail rows are appended to, and the segments it is sealed into. Every step
/// is on the disk before the next one begins, in an order that leaves each row in exactly one
/// place that counts, wherever the process dies. Not thread-safe.
final class Tails implements AutoCloseable {
  private static final String NEW = ".new";

  /// What is merged is sorted in the store's memory, where it is many times as large.
  private static final long MOST_MERGED_BYTES = 8 << 20;

  private static final Comparator<Segment> BY_GENERATION = Comparator.comparingLong(Segment::first);

  private final Path directory;
  private final Path segments;
  private final Database database;

  /// Told after every step on the disk while sealing.
  private final Runnable onStep;

  private Path file;
  private FileChannel channel;
  private TailFile.Header header;
  private long length;
  private long rows;
  private long acknowledged;
  private long tornBytes;

  /// Whether the rows in memory may not be those on the disk.
  private boolean stale;

  private Tails(Path directory, Database database, Runnable onStep, TailFile.Header header)
      throws IOException {
    this.directory = directory;
    this.segments = directory.resolve("segments");
    this.database = database;
    this.onStep = onStep;
    this.header = header;
    this.file = TailFile.path(directory, header.generation());
    this.channel = FileChannel.open(file, StandardOpenOption.WRITE);
  }

  /// Opens what is in the folder, cuts what was torn and finishes what was begun.
  static Tails open(Path directory, Database database, LocalDate today, Runnable onStep)
      throws IOException {
    Path segments = directory.resolve("segments");
    Files.createDirectories(segments);
    deleteUnfinished(directory, segments);
    SortedSet<Long> generations = generations(directory);
    List<Segment> all = Segment.all(segments);
    for (Segment segment : all) {
      if (generations.contains(segment.last())) {
        Files.delete(segment.file());
      }
    }
    List<Segment> counting = Segment.list(segments, generations);
    if (generations.isEmpty()) {
      long last = counting.stream().mapToLong(Segment::last).max().orElse(0);
      TailFile.Header first = new TailFile.Header(last + 1, today.toEpochDay(), 0);
      Path _ = TailFile.create(directory, first);
      generations.add(first.generation());
    }
    Path newest = TailFile.path(directory, generations.last());
    Tails tails = new Tails(directory, database, onStep, TailFile.read(newest, 0).header());
    database.publish(counting, List.of());
    for (long generation : generations) {
      tails.load(generation);
    }
    for (long generation : generations.headSet(generations.last())) {
      tails.sealOld(generation);
    }
    return tails;
  }

  /// Generations whose tail is there.
  static SortedSet<Long> generations(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .map(TailFile::generation)
          .filter(generation -> generation > 0)
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  /// Files of the past are another one's, who may be writing them.
  private static void deleteUnfinished(Path directory, Path segments) throws IOException {
    List<Path> unfinished;
    try (Stream<Path> own = Files.list(directory);
        Stream<Path> sealed = Files.walk(segments)) {
      unfinished =
          Stream.concat(own, sealed).filter(file -> file.toString().endsWith(NEW)).toList();
    }
    for (Path leftover : unfinished) {
      Files.delete(leftover);
    }
  }

  private void load(long generation) throws IOException {
    Path tail = TailFile.path(directory, generation);
    TailFile.Content content = TailFile.read(tail, 0);
    if (content.tornBytes() > 0) {
      try (FileChannel cut = FileChannel.open(tail, StandardOpenOption.WRITE)) {
        cut.truncate(content.goodBytes());
        cut.force(true);
      }
      tornBytes += content.tornBytes();
    }
    database.begin(generation);
    database.append(generation, content.rows());
    acknowledged = Math.max(acknowledged, content.acknowledged());
    if (generation == header.generation()) {
      length = content.goodBytes();
      rows = content.rows().size();
    }
  }

  long tornBytes() {
    return tornBytes;
  }

  /// The tail that is written now.
  Path file() {
    return file;
  }

  /// The log sequence up to which all rows are stored.
  long acknowledged() {
    return acknowledged;
  }

  /// Rows in the tail.
  long rows() {
    return rows;
  }

  /// Bytes of the tail.
  long bytes() {
    return length;
  }

  /// The UTC day the tail was begun on.
  LocalDate day() {
    return LocalDate.ofEpochDay(header.day());
  }

  /// Puts rows on the disk.
  ///
  /// @param through the log sequence up to which all rows are stored with these
  void append(List<StoredRow> batch, long through) throws IOException {
    ByteBuffer bytes = TailFile.batch(batch, through);
    try {
      channel.position(length);
      TailFile.writeAll(channel, bytes);
      channel.force(false);
    } catch (IOException e) {
      cutBack();
      throw e;
    }
    length += bytes.limit();
    rows += batch.size();
    acknowledged = Math.max(acknowledged, through);
    if (!stale) {
      stale = true;
      database.append(header.generation(), batch);
      stale = false;
    }
  }

  /// Part of a batch is of no use, and its room may be what is missing.
  private void cutBack() {
    try {
      channel.truncate(length);
    } catch (IOException e) {
      // opening cuts it then: it fails its checksum
    }
  }

  /// Moves the rows of the tail into segments and begins the next one.
  void seal(LocalDate today) throws IOException {
    refresh();
    List<Segment> sealed = write(header.generation(), rows, day());
    Path old = file;
    long ended = header.generation();
    TailFile.Header next = new TailFile.Header(ended + 1, today.toEpochDay(), acknowledged);
    Path nextFile = TailFile.create(directory, next);
    onStep.run();
    FileChannel nextChannel = FileChannel.open(nextFile, StandardOpenOption.WRITE);
    channel.close();
    channel = nextChannel;
    file = nextFile;
    header = next;
    length = Files.size(nextFile);
    rows = 0;
    database.begin(next.generation());
    publish(sealed, ended);
    delete(old);
  }

  /// Finishes a seal that a crash cut short after the next tail had begun.
  private void sealOld(long generation) throws IOException {
    TailFile.Content content = TailFile.read(TailFile.path(directory, generation), 0);
    LocalDate day = LocalDate.ofEpochDay(content.header().day());
    publish(write(generation, content.rows().size(), day), generation);
    delete(TailFile.path(directory, generation));
  }

  private void publish(List<Segment> sealed, long generation) {
    List<Segment> all = new ArrayList<>(database.segments());
    all.addAll(sealed);
    database.publish(all, List.of(generation));
  }

  private void delete(Path tail) throws IOException {
    Files.delete(tail);
    Disk.force(directory);
    onStep.run();
  }

  private List<Segment> write(long generation, long expected, LocalDate day) throws IOException {
    Map<StoredFact, Path> unfinished = new EnumMap<>(StoredFact.class);
    List<Segment> written = new ArrayList<>();
    try {
      long total = 0;
      for (StoredFact fact : StoredFact.values()) {
        Path folder = Segment.folder(segments, fact, day);
        Path temporary = folder.resolve(generation + ".parquet" + NEW);
        unfinished.put(fact, temporary);
        Files.createDirectories(folder);
        long copied = database.copy(fact, generation, temporary);
        total += copied;
        if (copied == 0) {
          unfinished.remove(fact);
        }
      }
      if (total != expected) {
        stale = true;
        throw new StoreException(
            "generation "
                + generation
                + ": "
                + total
                + " rows in memory, "
                + expected
                + " on disk");
      }
      for (Map.Entry<StoredFact, Path> each : unfinished.entrySet()) {
        written.add(name(each.getValue(), each.getKey(), day, generation, generation));
      }
      forceFolders(written);
      return written;
    } catch (SQLException e) {
      discard(unfinished.values(), written);
      throw StoreException.cannotWrite(Segment.folder(segments, StoredFact.MARK, day), e);
    } catch (IOException | StoreException e) {
      discard(unfinished.values(), written);
      throw e;
    }
  }

  private static void discard(Collection<Path> unfinished, List<Segment> written)
      throws IOException {
    for (Path temporary : unfinished) {
      Files.deleteIfExists(temporary);
    }
    for (Segment segment : written) {
      Files.deleteIfExists(segment.file());
    }
  }

  /// Gives a segment that is written its name.
  private Segment name(Path temporary, StoredFact fact, LocalDate day, long first, long last)
      throws IOException {
    int checksum = Disk.crc32c(temporary);
    Disk.force(temporary);
    onStep.run();
    Path named = temporary.resolveSibling(Segment.name(first, last, checksum));
    Files.move(temporary, named, StandardCopyOption.ATOMIC_MOVE);
    onStep.run();
    return new Segment(named, fact, day, first, last, checksum);
  }

  /// Makes the names durable.
  private void forceFolders(List<Segment> named) throws IOException {
    Set<Path> folders = new LinkedHashSet<>();
    for (Segment segment : named) {
      folders.add(Segment.folder(segments, segment.fact(), segment.day()));
      folders.add(segments.resolve(segment.fact().folder()));
    }
    folders.add(segments);
    for (Path folder : folders) {
      Disk.force(folder);
    }
  }

  /// Merges the small segments of days before today, of each fact and day.
  void merge(LocalDate today) throws IOException {
    var parts =
        database.segments().stream()
            .filter(segment -> segment.day().isBefore(today))
            .collect(Collectors.groupingBy(segment -> List.of(segment.fact(), segment.day())));
    for (List<Segment> ofDay : parts.values()) {
      List<Segment> together = new ArrayList<>();
      long bytes = 0;
      for (Segment each : ofDay.stream().sorted(BY_GENERATION).toList()) {
        long size = Files.size(each.file());
        if (bytes + size > MOST_MERGED_BYTES) {
          mergeSome(together);
          together.clear();
          bytes = 0;
        }
        together.add(each);
        bytes += size;
      }
      mergeSome(together);
    }
  }

  /// @param ordered of one fact and day, none between them left out
  private void mergeSome(List<Segment> ordered) throws IOException {
    if (ordered.size() < 2) {
      return;
    }
    long first = ordered.getFirst().first();
    long last = ordered.getLast().last();
    Path temporary = ordered.getFirst().file().resolveSibling(first + "-merged.parquet" + NEW);
    try {
      database.merge(ordered, temporary);
    } catch (SQLException e) {
      Files.deleteIfExists(temporary);
      throw StoreException.cannotWrite(temporary, e);
    }
    Segment merged =
        name(temporary, ordered.getFirst().fact(), ordered.getFirst().day(), first, last);
    forceFolders(List.of(merged));
    List<Segment> all = new ArrayList<>(database.segments());
    all.removeAll(ordered);
    all.add(merged);
    database.publish(all, List.of());
  }

  /// Deletes segments that others hold all rows of. Only where no question can be reading them.
  void deleteMerged() throws IOException {
    Set<Segment> counting = Set.copyOf(Segment.list(segments, generations(directory)));
    for (Segment segment : Segment.all(segments)) {
      if (!counting.contains(segment)) {
        Files.delete(segment.file());
      }
    }
  }

  private void refresh() throws IOException {
    if (stale) {
      TailFile.Content content = TailFile.read(file, 0);
      database.publish(database.segments(), List.of(header.generation()));
      database.begin(header.generation());
      database.append(header.generation(), content.rows());
      stale = false;
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw StoreException.cannotWrite(file, e);
    }
  }
}
