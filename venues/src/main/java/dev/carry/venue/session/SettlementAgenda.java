package dev.carry.venue.session;

import dev.carry.model.Instrument;
import dev.carry.model.InstrumentId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// When to ask which instrument's settled funding: 5 s, 30 s, 2 min and 10 min after each
/// settlement, then ever more rarely until it has been seen, and at once from the last one known.
/// Time is a parameter. Thread-safe.
final class SettlementAgenda {
  static final List<Duration> AFTER =
      List.of(
          Duration.ofSeconds(5),
          Duration.ofSeconds(30),
          Duration.ofMinutes(2),
          Duration.ofMinutes(10));

  /// The last wait doubles from then on: a venue that is down for hours loses no settlement. So
  /// often, and it is years.
  private static final int DOUBLINGS = 20;

  /// Fewer are asked for one by one: the answer for all has several pages.
  private static final int LEAST_TOGETHER = 10;

  /// Venues stamp a settlement up to some seconds off the boundary.
  private static final Duration JITTER = Duration.ofMinutes(1);

  /// What to ask.
  ///
  /// @param from the history is asked from here on, inclusive
  record Due(InstrumentId id, Instant from) {}

  private static final class Line {
    private final InstrumentId id;
    private Instrument.Settles settles;
    private @Nullable Duration period;

    /// Up to here the history is complete.
    private Instant knownTo;

    /// The settlement that is being asked for; absent: only the past is.
    private @Nullable Instant boundary;

    private @Nullable Instant nextBoundary;

    /// Whether the next boundary is our guess: the venue's word replaces it.
    private boolean computed;

    private @Nullable Instant lastSeen;
    private int asked;
    private boolean pastKnown;
    private Instant nextAsk;

    private Line(Instrument instrument, Instant knownTo, Instant now) {
      this.id = instrument.id();
      this.settles = instrument.settles();
      this.period = instrument.fundingPeriod();
      this.knownTo = knownTo;
      this.nextAsk = now;
    }
  }

  private final Map<InstrumentId, Line> lines = new HashMap<>();
  private final Comparator<InstrumentId> firstServed;
  private final Function<InstrumentId, Optional<Instant>> lastSettled;
  private final Duration since;

  /// @param firstServed of those due, whom to ask for first
  /// @param lastSettled the newest settlement known from before
  /// @param since how far back to ask where none is known
  SettlementAgenda(
      Comparator<InstrumentId> firstServed,
      Function<InstrumentId, Optional<Instant>> lastSettled,
      Duration since) {
    this.firstServed = firstServed;
    this.lastSettled = lastSettled;
    this.since = since;
  }

  /// These instruments are followed now.
  synchronized void follow(Collection<Instrument> followed, Instant now) {
    Set<InstrumentId> ids = new HashSet<>();
    for (Instrument instrument : followed) {
      if (instrument.settles() == Instrument.Settles.NONE) {
        continue;
      }
      ids.add(instrument.id());
      Line line =
          lines.computeIfAbsent(
              instrument.id(),
              id ->
                  new Line(
                      instrument, lastSettled.apply(id).orElseGet(() -> now.minus(since)), now));
      line.settles = instrument.settles();
      line.period = instrument.fundingPeriod();
    }
    lines.keySet().retainAll(ids);
  }

  /// The venue said, at `now`, when an instrument settles next.
  synchronized void settlesAt(InstrumentId id, Instant at, Instant now) {
    Line line = lines.get(id);
    if (line == null || !at.isAfter(now)) {
      return;
    }
    advance(line, now);
    Instant before = line.nextBoundary;
    // A venue that moves on to a later settlement does not cancel the one it named before.
    if (before == null || line.computed || at.isBefore(before)) {
      line.nextBoundary = at;
      line.computed = false;
    }
  }

  /// A settlement was seen.
  ///
  /// @return false: an equal one was seen before
  synchronized boolean seen(InstrumentId id, Instant settledAt) {
    Line line = lines.get(id);
    if (line == null) {
      return true;
    }
    Instant last = line.lastSeen;
    boolean again = settledAt.equals(last);
    if (last == null || settledAt.isAfter(last)) {
      line.lastSeen = settledAt;
    }
    return !again;
  }

  /// The next to ask for; it counts as asked.
  synchronized @Nullable Due next(Instant now) {
    Line best = null;
    for (Line line : lines.values()) {
      advance(line, now);
      if (!now.isBefore(line.nextAsk)
          && (best == null || firstServed.compare(line.id, best.id) < 0)) {
        best = line;
      }
    }
    return best == null ? null : ask(best, now);
  }

  /// All that are due now, where they are enough to be asked for together; each counts as asked.
  ///
  /// @param recent whose history is missing from before it is left out
  /// @return none: they are too few
  synchronized List<Due> together(Instant now, Instant recent) {
    List<Line> due = new ArrayList<>();
    for (Line line : lines.values()) {
      advance(line, now);
      if (!now.isBefore(line.nextAsk) && !line.knownTo.isBefore(recent)) {
        due.add(line);
      }
    }
    return due.size() < LEAST_TOGETHER
        ? List.of()
        : due.stream().map(line -> ask(line, now)).toList();
  }

  private static Due ask(Line line, Instant now) {
    line.asked++;
    line.nextAsk = nextAsk(line, now);
    return new Due(line.id, line.knownTo.plusMillis(1));
  }

  /// What was asked for was read whole.
  synchronized void answered(InstrumentId id, Instant askedAt) {
    Line line = lines.get(id);
    if (line == null) {
      return;
    }
    line.pastKnown = true;
    Instant last = line.lastSeen;
    if (last != null && last.isAfter(line.knownTo) && !last.isAfter(askedAt)) {
      line.knownTo = last;
    }
    if (line.boundary == null || isSeen(line)) {
      rest(line);
    }
  }

  /// How many wait to be asked for at `now`.
  synchronized long waiting(Instant now) {
    return lines.values().stream().filter(line -> !now.isBefore(line.nextAsk)).count();
  }

  private void advance(Line line, Instant now) {
    Instant next = line.nextBoundary;
    if (next == null) {
      next = computed(line, now);
      line.nextBoundary = next;
      line.computed = true;
    }
    if (next != null && !now.isBefore(next)) {
      line.boundary = next;
      line.nextBoundary = null;
      line.asked = 0;
      line.nextAsk = next.plus(AFTER.getFirst());
    }
    if (line.pastKnown && line.boundary != null && isSeen(line)) {
      rest(line);
    }
  }

  /// Where the venue names no time: whole periods since the epoch, and whole hours where funding
  /// accrues by elapsed time.
  private static @Nullable Instant computed(Line line, Instant now) {
    Duration period =
        line.settles == Instrument.Settles.CONTINUOUS ? Duration.ofHours(1) : line.period;
    if (period == null) {
      return null;
    }
    long length = Math.max(1, period.toMillis());
    return Instant.ofEpochMilli((Math.floorDiv(now.toEpochMilli(), length) + 1) * length);
  }

  private static boolean isSeen(Line line) {
    return line.lastSeen != null
        && line.boundary != null
        && !line.lastSeen.isBefore(line.boundary.minus(JITTER));
  }

  private static Instant nextAsk(Line line, Instant now) {
    Instant boundary = line.boundary;
    int beyond = Math.min(line.asked - AFTER.size() + 1, DOUBLINGS);
    Duration after =
        beyond <= 0 ? AFTER.get(line.asked) : AFTER.getLast().multipliedBy(1L << beyond);
    Instant planned = (boundary == null ? now : boundary).plus(after);
    return planned.isBefore(now) ? now.plusSeconds(1) : planned;
  }

  private static void rest(Line line) {
    line.boundary = null;
    line.asked = 0;
    line.nextAsk = Instant.MAX;
  }
}
