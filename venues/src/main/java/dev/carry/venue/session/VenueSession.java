package dev.carry.venue.session;

import dev.carry.model.Fact;
import dev.carry.model.FeedStatus;
import dev.carry.model.Instrument;
import dev.carry.model.VenueId;
import dev.carry.venue.SocketPlan;
import dev.carry.venue.VenueDescriptor;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// One venue, connected: reads its instruments, keeps its sockets, polls what no socket carries,
/// and sends out facts and the feeds' state, from [#start()] until [#close()]. Thread-safe.
public final class VenueSession implements AutoCloseable {
  private static final int MOST_FEEDS = 200;

  /// Order books of one venue at a time.
  private static final int MOST_BOOKS = 60;

  /// How often it is asked whose order books are wanted.
  private static final Duration BOOKS_EVERY = Duration.ofSeconds(10);

  private final Desk desk;
  private final Crew crew;
  private final Roll roll;
  private final SettlementAgenda agenda;
  private final Map<String, Feed> feeds = new ConcurrentHashMap<>();
  private volatile List<Instrument> deep = List.of();
  private volatile @Nullable String failure;

  /// Whether it was told that the list was never read.
  private boolean isDark;

  /// @param endpoint where the venue is reached
  /// @param clock receive times, deadlines and waits follow it; best one that is never set back
  /// @param sink takes facts and feed states; may block
  /// @param tap sees every frame
  public VenueSession(
      VenueDescriptor venue,
      Endpoint endpoint,
      SessionOptions options,
      InstantSource clock,
      MarketSink sink,
      FrameTap tap) {
    this.desk = new Desk(venue, endpoint, options, clock, sink, tap);
    this.crew = new Crew(venue.id().id(), this::failed);
    this.roll = new Roll(desk);
    this.agenda =
        new SettlementAgenda(
            options.firstServed(), options.lastSettled(), options.timing().settledSince());
    desk.watchSettlements(event -> SettledPoller.heard(agenda, event));
  }

  public VenueId venue() {
    return desk.id();
  }

  /// Begins to connect; returns at once.
  public void start() {
    crew.fork("instruments", this::run);
  }

  /// The instruments followed now, in the order they came.
  public List<Instrument> followed() {
    return roll.followed();
  }

  private void run() throws InterruptedException {
    Timing timing = desk.options.timing();
    Backoff backoff =
        new Backoff(timing.reconnectFirst(), timing.reconnectMost(), Duration.ZERO, new Random());
    boolean polling = false;
    while (true) {
      boolean read = roll.read();
      tellOfRoll(read);
      if (read) {
        agenda.follow(roll.followed(), desk.clock.instant());
        plan();
        if (!polling) {
          polling = true;
          poll();
        }
        backoff.reset();
      }
      Pause.of(desk.clock, read ? desk.venue.instrumentsEvery() : backoff.next());
    }
  }

  /// A venue whose list was never read has no connections that could tell of it.
  private void tellOfRoll(boolean read) throws InterruptedException {
    boolean dark = !read && roll.readAt() == null;
    if (dark != isDark) {
      isDark = dark;
      desk.status(
          new FeedStatus(
              desk.id(),
              "instruments",
              dark ? FeedStatus.State.CLOSED : FeedStatus.State.RETIRED,
              dark ? "instruments not read" + desk.meter.failing() : "",
              desk.clock.instant()));
    }
  }

  private void poll() {
    SnapshotPoller snapshots = new SnapshotPoller(desk, feeds::values, roll::followed);
    crew.fork("snapshots", snapshots::run);
    crew.fork("settled", new SettledPoller(desk, agenda)::run);
    crew.fork("order books", this::followBooks);
    crew.fork("order books by REST", desk.bookStarts::run);
    crew.fork("open interest", new InterestPoller(desk, roll::followed)::run);
  }

  /// Opens, changes and closes connections until they are those the descriptor plans now.
  private synchronized void plan() throws InterruptedException {
    Set<Fact> facts = EnumSet.noneOf(Fact.class);
    facts.addAll(desk.options.facts());
    facts.retainAll(desk.venue.offers());
    boolean books = facts.remove(Fact.BOOK);
    List<SocketPlan> plans = new ArrayList<>(desk.venue.sockets(roll.followed(), facts));
    if (books) {
      plans.addAll(desk.venue.books(deep));
    }
    if (plans.size() > MOST_FEEDS) {
      throw new IllegalStateException(
          desk.id() + " plans " + plans.size() + " connections; at most " + MOST_FEEDS);
    }
    Set<String> names = plans.stream().map(SocketPlan::name).collect(Collectors.toSet());
    if (names.size() != plans.size()) {
      throw new IllegalStateException(desk.id() + " plans two connections of one name: " + names);
    }
    for (SocketPlan plan : plans) {
      Feed known = feeds.get(plan.name());
      if (known == null) {
        Feed feed = new Feed(desk, crew, plan);
        feeds.put(plan.name(), feed);
        crew.fork("feed " + plan.name(), feed::run);
      } else if (!known.plan().equals(plan)) {
        known.replan(plan);
      }
    }
    for (String name : List.copyOf(feeds.keySet())) {
      Feed feed = names.contains(name) ? null : feeds.remove(name);
      if (feed != null) {
        feed.retire();
      }
    }
  }

  /// Order books follow what is wanted of them, which changes by the minute.
  private void followBooks() throws InterruptedException {
    while (desk.options.facts().contains(Fact.BOOK)) {
      List<Instrument> wanted =
          roll.followed().stream()
              .filter(instrument -> desk.options.deep().test(instrument.id()))
              .sorted((a, b) -> a.id().compareTo(b.id()))
              .limit(MOST_BOOKS)
              .toList();
      if (!wanted.equals(deep)) {
        deep = wanted;
        plan();
      }
      Pause.of(desk.clock, desk.options.timing().silence(BOOKS_EVERY));
    }
  }

  private void failed(String task, Throwable cause) {
    desk.log.error(task + " failed", cause);
    failure = task + ": " + cause;
    try {
      desk.status(
          new FeedStatus(
              desk.id(),
              task,
              FeedStatus.State.CLOSED,
              "a fault of ours: " + cause,
              desk.clock.instant()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// How the session is now.
  public SessionHealth health() {
    Instant now = desk.clock.instant();
    Budget.State budget = desk.rest.budget();
    Collection<Feed> all = feeds.values();
    return new SessionHealth(
        desk.id(),
        now,
        roll.followed().size(),
        roll.readAt(),
        all.stream()
            .map(feed -> feed.health(now))
            .sorted((a, b) -> a.name().compareTo(b.name()))
            .toList(),
        desk.meter.health(),
        budget.used(),
        budget.limit(),
        budget.closedUntil(),
        budget.banned(),
        desk.skew.ahead().orElse(null),
        desk.skew.delay().orElse(null),
        failure);
  }

  /// Interrupts and joins all threads, closes all sockets. Nothing is delivered afterwards.
  @Override
  public void close() {
    try {
      crew.close();
    } finally {
      desk.close();
    }
  }
}
