package dev.carry.launch;

import dev.carry.cli.Rows;
import dev.carry.engine.Engine;
import dev.carry.model.Costs;
import dev.carry.model.Finding;
import dev.carry.model.Instrument;
import dev.carry.model.Leg;
import dev.carry.model.Listing;
import dev.carry.model.MarketEvent;
import dev.carry.model.Opportunity;
import dev.carry.model.Quarantine;
import dev.carry.model.Tick;
import dev.carry.model.VenueId;
import dev.carry.venue.VenueDescriptor;
import dev.carry.venue.session.Endpoint;
import dev.carry.venue.session.Scan;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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
      "Reads over REST, prints the best first, and exits. Ranked by what is left a day of what the"
          + " touch fills, at most the notional: beyond the touch slippage is not known."
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
      description = "for the slowest venue (30s)")
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
    Map<VenueDescriptor, Scan.Result> seen = look(venues);
    List<Opportunity> found = new ArrayList<>();
    int quarantined = 0;
    for (Finding finding : findings(config, seen)) {
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
    long whole = seen.values().stream().filter(result -> result.problems().isEmpty()).count();
    boolean nothing =
        seen.values().stream()
            .flatMap(result -> result.events().stream())
            .allMatch(Listing.class::isInstance);
    System.err.println(
        "scan: "
            + found.size()
            + " opportunities ("
            + found.stream().filter(o -> o.capacity() != null && !o.fits()).count()
            + " asked for more than their touch holds, "
            + found.stream().filter(o -> o.capacity() == null).count()
            + " whose touch is not known), "
            + quarantined
            + " quarantined facts, "
            + whole
            + " of "
            + venues.size()
            + " venues read whole");
    return nothing ? 1 : 0;
  }

  private Predicate<Instrument> perpetuals() {
    return market.wanted().and(instrument -> instrument.kind() == Instrument.Kind.PERPETUAL);
  }

  /// All venues at once; what one does not answer is told, and the others stand.
  private Map<VenueDescriptor, Scan.Result> look(List<VenueDescriptor> venues)
      throws InterruptedException {
    Map<VenueId, Endpoint> endpoints = market.endpoints();
    Map<VenueDescriptor, Scan.Result> seen = new LinkedHashMap<>();
    try (ExecutorService each = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Scan.Result>> looks = new ArrayList<>();
      for (VenueDescriptor venue : venues) {
        Endpoint endpoint = endpoints.getOrDefault(venue.id(), Endpoint.of(venue));
        looks.add(
            each.submit(
                () -> Scan.read(venue, endpoint, InstantSource.system(), perpetuals(), timeout)));
      }
      for (int i = 0; i < looks.size(); i++) {
        Scan.Result result;
        try {
          result = looks.get(i).get();
        } catch (ExecutionException e) {
          result = new Scan.Result(List.of(), List.of(String.valueOf(e.getCause())));
        }
        for (String problem : result.problems()) {
          System.err.println("scan: " + venues.get(i).id() + ": " + problem);
        }
        seen.put(venues.get(i), result);
      }
    }
    return seen;
  }

  /// What the engine makes of it, in the order of receipt.
  private static List<Finding> findings(Config config, Map<VenueDescriptor, Scan.Result> seen) {
    Engine engine = Pipeline.engine(config);
    List<MarketEvent> events = new ArrayList<>();
    seen.values().forEach(result -> events.addAll(result.events()));
    events.sort(Comparator.comparing(MarketEvent::receivedAt));
    Map<String, Finding> last = new LinkedHashMap<>();
    Instant end = Instant.EPOCH;
    for (MarketEvent event : events) {
      engine.apply(event).forEach(finding -> last.put(finding.head().id(), finding));
      end = event.receivedAt();
    }
    engine.apply(new Tick(end)).forEach(finding -> last.put(finding.head().id(), finding));
    return last.values().stream()
        .filter(finding -> finding.head().status() != Finding.Status.CLOSED)
        .toList();
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
