package dev.carry.dashboard;

import dev.carry.model.Finding;
import dev.carry.model.Opportunity;
import dev.carry.model.Step;
import dev.carry.sink.Durability;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/// The last findings in the order they were told, for those who resume. Written by the sink's
/// thread, read by the event loop.
///
/// A signal's number is the position of its input in the log times [#PER_STEP] plus its place among
/// that input's findings: it grows, and means the same after a restart on the same log.
final class Signals implements SignalRing {
  static final long PER_STEP = 10_000;

  /// Opportunities of which the best net is remembered.
  private static final int MOST_OPEN = 50_000;

  private final int most;
  private final Durability durability;
  private final ReentrantLock lock = new ReentrantLock();
  private final Deque<Signal> ring = new ArrayDeque<>();

  /// The best net APR that an open opportunity was told with.
  private final Map<String, Double> best = new HashMap<>();

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

  void accept(Step step) {
    if (step.findings().isEmpty()) {
      return;
    }
    lock.lock();
    try {
      int place = 0;
      for (Finding finding : step.findings()) {
        newest = step.sequence() * PER_STEP + Math.min(place++, PER_STEP - 1);
        ring.addLast(signal(newest, finding));
        if (ring.size() > most) {
          forgotten = ring.removeFirst().number();
        }
      }
    } finally {
      lock.unlock();
    }
    durability.hurry();
  }

  private Signal signal(long number, Finding finding) {
    if (!(finding instanceof Opportunity opportunity)) {
      return new Signal(number, finding, Double.NaN, Double.NaN);
    }
    String id = finding.head().id();
    double before = best.getOrDefault(id, Double.NEGATIVE_INFINITY);
    double now = Math.max(before, opportunity.netApr());
    if (finding.head().status() == Finding.Status.CLOSED) {
      best.remove(id);
    } else if (best.size() < MOST_OPEN || best.containsKey(id)) {
      best.put(id, now);
    }
    return new Signal(number, finding, before, now);
  }

  @Override
  public long newest() {
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

  /// The newest, as far as they are on the disk, the newest first.
  Stream<Signal> latest(int limit) {
    long end = end(durability.sequence());
    lock.lock();
    try {
      List<Signal> found = new ArrayList<>();
      Iterator<Signal> backwards = ring.descendingIterator();
      while (backwards.hasNext() && found.size() < limit) {
        Signal signal = backwards.next();
        if (signal.number() < end) {
          found.add(signal);
        }
      }
      return found.stream();
    } finally {
      lock.unlock();
    }
  }

  /// The first number after those of a step.
  private static long end(long sequence) {
    return (sequence + 1) * PER_STEP;
  }

  @Override
  public Batch after(long number, int limit) {
    long end = end(durability.sequence());
    lock.lock();
    try {
      boolean lost = number < forgotten || number > newest;
      long from = number > newest ? 0 : number;
      return new Batch(lost, SignalRing.after(ring, from, end, limit));
    } finally {
      lock.unlock();
    }
  }
}
