package dev.carry.launch;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// What people are told: rules, channels, and what became of each alert.
@Command(
    name = "alerts",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "test|list|channels|history",
    description = {
      "Alerts: the rules that are watched, the channels they are told by, and what was told.",
      "Works while carry run or demo owns the folder, and without them."
    },
    subcommands = {AlertsTest.class, AlertsList.class, AlertsChannels.class, AlertsHistory.class},
    footer = {
      "",
      "Example:",
      "  carry alerts test telegram",
      "  carry alerts list --format table",
      "  carry alerts channels",
      "  carry alerts history --from 2026-01-01 --severity critical"
    })
final class AlertsVerb implements Runnable {
  // set by picocli
  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "alerts needs to be told what: test, list, channels or history");
  }
}
