package dev.carry.dashboard;

import java.util.concurrent.atomic.AtomicLong;

/// A log whose progress a test decides; everything is on the disk until it says otherwise.
final class OnDisk implements Durability {
  final AtomicLong sequence = new AtomicLong(Long.MAX_VALUE);
  final AtomicLong hurried = new AtomicLong();

  @Override
  public long sequence() {
    return sequence.get();
  }

  @Override
  public void hurry() {
    hurried.incrementAndGet();
  }
}
