package dev.carry.venue.session;

import dev.carry.model.FeedStatus.State;
import dev.carry.model.MarketEvent;
import dev.carry.venue.Decoded;
import dev.carry.venue.Frame;
import dev.carry.venue.Keepalive;
import dev.carry.venue.SocketPlan;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One open socket from its opening to its end: says hello, keeps it alive, decodes, and watches
/// that what was promised arrives. Runs on one thread; others may look and ask it to retire.
final class Connection {
  /// How often silence is looked at.
  private static final Duration CHECKS = Duration.ofMillis(100);

  /// A silence of everything that says nothing yet.
  private static final Duration MUTE = Duration.ofSeconds(15);

  /// How often an order book that changes is told.
  private static final Duration BOOKS = Duration.ofSeconds(1);

  /// Longer than this in the sink: the silence is ours.
  private static final long BLOCKED_NANOS = Duration.ofSeconds(1).toNanos();

  private final Desk desk;
  private final Feed feed;
  private final SocketPlan plan;
  private final WireSocket socket;
  private final InstantSource clock;
  private final Intake intake;
  private final Outgoing outgoing;
  private final Watchdog watchdog;
  private final Instant openedAt;
  private final OrderBooks books;

  /// Order books that came by REST, for this connection's thread to take.
  private final Queue<Decoded.Depth> begun = new ConcurrentLinkedQueue<>();

  private Instant nextKeepalive;
  private Instant nextCheck;
  private boolean helloSaid;

  private volatile State state = State.CONNECTED;
  private volatile String reason = "";
  private volatile Instant since;
  private volatile List<Watchdog.Silence> silences = List.of();
  private volatile @Nullable String replaceBecause;
  private volatile boolean closingSoon;
  private volatile boolean retired;
  private volatile @Nullable String endedBecause;
  private volatile boolean stopped;

  Connection(Desk desk, Feed feed, SocketPlan plan, WireSocket socket, Intake intake) {
    this.desk = desk;
    this.feed = feed;
    this.plan = plan;
    this.socket = socket;
    this.clock = desk.clock;
    this.intake = intake;
    this.openedAt = clock.instant();
    this.since = openedAt;
    this.outgoing = new Outgoing(desk.venue.limits().betweenMessages(), plan.hello());
    Timing timing = desk.options.timing();
    this.watchdog =
        new Watchdog(
            plan.promises().stream()
                .map(
                    promise ->
                        new SocketPlan.Promise(
                            promise.fact(), promise.id(), timing.silence(promise.quiet())))
                .toList(),
            timing.firstMessage(),
            timing.silence(MUTE),
            openedAt);
    this.nextKeepalive = openedAt.plus(desk.venue.keepalive().every());
    this.nextCheck = openedAt;
    Consumer<Decoded.Depth> begins = begun::add;
    this.books = new OrderBooks(desk.venue, id -> desk.bookStarts.ask(id, begins));
  }

  SocketPlan plan() {
    return plan;
  }

  Instant openedAt() {
    return openedAt;
  }

  State state() {
    return state;
  }

  String reason() {
    return reason;
  }

  Instant since() {
    return since;
  }

  /// The promised streams that are silent now.
  List<Watchdog.Silence> silences() {
    return silences;
  }

  /// Why it should be replaced before it ends; absent: it need not.
  @Nullable String replaceBecause() {
    return replaceBecause;
  }

  /// Whether the venue announced its end.
  boolean isClosingSoon() {
    return closingSoon;
  }

  /// Why it ended; absent: it has not.
  @Nullable String endedBecause() {
    return endedBecause;
  }

  /// Whether it ended with the session, and not by itself.
  boolean isStopped() {
    return stopped;
  }

  long pauses() {
    return socket.pauses();
  }

  /// Asks it to hand on what has arrived and to close.
  void retire() {
    retired = true;
  }

  /// Reads until the socket is lost, the connection is retired or the thread is interrupted.
  void run() throws InterruptedException {
    String why = "closed by us";
    try (socket) {
      read();
    } catch (WireFailure e) {
      why = e.words();
    } catch (InterruptedException e) {
      stopped = true;
      throw e;
    } catch (RuntimeException e) {
      desk.log.error("connection " + plan.name() + " failed", e);
      why = "a fault of ours: " + e;
    } finally {
      intake.reset();
      endedBecause = why;
      feed.signal();
    }
  }

  private void read() throws InterruptedException {
    while (true) {
      Instant now = clock.instant();
      send(now);
      WireSocket.Message message = socket.receive(outgoing.wait(now, Pause.SLICE));
      if (message == null) {
        if (retired) {
          return;
        }
        check(clock.instant(), true);
        continue;
      }
      long start = System.nanoTime();
      take(message);
      if (System.nanoTime() - start > BLOCKED_NANOS) {
        watchdog.excuse(clock.instant());
      }
      // While messages wait, time is theirs: what waits here is not silent.
      check(message.at(), false);
    }
  }

  private void send(Instant now) {
    Keepalive keepalive = desk.venue.keepalive();
    String ping = keepalive.text();
    if (ping != null && !now.isBefore(nextKeepalive)) {
      outgoing.text(ping);
      nextKeepalive = now.plus(keepalive.every());
    }
    for (String text = outgoing.due(now); text != null; text = outgoing.due(now)) {
      socket.send(text);
    }
    if (!helloSaid && outgoing.isEmpty()) {
      helloSaid = true;
      watchdog.excuse(now);
    }
  }

  private void take(WireSocket.Message message) throws InterruptedException {
    Instant at = message.at();
    Frame frame = Frame.of(desk.id(), plan.name(), at, message.bytes());
    desk.tap.frame(frame);
    switch (intake.decode(frame)) {
      case Decoded.Facts facts -> {
        String gap = facts.gap();
        if (gap != null) {
          desk.log.warn(plan.name() + " gap", Words.line(gap));
          become(State.GAP, gap, at);
        }
        List<MarketEvent> events = facts.events();
        feed.meter().message(at, events.size());
        for (int i = 0; i < events.size(); i++) {
          MarketEvent event = events.get(i);
          watchdog.heard(event, at);
          feed.deliver(this, event);
        }
      }
      case Decoded.Depth depth -> {
        feed.meter().message(at, 1);
        watchdog.heard(depth.book(), at);
        book(depth, at);
      }
      case Decoded.Control control -> {
        feed.meter().message(at, 0);
        control(control);
      }
      case Decoded.Unusable unusable -> feed.meter().message(at, 0);
    }
  }

  private void book(Decoded.Depth depth, Instant at) throws InterruptedException {
    String wrong = books.take(depth);
    if (wrong != null) {
      desk.log.warn(plan.name() + " gap", Words.line(wrong));
      become(State.GAP, wrong, at);
      if (!desk.bookStarts.serves(depth.book().id()) && replaceBecause == null) {
        replaceBecause = wrong; // the venue sends the book whole at the beginning only
      }
    }
  }

  private void tellBooks(Instant now) throws InterruptedException {
    for (Decoded.Depth depth = begun.poll(); depth != null; depth = begun.poll()) {
      book(depth, now);
    }
    books.tell(now, desk.options.timing().silence(BOOKS), book -> feed.deliver(this, book));
  }

  private void control(Decoded.Control control) {
    String reply = control.reply();
    if (reply != null && !outgoing.reply(reply)) {
      desk.log.warn(plan.name() + " reply dropped", "more replies are asked for than allowed");
    }
    switch (control.what()) {
      case REFUSED -> feed.refused(control.detail());
      case CLOSING_SOON -> {
        closingSoon = true;
        replaceBecause = "the venue closes it soon" + Words.said(control.detail());
      }
      case NOTICE -> desk.log.info(plan.name() + " notice", Words.line(control.detail()));
      case ACK, HEARTBEAT -> {}
    }
  }

  private void check(Instant now, boolean quiet) throws InterruptedException {
    if (now.isBefore(nextCheck)) {
      return;
    }
    nextCheck = now.plus(CHECKS);
    tellBooks(now);
    Keepalive keepalive = desk.venue.keepalive();
    if (quiet) {
      Duration idle = Duration.between(socket.lastByteAt(), now);
      if (idle.compareTo(desk.options.timing().silence(keepalive.idle())) > 0) {
        throw new WireFailure("no byte for " + Words.of(idle) + ": the connection is dead");
      }
    }
    Duration lifetime = keepalive.lifetime();
    if (lifetime != null && now.isAfter(openedAt.plus(lifetime)) && replaceBecause == null) {
      replaceBecause = "it is " + Words.of(lifetime) + " old";
    }
    if (!helloSaid) {
      return;
    }
    silences = watchdog.silent(now, desk::mayBeSilent);
    Duration mute = silences.isEmpty() ? watchdog.mute(now) : null;
    if (mute != null) {
      silences = watchdog.all();
    }
    if (!silences.isEmpty()) {
      String why =
          mute == null
              ? Watchdog.words(silences, now)
              : "nothing of the market for " + Words.of(mute) + ", longer than ever before";
      become(State.STALE, why, now);
      Duration patience = desk.options.timing().stalePatience();
      if (now.isAfter(since.plus(patience)) && replaceBecause == null) {
        replaceBecause = reason;
      }
    } else if (watchdog.allSpoke(desk::mayBeSilent)) {
      become(State.LIVE, "", now);
    }
  }

  private void become(State next, String why, Instant now) throws InterruptedException {
    if (state != next) {
      reason = why;
      since = now;
      state = next;
      feed.changed(this);
    }
  }
}
