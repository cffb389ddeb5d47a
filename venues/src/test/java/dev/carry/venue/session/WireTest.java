package dev.carry.venue.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carry.model.Fact;
import dev.carry.model.Input;
import dev.carry.model.Trade;
import dev.carry.venue.session.TestServer.Peer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WireTest {
  private static final Bounds SMALL =
      new Bounds(
          64,
          1 << 20,
          1 << 20,
          1 << 20,
          5,
          0,
          Duration.ofSeconds(5),
          Duration.ofSeconds(5),
          Duration.ofSeconds(5));
  private static final Duration LONG = Duration.ofSeconds(TestServer.SECONDS);

  private TestServer server;

  @BeforeEach
  void serve() throws Exception {
    server = new TestServer();
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  private static String text(WireSocket socket) throws InterruptedException {
    WireSocket.Message message = socket.receive(LONG);
    if (message == null) {
      throw new AssertionError("nothing arrived");
    }
    return new String(message.bytes(), StandardCharsets.UTF_8);
  }

  @Test
  void whatTheVenueSendsAtOnceIsHeard() throws Exception {
    server.greets(peer -> peer.send("hello"));
    try (Wire wire = new Wire(InstantSource.system(), SMALL);
        WireSocket socket = wire.open(server.endpoint().socketAddress("/x"))) {
      assertThat(text(socket)).isEqualTo("hello");
      assertThat(socket.receive(Duration.ofMillis(1))).isNull();
    }
  }

  @Test
  void messagesInPartsArriveWhole() throws Exception {
    try (Wire wire = new Wire(InstantSource.system(), SMALL);
        WireSocket socket = wire.open(server.endpoint().socketAddress("/x"))) {
      Peer peer = server.peer();
      peer.socket.writeFrame(io.vertx.core.http.WebSocketFrame.textFrame("one ", false));
      peer.socket.writeFrame(
          io.vertx.core.http.WebSocketFrame.continuationFrame(
              io.vertx.core.buffer.Buffer.buffer("two"), true));
      assertThat(text(socket)).isEqualTo("one two");
    }
  }

  @Test
  void whatArrivedBeforeTheCloseIsHandedOutAndThenTheReasonIsTold() throws Exception {
    try (Wire wire = new Wire(InstantSource.system(), SMALL);
        WireSocket socket = wire.open(server.endpoint().socketAddress("/x"))) {
      Peer peer = server.peer();
      peer.send("last");
      peer.socket.close((short) 4_001, "maintenance");
      peer.awaitClosed();
      assertThat(text(socket)).isEqualTo("last");
      assertThatThrownBy(() -> socket.receive(LONG))
          .isInstanceOf(WireFailure.class)
          .hasMessage("closed by the venue with code 4001 (maintenance)");
    }
  }

  @Test
  void aSocketNobodyOffersFailsWithWords() throws Exception {
    try (Wire wire = new Wire(InstantSource.system(), SMALL)) {
      Endpoint nobody = Endpoint.of("http://127.0.0.1:1", "ws://127.0.0.1:1");
      assertThatThrownBy(() -> wire.open(nobody.socketAddress("/x")))
          .isInstanceOf(WireFailure.class)
          .hasMessageContaining("did not open at 127.0.0.1");
      Endpoint nowhere = Endpoint.of("http://nowhere.invalid", "ws://nowhere.invalid");
      assertThatThrownBy(() -> wire.open(nowhere.socketAddress("/x")))
          .hasMessage("host nowhere.invalid is not known: check network and DNS");
    }
  }

  @Test
  void aBlockedSinkSlowsTheVenueDownAndLosesNothing() throws Exception {
    server.lists("BTC");
    TestVenue venue = new TestVenue();
    venue.promises = false;
    Semaphore room = new Semaphore(0);
    AtomicInteger trades = new AtomicInteger();
    AtomicReference<String> last = new AtomicReference<>("");
    CountDownLatch all = new CountDownLatch(1);
    int sent = 60_000;
    MarketSink sink =
        (Input input) -> {
          if (input instanceof Trade trade) {
            room.acquire();
            last.set(String.valueOf(trade.tradeId()));
            if (trades.incrementAndGet() == sent) {
              all.countDown();
            }
          }
        };
    SessionOptions options = SessionOptions.of(Set.of(Fact.TRADE), any -> true).bounds(SMALL);
    try (VenueSession session =
        new VenueSession(
            venue, server.endpoint(), options, InstantSource.system(), sink, FrameTap.NONE)) {
      session.start();
      Peer peer = server.peer();
      AtomicInteger next = new AtomicInteger();
      SplittableRandom random = new SplittableRandom(1);
      CountDownLatch full = new CountDownLatch(1);
      // Sends as fast as the connection takes it, and notices when it takes no more.
      Runnable pump =
          () -> {
            while (next.get() < sent && !peer.socket.writeQueueFull()) {
              peer.send("trade BTC " + next.incrementAndGet() + " 100." + noise(random));
            }
            if (next.get() < sent) {
              full.countDown();
            }
          };
      peer.socket.drainHandler(drained -> pump.run());
      server.every(5, pump);
      assertThat(full.await(TestServer.SECONDS, TimeUnit.SECONDS)).isTrue();
      assertThat(trades.get()).isZero();
      SessionHealth.Feed feed = session.health().feeds().getFirst();
      assertThat(feed.pauses()).isPositive();
      assertThat(feed.messages()).as("read before the sink had room").isLessThan(3);
      room.release(sent);
      assertThat(all.await(TestServer.SECONDS, TimeUnit.SECONDS))
          .as("%d of %d arrived, the last is %s", trades.get(), sent, last.get())
          .isTrue();
      assertThat(last.get()).isEqualTo(Integer.toString(sent));
    }
  }

  /// Digits that do not compress away, so that kernel buffers fill.
  private static String noise(SplittableRandom random) {
    StringBuilder digits = new StringBuilder(220);
    for (int i = 0; i < 12; i++) {
      digits.append(random.nextLong(Long.MAX_VALUE));
    }
    return digits.toString();
  }

  @Test
  void aBlockedSinkDoesNotKeepTheSessionFromClosing() throws Exception {
    server.lists("BTC");
    CountDownLatch blocked = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    MarketSink sink =
        input -> {
          if (input instanceof Trade) {
            blocked.countDown();
            never.await();
          }
        };
    VenueSession session =
        new VenueSession(
            new TestVenue(),
            server.endpoint(),
            SessionOptions.of(Set.of(Fact.TRADE), any -> true),
            InstantSource.system(),
            sink,
            FrameTap.NONE);
    session.start();
    server.peer().send("trade BTC 1 100");
    assertThat(blocked.await(TestServer.SECONDS, TimeUnit.SECONDS)).isTrue();
    session.close();
    assertThat(session.health().failure()).isNull();
  }
}
