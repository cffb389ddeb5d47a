package dev.carry.transport;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jctools.queues.MpscBlockingConsumerArrayQueue;
import org.jspecify.annotations.Nullable;

/// A bounded queue from many threads to one. While it is full, newer values take the place of older
/// ones with the same key; values without a key are never replaced.
///
/// @param <T> what is queued
public final class ConflatingQueue<T> {
  private final MpscBlockingConsumerArrayQueue<T> queue;
  private final Function<T, @Nullable Object> keyOf;
  private final int capacity;

  /// What did not fit, newest per key. Once something waits here, its successors must too, or they
  /// would overtake it.
  private final Map<Object, T> waiting = new LinkedHashMap<>();

  private final ReentrantLock lock = new ReentrantLock();
  private volatile boolean full;

  /// Only touched by the taking thread.
  private final Deque<T> drained = new ArrayDeque<>();

  private final AtomicLong conflated = new AtomicLong();

  /// @param keyOf the key under which a newer value replaces an older one; null: must be kept
  public ConflatingQueue(int capacity, Function<T, @Nullable Object> keyOf) {
    this.queue = new MpscBlockingConsumerArrayQueue<>(capacity);
    this.capacity = capacity;
    this.keyOf = keyOf;
  }

  /// Takes a value in, or says that there is no room for it: only values without a key can be
  /// refused.
  public boolean offer(T value) {
    if (!full && queue.offer(value)) {
      return true;
    }
    Object key = keyOf.apply(value);
    if (key == null) {
      return queue.offer(value);
    }
    lock.lock();
    try {
      full = true;
      if (waiting.put(key, value) != null) {
        conflated.incrementAndGet();
      }
    } finally {
      lock.unlock();
    }
    return true;
  }

  /// Takes a value in, waiting for room if it must.
  public void put(T value) throws InterruptedException {
    while (!offer(value)) {
      TimeUnit.MICROSECONDS.sleep(100);
    }
  }

  /// The next value, or null when there is none. One thread only.
  public @Nullable T poll() {
    T value = drained.poll();
    if (value == null) {
      value = queue.poll();
    }
    if (value == null && full) {
      drainWaiting();
      value = drained.poll();
    }
    return value;
  }

  /// The next value, or null when none came within the time. One thread only.
  public @Nullable T poll(long timeout, TimeUnit unit) throws InterruptedException {
    T value = poll();
    return value == null ? queue.poll(timeout, unit) : value;
  }

  private void drainWaiting() {
    lock.lock();
    try {
      drained.addAll(waiting.values());
      waiting.clear();
      full = false;
    } finally {
      lock.unlock();
    }
  }

  /// How many values wait now, about.
  public int size() {
    return queue.size();
  }

  public int capacity() {
    return capacity;
  }

  /// How many values were replaced by newer ones since the start.
  public long conflated() {
    return conflated.get();
  }
}
