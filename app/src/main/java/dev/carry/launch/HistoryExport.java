package dev.carry.launch;

import dev.carry.history.Export;
import dev.carry.store.StoreReader;
import dev.carry.tardis.CsvFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// What is stored, as files for others.
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description = {
      "Writes what is stored to files. carry history import reads them back.",
      "Parquet: whole rows, fact=…/year=…/carry.parquet, for pandas, DuckDB and Spark: the folder"
          + " of each fact is one table, such as pandas.read_parquet('files/fact=funding-settled');"
          + " times are UTC. CSV: a file"
          + " for each series of settled funding, candles and open interest. Tardis: its datasets,"
          + " EXCHANGE_TYPE_DAY_SYMBOL.csv.gz: derivative_ticker, liquidations, book_ticker,"
          + " book_snapshot_25 and options_chain of what is stored, trades and incremental_book_L2"
          + " of the frames that were kept; what these layouts cannot hold is counted and told."
    },
    footer = {
      "",
      "Example:",
      "  carry history export --out files --fact funding-settled --from 2024-01-01T00:00:00Z",
      "  carry history export --out files --format csv --venue bybit",
      "  carry history export --out datasets --format tardis --venue deribit"
    })
final class HistoryExport implements Callable<Integer> {
  private enum Format {
    PARQUET,
    CSV,
    TARDIS
  }

  // set by picocli
  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Mixin private final Common common = new Common();
  @Mixin private final HistorySelection selection = new HistorySelection();

  @Option(names = "--out", required = true, paramLabel = "DIR", description = "where to")
  private Path out = Path.of("");

  @Option(
      names = "--format",
      defaultValue = "parquet",
      description = "parquet (default), csv or tardis")
  private Format format = Format.PARQUET;

  @Option(names = "--from", paramLabel = "TIME", description = "first instant (default: all)")
  private @Nullable Instant from;

  @Option(names = "--to", paramLabel = "TIME", description = "last instant (default: all)")
  private @Nullable Instant to;

  @Override
  public Integer call() throws IOException {
    if (from != null && to != null && from.isAfter(to)) {
      throw new ParameterException(spec.commandLine(), "--from " + from + " is after --to " + to);
    }
    if (Files.exists(out) && !Files.isDirectory(out)) {
      throw new ParameterException(spec.commandLine(), "--out " + out + ": a folder is allowed");
    }
    Export.Selection wanted =
        new Export.Selection(
            selection.venue(spec),
            selection.symbol(),
            selection.fact(spec),
            from == null ? Instant.MIN : from,
            to == null ? Instant.MAX : to);
    Export.Written written = write(wanted);
    if (!written.leftOut().isEmpty()) {
      System.err.println(
          "export: "
              + written.leftOut().size()
              + " series have no layout in CSV (Parquet has all): "
              + String.join(", ", written.leftOut().stream().limit(5).toList()));
    }
    System.err.printf(
        Locale.ROOT,
        "export: %,d rows in %d files under %s%n",
        written.rows(),
        written.files(),
        out);
    return written.rows() == 0 ? 1 : 0;
  }

  private Export.Written write(Export.Selection wanted) throws IOException {
    DataFolder folder = common.folder();
    if (format == Format.TARDIS
        && !StoreReader.isThere(folder.root())
        && Files.isDirectory(folder.frames())) {
      return tardis(null, wanted);
    }
    try (StoreReader reader = HistorySelection.reader(folder.root())) {
      return switch (format) {
        case PARQUET -> new Export(reader, out).parquet(wanted);
        case CSV -> new Export(reader, out).csv(wanted);
        case TARDIS -> tardis(reader, wanted);
      };
    }
  }

  /// @param reader absent: the folder has frames and no store
  private Export.Written tardis(@Nullable StoreReader reader, Export.Selection wanted)
      throws IOException {
    Path frames = common.folder().frames();
    try (CsvFiles files = new CsvFiles(out)) {
      boolean recorded =
          reader == null
              ? TardisExport.frames(frames, files, wanted)
              : new TardisExport(reader, frames, files, wanted).write();
      files
          .notHeld()
          .forEach(
              (what, count) ->
                  System.err.printf(
                      Locale.ROOT, "export: not held: %s (%,d times)%n", what, count));
      if (!recorded) {
        System.err.println(
            "export: trades and incremental_book_L2 come from kept frames, and there are none of"
                + " these: carry record, and carry run --keep-frames, keep them");
      }
      return new Export.Written(files.files(), files.rows(), List.of());
    }
  }
}
