package dev.carry.insight;

import dev.carry.model.Opportunity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Findings that wait to be judged, each once and as it was told last. Bounded: where one is too
/// many, the one worth least goes. The first to come waits a while for others to share a call with.
final class Waiting {
  private final int most;
  private final int batch;
  private final long lingerNanos;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition came = lock.newCondition();

  // guarded by the lock
  private final Map<String, Item> items = new LinkedHashMap<>();

  private record Item(Opportunity found, long sinceNanos) {}

  Waiting(int most, int batch, long lingerNanos) {
    this.most = most;
    this.batch = batch;
    this.lingerNanos = lingerNanos;
  }

  /// Takes one in, or its newer revision in its place.
  ///
  /// @return what had to go; null: nothing
  @Nullable Opportunity put(Opportunity found) {
    lock.lock();
    try {
      String id = found.head().id();
      Item before = items.get(id);
      items.put(id, new Item(found, before == null ? System.nanoTime() : before.sinceNanos()));
      came.signal();
      if (items.size() <= most) {
        return null;
      }
      Item least =
          items.values().stream().min(Comparator.comparingDouble(i -> i.found().rank())).get();
      items.remove(least.found().head().id());
      return least.found();
    } finally {
      lock.unlock();
    }
  }

  /// The newer revision of one that waits; nothing where none does.
  void refresh(Opportunity found) {
    lock.lock();
    try {
      items.computeIfPresent(
          found.head().id(), (_, before) -> new Item(found, before.sinceNanos()));
    } finally {
      lock.unlock();
    }
  }

  void remove(String id) {
    lock.lock();
    try {
      items.remove(id);
    } finally {
      lock.unlock();
    }
  }

  /// The next to be judged together, the first to come among them; waits until there is one.
  List<Opportunity> take() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (true) {
        if (items.isEmpty()) {
          came.await();
          continue;
        }
        long since = items.values().iterator().next().sinceNanos();
        long left = lingerNanos - (System.nanoTime() - since);
        if (items.size() >= batch || left <= 0) {
          return drain();
        }
        var _ = came.await(left, TimeUnit.NANOSECONDS);
      }
    } finally {
      lock.unlock();
    }
  }

  private List<Opportunity> drain() {
    List<Opportunity> taken = new ArrayList<>();
    var each = items.values().iterator();
    while (each.hasNext() && taken.size() < batch) {
      taken.add(each.next().found());
      each.remove();
    }
    return taken;
  }

  int size() {
    lock.lock();
    try {
      return items.size();
    } finally {
      lock.unlock();
    }
  }
}
