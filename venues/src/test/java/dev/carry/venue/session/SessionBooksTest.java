package dev.carry.venue.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carry.model.Book;
import dev.carry.model.Fact;
import dev.carry.model.FeedStatus;
import dev.carry.model.FeedStatus.State;
import dev.carry.model.InstrumentId;
import dev.carry.venue.session.TestServer.Answer;
import dev.carry.venue.session.TestServer.Peer;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Order books over real sockets: only of who is wanted, whole when told, and read anew after a
/// hole.
@Timeout(60)
class SessionBooksTest {
  private static final InstrumentId BTC = TestVenue.id("BTC");

  private final TestVenue venue = new TestVenue();
  private final Collected seen = new Collected();
  private final Set<InstrumentId> wanted = ConcurrentHashMap.newKeySet();
  private TestServer server;

  @BeforeEach
  void serve() throws Exception {
    server = new TestServer();
    server.lists("BTC", "ETH");
    venue.sockets = false;
    wanted.add(BTC);
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  private VenueSession start() {
    SessionOptions options =
        SessionOptions.of(Set.of(Fact.BOOK), all -> true).deep(wanted::contains);
    VenueSession session =
        new VenueSession(
            venue, server.endpoint(), options, InstantSource.system(), seen, FrameTap.NONE);
    session.start();
    return session;
  }

  private void bookIs(String text) {
    server.answers(
        path -> Answer.ok(path.startsWith("/book/") ? text : TestServer.listing("BTC", "ETH")));
  }

  @Test
  void onlyTheBooksThatAreWantedAreAskedForAndToldWhole() throws Exception {
    try (VenueSession session = start()) {
      Peer peer = server.peer();
      assertThat(peer.next()).isEqualTo("books BTC");
      peer.send("book BTC 1 - 100 1 101 1");
      assertThat(seen.await(Book.class, any -> true).bids()).hasToString("[100 × 1]");
      peer.send("change BTC 2 1 99 2 101 0");
      Book merged = seen.await(Book.class, book -> book.bids().count() == 2);
      assertThat(merged.snapshot()).isTrue();
      assertThat(merged.asks()).hasToString("[]");
      assertThat(session.followed()).hasSize(2);
    }
  }

  @Test
  void aHoleVoidsTheBookAndReplacesTheConnectionThatBeginsBooks() throws Exception {
    try (VenueSession session = start()) {
      Peer first = server.peer();
      first.send("book BTC 1 - 100 1 101 1");
      seen.awaitState(State.LIVE);
      first.send("change BTC 9 8 99 2 101 0");
      FeedStatus gap = seen.awaitState(State.GAP);
      assertThat(gap.reason()).contains("a change after 8 came, known is 1");
      Peer second = server.peer();
      assertThat(second.next()).isEqualTo("books BTC");
      second.send("book BTC 20 - 98 3 102 4");
      assertThat(seen.await(Book.class, book -> book.bids().toString().contains("98")).asks())
          .hasToString("[102 × 4]");
      first.awaitClosed();
      assertThat(session.health().failure()).isNull();
    }
  }

  @Test
  void aBookThatBeginsByRestIsReadThereAndReadAgainAfterAHole() throws Exception {
    venue.booksByRest = true;
    try (VenueSession session = start()) {
      Peer peer = server.peer();
      bookIs("book BTC 5 - 100 1 101 1");
      peer.send("change BTC 6 5 99 2 101 7");
      Book merged = seen.await(Book.class, book -> book.bids().count() == 2);
      assertThat(merged.asks()).hasToString("[101 × 7]");
      bookIs("book BTC 9 - 90 1 91 1");
      peer.send("change BTC 9 8 99 2 101 7");
      seen.awaitState(State.GAP);
      assertThat(seen.await(Book.class, book -> book.asks().toString().contains("91")).bids())
          .hasToString("[90 × 1]");
      assertThat(session.health().feeds().getFirst().rotations()).isZero();
      assertThat(server.openPeers()).isEqualTo(1);
    }
  }
}
