package dev.carry.history;

import com.github.luben.zstd.ZstdInputStream;
import dev.carry.model.InstrumentId;
import dev.carry.model.MarketEvent;
import dev.carry.store.Behind;
import dev.carry.store.PastWriter;
import dev.carry.store.StoredFact;
import dev.carry.store.StoredRow;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/// Takes files of histories into a data folder.
public final class Import {
  /// Rows in memory until they are compared and passed on.
  private static final int CHUNK = 1 << 14;

  /// Settlements kept back until what follows them is known: the next ones may prove their period.
  private static final int KEPT_BACK = 8;

  private static final int FIRST_LINE = 400;

  private final PastWriter writer;
  private final InstantSource clock;
  private final List<Importer> importers;
  private final Plausibility plausibility;

  private final AtomicInteger filesDone = new AtomicInteger();
  private volatile int files;
  private final AtomicLong bytesDone = new AtomicLong();
  private volatile long bytes;
  private final AtomicLong rows = new AtomicLong();

  /// What is told to an import.
  ///
  /// @param lag after a settlement or the end of a candle until it could be known, where the file
  ///     does not say
  /// @param shift added to every time a collection states: negative where its stamps are late
  /// @param mostRate the largest rate of a period that is believed
  /// @param source of files that name none; absent: the file's name
  public record Options(
      Duration lag, Duration shift, BigDecimal mostRate, @Nullable String source) {
    public static final Options DEFAULT =
        new Options(Duration.ofMinutes(1), Duration.ZERO, new BigDecimal("0.05"), null);

    public Options {
      if (lag.isNegative()) {
        throw new IllegalArgumentException("a lag of " + lag);
      }
    }
  }

  /// How far an import is.
  ///
  /// @param rows read
  /// @param bytesDone of `bytes` of the files
  public record State(int filesDone, int files, long rows, long bytesDone, long bytes) {}

  public Import(PastWriter writer, Options options, InstantSource clock) {
    this(writer, options, clock, List.of());
  }

  /// @param more importers of other layouts, asked before those there are
  public Import(PastWriter writer, Options options, InstantSource clock, List<Importer> more) {
    this.writer = writer;
    this.clock = clock;
    this.plausibility = new Plausibility(options.mostRate());
    List<Importer> all = new ArrayList<>(more);
    all.add(new SegmentFile(writer));
    all.add(new CollectedCsv(options.lag(), options.shift(), options.source()));
    all.add(new NotFacts());
    this.importers = List.copyOf(all);
  }

  /// How far it is. Any thread.
  public State state() {
    return new State(filesDone.get(), files, rows.get(), bytesDone.get(), bytes);
  }

  /// Every file of some files and folders, in a steady order. Files that are being written are
  /// none.
  public static List<Path> files(List<Path> named) throws IOException {
    List<Path> all = new ArrayList<>();
    for (Path each : named) {
      try (Stream<Path> below = Files.walk(each)) {
        below
            .filter(Files::isRegularFile)
            .filter(file -> !file.getFileName().toString().startsWith("."))
            .filter(file -> !file.getFileName().toString().endsWith(".new"))
            .sorted()
            .forEach(all::add);
      }
    }
    return all.stream().distinct().toList();
  }

  /// Something that facts are read from and that is no file.
  ///
  /// @param name its address
  /// @param what it holds, in words
  public record Source(String name, String what, Importer.Reader reader) {}

  /// Takes files in; all of it is on the disk at the end.
  public List<FileReport> run(List<Path> some) throws IOException {
    return run(some, List.of());
  }

  /// Takes files and other sources in; all of it is on the disk at the end.
  public List<FileReport> run(List<Path> some, List<Source> more) throws IOException {
    long total = 0;
    for (Path file : some) {
      total += Files.size(file);
    }
    bytes = total;
    files = some.size() + more.size();
    List<FileReport> reports = new ArrayList<>();
    Instant began = clock.instant().truncatedTo(ChronoUnit.MICROS);
    long before = 0;
    for (Path file : some) {
      reports.add(read(file, began));
      filesDone.incrementAndGet();
      before += Files.size(file);
      bytesDone.set(before);
    }
    for (Source source : more) {
      reports.add(read(source, began));
      filesDone.incrementAndGet();
    }
    writer.finish();
    writer.report(began, reports.stream().map(FileReport::json).toList());
    return reports;
  }

  private FileReport read(Source source, Instant recordedAt) {
    FileReport report = new FileReport(source.name());
    try {
      read(source.what(), source.reader(), report, recordedAt);
    } catch (IOException e) {
      report.fail(reason(e));
    }
    return report;
  }

  private void read(String what, Importer.Reader reader, FileReport report, Instant recordedAt)
      throws IOException {
    report.is(what);
    try (Behind behind = new Behind("rows")) {
      Intake intake = new Intake(report, recordedAt, behind);
      try {
        reader.read(intake);
      } finally {
        intake.drain(0);
      }
    }
  }

  private FileReport read(Path file, Instant recordedAt) {
    FileReport report = new FileReport(file.toString());
    try {
      String first = firstLine(file);
      for (Importer importer : importers) {
        switch (importer.judge(file, first)) {
          case Importer.Judged.Mine mine -> {
            read(mine.what(), mine.reader(), report, recordedAt);
            return report;
          }
          case Importer.Judged.Skip skip -> {
            report.skip(skip.why());
            return report;
          }
          case Importer.Judged.NotMine _ -> {
            // the next one may know it
          }
        }
      }
    } catch (IOException e) {
      report.fail(e instanceof ZipException ? "not compressed as its name says" : reason(e));
    }
    return report;
  }

  private static String reason(IOException e) {
    return e.getMessage() == null ? e.toString() : e.getMessage();
  }

  private static String firstLine(Path file) throws IOException {
    String name = file.toString();
    try (InputStream raw = Files.newInputStream(file);
        InputStream in =
            name.endsWith(".gz")
                ? new GZIPInputStream(raw)
                : name.endsWith(".zst") ? new ZstdInputStream(raw) : raw) {
      String text = new String(in.readNBytes(FIRST_LINE), StandardCharsets.UTF_8);
      return text.lines().findFirst().orElse("");
    }
  }

  /// The rows of one file on their way to the writer, by series.
  private final class Intake implements Importer.Facts {
    private final FileReport report;
    private final Instant recordedAt;
    private final Behind behind;
    private final Map<Series, List<StoredRow>> waiting = new LinkedHashMap<>();
    private @Nullable Series last;
    private List<StoredRow> lastWaiting = new ArrayList<>();
    private int count;

    private record Series(StoredFact fact, InstrumentId id) {}

    Intake(FileReport report, Instant recordedAt, Behind behind) {
      this.report = report;
      this.recordedAt = recordedAt;
      this.behind = behind;
    }

    @Override
    public void fact(long line, MarketEvent event, Instant knownAt, String source) {
      StoredRow row = StoredRow.imported(event, knownAt, recordedAt, source);
      if (row == null) {
        report.note("facts of a kind that is not kept: " + event.fact().label());
        return;
      }
      take(line, event.id(), row);
    }

    @Override
    public void row(long line, StoredRow row) {
      take(line, row.instrument().orElseThrow(), row);
    }

    private void take(long line, InstrumentId id, StoredRow row) {
      report.line();
      rows.incrementAndGet();
      String problem = plausibility.problem(row);
      if (problem != null) {
        report.reject(line, problem);
        return;
      }
      if (row.fact() == StoredFact.FUNDING_SETTLED) {
        Instant settled = row.time("settled_at");
        Instant boundary = row.time("boundary");
        if (settled != null && boundary != null && !settled.equals(boundary)) {
          report.shift(settled, boundary);
        }
      }
      if (last == null || last.fact() != row.fact() || !last.id().equals(id)) {
        last = new Series(row.fact(), id);
        lastWaiting = waiting.computeIfAbsent(last, _ -> new ArrayList<>());
      }
      lastWaiting.add(row);
      if (++count >= CHUNK) {
        drain(KEPT_BACK);
      }
    }

    @Override
    public void rejected(long line, String reason) {
      report.line();
      rows.incrementAndGet();
      report.reject(line, reason);
    }

    @Override
    public void note(String text) {
      report.note(text);
    }

    @Override
    public void progress(long more) {
      bytesDone.addAndGet(more);
    }

    /// @param keptBack settlements of each series that wait for those after them
    void drain(int keptBack) {
      List<List<StoredRow>> ready = new ArrayList<>(waiting.size());
      count = 0;
      waiting.forEach(
          (series, some) -> {
            int kept =
                series.fact() == StoredFact.FUNDING_SETTLED ? Math.min(keptBack, some.size()) : 0;
            List<StoredRow> now = some.subList(0, some.size() - kept);
            ready.add(List.copyOf(now));
            now.clear();
            count += kept;
          });
      behind.run(() -> ready.forEach(rows -> writer.add(rows, report.tally())));
      if (keptBack == 0) {
        waiting.clear();
        last = null;
      }
    }
  }
}
