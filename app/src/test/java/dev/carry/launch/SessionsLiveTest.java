package dev.carry.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carry.model.Book;
import dev.carry.model.Fact;
import dev.carry.model.FeedStatus;
import dev.carry.model.FundingSettled;
import dev.carry.model.Input;
import dev.carry.model.Instrument;
import dev.carry.model.MarketEvent;
import dev.carry.model.VenueId;
import dev.carry.sim.SimOptions;
import dev.carry.sim.SimServer;
import dev.carry.venue.VenueDescriptor;
import dev.carry.venue.roster.Venues;
import dev.carry.venue.session.FrameTap;
import dev.carry.venue.session.SessionOptions;
import dev.carry.venue.session.VenueSession;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// One venue's sockets and calls against its simulated side: every feed goes live, and every fact
/// that is pushed all the time arrives.
class SessionsLiveTest {
  /// What a few contracts have all the time; trades and liquidations come when they come.
  private static final Set<Fact> STEADY =
      EnumSet.of(
          Fact.FUNDING_ESTIMATE, Fact.MARK, Fact.INDEX, Fact.QUOTE, Fact.OPEN_INTEREST, Fact.BOOK);

  @ParameterizedTest
  @CsvSource({"gate, BTC_USDT, 3", "bitget, BTCUSDT, 3"})
  void everyFeedGoesLiveAndEveryFactArrives(String id, String deep, int feeds) {
    VenueDescriptor venue = Venues.find(VenueId.of(id)).orElseThrow();
    Map<String, FeedStatus.State> states = new ConcurrentHashMap<>();
    Queue<String> odd = new ConcurrentLinkedQueue<>();
    Set<Fact> seen = ConcurrentHashMap.newKeySet();
    Queue<Book> books = new ConcurrentLinkedQueue<>();
    Queue<FundingSettled> settled = new ConcurrentLinkedQueue<>();
    try (SimServer venues = SimServer.start(SimOptions.defaults().withAssets(6))) {
      VenueSession session =
          new VenueSession(
              venue,
              Objects.requireNonNull(
                  EndpointsFile.parse("sim", venues.endpointsJson()).get(venue.id())),
              SessionOptions.of(
                      venue.offers(), instrument -> instrument.kind() == Instrument.Kind.PERPETUAL)
                  .deep(instrument -> instrument.symbol().equals(deep)),
              InstantSource.system(),
              input -> take(input, states, odd, seen, books, settled),
              FrameTap.NONE);
      session.start();
      try {
        SimulatedRun.until(
            "all feeds live: " + states,
            () ->
                states.size() >= feeds
                    && states.values().stream().allMatch(FeedStatus.State.LIVE::equals));
        SimulatedRun.until("all facts of " + STEADY + ": " + seen, () -> seen.containsAll(STEADY));
        SimulatedRun.until("settled funding", () -> settled.size() > 20);
      } finally {
        session.close();
      }
    }
    assertThat(odd).isEmpty();
    assertThat(states).hasSize(feeds);
    assertThat(books)
        .allSatisfy(
            book -> {
              assertThat(book.snapshot()).isTrue();
              assertThat(book.bids().count()).isGreaterThanOrEqualTo(20);
              assertThat(book.bids().price(0)).isLessThan(book.asks().price(0));
            });
    assertThat(settled).anySatisfy(one -> assertThat(one.period()).isNotNull());
  }

  private static void take(
      Input input,
      Map<String, FeedStatus.State> states,
      Queue<String> odd,
      Set<Fact> seen,
      Queue<Book> books,
      Queue<FundingSettled> settled) {
    switch (input) {
      case FeedStatus status -> {
        FeedStatus.State before = states.put(status.feed(), status.state());
        if (status.state() == FeedStatus.State.GAP || before == FeedStatus.State.LIVE) {
          odd.add(status.toString());
        }
      }
      case Book book -> {
        seen.add(Fact.BOOK);
        books.add(book);
      }
      case FundingSettled one -> settled.add(one);
      case MarketEvent event -> seen.add(event.fact());
      default -> {}
    }
  }
}
