package dev.carry.launch;

import dev.carry.engine.Engine;
import dev.carry.model.Fact;
import dev.carry.model.Finding;
import dev.carry.model.FundingEstimate;
import dev.carry.model.Input;
import dev.carry.model.Instrument;
import dev.carry.model.InstrumentId;
import dev.carry.model.Listing;
import dev.carry.model.MarketEvent;
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
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;

/// What is seen of several venues at one time, over REST.
final class OneLook implements AutoCloseable {
  private static final Scan.Result NOTHING = new Scan.Result(List.of(), List.of());

  /// How often time goes on.
  private static final Duration TICK = Duration.ofMillis(500);

  private final List<Scan> venues;
  private final Config config;
  private final Duration timeout;
  private final String verb;
  private final Map<Key, MarketEvent> last = new LinkedHashMap<>();
  private final Set<VenueId> wanting = new HashSet<>();

  /// @param endpoints where venues are reached instead of their own addresses
  /// @param timeout for the slowest venue, at each look
  /// @param verb who tells what could not be read
  OneLook(
      List<VenueDescriptor> venues,
      Map<VenueId, Endpoint> endpoints,
      Config config,
      Predicate<Instrument> wanted,
      Duration timeout,
      String verb) {
    this.venues =
        venues.stream()
            .map(
                venue ->
                    new Scan(
                        venue,
                        endpoints.getOrDefault(venue.id(), Endpoint.of(venue)),
                        InstantSource.system(),
                        config.identity(),
                        wanted))
            .toList();
    this.config = config;
    this.timeout = timeout;
    this.verb = verb;
  }

  @FunctionalInterface
  private interface Ask {
    Scan.Result of(Scan venue) throws InterruptedException;
  }

  /// Asks all venues at once; what one does not answer is told, and the others stand.
  private void askAll(Ask ask) throws InterruptedException {
    try (ExecutorService each =
        Executors.newCachedThreadPool(Thread.ofPlatform().daemon().factory())) {
      List<Future<Scan.Result>> looks = new ArrayList<>();
      for (Scan venue : venues) {
        looks.add(each.submit(() -> ask.of(venue)));
      }
      for (int i = 0; i < looks.size(); i++) {
        VenueId venue = venues.get(i).venue();
        Scan.Result result;
        try {
          result = looks.get(i).get();
        } catch (ExecutionException e) {
          result = new Scan.Result(List.of(), List.of(String.valueOf(e.getCause())));
        }
        for (String problem : result.problems()) {
          System.err.println(verb + ": " + venue + ": " + problem);
          wanting.add(venue);
        }
        result.events().forEach(event -> last.put(Key.of(event), event));
      }
    }
  }

  /// Of what there is one fact: a later one stands for it.
  ///
  /// @param which of several of the kind; empty where there is but one
  private record Key(InstrumentId id, Fact fact, String which) {
    static Key of(MarketEvent event) {
      String which = event instanceof FundingEstimate estimate ? estimate.which().name() : "";
      return new Key(event.id(), event.fact(), which);
    }
  }

  /// What the venues list, as each said last.
  List<Instrument> listed() {
    return last.values().stream()
        .filter(Listing.class::isInstance)
        .map(event -> ((Listing) event).instrument())
        .toList();
  }

  /// How many venues were read whole.
  int whole() {
    return venues.size() - wanting.size();
  }

  /// Whether anything but lists was seen.
  boolean sawFacts() {
    return last.values().stream().anyMatch(event -> !(event instanceof Listing));
  }

  /// Reads what all venues list and what they pay.
  ///
  /// @return what the engine makes of it
  List<Finding> look() throws InterruptedException {
    askAll(venue -> venue.look(timeout));
    return findings(Pipeline.engine(config));
  }

  /// Looks; then, where a venue tells the touch of all in no call, asks for those that a pair worth
  /// pricing is without, and reads again the prices that grew old meanwhile.
  ///
  /// @return what the engine makes of it
  List<Finding> lookCloser() throws InterruptedException {
    askAll(venue -> venue.lookFirst(timeout));
    Map<VenueId, Instant> looked = new HashMap<>();
    last.values()
        .forEach(event -> looked.merge(event.id().venue(), event.receivedAt(), OneLook::later));
    Engine engine = Pipeline.engine(config);
    List<Finding> _ = findings(engine); // wanted is what the engine knows then
    Map<VenueId, List<InstrumentId>> missing = MissingTouches.of(engine.view(), config);
    askAll(venue -> venue.touches(missing.getOrDefault(venue.venue(), List.of()), timeout));
    Instant young = Instant.now().minus(config.gates().quiet().dividedBy(4));
    askAll(
        venue ->
            looked.getOrDefault(venue.venue(), Instant.MAX).isBefore(young)
                ? venue.again(timeout)
                : NOTHING);
    return findings(Pipeline.engine(config));
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }

  /// What an engine that knows nothing yet makes of what was seen last, in the order of receipt.
  /// Time goes on with it, as in a run: what is too far ahead is not believed.
  private List<Finding> findings(Engine engine) {
    List<MarketEvent> events = new ArrayList<>(last.values());
    events.sort(Comparator.comparing(MarketEvent::receivedAt));
    Map<String, Finding> told = new LinkedHashMap<>();
    Instant tick = Instant.MIN;
    for (MarketEvent event : events) {
      if (!event.receivedAt().isBefore(tick)) {
        take(engine, new Tick(event.receivedAt()), told);
        tick = event.receivedAt().plus(TICK);
      }
      take(engine, event, told);
    }
    if (!events.isEmpty()) {
      take(engine, new Tick(events.getLast().receivedAt()), told);
    }
    return told.values().stream()
        .filter(finding -> finding.head().status() != Finding.Status.CLOSED)
        .toList();
  }

  private static void take(Engine engine, Input input, Map<String, Finding> told) {
    engine.apply(input).forEach(finding -> told.put(finding.head().id(), finding));
  }

  @Override
  public void close() {
    venues.forEach(Scan::close);
  }
}
