package dev.carry.venue.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carry.model.Fact;
import dev.carry.model.FeedStatus;
import dev.carry.model.FeedStatus.State;
import dev.carry.model.Instrument;
import dev.carry.model.Listing;
import dev.carry.model.MarkPrice;
import dev.carry.model.Trade;
import dev.carry.venue.Keepalive;
import dev.carry.venue.session.TestServer.Answer;
import dev.carry.venue.session.TestServer.Peer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class VenueSessionTest {
  private final TestVenue venue = new TestVenue();
  private final Collected seen = new Collected();
  private TestServer server;
  private Timing timing =
      new Timing(
          Duration.ofMillis(20),
          Duration.ofMillis(100),
          Duration.ofSeconds(5),
          Duration.ofMillis(300),
          Duration.ofSeconds(30),
          Duration.ofMillis(200),
          Duration.ofMillis(50),
          Duration.ofMillis(50),
          Duration.ofMillis(100),
          1,
          Duration.ofDays(1));

  @BeforeEach
  void serve() throws Exception {
    server = new TestServer();
    server.lists("BTC", "ETH");
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  private VenueSession start(Fact... facts) {
    SessionOptions options = SessionOptions.of(Set.of(facts), all -> true).timing(timing);
    VenueSession session =
        new VenueSession(
            venue, server.endpoint(), options, InstantSource.system(), seen, FrameTap.NONE);
    session.start();
    return session;
  }

  private static void marks(Peer peer) {
    peer.send("mark BTC 100.5");
    peer.send("mark ETH 10.5");
  }

  @Test
  void factsFlowAndTheFeedIsLiveOnceEveryPromiseIsMet() throws Exception {
    try (VenueSession session = start(Fact.MARK)) {
      Peer peer = server.peer();
      assertThat(peer.next()).isEqualTo("sub BTC,ETH");
      peer.send("ack");
      peer.send("mark BTC 100.5");
      seen.await(MarkPrice.class, mark -> mark.id().equals(TestVenue.id("BTC")));
      assertThat(seen.states()).containsExactly(State.CONNECTED);
      peer.send("mark ETH 10.5");
      FeedStatus live = seen.awaitState(State.LIVE);
      assertThat(live.feed()).isEqualTo("stream");
      assertThat(seen.all(Listing.class)).hasSize(2);
      SessionHealth health = session.health();
      assertThat(health.instruments()).isEqualTo(2);
      assertThat(health.feeds().getFirst().state()).isEqualTo(State.LIVE);
      assertThat(health.feeds().getFirst().facts()).isEqualTo(2);
      assertThat(health.clockAhead()).isBetween(Duration.ofSeconds(-2), Duration.ofSeconds(2));
      assertThat(health.budgetUsed()).isPositive();
      assertThat(health.failure()).isNull();
    }
  }

  @Test
  void aHoleInTheVenuesSequenceIsAGapAndTheFeedLivesOn() throws Exception {
    try (VenueSession session = start(Fact.MARK)) {
      Peer peer = server.peer();
      marks(peer);
      seen.awaitState(State.LIVE);
      int before = seen.size();
      peer.send("gap trades 41 to 43\nmark BTC 101");
      FeedStatus gap = seen.awaitState(State.GAP);
      assertThat(gap.reason()).isEqualTo("trades 41 to 43");
      seen.awaitState(State.LIVE, before);
      assertThat(seen.states()).endsWith(State.LIVE, State.GAP, State.LIVE);
      assertThat(session.health().feeds().getFirst().reconnects()).isZero();
    }
  }

  @Test
  void aLostConnectionIsToldAndOpenedAgain() throws Exception {
    try (VenueSession session = start(Fact.MARK)) {
      Peer first = server.peer();
      marks(first);
      seen.awaitState(State.LIVE);
      int before = seen.size();
      first.socket.close((short) 1012, "restarting");
      FeedStatus closed = seen.awaitState(State.CLOSED);
      assertThat(closed.reason()).contains("1012").contains("restarting");
      Peer second = server.peer();
      assertThat(second.next()).isEqualTo("sub BTC,ETH");
      marks(second);
      seen.awaitState(State.LIVE, before);
      assertThat(session.health().feeds().getFirst().reconnects()).isEqualTo(1);
    }
  }

  @Test
  void anAckedButSilentStreamIsStaleAndNamed() throws Exception {
    venue.quiet = Duration.ofMillis(300);
    try (VenueSession session = start(Fact.MARK)) {
      Peer peer = server.peer();
      peer.send("ack");
      server.every(50, () -> peer.send("mark BTC 100.5"));
      FeedStatus stale = seen.awaitState(State.STALE);
      assertThat(stale.reason()).contains("mark of test:ETH").contains("no first message");
      assertThat(seen.states()).doesNotContain(State.LIVE);
      assertThat(session.health().feeds().getFirst().state()).isEqualTo(State.STALE);
    }
  }

  @Test
  void restStandsInForASilentStreamUntilItSpeaksAgain() throws Exception {
    venue.quiet = Duration.ofMillis(300);
    AtomicReference<String> snapshot = new AtomicReference<>("mark BTC 1\nmark ETH 2");
    server.answers(
        path ->
            Answer.ok(
                path.startsWith("/instruments")
                    ? TestServer.listing("BTC", "ETH")
                    : path.startsWith("/snapshot") ? snapshot.get() : ""));
    try (VenueSession session = start(Fact.MARK)) {
      Peer peer = server.peer();
      marks(peer);
      seen.awaitState(State.LIVE);
      int before = seen.size();
      seen.awaitState(State.STALE, before);
      seen.await(MarkPrice.class, before, mark -> mark.price().intValue() == 2);
      seen.await(MarkPrice.class, before, mark -> mark.price().intValue() == 1);
      int stale = seen.size();
      marks(peer);
      seen.awaitState(State.LIVE, stale);
      assertThat(session.health().feeds().getFirst().reconnects()).isZero();
    }
  }

  @Test
  void heartbeatsAreRepliedToAndPingsAnswered() throws Exception {
    venue.keepalive = new Keepalive("ping", Duration.ofMillis(100), Duration.ofMinutes(1), null);
    try (VenueSession session = start(Fact.MARK)) {
      Peer peer = server.peer();
      assertThat(peer.next()).isEqualTo("sub BTC,ETH");
      assertThat(peer.next()).isEqualTo("ping");
      peer.send("beat 7");
      String next = peer.next();
      while (next.equals("ping")) {
        next = peer.next();
      }
      assertThat(next).isEqualTo("alive 7");
      peer.socket.writePing(io.vertx.core.buffer.Buffer.buffer("are you there"));
      assertThat(peer.pongs.poll(TestServer.SECONDS, java.util.concurrent.TimeUnit.SECONDS))
          .isEqualTo("are you there");
      assertThat(session.health().failure()).isNull();
    }
  }

  @Test
  void aConnectionWithoutAnyByteIsDead() throws Exception {
    venue.keepalive = new Keepalive(null, Duration.ofSeconds(20), Duration.ofMillis(300), null);
    try (VenueSession session = start(Fact.MARK)) {
      Peer first = server.peer();
      assertThat(seen.awaitState(State.CLOSED).reason()).contains("no byte");
      first.awaitClosed();
      server.peer();
      assertThat(session.health().failure()).isNull();
    }
  }

  @Test
  void rotationOpensTheReplacementFirstAndLosesAndDoublesNothing() throws Exception {
    try (VenueSession session = start(Fact.MARK, Fact.TRADE)) {
      Peer old = server.peer();
      marks(old);
      seen.awaitState(State.LIVE);
      old.send("trade BTC 1 100");
      old.send("closing");
      Peer next = server.peer();
      assertThat(next.next()).isEqualTo("sub BTC,ETH");
      assertThat(old.closed).isNotDone();
      for (int id = 2; id <= 20; id++) {
        old.send("trade BTC " + id + " 100");
        next.send("trade BTC " + id + " 100");
      }
      marks(next);
      old.awaitClosed();
      for (int id = 21; id <= 30; id++) {
        next.send("trade BTC " + id + " 100");
      }
      seen.await(Trade.class, trade -> "30".equals(trade.tradeId()));
      List<String> ids =
          seen.all(Trade.class).stream().map(trade -> String.valueOf(trade.tradeId())).toList();
      assertThat(ids).doesNotHaveDuplicates().hasSize(30);
      assertThat(seen.states()).doesNotContain(State.CLOSED);
      assertThat(session.health().feeds().getFirst().rotations()).isEqualTo(1);
    }
  }

  @Test
  void anOldConnectionIsReplacedAtTheEndOfItsLife() throws Exception {
    venue.keepalive =
        new Keepalive(null, Duration.ofSeconds(20), Duration.ofMinutes(1), Duration.ofMillis(400));
    server.greets(VenueSessionTest::marks);
    try (VenueSession session = start(Fact.MARK)) {
      server.peer().awaitClosed();
      server.peer().awaitClosed();
      assertThat(seen.states()).doesNotContain(State.CLOSED);
      assertThat(session.health().feeds().getFirst().rotations()).isPositive();
    }
  }

  @Test
  void newInstrumentsAreSubscribedAndVanishedOnesAreDelisted() throws Exception {
    venue.instrumentsEvery = Duration.ofMillis(200);
    server.greets(
        peer -> {
          marks(peer);
          peer.send("mark SOL 1");
        });
    try (VenueSession session = start(Fact.MARK)) {
      assertThat(server.peer().next()).isEqualTo("sub BTC,ETH");
      seen.awaitState(State.LIVE);
      server.lists("BTC", "ETH", "SOL");
      assertThat(server.peer().next()).isEqualTo("sub BTC,ETH,SOL");
      seen.await(Listing.class, listing -> listing.id().equals(TestVenue.id("SOL")));
      server.lists("BTC", "SOL");
      Listing gone =
          seen.await(
              Listing.class,
              listing -> listing.instrument().status() == Instrument.Status.DELISTED);
      assertThat(gone.id()).isEqualTo(TestVenue.id("ETH"));
      assertThat(server.peer().next()).isEqualTo("sub BTC,SOL");
      assertThat(seen.all(Listing.class)).hasSize(4);
      assertThat(seen.states()).doesNotContain(State.CLOSED);
      assertThat(session.health().failure()).isNull();
    }
  }

  @Test
  void aChangedFundingPeriodIsToldAndUnchangedListsAreNot() throws Exception {
    venue.instrumentsEvery = Duration.ofMillis(100);
    try (VenueSession session = start(Fact.MARK)) {
      server.peer();
      server.answers(
          path ->
              Answer.ok(
                  path.startsWith("/instruments")
                      ? "instrument BTC TRADING 4\ninstrument ETH TRADING 8"
                      : ""));
      Listing changed =
          seen.await(
              Listing.class,
              listing -> Duration.ofHours(4).equals(listing.instrument().fundingPeriod()));
      assertThat(changed.id()).isEqualTo(TestVenue.id("BTC"));
      assertThat(seen.all(Listing.class)).hasSize(3);
      assertThat(session.followed()).hasSize(2);
    }
  }

  @Test
  void whatTheListLeavesOutAndAFeedToldStillHolds() throws Exception {
    venue.instrumentsEvery = Duration.ofMillis(50);
    server.answers(
        path -> Answer.ok(path.startsWith("/instruments") ? "instrument BTC TRADING -" : ""));
    try (VenueSession session = start(Fact.MARK)) {
      Peer peer = server.peer();
      peer.send("instrument BTC TRADING 4");
      seen.await(
          Listing.class,
          listing -> Duration.ofHours(4).equals(listing.instrument().fundingPeriod()));
      int reads = server.asked.size();
      server.awaitAsked(reads + 3);
      assertThat(seen.all(Listing.class)).hasSize(2);
      assertThat(session.health().failure()).isNull();
    }
  }

  @Test
  void aReplacementTakesOverFromAConnectionThatIsToEndEvenIfItIsSilent() throws Exception {
    try (VenueSession session = start(Fact.MARK)) {
      Peer old = server.peer();
      marks(old);
      seen.awaitState(State.LIVE);
      old.send("closing");
      Peer next = server.peer();
      int before = seen.size();
      old.awaitClosed();
      seen.awaitState(State.CONNECTED, before);
      marks(next);
      seen.awaitState(State.LIVE, before);
      assertThat(seen.states()).doesNotContain(State.CLOSED);
      assertThat(session.health().feeds().getFirst().rotations()).isEqualTo(1);
    }
  }

  @Test
  void refusalsAndNoiseAreCountedAndACodecsFaultCostsOneFrame() throws Exception {
    try (VenueSession session = start(Fact.MARK)) {
      Peer peer = server.peer();
      peer.send("refused no such symbol XYZ");
      peer.send("noise");
      peer.send("nonsense");
      peer.send("boom");
      marks(peer);
      seen.awaitState(State.LIVE);
      SessionHealth.Feed feed = session.health().feeds().getFirst();
      assertThat(feed.refused()).containsEntry("refused no such symbol XYZ", 1L);
      assertThat(feed.ignored()).containsEntry("noise", 1L);
      assertThat(feed.rejected())
          .containsEntry("unknown word", 1L)
          .containsEntry("codec failed: IllegalStateException", 1L);
    }
  }

  @Test
  void onlyWantedInstrumentsAndFactsLeave() throws Exception {
    SessionOptions options =
        SessionOptions.of(Set.of(Fact.MARK), i -> i.base().equals("BTC")).timing(timing);
    try (VenueSession session =
        new VenueSession(
            venue, server.endpoint(), options, InstantSource.system(), seen, FrameTap.NONE)) {
      session.start();
      Peer peer = server.peer();
      assertThat(peer.next()).isEqualTo("sub BTC");
      peer.send("mark ETH 10.5");
      peer.send("trade BTC 1 100");
      peer.send("mark BTC 100.5");
      seen.await(MarkPrice.class, mark -> mark.id().equals(TestVenue.id("BTC")));
      assertThat(seen.all(MarkPrice.class)).hasSize(1);
      assertThat(seen.all(Trade.class)).isEmpty();
      assertThat(seen.all(Listing.class)).hasSize(1);
    }
  }

  /// Whoever ends a recording has not lost a connection.
  @Test
  void closingIsNoLoss() throws Exception {
    Taps taps = new Taps();
    SessionOptions options = SessionOptions.of(Set.of(Fact.MARK), all -> true).timing(timing);
    for (int i = 0; i < 20; i++) {
      try (VenueSession session =
          new VenueSession(venue, server.endpoint(), options, InstantSource.system(), seen, taps)) {
        session.start();
        Peer peer = server.peer();
        marks(peer);
        seen.await(FeedStatus.class, seen.size() - 1, s -> s.state() == State.LIVE);
      }
    }
    assertThat(taps.seen).isNotEmpty().noneMatch(tap -> tap.endsWith(Taps.LOST));
  }

  @Test
  void closingLeavesNoThreadBehind() throws Exception {
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    VenueSession session = start(Fact.MARK, Fact.FUNDING_SETTLED, Fact.OPEN_INTEREST);
    Peer peer = server.peer();
    marks(peer);
    seen.awaitState(State.LIVE);
    session.close();
    int after = seen.size();
    peer.awaitClosed();
    // Virtual threads are joined by the crew; what remains to be seen are platform threads.
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      String name = thread.getName();
      if (!before.contains(thread)
          && (name.startsWith("vert.x") || name.startsWith("HttpClient"))
          && !name.contains("acceptor")) {
        assertThat(thread.join(Duration.ofSeconds(10))).as(name + " ends").isTrue();
      }
    }
    assertThat(server.openPeers()).isZero();
    assertThat(seen.size()).isEqualTo(after);
  }
}
