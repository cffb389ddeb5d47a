package dev.carry.venue.session;

import dev.carry.model.Book;
import dev.carry.model.Instrument;
import dev.carry.model.InstrumentId;
import dev.carry.model.Listing;
import dev.carry.model.MarketEvent;
import dev.carry.model.Quote;
import dev.carry.model.VenueId;
import dev.carry.venue.Identity;
import dev.carry.venue.RestCall;
import dev.carry.venue.Touch;
import dev.carry.venue.VenueDescriptor;
import dev.carry.venue.session.Budget.Urgency;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/// Looks at a venue over REST: what it lists and what all of it pays and costs now, then, where the
/// venue tells the touch of all in no call, the touch of a few. One look at a time.
public final class Scan implements AutoCloseable {
  private final Desk desk;

  /// What was listed and is wanted.
  private List<Instrument> listed = List.of();

  /// Of whom the touch was asked for: a snapshot tells less of it.
  private Set<InstrumentId> touched = Set.of();

  private List<RestCall> touches = List.of();

  /// What was seen.
  ///
  /// @param events listings first, then the facts of the snapshot
  /// @param problems why it is not all, in words; empty: it is all
  public record Result(List<MarketEvent> events, List<String> problems) {
    public Result {
      events = List.copyOf(events);
      problems = List.copyOf(problems);
    }
  }

  /// @param identity which asset each listing is of
  /// @param wanted the instruments wanted
  public Scan(
      VenueDescriptor venue,
      Endpoint endpoint,
      InstantSource clock,
      Identity identity,
      Predicate<Instrument> wanted) {
    desk =
        new Desk(
            venue,
            endpoint,
            SessionOptions.of(Set.of(), wanted).identity(identity).unlogged(),
            clock,
            input -> {},
            FrameTap.NONE);
  }

  public VenueId venue() {
    return desk.id();
  }

  /// What is listed, and what it pays now; blocks until it is done or the time is over.
  ///
  /// @param timeout real time; what was seen by then is returned
  public Result look(Duration timeout) throws InterruptedException {
    return within(timeout, this::look);
  }

  /// The same without what takes a call for each instrument: those that are wanted are then asked
  /// for by [#touches].
  public Result lookFirst(Duration timeout) throws InterruptedException {
    return within(timeout, this::lookFirst);
  }

  /// What the instruments of [#look] pay by now; blocks until it is done or the time is over.
  ///
  /// @param timeout real time; what was seen by then is returned
  public Result again(Duration timeout) throws InterruptedException {
    return within(timeout, desk.venue.tellsOneByOne() ? this::askTouches : this::snapshot);
  }

  /// The touches of instruments that were listed in [#look]; blocks until it is done or the time
  /// is over. Those that the venue's snapshot carries are not asked for.
  ///
  /// @param of the most wanted first
  /// @param timeout real time; what was seen by then is returned
  public Result touches(List<InstrumentId> of, Duration timeout) throws InterruptedException {
    touched = Set.copyOf(of);
    touches = of.stream().map(this::touch).flatMap(Optional::stream).toList();
    return within(timeout, this::askTouches);
  }

  private Optional<RestCall> touch(InstrumentId id) {
    Instrument instrument = desk.instruments.find(id);
    return instrument == null ? Optional.empty() : desk.venue.touch(instrument);
  }

  @Override
  public void close() {
    desk.close();
  }

  /// What is seen while a look lasts: written by one thread, read by another when its time is over.
  private static final class Seen {
    private final List<MarketEvent> events = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private String step = "";

    synchronized void step(String now) {
      step = now;
    }

    synchronized void notDoneWithin(Duration timeout) {
      problems.add("not done within " + Words.of(timeout) + Words.said(step));
    }

    synchronized void add(MarketEvent event) {
      events.add(event);
    }

    synchronized void problem(String why) {
      problems.add(why);
    }

    synchronized Result result() {
      return new Result(events, problems);
    }
  }

  @FunctionalInterface
  private interface Look {
    void into(Seen seen) throws InterruptedException;
  }

  private Result within(Duration timeout, Look look) throws InterruptedException {
    Seen seen = new Seen();
    CountDownLatch done = new CountDownLatch(1);
    try (Crew crew =
        new Crew(
            "scan " + venue(),
            (task, failure) -> {
              seen.problem("a fault of ours: " + failure);
              done.countDown();
            })) {
      crew.fork(
          "look",
          () -> {
            look.into(seen);
            done.countDown();
          });
      if (!done.await(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
        seen.notDoneWithin(timeout);
      }
      return seen.result();
    }
  }

  private void look(Seen seen) throws InterruptedException {
    if (list(seen)) {
      snapshot(seen);
    }
  }

  private void lookFirst(Seen seen) throws InterruptedException {
    if (list(seen) && !desk.venue.tellsOneByOne()) {
      snapshot(seen);
    }
  }

  /// Whether the list could be read.
  private boolean list(Seen seen) throws InterruptedException {
    Map<InstrumentId, Listing> found = new TreeMap<>();
    seen.step("at the list of instruments");
    if (!Roll.readInto(desk, desk.instruments, found)) {
      seen.problem("instruments not read" + desk.meter.failing());
      return false;
    }
    List<Instrument> wanted = new ArrayList<>();
    for (Listing listing : found.values()) {
      Instrument instrument = listing.instrument();
      if (instrument.status() != Instrument.Status.DELISTED
          && desk.options.wanted().test(instrument)) {
        wanted.add(instrument);
        seen.add(listing);
      }
    }
    desk.follow(wanted);
    listed = List.copyOf(wanted);
    return true;
  }

  private void snapshot(Seen seen) throws InterruptedException {
    Pages pages = desk.pages();
    for (RestCall call : desk.venue.snapshot(listed)) {
      seen.step("at " + call.stream());
      Pages.Read read = pages.read(call, Urgency.NOW);
      for (MarketEvent event : read.events()) {
        boolean less = event instanceof Quote && touched.contains(event.id());
        if (desk.isFollowed(event.id()) && !less && isNews(event)) {
          seen.add(event);
        }
      }
      String failure = read.failure();
      if (failure != null) {
        seen.problem(call.stream() + ": " + failure);
      }
    }
  }

  /// A snapshot may list the instruments once more.
  private boolean isNews(MarketEvent event) {
    if (!(event instanceof Listing listing)) {
      return true;
    }
    boolean known = listing.instrument().equals(desk.instruments.find(listing.id()));
    desk.instruments.put(listing.instrument());
    return !known;
  }

  private void askTouches(Seen seen) throws InterruptedException {
    List<RestCall> calls = touches;
    Pages pages = desk.pages();
    int missed = 0;
    String because = "";
    int asked = 0;
    for (RestCall call : calls) {
      seen.step("at touch " + ++asked + " of " + calls.size() + ", the most apart first");
      Pages.Read read = pages.read(call, Urgency.NOW);
      for (MarketEvent event : read.events()) {
        if (event instanceof Book book) {
          seen.add(Touch.of(book));
        } else if (event instanceof Quote) {
          seen.add(event);
        }
      }
      String failure = read.failure();
      if (failure != null) {
        missed++;
        because = call.stream() + ": " + failure;
      }
    }
    if (missed > 0) {
      seen.problem(missed + " of " + calls.size() + " touches not read (" + because + ")");
    }
  }
}
