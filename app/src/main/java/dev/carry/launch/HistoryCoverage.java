package dev.carry.launch;

import dev.carry.cli.Rows;
import dev.carry.model.InstrumentId;
import dev.carry.model.VenueId;
import dev.carry.store.Archive;
import dev.carry.store.StoreReader;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
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
      "  carry history coverage --venue bybit --symbol BTCUSDT --holes",
      "  carry history coverage --conflicts"
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

  @Option(
      names = "--conflicts",
      description = "a row for each claim about a settlement on which sources disagree")
  private boolean conflicts;

  @Option(names = "--format", description = Rows.FORMATS)
  private Rows.@Nullable Format format;

  @Override
  public Integer call() {
    Rows rows = new Rows(Rows.orDefault(format), System.out);
    if (holes && conflicts) {
      throw new ParameterException(
          spec.commandLine(), "--holes and --conflicts: one of them is allowed");
    }
    try (StoreReader reader = HistorySelection.reader(common.folder().root())) {
      if (conflicts) {
        conflicts(rows, reader);
        rows.print();
        return 0;
      }
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

  /// Every claim is kept.
  private void conflicts(Rows rows, StoreReader reader) {
    VenueId venue = selection.venue(spec);
    String symbol = selection.symbol();
    for (Archive.Conflict conflict : reader.settledConflicts(Instant.EPOCH, Instant.now())) {
      InstrumentId id = conflict.id();
      if ((venue != null && !id.venue().equals(venue))
          || (symbol != null && !id.symbol().equals(symbol))) {
        continue;
      }
      for (Archive.Claim claim : conflict.claims()) {
        rows.row()
            .with("venue", id.venue())
            .with("symbol", id.symbol())
            .with("settledAt", conflict.boundary())
            .with("rate", claim.rate())
            .with("period", claim.period())
            .with("source", claim.source())
            .with("knownAt", claim.knownAt());
      }
    }
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
