package dev.carry.venue.session;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How much may be asked of a venue: weight within a sliding window, corrected upwards by what the
/// venue says was used, and closed while it wants to be left alone. Time is a parameter.
/// Thread-safe.
///
/// The window slides because a venue's own windows begin when it likes: what fits into every
/// sliding window fits into all of them.
final class Budget {
  private static final int SLOTS = 30;
  private static final Duration LONGEST_SLOWDOWN = Duration.ofMinutes(10);

  /// How much of the budget a call may use up: what matters less leaves room for what matters
  /// more.
  enum Urgency {
    /// Instruments, and what stands in for a silent socket.
    NOW(0.9),
    /// Settled funding.
    SOON(0.7),
    /// Open interest and the like.
    SLOW(0.4);

    private final double share;

    Urgency(double share) {
      this.share = share;
    }
  }

  /// What may be asked now.
  ///
  /// @param used weight used within the window
  /// @param limit weight the venue allows within it
  /// @param closedUntil nothing is asked before; absent: open
  /// @param banned whether it is closed by a ban
  record State(int used, int limit, @Nullable Instant closedUntil, boolean banned) {}

  private final int limit;
  private final Duration slot;
  private final long[] slotOf = new long[SLOTS + 1];
  private final int[] weightIn = new int[SLOTS + 1];
  private int inFlight;
  private int slowdowns;
  private Instant closedUntil = Instant.MIN;
  private boolean banned;

  /// @param limit weight allowed within the window
  Budget(int limit, Duration window) {
    if (limit <= 0 || !window.isPositive()) {
      throw new IllegalArgumentException("a budget of " + limit + " within " + window);
    }
    this.limit = limit;
    this.slot = Duration.ofNanos(Math.max(1, window.toNanos() / SLOTS));
  }

  /// Takes the weight if there is room now.
  ///
  /// @return `now` when it was taken, else the instant to ask again
  synchronized Instant take(Instant now, int weight, Urgency urgency) {
    if (now.isBefore(closedUntil)) {
      return closedUntil;
    }
    int room = (int) Math.max(1, Math.floor(limit * urgency.share));
    int used = used(now);
    // A call above its whole share goes alone, or it would never go.
    if (used == 0 || used + weight <= room) {
      add(now, weight);
      inFlight += weight;
      return now;
    }
    return whenUsedIsAtMost(now, Math.max(0, room - weight));
  }

  /// The call taken came to an end.
  void ended(int weight) {
    ended(weight, Instant.MIN, null);
  }

  /// The call taken came to an end, and the venue said what is used within its window.
  ///
  /// @param said the venue's count, this call included; absent: it said none
  synchronized void ended(int weight, Instant now, @Nullable Integer said) {
    inFlight = Math.max(0, inFlight - weight);
    if (said != null) {
      int missing = said - used(now);
      if (missing > 0) {
        add(now, missing);
      }
    }
  }

  /// A call went well: the next slow-down is a first one again.
  synchronized void well(Instant now) {
    if (!now.isBefore(closedUntil)) {
      slowdowns = 0;
      banned = false;
    }
  }

  /// The venue wants fewer calls.
  ///
  /// @param retryAfter how long it wants to be left alone; absent: it did not say, and each time
  ///     in a row doubles our own choice
  /// @return until when nothing is asked
  synchronized Instant slowDown(Instant now, @Nullable Duration retryAfter) {
    Duration wait = retryAfter;
    if (wait == null) {
      wait = Duration.ofSeconds(2).multipliedBy(1L << Math.min(slowdowns, 10));
    }
    slowdowns++;
    close(
        now, wait.compareTo(LONGEST_SLOWDOWN) > 0 && retryAfter == null ? LONGEST_SLOWDOWN : wait);
    return closedUntil;
  }

  /// The venue shut us out.
  ///
  /// @return until when nothing is asked
  synchronized Instant ban(Instant now, Duration away) {
    banned = true;
    close(now, away);
    return closedUntil;
  }

  synchronized State state(Instant now) {
    boolean closed = now.isBefore(closedUntil);
    return new State(used(now), limit, closed ? closedUntil : null, closed && banned);
  }

  int limit() {
    return limit;
  }

  private void close(Instant now, Duration wait) {
    Instant until = now.plus(wait);
    if (until.isAfter(closedUntil)) {
      closedUntil = until;
    }
  }

  private long slotAt(Instant now) {
    return Math.floorDiv(
        now.getEpochSecond() * 1_000_000_000L + now.getNano(), Math.max(1, slot.toNanos()));
  }

  /// Weight within the window that ends now; the slot that is only partly within counts whole.
  private int used(Instant now) {
    long current = slotAt(now);
    int sum = 0;
    for (int i = 0; i < slotOf.length; i++) {
      if (slotOf[i] >= current - SLOTS) {
        sum += weightIn[i];
      }
    }
    return Math.max(sum, inFlight);
  }

  private void add(Instant now, int weight) {
    long current = slotAt(now);
    int index = (int) Math.floorMod(current, (long) slotOf.length);
    if (slotOf[index] != current) {
      slotOf[index] = current;
      weightIn[index] = 0;
    }
    weightIn[index] += weight;
  }

  private Instant whenUsedIsAtMost(Instant now, int most) {
    Instant at = now;
    for (int i = 0; i <= SLOTS; i++) {
      at = startOfSlot(slotAt(at) + 1);
      if (used(at) <= most) {
        return at;
      }
    }
    // Calls in flight hold the room: ask again when one may have ended.
    return now.plus(slot);
  }

  private Instant startOfSlot(long number) {
    long nanos = number * slot.toNanos();
    return Instant.ofEpochSecond(
        Math.floorDiv(nanos, 1_000_000_000L), Math.floorMod(nanos, 1_000_000_000L));
  }
}
