package dev.carry.launch;

import dev.carry.engine.Engine;
import dev.carry.model.Finding;
import dev.carry.model.Instrument;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;

/// What was seen of several venues at one time, over REST.
final class OneLook {
  private final List<Scan.Result> seen;

  private OneLook(List<Scan.Result> seen) {
    this.seen = seen;
  }

  /// Looks at all venues at once; what one does not answer is told, and the others stand.
  ///
  /// @param endpoints where venues are reached instead of their own addresses
  /// @param timeout for the slowest venue
  /// @param verb who tells it
  static OneLook at(
      List<VenueDescriptor> venues,
      Map<VenueId, Endpoint> endpoints,
      Config config,
      Predicate<Instrument> wanted,
      Duration timeout,
      String verb)
      throws InterruptedException {
    List<Scan.Result> seen = new ArrayList<>();
    try (ExecutorService each = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Scan.Result>> looks = new ArrayList<>();
      for (VenueDescriptor venue : venues) {
        Endpoint endpoint = endpoints.getOrDefault(venue.id(), Endpoint.of(venue));
        looks.add(
            each.submit(
                () ->
                    Scan.read(
                        venue,
                        endpoint,
                        InstantSource.system(),
                        config.identity(),
                        wanted,
                        timeout)));
      }
      for (int i = 0; i < looks.size(); i++) {
        Scan.Result result;
        try {
          result = looks.get(i).get();
        } catch (ExecutionException e) {
          result = new Scan.Result(List.of(), List.of(String.valueOf(e.getCause())));
        }
        for (String problem : result.problems()) {
          System.err.println(verb + ": " + venues.get(i).id() + ": " + problem);
        }
        seen.add(result);
      }
    }
    return new OneLook(seen);
  }

  /// How many venues were read whole.
  long whole() {
    return seen.stream().filter(result -> result.problems().isEmpty()).count();
  }

  /// Whether anything but lists was seen.
  boolean sawFacts() {
    return seen.stream()
        .flatMap(result -> result.events().stream())
        .anyMatch(event -> !(event instanceof Listing));
  }

  /// What the venues list, as each said last.
  List<Instrument> listed() {
    Map<Object, Instrument> listed = new LinkedHashMap<>();
    for (Scan.Result result : seen) {
      for (MarketEvent event : result.events()) {
        if (event instanceof Listing listing) {
          listed.put(listing.id(), listing.instrument());
        }
      }
    }
    return List.copyOf(listed.values());
  }

  /// What the engine makes of it, taken in the order of receipt.
  List<Finding> findings(Config config) {
    Engine engine = Pipeline.engine(config);
    List<MarketEvent> events = new ArrayList<>();
    seen.forEach(result -> events.addAll(result.events()));
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
}
