package dev.carry.launch;

import dev.carry.cli.Rows;
import dev.carry.model.Costs;
import dev.carry.model.Finding;
import dev.carry.model.Instrument;
import dev.carry.model.Leg;
import dev.carry.model.Opportunity;
import dev.carry.model.Quarantine;
import dev.carry.venue.VenueDescriptor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// One look: current funding everywhere over REST, ranked, with every cost line.
@Command(
    name = "scan",
    mixinStandardHelpOptions = true,
    description = {
      "One look: what every perpetual pays now, the best pairs after all costs.",
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
      description = "for the slowest venue, at each of two looks (30s)")
  private Duration timeout = Duration.ofSeconds(30);

  @Option(names = "--format", description = "table, json or csv")
  private Rows.@Nullable Format format;

  @Override
  public Integer call() throws InterruptedException {
    if (top < 1) {
      throw new ParameterException(spec.commandLine(), "--top " + top + ": 1 or more is allowed");
    }
    Config config = common.config().forScan(leastApr, notional);
    List<VenueDescriptor> venues = market.venues(spec);
    try (OneLook look =
        new OneLook(venues, market.endpoints(), config, perpetuals(), timeout, "scan")) {
      look.look();
      print(look.lookCloser());
      System.err.println(look.whole() + " of " + venues.size() + " venues read whole");
      return look.sawFacts() ? 0 : 1;
    }
  }

  private void print(List<Finding> findings) {
    List<Opportunity> found = new ArrayList<>();
    int quarantined = 0;
    for (Finding finding : findings) {
      switch (finding) {
        case Opportunity opportunity when !opportunity.rejected() -> found.add(opportunity);
        case Quarantine _ -> quarantined++;
        default -> {
          // told by run and on the page
        }
      }
    }
    found.sort(Opportunity.BEST_FIRST);
    Rows rows = new Rows(Rows.orDefault(format), System.out);
    found.stream().limit(top).forEach(opportunity -> fill(rows.row(), opportunity));
    rows.print();
    System.err.print(
        "scan: "
            + found.size()
            + " opportunities ("
            + found.stream().filter(o -> o.capacity() != null && !o.fits()).count()
            + " asked for more than their touch holds, "
            + found.stream().filter(o -> o.capacity() == null).count()
            + " whose touch is not known), "
            + quarantined
            + " quarantined facts, ");
  }

  private Predicate<Instrument> perpetuals() {
    return market.wanted().and(instrument -> instrument.kind() == Instrument.Kind.PERPETUAL);
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
        .with("priceGap", o.priceGap());
  }
}
