package dev.carry.journal;

import dev.carry.model.Command;
import dev.carry.model.FeedStatus;
import dev.carry.model.FundingSettled;
import dev.carry.model.Input;
import dev.carry.model.Liquidation;
import dev.carry.model.Listing;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Writes the input log. [#append] only encodes; a thread of the log's own compresses, writes and
/// forces to the disk, so that a slow disk does not stall the engine until [#BLOCKS] blocks wait.
///
/// One thread appends. Once writing fails, every later call fails with the same reason: an engine
/// whose truth is not kept must not go on.
public final class InputLogWriter implements AutoCloseable {
  /// Blocks being filled or waiting for the disk; when all are, `append` waits.
  private static final int BLOCKS = 8;

  private static final long NEVER = Long.MAX_VALUE;

  private final InputLogSettings settings;
  private final SegmentFiles files;
  private final Thread thread;
  private final List<Runnable> told = new CopyOnWriteArrayList<>();

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition work = lock.newCondition();
  private final Condition changed = lock.newCondition();

  // guarded by lock
  private InputEncoder current = new InputEncoder();
  private final Deque<InputEncoder> full = new ArrayDeque<>();
  private final Deque<InputEncoder> free = new ArrayDeque<>();
  private long next;
  private long durable;
  private boolean closing;
  private @Nullable JournalException failure;

  /// When what was appended must be on the disk, in `System.nanoTime`.
  private long due;

  /// Whether something waits for [#due].
  private boolean dueSet;

  private InputLogWriter(SegmentFiles files, InputLogSettings settings) {
    this.settings = settings;
    this.files = files;
    this.next = files.nextSequence();
    this.durable = next - 1;
    for (int i = 1; i < BLOCKS; i++) {
      free.add(new InputEncoder());
    }
    current.begin(next);
    this.thread = Thread.ofPlatform().name("input-log").unstarted(this::run);
  }

  /// Opens the log in a folder, cuts what a crash tore, and continues in a new segment. Only the
  /// owner of the data folder may.
  ///
  /// @param build the build that writes
  /// @param configuration hash of the configuration it runs under
  /// @param notBefore no sequence up to this one is given out again: others may have seen it before
  ///     a crash lost it here
  /// @param clock when a segment is created
  public static InputLogWriter open(
      Path directory,
      InputLogSettings settings,
      String build,
      String configuration,
      long notBefore,
      InstantSource clock) {
    InputLogWriter writer =
        new InputLogWriter(
            SegmentFiles.open(directory, settings, build, configuration, notBefore, clock),
            settings);
    writer.thread.start();
    return writer;
  }

  /// Bytes of a torn tail that opening cut.
  public long tornBytes() {
    return files.tornBytes();
  }

  /// Takes an input in.
  ///
  /// @return its sequence: one more than the last one's
  public long append(Input input) {
    lock.lock();
    try {
      check();
      long sequence = next++;
      current.write(input);
      if (mustBeDurable(input)) {
        dueWithin(settings.commitEvery().toNanos());
      } else if (!dueSet) {
        dueWithin(settings.flushEvery().toNanos());
      }
      if (current.size() >= settings.blockBytes()) {
        nextBlock();
      }
      return sequence;
    } finally {
      lock.unlock();
    }
  }

  /// Says that what was appended last caused something that waits until it is durable. It is
  /// written at once; what comes meanwhile goes with the next.
  public void commitSoon() {
    lock.lock();
    try {
      dueWithin(0);
    } finally {
      lock.unlock();
    }
  }

  /// Closes the block and waits until everything appended is on the disk.
  public void force() {
    lock.lock();
    try {
      long last = next - 1;
      dueWithin(0);
      work.signal();
      while (durable < last) {
        check();
        changed.awaitUninterruptibly();
      }
      check();
    } finally {
      lock.unlock();
    }
  }

  /// Everything up to this sequence is on the disk.
  public long durableSequence() {
    lock.lock();
    try {
      return durable;
    } finally {
      lock.unlock();
    }
  }

  /// Has a listener called by the log's thread whenever more is on the disk; it must not block.
  public void onDurable(Runnable listener) {
    told.add(listener);
  }

  /// Forces what was appended and ends the log's thread.
  @Override
  public void close() {
    lock.lock();
    try {
      closing = true;
      work.signal();
    } finally {
      lock.unlock();
    }
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    lock.lock();
    try {
      check();
    } finally {
      lock.unlock();
    }
  }

  private static boolean mustBeDurable(Input input) {
    return input instanceof FundingSettled
        || input instanceof Liquidation
        || input instanceof Listing
        || input instanceof Command
        || input instanceof FeedStatus;
  }

  private void check() {
    if (failure != null) {
      throw failure;
    }
  }

  private void dueWithin(long nanos) {
    long at = System.nanoTime() + nanos;
    if (!dueSet || at - due < 0) {
      due = at;
      dueSet = true;
      work.signal();
    }
  }

  /// Hands the block over once there is another one to fill. While this waits, the log's thread may
  /// take the block itself.
  private void nextBlock() {
    while (free.isEmpty()) {
      check();
      work.signal();
      changed.awaitUninterruptibly();
    }
    if (current.count() > 0) {
      full.add(current);
      current = free.remove();
      current.begin(next);
    }
    work.signal();
  }

  // --- the log's thread ---------------------------------------------------------------------

  private void run() {
    try {
      while (turn()) {
        // each turn writes what is due
      }
      files.close();
    } catch (JournalException e) {
      fail(e);
    } catch (RuntimeException | Error e) {
      fail(new JournalException("the input log's thread failed: " + e, e));
    }
  }

  private void fail(JournalException reason) {
    lock.lock();
    try {
      failure = reason;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Waits for something to write, writes it.
  ///
  /// @return false when closing and all is written
  private boolean turn() {
    List<InputEncoder> blocks = new ArrayList<>();
    boolean commit;
    boolean ended;
    lock.lock();
    try {
      awaitWork();
      ended = closing;
      commit = closing || (dueSet && due - System.nanoTime() <= 0);
      blocks.addAll(full);
      full.clear();
      if (commit && current.count() > 0) {
        blocks.add(current);
        current = free.isEmpty() ? new InputEncoder() : free.remove();
        current.begin(next);
      }
      dueSet = dueSet && !commit;
    } finally {
      lock.unlock();
    }
    for (InputEncoder block : blocks) {
      files.write(block, durable);
    }
    if (commit) {
      files.force();
    }
    lock.lock();
    try {
      free.addAll(blocks);
      if (commit) {
        durable = files.nextSequence() - 1;
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    if (commit) {
      told.forEach(Runnable::run);
    }
    return !ended;
  }

  private void awaitWork() {
    while (full.isEmpty() && !closing) {
      long wait = dueSet ? due - System.nanoTime() : NEVER;
      if (wait <= 0) {
        return;
      }
      try {
        var _ = work.awaitNanos(wait);
      } catch (InterruptedException e) {
        closing = true;
      }
    }
  }
}
