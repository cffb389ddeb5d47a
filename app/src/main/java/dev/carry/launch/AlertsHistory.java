package dev.carry.launch;

import dev.carry.alert.Alerts;
import dev.carry.alert.Severity;
import dev.carry.alert.Told;
import dev.carry.alert.Words;
import dev.carry.cli.Rows;
import dev.carry.model.JsonText;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// What was told, and what became of it.
@Command(
    name = "history",
    mixinStandardHelpOptions = true,
    description = {
      "What was told, the oldest first, and how it went with each channel: waiting, failing, sent,"
          + " refused or dropped. What the analyst held back is there with the reason.",
      "Kept for 90 days."
    },
    footer = {
      "",
      "Example:",
      "  carry alerts history --from 2026-01-01 --rule net-apr",
      "  carry alerts history --severity critical --format csv"
    })
final class AlertsHistory implements Callable<Integer> {
  @Mixin private final Common common = new Common();

  @Option(names = "--from", paramLabel = "TIME", description = "first (default: all)")
  private @Nullable Instant from;

  @Option(names = "--to", paramLabel = "TIME", description = "last, exclusive (default: now)")
  private @Nullable Instant to;

  @Option(names = "--rule", paramLabel = "NAME", description = "of one rule")
  private @Nullable String rule;

  @Option(
      names = "--severity",
      paramLabel = "info|warning|critical",
      description = "of this severity or above")
  private @Nullable Severity severity;

  @Option(names = "--format", description = Rows.FORMATS)
  private Rows.@Nullable Format format;

  @Override
  public Integer call() {
    Instant first = from == null ? Instant.EPOCH : from;
    Instant end = to == null ? Instant.MAX : to;
    Words words = Words.of("en", ZoneOffset.UTC);
    Rows.Format wanted = Rows.orDefault(format);
    Rows rows = new Rows(wanted, System.out);
    for (Told told :
        Alerts.past(common.folder().alert(), day(first), day(to == null ? Instant.now() : end))) {
      boolean asked =
          !told.time().isBefore(first)
              && told.time().isBefore(end)
              && (rule == null || rule.equals(told.alert().rule()))
              && (severity == null || told.alert().severity().compareTo(severity) >= 0);
      if (asked && wanted == Rows.Format.JSON) {
        System.out.println(told.json());
      } else if (asked) {
        rows.row()
            .with("time", told.time())
            .with("event", JsonText.kebab(told.alert().event()))
            .with("severity", JsonText.kebab(told.alert().severity()))
            .with("rule", told.alert().rule())
            .with("alert", words.headline(told.alert()))
            .with("channels", channels(told))
            .with("id", told.alert().id());
      }
    }
    rows.print();
    return 0;
  }

  private static LocalDate day(Instant at) {
    return LocalDate.ofInstant(at, ZoneOffset.UTC);
  }

  private static List<String> channels(Told told) {
    List<String> states = new ArrayList<>();
    if (told.held() != null) {
      states.add("held back: " + told.held());
    }
    told.ways()
        .forEach(
            (channel, way) ->
                states.add(
                    channel
                        + " "
                        + way.state()
                        + (way.state().equals("sent") || way.why().isEmpty()
                            ? ""
                            : " (" + way.why() + ")")));
    return states;
  }
}
