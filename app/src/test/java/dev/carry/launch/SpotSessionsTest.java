package dev.carry.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carry.model.Fact;
import dev.carry.model.FeedStatus;
import dev.carry.model.Input;
import dev.carry.model.MarketEvent;
import dev.carry.sim.SimOptions;
import dev.carry.sim.SimServer;
import dev.carry.sim.world.SimClock;
import dev.carry.venue.VenueDescriptor;
import dev.carry.venue.roster.Venues;
import dev.carry.venue.session.Endpoint;
import dev.carry.venue.session.FrameTap;
import dev.carry.venue.session.SessionHealth;
import dev.carry.venue.session.SessionOptions;
import dev.carry.venue.session.VenueSession;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Each venue of spot against its simulated side, through real sockets.
class SpotSessionsTest {
  static Stream<VenueDescriptor> spotVenues() {
    Set<String> simulated = Set.copyOf(SimServer.simulated());
    return Venues.all().stream()
        .filter(venue -> venue.id().id().endsWith("-spot"))
        .filter(venue -> simulated.contains(venue.id().id()));
  }

  @ParameterizedTest
  @MethodSource("spotVenues")
  void everyFeedGoesLiveAndTellsWhatItsVenueOffers(VenueDescriptor venue) throws Exception {
    Set<Fact> arrived = ConcurrentHashMap.newKeySet();
    Queue<String> told = new ConcurrentLinkedQueue<>();
    SimClock clock = SimClock.running(Instant.parse("2026-05-04T13:27:55Z"), 1);
    SimOptions options = SimOptions.defaults().withClock(clock);
    try (SimServer venues = SimServer.start(options);
        VenueSession session =
            new VenueSession(
                venue,
                EndpointsFile.parse("the simulator", venues.endpointsJson())
                    .getOrDefault(venue.id(), Endpoint.of(venue)),
                SessionOptions.of(venue.offers(), i -> i.base().equals("BTC")),
                clock,
                input -> take(input, arrived, told),
                FrameTap.NONE)) {
      session.start();
      // Books that come in changes are facts only once they are merged.
      Set<Fact> expected = EnumSet.copyOf(venue.offers());
      expected.remove(Fact.BOOK);
      SimulatedRun.until(
          "every feed of " + venue.id() + " live with " + expected,
          () -> isLive(session.health()) && arrived.containsAll(expected));
      assertThat(session.health().instruments()).isGreaterThanOrEqualTo(2);
    }
    assertThat(told).noneMatch(status -> status.contains("refused"));
  }

  private static void take(Input input, Set<Fact> arrived, Queue<String> told) {
    if (input instanceof FeedStatus status) {
      told.add(status.toString());
    } else if (input instanceof MarketEvent event) {
      arrived.add(event.fact());
    }
  }

  private static boolean isLive(SessionHealth health) {
    return !health.feeds().isEmpty()
        && health.feeds().stream().allMatch(SessionHealth.Feed::isLive);
  }
}
