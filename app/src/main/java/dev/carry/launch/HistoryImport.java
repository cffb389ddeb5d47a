package dev.carry.launch;

import dev.carry.cli.Units;
import dev.carry.history.FileReport;
import dev.carry.history.Import;
import dev.carry.store.Archive;
import dev.carry.store.PastWriter;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/// Files of histories into the data folder.
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    description = {
      "Takes files of histories into the data folder; what is there already is left out.",
      "CSV: VENUE_SYMBOL.csv holds settled funding (ts_ms,funding_rate[,mark_price][,source]),"
          + " VENUE_SYMBOL_mark_1h.csv candles (ts_ms,open,high,low,close), VENUE_SYMBOL_oi.csv"
          + " open interest; Tardis' datasets with their own headers; .csv.gz too."
          + " Parquet: as carry history export writes it.",
      "Of Tardis also raw lines (.gz, .zst), below a folder named by the exchange, and addresses:"
          + " datasets, raw messages (…/v1/data-feeds/EXCHANGE?from=…&to=…&filters=…), and those of"
          + " a tardis-machine or another Carry: …/replay-normalized?options=…, or"
          + " ws://…/ws-stream-normalized?options=… until Ctrl-C. TARDIS_API_KEY in the environment"
          + " is the key; without one Tardis serves the first day of each month."
    },
    footer = {
      "",
      "Exit 1: nothing could be imported.",
      "",
      "Example:",
      "  carry history import histories/ --data carry-data",
      "  carry history import bybit_BTCUSDT.csv --source mine",
      "  carry history import"
          + " https://datasets.tardis.dev/v1/ftx/liquidations/2021/09/01/PERPETUALS.csv.gz"
    })
final class HistoryImport implements Callable<Integer> {
  private static final Duration PROGRESS = Duration.ofMillis(250);
  private static final int BAR = 20;

  // set by picocli
  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Mixin private final Common common = new Common();

  @Parameters(arity = "1..*", paramLabel = "FILE|FOLDER|URL", description = "what to take in")
  private List<String> named = new ArrayList<>();

  @Option(
      names = "--lag",
      defaultValue = "1m",
      paramLabel = "DURATION",
      description = "after a settlement or the end of a candle until it could be known (1m)")
  private Duration lag = Duration.ofMinutes(1);

  @Option(
      names = "--shift",
      defaultValue = "0s",
      paramLabel = "DURATION",
      converter = SignedDuration.class,
      description =
          "added to the times of collected CSV files: -4h where their stamps are four hours late"
              + " (0s)")
  private Duration shift = Duration.ZERO;

  @Option(
      names = "--most-rate",
      defaultValue = "5%",
      paramLabel = "RATE",
      description = "the largest funding rate of a period that is believed (5%%)")
  private double mostRate;

  @Option(
      names = "--source",
      paramLabel = "NAME",
      description = "who says so, for files that do not tell (default: the file's name)")
  private @Nullable String source;

  /// `-4h` too.
  static final class SignedDuration implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
      try {
        return text.startsWith("-")
            ? Units.duration(text.substring(1)).negated()
            : Units.duration(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }

  @Override
  public Integer call() throws IOException {
    check();
    List<Path> files =
        Import.files(
            named.stream().filter(name -> !TardisSource.isAddress(name)).map(Path::of).toList());
    Import.Options options = new Import.Options(lag, shift, BigDecimal.valueOf(mostRate), source);
    long began = System.nanoTime();
    List<FileReport> reports;
    boolean addresses = named.stream().anyMatch(TardisSource::isAddress);
    try (Shutdown shutdown =
            addresses ? Shutdown.arm() : null; // files begin again where they ended
        PastWriter writer = PastWriter.open(common.folder().root())) {
      List<Import.Source> sources = sources(() -> shutdown != null && shutdown.asked());
      Import work =
          new Import(
              writer,
              options,
              InstantSource.system(),
              List.of(new TardisFiles(), new TardisRawFiles()));
      try (Progress _ = new Progress(() -> line(work.state(), began), PROGRESS)) {
        reports = work.run(files, sources);
      }
      tell(reports, writer.archive(), (System.nanoTime() - began) / 1e9);
    }
    long usable = total(reports, FileReport::added) + total(reports, FileReport::duplicates);
    return usable == 0 ? 1 : 0;
  }

  private List<Import.Source> sources(BooleanSupplier enough) {
    TardisSource tardis = new TardisSource(System.getenv("TARDIS_API_KEY"), enough);
    try {
      return named.stream().filter(TardisSource::isAddress).map(tardis::of).toList();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  private void check() {
    for (String each : named) {
      if (!TardisSource.isAddress(each) && !Files.exists(Path.of(each))) {
        throw new ParameterException(spec.commandLine(), each + ": no such file or folder");
      }
    }
    if (lag.isNegative()) {
      throw new ParameterException(spec.commandLine(), "--lag " + lag + ": 0s or more is allowed");
    }
    if (!(mostRate > 0)) {
      throw new ParameterException(
          spec.commandLine(), "--most-rate " + mostRate + ": more than 0 is allowed");
    }
    if (source != null && (source.isBlank() || source.equals("live") || source.contains(","))) {
      throw new ParameterException(
          spec.commandLine(),
          "--source '" + source + "': a name without comma is allowed, other than live");
    }
  }

  private static String line(Import.State state, long began) {
    double seconds = Math.max(1e-3, (System.nanoTime() - began) / 1e9);
    double done = state.bytes() == 0 ? 1 : Math.min(1, (double) state.bytesDone() / state.bytes());
    int filled = (int) (done * BAR);
    String left =
        done <= 0 ? "" : String.format(Locale.ROOT, ", %.0f s left", seconds / done - seconds);
    return String.format(
        Locale.ROOT,
        "import: [%s%s] %d of %d files, %,d rows, %,.0f rows/s%s",
        "#".repeat(filled),
        " ".repeat(BAR - filled),
        state.filesDone(),
        state.files(),
        state.rows(),
        state.rows() / seconds,
        left);
  }

  private static long total(List<FileReport> reports, ToLongFunction<FileReport> of) {
    return reports.stream().mapToLong(of).sum();
  }

  private static void tell(List<FileReport> reports, Archive archive, double seconds) {
    Map<String, List<Long>> notes = new TreeMap<>();
    for (FileReport report : reports) {
      String place = "import: " + report.name();
      if (report.skipped() != null) {
        System.err.println(place + ": passed over: " + report.skipped());
        continue;
      }
      for (String remark : report.remarks()) {
        System.err.println(place + ": " + remark);
      }
      report
          .notes()
          .forEach((note, count) -> notes.computeIfAbsent(note, _ -> new ArrayList<>()).add(count));
    }
    notes.forEach(
        (note, counts) ->
            System.err.printf(
                Locale.ROOT,
                "import: %s (%,d times in %d files)%n",
                note,
                counts.stream().mapToLong(Long::longValue).sum(),
                counts.size()));
    long holes = 0;
    long missing = 0;
    int series = 0;
    for (Archive.Coverage there : archive.coverage(null, null, null)) {
      Long points = there.missing();
      if (points != null && points > 0 && there.holes() != null) {
        series++;
        holes += there.holes().size();
        missing += points;
      }
    }
    long rows = total(reports, FileReport::read);
    System.err.printf(
        Locale.ROOT,
        "import: %,d rows of %d files in %.1f s (%,.0f rows/s): %,d added, %,d there already, %,d"
            + " contradict another source, %,d rejected; %d files passed over%n",
        rows,
        reports.stream().filter(report -> report.skipped() == null).count(),
        seconds,
        rows / seconds,
        total(reports, FileReport::added),
        total(reports, FileReport::duplicates),
        total(reports, FileReport::conflicts),
        total(reports, FileReport::rejected),
        reports.stream().filter(report -> report.skipped() != null).count());
    if (missing > 0) {
      System.err.printf(
          Locale.ROOT,
          "import: the folder now has %,d holes of %,d points in %d series: carry history coverage"
              + " --holes lists them%n",
          holes,
          missing,
          series);
    }
  }
}
