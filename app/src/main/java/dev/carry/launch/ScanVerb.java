package dev.carry.launch;

import dev.carry.cli.Rows;
import dev.carry.model.Costs;
import dev.carry.model.Finding;
import dev.carry.model.Instrument;
import dev.carry.model.JsonText;
import dev.carry.model.Leg;
import dev.carry.model.Opportunity;
import dev.carry.model.Quarantine;
import dev.carry.venue.VenueDescriptor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// One look: current funding and basis everywhere over REST, ranked, with every cost line.
@Command(
    name = "scan",
    mixinStandardHelpOptions = true,
    description = {
      "One look: what perpetuals pay and futures are dearer now, the best pairs after all costs.",
      "Reads over REST, prints the best first, and exits. Looks twice: where a venue tells the best"
          + " bid and ask of all in no call, it is asked for those of pairs worth pricing. Ranked"
          + " by what is left a day of what the touch fills, at most the notional: beyond the touch"
          + " slippage is not known."
    },
    footer = {
      "",
      "Example:",
      "  carry scan --assets BTC,ETH --min-apr 5%% --notional 50000 --top 10"
    })
final class ScanVerb implements Callable<Integer> {
  // set by picocli
  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Mixin private final Common common = new Common();
  @Mixin private final Market market = new Market();

  @Option(
      names = "--min-apr",
      paramLabel = "RATE",
      description = "least net APR (default: cross-venue.open-apr of the configuration)")
  private @Nullable Double leastApr;

  @Option(names = "--notional", paramLabel = "QUOTE", description = "of one leg (default: 10000)")
  private @Nullable Double notional;

  @Option(names = "--top", defaultValue = "20", paramLabel = "N", description = "rows (20)")
  private int top;

  @Option(
      names = "--timeout",
      defaultValue = "30s",
      paramLabel = "DURATION",
      description = "for the slowest venue, at each of its looks (30s)")
  private Duration timeout = Duration.ofSeconds(30);

  @Option(names = "--format", description = Rows.FORMATS)
  private Rows.@Nullable Format format;

  @Override
  public Integer call() throws InterruptedException {
    if (timeout.isZero() || timeout.isNegative()) {
      throw new ParameterException(spec.commandLine(), "--timeout: more than 0 s is allowed");
    }
    if (top < 1) {
      throw new ParameterException(spec.commandLine(), "--top " + top + ": 1 or more is allowed");
    }
    Config config = common.config().forScan(leastApr, notional);
    List<VenueDescriptor> venues = market.venues(spec);
    try (OneLook look = new OneLook(venues, market.endpoints(), config, legs(), timeout, "scan")) {
      String found = print(look.lookCloser());
      if (look.listed().isEmpty() && look.whole() > 0) {
        System.err.println("scan: nothing is listed of what was asked for");
      }
      System.err.println(
          "scan: " + found + ", " + look.whole() + " of " + venues.size() + " venues read whole");
      return look.sawFacts() ? 0 : 1;
    }
  }

  /// @return how much was found, in words
  private String print(List<Finding> findings) {
    List<Opportunity> found = new ArrayList<>();
    Map<Quarantine.Gate, Integer> quarantined = new EnumMap<>(Quarantine.Gate.class);
    for (Finding finding : findings) {
      switch (finding) {
        case Opportunity opportunity when !opportunity.rejected() -> found.add(opportunity);
        case Quarantine quarantine -> quarantined.merge(quarantine.gate(), 1, Integer::sum);
        default -> {
          // told by run and on the page
        }
      }
    }
    found.sort(Opportunity.BEST_FIRST);
    Rows rows = new Rows(Rows.orDefault(format), System.out);
    found.stream().limit(top).forEach(opportunity -> fill(rows.row(), opportunity));
    rows.print();
    return found.size()
        + " opportunities ("
        + found.stream().filter(o -> o.capacity() != null && !o.fits()).count()
        + " asked for more than their touch holds, "
        + found.stream().filter(o -> o.capacity() == null).count()
        + " the size of whose touch is not known), "
        + quarantined.values().stream().mapToInt(Integer::intValue).sum()
        + " quarantined facts"
        + words(quarantined);
  }

  /// ` (stale 3, cap 1)`; nothing where there is none.
  private static String words(Map<Quarantine.Gate, Integer> quarantined) {
    String words =
        quarantined.entrySet().stream()
            .map(each -> JsonText.kebab(each.getKey()) + " " + each.getValue())
            .collect(Collectors.joining(", "));
    return words.isEmpty() ? "" : " (" + words + ")";
  }

  /// What can be a leg.
  private Predicate<Instrument> legs() {
    return market.wanted().and(instrument -> instrument.kind() != Instrument.Kind.OPTION);
  }

  private static void fill(Rows.Row row, Opportunity o) {
    Leg longLeg = o.legs().getFirst();
    Leg shortLeg = o.legs().getLast();
    Costs costs = o.costs();
    row.with("asset", o.head().asset())
        .with("long", longLeg.instrument())
        .with("longRate", longLeg.rate())
        .with("longPeriod", longLeg.period())
        .with("short", shortLeg.instrument())
        .with("shortRate", shortLeg.rate())
        .with("shortPeriod", shortLeg.period())
        .with("grossApr", o.grossApr())
        .with("netApr", o.netApr())
        .with("netPerDay", o.netPerDay())
        .with("capacity", o.capacity())
        .with("returnOnCapital", o.returnOnCapital())
        .with("breakEven", o.breakEven())
        .with("fees", costs.fees())
        .with("spread", costs.spread())
        .with("slippage", costs.slippage())
        .with("borrow", costs.borrow())
        .with("financing", costs.financing())
        .with("transfer", costs.transfer())
        .with("conversion", costs.conversion())
        .with("unknown", costs.unknown())
        .with("priceGap", o.priceGap())
        .with("detector", o.head().detector())
        .with("horizon", o.horizon());
  }
}
