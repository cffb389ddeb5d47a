package dev.carry.venue.session;

import dev.carry.model.FeedStatus;
import dev.carry.model.Input;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/// Keeps what a session sends out, for tests to wait on.
final class Collected implements MarketSink {
  private final List<Input> inputs = new ArrayList<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition more = lock.newCondition();

  @Override
  public void accept(Input input) {
    lock.lock();
    try {
      inputs.add(input);
      more.signalAll();
    } finally {
      lock.unlock();
    }
  }

  List<Input> all() {
    lock.lock();
    try {
      return List.copyOf(inputs);
    } finally {
      lock.unlock();
    }
  }

  <T extends Input> List<T> all(Class<T> kind) {
    return all().stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  List<FeedStatus.State> states() {
    return all(FeedStatus.class).stream().map(FeedStatus::state).toList();
  }

  /// The first input of that kind that fits, now or within the deadline.
  <T extends Input> T await(Class<T> kind, Predicate<T> fits) throws InterruptedException {
    return await(kind, 0, fits);
  }

  /// The same, from the n-th input on.
  <T extends Input> T await(Class<T> kind, int from, Predicate<T> fits)
      throws InterruptedException {
    long left = TimeUnit.SECONDS.toNanos(TestServer.SECONDS);
    int looked = from;
    lock.lock();
    try {
      while (true) {
        for (; looked < inputs.size(); looked++) {
          Input input = inputs.get(looked);
          if (kind.isInstance(input) && fits.test(kind.cast(input))) {
            return kind.cast(input);
          }
        }
        if (left <= 0) {
          throw new AssertionError(
              "no fitting " + kind.getSimpleName() + " among " + inputs.size() + ": " + inputs);
        }
        left = more.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  int size() {
    lock.lock();
    try {
      return inputs.size();
    } finally {
      lock.unlock();
    }
  }

  FeedStatus awaitState(FeedStatus.State state) throws InterruptedException {
    return await(FeedStatus.class, status -> status.state() == state);
  }

  FeedStatus awaitState(FeedStatus.State state, int from) throws InterruptedException {
    return await(FeedStatus.class, from, status -> status.state() == state);
  }
}
