package dev.carry.dashboard;

import dev.carry.model.Finding;
import dev.carry.model.FindingJson;
import dev.carry.model.JsonText;
import dev.carry.model.Step;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/// The last findings in the order they were told, for those who resume. Written by the sink's
/// thread, read by the event loop.
///
/// A signal's number is the position of its input in the log times [#PER_STEP] plus its place among
/// that input's findings: it grows, and means the same after a restart on the same log.
final class Signals {
  static final long PER_STEP = 10_000;
  private final int most;
  private final Durability durability;
  private final ReentrantLock lock = new ReentrantLock();
  private final Deque<Signal> ring = new ArrayDeque<>();

  /// Signals up to this number are forgotten.
  private long forgotten;

  /// Taken, whether on the disk or not.
  private long newest;

  Signals(int most, Durability durability) {
    this.most = most;
    this.durability = durability;
    long before = durability.sequence();
    // what an earlier process told is not here: who resumes from it reads the lists again
    this.forgotten = before == 0 ? 0 : end(before) - 1;
    this.newest = forgotten;
  }

  record Signal(long number, Finding finding) {

    String event() {
      return switch (finding.head().status()) {
        case OPEN -> "opened";
        case UPDATED -> "updated";
        case CLOSED -> "closed";
      };
    }

    String text() {
      return "id: "
          + number
          + "\nevent: "
          + event()
          + "\ndata: "
          + FindingJson.write(finding)
          + "\n\n";
    }
  }

  void accept(Step step) {
    if (step.findings().isEmpty()) {
      return;
    }
    lock.lock();
    try {
      int place = 0;
      for (Finding finding : step.findings()) {
        newest = step.sequence() * PER_STEP + Math.min(place++, PER_STEP - 1);
        ring.addLast(new Signal(newest, finding));
        if (ring.size() > most) {
          forgotten = ring.removeFirst().number();
        }
      }
    } finally {
      lock.unlock();
    }
    durability.hurry();
  }

  /// The newest number whose cause is on the disk; 0: none yet.
  long newest() {
    long end = end(durability.sequence());
    lock.lock();
    try {
      Iterator<Signal> backwards = ring.descendingIterator();
      while (backwards.hasNext()) {
        long number = backwards.next().number();
        if (number < end) {
          return number;
        }
      }
      return forgotten;
    } finally {
      lock.unlock();
    }
  }

  /// The first number after those of a step.
  private static long end(long sequence) {
    return (sequence + 1) * PER_STEP;
  }

  /// What came after a signal, as far as it is on the disk.
  ///
  /// @param lost whether signals in between are forgotten, or the number is none of ours
  record Batch(boolean lost, List<Signal> signals) {}

  Batch after(long number, int limit) {
    long end = end(durability.sequence());
    lock.lock();
    try {
      boolean lost = number < forgotten || number > newest;
      long from = number > newest ? 0 : number;
      List<Signal> signals = new ArrayList<>();
      for (Signal signal : ring) {
        if (signal.number() > from && signal.number() < end && signals.size() < limit) {
          signals.add(signal);
        }
      }
      return new Batch(lost, signals);
    } finally {
      lock.unlock();
    }
  }

  /// Tells a reader that it has to look at the lists again: what it knew may be gone.
  static String reset(long asked) {
    return "event: reset\ndata: "
        + new JsonText()
            .put("after", asked)
            .put("because", "signals after this one are no longer kept; read the lists again")
            .end()
        + "\n\n";
  }
}
