package dev.carry.venue.session;

import dev.carry.model.Instrument;
import dev.carry.model.InstrumentId;
import dev.carry.model.Listing;
import dev.carry.model.MarketEvent;
import dev.carry.venue.Identity;
import dev.carry.venue.RestCall;
import dev.carry.venue.VenueDescriptor;
import dev.carry.venue.session.Budget.Urgency;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/// One look at a venue over REST: what it lists, and what every perpetual pays now.
public final class Scan {
  private Scan() {}

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

  /// Looks once; blocks until it is done or the time is over.
  ///
  /// @param identity which asset each listing is of
  /// @param wanted the instruments wanted
  /// @param timeout real time; what was seen by then is returned
  public static Result read(
      VenueDescriptor venue,
      Endpoint endpoint,
      InstantSource clock,
      Identity identity,
      Predicate<Instrument> wanted,
      Duration timeout)
      throws InterruptedException {
    List<MarketEvent> events = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    CountDownLatch done = new CountDownLatch(1);
    Desk desk =
        new Desk(
            venue,
            endpoint,
            SessionOptions.of(Set.of(), wanted).identity(identity).unlogged(),
            clock,
            input -> {},
            FrameTap.NONE);
    try (desk;
        Crew crew =
            new Crew(
                "scan " + venue.id(),
                (task, failure) -> {
                  add(problems, "a fault of ours: " + failure);
                  done.countDown();
                })) {
      crew.fork(
          "look",
          () -> {
            look(desk, events, problems);
            done.countDown();
          });
      if (!done.await(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
        add(problems, "not done within " + Words.of(timeout));
      }
    }
    synchronized (problems) {
      return new Result(events, problems);
    }
  }

  private static void look(Desk desk, List<MarketEvent> events, List<String> problems)
      throws InterruptedException {
    Map<InstrumentId, Listing> found = new TreeMap<>();
    if (!Roll.readInto(desk, desk.instruments, found)) {
      add(problems, "instruments not read" + failures(desk));
      return;
    }
    List<Instrument> wanted = new ArrayList<>();
    for (Listing listing : found.values()) {
      Instrument instrument = listing.instrument();
      if (instrument.status() != Instrument.Status.DELISTED
          && desk.options.wanted().test(instrument)) {
        wanted.add(instrument);
        add(problems, events, listing);
      }
    }
    desk.follow(wanted);
    Pages pages = desk.pages();
    for (RestCall call : desk.venue.snapshot(wanted)) {
      Pages.Read read = pages.read(call, Urgency.NOW);
      for (MarketEvent event : read.events()) {
        if (desk.isFollowed(event.id()) && isNews(desk, event)) {
          add(problems, events, event);
        }
      }
      String failure = read.failure();
      if (failure != null) {
        add(problems, call.stream() + ": " + failure);
      }
    }
  }

  /// A snapshot may list the instruments once more.
  private static boolean isNews(Desk desk, MarketEvent event) {
    if (!(event instanceof Listing listing)) {
      return true;
    }
    boolean known = listing.instrument().equals(desk.instruments.find(listing.id()));
    desk.instruments.put(listing.instrument());
    return !known;
  }

  private static String failures(Desk desk) {
    for (SessionHealth.Rest rest : desk.meter.health()) {
      String failure = rest.lastFailure();
      if (failure != null) {
        return " (" + rest.stream() + " " + failure + ")";
      }
    }
    return "";
  }

  private static void add(List<String> problems, String problem) {
    synchronized (problems) {
      problems.add(problem);
    }
  }

  private static void add(List<String> lock, List<MarketEvent> events, MarketEvent event) {
    synchronized (lock) {
      events.add(event);
    }
  }
}
