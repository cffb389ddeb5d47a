package dev.carry.launch;

import dev.carry.cli.Rows;
import dev.carry.store.Archive;
import dev.carry.store.StoreReader;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// What there is of every series, and what is missing.
@Command(
    name = "coverage",
    mixinStandardHelpOptions = true,
    description = {
      "What there is of each series: from, to, points, holes, missing points, source.",
      "A hole is told by the distance of the points around it; facts that come without rhythm have"
          + " none."
    },
    footer = {
      "",
      "Example:",
      "  carry history coverage --fact funding-settled --format table",
      "  carry history coverage --venue bybit --symbol BTCUSDT --holes"
    })
final class HistoryCoverage implements Callable<Integer> {
  // set by picocli
  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Mixin private final Common common = new Common();
  @Mixin private final HistorySelection selection = new HistorySelection();

  @Option(names = "--holes", description = "a row for each hole instead of one for each series")
  private boolean holes;

  @Option(names = "--format", description = "table, json or csv")
  private Rows.@Nullable Format format;

  @Override
  public Integer call() {
    Rows rows = new Rows(Rows.orDefault(format), System.out);
    try (StoreReader reader = HistorySelection.reader(common.folder().root())) {
      for (Archive.Coverage there :
          reader.coverage(selection.venue(spec), selection.symbol(), selection.fact(spec))) {
        List<Archive.Hole> missing = there.holes();
        if (!holes) {
          series(rows, there)
              .with("from", there.from())
              .with("to", there.to())
              .with("points", there.points())
              .with("holes", missing == null ? null : missing.size())
              .with("missing", there.missing())
              .with("source", there.source());
          continue;
        }
        for (Archive.Hole hole : missing == null ? List.<Archive.Hole>of() : missing) {
          series(rows, there)
              .with("from", hole.from())
              .with("to", hole.to())
              .with("points", hole.points())
              .with("period", hole.every());
        }
      }
    }
    rows.print();
    return 0;
  }

  private static Rows.Row series(Rows rows, Archive.Coverage there) {
    Archive.Series series = there.series();
    return rows.row()
        .with("venue", series.id().venue())
        .with("symbol", series.id().symbol())
        .with("fact", series.fact().folder())
        .with("of", series.of())
        .with("every", series.every());
  }
}
