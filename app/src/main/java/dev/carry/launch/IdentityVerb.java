package dev.carry.launch;

import dev.carry.cli.Rows;
import dev.carry.model.Finding;
import dev.carry.model.Instrument;
import dev.carry.model.InstrumentId;
import dev.carry.model.JsonText;
import dev.carry.model.Quarantine;
import dev.carry.venue.IdentityOverride;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Which listings are the same asset, and how that is known.
@Command(
    name = "identity",
    mixinStandardHelpOptions = true,
    description = {
      "Which listings of all venues are the same asset, by which unit, and how that is known.",
      "Reads the venues' lists and one look at their prices. A line of the reviewed overrides"
          + " stands above a list; identity.file of the configuration adds lines of your own:",
      "  venue | symbol | asset | units | reviewed | reason | evidence",
      "What no line knows and whose price is another coin's is held back, and told under held."
    },
    footer = {"", "Example:", "  carry identity --assets PEPE,OPENAI --format table"})
final class IdentityVerb implements Callable<Integer> {
  private static final Comparator<Instrument> ORDER =
      Comparator.comparing(Instrument::base).thenComparing(Instrument::id);

  // set by picocli
  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Mixin private final Common common = new Common();
  @Mixin private final Market market = new Market();

  @Option(
      names = "--timeout",
      defaultValue = "30s",
      paramLabel = "DURATION",
      description = "for the slowest venue (30s)")
  private Duration timeout = Duration.ofSeconds(30);

  @Option(names = "--format", description = Rows.FORMATS)
  private Rows.@Nullable Format format;

  @Override
  public Integer call() throws InterruptedException {
    Config config = common.config();
    List<Instrument> listed;
    Map<InstrumentId, String> held;
    try (OneLook look =
        new OneLook(
            market.venues(spec),
            market.endpoints(),
            config,
            market.wanted().and(each -> each.kind() != Instrument.Kind.OPTION),
            timeout,
            "identity")) {
      held = held(look.look());
      listed = look.listed().stream().sorted(ORDER).toList();
    }
    Rows rows = new Rows(Rows.orDefault(format), System.out);
    for (Instrument instrument : listed) {
      Optional<IdentityOverride> line = config.identity().override(instrument.id());
      rows.row()
          .with("asset", instrument.base())
          .with("venue", instrument.id().venue())
          .with("symbol", instrument.id().symbol())
          .with("kind", JsonText.kebab(instrument.kind()))
          .with("quote", instrument.quote())
          .with("settle", instrument.settle())
          .with("units", instrument.priceMultiplier())
          .with("because", config.identity().because(instrument))
          .with("reviewed", line.map(IdentityOverride::reviewed).orElse(null))
          .with("evidence", line.map(IdentityOverride::evidence).orElse(null))
          .with("held", held.get(instrument.id()));
    }
    rows.print();
    if (listed.isEmpty()) {
      System.err.println("identity: nothing is listed of what was asked for");
    }
    return listed.isEmpty() ? 1 : 0;
  }

  /// Why listings are held back that are another coin or unit than their name tells.
  private static Map<InstrumentId, String> held(List<Finding> findings) {
    Map<InstrumentId, String> held = new TreeMap<>();
    for (Finding finding : findings) {
      if (finding instanceof Quarantine q && q.gate() == Quarantine.Gate.PRICE_RATIO) {
        held.put(q.id(), q.because());
      }
    }
    return held;
  }
}
