package dev.carry.dashboard;

import dev.carry.sink.Durability;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/// A log whose progress a test decides; an empty one at first.
final class OnDisk implements Durability {
  final AtomicLong sequence = new AtomicLong();
  final AtomicLong hurried = new AtomicLong();

  @Override
  public long sequence() {
    return sequence.get();
  }

  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

  @Override
  public void onAdvance(Runnable listener) {
    listeners.add(listener);
  }

  /// More is on the disk.
  void advance(long to) {
    sequence.set(to);
    listeners.forEach(Runnable::run);
  }

  @Override
  public void hurry() {
    hurried.incrementAndGet();
  }

  /// Whatever is appended is on the disk at once.
  void everything() {
    sequence.set(Long.MAX_VALUE / Signals.PER_STEP - 1);
  }
}
