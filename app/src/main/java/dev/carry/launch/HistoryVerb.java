package dev.carry.launch;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// What was: taken in, given out, and told what there is of it.
@Command(
    name = "history",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "fetch|import|export|coverage",
    description = {
      "Histories: from venues and files into the data folder, from there into files, and what there"
          + " is.",
      "Works while carry run or demo owns the folder, and without them."
    },
    subcommands = {
      HistoryFetch.class,
      HistoryImport.class,
      HistoryExport.class,
      HistoryCoverage.class
    },
    footer = {
      "",
      "Example:",
      "  carry history fetch --assets BTC --from 2026-01-01",
      "  carry history import histories/",
      "  carry history coverage --venue bybit --holes",
      "  carry history export --out files --format csv"
    })
final class HistoryVerb implements Runnable {
  // set by picocli
  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "history needs to be told what: fetch, import, export or coverage");
  }
}
