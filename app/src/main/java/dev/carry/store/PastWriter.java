package dev.carry.store;

import dev.carry.model.InstrumentId;
import dev.carry.model.VenueId;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Writes facts of the past beside the owner of a data folder, or without one. One importer at a
/// time: the operating system's lock on `history/writer.lock` is the truth and ends with its
/// process. What is written is there for everyone as soon as a file has its name; the owner and
/// other readers look at the files before every question. Not thread-safe.
///
/// Killed at any moment, every row is on the disk once or not at all: importing the same again adds
/// what is missing and nothing twice.
public final class PastWriter implements AutoCloseable {
  private static final String LOCK = "writer.lock";

  /// Rows of a part when it is written to a file of its own.
  private static final int PART_ROWS = 200_000;

  /// Rows of all parts together; they are in memory.
  private static final int MOST_ROWS = 400_000;

  /// Rows of a series that tell the rhythm of those after them.
  private static final int TAIL = 64;

  /// Settlements this far around new ones may prove their period: a few of the longest.
  private static final Duration AROUND = Duration.ofDays(4);

  private static final StoreSettings SETTINGS = StoreSettings.DEFAULT.memory("256MB");

  private final Path folder;
  private final FileChannel channel;
  private final FileLock lock;
  private final StoreReader reader;
  private final Database database;
  private final PastFiles files;
  private final int partRows;
  private final Map<PartKey, Filling> filling = new HashMap<>();
  private final Map<Series, Span> spans = new HashMap<>();
  private @Nullable Tail tail;
  private int rows;

  private record PartKey(StoredFact fact, int year) {}

  private record Series(StoredFact fact, InstrumentId id) {}

  private record Span(Instant from, Instant to) {
    Span with(Instant first, Instant last) {
      return new Span(first.isBefore(from) ? first : from, last.isAfter(to) ? last : to);
    }
  }

  /// The newest rows of the series added to last: what comes next needs no question.
  private record Tail(Series series, List<StoredRow> rows) {}

  private static final class Filling {
    final PastPart part;
    int rows;

    Filling(PastPart part) {
      this.part = part;
    }
  }

  /// What became of rows.
  public static final class Tally {
    private static final int MOST_TOLD = 3;

    long added;
    long duplicates;
    long conflicts;
    final List<String> told = new ArrayList<>();

    public long added() {
      return added;
    }

    /// Rows that say what is stored already.
    public long duplicates() {
      return duplicates;
    }

    /// Rows that contradict a stored one of the same time; both are kept.
    public long conflicts() {
      return conflicts;
    }

    /// The first of them in words.
    public List<String> firstConflicts() {
      return List.copyOf(told);
    }

    void conflict(StoredRow before, StoredRow row) {
      conflicts++;
      if (told.size() < MOST_TOLD) {
        told.add(claim(row) + ", but " + claim(before));
      }
    }

    private static String claim(StoredRow row) {
      String source = row.text("source");
      return row.fact() == StoredFact.CANDLE
          ? row.time("opens_at") + " closes at " + row.decimal("close") + " (" + source + ")"
          : row.time("boundary") + " is " + row.decimal("rate") + " (" + source + ")";
    }
  }

  private PastWriter(
      Path folder,
      FileChannel channel,
      FileLock lock,
      StoreReader reader,
      PastFiles files,
      int partRows) {
    this.folder = folder;
    this.channel = channel;
    this.lock = lock;
    this.reader = reader;
    this.database = reader.database();
    this.files = files;
    this.partRows = partRows;
  }

  /// Opens the past of a data folder for writing; makes the folder if need be.
  ///
  /// @throws StoreException when another process imports into it
  public static PastWriter open(Path folder) {
    return open(folder, PART_ROWS);
  }

  /// @param partRows rows of a part when it is written
  static PastWriter open(Path folder, int partRows) {
    Path root = PastSegment.root(folder.resolve("store"));
    try {
      Files.createDirectories(root);
      FileChannel channel =
          FileChannel.open(root.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = tryLock(channel);
      if (lock == null) {
        channel.close();
        throw new StoreException(
            folder + ": another import is at work there. Mend: wait for its end, and try again");
      }
      PastFiles.deleteLeftovers(root);
      StoreReader reader = StoreReader.besideWriter(folder, SETTINGS);
      PastFiles files = new PastFiles(root, reader.database());
      PastWriter writer = new PastWriter(folder, channel, lock, reader, files, partRows);
      writer.readSpans();
      return writer;
    } catch (IOException e) {
      throw StoreException.cannotWrite(root, e);
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  /// What can be asked meanwhile, what was added included.
  public Archive archive() {
    return reader;
  }

  private void readSpans() {
    for (StoredFact fact : StoredFact.values()) {
      if (!fact.isOfMarket()) {
        continue;
      }
      String at = fact.at();
      String question =
          "SELECT venue, symbol, epoch_ns(min(%s)), epoch_ns(max(%s)) FROM %%s GROUP BY ALL"
              .formatted(at, at);
      reader
          .ask(
              sources -> question.formatted(sources.of(fact)),
              List.of(),
              row ->
                  Map.entry(
                      new Series(
                          fact, InstrumentId.of(VenueId.of(row.getString(1)), row.getString(2))),
                      new Span(Nanos.instant(row.getLong(3)), Nanos.instant(row.getLong(4)))))
          .forEach(each -> spans.put(each.getKey(), each.getValue()));
    }
  }

  /// Adds rows of one fact and one instrument; what is stored already is left out. They are on the
  /// disk after [#commit()] at the latest.
  ///
  /// @param some in any order
  /// @param tally counts what became of them
  public void add(List<StoredRow> some, Tally tally) {
    if (some.isEmpty()) {
      return;
    }
    StoredFact fact = some.getFirst().fact();
    InstrumentId id = some.getFirst().instrument().orElseThrow();
    int at = fact.atIndex();
    Instant first = Instant.MAX;
    Instant last = Instant.MIN;
    for (StoredRow row : some) {
      Instant time = time(row, at);
      first = time.isBefore(first) ? time : first;
      last = time.isAfter(last) ? time : last;
    }
    Series series = new Series(fact, id);
    List<StoredRow> sorted = new ArrayList<>(some);
    List<StoredRow> fresh = new SeriesMerge(fact, stored(series, first, last), tally).fresh(sorted);
    stage(fact, fresh);
    tally.added += fresh.size();
    Span span = spans.get(series);
    spans.put(series, span == null ? new Span(first, last) : span.with(first, last));
    boolean newest = span == null || first.isAfter(span.to());
    tail =
        newest
            ? new Tail(
                series,
                List.copyOf(sorted.subList(Math.max(0, sorted.size() - TAIL), sorted.size())))
            : null;
  }

  private List<StoredRow> stored(Series series, Instant first, Instant last) {
    boolean settled = series.fact() == StoredFact.FUNDING_SETTLED;
    Instant from = settled ? first.minus(AROUND) : first;
    Instant to = settled ? last.plus(AROUND) : last;
    Span span = spans.get(series);
    if (span != null && tail != null && tail.series().equals(series) && first.isAfter(span.to())) {
      return tail.rows();
    }
    boolean apart = span == null || span.to().isBefore(from) || span.from().isAfter(to);
    return apart
        ? List.of()
        : reader.rows(series.fact(), List.of(series.id()), from, to, null, Integer.MAX_VALUE);
  }

  /// @param fresh ordered by time
  private void stage(StoredFact fact, List<StoredRow> fresh) {
    int at = fact.atIndex();
    for (int i = 0; i < fresh.size(); ) {
      int year = time(fresh.get(i), at).atOffset(ZoneOffset.UTC).getYear();
      Instant end = LocalDate.of(year + 1, 1, 1).atStartOfDay(ZoneOffset.UTC).toInstant();
      int from = i;
      while (i < fresh.size() && time(fresh.get(i), at).isBefore(end)) {
        i++;
      }
      Filling part =
          filling.computeIfAbsent(new PartKey(fact, year), key -> begin(key.fact(), key.year()));
      database.append(part.part, fresh.subList(from, i));
      part.rows += i - from;
      rows += i - from;
      if (part.rows >= partRows) {
        write(part);
      }
    }
    while (rows > MOST_ROWS) {
      write(
          filling.values().stream().max(Comparator.comparingInt(each -> each.rows)).orElseThrow());
    }
  }

  private static Instant time(StoredRow row, int at) {
    return (Instant) Objects.requireNonNull(row.value(at));
  }

  private Filling begin(StoredFact fact, int year) {
    PastPart part = new PastPart(fact, year, files.nextNumber());
    database.begin(part);
    return new Filling(part);
  }

  private void write(Filling part) {
    filling.remove(new PartKey(part.part.fact(), part.part.year()));
    rows -= part.rows;
    files.write(part.part);
  }

  /// Where the rows of a file go.
  public interface Rows {
    void row(long place, StoredRow row);

    /// @param place of the row in the file, from 1
    void unreadable(long place, String reason);
  }

  /// Reads a Parquet file of rows of a fact, as the store writes them, some at a time.
  ///
  /// @throws StoreException when the file is none, or lacks a column
  public void read(Path file, StoredFact fact, Rows into) {
    new SegmentRows(file, fact, database).read(into);
  }

  /// Keeps what is to be said of an import.
  ///
  /// @param lines one JSON object each
  public void report(Instant began, List<String> lines) {
    Path kept = folder.resolve("store").resolve("imports");
    String name =
        DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSSSSS'Z'")
            .format(began.atOffset(ZoneOffset.UTC));
    Path temporary = kept.resolve(name + ".jsonl.new");
    try {
      Files.createDirectories(kept);
      Files.write(temporary, lines);
      Disk.force(temporary);
      Files.move(temporary, kept.resolve(name + ".jsonl"), StandardCopyOption.ATOMIC_MOVE);
      Disk.force(kept);
    } catch (IOException e) {
      throw StoreException.cannotWrite(temporary, e);
    }
  }

  /// Puts every row added so far on the disk.
  public void commit() {
    List.copyOf(filling.values()).forEach(this::write);
    files.await();
  }

  /// Puts every row on the disk, and what became many small files into few.
  public void finish() {
    commit();
    files.merge();
  }

  /// Leaves; rows that were not committed are not kept.
  @Override
  public void close() {
    try (channel;
        reader) {
      files.close();
      lock.release();
    } catch (IOException e) {
      throw new StoreException("the lock of an import cannot be given back (" + e + ")", e);
    }
  }
}
