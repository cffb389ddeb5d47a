package dev.carry.dashboard;

import java.util.concurrent.atomic.AtomicLong;

/// A log whose progress a test decides; an empty one at first.
final class OnDisk implements Durability {
  final AtomicLong sequence = new AtomicLong();
  final AtomicLong hurried = new AtomicLong();

  @Override
  public long sequence() {
    return sequence.get();
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
