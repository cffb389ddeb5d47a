package dev.carry.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carry.model.Book;
import dev.carry.model.Fact;
import dev.carry.model.FeedStatus;
import dev.carry.model.FundingEstimate;
import dev.carry.model.FundingSettled;
import dev.carry.model.Input;
import dev.carry.model.Instrument;
import dev.carry.model.MarketEvent;
import dev.carry.model.VenueId;
import dev.carry.sim.SimOptions;
import dev.carry.sim.SimServer;
import dev.carry.venue.VenueDescriptor;
import dev.carry.venue.roster.Venues;
import dev.carry.venue.session.Endpoint;
import dev.carry.venue.session.FrameTap;
import dev.carry.venue.session.OrderBooks;
import dev.carry.venue.session.SessionHealth;
import dev.carry.venue.session.SessionOptions;
import dev.carry.venue.session.VenueSession;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Venues that settle every hour, from their simulated side through their codec.
class HourlyVenuesLiveTest {
  private final BlockingQueue<Input> seen = new LinkedBlockingQueue<>();

  @ParameterizedTest
  @ValueSource(strings = {"kraken-futures", "backpack"})
  void everyFeedGoesLiveAndNothingIsRejected(String id) {
    VenueDescriptor venue = Venues.find(VenueId.of(id)).orElseThrow();
    Set<Fact> facts = EnumSet.copyOf(venue.offers());
    facts.removeAll(Set.of(Fact.BOOK, Fact.CANDLE));
    try (SimServer server = SimServer.start(SimOptions.defaults().withAssets(12));
        VenueSession session =
            new VenueSession(
                venue,
                endpoint(server, id),
                SessionOptions.of(facts, i -> i.kind() == Instrument.Kind.PERPETUAL),
                InstantSource.system(),
                seen::add,
                FrameTap.NONE)) {
      session.start();
      SimulatedRun.until("every feed is live", () -> isLive(session.health()));
      SimulatedRun.until("funding that was charged", () -> has(FundingSettled.class));
      SessionHealth health = session.health();
      assertThat(health.feeds()).allMatch(feed -> feed.rejected().isEmpty());
      assertThat(health.feeds()).allMatch(feed -> feed.refused().isEmpty());
      assertThat(health.rest()).allMatch(rest -> rest.rejected().isEmpty());
      assertThat(health.failure()).isNull();
      assertThat(estimates())
          .isNotEmpty()
          .allMatch(estimate -> Duration.ofHours(1).equals(estimate.period()));
    }
    Set<Fact> heard = EnumSet.noneOf(Fact.class);
    events().forEach(event -> heard.add(event.fact()));
    facts.removeAll(Set.of(Fact.LIQUIDATION, Fact.TRADE, Fact.OPEN_INTEREST));
    assertThat(heard).as("what is told at once").containsAll(facts);
  }

  @ParameterizedTest
  @ValueSource(strings = {"kraken-futures", "backpack"})
  void booksStayWholeAndTheirSidesApart(String id) {
    VenueDescriptor venue = Venues.find(VenueId.of(id)).orElseThrow();
    Set<String> bases = Set.of("BTC", "ETH");
    SessionOptions options =
        SessionOptions.of(
                Set.of(Fact.BOOK),
                i -> i.kind() == Instrument.Kind.PERPETUAL && bases.contains(i.base()))
            .deep(any -> true);
    try (SimServer server = SimServer.start(SimOptions.defaults().withAssets(12));
        VenueSession session =
            new VenueSession(
                venue,
                endpoint(server, id),
                options,
                InstantSource.system(),
                seen::add,
                FrameTap.NONE)) {
      session.start();
      SimulatedRun.until("books of both", () -> books().size() >= 2 * 10 && instruments() >= 2);
      SessionHealth health = session.health();
      assertThat(health.feeds()).allMatch(feed -> feed.rejected().isEmpty());
      assertThat(health.rest()).allMatch(rest -> rest.rejected().isEmpty());
      assertThat(health.failure()).isNull();
    }
    assertThat(books())
        .allMatch(Book::snapshot)
        .allMatch(book -> book.bids().count() == OrderBooks.TOLD)
        .allMatch(book -> book.asks().count() == OrderBooks.TOLD)
        .allMatch(book -> book.bids().price(0).compareTo(book.asks().price(0)) < 0);
    assertThat(seen.stream().filter(FeedStatus.class::isInstance).map(FeedStatus.class::cast))
        .noneMatch(status -> status.state() == FeedStatus.State.GAP);
  }

  private static Endpoint endpoint(SimServer server, String id) {
    String base = "127.0.0.1:" + server.port() + "/" + id;
    return Endpoint.of("http://" + base, "ws://" + base);
  }

  private static boolean isLive(SessionHealth health) {
    return !health.feeds().isEmpty()
        && health.feeds().stream().allMatch(SessionHealth.Feed::isLive)
        && health.rest().stream().mapToLong(SessionHealth.Rest::calls).sum() > 0;
  }

  private boolean has(Class<? extends MarketEvent> kind) {
    return seen.stream().anyMatch(kind::isInstance);
  }

  private List<MarketEvent> events() {
    return seen.stream()
        .filter(MarketEvent.class::isInstance)
        .map(MarketEvent.class::cast)
        .toList();
  }

  private List<Book> books() {
    return events().stream().filter(Book.class::isInstance).map(Book.class::cast).toList();
  }

  private long instruments() {
    return books().stream().map(Book::id).distinct().count();
  }

  private List<FundingEstimate> estimates() {
    return events().stream()
        .filter(FundingEstimate.class::isInstance)
        .map(FundingEstimate.class::cast)
        .toList();
  }
}
