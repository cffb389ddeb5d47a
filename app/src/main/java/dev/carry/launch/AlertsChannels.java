package dev.carry.launch;

import dev.carry.alert.AlertSettings;
import dev.carry.cli.Rows;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The channels.
@Command(
    name = "channels",
    mixinStandardHelpOptions = true,
    description = "The channels there can be, which are set up, and what the others need.",
    footer = {"", "Example:", "  carry alerts channels --format table"})
final class AlertsChannels implements Callable<Integer> {
  @Mixin private final Common common = new Common();

  @Option(names = "--format", description = Rows.FORMATS)
  private Rows.@Nullable Format format;

  @Override
  public Integer call() {
    AlertConfig alerts = common.config().alerts();
    Rows rows = new Rows(Rows.orDefault(format), System.out);
    for (String name : AlertChannels.NAMES) {
      Optional<AlertSettings.Line> line = alerts.settings().line(name);
      rows.row()
          .with("channel", name)
          .with("setUp", line.isPresent())
          .with("place", line.map(l -> l.channel().place()).orElse(null))
          .with("perMinute", line.map(l -> l.settings().perMinute()).orElse(null))
          .with("language", line.map(l -> l.settings().language()).orElse(null))
          .with("needs", line.isPresent() ? null : AlertChannels.needs(name));
    }
    rows.print();
    alerts.problems().forEach(problem -> System.err.println("carry: " + problem));
    return alerts.problems().isEmpty() ? 0 : 1;
  }
}
