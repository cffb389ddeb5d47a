package dev.carry.launch;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carry.model.Fact;
import dev.carry.model.FeedStatus;
import dev.carry.model.Input;
import dev.carry.model.MarketEvent;
import dev.carry.sim.SimOptions;
import dev.carry.sim.SimServer;
import dev.carry.sim.world.SimClock;
import dev.carry.venue.VenueDescriptor;
import dev.carry.venue.binance.BinanceCoinm;
import dev.carry.venue.binance.BinanceUsdm;
import dev.carry.venue.roster.Venues;
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

/// Venues against their simulated side, through real sockets: Binance's markets, all of spot, and
/// all that have options.
class OfferedFactsTest {
  static Stream<VenueDescriptor> venues() {
    return Venues.all().stream()
        .filter(venue -> SimServer.simulated().contains(venue.id().id()))
        .filter(
            venue ->
                venue instanceof BinanceUsdm
                    || venue instanceof BinanceCoinm
                    || venue.id().id().endsWith("-spot")
                    || venue.offers().contains(Fact.OPTION));
  }

  @ParameterizedTest
  @MethodSource("venues")
  void everyFeedGoesLiveAndTellsWhatItsVenueOffers(VenueDescriptor venue) throws Exception {
    Set<Fact> arrived = ConcurrentHashMap.newKeySet();
    Queue<String> told = new ConcurrentLinkedQueue<>();
    // candles are told at the turn of a minute: ten seconds off, which are five here
    SimClock clock = SimClock.running(Instant.parse("2026-05-04T13:27:50Z"), 2);
    try (SimServer venues = SimServer.start(SimOptions.defaults().withClock(clock));
        VenueSession session =
            new VenueSession(
                venue,
                requireNonNull(
                    EndpointsFile.parse("the simulator", venues.endpointsJson()).get(venue.id())),
                SessionOptions.of(venue.offers(), i -> i.base().equals("BTC")).deep(id -> true),
                clock,
                input -> take(input, arrived, told),
                FrameTap.NONE)) {
      session.start();
      Set<Fact> expected = EnumSet.copyOf(venue.offers());
      // what needs an hour's boundary or a liquidation is not waited for
      expected.removeAll(Set.of(Fact.FUNDING_SETTLED, Fact.LIQUIDATION));
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
