package dev.carry.launch;

import dev.carry.engine.Engine;
import dev.carry.model.Finding;
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
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
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
  private final List<Scan> venues;
  private final Config config;
  private final Engine engine;
  private final Duration timeout;
  private final String verb;
  private final List<MarketEvent> events = new ArrayList<>();
  private final Map<String, Finding> last = new LinkedHashMap<>();
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
    this.engine = Pipeline.engine(config);
    this.timeout = timeout;
    this.verb = verb;
  }

  @FunctionalInterface
  private interface Ask {
    Scan.Result of(Scan venue) throws InterruptedException;
  }

  /// Looks at all venues at once; what one does not answer is told, and the others stand.
  ///
  /// @return what was seen now, in the order of receipt
  private List<MarketEvent> askAll(Ask ask) throws InterruptedException {
    List<MarketEvent> seen = new ArrayList<>();
    try (ExecutorService each = Executors.newVirtualThreadPerTaskExecutor()) {
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
        seen.addAll(result.events());
      }
    }
    seen.sort(Comparator.comparing(MarketEvent::receivedAt));
    events.addAll(seen);
    return seen;
  }

  /// What the venues list, as each said last.
  List<Instrument> listed() {
    Map<Object, Instrument> listed = new LinkedHashMap<>();
    for (MarketEvent event : events) {
      if (event instanceof Listing listing) {
        listed.put(listing.id(), listing.instrument());
      }
    }
    return List.copyOf(listed.values());
  }

  /// How many venues were read whole.
  int whole() {
    return venues.size() - wanting.size();
  }

  /// Whether anything but lists was seen.
  boolean sawFacts() {
    return events.stream().anyMatch(event -> !(event instanceof Listing));
  }

  /// Reads what all venues list and what they pay, and tells what the engine makes of it.
  List<Finding> look() throws InterruptedException {
    return apply(askAll(venue -> venue.look(timeout)));
  }

  /// Behind [#look]: where a venue tells the touch of all in no call, it is asked for those that a
  /// pair worth pricing is without.
  List<Finding> lookCloser() throws InterruptedException {
    Map<VenueId, List<InstrumentId>> missing =
        MissingTouches.of(engine.view(), config.crossVenue().candidateApr());
    return apply(
        askAll(venue -> venue.touches(missing.getOrDefault(venue.venue(), List.of()), timeout)));
  }

  private List<Finding> apply(List<MarketEvent> seen) {
    for (MarketEvent event : seen) {
      take(event);
    }
    if (!seen.isEmpty()) {
      take(new Tick(seen.getLast().receivedAt()));
    }
    return last.values().stream()
        .filter(finding -> finding.head().status() != Finding.Status.CLOSED)
        .toList();
  }

  private void take(Input input) {
    engine.apply(input).forEach(finding -> last.put(finding.head().id(), finding));
  }

  @Override
  public void close() {
    venues.forEach(Scan::close);
  }
}
