package dev.carry.store;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Rows that wait for the disk, by the step they came of, and which steps were taken or missed. Up
/// to a limit: a disk that refuses for long must not cost the memory.
final class Intake {
  static final int MOST_ROWS_A_BATCH = 10_000;
  private static final int HURRY = MOST_ROWS_A_BATCH / 2;

  private final int most;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition work = lock.newCondition();

  // guarded by lock
  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private int rows;
  private long through;
  private long missedFrom = Long.MAX_VALUE;

  /// Whether what waits, waits for the log.
  private boolean heldBack;

  private boolean closed;

  private record Waiting(long sequence, List<StoredRow> rows) {}

  /// What is written at once.
  ///
  /// @param steps whose rows these are
  /// @param upTo every step up to this sequence is on the disk with it
  /// @param last whether nothing else may be written now
  record Batch(List<StoredRow> rows, int steps, long upTo, boolean last) {}

  /// Makes the rows of a step while the step is being taken, so that rows keep the steps' order.
  interface Maker {
    List<StoredRow> rows();
  }

  /// @param most rows that may wait
  /// @param through the last step taken before
  Intake(int most, long through) {
    this.most = most;
    this.through = through;
  }

  /// Takes a step in.
  ///
  /// @param refusal why the disk refuses, if it does
  /// @throws StoreException when too many rows wait already; the step is missed
  void take(long sequence, @Nullable String refusal, Maker maker) {
    lock.lock();
    try {
      requireOpen();
      if (rows >= most) {
        missedFrom = Math.min(missedFrom, sequence);
        throw new StoreException(
            most
                + " rows wait, no more are taken: "
                + (refusal == null ? "the store does not keep up" : refusal));
      }
      through = Math.max(through, sequence);
      List<StoredRow> made = maker.rows();
      if (!made.isEmpty()) {
        waiting.add(new Waiting(sequence, made));
        rows += made.size();
        if (rows >= HURRY) {
          work.signal();
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /// Does what must not happen beside a step being taken.
  void between(Runnable task) {
    lock.lock();
    try {
      requireOpen();
      task.run();
    } finally {
      lock.unlock();
    }
  }

  private void requireOpen() {
    if (closed) {
      throw new StoreException("the store is closed");
    }
  }

  /// Steps from a sequence on were not delivered: nothing from there on is acknowledged.
  void missed(long fromSequence) {
    lock.lock();
    try {
      missedFrom = Math.min(missedFrom, fromSequence);
    } finally {
      lock.unlock();
    }
  }

  /// The first step that was missed; absent: none.
  OptionalLong missedFrom() {
    lock.lock();
    try {
      return missedFrom == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(missedFrom);
    } finally {
      lock.unlock();
    }
  }

  /// The oldest rows that wait; they wait on until [#written].
  ///
  /// @param logged steps after this one are not in the log yet: a crash would lose what caused them
  Batch next(long logged) {
    lock.lock();
    try {
      List<StoredRow> batch = new ArrayList<>();
      int steps = 0;
      long upTo = Math.min(through, logged);
      boolean last = true;
      heldBack = false;
      long before = 0;
      for (Waiting step : waiting) {
        if (step.sequence > logged) {
          heldBack = true;
          break;
        }
        if (!batch.isEmpty() && batch.size() + step.rows.size() > MOST_ROWS_A_BATCH) {
          last = false;
          break;
        }
        batch.addAll(step.rows);
        before = step.sequence;
        steps++;
      }
      return new Batch(batch, steps, Math.min(last ? upTo : before, missedFrom - 1), last);
    } finally {
      lock.unlock();
    }
  }

  /// The rows of a batch are on the disk.
  void written(Batch batch) {
    lock.lock();
    try {
      for (int i = 0; i < batch.steps; i++) {
        rows -= waiting.remove().rows.size();
      }
    } finally {
      lock.unlock();
    }
  }

  /// Waits until it is time to write, or, unless disk or log holds it back, much waits.
  ///
  /// @return false when closed
  boolean await(Duration atMost, boolean refused) {
    long wait = atMost.toNanos();
    lock.lock();
    try {
      while (!closed && wait > 0 && (refused || heldBack || rows < HURRY)) {
        wait = work.awaitNanos(wait);
      }
      return !closed;
    } catch (InterruptedException e) {
      return false;
    } finally {
      lock.unlock();
    }
  }

  /// Takes nothing more in.
  ///
  /// @return false when it was closed already
  boolean close() {
    lock.lock();
    try {
      boolean first = !closed;
      closed = true;
      work.signalAll();
      return first;
    } finally {
      lock.unlock();
    }
  }
}
