package dev.carry.launch;

import dev.carry.alert.AlertRule;
import dev.carry.cli.Rows;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The rules.
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = {
      "The rules that are watched: those of the configuration (alert.rules.NAME.KEY), and over them"
          + " what was written on the page."
    },
    footer = {
      "",
      "Example:",
      "  carry alerts list --format table",
      "  carry alerts list --set alert.rules.net-apr.at=15% --set alert.rules.net-apr.for=5m"
    })
final class AlertsList implements Callable<Integer> {
  @Mixin private final Common common = new Common();

  @Option(names = "--format", description = Rows.FORMATS)
  private Rows.@Nullable Format format;

  @Override
  public Integer call() {
    RuleBook book =
        new RuleBook(common.config().alerts().settings().rules(), common.folder().alert());
    Rows rows = new Rows(Rows.orDefault(format), System.out);
    for (AlertRule rule : book.rules()) {
      Rows.Row row = rows.row().with("rule", rule.name());
      AlertRules.texts(rule).forEach((key, text) -> row.with(key, text.isEmpty() ? null : text));
      row.with("written", book.isWritten(rule.name()));
    }
    rows.print();
    return 0;
  }
}
