package dev.carry.venue.session;

import dev.carry.model.FeedStatus;
import dev.carry.model.FeedStatus.State;
import dev.carry.model.Listing;
import dev.carry.model.MarketEvent;
import dev.carry.venue.SocketPlan;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// One planned connection, kept open: opened again when it is lost, replaced without a gap when it
/// grows old, its plan changes, the venue announces its end or its streams fall silent.
///
/// ```
///   old connection  ═══════════════════╗ both deliver; what must not double is let out once
///   replacement             ══════════╩═══════► in charge once its promises are met
/// ```
final class Feed {
  private static final Duration AFTERGLOW = Duration.ofSeconds(30);

  /// Two connections that bring the same.
  private record Handover(Overlap overlap, Connection newer) {}

  private final Desk desk;
  private final Crew crew;
  private final InstantSource clock;
  private final String name;
  private final FeedMeter meter = new FeedMeter();
  private final Backoff backoff;
  private final Backoff replacing;

  private final Semaphore wake = new Semaphore(0);
  private final ReentrantLock telling = new ReentrantLock();

  private volatile SocketPlan plan;
  private volatile boolean retired;
  private volatile @Nullable Connection current;
  private volatile @Nullable Handover handover;
  private Instant handoverUntil = Instant.MIN;

  private volatile @Nullable FeedStatus last;
  private final AtomicLong reconnects = new AtomicLong();
  private final AtomicLong rotations = new AtomicLong();
  private final AtomicLong pausesBefore = new AtomicLong();
  private final Instant startedAt;

  Feed(Desk desk, Crew crew, SocketPlan plan) {
    this.desk = desk;
    this.crew = crew;
    this.clock = desk.clock;
    this.name = plan.name();
    this.plan = plan;
    this.startedAt = clock.instant();
    Timing timing = desk.options.timing();
    this.backoff =
        new Backoff(
            timing.reconnectFirst(), timing.reconnectMost(), timing.healthy(), new Random());
    this.replacing =
        new Backoff(
            timing.stalePatience(),
            timing.stalePatience().multipliedBy(20),
            timing.healthy(),
            new Random());
  }

  FeedMeter meter() {
    return meter;
  }

  SocketPlan plan() {
    return plan;
  }

  /// From now on this is planned; a connection that follows another plan is replaced.
  void replan(SocketPlan next) {
    plan = next;
    signal();
  }

  /// Closes the connection and ends.
  void retire() throws InterruptedException {
    retired = true;
    tell(State.RETIRED, "");
    signal();
  }

  /// Something changed: the feed's own thread looks at it.
  void signal() {
    if (wake.availablePermits() == 0) {
      wake.release();
    }
  }

  /// Keeps the connection open until the feed is retired or the thread is interrupted.
  void run() throws InterruptedException {
    while (!retired) {
      SocketPlan planned = plan;
      Connection opened;
      try {
        opened = open(planned);
      } catch (WireFailure e) {
        desk.log.warn(name + " not opened", e.words());
        tell(State.CLOSED, e.words());
        Pause.of(clock, backoff.next());
        continue;
      }
      Connection ended = tend(opened);
      if (ended.isStopped()) {
        return; // with the session: nothing was lost
      }
      pausesBefore.addAndGet(ended.pauses());
      String why = ended.endedBecause();
      Instant now = clock.instant();
      desk.tap.lost(desk.id(), name, now);
      tell(State.CLOSED, why == null ? "" : why);
      if (!retired) {
        desk.log.info(
            name + " lost", why + " after " + Words.of(Duration.between(ended.openedAt(), now)));
        reconnects.incrementAndGet();
        backoff.worked(ended.openedAt(), now);
        Pause.of(clock, backoff.next());
      }
    }
  }

  /// @return the connection that ended last
  private Connection tend(Connection first) throws InterruptedException {
    current = first;
    tell(State.CONNECTED, "");
    start(first);
    Connection now = first;
    Instant nextReplacement = Instant.MIN;
    while (now.endedBecause() == null) {
      if (retired) {
        now.retire();
      }
      await();
      if (handover != null && clock.instant().isAfter(handoverUntil)) {
        handover = null;
      }
      if (now.state() == State.LIVE) {
        replacing.worked(now.since(), clock.instant());
      }
      String why = whyReplace(now);
      if (why == null || retired || clock.instant().isBefore(nextReplacement)) {
        continue;
      }
      boolean stale = now.state() == State.STALE;
      Connection next = replace(now, why);
      if (next != null) {
        now = next;
      }
      if (next == null || stale || next.state() != State.LIVE) {
        nextReplacement = clock.instant().plus(replacing.span());
        replacing.next();
      }
    }
    current = null;
    handover = null;
    return now;
  }

  private @Nullable String whyReplace(Connection connection) {
    return connection.plan().equals(plan) ? connection.replaceBecause() : "what is wanted changed";
  }

  /// Opens the replacement, lets both run until it can take over, then retires the old one.
  ///
  /// @return the connection now in charge; absent: still the old one
  private @Nullable Connection replace(Connection old, String why) throws InterruptedException {
    SocketPlan planned = plan;
    Connection next;
    try {
      next = open(planned);
    } catch (WireFailure e) {
      desk.log.warn(name + " replacement not opened", e.words());
      return null;
    }
    handover = new Handover(new Overlap(), next);
    handoverUntil = Instant.MAX;
    start(next);
    Timing timing = desk.options.timing();
    Duration hello = desk.venue.limits().betweenMessages().multipliedBy(planned.hello().size());
    Instant deadline = clock.instant().plus(timing.firstMessage().multipliedBy(2)).plus(hello);
    while (next.state() != State.LIVE
        && next.endedBecause() == null
        && old.endedBecause() == null
        && clock.instant().isBefore(deadline)) {
      await();
    }
    boolean oldIsDone =
        old.state() != State.LIVE || old.isClosingSoon() || !old.plan().equals(plan);
    boolean better = next.endedBecause() == null && (next.state() == State.LIVE || oldIsDone);
    if (!better && old.endedBecause() == null) {
      desk.log.warn(
          name + " replacement given up",
          next.endedBecause() == null ? next.reason() : String.valueOf(next.endedBecause()));
      end(next);
      handover = null;
      return null;
    }
    desk.log.info(name + " replaced", why);
    end(old);
    pausesBefore.addAndGet(old.pauses());
    current = next;
    // What the old one brought last, the new one may still be bringing.
    handoverUntil = clock.instant().plus(AFTERGLOW);
    rotations.incrementAndGet();
    changed(next);
    return next;
  }

  private void end(Connection connection) throws InterruptedException {
    connection.retire();
    while (connection.endedBecause() == null) {
      await();
    }
  }

  private void start(Connection connection) {
    crew.fork("connection " + name, connection::run);
  }

  private Connection open(SocketPlan planned) throws InterruptedException {
    while (true) {
      Instant now = clock.instant();
      Instant at = desk.connects.take(now, 1, Budget.Urgency.NOW);
      if (at.equals(now)) {
        desk.connects.ended(1);
        break;
      }
      Pause.until(clock, at);
    }
    WireSocket socket = desk.wire.open(desk.endpoint.socketAddress(planned.path()));
    Intake intake =
        new Intake(desk.codec(desk.instruments), meter.ignored, meter.rejected, desk.log);
    return new Connection(desk, this, planned, socket, intake);
  }

  private void await() throws InterruptedException {
    if (wake.tryAcquire(Pause.SLICE.toNanos(), TimeUnit.NANOSECONDS)) {
      wake.drainPermits();
    }
  }

  /// A fact arrived on one of the feed's connections.
  void deliver(Connection from, MarketEvent event) throws InterruptedException {
    Handover both = handover;
    if (both != null
        && !event.conflatable()
        && !(event instanceof Listing)
        && !both.overlap().admit(event, from == both.newer())) {
      return;
    }
    if (desk.deliver(event)) {
      desk.onSocket(event.fact());
      desk.skew.heard(event, event.receivedAt());
    }
  }

  void refused(String detail) {
    meter.refused.add(Words.line(detail));
    desk.log.warn(name + " subscription refused", Words.line(detail));
  }

  /// A connection became live or stale.
  void changed(Connection connection) throws InterruptedException {
    if (connection == current) {
      tell(connection.state(), connection.reason());
    }
    signal();
  }

  private void tell(State state, String why) throws InterruptedException {
    telling.lockInterruptibly();
    try {
      FeedStatus before = last;
      if (before != null && (before.state() == state || before.state() == State.RETIRED)) {
        return;
      }
      FeedStatus status = new FeedStatus(desk.id(), name, state, why, clock.instant());
      last = status;
      desk.status(status);
    } finally {
      telling.unlock();
    }
  }

  /// Which facts REST should stand in for now; absent: none, the feed is well.
  @Nullable Predicate<MarketEvent> missing(Instant now) {
    FeedStatus status = last;
    if (status != null && status.state() == State.LIVE) {
      return null;
    }
    Connection connection = current;
    if (connection != null && connection.state() == State.STALE) {
      List<Watchdog.Silence> silences = connection.silences();
      return event -> silences.stream().anyMatch(silence -> covers(silence.promise(), event));
    }
    Instant since = status == null ? startedAt : status.receivedAt();
    if (now.isBefore(since.plus(desk.options.timing().standIn()))) {
      return null;
    }
    List<SocketPlan.Promise> promises = plan.promises();
    return event -> promises.stream().anyMatch(promise -> covers(promise, event));
  }

  private static boolean covers(SocketPlan.Promise promise, MarketEvent event) {
    return promise.fact() == event.fact()
        && (promise.id() == null || event.id().equals(promise.id()));
  }

  SessionHealth.Feed health(Instant now) {
    FeedStatus status = last;
    Instant message = meter.lastMessageAt();
    Connection connection = current;
    return new SessionHealth.Feed(
        name,
        status == null ? null : status.state(),
        status == null ? "" : status.reason(),
        status == null ? null : status.receivedAt(),
        message == null ? null : Duration.between(message, now),
        meter.messages.perSecond(now),
        meter.facts.perSecond(now),
        meter.messages.total(),
        meter.facts.total(),
        reconnects.get(),
        rotations.get(),
        pausesBefore.get() + (connection == null ? 0 : connection.pauses()),
        meter.ignored.counts(),
        meter.rejected.counts(),
        meter.refused.counts());
  }
}
