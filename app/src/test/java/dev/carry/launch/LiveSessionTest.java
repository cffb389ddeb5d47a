package dev.carry.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carry.model.Fact;
import dev.carry.model.FundingEstimate;
import dev.carry.model.MarketEvent;
import dev.carry.model.VenueId;
import dev.carry.sim.SimOptions;
import dev.carry.sim.SimServer;
import dev.carry.venue.VenueDescriptor;
import dev.carry.venue.roster.Venues;
import dev.carry.venue.session.FrameTap;
import dev.carry.venue.session.SessionHealth;
import dev.carry.venue.session.SessionOptions;
import dev.carry.venue.session.VenueSession;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// One venue's session against its simulator, with all that the venue offers.
class LiveSessionTest {
  /// Candles close when their minute does, and are history where no socket tells them.
  private static final Set<Fact> LATER = EnumSet.of(Fact.CANDLE, Fact.LIQUIDATION);

  @ParameterizedTest
  @ValueSource(strings = {"hyperliquid", "dydx"})
  void everyFeedGoesLiveAndEveryOfferedFactArrives(String id) {
    VenueDescriptor venue = Venues.find(VenueId.of(id)).orElseThrow();
    Map<Fact, MarketEvent> seen = new ConcurrentHashMap<>();
    try (SimServer sim = SimServer.start(SimOptions.defaults().withAssets(6));
        VenueSession session =
            new VenueSession(
                venue,
                Objects.requireNonNull(
                    EndpointsFile.parse("the simulator", sim.endpointsJson()).get(venue.id())),
                SessionOptions.of(venue.offers(), any -> true).deep(any -> true),
                sim.clock(),
                input -> {
                  if (input instanceof MarketEvent event) {
                    seen.put(event.fact(), event);
                  }
                },
                FrameTap.NONE)) {
      session.start();
      Set<Fact> expected = EnumSet.copyOf(venue.offers());
      expected.removeAll(LATER);
      SimulatedRun.until(
          "all of " + expected,
          () ->
              seen.keySet().containsAll(expected)
                  && !session.health().feeds().isEmpty()
                  && session.health().feeds().stream().allMatch(SessionHealth.Feed::isLive));
      SessionHealth health = session.health();
      assertThat(health.failure()).isNull();
      assertThat(health.feeds())
          .allSatisfy(
              feed -> {
                assertThat(feed.rejected()).isEmpty();
                assertThat(feed.refused()).isEmpty();
                assertThat(feed.reconnects()).isZero();
              });
      assertThat(health.rest())
          .allSatisfy(
              call -> {
                assertThat(call.rejected()).isEmpty();
                assertThat(call.lastFailure()).isNull();
              });
    }
    FundingEstimate estimate =
        (FundingEstimate) Objects.requireNonNull(seen.get(Fact.FUNDING_ESTIMATE));
    assertThat(estimate.period()).isEqualTo(Duration.ofHours(1));
    assertThat(Objects.requireNonNull(estimate.settlesAt())).isAfter(estimate.receivedAt());
  }
}
