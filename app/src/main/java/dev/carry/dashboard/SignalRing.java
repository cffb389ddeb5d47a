package dev.carry.dashboard;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/// The last signals in order, each with a number that grows. Read by the event loop.
interface SignalRing {

  /// The newest number whose cause is on the disk; 0: none yet.
  long newest();

  /// What came after a signal, as far as it is on the disk, the oldest first.
  Batch after(long number, int limit);

  /// Those of a ring with numbers above one and below another, the oldest first. Most who ask are
  /// nearly up to date, so it is looked at from its end.
  static List<Signal> after(Deque<Signal> ring, long from, long end, int limit) {
    Deque<Signal> found = new ArrayDeque<>();
    Iterator<Signal> backwards = ring.descendingIterator();
    while (backwards.hasNext()) {
      Signal signal = backwards.next();
      if (signal.number() <= from) {
        break;
      }
      if (signal.number() < end) {
        found.addFirst(signal);
      }
    }
    return found.stream().limit(limit).toList();
  }

  /// @param lost whether signals in between are forgotten, or the number is none of these
  record Batch(boolean lost, List<Signal> signals) {}
}
