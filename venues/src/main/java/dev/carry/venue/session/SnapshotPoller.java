package dev.carry.venue.session;

import dev.carry.model.Fact;
import dev.carry.model.Instrument;
import dev.carry.model.MarketEvent;
import dev.carry.venue.RestCall;
import dev.carry.venue.SocketPlan;
import dev.carry.venue.session.Budget.Urgency;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// Asks the venue's snapshot by REST: often, for what a silent or lost connection owes; now and
/// then, for facts that no socket carries. One thread.
final class SnapshotPoller {
  /// What a snapshot can show.
  private static final Set<Fact> SHOWN =
      EnumSet.of(
          Fact.FUNDING_ESTIMATE,
          Fact.MARK,
          Fact.INDEX,
          Fact.PREMIUM_INDEX,
          Fact.QUOTE,
          Fact.OPEN_INTEREST,
          Fact.VOLUME,
          Fact.OPTION);

  /// So often a snapshot may fail to show a fact before it is no longer asked for it.
  private static final int FRUITLESS = 3;

  private final Desk desk;
  private final Supplier<Collection<Feed>> feeds;
  private final Supplier<List<Instrument>> followed;
  private final Pages pages;
  private final Set<Fact> neverShown = EnumSet.noneOf(Fact.class);
  private int fruitless;

  SnapshotPoller(Desk desk, Supplier<Collection<Feed>> feeds, Supplier<List<Instrument>> followed) {
    this.desk = desk;
    this.feeds = feeds;
    this.followed = followed;
    this.pages = desk.pages();
  }

  void run() throws InterruptedException {
    Timing timing = desk.options.timing();
    Instant start = desk.clock.instant();
    Instant lastAt = Instant.MIN;
    while (true) {
      Instant now = desk.clock.instant();
      List<Predicate<MarketEvent>> missing = missing(now);
      Set<Fact> uncarried =
          now.isBefore(start.plus(timing.firstMessage())) && !feeds.get().isEmpty()
              ? Set.of()
              : uncarried();
      Duration every = missing.isEmpty() ? timing.snapshotEvery() : timing.standInEvery();
      boolean due = lastAt.equals(Instant.MIN) || !now.isBefore(lastAt.plus(every));
      if (!due || (missing.isEmpty() && uncarried.isEmpty())) {
        Thread.sleep(Pause.SLICE);
        continue;
      }
      lastAt = now;
      poll(missing, uncarried);
    }
  }

  private List<Predicate<MarketEvent>> missing(Instant now) {
    List<Predicate<MarketEvent>> missing = new ArrayList<>();
    for (Feed feed : feeds.get()) {
      Predicate<MarketEvent> of = feed.missing(now);
      if (of != null) {
        missing.add(of);
      }
    }
    return missing;
  }

  /// Facts wanted and offered that no socket promises or ever brought.
  private Set<Fact> uncarried() {
    Set<Fact> facts = EnumSet.noneOf(Fact.class);
    facts.addAll(desk.options.facts());
    facts.retainAll(SHOWN);
    facts.retainAll(desk.venue.offers());
    facts.removeAll(neverShown);
    facts.removeIf(desk::isOnSockets);
    for (Feed feed : feeds.get()) {
      for (SocketPlan.Promise promise : feed.plan().promises()) {
        facts.remove(promise.fact());
      }
    }
    return facts;
  }

  private void poll(List<Predicate<MarketEvent>> missing, Set<Fact> uncarried)
      throws InterruptedException {
    Set<Fact> shown = EnumSet.noneOf(Fact.class);
    boolean whole = true;
    for (RestCall call : desk.venue.snapshot(followed.get())) {
      Pages.Read read = pages.read(call, Urgency.NOW);
      whole &= read.failure() == null;
      for (MarketEvent event : read.events()) {
        shown.add(event.fact());
        if (uncarried.contains(event.fact())
            || missing.stream().anyMatch(owed -> owed.test(event))) {
          desk.deliver(event);
        }
      }
    }
    Set<Fact> unseen = EnumSet.noneOf(Fact.class);
    unseen.addAll(uncarried);
    unseen.removeAll(shown);
    if (whole && !unseen.isEmpty() && ++fruitless >= FRUITLESS) {
      neverShown.addAll(unseen);
      fruitless = 0;
    }
  }
}
