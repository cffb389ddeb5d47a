package dev.carry.dashboard;

import dev.carry.model.Finding;
import dev.carry.model.FindingJson;
import dev.carry.model.JsonText;
import dev.carry.model.Step;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
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
  private final ReentrantLock lock = new ReentrantLock();
  private final Deque<Signal> ring = new ArrayDeque<>();

  /// Signals up to this number are forgotten.
  private long forgotten;

  private long newest;

  Signals(int most) {
    this.most = most;
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
  }

  /// The newest number; 0: none yet.
  long newest() {
    lock.lock();
    try {
      return newest;
    } finally {
      lock.unlock();
    }
  }

  /// What came after a signal.
  ///
  /// @param lost whether signals in between are forgotten, or the number is none of ours
  record Batch(boolean lost, List<Signal> signals) {}

  Batch after(long number, int limit) {
    lock.lock();
    try {
      boolean lost = number < forgotten || number > newest;
      long from = number > newest ? 0 : number;
      List<Signal> signals = new ArrayList<>();
      for (Signal signal : ring) {
        if (signal.number() > from && signals.size() < limit) {
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
