package dev.carry.venue.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carry.model.Fact;
import dev.carry.model.FeedStatus;
import dev.carry.model.FeedStatus.State;
import dev.carry.model.FundingEstimate;
import dev.carry.model.FundingSettled;
import dev.carry.model.InstrumentId;
import dev.carry.model.Listing;
import dev.carry.model.MarkPrice;
import dev.carry.model.MarketEvent;
import dev.carry.model.OpenInterest;
import dev.carry.model.Quote;
import dev.carry.venue.Identity;
import dev.carry.venue.Keepalive;
import dev.carry.venue.session.TestServer.Answer;
import dev.carry.venue.session.TestServer.Peer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PollersTest {
  private static final InstrumentId BTC = TestVenue.id("BTC");

  private final TestVenue venue = new TestVenue();
  private final HandClock clock = new HandClock();
  private final Collected seen = new Collected();
  private TestServer server;

  @BeforeEach
  void serve() throws Exception {
    server = new TestServer();
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  private VenueSession start(SessionOptions options, InstantSource time, FrameTap tap) {
    VenueSession session = new VenueSession(venue, server.endpoint(), options, time, seen, tap);
    session.start();
    return session;
  }

  @Test
  void fundingIsAskedForAfterTheBoundaryUntilItIsSettledAndToldOnce() throws Exception {
    // The clock jumps here: silence is not what this is about.
    venue.promises = false;
    venue.keepalive = new Keepalive(null, Duration.ofDays(1), Duration.ofDays(1), null);
    Instant boundary = Instant.parse("2026-03-01T08:00:00Z");
    Instant known = boundary.minus(Duration.ofHours(8));
    server.answers(
        path -> {
          if (path.startsWith("/instruments")) {
            return Answer.ok(TestServer.listing("BTC"));
          }
          boolean settled = clock.instant().isAfter(boundary.plusSeconds(20));
          return Answer.ok(
              path.startsWith("/settled") && settled
                  ? "settled BTC 0.0001 " + boundary.toEpochMilli()
                  : "");
        });
    SessionOptions options =
        SessionOptions.of(Set.of(Fact.FUNDING_SETTLED, Fact.FUNDING_ESTIMATE), all -> true)
            .lastSettled(id -> Optional.of(known));
    try (VenueSession session = start(options, clock, FrameTap.NONE)) {
      server.awaitAsked(
          "/settled/BTC?from=" + (known.minus(Duration.ofDays(1)).toEpochMilli() + 1), 1);
      Peer peer = server.peer();
      peer.send("estimate BTC 0.0001 " + boundary.toEpochMilli());
      seen.await(FundingEstimate.class, estimate -> true);
      clock.set(boundary.plusSeconds(5));
      server.awaitAsked("/settled", 2);
      assertThat(seen.all(FundingSettled.class)).isEmpty();
      clock.set(boundary.plusSeconds(30));
      FundingSettled settled = seen.await(FundingSettled.class, any -> true);
      assertThat(settled.settledAt()).isEqualTo(boundary);
      assertThat(settled.id()).isEqualTo(BTC);
      clock.set(boundary.plusSeconds(700));
      peer.send("settled BTC 0.0001 " + boundary.toEpochMilli());
      peer.send("estimate BTC 0.0002 " + boundary.plusSeconds(28_800).toEpochMilli());
      seen.await(FundingEstimate.class, estimate -> estimate.rate().doubleValue() == 0.0002);
      assertThat(seen.all(FundingSettled.class)).hasSize(1);
      assertThat(server.asked).filteredOn(path -> path.startsWith("/settled")).hasSize(3);
      assertThat(session.health().failure()).isNull();
    }
  }

  @Test
  void candidatesAreServedFirst() throws Exception {
    server.lists("AAA", "BTC", "ETH", "ZRX");
    SessionOptions options =
        SessionOptions.of(Set.of(Fact.FUNDING_SETTLED), all -> true)
            .firstServed(
                Comparator.comparing((InstrumentId id) -> !id.symbol().equals("ZRX"))
                    .thenComparing(Comparator.naturalOrder()));
    try (VenueSession session = start(options, clock, FrameTap.NONE)) {
      server.awaitAsked("/settled", 4);
      assertThat(server.asked)
          .filteredOn(path -> path.startsWith("/settled"))
          .extracting(path -> path.substring(9, 12))
          .startsWith("ZRX", "AAA", "BTC", "ETH");
      assertThat(session.followed()).hasSize(4);
    }
  }

  @Test
  void openInterestIsReadSlowlyAndSnapshotsStandForVenuesWithoutSockets() throws Exception {
    venue.sockets = false;
    server.answers(
        path ->
            Answer.ok(
                path.startsWith("/instruments")
                    ? TestServer.listing("BTC", "ETH")
                    : path.startsWith("/snapshot")
                        ? "mark BTC 7\nmark ETH 8\nmark XYZ 9"
                        : path.startsWith("/interest/")
                            ? "interest " + path.substring("/interest/".length()) + " 12"
                            : ""));
    SessionOptions options = SessionOptions.of(Set.of(Fact.MARK, Fact.OPEN_INTEREST), all -> true);
    try (VenueSession session = start(options, clock, FrameTap.NONE)) {
      seen.await(MarkPrice.class, mark -> mark.price().intValue() == 8);
      seen.await(OpenInterest.class, interest -> interest.id().equals(BTC));
      assertThat(server.asked).filteredOn(path -> path.startsWith("/interest")).hasSize(1);
      Instant before = clock.instant();
      server.every(2, () -> clock.move(Duration.ofSeconds(1)));
      seen.await(OpenInterest.class, interest -> interest.id().equals(TestVenue.id("ETH")));
      assertThat(clock.instant()).isAfter(before.plusSeconds(150));
      assertThat(seen.all(MarkPrice.class)).noneMatch(mark -> mark.price().intValue() == 9);
      assertThat(session.health().feeds()).isEmpty();
    }
  }

  @Test
  void aListThatShrinksAtOnceIsDoubtedBeforeItIsBelieved() throws Exception {
    String[] many = new String[20];
    for (int i = 0; i < many.length; i++) {
      many[i] = "C" + i;
    }
    AtomicInteger reads = new AtomicInteger();
    server.answers(
        path ->
            Answer.ok(
                path.startsWith("/instruments") && reads.incrementAndGet() != 2
                    ? TestServer.listing(many)
                    : path.startsWith("/instruments") ? TestServer.listing("C1") : ""));
    venue.instrumentsEvery = Duration.ofMillis(100);
    SessionOptions options = SessionOptions.of(Set.of(Fact.MARK), all -> true);
    try (VenueSession session = start(options, InstantSource.system(), FrameTap.NONE)) {
      server.awaitAsked("/instruments", 4);
      assertThat(seen.all(Listing.class)).hasSize(20);
      assertThat(session.followed()).hasSize(20);
    }
  }

  @Test
  void unreadableInstrumentsAreTriedAgainAndSaidSo() throws Exception {
    AtomicInteger reads = new AtomicInteger();
    server.answers(
        path ->
            path.startsWith("/instruments") && reads.incrementAndGet() <= 1
                ? Answer.of(404, Map.of())
                : Answer.ok(path.startsWith("/instruments") ? TestServer.listing("BTC") : ""));
    SessionOptions options = SessionOptions.of(Set.of(Fact.MARK), all -> true);
    try (VenueSession session = start(options, InstantSource.system(), FrameTap.NONE)) {
      seen.await(Listing.class, listing -> listing.id().equals(BTC));
      assertThat(session.health().rest().getFirst().statuses())
          .containsEntry("404", 1L)
          .containsEntry("200", 1L);
      FeedStatus dark = seen.awaitState(State.CLOSED);
      assertThat(dark.feed()).isEqualTo("instruments");
      assertThat(dark.reason())
          .startsWith("instruments not read (instruments refused")
          .contains("404");
      assertThat(seen.awaitState(State.RETIRED).feed()).isEqualTo("instruments");
    }
  }

  @Test
  void aFeedThatIsWantedNoLongerIsRetiredAndNotLost() throws Exception {
    AtomicReference<String> list = new AtomicReference<>("instrument BTC TRADING 8");
    server.answers(path -> Answer.ok(path.startsWith("/instruments") ? list.get() : ""));
    venue.instrumentsEvery = Duration.ofMillis(100);
    SessionOptions options = SessionOptions.of(Set.of(Fact.MARK), all -> true);
    try (VenueSession session = start(options, InstantSource.system(), FrameTap.NONE)) {
      server.peer().send("mark BTC 7");
      seen.awaitState(State.LIVE);
      list.set("instrument BTC DELISTED 8");
      assertThat(seen.awaitState(State.RETIRED).feed()).isEqualTo("stream");
      assertThat(session.health().feeds()).isEmpty();
    }
    assertThat(seen.states()).containsExactly(State.CONNECTED, State.LIVE, State.RETIRED);
  }

  @Test
  void everyFrameIsTappedAndLossesToo() throws Exception {
    server.lists("BTC");
    Taps taps = new Taps();
    SessionOptions options = SessionOptions.of(Set.of(Fact.MARK), all -> true);
    try (VenueSession session = start(options, InstantSource.system(), taps)) {
      Peer peer = server.peer();
      peer.send("mark BTC 1");
      seen.awaitState(State.LIVE);
      peer.socket.close();
      seen.awaitState(State.CLOSED);
      assertThat(List.copyOf(taps.seen))
          .containsExactly(
              "/instruments?page=1 instrument BTC TRADING 8", "stream mark BTC 1", "stream lost");
      assertThat(session.venue()).isEqualTo(TestVenue.ID);
    }
  }

  private Scan scan(InstantSource time) {
    return new Scan(venue, server.endpoint(), time, Identity.reviewed(), all -> true);
  }

  @Test
  void aScanReadsListAndSnapshotOnce() throws Exception {
    server.answers(
        path ->
            Answer.ok(
                switch (path) {
                  case "/instruments?page=1" -> "instrument BTC TRADING 8\nnext page=2";
                  case "/instruments?page=2" ->
                      "instrument ETH TRADING 4\ninstrument OLD DELISTED 8";
                  default -> "mark BTC 7\nmark ETH 8\nmark OLD 9";
                }));
    try (Scan scan = scan(InstantSource.system())) {
      Scan.Result result = scan.look(Duration.ofSeconds(TestServer.SECONDS));
      assertThat(result.problems()).isEmpty();
      assertThat(result.events())
          .extracting(MarketEvent::fact)
          .containsExactly(Fact.INSTRUMENT, Fact.INSTRUMENT, Fact.MARK, Fact.MARK);
    }
    assertThat(server.asked).hasSize(3);
  }

  @Test
  void aScanAsksForTheTouchesItWasToldTo() throws Exception {
    server.answers(
        path ->
            switch (path) {
              case "/instruments?page=1" ->
                  Answer.ok("instrument BTC TRADING 8\ninstrument ETH TRADING 4");
              case "/snapshot" -> Answer.ok("mark BTC 7\nmark ETH 8");
              case "/touch/BTC" -> Answer.ok("book BTC 1 - 6.9 2 7.1 3");
              default -> Answer.of(404, Map.of());
            });
    Duration timeout = Duration.ofSeconds(TestServer.SECONDS);
    try (Scan scan = scan(InstantSource.system())) {
      assertThat(scan.touches(List.of(TestVenue.id("BTC")), timeout).events())
          .as("nothing is listed yet")
          .isEmpty();
      scan.look(timeout);
      Scan.Result result =
          scan.touches(
              List.of(TestVenue.id("BTC"), TestVenue.id("ETH"), TestVenue.id("OLD")), timeout);
      Quote touch = (Quote) result.events().getFirst();
      assertThat(touch.id()).isEqualTo(TestVenue.id("BTC"));
      assertThat(touch.bid()).isEqualByComparingTo("6.9");
      assertThat(touch.askSize()).isEqualByComparingTo("3");
      assertThat(result.events()).hasSize(1);
      assertThat(result.problems()).hasSize(1);
      assertThat(result.problems().getFirst())
          .startsWith("1 of 2 touches not read (touch/ETH: ")
          .contains("404");
    }
  }

  @Test
  void aScanOfADeadVenueSaysWhyInTime() throws Exception {
    server.hangs();
    try (Scan scan = scan(clock)) {
      assertThat(scan.look(Duration.ofMillis(300)).problems())
          .containsExactly("not done within 300 ms (at the list of instruments)");
    }
    server.answers(path -> Answer.of(403, Map.of()));
    try (Scan scan = scan(clock)) {
      assertThat(scan.look(Duration.ofSeconds(20)).problems().getFirst())
          .contains("instruments not read")
          .contains("403");
    }
  }
}
